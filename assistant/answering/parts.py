"""Parts inside a report: the county, zone or department that a report about a whole breaks its numbers down by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.asked_parts import OWN_LEVEL, Asked, asked_parts
from assistant.answering.context import Context, Targets, find_targets, names, refuse, where
from assistant.answering.figure_match import ASKS_NUMBER
from assistant.answering.lookup import look_up
from assistant.answering.part_answers import heads_of_parts, not_said, parts_told
from assistant.answering.part_figures import LONGER_NAME, parts_in
from assistant.answering.prose import sentences_answer
from assistant.answering.ranking import rank_in_region
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from corpus.regions import lies_in
from corpus.report import Scope
from corpus.store import ReportHead
from index.where import Where

# So many passages and reports are looked at for a name that no loaded body has.
LOOKED_AT = 12
_OF_REGION = re.compile("占.{0,4}全[省市县区州旗]")
# 全市收了多少，市本级多少; 全市和本级各多少; 栖霖市和栖霖市本级: the whole is asked for beside its own offices.
_WHOLE_TOO = re.compile(
    "全[省市区县州旗][^，]*(?:多少|几)[^，]*[，、].*本级|全[省市区县州旗](?:和|与|跟|及|以及|、)[省市区县州旗]?本级|本级[^占]*(?:，|和|与|跟|及|、).*全[省市区县州旗]"
    r"|([一-龥]+[省市区县州旗])(?:和|与|跟|及|以及|、)\1?本级"
)
_OF_THE_WHOLE = (Operation.PROBLEMS, Operation.MEASURES, Operation.OVERVIEW)


def part_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The report's own number for the part asked for, never the whole's; None where no part is asked for."""
    if question.asks(Operation.CHECK):
        return None
    asked = asked_parts(question, targets.heads)
    if question.asks(*_OF_THE_WHOLE, Operation.MOST, Operation.LEAST, Operation.WHY):
        asked = [a for a in asked if not a.word]
    if not asked:
        return _own_of_whole(question, targets, context)
    if question.asks(*_OF_THE_WHOLE) or question.chapter:
        return refuse(Outcome.NOT_LOADED, not_said(asked, targets.heads)) if question.unknown else None
    found = [part for head in targets.heads for part in parts_in(question, asked, head, context)]
    if found:
        told = parts_told(question, found, asked, targets.heads)
        return _with_whole(told, question, targets, context) if _WHOLE_TOO.search(question.text) else told
    hard = [a for a in asked if a.hard]
    if not hard:
        return None
    own = None if any(a.name in question.unknown for a in hard) else rank_in_region(question, targets, context)
    if own and own.outcome is Outcome.ANSWERED:
        return own  # out of the parts' own reports
    return _in_words(question, hard, targets, context)


def _with_whole(told: Answer, question: Question, targets: Targets, context: Context) -> Answer:
    """全市多少，市本级多少: the whole's own number before that of the part."""
    whole = None if question.asks(Operation.SHARE) else look_up(question, targets, context)
    if whole is None:
        return told
    outcome = told.outcome if told.outcome is whole.outcome else Outcome.PARTLY
    return replace(
        whole, outcome=outcome, claims=(*whole.claims, *told.claims), figures=(*whole.figures, *told.figures)
    )


