"""Bodies found for a person who chooses them: by words, in the tree of places, from a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from assistant.parsing.text import fold
from assistant.service.choice import disclosure_heads
from corpus.divisions import chain, full_name
from corpus.places import parse_places
from corpus.regions import locate
from corpus.store import ReportHead

# A short name for a body in addresses; of ten thousand bodies two share one with a chance of 1 in 20,000.
CODE_LENGTH = 10
_CODE = re.compile(rf"[0-9a-f]{{{CODE_LENGTH}}}")
_BETWEEN_NAMES = re.compile(r"[\n\r\t,，;；、|]+")
# Numbers before names in a copied list: 1. （2） ③
_NUMBERING = re.compile(r"^\s*(?:[（(]?\d+[）)．.、]?|[①-⑳])?\s*")
LONGEST_LIST = 5000


@dataclass(frozen=True, slots=True)
class Body:
    """A body with reports: its place, other names, and the years there are reports of."""

    name: str
    region: str
    aliases: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def code(self) -> str:
        """The body in an address that names many."""
        return code_of(self.name)


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree: its path of names, outermost first; how many bodies are in it, and whether places are below."""

    path: tuple[str, ...]
    bodies: int
    own: int
    below: int

    @property
    def region(self) -> str:
        """The place as a `Report.region` writes it."""
        return "".join(self.path)

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Matched:
    """The names of a list: `found` bodies; (name, bodies it may mean) of the `unclear`; `unknown` names."""

    found: tuple[str, ...]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]


def code_of(name: str) -> str:
    """A short code of a body's name, the same wherever the body is called so."""
    return sha256(name.encode()).hexdigest()[:CODE_LENGTH]


def codes_in(written: str) -> list[str]:
    """The codes in an address."""
    return _CODE.findall(written)


class Bodies:
    """All bodies with annual reports, as these heads have them."""

    def __init__(self, heads: Iterable[ReportHead]) -> None:
        own: dict[str, list[ReportHead]] = {}
        for head in disclosure_heads(heads):
            own.setdefault(head.body, []).append(head)
        self.by_name = {
            name: Body(
                name, found[0].region, tuple(dict.fromkeys(alias for h in found for alias in h.aliases)),
                tuple(sorted({h.year for h in found if h.year})),
            )
            for name, found in own.items()
        }  # fmt: skip

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Code → name."""
        return {code_of(name): name for name in self.by_name}

    @cached_property
    def _folded(self) -> list[tuple[str, tuple[str, ...], Body]]:
        return [(fold(b.name), tuple(fold(a) for a in b.aliases), b) for b in self.by_name.values()]

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        """Name → the path of its place."""
        return {b.name: path_of(b.region) for b in self.by_name.values()}

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """Folded name or alias → the bodies called so."""
        found: dict[str, list[str]] = {}
        for name, aliases, body in self._folded:
            for one in dict.fromkeys((name, *aliases)):
                found.setdefault(one, []).append(body.name)
        return found

    def search(self, typed: str) -> list[Body]:
        """The bodies in whose name, other names or place all the typed words stand; those named so exactly first."""
        wanted = [fold(word) for word in typed.split() if fold(word)]
        if not wanted:
            return []
        found = [
            (all(word != name for word in wanted), not all(word in name for word in wanted), len(name), body)
            for name, aliases, body in self._folded
            if all(word in name or any(word in a for a in aliases) or word in fold(body.region) for word in wanted)
        ]
        return [body for *_, body in sorted(found, key=lambda f: (*f[:3], f[3].name))]

    def match(self, text: str) -> Matched:
        """A list of names, one a line or with commas between, against names, other names and their endings."""
        found: dict[str, None] = {}
        unclear: list[tuple[str, tuple[str, ...]]] = []
        unknown: list[str] = []
        names = (_NUMBERING.sub("", part).strip() for part in _BETWEEN_NAMES.split(text))
        for name in [n for n in dict.fromkeys(names) if n][:LONGEST_LIST]:
            meant = self._meant(name)
            if len(meant) == 1:
                found[meant[0]] = None
            elif meant:
                unclear.append((name, tuple(meant)))
            else:
                unknown.append(name)
        return Matched(tuple(found), tuple(unclear), tuple(unknown))

    def _meant(self, name: str) -> list[str]:
        if name in self.by_name:
            return [name]
        wanted = fold(name)
        called = self._called.get(wanted, [])
        return called or [body.name for full, _, body in self._folded if wanted and full.endswith(wanted)]

    def node(self, path: tuple[str, ...]) -> Node:
        """A place of the tree; () for the root."""
        return _node(path, [p for p in self._paths.values() if p[: len(path)] == path])

    def below(self, path: tuple[str, ...]) -> list[Node]:
        """The places right below one, in the order of their names; below () the outermost."""
        depth = len(path)
        children: dict[str, list[tuple[str, ...]]] = {}
        for own in self._paths.values():
            if len(own) > depth and own[:depth] == path:
                children.setdefault(own[depth], []).append(own)
        return [_node((*path, name), children[name]) for name in sorted(children)]

    def at(self, path: tuple[str, ...]) -> list[Body]:
        """The bodies of a place itself."""
        return [self.by_name[name] for name, own in self._paths.items() if own == path]


def _node(path: tuple[str, ...], inside: Sequence[tuple[str, ...]]) -> Node:
    depth = len(path)
    own = sum(len(p) == depth for p in inside)
    return Node(path, len(inside), own, len({p[depth] for p in inside if len(p) > depth}))


def path_of(region: str) -> tuple[str, ...]:
    """河南省商丘市梁园区 → its names outermost first, by the divisions where they know it; () for no place."""
    place = locate(region) if region else None
    if place:
        full = full_name(place.region)
        names = []
        for one in chain(place.region):
            if full.startswith(one.name):
                names.append(one.name)
                full = full[len(one.name) :]
        return (*names, *place.rest) if not full else (region,)
    names = list(parse_places(region).places)
    return tuple(names) if names and "".join(names) == region else (region,) if region else ()
