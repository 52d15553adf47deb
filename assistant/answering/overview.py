"""A report at a glance: its main numbers, each with its cell, and whether its tables add up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import wording
from assistant.answer import Answer, Claim, Outcome, Subjects
from assistant.answering.charts import charts_of
from assistant.answering.context import Context, Targets, where, whose
from assistant.answering.figure_match import ANYWHERE
from assistant.answering.lists import is_list
from assistant.answering.tabulate import cell_text, tabulated, year_said
from assistant.answering.value_claims import citations, cited_claim, figures, form_warning
from assistant.checked import table_checks
from assistant.question import Operation, Question
from assistant.values import Status, Value, label_of, only_numbers
from corpus.checks import Status as CheckStatus
from corpus.store import ReportHead

# What a reader wants first: requests in and out, how they ended, disputes, and what the body decides.
HEADLINES = (
    "requests.new", "requests.carried_in", "requests.handled", "requests.carried_out", "requests.granted",
    "requests.partly_granted", "requests.refused", "requests.unavailable", "requests.not_processed", "requests.otherwise",
    "disputes.reconsideration.total", "disputes.litigation.total", "proactive.normative.effective",
    "proactive.licence.decisions", "proactive.penalty.decisions", "proactive.coercive.decisions", "proactive.fee.amount",
)  # fmt: skip
# What of them is drawn: what came in, and how much of it was granted.
DRAWN = frozenset({"requests.new", "requests.granted"})
# Words beside an overview that name nothing.
_GENERAL = ANYWHERE | {"工作", "政务", "政府", "年报", "报告"}
_HOW = re.compile("怎么?样$|如何$|主要(?:数[据字]|指标|情况)")
# The same of a list: what was disclosed and received, how it was answered, disputes.
OF_LIST = (
    "statistics.disclosed", "statistics.normative_made", "requests.new", "statistics.concluded", "statistics.replies",
    "statistics.replies.granted", "statistics.replies.partly_granted", "statistics.replies.refused",
    "disputes.reconsideration.total", "disputes.litigation.total", "statistics.complaints", "statistics.staff",
)  # fmt: skip


def overview(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The headlines of each report asked for, where an overview is asked; of several reports a table; None otherwise."""
    if not _asked(question, targets):
        return None
    read = [_headlines(head, context) for head in targets.heads]
    told = [
        (head, numbers) for head, values in zip(targets.heads, read, strict=True) if (numbers := only_numbers(values))
    ]
    if not told:
        return None
    if len(told) == 1:
        head, numbers = told[0]
        claims = [Claim(wording.OVERVIEW.format(where=where(head)))]
        claims += [Claim(f"{v.label}：{v.said}", citations(context, v)) for v in numbers]
    else:
        shown = [v for values in read for v in values if _worth(v, told) and v.status is not Status.NOT_IN_FORM]
        claims = _side_by_side(shown, targets, context)
    claims += [c for head, _ in told for c in _sound(head, context)]
    used = [v for _, numbers in told for v in numbers]
    table = tabulated(
        [v for values in read for v in values if _worth(v, told)], context, targets.missing, _title(targets)
    )
    return Answer(
        Outcome.ANSWERED,
        tuple(claims),
        figures=figures(context, used),
        tables=(table,) if table else (),
        charts=charts_of([v for v in used if v.key in DRAWN]) if len(told) > 1 else (),
        subjects=Subjects(targets.bodies, targets.years, tuple(dict.fromkeys(v.key for v in used))),
    )


def overview_alone(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The overview where nothing else is named: no indicator, and no word but what every report is about."""
    rest = [word for word in question.rest if word not in _GENERAL]
    named = question.keys or question.applicants or question.chapter or question.qualifiers or rest
    return None if named or not question.asks(Operation.OVERVIEW) else overview(question, targets, context)


def _asked(question: Question, targets: Targets) -> bool:
    """Whether an overview is asked for; or bodies or years are compared and nothing is named that is counted."""
    if question.asks(Operation.OVERVIEW):
        return True
    open_ = not (question.keys or question.applicants or question.rest or question.base or question.chapter)
    compared = question.asks(Operation.DIFFERENCE) and len(targets.bodies) > 1
    return open_ and (compared or bool(_HOW.search(question.text)))


def _headlines(head: ReportHead, context: Context) -> list[Value]:
    return [context.reader.value(head, key) for key in (OF_LIST if is_list(head.form) else HEADLINES)]


def _worth(value: Value, told: Sequence[tuple[ReportHead, list[Value]]]) -> bool:
    """Whether a headline is told: one of the reports at least has a number for it."""
    return any(value.key == v.key for _, numbers in told for v in numbers)


def _title(targets: Targets) -> str:
    single = len(targets.heads) == 1
    named = where(targets.heads[0]) if single else "、".join(dict.fromkeys(whose(h) for h in targets.heads))
    return wording.OVERVIEW.format(where=named).removesuffix("：")


def _side_by_side(values: Sequence[Value], targets: Targets, context: Context) -> list[Claim]:
    """A line for each headline: what every report says of it."""
    several = len({whose(h) for h in targets.heads}) > 1
    one_year = len(targets.years) == 1
    named = "、".join(dict.fromkeys(whose(h) for h in targets.heads))
    claims = [Claim(wording.OVERVIEW.format(where=named + (f"{targets.years[0]}年" if one_year else "")))]
    lines: dict[str, list[Value]] = {}
    for value in values:
        lines.setdefault(label_of(value.key, value.applicant), []).append(value)
    for label, own in lines.items():
        items = []
        for v in own:
            name = whose(v.head) if several and one_year else where(v.head) if several else year_said(v.head.year or 0)
            items.append(f"{name}{cell_text(v)}")
        claims.append(cited_claim(f"{label}：{'、'.join(items)}", own, context))
    return [*claims, *form_warning(values)]


def _sound(head: ReportHead, context: Context) -> list[Claim]:
    """That the report's tables add up, where all of them do."""
    results = table_checks(context.store.report(head.id))
    if not results or any(r.status is not CheckStatus.HOLDS for r in results):
        return []
    return [Claim(wording.CHECKS_ALL_HOLD.format(where=where(head), count=len(results)))]
