"""Two reports set side by side: every cell of their forms, and what of the prose is new, reworded or gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.service.statutory_rows import column_name
from assistant.values import percent
from corpus.changes import prose_changes
from corpus.counts import in_unit
from corpus.forms import Block, Form, Line, Table, load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.kinds import kind_of
from corpus.labels import NUMERALS, chapter_label
from corpus.report import Cell, CellKind, Place, Report
from corpus.store import ReportHead, Store

TOTAL = "total"


class Change(StrEnum):
    """How a cell of the left report became that of the right one; OTHER: it means something else, so is not compared."""

    SAME = "same"
    UP = "up"
    DOWN = "down"
    FILLED = "filled"
    EMPTIED = "emptied"
    WORDS = "words"
    NEW = "new"
    GONE = "gone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Side:
    """What a cell says in one report and its span there (of a blank cell that of its row); `corrected`: by staff.

    `value` is in the unit of the pair, None where it is no number or can't be told in that unit.
    """

    said: str
    value: Decimal | None
    start: int
    end: int
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A cell in both reports; a side is None where its form or its table has no such cell. `difference` and `rate` (in %)
    are of right against left, None where they can't be told; `total`: of a row with several columns the 总计.
    """

    row: str
    column: str
    unit: str
    left: Side | None
    right: Side | None
    change: Change
    difference: Decimal | None
    rate: Decimal | None
    total: bool


@dataclass(frozen=True, slots=True)
class CellTable:
    """The cells of one statutory table (or one block of it) in the order of the form."""

    chapter: int | None
    title: str
    pairs: tuple[Pair, ...]


class Prose(StrEnum):
    """How a sentence of the prose changed."""

    NEW = "new"
    REWORDED = "reworded"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is new, reworded or gone, with its span in each report that has it; a side is ('', 0, 0) else."""

    kind: Prose
    chapter: int
    left: tuple[str, int, int]
    right: tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sentences of a chapter that changed; `title` as the report that has them writes it."""

    number: int
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side: `kept` sentences of the right one stand in the left one too, `share` of its characters."""

    left: ReportHead
    right: ReportHead
    tables: tuple[CellTable, ...]
    chapters: tuple[Chapter, ...]
    kept: int
    share: float

    @property
    def pairs(self) -> Iterator[Pair]:
        """Every cell."""
        return (pair for table in self.tables for pair in table.pairs)

    def count(self, *changes: Change) -> int:
        """How many cells changed so."""
        return sum(pair.change in changes for pair in self.pairs)

    @property
    def form_changed(self) -> bool:
        """Whether the reports follow different forms."""
        return self.left.form != self.right.form

    @property
    def scope_changed(self) -> bool:
        """Whether one is of a whole region and the other is not."""
        return self.left.scope != self.right.scope

    @property
    def of_other_kinds(self) -> bool:
        """Whether one of them is no annual report on disclosure."""
        return any(kind_of(head.title, head.form) for head in (self.left, self.right))


def compared(store: Store, left: ReportHead, right: ReportHead) -> Comparison:
    """The two reports side by side; KeyError where one is gone."""
    one, other = store.report(left.id), store.report(right.id)
    chapters, kept, share = _prose(one, other)
    return Comparison(left, right, tuple(_tables(one, other)), tuple(chapters), kept, share)


def before(heads: Sequence[ReportHead], head: ReportHead) -> ReportHead | None:
    """The report to compare with first: of the same body and scope, the nearest year before; None where there is none."""
    earlier = [
        h
        for h in heads
        if h.body == head.body and h.scope is head.scope and h.year and h.year < (head.year or 0)
        and kind_of(h.title, h.form) == kind_of(head.title, head.form)
    ]  # fmt: skip
    return max(earlier, key=lambda h: h.year or 0, default=None)


def named(heads: Sequence[ReportHead], body: str, year: int | None) -> list[ReportHead]:
    """The reports of a body (by its name, the name printed or an alias) and year, those of the very name first."""
    found = [h for h in heads if h.year == year and body and body in (h.body, h.printed, *h.aliases)]
    exact = [h for h in found if h.body == body]
    return exact or found


# --- cells --------------------------------------------------------------------------------------------


def _tables(left: Report, right: Report) -> Iterator[CellTable]:
    """The tables of the right report's form, then what only the left one's has."""
    cells = ({c.place: c for c in reversed(r.cells)} for r in (left, right))
    old, new = cells
    told: set[Place] = set()
    forms = load_forms()
    for form in dict.fromkeys(forms[key] for key in (right.form, left.form) if key in forms):
        for table, block in ((t, b) for t in form.tables for b in t.blocks):
            pairs = []
            for row, column in ((r, c) for r in block.rows for c in block.columns):
                names = _names(block, row, column)
                place = table.key_of(row, column)
                if place not in told and (place in old or place in new):
                    told.add(place)
                    several = any(c.key == TOTAL for c in block.columns) and bool(row.path)
                    pairs.append(_pair(place, names, several, old.get(place), new.get(place), left, right))
            if pairs:
                yield CellTable(table.chapter or None, _title(form, table, block), tuple(pairs))


def _title(form: Form, table: Table, block: Block) -> str:
    chapter = f"{NUMERALS[table.chapter]}、{table.title}" if table.chapter else table.title
    return f"{chapter} · {block.title}" if block.title else chapter


def _names(block: Block, row: Line, column: Line) -> tuple[str, str]:
    """What a cell's row and column are called; of a list its row alone, of a table with one row its columns."""
    if not row.path:
        return " / ".join(column.path), ""
    return " / ".join(row.path), "" if row.unit else column_name(block, column)


