"""The values of one report of another kind that a question asks for, as claims with their citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import wording_free as words
from assistant.answer import AnswerFigure, Citation, Claim
from assistant.answering.context import where
from assistant.answering.figure_match import said, shown_quote
from assistant.answering.free_cells import FreeCell, best_cells, cells_of, is_total, with_labels
from assistant.answering.free_figures import FreeFigure, best_free_figures, closest, is_rate, of_base, whole_what
from assistant.answering.free_reports import Sought
from assistant.answering.free_sums import computed
from assistant.answering.free_told import Told
from assistant.citing import cite_span, plain, prose_figure
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.free import Asked, in_all
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from corpus.report import Report

# What a growth is called in the headers of tables.
_GROWTH_HEADERS = ("增长", "增减", "增幅", "比上年", "同比")
_BASES = {"budget": ("预算",), "final": ("决算",)}
# Fewer rows than this are nothing to rank.
FEWEST_RANKED = 3


def values_told(question: Question, asked: Asked, source: Sought, report: Report) -> Told | None:
    """The cells or numbers in prose that are asked for; None where the report has none that fits."""
    asked = with_labels(asked, cells_of(report))
    told = _told(question, asked, source, report)
    if told is None and len(asked.things) > 1 and asked.several and not asked.share:
        # 基本支出和项目支出各多少: each by itself.
        alone = [_told(question, replace(asked, things=(thing,)), source, report) for thing in asked.things]
        each = [t for t in alone if t]
        if len(each) == len(alone):
            claims = tuple(dict.fromkeys(c for t in each for c in t.claims))
            told = Told(claims, tuple(f for t in each for f in t.figures), all(t.full for t in each))
    of_several = len(asked.things) > 1 or len(asked.bases) > 1
    if told and of_several and question.asks(Operation.SUM, Operation.DIFFERENCE) and not asked.growth:
        return computed(question, told)
    return told


def of_bodies(question: Question) -> bool:
    """Whether the most or least is looked for among bodies, not among the rows of one table."""
    return len(question.bodies) > 1 or bool(asked_bodies(question.text))


def _told(question: Question, asked: Asked, source: Sought, report: Report) -> Told | None:
    if question.asks(Operation.MOST, Operation.LEAST) and source.results and not of_bodies(question):
        return _largest(question, asked, source, report)
    things = asked.things
    if asked.share and not asked.growth and (share := _share(asked, source, report)):
        return share
    if question.asks(Operation.SHARE):
        return None
    if not things:
        return None
    if source.results and (told := _cells(asked, things, source, report)):
        return told
    return _figures(question, asked, things, source, report)


# --- tables ---------------------------------------------------------------------------------------


def _cells(asked: Asked, things: Sequence[Sequence[str]], source: Sought, report: Report) -> Told | None:
    wanted = (*things, _GROWTH_HEADERS) if asked.growth else things
    bases = asked.bases or _BASES.get(source.kind.key, ())
    cells = best_cells(wanted, bases, (source.head.year or 0, source.result_year), report, asked.text)
    if not cells:
        return None
    claims = tuple(Claim(_cell_text(cell, source), (_cite(cell, source, report),)) for cell in cells)
    return Told(claims, tuple(_figure(cell, source, report) for cell in cells if cell.value is not None))


def _cell_text(cell: FreeCell, source: Sought) -> str:
    template = words.CELL_BLANK if cell.value is None else words.CELL if cell.label else words.CELL_OF_ONE_ROW
    return template.format(**_place(cell, source), said=f"{cell.raw}{cell.unit}")


def _place(cell: FreeCell, source: Sought) -> dict[str, str]:
    """Where a value stands, in words: report, table, row and column."""
    table = words.TABLE.format(table=cell.table) if cell.table else words.TABLE_UNTITLED
    column = cell.header.replace(" / ", "·")
    return {"where": where(source.head), "table": table, "label": cell.name, "column": column}


def _cite(cell: FreeCell, source: Sought, report: Report) -> Citation:
    cited = cite_span(source.head, report, cell.row.start, cell.row.end, cell.row.chapter)
    return replace(cited, table=cell.table, row=cell.label, column=cell.header)


def _figure(cell: FreeCell, source: Sought, report: Report) -> AnswerFigure:
    unit = cell.unit or ("%" if cell.raw.endswith(("%", "％")) else "")
    return AnswerFigure(plain(cell.value), unit, _cite(cell, source, report))


def _largest(question: Question, asked: Asked, source: Sought, report: Report) -> Told | None:
    """The row with most (or least) in the first table that breaks down what is asked; its totals are no rows."""
    for cells in _columns(asked, report):
        ranked = [c for c in cells if not c.is_total and c.value is not None]
        ranked = [c for c in ranked if _level(c) == min(map(_level, ranked))]
        if len(ranked) < FEWEST_RANKED:
            continue
        most = question.asks(Operation.MOST)
        best = (max if most else min)(c.value for c in ranked if c.value is not None)
        claims, figures = [], []
        for cell in (c for c in ranked if c.value == best):
            template = words.MOST if most else words.LEAST
            text = template.format(**_place(cell, source), said=f"{cell.raw}{cell.unit}")
            claims.append(Claim(text, (_cite(cell, source, report),)))
            figures.append(_figure(cell, source, report))
        if question.asks(Operation.SHARE) and len(claims) == 1 and (part := next(c for c in ranked if c.value == best)):
            claims += _ratio(part, source, report)
        return Told(tuple(claims), tuple(figures))
    return None


def _columns(asked: Asked, report: Report) -> list[list[FreeCell]]:
    """The columns of the tables whose rows are of the things asked (哪项支出: rows called 支出, or under 支出)."""
    columns: dict[tuple[str, str, int], list[FreeCell]] = {}
    for cell in cells_of(report):
        columns.setdefault((cell.row.title, cell.header, cell.column), []).append(cell)
    found = []
    for cells in columns.values():
        kept = [c for c in cells if all(any(n in fold(c.label + c.header + c.table) for n in t) for t in asked.things)]
        if asked.things and len(kept) >= FEWEST_RANKED:
            found.append(kept)
    return found


def _level(cell: FreeCell) -> int:
    """How deep the row stands in a table with codes (205 · 20502 · 2050201); 0 where it has none."""
    first = cell.row.pairs[0][1] if cell.row.pairs else ""
    return len(first) if first.isdigit() else 0


def _share(asked: Asked, source: Sought, report: Report) -> Told | None:
    """The share that the prose states, else the part of a table's total."""
    things = asked.things
    if len(things) > 1:
        # 教育支出占总支出: the whole is that of the table.
        things = tuple(thing for thing in things if not set(thing) & in_all()) or things
    fits = best_free_figures(things, "", report, share=True)
    shares = [f for f in fits if f.figure.unit == "%" and is_rate(f.figure) and not f.planned]
    if shares and source.results:
        return _prose(closest(shares), source, report)
    parts = best_cells(things, asked.bases or _BASES.get(source.kind.key, ()), (source.head.year or 0,), report)
    ratios = [r for part in parts if source.results for r in _ratio(part, source, report)]
    return Told(tuple(ratios), tuple(_figure(part, source, report) for part in parts)) if ratios else None


