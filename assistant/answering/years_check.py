"""One year's report against the next: what is carried over, and the stock of rules and normative documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answering.check_text import Checked, told
from assistant.answering.context import Context, Targets
from assistant.answering.value_claims import claim, figures, outcome_of
from assistant.citing import plain
from assistant.question import Question
from corpus.checks import check_years
from corpus.report import Cell
from corpus.store import ReportHead

CARRIED = ("requests.carried_in", "requests.carried_out")
_CARRIED_ROWS = frozenset(("carried_in", "carried_out"))
_EQUATION = re.compile("=|等于|等不等于")
_DOCUMENTS = ("proactive.rule.", "proactive.normative.")
_OVER_YEARS = re.compile("衔接|推算|推一推|上年|上一年|去年|前一年|合得上|接得上|接上")
_LINKED = re.compile("衔接|接得上|接上|两年|年报的?上年|(?:跟|和|与|同)(?:上年|上一年|去年|前一年|下一?年)")
SUMMED = re.compile("加起来|加总|相加|之和|各项|分项|合起来|求和")


def cells_of(checked: Checked) -> tuple[Cell, ...]:
    """The cells of both sides."""
    return (*checked.result.left.cells, *checked.result.right.cells)


def years_check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Carry-over and effective documents between consecutive years of one body."""
    rows = _document_rows(question)
    carried = not rows and _asks_carry_over(question)
    if not rows and not carried:
        return None
    found = [
        c for body in targets.bodies for pair in _pairs(question, body, targets, context) for c in between_years(*pair, context)
        if _row_of(c) in (rows or _CARRIED_ROWS) and (rows or c.result.where == "总计")
    ]  # fmt: skip
    if rows and not _numbers_shown(question, found):
        return None
    if found:
        return told(context, found)
    return _without_stock(question, targets, rows, context) if rows else None


def _without_stock(question: Question, targets: Targets, rows: frozenset[str], context: Context) -> Answer | None:
    """Where one of the years has no such stock to be held against: both years as they are; None where both have one."""
    keys = [f"proactive.{row}.effective" for row in sorted(rows)]
    pairs = [pair for body in targets.bodies for pair in _pairs(question, body, targets, context)]
    values = [context.reader.value(head, key) for pair in pairs for key in keys for head in pair]
    if not any(v.value is None for v in values):
        return None
    return Answer(outcome_of(values), tuple(claim(context, v) for v in values), figures=figures(context, values))


def _numbers_shown(question: Question, found: Sequence[Checked]) -> bool:
    """Whether every number said stands in one of the checks: another one is to be answered by itself."""
    values = {plain(cell.value) for c in found for cell in cells_of(c)}
    return all(n in values for n in question.numbers)


def _asks_carry_over(question: Question) -> bool:
    if "结转" not in question.text or "正文" in question.text or _EQUATION.search(question.text):
        return False
    if question.numbers or question.applicants or any(k not in CARRIED for k in question.keys):
        return False
    if len(question.years) > 1 or _LINKED.search(question.text):
        return True
    return (not question.keys or question.keys == CARRIED) and "表" not in question.text


def _document_rows(question: Question) -> frozenset[str]:
    """The rows (规章, 规范性文件) whose stock is asked about over the years; () where none is."""
    if "正文" in question.text or SUMMED.search(question.text):
        return frozenset()
    named = frozenset(k.split(".")[1] for k in question.keys if k.startswith(_DOCUMENTS))
    if named:
        asked = _OVER_YEARS.search(question.text) or any(k.endswith(".effective") for k in question.keys)
        return named if asked else frozenset()
    return frozenset(("rule", "normative")) if "现行有效" in question.text and not question.keys else frozenset()


def _row_of(checked: Checked) -> str:
    cells = (*checked.result.left.cells, *checked.result.right.cells)
    return cells[0].row if cells else ""


def _pairs(question: Question, body: str, targets: Targets, context: Context) -> list[tuple[ReportHead, ReportHead]]:
    """The consecutive reports meant: with one year said those that end in it, else those that begin with it."""
    heads = sorted((h for h in context.by_body.get(body, ()) if h.year), key=lambda h: h.year or 0)
    pairs = [(a, b) for a in heads for b in heads if (a.year or 0) + 1 == b.year]
    said = set(question.years) or set(targets.years)
    if len(said) > 1:
        return [(a, b) for a, b in pairs if {a.year, b.year} <= said]
    ending = [p for p in pairs if p[1].year in said]
    beginning = [p for p in pairs if p[0].year in said]
    forward = question.keys == ("requests.carried_out",) and not re.search("上年|上一年|去年", question.text)
    return (beginning or ending) if forward else (ending or beginning)


def between_years(earlier: ReportHead, later: ReportHead, context: Context) -> list[Checked]:
    results = check_years(context.store.report(earlier.id), context.store.report(later.id))
    return [Checked(r, earlier, later) for r in results]