def _pair(
    place: Place,
    names: tuple[str, str],
    several: bool,
    old: Cell | None,
    new: Cell | None,
    left: Report,
    right: Report,
) -> Pair:
    change = _change(place, old, new, left, right)
    unit = new.unit if new else old.unit if old else ""
    one, other = _side(old, unit), _side(new, unit)
    difference = rate = None
    if one and other and one.value is not None and other.value is not None and change is not Change.OTHER:
        difference = other.value - one.value
        rate = percent(difference, abs(one.value)) if one.value else None
    return Pair(*names, unit, one, other, change, difference, rate, not several or place[2] == TOTAL)


def _side(cell: Cell | None, unit: str) -> Side | None:
    """The cell with its number in that unit; one written in another (元 beside 万元) is shown with its own."""
    if cell is None:
        return None
    value = _amount(cell, unit)
    said = f"{cell.value:f}" if cell.value is not None else cell.raw.strip()
    if cell.value is not None and cell.unit != unit:
        said += cell.unit
    blank = cell.start == cell.end
    start, end = (cell.row_start, cell.row_end) if blank else (cell.start, cell.end)
    return Side(said, value, start, end, cell.correction is not None)


def _amount(cell: Cell, unit: str) -> Decimal | None:
    """The number of a cell in that unit, None where it has none or it can't be told in it."""
    return None if cell.value is None else in_unit(cell.value, cell.unit, unit)


def _change(place: Place, old: Cell | None, new: Cell | None, left: Report, right: Report) -> Change:
    if old is None or new is None:
        return Change.NEW if old is None else Change.GONE
    if left.form != right.form and place[:2] in _others():
        return Change.OTHER
    if old.value is not None and new.value is not None:
        before_it = _amount(old, new.unit)
        if before_it is None:
            return Change.OTHER
        return Change.SAME if before_it == new.value else Change.UP if new.value > before_it else Change.DOWN
    if new.value is not None or old.value is not None:
        return Change.FILLED if new.value is not None else Change.EMPTIED
    same = old.kind is new.kind and (old.kind is not CellKind.TEXT or old.raw.strip() == new.raw.strip())
    return Change.SAME if same else Change.WORDS


def _others() -> frozenset[tuple[str, str]]:
    """The rows that mean something else from form to form."""
    every = (*load_catalogue().chaptered.indicators, *load_catalogue().listed.indicators)
    return frozenset((i.table, i.row) for i in every if not i.comparable and i.row)


# --- prose ---------------------------------------------------------------------------------------------


def _prose(left: Report, right: Report) -> tuple[list[Chapter], int, float]:
    """(chapters with what changed, sentences kept, share kept)."""
    found = prose_changes(left, right)
    nothing = ("", 0, 0)

    def of(report: Report, start: int, end: int) -> tuple[str, int, int]:
        return "".join(report.text[start:end].split("\n")).strip(), start, end

    sentences = [Sentence(Prose.NEW, m.chapter, nothing, of(right, m.start, m.end)) for m in found.new]
    sentences += [
        Sentence(Prose.REWORDED, b.chapter, of(left, a.start, a.end), of(right, b.start, b.end))
        for a, b in found.reworded
    ]
    sentences.sort(key=lambda s: s.right[1])
    sentences += [Sentence(Prose.GONE, m.chapter, of(left, m.start, m.end), nothing) for m in found.gone]
    chapters = [
        Chapter(
            number,
            chapter_label(right if any(s.number and s.chapter == number for s in right.sections) else left, number),
            tuple(s for s in sentences if s.chapter == number),
        )
        for number in sorted({s.chapter for s in sentences})
    ]
    return chapters, len(found.kept), found.share