def _ratio(part: FreeCell, source: Sought, report: Report) -> list[Claim]:
    """The part of the largest total in its column, or in its row where it is itself a total; [] where there is none."""
    cells = cells_of(report)
    if part.is_total or not part.label:
        totals = [c for c in cells if c.row is part.row and is_total(c.header.rsplit(" / ", 1)[-1]) and c is not part]
    else:
        at = (part.row.title, part.header, part.column)
        column = [c for c in cells if (c.row.title, c.header, c.column) == at]
        totals = [c for c in column if c.is_total]
    totals = [c for c in totals if c.value and c.value != part.value]
    if part.value is None or not totals:
        return []
    whole = max(totals, key=lambda c: c.value or Decimal(0))
    assert whole.value is not None
    percent = f"{(part.value * 100 / whole.value).quantize(Decimal('0.01')):f}"
    in_row = whole.row is part.row
    names = [c.header.replace(" / ", "·") if in_row else c.name for c in (part, whole)]
    place = {**_place(part, source), "part": names[0], "whole": names[1]}
    text = words.SHARE.format(**place, percent=percent, top=part.raw, bottom=whole.raw)
    return [Claim(text, (_cite(part, source, report), _cite(whole, source, report)))]


# --- prose ----------------------------------------------------------------------------------------


def _figures(
    question: Question, asked: Asked, things: Sequence[Sequence[str]], source: Sought, report: Report
) -> Told | None:
    fits = [f for f in best_free_figures(things, question.unit, report) if of_base(f.figure, asked.bases)]
    done = [f for f in fits if not f.planned] if source.results else []
    planned = [f for f in fits if f.planned] if source.plans else []
    told = [t for found in (done, planned) if found and (t := _of_kind(found, asked, source, report))]
    if not told:
        return None
    claims = tuple(c for t in told for c in t.claims)
    return Told(claims, tuple(f for t in told for f in t.figures), any(t.full for t in told), not done)


def _of_kind(found: Sequence[FreeFigure], asked: Asked, source: Sought, report: Report) -> Told | None:
    """Of these numbers the values, or the growths where those are asked; only growths where a value was asked: said."""
    wanted = [f for f in found if f.grown == asked.growth]
    # A share is no value of the thing it is a share of.
    wanted = [f for f in wanted if "占" not in f.figure.what or asked.share]
    found = [f for f in found if "占" not in f.figure.what or asked.share]
    if wanted:
        return _prose(closest(wanted), source, report)
    if asked.growth:
        # 停车位增加了多少: what is newly there is a number of its own.
        new = [f for f in found if "新增" in f.figure.what]
        return _prose(closest(new), source, report) if new else None
    if not found:
        return None
    told = _prose(closest(found), source, report)
    if all(f.planned for f in found):
        return replace(told, full=asked.plan)
    return Told((Claim(words.ONLY_GROWTH.format(where=where(source.head))), *told.claims), told.figures, False)


def _prose(found: Sequence[FreeFigure], source: Sought, report: Report) -> Told:
    claims, figures = [], []
    for f in found:
        head, figure = source.head, f.figure
        template = words.PLAN if f.planned else words.RESULT if source.kind.looks_back else words.FIGURE
        quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
        year = source.plan_year if f.planned else source.result_year
        text = template.format(
            where=where(head), year=year, what=whole_what(figure, report), said=said(figure), quote=quote
        )
        told = prose_figure(head, report, figure)
        claims.append(Claim(text, (told.citation,)))
        figures.append(told)
    return Told(tuple(claims), tuple(figures))
