"""What a report of another kind says in words: on a topic, what it plans, which problems it names."""

from __future__ import annotations

from assistant import wording_free as words
from assistant.answer import Claim
from assistant.answering.context import where
from assistant.answering.figure_match import shown_quote
from assistant.answering.free_cells import read_number
from assistant.answering.free_figures import is_planned
from assistant.answering.free_reports import Sought
from assistant.answering.matching import alike, prose_of
from assistant.citing import cite_span
from assistant.parsing.free import Asked, free_words
from assistant.parsing.text import fold
from corpus.report import FreeRow, PassageKind, Report, Section

# So many sentences on a topic, and so many paragraphs of a section, are shown of one report.
SHOWN, SHOWN_PARAGRAPHS = 4, 10
# Headings of these levels are told as what a report is made of.
OUTLINED = 2


def words_told(asked: Asked, source: Sought, report: Report) -> tuple[Claim, ...]:
    """The sentences on all the things asked; without one the section of plans or problems asked for; () for none."""
    if asked.things:
        return _sentences(asked, source, report)
    if asked.problems:
        return _section(report, source, "problem_headings") or _matching(report, source, "problem_sentences")
    if (asked.plan or asked.programme) and source.plans:
        return _section(report, source, "plan_headings")
    return _outline(source, report) if source.results else ()


def marked(asked: Asked, source: Sought, report: Report, mark: str) -> tuple[Claim, ...]:
    """The sentences on all the things asked that have words of that kind, too: a reason, a meaning."""
    pattern = free_words().marks[mark]
    found = [s for s in prose_of(report).sentences if _has_all(asked, s.folded) and pattern.search(s.folded)]
    return tuple(_said(s.start, s.end, source, report) for s in found[:SHOWN])


def _sentences(asked: Asked, source: Sought, report: Report) -> tuple[Claim, ...]:
    sentences = [s for s in prose_of(report).sentences if _of_year(s.start, source, report)]
    found = [s for s in sentences if _has_all(asked, s.folded)]
    rows = [r for r in report.rows if _is_on(asked, r) and _of_year(r.start, source, report)]
    if rows:
        return tuple(_said(r.start, r.end, source, report) for r in rows[:SHOWN_PARAGRAPHS])
    return tuple(_said(s.start, s.end, source, report) for s in found[:SHOWN])


def _is_on(asked: Asked, row: FreeRow) -> bool:
    """Whether the row says in words something under the name of what is asked: a row of 民生实事项目."""
    in_words = any(text and read_number(text) is None for _, text in row.pairs)
    return in_words and _has_all(asked, fold(row.title + "".join(header for header, _ in row.pairs)))


def _has_all(asked: Asked, folded: str) -> bool:
    near = [[*names, *(o for name in names for o in alike(name))] for names in asked.things]
    return all(any(name in folded for name in names) for names in near)


def _of_year(place: int, source: Sought, report: Report) -> bool:
    return source.plans if is_planned(report, place) else source.results


def _section(report: Report, source: Sought, mark: str) -> tuple[Claim, ...]:
    """The paragraphs of the first and outermost section with such a heading."""
    sections = [s for s in report.sections if free_words().marks[mark].search(s.title)]
    best = min(sections, key=lambda s: (s.level, s.start), default=None)
    if best is None:
        return ()
    spans = [(p.start, p.end) for p in report.passages if _under(best, p.start) and p.kind is PassageKind.PARAGRAPH]
    lead = Claim(words.PLANS.format(where=where(source.head), title=best.title))
    quotes = tuple(_quoted(a, b, source, report) for a, b in spans[:SHOWN_PARAGRAPHS])
    return (lead, *quotes) if quotes else ()


def _under(section: Section, place: int) -> bool:
    return section.start <= place < section.end


def _outline(source: Sought, report: Report) -> tuple[Claim, ...]:
    """The headings of the report, where nothing in particular is asked of it."""
    sections = [s for s in report.sections if s.level <= OUTLINED]
    lead = Claim(words.OUTLINE.format(where=where(source.head)))
    items = tuple(_quoted(s.start, s.start + len(_heading(s, report)), source, report) for s in sections)
    return (lead, *items) if items else ()


def _heading(section: Section, report: Report) -> str:
    """The first line of a section, as printed."""
    return report.text[section.start : section.end].split("\n", 1)[0].split("。", 1)[0]


def _matching(report: Report, source: Sought, mark: str) -> tuple[Claim, ...]:
    pattern = free_words().marks[mark]
    found = [s for s in prose_of(report).sentences if pattern.search(s.folded)]
    return tuple(_said(s.start, s.end, source, report) for s in found[:SHOWN])


def _said(start: int, end: int, source: Sought, report: Report) -> Claim:
    text = words.SAYS.format(where=where(source.head), quote=shown_quote(report.text[start:end]))
    return Claim(text, (cite_span(source.head, report, start, end, None),))


def _quoted(start: int, end: int, source: Sought, report: Report) -> Claim:
    return Claim(shown_quote(report.text[start:end]), (cite_span(source.head, report, start, end, None),))