def _own_of_whole(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The share of 本级 in its whole region (本级占全市), where the region's report breaks it out; or both numbers."""
    share = question.asks(Operation.SHARE) and _OF_REGION.search(question.text)
    if question.scope is not Scope.OWN or not (share or _WHOLE_TOO.search(question.text)):
        return None
    places = {(h.region, h.year) for h in targets.heads}
    wholes = [h for h in context.heads if h.scope is Scope.WHOLE_REGION and (h.region, h.year) in places]
    if not share:
        told = look_up(question, replace(targets, heads=(*wholes, *targets.heads)), context)
        if told is None or wholes:
            return told
        lacking = Claim(wording.WHOLE_NOT_LOADED.format(where=names([where(h) for h in targets.heads])))
        return replace(told, outcome=Outcome.PARTLY, claims=(*told.claims, lacking))
    asked = [Asked(OWN_LEVEL, OWN_LEVEL)]
    found = [part for head in wholes for part in parts_in(question, asked, head, context)]
    return parts_told(question, found, asked, wholes) if found else None


def nested_answer(question: Question, context: Context) -> Answer | None:
    """The number of a body or place that is not loaded, where exactly one loaded body's reports break it out."""
    if not question.unknown or question.bodies or question.asks(Operation.CHECK, *_OF_THE_WHOLE):
        return None
    asked = [Asked(name) for name in question.unknown]
    earlier = [h for group in question.earlier_bodies[::-1] for b in group for h in context.by_body.get(b, ())]
    for heads in (_of_years(question, earlier), _candidates(question, context)):
        found = [part for head in heads for part in parts_in(question, asked, head, context)]
        if len({p.head.body for p in found}) == 1:
            told = parts_told(question, found, asked, heads_of_parts(found))
            note = wording.PART_FROM.format(
                name=names(question.unknown), where=names([where(h) for h in heads_of_parts(found)])
            )
            reading = wording.READING_JOIN.join(dict.fromkeys(where(h) for h in heads_of_parts(found)))
            return replace(told, claims=(*told.claims, Claim(note)), reading=reading)
    return None


def own_report(question: Question, context: Context) -> Question:
    """A loaded body said to be inside another (澄屿市2022年砚岭县) is asked itself, unless the other counts it apart."""
    if not question.inside:
        return question
    inside = question.unknown[-len(question.inside) :]
    targets = find_targets(question, context)
    if isinstance(targets, Targets):
        asked = [Asked(name) for name in inside]
        if any(parts_in(question, asked, head, context) for head in targets.heads):
            return question
    regions = [context.gazetteer.region_of.get(b, "") for group in question.inside for b in group]
    others = question.unknown[: -len(question.inside)]
    others = tuple(n for n in others if not any(lies_in(region, n) for region in regions))  # 宿迁市|泗洪县半城镇
    return replace(question, bodies=question.inside, unknown=others, inside=(), wider=())


def _of_years(question: Question, heads: Iterable[ReportHead]) -> list[ReportHead]:
    return [h for h in dict.fromkeys(heads) if not question.years or h.year in question.years]


def _candidates(question: Question, context: Context) -> list[ReportHead]:
    """The reports of the region that the unknown name begins with, else those in which the index finds the name."""
    name = question.unknown[0]
    regions = [bodies for n in range(len(name), 1, -1) if (bodies := context.gazetteer.regions.get(name[:n]))]
    heads = _of_years(question, [h for b in (regions or [()])[0] for h in context.by_body.get(b, ())])
    if heads:
        return heads[:LOOKED_AT]
    hits = context.search().search(name, Where(years=frozenset(question.years) or None), LOOKED_AT)
    found = (context.store.head(report_id) for report_id in dict.fromkeys(h.report_id for h in hits))
    return [h for h in found if h is not None]


def _in_words(question: Question, asked: Sequence[Asked], targets: Targets, context: Context) -> Answer | None:
    """Where the report gives no number of the part: its sentences that name it, else that it has none."""
    numbers = question.keys or question.applicants or ASKS_NUMBER.search(question.text)
    named = [a.name for a in asked if not a.word]
    texts = [fold(context.store.report(h.id).text) for h in targets.heads]
    if not numbers and all(any(name in text for text in texts) for name in named):
        return None
    if named and not question.keys:
        told = sentences_answer(question, targets, context)
        if told and all(
            any(
                n in fold(c.quote) and not LONGER_NAME.match(fold(c.quote), fold(c.quote).find(n) + len(n))
                for n in named
            )
            for c in told.citations
        ):
            return told
    outcome = Outcome.NOT_LOADED if named else Outcome.NOT_IN_REPORT
    return refuse(outcome, not_said(asked, targets.heads))
