"""A total followed by its parts: 3607件（市政府349件、沭阳县477件…）, 119期，其中，市级47期、宿城区28期…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.report import Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total (`head`) and figures of its unit that the report names as its parts; `names[i]` names `parts[i]`."""

    head: Figure
    parts: tuple[Figure, ...]
    names: tuple[str, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the parts are exactly the total."""
        return sum(part.value for part in self.parts) == self.head.value


_BRACKET = re.compile(r"\s*(?:以上|左右)?\s*[（(]")
_AMONG = re.compile(r"其中|包括|分别(?:为|是)?：|(?:按|从|分)[^，。；\d]{1,12}?(?:分|看|统计|而言)[，：]")


def breakdowns(text: str, figures: Sequence[Figure]) -> tuple[Breakdown, ...]:
    """The breakdowns among figures of one report in order; a total broken down twice (by applicant, by result) gives two."""
    found: list[Breakdown] = []
    for i, head in enumerate(figures):
        parts = _parts(text, head, figures[i + 1 :])
        found.extend(_breakdown(head, group) for group in _groups(head, parts))
    return tuple(found)


def _parts(text: str, head: Figure, later: Sequence[Figure]) -> list[Figure]:
    """The figures after `head` said to be parts of it: `figures_in` puts the total's words before theirs."""
    parts: list[Figure] = []
    for figure in later:
        if text.count("。", head.end, figure.start) > 1:
            break
        if figure.unit == head.unit and figure.what.startswith(f"{head.what} ") and figure.value <= head.value:
            parts.append(figure)
    if not parts:
        return []
    between = text[head.end : parts[0].start]
    return parts if _BRACKET.match(between) or _AMONG.search(between) else []


def _groups(head: Figure, parts: list[Figure]) -> list[list[Figure]]:
    """The parts cut wherever they have added up to the total; a rest that does not add up is left out then."""
    groups: list[list[Figure]] = [[]]
    for part in parts:
        groups[-1].append(part)
        if sum(p.value for p in groups[-1]) == head.value:
            groups.append([])
    return groups[:-1] if len(groups) > 1 else [g for g in groups if g]


def _breakdown(head: Figure, parts: list[Figure]) -> Breakdown:
    return Breakdown(head, tuple(parts), tuple(part.what.removeprefix(f"{head.what} ") for part in parts))
