"""The value of an indicator in a report: looked up by key, never retrieved by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from assistant.citing import plain
from corpus.checking import short_label
from corpus.counts import in_unit
from corpus.forms import load_forms
from corpus.forms.catalogue import Applicant, Indicator, Ratio, load_catalogue
from corpus.report import Cell, CellKind
from corpus.store import ReportHead, Store

TOTAL = "total"

# From so many reports on, the cells needed of all of them are fetched together and not report by report.
MANY = 8
# So many sets of values are kept: a ranking, its total and what follows it are of the same reports.
SETS_KEPT = 8


class Status(StrEnum):
    """What the report says of a value; only NUMBER has one."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    TEXT = "text"
    NOT_IN_FORM = "not_in_form"
    NOT_READ = "not_read"
    NO_BASE = "no_base"  # of a change: no report of the year before


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator (or ratio, in %) in one report: its number, the cells behind it and how it was formed.

    `base`: what a percentage is reckoned from, None where it is none; `signed`: a change, said with its sign.
    `cells` are all of its own report; `behind`: values of other reports that it is reckoned from (the year before).
    """

    head: ReportHead
    key: str
    applicant: str
    label: str
    status: Status
    value: Decimal | None
    unit: str
    cells: tuple[Cell, ...] = ()
    formula: str = ""
    note: str = ""
    blanks: int = 0
    base: Decimal | None = None
    signed: bool = False
    behind: tuple[Value, ...] = ()

    @property
    def sources(self) -> tuple[tuple[ReportHead, Cell], ...]:
        """Every cell that the number rests on, with its report; those of other reports first."""
        return (*(source for v in self.behind for source in v.sources), *((self.head, c) for c in self.cells))

    @property
    def said(self) -> str:
        """The number as the report or the sum gives it, with its unit: '6件'."""
        sign = "+" if self.signed and self.value and self.value > 0 else ""
        return f"{sign}{plain(self.value)}{self.unit}"


@cache
def find_ratio(key: str) -> Ratio | None:
    """The ratio of that key, or None."""
    return next((r for r in load_catalogue().ratios if r.key == key), None)


def find_applicant(key: str) -> Applicant:
    """The applicant of that key; KeyError where there is none."""
    for applicant in load_catalogue().applicants:
        if applicant.key == key:
            return applicant
    raise KeyError(key)


@cache
def label_of(key: str, applicant: str = TOTAL) -> str:
    """What users are told the value is: '予以公开（自然人）'."""
    ratio = find_ratio(key)
    label = ratio.label if ratio else load_catalogue().indicator(key).label
    return label if applicant == TOTAL else f"{label}（{find_applicant(applicant).label}）"


@cache
def in_form(key: str, form: str) -> bool:
    """Whether a form has a cell for the indicator, or for its parts; a ratio always counts as there."""
    if find_ratio(key) or form not in load_forms():
        return True
    indicator = load_catalogue().indicator(key)
    column = indicator.column or TOTAL
    own = load_forms()[form].place(indicator.table, indicator.row, column) is not None
    return own or bool(parts_in_form(indicator, form))


def parts_in_form(indicator: Indicator, form: str) -> tuple[str, ...]:
    """The keys that add up to the indicator in that form; () where it has no cell for one of them."""
    for parts in (indicator.parts, indicator.other_parts):
        if parts and all(in_form(part, form) for part in parts):
            return parts
    return ()


def comparable(key: str) -> bool:
    """Whether an indicator, or all that a ratio is made of, means the same in every form."""
    ratio = find_ratio(key)
    keys = (*ratio.numerator, ratio.denominator) if ratio else (key,)
    return all(load_catalogue().indicator(k).comparable for k in keys)


def form_label(indicator: Indicator, form: str) -> str:
    """What a form calls an indicator that it counts in a row of another name (收到申请数); '' where it has none."""
    place = load_forms()[form].place(indicator.table, indicator.row, indicator.column or TOTAL)
    row = place[1] if place else None
    return "·".join(map(short_label, row.path)) if row and row.place else ""


def only_numbers(values: Iterable[Value]) -> list[Value]:
    """The values that are numbers; blanks, marks and a ratio over zero left out."""
    return [v for v in values if v.status is Status.NUMBER and v.value is not None]


class Reader:
    """Values out of the store; cells of one report are fetched once."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._cells: dict[tuple[str, int], dict[tuple[str, str, str], Cell]] = {}
        self._sets: dict[object, tuple[Value, ...]] = {}

    def value(self, head: ReportHead, key: str, applicant: str = TOTAL) -> Value:
        """The indicator's or ratio's value in that report."""
        ratio = find_ratio(key)
        if ratio:
            return self._ratio(head, ratio, applicant)
        return self._indicator(head, load_catalogue().indicator(key), applicant)

    def values(self, heads: Sequence[ReportHead], key: str, applicant: str = TOTAL) -> list[Value]:
        """`value` of each of these reports; of many only the cells it needs are fetched, all at once."""
        if len(heads) < MANY:
            return [self.value(head, key, applicant) for head in heads]
        kept = (key, applicant, tuple((head.id, head.generation) for head in heads))
        known = self._sets.get(kept)
        if known is None:
            reader = self._prepared(heads, key, applicant)
            known = tuple(reader.value(head, key, applicant) for head in heads)
            if len(self._sets) >= SETS_KEPT:
                self._sets.clear()
            self._sets[kept] = known
        return list(known)

    def _prepared(self, heads: Sequence[ReportHead], key: str, applicant: str) -> Reader:
        """A reader that already has what that value is formed of in these reports, and fetches nothing more."""
        cells: dict[str, dict[tuple[str, str, str], Cell]] = {head.id: {} for head in heads}
        for table, row, column in _places(key, applicant):
            hits = self.store.cells(cells, table, row, column)
            # A 总计 cell without a number is made up from its row.
            open_ids = {hit.report.id for hit in hits if hit.cell.kind is not CellKind.NUMBER}
            for hit in (*hits, *(self.store.cells(open_ids, table, row) if open_ids else ())):
                cells[hit.report.id][hit.cell.table, hit.cell.row, hit.cell.column] = hit.cell
        prepared = Reader(self.store)
        prepared._cells = {(head.id, head.generation): cells[head.id] for head in heads}
        return prepared

    def _of(self, head: ReportHead) -> dict[tuple[str, str, str], Cell]:
        key = (head.id, head.generation)
        if key not in self._cells:
            if len(self._cells) > 256:
                self._cells.clear()
            self._cells[key] = {c.place: c for c in self.store.report(head.id).cells}
        return self._cells[key]

    def _indicator(self, head: ReportHead, indicator: Indicator, applicant: str) -> Value:
        columns, parts = _way_to(indicator.key, applicant, head.form or "")
        if columns:
            return self._cells_value(head, indicator, applicant, columns)
        if parts:
            return self._parts(head, indicator, parts, applicant)
        return self._none(head, indicator.key, applicant, Status.NOT_IN_FORM)

    def _none(self, head: ReportHead, key: str, applicant: str, status: Status, cells: Iterable[Cell] = ()) -> Value:
        return Value(head, key, applicant, label_of(key, applicant), status, None, "", tuple(cells))

    def _cells_value(self, head: ReportHead, indicator: Indicator, applicant: str, columns: tuple[str, ...]) -> Value:
        places = self._of(head)
        cells = [c for column in columns if (c := places.get((indicator.table, indicator.row, column)))]
        if len(cells) < len(columns):
            return self._none(head, indicator.key, applicant, Status.NOT_READ)
        own = form_label(indicator, head.form or "") if applicant == TOTAL else ""
        if own:
            return replace(_summed(head, indicator.key, applicant, cells), label=own)
        if len(cells) == 1 and cells[0].kind is not CellKind.NUMBER and not indicator.column and applicant == TOTAL:
            summed = self._row_sum(head, indicator, cells[0])
            if summed:
                return summed
        return _summed(head, indicator.key, applicant, cells)

    def _row_sum(self, head: ReportHead, indicator: Indicator, total: Cell) -> Value | None:
        """The row added up where its 总计 cell holds no number but other cells of the row do."""
        places = self._of(head)
        columns = (*find_applicant("natural").columns, *find_applicant("organisation").columns)
        cells = [c for column in columns if (c := places.get((indicator.table, indicator.row, column)))]
        if not any(c.kind is CellKind.NUMBER for c in cells):
            return None
        value = _summed(head, indicator.key, TOTAL, cells)
        shown = total.raw.strip() or "空白"
        return Value(
            head, indicator.key, TOTAL, value.label, value.status, value.value, value.unit, value.cells, value.formula,
            f"表中这一行的“总计”格为{shown}，由已填的各列相加得出", value.blanks,
        )  # fmt: skip

    def _parts(self, head: ReportHead, indicator: Indicator, parts: Sequence[str], applicant: str) -> Value:
        values = [self.value(head, part, applicant) for part in parts]
        found = [v for v in values if v.status is Status.NUMBER]
        if not found:
            status = next((v.status for v in values if v.status is not Status.NOT_IN_FORM), Status.NOT_IN_FORM)
            return self._none(head, indicator.key, applicant, status, (c for v in values for c in v.cells))
        if any(v.status is Status.NOT_READ for v in values):
            return self._none(head, indicator.key, applicant, Status.NOT_READ)
        total = sum((v.value for v in found if v.value is not None), Decimal(0))
        blanks = len([v for v in values if v.status not in (Status.NUMBER, Status.NOT_IN_FORM)])
        shown = [v for v in found if v.value] or found[:1]
        formula = " + ".join(f"{v.label.split('（')[0]}{plain(v.value)}" for v in shown) if total else ""
        notes = dict.fromkeys(v.note for v in found if v.note)
        return Value(
            head, indicator.key, applicant, label_of(indicator.key, applicant), Status.NUMBER, total,
            indicator.unit, tuple(c for v in found for c in v.cells if c.kind is CellKind.NUMBER), formula,
            "；".join(notes), blanks,
        )  # fmt: skip

    def _ratio(self, head: ReportHead, ratio: Ratio, applicant: str) -> Value:
        tops = [self.value(head, key, applicant) for key in ratio.numerator]
        return divide(tops, self.value(head, ratio.denominator, applicant), ratio.key, applicant)


