"""Shares that a report or the user says (占39.5%), reckoned again from the table."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.check_text import Checked, clause_with, told
from assistant.answering.claims import number_claims
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure_match import shown_quote
from assistant.answering.value_claims import citations, figures
from assistant.checked import prose_checks
from assistant.citing import cite_cell, cite_figure, plain
from assistant.question import Question
from assistant.values import Value, find_ratio, percent
from corpus.report import Figure, Report

_PRINTED_SHARE = re.compile(r"[\d.]+[^，。；\d]{0,3}[，,（(]?\s*占[^\d，。；]{0,10}(\d+(?:\.\d+)?)[%％]")
# A printed share may be rounded to its own decimals; beyond half of its last one it is another number.
_HALF = Decimal("0.5")


def share_claims(question: Question, targets: Targets, context: Context) -> Answer | None:
    """'N件，占P%' in prose against the share that the table gives; a share of two indicators that the user says."""
    shares = [Decimal(n.rstrip("%")) for n in question.numbers if n.endswith("%")]
    if not shares:
        return None
    printed = _prose_shares(question, targets, context)
    if printed:
        return printed
    answer = _said_share(shares[0], question, targets, context)
    counts = number_claims(question, targets, context) if answer else None
    if answer and counts:
        return replace(answer, claims=(*counts.claims, *answer.claims), figures=(*counts.figures, *answer.figures))
    return answer


def _said_share(asked: Decimal, question: Question, targets: Targets, context: Context) -> Answer | None:
    if not question.keys or not (question.base or "占" in question.text or find_ratio(question.keys[0])):
        return None
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        ratio = find_ratio(question.keys[0])
        top = context.reader.value(head, ratio.numerator[0] if ratio else question.keys[0])
        bottom = context.reader.value(
            head, ratio.denominator if ratio else next(iter(question.base), "requests.handled")
        )
        if (ratio and len(ratio.numerator) > 1) or top.value is None or not bottom.value:
            continue
        exact = percent(top.value, bottom.value)
        template = wording.SHARE_RIGHT if _rounds_to(exact, asked) else wording.SHARE_WRONG
        text = template.format(
            where=where(head), top=f"{top.label}{top.said}", bottom=f"{bottom.label}{bottom.said}",
            percent=plain(exact), asked=plain(asked),
        )  # fmt: skip
        used += [top, bottom]
        claims.append(Claim(text, (*citations(context, top), *citations(context, bottom))))
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, used)) if claims else None


def _rounds_to(exact: Decimal, printed: Decimal) -> bool:
    step = Decimal(1).scaleb(-max(0, -int(printed.as_tuple().exponent)))
    return abs(exact - printed) <= step * _HALF


def _prose_shares(question: Question, targets: Targets, context: Context) -> Answer | None:
    claims: list[Claim] = []
    results: list[Checked] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        bottom = context.reader.value(head, "requests.handled")
        for result in prose_checks(report):
            figure = next(iter(result.left.figures), None)
            if figure is None or plain(figure.value) not in question.numbers:
                continue
            results.append(Checked(result, head, head))
            printed = _printed_share(report, figure)
            if printed is not None and result.right.value is not None and bottom.value:
                cells = tuple(cite_cell(context.store, head, c) for c in (*result.right.cells, *bottom.cells))
                text = _share_text(report, figure, printed, result.right.value, bottom)
                claims.append(Claim(text, (cite_figure(head, report, figure), *cells)))
    return told(context, results, claims) if claims else None


def _share_text(report: Report, figure: Figure, printed: Decimal, top: Decimal, bottom: Value) -> str:
    exact = percent(top, bottom.value or Decimal(1))
    template = wording.SHARE_CLAIM_HOLDS if _rounds_to(exact, printed) else wording.SHARE_CLAIM_FAILS
    quote = clause_with(shown_quote(report.text[figure.sentence_start : figure.sentence_end]), figure.raw)
    return template.format(quote=quote, percent=plain(exact), top=f"{plain(top)}{bottom.unit}", bottom=bottom.said)


def _printed_share(report: Report, figure: Figure) -> Decimal | None:
    found = _PRINTED_SHARE.match(report.text[figure.start : figure.sentence_end])
    return Decimal(found[1]) if found else None
