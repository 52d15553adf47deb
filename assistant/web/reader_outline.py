"""The outline of a report's page: its sections to their real depth, and its tables by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.web import words_reader as words
from assistant.web.markup import Html, join, tag
from corpus.forms import load_forms
from corpus.outline import ITEM_LEVEL
from corpus.report import Grid, Report, Section

# A section's title may be a whole sentence (一是……); so much of it is read in the outline.
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: how deep (from 0), what it says, and the id of where it leads."""

    depth: int
    title: str
    anchor: str
    is_table: bool = False


def outline_of(report: Report, tables: Sequence[Grid]) -> tuple[Entry, ...]:
    """Sections and tables in the order of the text; table i (from 0) has the anchor `table_anchor(i)`."""
    entries = [
        (s.start, 0, Entry(_depth(report, s.start, s.level), section_title(s), _anchor(s, tables)))
        for s in report.sections
    ]
    entries += [
        (g.start, 1, Entry(_depth(report, g.start, ITEM_LEVEL), table_title(report, g, i), table_anchor(i), True))
        for i, g in enumerate(tables)
    ]
    return tuple(entry for *_, entry in sorted(entries, key=lambda e: e[:2]))


def _anchor(section: Section, tables: Sequence[Grid]) -> str:
    """A section that begins within a table leads to the table."""
    within = next((i for i, g in enumerate(tables) if g.start <= section.start < g.end), None)
    return section_anchor(section) if within is None else table_anchor(within)


def section_anchor(section: Section) -> str:
    """The id of where a section begins in the page."""
    return f"s{section.start}"


def table_anchor(i: int) -> str:
    """The id of the i-th table (from 0) in the page."""
    return f"t{i + 1}"


def _depth(report: Report, place: int, level: int) -> int:
    return sum(s.start <= place < s.end and s.level < level for s in report.sections)


def section_title(section: Section) -> str:
    """The heading as it is written, a long one cut."""
    joint = "、" if section.number and section.number[-1] not in "、.．)）是" else ""
    title = f"{section.number}{joint}{section.title}"
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + "…"


def table_title(report: Report, grid: Grid, i: int) -> str:
    """What a table is called: by its form, by the words above it, else by its number."""
    form = load_forms().get(report.form or "")
    inside = [c for c in report.cells if grid.start <= c.start and c.end <= grid.end]
    titles = dict.fromkeys(form.home(*c.place).title for c in inside) if form else {}
    rows = dict.fromkeys(r.title for r in report.rows if grid.start <= r.start and r.end <= grid.end)
    title = "、".join(filter(None, titles)) or next(filter(None, rows), "")
    return words.TABLE_NAMED.format(title=title) if title else words.TABLE_NUMBER.format(number=i + 1)


def outline_list(entries: Sequence[Entry]) -> Html:
    """The outline as links in lists within lists."""
    listed, _ = _listed(entries, 0, 0)
    return listed


def _listed(entries: Sequence[Entry], at: int, depth: int) -> tuple[Html, int]:
    """The entries from `at` that are as deep as `depth` or deeper as one list, and where it ended."""
    items: list[Html] = []
    while at < len(entries) and entries[at].depth >= depth:
        entry = entries[at]
        link = tag("a", entry.title, href=f"#{entry.anchor}", class_="of-table" if entry.is_table else None)
        at += 1
        below = Html()
        if at < len(entries) and entries[at].depth > entry.depth:
            below, at = _listed(entries, at, entry.depth + 1)
        items.append(tag("li", link, below))
    return tag("ol", join(items)), at
