"""What is true of a store, reckoned from its cells alone: the answers that questions are made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.questions.words import read_data
from corpus.report import Cell, CellKind, Place, Report, Scope
from corpus.store import ReportHead, Store

TOTAL = "total"
_LACKING = (CellKind.BLANK.value, CellKind.NOT_APPLICABLE.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a report says of one indicator: its number with unit; else `lack`, why there is none.

    `lack`: not_in_form, unread, or the kind of the cell (blank, not_applicable, text); some blank among several that
    are added up is `gaps`. `places`: the cells that it is read from.
    """

    value: Decimal | None
    unit: str = ""
    lack: str = ""
    places: tuple[Place, ...] = ()


class Facts:
    """The reports of a store that can be asked about: of a stated year and a statutory form, one a body and year."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.all_heads = store.heads()
        dated = sorted((h for h in self.all_heads if h.year), key=_who_and_year)
        groups = [list(group) for _, group in groupby(dated, _who_and_year)]
        self.heads: tuple[ReportHead, ...] = tuple(g[0] for g in groups if len(g) == 1 and g[0].form in load_forms())
        self._lacking: dict[str, list[tuple[str, str]]] = {}
        self._cells: dict[Place, dict[str, Cell]] = {}

    # --- who and when -----------------------------------------------------------------------------

    @cached_property
    def by_body(self) -> dict[tuple[str, Scope], tuple[ReportHead, ...]]:
        """The reports of each body (and scope), oldest first."""
        return {key: tuple(group) for key, group in groupby(self.heads, lambda h: (h.body, h.scope))}

    @cached_property
    def newest(self) -> tuple[ReportHead, ...]:
        """The newest report of every single body."""
        return tuple(heads[-1] for (_, scope), heads in self.by_body.items() if scope is not Scope.WHOLE_REGION)

    def years_of(self, head: ReportHead) -> tuple[ReportHead, ...]:
        """All reports of the same body, oldest first."""
        return self.by_body[head.body, head.scope]

    @cached_property
    def by_year(self) -> dict[int, tuple[ReportHead, ...]]:
        """The reports of each year."""
        found: dict[int, list[ReportHead]] = {}
        for head in self.heads:
            found.setdefault(head.year or 0, []).append(head)
        return {year: tuple(heads) for year, heads in found.items()}

    @cached_property
    def loaded(self) -> frozenset[tuple[str, int]]:
        """Every (region, year) and (body, year) of which some report is loaded, in whatever form."""
        return frozenset((name, h.year) for h in self.all_heads if h.year for name in (h.region, h.body))

    def singles(self, year: int) -> tuple[ReportHead, ...]:
        """The reports of that year that are of one body: 汇总 of a region hold the numbers of others."""
        return tuple(h for h in self.by_year.get(year, ()) if h.scope is not Scope.WHOLE_REGION)

    def lone_whole(self, year: int) -> bool:
        """Whether a whole region reports alone: a sum over bodies may well count it, as it counts nobody twice."""
        heads = self.by_year.get(year, ())
        regions = [h.region for h in heads if h.scope is not Scope.WHOLE_REGION]
        wholes = [h.region for h in heads if h.scope is Scope.WHOLE_REGION]
        return any(not any(region.startswith(whole) for region in regions) for whole in wholes)

    def year_of(self, head: ReportHead, year: int) -> ReportHead | None:
        """The report of the same body of another year."""
        return next((h for h in self.by_body[head.body, head.scope] if h.year == year), None)

    def report(self, head: ReportHead) -> Report:
        """The whole report."""
        return self.store.report(head.id)

    # --- numbers ----------------------------------------------------------------------------------

    def fact(self, head: ReportHead, key: str, applicant: str = TOTAL) -> Fact:
        """What the report says of the indicator (for an applicant), parts added up where its form has no such cell."""
        indicator = load_catalogue().indicator(key)
        columns = (indicator.column,) if indicator.column else _columns(applicant)
        places = [(indicator.table, indicator.row, column) for column in columns] if indicator.row else []
        form = load_forms()[head.form or ""]
        if places and all(form.place(*place) for place in places):
            return _added([self._cell(head, place) for place in places])
        if indicator.parts:
            return _joined([self.fact(head, part, applicant) for part in indicator.parts])
        return Fact(None, lack="not_in_form")

    def cited(self, head: ReportHead, key: str, applicant: str = TOTAL) -> tuple[str, ...]:
        """The cells of which an answer with this number must cite one: file|row|column, as citations have them."""
        form = load_forms()[head.form or ""]
        found = [form.place(*place) for place in self.fact(head, key, applicant).places]
        return tuple(f"{head.file}|{' / '.join(p[1].path)}|{' / '.join(p[2].path)}" for p in found if p)

    def number(self, head: ReportHead, key: str, applicant: str = TOTAL) -> Decimal | None:
        """The number alone, None where there is none."""
        return self.fact(head, key, applicant).value

    def numbers(self, heads: Iterable[ReportHead], key: str) -> list[tuple[ReportHead, Decimal]]:
        """Those of the reports that have a number, with it."""
        return [(h, value) for h in heads if (value := self.number(h, key)) is not None]

    def sure(self, heads: Sequence[ReportHead], key: str) -> bool:
        """Whether no report of them leaves some of the parts of the number blank, so that it may be read two ways."""
        return not any(self.fact(h, key).lack == "gaps" for h in heads)

    def lacking(self, head: ReportHead) -> list[tuple[str, str]]:
        """The indicators and applicants that people have words for and whose one cell is blank or marked as not applicable."""
        if head.id not in self._lacking:
            names = read_data("names")
            asked = [(key, of) for key in names["indicators"] for of in _applicants_of(key)]
            self._lacking[head.id] = [one for one in asked if self._says_nothing(head, *one)]
        return self._lacking[head.id]

    def _says_nothing(self, head: ReportHead, key: str, of: str) -> bool:
        """Whether the cell is blank; a blank total beside columns that are filled may well be answered with their sum."""
        beside = ("natural",) if of == TOTAL and key.startswith("requests.") else ()
        return all(self.fact(head, key, one).lack in _LACKING for one in (of, *beside))

    def _cell(self, head: ReportHead, place: Place) -> Cell | None:
        if place not in self._cells:
            self._cells[place] = {hit.report.id: hit.cell for hit in self.store.cells(None, *place)}
        return self._cells[place].get(head.id)


def _applicants_of(key: str) -> tuple[str, ...]:
    """Whose numbers an indicator has: chapter 3 tells applicants apart."""
    return (TOTAL, *read_data("names")["applicants"]) if key.startswith("requests.") else (TOTAL,)


def _who_and_year(head: ReportHead) -> tuple[str, Scope, int]:
    return head.body, head.scope, head.year or 0


def _columns(applicant: str) -> tuple[str, ...]:
    return next(a.columns for a in load_catalogue().applicants if a.key == applicant)


def _added(cells: Sequence[Cell | None]) -> Fact:
    read = [c for c in cells if c is not None]
    if len(read) < len(cells):
        return Fact(None, lack="unread")
    numbers = [c.value for c in read if c.kind is CellKind.NUMBER and c.value is not None]
    if len(numbers) == len(read) and len({c.unit for c in read}) == 1 and not any(c.doubt for c in read):
        return Fact(sum(numbers, Decimal(0)), read[0].unit, places=tuple(c.place for c in read))
    return Fact(None, lack="gaps" if numbers else read[0].kind.value)


def _joined(facts: Sequence[Fact]) -> Fact:
    if all(f.value is not None for f in facts) and len({f.unit for f in facts}) == 1:
        total = sum((f.value for f in facts if f.value is not None), Decimal(0))
        return Fact(total, facts[0].unit, places=tuple(place for f in facts for place in f.places))
    lacks = {f.lack for f in facts if f.value is None}
    return Fact(None, lack=lacks.pop() if len(lacks) == 1 and all(f.value is None for f in facts) else "gaps")
