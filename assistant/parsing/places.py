"""Bodies and regions in a question, matched against the names and aliases of what is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.parsing.foreign import is_outer, unknown_places
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.place_counts import said_counts, told_apart
from assistant.parsing.place_departments import take_departments
from assistant.parsing.place_groups import JOINED, group_of, groups_of, speaking_bodies
from assistant.parsing.place_lists import listed_beside, take_listed
from assistant.parsing.place_names import names_in
from assistant.parsing.place_outer import take_outer
from assistant.parsing.place_typos import read_typos
from assistant.parsing.text import Mention, mask
from assistant.question import Renamed


@dataclass(frozen=True, slots=True)
class Places:
    """`groups`: for each body meant, the bodies its words fit; `unknown`: names that nothing loaded fits.

    `wider`: for each group named by a region alone all the region's bodies, else (). `inside`: for each of the last
    `unknown` that is loaded but named as a part of another place (澄屿市2022年砚岭县), the bodies it fits. `absent`: the unknown ones listed beside a loaded one.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    wider: tuple[tuple[str, ...], ...] = ()
    inside: tuple[tuple[str, ...], ...] = ()
    renamed: tuple[Renamed, ...] = ()
    absent: tuple[str, ...] = ()


def parse_places(text: str, gazetteer: Gazetteer) -> Places:
    """The bodies that a folded question names, typos by sound included, and names that are not loaded."""
    found = names_in(text, gazetteer)
    read_typos(text, found, gazetteer)
    take_departments(text, found, gazetteer)
    take_listed(text, found, gazetteer)
    within = take_outer(text, found, gazetteer)
    groups, inside = groups_of(text, found, gazetteer, within)
    seen = [*found.mentions, *found.unknown]
    strange = _without_outer(text, unknown_places(mask(text, [*seen, *found.outer])), found.mentions, gazetteer)
    # 南京市 is not spoken for by 南京市财政局: with no government of the region loaded, the region is not loaded.
    silent = [g for g in groups if g.region and not speaking_bodies(g.name, g.fit, gazetteer)]
    names = (*(m.value for m in found.unknown), *strange, *(g.name for g in silent), *(name for name, _ in inside))
    unknown = tuple(dict.fromkeys(names))
    heard = [g for g in groups if g not in silent]
    chosen = {
        speaking_bodies(g.name, g.fit, gazetteer) if g.region else g.fit: g.wide if g.region else () for g in heard
    }
    positions = [*found.unknown, *(Mention(n, (at := text.rfind(n)), at + len(n)) for n in strange)]
    positions += [Mention(g.name, g.start, g.end) for g in silent]
    absent = listed_beside(text, positions, [m for m in found.mentions if m.value not in {g.name for g in silent}])
    counts = said_counts(text, found.mentions)
    chosen = told_apart(chosen, counts)
    shown = [*seen, *found.outer] if groups else found.mentions
    hidden = tuple(sorted([*shown, *counts], key=lambda m: m.start))
    return Places(
        tuple(chosen), hidden, unknown, tuple(found.corrected), tuple(chosen.values()), tuple(b for _, b in inside),
        tuple(found.renamed), tuple(n for n in absent if n in unknown) if heard else (),
    )  # fmt: skip


def _without_outer(
    text: str, strange: tuple[str, ...], mentions: list[Mention], gazetteer: Gazetteer
) -> tuple[str, ...]:
    """Unknown places but those that only say where a loaded one lies: 商丘市|梁园区, 江苏|宿迁."""
    regions = {m.start: gazetteer.region_of.get(group_of(m, gazetteer).fit[0], "") for m in mentions}
    kept: list[str] = []
    for name in sorted(strange, key=text.rfind, reverse=True):
        at = text.rfind(name)
        after = re.match("[一-龥]{0,4}", text[at + len(name) :])
        reach = len(after[0]) if after and is_outer(name, "") and not JOINED.match(after[0][:1]) else 0
        inner = next((r for n in range(reach + 1) if (r := regions.get(at + len(name) + n))), "")
        if inner and is_outer(name, inner):
            regions[at] = inner
        else:
            kept.append(name)
    return tuple(name for name in strange if name in kept)
