"""Which reports a selection of bodies and years means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant import wording_facts as words
from assistant.service.measures import Measure
from corpus.kinds import kind_of
from corpus.regions import is_child, lies_in, same_place
from corpus.store import ReportHead

# How the bodies that speak for a whole place are called beside 某市 and 某市人民政府.
_OFFICES = ("人民政府办公室", "人民政府办公厅", "人民政府", "行政公署", "办事处")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: bodies by name and by region × measures × years, () of each = all that there are.

    `regions`: every body of the place and in it; `offices`: the departments of the place itself; `below`: the
    governments of the places right below it.
    """

    bodies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def of_all(self) -> bool:
        """Whether no body is chosen, which means all."""
        return not (self.bodies or self.regions or self.offices or self.below)


def disclosure_heads(heads: Iterable[ReportHead]) -> list[ReportHead]:
    """The annual reports on disclosure among all reports, in their order."""
    return [head for head in heads if kind_of(head.title, head.form) is None]


def chosen_bodies(choice: Choice, heads: Sequence[ReportHead]) -> list[ReportHead]:
    """The annual reports of the bodies chosen, of all years, in the order of `heads`."""
    own = disclosure_heads(heads)
    if choice.of_all:
        return own
    named = set(choice.bodies)
    places = {head.region for head in own if head.region}
    inside = {p for p in places for r in choice.regions if same_place(p, r) or lies_in(p, r)}
    here = {p for p in places for r in choice.offices if same_place(p, r)}
    children = {p for p in places for r in choice.below if is_child(p, r)}
    return [
        head
        for head in own
        if head.body in named
        or head.region in inside
        or (head.region in here and not is_for_whole(head))
        or (head.region in children and is_for_whole(head))
    ]


def unknown_bodies(choice: Choice, heads: Sequence[ReportHead]) -> tuple[str, ...]:
    """The bodies and regions chosen of which there is no report."""
    own = disclosure_heads(heads)
    known, places = {head.body for head in own}, {head.region for head in own}
    lost = [body for body in choice.bodies if body not in known]
    asked = dict.fromkeys((*choice.regions, *choice.offices, *choice.below))
    return (*lost, *(r for r in asked if not any(same_place(p, r) or lies_in(p, r) for p in places if p)))


def is_for_whole(head: ReportHead) -> bool:
    """Whether a body speaks for its whole place (某县, 某县人民政府, its office) and is no department of it."""
    ending = next((end for end in _OFFICES if head.body.endswith(end)), "")
    place = head.body.removesuffix(ending)
    # 梁园区人民政府 speaks for 河南省商丘市梁园区 too.
    return bool(place and head.region) and (head.region.endswith(place) or place.endswith(head.region))


def choice_said(choice: Choice) -> str:
    """The bodies chosen, in words: '澄屿市教育局、澄屿市各部门'."""
    parts = [
        *choice.bodies,
        *(words.IN_REGION.format(region=r) for r in choice.regions),
        *(words.OFFICES_OF.format(region=r) for r in choice.offices),
        *(words.BELOW.format(region=r) for r in choice.below),
    ]
    return "、".join(parts) or words.ALL_BODIES


def years_said(years: Collection[int]) -> str:
    """'2019、2021—2023年'; all where none are chosen."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs)
    return f"{told}年" if told else words.ALL_YEARS
