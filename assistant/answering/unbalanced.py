"""Which reports of a set have tables that do not add up: how many, which, and where."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording, wording_sets
from assistant.answer import Answer, Claim, Outcome, Subjects
from assistant.answering.areas import heads_in, named_area
from assistant.answering.body_sets import heads_of, of_kind, sets_of
from assistant.answering.check_text import Checked, cited, numbers_of, side_text
from assistant.answering.context import Context, names, refuse, span_text, where, years_text
from assistant.answering.measure import SHOWN_RANKS
from assistant.asked import AskedBodies
from assistant.checked import prose_checks
from assistant.parsing.bodies import asked_bodies, such_bodies
from assistant.question import Operation, Question
from corpus.checking import CheckResult, Status
from corpus.forms import load_forms
from corpus.store import ReportHead

# So many reports are named, and of so many of them the first check that fails is told.
SHOWN_REPORTS, SHOWN_FAILS = 40, 5
# Prose is held against the tables in so many reports; of more, the command line does it.
MOST_READ = 300


def unbalanced(question: Question, context: Context) -> Answer | None:
    """The reports of a set whose tables (or prose) do not add up; None where that is not asked of a set."""
    if not question.asks(Operation.CHECK) or question.keys:
        return None
    asked = asked_bodies(question.text) or such_bodies(question.text)
    if asked is None:
        return None
    found = _meant(question, asked, context)
    if found is None:
        return None
    area, among = found
    heads = [h for h in among if h.year and of_kind(h, asked.kind, area)]
    sets, note = sets_of(question, AskedBodies(asked.kind, many=True), heads)
    if question.every_year and not question.years:
        sets, note = [heads], ""
    chosen = [h for own in sets for h in own]
    if not chosen:
        loaded = years_text(sorted({h.year for h in context.heads if h.year}))
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(question.years), loaded=loaded)
        return refuse(Outcome.NOT_LOADED, text) if question.years else None
    return _told(question, chosen, note, area, context)


def _meant(question: Question, asked: AskedBodies, context: Context) -> tuple[str, list[ReportHead]] | None:
    """The place named, and the reports in it or of all bodies; None where single bodies are named."""
    if not question.bodies and not question.unknown:
        return "", list(context.heads)
    if not question.bodies:
        area = named_area(question, context)
        return (area, heads_in(area, context)) if area else None
    if len(question.bodies) != 1:
        return None
    if len(question.wider) == 1 and question.wider[0]:
        area = context.gazetteer.region_of.get(question.bodies[0][0], "")
        return (area, heads_in(area, context)) if area else None
    return ("", heads_of(question.bodies[0], context)) if len(question.bodies[0]) > 1 else None


def _told(question: Question, heads: Sequence[ReportHead], note: str, area: str, context: Context) -> Answer:
    checked = [h for h in heads if h.form in load_forms()]
    of_prose = "正文" in question.text
    years = span_text(sorted({h.year or 0 for h in heads}))
    if of_prose and len(checked) > MOST_READ:
        return refuse(Outcome.PARTLY, wording_sets.TOO_MANY_TO_READ.format(count=len(checked), years=years))
    fails = _prose_failing(checked, context) if of_prose else context.failing(checked)
    what = {"count": len(checked), "years": years, "what": wording_sets.PROSE if of_prose else wording_sets.TABLES}
    by_id = {h.id: h for h in checked}
    found = sorted(((by_id[i], own) for i, own in fails.items()), key=lambda f: (-len(f[1]), f[0].body, f[0].year or 0))
    shown = [Checked(own[0], head, head) for head, own in found[:SHOWN_FAILS]]
    if found:
        told = "、".join(
            wording_sets.UNBALANCED_ITEM.format(where=where(head), count=len(own))
            for head, own in found[:SHOWN_REPORTS]
        ) + (wording.AND_MORE.format(count=len(found)) if len(found) > SHOWN_REPORTS else "")
        all_shown = [Checked(own[0], head, head) for head, own in found[:SHOWN_REPORTS]]
        claims = [Claim(wording_sets.UNBALANCED.format(**what, met=len(found), items=told), cited(context, all_shown))]
        claims += [Claim(_first(c.result, c.left, context), cited(context, (c,))) for c in shown]
    else:
        claims = [Claim(wording_sets.ALL_BALANCED.format(**what))]
    without = [where(h) for h in heads if h.form not in load_forms()]
    if without:
        claims.append(Claim(wording_sets.NOT_CHECKED.format(count=len(without), names=names(without))))
    claims += [Claim(note)] if note else []
    bodies = tuple(dict.fromkeys(head.body for head, _ in found[:SHOWN_RANKS]))
    whose = wording.BODIES_OF.format(area=area) if area else wording.ALL_BODIES
    reading = wording.READING_JOIN.join((whose, years, wording.OPERATION_NAMES[Operation.CHECK]))
    return Answer(
        Outcome.ANSWERED, tuple(claims), reading=reading, figures=numbers_of(context, shown),
        subjects=Subjects(bodies, tuple(sorted({h.year or 0 for h in heads}))),
    )  # fmt: skip


def _prose_failing(heads: Sequence[ReportHead], context: Context) -> dict[str, tuple[CheckResult, ...]]:
    """By report id, where prose and tables differ; every report is read for it."""
    read = ((h.id, prose_checks(context.store.report(h.id))) for h in heads)
    fails = ((i, tuple(r for r in results if r.status is Status.FAILS)) for i, results in read)
    return {i: own for i, own in fails if own}


def _first(result: CheckResult, head: ReportHead, context: Context) -> str:
    report = context.store.report(head.id)
    place = wording.IN_BRACKETS.format(text=result.where) if result.where else ""
    return wording_sets.UNBALANCED_FIRST.format(
        where=where(head), title=result.title, place=place, left=side_text(result.left, report),
        right=side_text(result.right, report),
    )  # fmt: skip
