"""The rows of the statutory tables that a search means, by the words of their labels and of the catalogue.

Labels are the same in every report, so they are not in the index of passages: a row is found once, its cells by key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.wording_views import CELL_BLANK
from corpus.checking import line_name, short_label
from corpus.forms import Block, Line, load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.report import Cell
from corpus.store import ReportHead, Store
from index.words import bigrams, normal_form

# A row is meant where its wordings have so much of the query; of many such, those that say little else come first.
MEANT = 0.75
MOST_ROWS = 5
SCORE_DIGITS = 6

ITEM, JOINT, SAID = "{name} {value}", "、", "{label}：{items}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a statutory table, or a single cell where the row has no label of its own (`column` is not '').

    `chapter` and `label` by form; `names` are all its wordings.
    """

    table: str
    row: str
    column: str
    labels: Mapping[str, str]
    chapters: Mapping[str, int | None]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class RowFound:
    """A row in one report: the span of its line, and what it says (label and cells)."""

    head: ReportHead
    start: int
    end: int
    chapter: int | None


def rows_meant(query: str, phrases: Sequence[str] = ()) -> list[tuple[Row, float]]:
    """The rows that a query means with a score up to 1, best first; with `phrases`, those that have all of them."""
    wanted = terms_of(query)
    found = []
    for row in statutory_rows():
        solid = [normal_form(name) for name in row.names]
        if phrases and not all(any(p in name for name in solid) for p in phrases):
            continue
        score = max((_likeness(wanted, terms_of(name)) for name in row.names), default=0.0) if wanted else 1.0
        if score > 0 or phrases:
            found.append((row, round(score, SCORE_DIGITS)))
    return sorted(found, key=lambda f: (-f[1], f[0].table, f[0].row, f[0].column))[:MOST_ROWS]


def _likeness(wanted: Collection[str], own: Collection[str]) -> float:
    """How much the query and a wording share (Dice), 0 where the wording lacks too much of the query."""
    shared = len(set(wanted) & set(own))
    return 2 * shared / (len(wanted) + len(own)) if wanted and shared / len(wanted) >= MEANT else 0.0


def terms_of(text: str) -> frozenset[str]:
    """The pairs of characters of a text, its numbers and Latin words; of a single character that."""
    every = bigrams(text)
    return frozenset(term for term in every if len(term) > 1) or frozenset(every)


def places_of(store: Store, reports: Collection[str] | None, row: Row) -> Iterator[RowFound]:
    """Where the row stands in these reports (None = all), one place each, in the order of the store's heads."""
    seen: set[str] = set()
    for column in [row.column] if row.column else _columns(row):
        for hit in store.cells(reports, row.table, row.row, column):
            if hit.report.id not in seen and (hit.report.form or "") in row.labels:
                seen.add(hit.report.id)
                single = row.column and hit.cell.start < hit.cell.end
                start, end = (hit.cell.start, hit.cell.end) if single else (hit.cell.row_start, hit.cell.row_end)
                yield RowFound(hit.report, start, end, row.chapters[hit.report.form or ""])


def said_of(store: Store, reports: Collection[str], row: Row) -> dict[str, str]:
    """By report id, the row as a sentence: 本年新收政府信息公开申请数量：自然人 17、……、总计 17."""
    cells: dict[str, list[Cell]] = {}
    forms: dict[str, str] = {}
    for hit in store.cells(reports, row.table, row.row, row.column or None):
        cells.setdefault(hit.report.id, []).append(hit.cell)
        forms[hit.report.id] = hit.report.form or ""
    return {i: _said(row, forms[i], own) for i, own in cells.items() if forms[i] in row.labels}


def _said(row: Row, form: str, cells: Iterable[Cell]) -> str:
    items = [
        ITEM.format(name=_column_name(form, cell), value=cell.raw.strip() or CELL_BLANK).strip()
        for cell in {cell.column: cell for cell in cells}.values()
    ]
    return SAID.format(label=row.labels[form], items=JOINT.join(items))


def _column_name(form: str, cell: Cell) -> str:
    place = load_forms()[form].place(*cell.place)
    of_list = place is None or load_forms()[form].home(*cell.place).is_list
    return column_name(place[0], place[2]) if place and place[1].path and not of_list else ""


def column_name(block: Block, column: Line) -> str:
    """A column in few words: 自然人, 法人或其他组织·其他, 总计; what stands over all columns is left out."""
    over_all = len(column.path) == 2 and all(c.path[0] == column.path[0] for c in block.columns)
    return short_label(column.label) if over_all else line_name(column)


def _columns(row: Row) -> list[str]:
    """The columns that tell where a row stands: one that every report has, the last ones (总计) first."""
    return list(dict.fromkeys(c for form in row.labels for c in _row_columns()[form, row.table, row.row]))


@cache
def statutory_rows() -> tuple[Row, ...]:
    """Every row of every form, those that mean the same in several forms once."""
    labels: dict[tuple[str, str, str], dict[str, str]] = {}
    chapters: dict[tuple[str, str, str], dict[str, int | None]] = {}
    names: dict[tuple[str, str, str], set[str]] = {}
    for form in load_forms().values():
        for table in form.tables:
            for block, line, column in table.places():
                where, row, key = table.key_of(line, column)
                at = (where, row, "" if line.path else key)
                path = line.path or column.path
                label = "".join(dict.fromkeys((block.title or "", *path)))
                labels.setdefault(at, {})[form.key] = " / ".join(path)
                chapters.setdefault(at, {})[form.key] = table.chapter or None
                names.setdefault(at, set()).update((path[-1], label, *(line if line.path else column).also))
    for indicator in (*load_catalogue().chaptered.indicators, *load_catalogue().listed.indicators):
        for at in ((indicator.table, indicator.row, ""), (indicator.table, indicator.row, indicator.column)):
            if at in names:
                names[at].update((indicator.label, *indicator.aliases))
    return tuple(Row(*at, labels[at], chapters[at], frozenset(names[at])) for at in labels)


@cache
def _row_columns() -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for form in load_forms().values():
        for table in form.tables:
            for _, line, column in table.places():
                where, row, key = table.key_of(line, column)
                found.setdefault((form.key, where, row), []).insert(0, key)
    return found