@cache
def _way_to(key: str, applicant: str, form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a form gives the indicator: (the columns of its own row, ()), ((), the keys that add up to it), or neither."""
    indicator = load_catalogue().indicator(key)
    if indicator.column and applicant != TOTAL:
        return (), ()  # counted without telling whose: 行政处罚 of companies, 网络申请 of persons
    columns = (indicator.column,) if indicator.column else find_applicant(applicant).columns
    known = load_forms().get(form)
    if indicator.row and known and all(known.place(indicator.table, indicator.row, c) for c in columns):
        return columns, ()
    return (), parts_in_form(indicator, form)


def _places(key: str, applicant: str) -> set[tuple[str, str, str]]:
    """Every place (table, row, column) that the indicator or ratio is formed of in one form or another."""
    ratio = find_ratio(key)
    if ratio:
        return {p for k in (*ratio.numerator, ratio.denominator) for p in _places(k, applicant)}
    indicator = load_catalogue().indicator(key)
    columns = (indicator.column,) if indicator.column else find_applicant(applicant).columns
    own = {(indicator.table, indicator.row, column) for column in columns} if indicator.row else set()
    return own.union(*(_places(part, applicant) for part in (*indicator.parts, *indicator.other_parts)))


def _summed(head: ReportHead, key: str, applicant: str, cells: list[Cell]) -> Value:
    numbers = [(c, c.value) for c in cells if c.kind is CellKind.NUMBER and c.value is not None]
    label, unit = label_of(key, applicant), cells[0].unit
    if not numbers:
        kind = cells[0].kind
        return Value(head, key, applicant, label, Status(kind.value), None, unit, tuple(cells))
    if len(cells) == 1 and cells[0].unit == load_catalogue().indicator(key).unit:
        return Value(head, key, applicant, label, Status.NUMBER, numbers[0][1], unit, (cells[0],))
    amounts, note = [value for _, value in numbers], ""
    # 万元 in one report and 元 in another must neither be added nor compared as they stand.
    wanted = load_catalogue().indicator(key).unit
    converted = [v for c, value in numbers if (v := in_unit(value, c.unit, wanted)) is not None]
    if len(converted) == len(numbers) and any(c.unit != wanted for c, _ in numbers):
        written = "、".join(f"{plain(value)}{c.unit}" for c, value in numbers)
        amounts, unit, note = converted, wanted, f"表中写作{written}，这里换算成{wanted}"
    total = sum(amounts, Decimal(0))
    shown = [a for a in amounts if a] or amounts[:1]
    formula = " + ".join(map(plain, shown)) if len(shown) > 1 else ""
    read = tuple(c for c, _ in numbers)
    blanks = len(cells) - len(numbers)
    return Value(head, key, applicant, label, Status.NUMBER, total, unit, read, formula, note, blanks)


def divide(tops: list[Value], bottom: Value, key: str, applicant: str) -> Value:
    """The share of the added `tops` in `bottom`, in %, two decimals; the first value without a number stops it."""
    label = label_of(key, applicant)
    for value in (*tops, bottom):
        if value.status is not Status.NUMBER or value.value is None:
            return Value(bottom.head, key, applicant, label, value.status, None, "%", value.cells)
    top = sum((v.value for v in tops if v.value is not None), Decimal(0))
    cells = tuple(c for v in (*tops, bottom) for c in v.cells)
    up = " + ".join(f"{v.label}{v.said}" for v in tops)
    formula = f"{f'（{up}）' if len(tops) > 1 else up} ÷ {bottom.label}{bottom.said}"
    if not bottom.value:
        return Value(
            bottom.head, key, applicant, label, Status.NUMBER, None, "%", cells, formula, "分母为0，无法计算比例"
        )
    share = percent(top, bottom.value)
    return Value(bottom.head, key, applicant, label, Status.NUMBER, share, "%", cells, formula, base=bottom.value)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part ÷ whole in %, rounded half up to two decimals."""
    from decimal import ROUND_HALF_UP

    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
