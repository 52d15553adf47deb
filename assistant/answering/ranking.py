"""Bodies against one another over all reports of a year: who has the most, who the least."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, refuse, where, years_text
from assistant.answering.lookup import citations, figures
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value
from corpus.report import Scope
from corpus.store import ReportHead

# So many bodies are named behind the first one.
SHOWN_RANKS = 10

_WHICH_BODY = re.compile(
    r"哪(?:一)?个(单位|部门|机关|地方|局|委|政府|县区|区县|县|区|市|镇|街道)|哪家|哪儿|谁(?:家)?(?=[^申]*最)|各(单位|部门|县区|区县|地)"
)


def rank_bodies(question: Question, context: Context) -> Answer | None:
    """The body with the most or least over every report of the year; None unless bodies are asked for and none named."""
    if question.bodies or not question.keys or not question.asks(Operation.MOST, Operation.LEAST):
        return None
    asked = _WHICH_BODY.search(question.text)
    if not asked or len(context.by_body) < 2:
        return None
    years = question.years[-1:] or (max((h.year for h in context.heads if h.year), default=0),)
    heads = [h for h in context.heads if h.year == years[0] and _of_kind(h, asked[1] or asked[2] or "")]
    if not heads:
        loaded = sorted({h.year for h in context.heads if h.year})
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(years), loaded=years_text(loaded))
        return refuse(Outcome.NOT_LOADED, text)
    applicant = (question.applicants or (TOTAL,))[0]
    values = context.reader.values(heads, question.keys[0], applicant)
    numbers = [v for v in values if v.status is Status.NUMBER and v.value is not None]
    if not numbers:
        return None
    claims = _claims(question, numbers, context)
    shown = {c.report_id for one in claims for c in one.citations}
    count = {"count": len({h.body for h in heads}), "numbers": len({v.head.body for v in numbers}), "year": years[0]}
    claims.append(Claim(wording.COMPARED.format(**count)))
    if not question.years:
        claims.append(Claim(wording.NO_YEAR_NEWEST.format(year=years[0])))
    return Answer(
        Outcome.ANSWERED,
        tuple(claims),
        reading=_reading(question, years[0], numbers[0]),
        figures=figures(context, [v for v in numbers if v.head.id in shown]),
    )


def _reading(question: Question, year: int, value: Value) -> str:
    names = [wording.OPERATION_NAMES[o] for o in question.operations if o in (Operation.MOST, Operation.LEAST)]
    return wording.READING_JOIN.join((wording.ALL_BODIES, f"{year}年", value.label, *names))


def _of_kind(head: ReportHead, kind: str) -> bool:
    """Whether the body is of the kind asked for; a whole city's report is no single body among others."""
    if kind in ("县区", "区县"):
        return head.region.endswith(("县", "区")) and (head.body == head.region or "政府" in head.body)
    if kind in ("县", "区", "市"):
        return head.region.endswith(kind) and (head.body == head.region or "政府" in head.body)
    if kind in ("局", "委", "镇", "街道"):
        return kind in head.body
    return head.scope is not Scope.WHOLE_REGION


def _claims(question: Question, numbers: Sequence[Value], context: Context) -> list[Claim]:
    found = []
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if not question.asks(operation):
            continue
        sign = -1 if operation is Operation.MOST else 1
        ordered = sorted(numbers, key=lambda v: (sign * (v.value or Decimal(0)), v.head.body))
        best = [v for v in ordered if v.value == ordered[0].value]
        said = f"“{best[0].label}”{best[0].said}"
        text = template.format(names="、".join(where(v.head) for v in best[:SHOWN_RANKS]), said=said)
        found.append(Claim(text, tuple(c for v in best[:SHOWN_RANKS] for c in citations(context, v))))
        rest = ordered[:SHOWN_RANKS]
        if len(rest) > len(best):
            items = "、".join(f"{where(v.head)}{v.said}" for v in rest)
            found.append(
                Claim(wording.RANKING.format(items=items), tuple(c for v in rest for c in citations(context, v)))
            )
    return found
