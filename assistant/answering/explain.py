"""Why two numbers of a report differ, where a formula of the form says so (收办 = 新收 + 上年结转)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Claim, Outcome
from assistant.answering.check_text import Checked, cited, numbers_of, quote_of, told
from assistant.answering.claims import said_numbers
from assistant.answering.context import Context, Targets, where
from assistant.answering.value_claims import cited_claim, figures
from assistant.checked import prose_checks, table_checks
from assistant.citing import plain
from assistant.question import Operation, Question
from assistant.values import Status, Value, only_numbers, parts_in_form
from corpus.checks import Status as CheckStatus
from corpus.forms.catalogue import load_catalogue
from corpus.store import ReportHead

_Told = tuple[list[Claim], list[AnswerFigure]]


def explain_difference(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Two numbers asked about that differ by a known formula (收办 = 新收 + 上年结转): the formula in numbers."""
    numbers = said_numbers(question)
    if len(numbers) != 2 or numbers[0].value == numbers[1].value:
        return None
    if not question.asks(Operation.WHY, Operation.CHECK, Operation.DIFFERENCE):
        return None
    balanced = _balanced(question, targets, context)
    if balanced:
        return balanced
    small, large = sorted(n.value for n in numbers)
    for head in targets.heads:
        for label, whole, terms in _formulas(head, context):
            if whole != large or not any(v.value == small for v in terms):
                continue
            part = next(v for v in terms if v.value == small)
            text = wording.FORMULA_EXPLAINS.format(
                where=where(head), large=f"{plain(large)}{part.unit}", label=label, small=part.said, part=part.label,
                terms=" + ".join(f"{v.label}{v.said}" for v in terms),
            )  # fmt: skip
            claims = [cited_claim(text, terms, context)]
            prose = _prose_with(large, head, context)
            return Answer(
                Outcome.ANSWERED,
                (*claims, *prose[0]),
                figures=tuple(dict.fromkeys((*figures(context, terms), *prose[1]))),
            )
    return None


def _balanced(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The two numbers on either side of 新收 + 上年结转 = 办结 + 结转下年度: the equation, where it holds."""
    one, other = (n.value for n in said_numbers(question))
    for head in targets.heads:
        for result in table_checks(context.store.report(head.id)):
            sides = [{c.value for c in side.cells} for side in (result.left, result.right)]
            across = (one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1])
            if across and (result.key, result.where, result.status) == ("balance", "总计", CheckStatus.HOLDS):
                return told(context, [Checked(result, head, head)])
    return None


def _formulas(head: ReportHead, context: Context) -> Iterator[tuple[str, Decimal, list[Value]]]:
    """(label, value, terms) of every indicator that is a sum of others, and of the equation 新收 + 结转 = 办结 + 结转."""
    for indicator in load_catalogue().indicators:
        if parts := parts_in_form(indicator, head.form or ""):
            terms = [context.reader.value(head, k) for k in parts]
            yield from _formula(indicator.label, terms)
    yield from _formula(
        wording.FLOWED_OUT, [context.reader.value(head, k) for k in ("requests.handled", "requests.carried_out")]
    )


def _formula(label: str, terms: list[Value]) -> Iterator[tuple[str, Decimal, list[Value]]]:
    there = only_numbers(terms)
    shown = [v for v in there if v.value]
    if len(shown) > 1 and all(v.status in (Status.NUMBER, Status.NOT_IN_FORM) for v in terms):
        yield label, sum((v.value for v in shown if v.value is not None), Decimal(0)), shown


def _prose_with(value: Decimal, head: ReportHead, context: Context) -> _Told:
    """The prose number equal to the whole that the table explains, with its sentence."""
    report = context.store.report(head.id)
    found = [
        Checked(r, head, head) for r in prose_checks(report)
        if r.left.value == value and r.status is CheckStatus.HOLDS and r.left.figures
    ][:1]  # fmt: skip
    claims = [
        Claim(wording.PROSE_SAYS.format(quote=quote_of(report, c.result.left.figures[0])), cited(context, (c,)))
        for c in found
    ]
    return claims, list(numbers_of(context, found))
