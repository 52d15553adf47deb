"""Facts as files: a list with one number a line (CSV), the table (CSV), or a workbook with table, sources and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from assistant import wording_facts as words
from assistant.service.choice import Choice, choice_said, years_said
from assistant.service.fact_table import FactTable, Row, SumRow
from assistant.service.facts import Fact, FactKind
from assistant.values import TOTAL, find_applicant
from corpus.forms import load_forms
from corpus.sheets import Sheet, Value, csv_pieces, file_bytes

# Where a place of a report is shown: report id and span → address.
AddressOf = Callable[[str, int, int], str]

_NOTE_WIDTHS = (16, 90)


def list_csv(facts: Sequence[Fact], address_of: AddressOf, absent: bool = False) -> Iterator[bytes]:
    """Every fact of a report on a line of its own, with what its cell says and the address of its place; in pieces.

    `absent`: also those of which there is no report.
    """
    return csv_pieces((_list_sheet(facts, address_of, absent),))


def table_csv(table: FactTable) -> bytes:
    """The table as it is shown, words where there is no number."""
    return file_bytes("csv", (_table_sheet(table),))


def workbook(facts: Sequence[Fact], table: FactTable, choice: Choice, address_of: AddressOf, day: date) -> bytes:
    """An Excel file: the table, every number with its source, and what was chosen, covered and changed."""
    notes = Sheet(words.SHEET_NOTES, words.NOTE_COLUMNS, list(_notes(facts, table, choice, day)), _NOTE_WIDTHS)
    return file_bytes("xlsx", (_table_sheet(table), _list_sheet(facts, address_of), notes))


def _table_sheet(table: FactTable) -> Sheet:
    second = (table.second,) if table.second else ()
    return Sheet(words.SHEET_TABLE, (words.BODY, words.REGION, *second, *table.columns), list(_table_rows(table)))


def _table_rows(table: FactTable) -> Iterator[tuple[Value, ...]]:
    for row in table.rows:
        yield (row.body, row.region, *_second(table, row), *(_cell(fact) for fact in row.cells))
    for sums in table.sums:
        yield (words.TOTAL, "", *_second(table, sums), *(s.value if s.value is not None else s.note for s in sums.sums))
        covered = (words.TOTAL_OF.format(counted=s.counted, of=s.of) for s in sums.sums)
        yield (words.NOTE_COVERAGE, "", *_second(table, sums), *covered)


def _second(table: FactTable, row: Row | SumRow) -> tuple[str, ...]:
    return (row.second,) if table.second else ()


def _cell(fact: Fact | None) -> Value:
    if fact is None:
        return None
    return fact.value if fact.kind is FactKind.NUMBER else fact.text


def _list_sheet(facts: Sequence[Fact], address_of: AddressOf, absent: bool = False) -> Sheet:
    lines = (_line(fact, address_of) for fact in facts if fact.report or absent)
    return Sheet(words.SHEET_LIST, words.COLUMNS, lines)


def _line(fact: Fact, address_of: AddressOf) -> tuple[Value, ...]:
    form = load_forms().get(fact.form)
    place = fact.span
    return (
        fact.body, fact.region, fact.year, words.SCOPES[fact.scope] if fact.report else "", form.name if form else "",
        fact.label, "" if fact.measure.applicant == TOTAL else find_applicant(fact.measure.applicant).label,
        fact.value, fact.unit or fact.measure.unit, words.KINDS[fact.kind], fact.raw,
        words.REMARK_JOIN.join(filter(None, (fact.formula, fact.note))), fact.corrected, fact.doubt,
        fact.report.file if fact.report else "", address_of(fact.report.id, *place) if fact.report and place else "",
    )  # fmt: skip


def _notes(facts: Sequence[Fact], table: FactTable, choice: Choice, day: date) -> Iterator[tuple[str, str]]:
    yield words.NOTE_BODIES, choice_said(choice)
    yield words.NOTE_MEASURES, "、".join(measure.label for measure in choice.measures)
    yield words.NOTE_YEARS, years_said(choice.years)
    yield words.NOTE_DAY, day.isoformat()
    yield words.NOTE_COVERAGE, coverage_said(facts)
    for note in dict.fromkeys(s.note for row in table.sums for s in row.sums if s.value is not None and s.note):
        yield words.TOTAL, note
    for note in dict.fromkeys(f"{row.body}：{row.note}" for row in table.rows if row.note):
        yield words.NOTE_COVERAGE, note
    for note in table.notes:
        yield words.NOTE_FORMS, note
    for note in words.HOW_READ:
        yield words.NOTE_READING, note


def coverage_said(facts: Sequence[Fact]) -> str:
    """How many of the places asked for hold a number, and what the others are."""
    kinds = Counter(fact.kind for fact in facts)
    others = "".join(
        words.COVERAGE_OTHER.format(kind=words.KINDS[kind], count=kinds[kind])
        for kind in FactKind
        if kind is not FactKind.NUMBER and kinds[kind]
    )
    return words.COVERAGE.format(
        bodies=len({f.body for f in facts}), years=len({f.year for f in facts}),
        measures=len({f.measure for f in facts}), places=len(facts), numbers=kinds[FactKind.NUMBER], others=others,
    )  # fmt: skip
