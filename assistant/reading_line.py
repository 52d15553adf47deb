"""How a question was understood, in one line: body, year, indicator, applicant, operation, and what was assumed."""

from __future__ import annotations

from assistant import wording
from assistant.answer import Answer, Outcome
from assistant.answering.context import Targets, years_text
from assistant.question import Origin, Question
from assistant.values import TOTAL, find_applicant, in_form, label_of


def reading_line(question: Question, targets: Targets | None, answer: Answer) -> str:
    """'梁园区人民政府办公室 · 2021年（…） · 予以公开 · 占比'; '' where nothing was understood, or it is none of ours."""
    if answer.outcome is Outcome.OUTSIDE:
        return ""
    parts = _reports(question, targets)
    if not answer.citations or any(c.table for c in answer.citations):
        parts += _subject(question, targets)
    parts += [wording.OPERATION_NAMES[o] for o in sorted(question.operations) if o.value in wording.OPERATION_NAMES]
    notes = "".join(wording.READING_CORRECTED.format(wrong=w, right=r) for w, r in question.corrected)
    return wording.READING_JOIN.join(parts) + notes


def _reports(question: Question, targets: Targets | None) -> list[str]:
    if targets is None:
        return _as_said(question)
    body = "、".join(targets.bodies)
    if targets.body_origin is Origin.ONLY_ONE:
        body += wording.READING_ONLY_BODY
    elif question.origins.get("bodies") is Origin.EARLIER:
        body += wording.READING_EARLIER
    years = years_text(targets.years)
    if targets.year_origin is Origin.ONLY_ONE:
        years += wording.READING_ONLY_YEAR if len(targets.years) == 1 else wording.READING_ALL_YEARS
    elif years and question.origins.get("years") is Origin.EARLIER:
        years += wording.READING_EARLIER
    return [p for p in (body, years) if p]


def _as_said(question: Question) -> list[str]:
    """Whom and which years a question names, where no report of theirs was found."""
    names = [own[0] for own in question.bodies if len(own) == 1]
    return [p for p in ("、".join((*names, *question.unknown)), years_text(question.years)) if p]


def _subject(question: Question, targets: Targets | None) -> list[str]:
    forms = {h.form for h in targets.heads} if targets else set()
    keys = [k for k in question.keys if len(question.keys) == 1 or any(in_form(k, f or "") for f in forms)]
    labels = "、".join(label_of(k) for k in keys)
    if labels and question.origins.get("keys") is Origin.EARLIER:
        labels += wording.READING_EARLIER
    if labels and question.origins.get("keys") is Origin.NEAREST:
        labels += wording.READING_NEAREST
    if labels and question.origins.get("keys") is Origin.DEFAULT:
        labels += wording.READING_DEFAULT
    if question.base:
        labels += "÷" + "、".join(label_of(k) for k in question.base)
    who = "、".join(find_applicant(a).label for a in question.applicants if a != TOTAL)
    if who and question.origins.get("applicants") is Origin.EARLIER:
        who += wording.READING_EARLIER
    return [p for p in (labels, who) if p]
