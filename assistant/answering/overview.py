"""A report at a glance: its main numbers, each with its cell, and whether its tables add up."""

from __future__ import annotations

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.lists import is_list
from assistant.answering.lookup import citations, figures
from assistant.checked import table_checks
from assistant.question import Operation, Question
from assistant.values import Value, only_numbers
from corpus.checks import Status as CheckStatus

# What a reader wants first: requests in and out, how they ended, disputes, and what the body decides.
HEADLINES = (
    "requests.new", "requests.carried_in", "requests.handled", "requests.carried_out", "requests.granted",
    "requests.partly_granted", "requests.refused", "requests.unavailable", "requests.not_processed", "requests.otherwise",
    "disputes.reconsideration.total", "disputes.litigation.total", "proactive.normative.effective",
    "proactive.licence.decisions", "proactive.penalty.decisions", "proactive.coercive.decisions", "proactive.fee.amount",
)  # fmt: skip
# The same of a list: what was disclosed and received, how it was answered, disputes.
OF_LIST = (
    "statistics.disclosed", "statistics.normative_made", "requests.new", "statistics.concluded", "statistics.replies",
    "statistics.replies.granted", "statistics.replies.partly_granted", "statistics.replies.refused",
    "disputes.reconsideration.total", "disputes.litigation.total", "statistics.complaints", "statistics.staff",
)  # fmt: skip


def overview(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The headlines of each report asked for, where an overview is asked; None otherwise."""
    if not question.asks(Operation.OVERVIEW):
        return None
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        values = [context.reader.value(head, key) for key in (OF_LIST if is_list(head.form) else HEADLINES)]
        numbers = only_numbers(values)
        if not numbers:
            continue
        claims.append(Claim(wording.OVERVIEW.format(where=where(head))))
        claims += [Claim(f"{v.label}：{v.said}", citations(context, v)) for v in numbers]
        used += numbers
        results = table_checks(context.store.report(head.id))
        if results and all(r.status is CheckStatus.HOLDS for r in results):
            claims.append(Claim(wording.CHECKS_ALL_HOLD.format(where=where(head), count=len(results))))
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, used)) if claims else None
