"""The names of what is loaded: of bodies, of regions, and the half-names that say no place (教育局, 县公安局)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.parsing.departments import stem_of, stems
from assistant.parsing.homophones import Spoken, by_sound
from assistant.parsing.text import fold
from corpus import places
from corpus.store import ReportHead

# A name this long of a body that lies nowhere in particular (a company's) is no other body's.
SHORTEST_LONE = 5
_GOVERNMENT_OFFICES = ("政府办公室", "政府办公厅")
_SUFFIX = re.compile(r"(自治区|自治州|自治县|省|市|区|县)$")


@dataclass(frozen=True)
class Gazetteer:
    """Every name of every loaded body → bodies, and every name of every region → the bodies in it.

    `halves`: the names of bodies that say no place; many a body elsewhere is called the same. `shortened`: names without
    their 局 (澄屿教育), which stand for the body only where what follows allows it.
    """

    bodies: dict[str, tuple[str, ...]]
    regions: dict[str, tuple[str, ...]]
    region_of: dict[str, str] = field(default_factory=dict)
    halves: frozenset[str] = frozenset()
    shortened: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Every name of a region and every name of a body that says its place, standing for itself."""
        return {name: (name,) for name in (*self.regions, *self.bodies) if name not in self.halves}

    @cached_property
    def half_names(self) -> dict[str, tuple[str, ...]]:
        """The half-names, standing for themselves."""
        return {name: (name,) for name in self.halves}

    @cached_property
    def lengths(self) -> frozenset[int]:
        """How long names are."""
        return frozenset(map(len, self.names))

    @cached_property
    def half_lengths(self) -> frozenset[int]:
        """How long half-names are."""
        return frozenset(map(len, self.halves))

    @cached_property
    def names_of(self) -> dict[str, tuple[str, ...]]:
        """Every name of each body; made when a miswritten one is looked for."""
        found: dict[str, list[str]] = {}
        for name, bodies in self.bodies.items():
            for body in bodies:
                found.setdefault(body, []).append(name)
        return {body: tuple(names) for body, names in found.items()}

    @cached_property
    def spoken(self) -> Spoken:
        """The names by how they sound; made when the first question needs it, for that takes a while."""
        return by_sound({**self.names, **self.half_names})


def region_parts(region: str) -> tuple[str, ...]:
    """The names a region is called by: the chain, its last part, and both without 市 区 县 where two characters stay."""
    # What stands behind the last 区 or 县 is a town, a street or a zone: 郫都区|唐昌镇 is no name of 郫都区.
    chain = places.parse_places(region).places or ((region,) if region else ())
    if not chain:
        return ()
    last = chain[-1]
    names = {region, last, "".join(map(places.stem, chain[:-1])) + last}
    names |= {short for name in names if len(short := _SUFFIX.sub("", name)) >= 2}
    return tuple(sorted(fold(n) for n in (*names, places.stem(last)) if n))


def make_gazetteer(heads: Sequence[ReportHead]) -> Gazetteer:
    """The names of what is loaded, folded; values sorted."""
    bodies: dict[str, set[str]] = {}
    regions: dict[str, set[str]] = {}
    placed: set[str] = set()
    region_of = {head.body: head.region for head in heads}
    words = {region: _place_words(region) for region in set(region_of.values())}
    for body, aliases in {(head.body, head.aliases) for head in heads}:  # a body's years mostly share their names
        for name in map(fold, {body, *aliases}):
            if len(name) >= 2:
                bodies.setdefault(name, set()).add(body)
                lone = not region_of[body] and len(name) >= SHORTEST_LONE
                if lone or any(word in name for word in words[region_of[body]]):
                    placed.add(name)
    for body, region in region_of.items():
        for name in region_parts(region):
            regions.setdefault(name, set()).add(body)
    offices = _offices(bodies, region_of, words)
    bodies |= offices
    placed |= set(offices)
    shortened = _shortened(bodies, region_of, words)
    for name, found in shortened.items():
        bodies[name] = found
        placed.add(name)
    return Gazetteer(
        {name: tuple(sorted(_own(name, found, region_of))) for name, found in bodies.items()},
        {name: tuple(sorted(found)) for name, found in regions.items()},
        region_of,
        frozenset(name for name in bodies if name not in placed and name not in regions),
        frozenset(shortened),
    )


def _offices(
    bodies: dict[str, set[str]], region_of: dict[str, str], words: dict[str, tuple[str, ...]]
) -> dict[str, set[str]]:
    """The office of a government by its place alone, where nothing is called so yet: 望汐办公室, 砚岭办公室."""
    found: dict[str, set[str]] = {}
    for body, region in region_of.items():
        office = body[-3:]
        if body.endswith(_GOVERNMENT_OFFICES):
            for place in words[region]:
                if place + office not in bodies:
                    found.setdefault(place + office, set()).add(body)
    return found


def _shortened(
    bodies: dict[str, set[str]], region_of: dict[str, str], words: dict[str, tuple[str, ...]]
) -> dict[str, set[str]]:
    """Names that say their place, without 局 or 委, where nothing is called so yet: 澄屿教育 for 澄屿教育局."""
    found: dict[str, set[str]] = {}
    for name, called in bodies.items():
        for body in called:
            for place in words[region_of[body]]:
                stem = stem_of(name[len(place) :]) if name.startswith(place) else ""
                if stem in stems() and place + stem not in bodies:
                    found.setdefault(place + stem, set()).add(body)
    return found


def _own(name: str, bodies: set[str], region_of: dict[str, str]) -> set[str]:
    """栖霖市政府 is a name of 栖霖市人民政府 first; a whole region's report has it only where no other body does."""
    others = {b for b in bodies if b != region_of[b]}
    whole = {region_of[b] for b in bodies - others}
    given = any(name in region_parts(region) for region in whole)
    return others if others and not given and {region_of[b] for b in others} == whole else bodies


def _place_words(region: str) -> tuple[str, ...]:
    """The places of a region, each whole and as people shorten it; () where no region is known."""
    chain = places.parse_places(region).places or ((region,) if region else ())
    return tuple({fold(word) for place in chain for word in (place, places.stem(place))})
