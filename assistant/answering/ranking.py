"""All loaded bodies against one another: ranked, listed, added up, those that meet a condition, their mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Chart, Claim, Outcome, Subjects, Table
from assistant.answering.areas import heads_in, is_place_kind, missing_note, named_area, named_areas
from assistant.answering.body_sets import ANY_KIND, asks_all_bodies, heads_of, of_kind, over_span, sets_of, years_asked
from assistant.answering.condition_claims import satisfies, settled, together_claims
from assistant.answering.context import Context, Targets, is_government, names, refuse, span_text, years_text
from assistant.answering.measure import in_groups, measured, told_since
from assistant.answering.ranking_claims import listed
from assistant.answering.set_claims import mode_of, set_claims
from assistant.answering.set_views import set_views
from assistant.answering.value_claims import figures, form_warning
from assistant.asked import AskedBodies
from assistant.question import Operation, Question
from assistant.values import Value, only_numbers
from corpus.regions import locate
from corpus.report import Scope
from corpus.store import ReportHead


def rank_bodies(question: Question, context: Context) -> Answer | None:
    """Bodies ranked, listed or added up over every report of a year; None where no such thing is asked.

    Where a place is named that no report speaks for (江苏各县), the bodies inside it.
    """
    asked = asks_all_bodies(question)
    mode = mode_of(question, asked) if asked else ""
    if not asked or not mode or not question.keys or len(context.by_body) < 2:
        return None
    areas = named_areas(question, context) if asked.many else ()
    if len(areas) > 1:
        return _of_areas(question, asked, mode, areas, context)
    several = len(question.bodies) == 2 and (
        len(question.bodies[1]) > 1 or (asked.many and not ANY_KIND.search(asked.kind))
    )
    if several and question.wider[:1] and question.wider[0] and not question.wider[1]:
        area = context.gazetteer.region_of.get(question.bodies[0][0], "")  # 河南2023年哪个教育局
        inside = {h.body for h in heads_in(area, context)} & set(question.bodies[1]) if area else set()
        return _answer(question, asked, mode, heads_of(sorted(inside), context), context, area) if inside else None
    if not _unnamed(question):
        return None
    if question.unknown and not question.bodies:
        area = named_area(question, context)
        return _of_area(question, asked, mode, area, context) if area else None
    among = tuple(dict.fromkeys(b for own in question.bodies for b in own)) or tuple(context.by_body)
    return _answer(question, asked, mode, heads_of(among, context), context)


def rank_in_region(question: Question, targets: Targets | None, context: Context) -> Answer | None:
    """The same among the bodies of the one region named; None where no single region is, or too few are loaded.

    `targets`: None where the region's own report of that year is not loaded.
    """
    asked = asks_all_bodies(question)
    mode = mode_of(question, asked) if asked else ""
    bodies = targets.bodies if targets else _only_region(question)
    if not asked or not mode or not question.keys or len(bodies) != 1:
        return None
    head = context.by_body[bodies[0]][0]
    if not head.region or not _speaks_for(head):
        return None
    named_kind = asked.many and not ANY_KIND.search(asked.kind)
    if named_kind or (is_place_kind(asked.kind) and locate(head.region)):
        return _of_area(question, asked, mode, head.region, context)
    heads = heads_in(head.region, context)
    if len({h.body for h in heads if of_kind(h, asked.kind)}) < 2:
        return None
    return _answer(question, asked, mode, heads, context, head.region)


def ranked_shares(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The bodies of the one region named by a share (个人申请占比哪个单位最高): never the share of the region itself."""
    asked = asks_all_bodies(question) if question.asks(Operation.SHARE) and not question.base else None
    each = asked and (asked.many or question.asks(Operation.MOST, Operation.LEAST))
    return rank_in_region(question, targets, context) if each else None


def _only_region(question: Question) -> tuple[str, ...]:
    """The body that a single region named alone is spoken for by."""
    alone = len(question.bodies) == 1 and len(question.wider) == 1 and bool(question.wider[0])
    return question.bodies[0] if alone else ()


def _of_area(question: Question, asked: AskedBodies, mode: str, area: str, context: Context) -> Answer:
    """The bodies of that kind in a place, and how many of them are loaded; or that none is."""
    heads = heads_in(area, context)
    fitting = [h for h in heads if of_kind(h, asked.kind, area)]
    answer = _answer(question, asked, mode, heads, context, area) if fitting else None
    if answer is None:
        loaded = names(sorted({h.body for h in fitting or heads}) or tuple(context.by_body))
        text = wording.AREA_NOT_LOADED.format(
            area=area, kind=asked.kind, years=years_text(question.years), loaded=loaded
        )
        return refuse(Outcome.NOT_LOADED, text)
    return answer


def _of_areas(
    question: Question, asked: AskedBodies, mode: str, areas: Sequence[str], context: Context
) -> Answer | None:
    """The bodies of that kind in several places, one place after the other; with what each lacks."""
    found = [(area, [h for h in heads_in(area, context) if of_kind(h, asked.kind, area)]) for area in areas]
    if all(heads for _, heads in found):
        among = list(dict.fromkeys(h for _, heads in found for h in heads))
        answer = _answer(question, replace(asked, kind=""), mode, among, context, wording.AND_AREAS.join(areas))
        if answer is None:
            return None
        years = answer.subjects.years
        notes = [missing_note(area, asked.kind, [h for h in heads if h.year in years]) for area, heads in found]
        return replace(answer, claims=(*answer.claims, *(Claim(note) for note in notes if note)))
    answers = [_of_area(question, asked, mode, area, context) for area in areas]
    outcomes = {a.outcome for a in answers}
    return replace(
        answers[0],
        outcome=outcomes.pop() if len(outcomes) == 1 else Outcome.PARTLY,
        claims=tuple(c for a in answers for c in a.claims),
        figures=tuple(f for a in answers for f in a.figures),
    )


def _speaks_for(head: ReportHead) -> bool:
    """Whether the body is a region's government, or the government's office."""
    return is_government(head) or head.body.removeprefix(head.region) in (
        "人民政府办公室",
        "人民政府办公厅",
        "政府办公室",
        "政府办公厅",
    )


def _unnamed(question: Question) -> bool:
    """Whether no single body is named: none at all, or words that several are called by (教育局; 公安局和市监局)."""
    one = len(question.bodies) == 1 and len(question.bodies[0]) > 1
    return not question.bodies or one or (not any(question.wider) and all(len(own) > 1 for own in question.bodies))


def _answer(
    question: Question, asked: AskedBodies, mode: str, among: Sequence[ReportHead], context: Context, area: str = ""
) -> Answer | None:
    heads = [h for h in among if h.year and of_kind(h, asked.kind, area)]
    if among and not heads and not ANY_KIND.search(asked.kind) and not is_place_kind(asked.kind):
        text = wording.NOT_LOADED_BODY.format(name=asked.kind, loaded=names(tuple(context.by_body)))
        return refuse(Outcome.NOT_LOADED, text)
    question = over_span(question, mode, heads)
    sets, note = sets_of(question, asked, heads)
    if not any(sets):
        loaded = sorted({h.year for h in context.heads if h.year})
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(question.years), loaded=years_text(loaded))
        of_years = [h for h in among if h.year in question.years]
        return refuse(Outcome.NOT_LOADED, text) if question.years and not of_years else None
    claims: list[Claim] = []
    used: list[Value] = []
    tables: list[Table] = []
    charts: list[Chart] = []
    years = years_asked(question, heads)
    bodies = tuple(dict.fromkeys(h.body for h in heads))
    both: list[tuple[Question, list[Value]]] = []
    for key, condition in question.conditions or [(k, question.condition) for k in question.keys[:3]]:
        own = replace(question, condition=condition)
        read = [measured(own, key, chosen, context) for chosen in sets]
        found = set_claims(own, asked, mode, read, bodies, years, context)
        both.append((own, [v for values in read for v in values]))
        claims += found
        of_key = [v for values in read for v in values] if found else []
        used += of_key
        seen, drawn = set_views(mode, found, of_key, context)
        tables += seen
        charts += drawn
    if not claims:
        return None
    if len(question.conditions) > 1 and mode == "condition":
        claims = [*together_claims(both, context), *claims]
    elif question.conditions and mode == "condition":
        told = _of_those(question, *both[0], context)
        claims += [claim for values in told for group in in_groups(values) for claim in listed(group, context)]
        used += [v for values in told for v in values]
    if question.change and question.change.since:
        claims = [replace(one, text=told_since(one.text, question.change.since)) for one in claims]
    lacking = missing_note(area, asked.kind, [v.head for v in used]) if area else ""
    claims += [Claim(text) for text in (note, lacking) if text]
    claims += form_warning(used)
    answer = answer_of(question, claims, used, area, context)
    return replace(answer, tables=tuple(tables), charts=tuple(charts))


def _of_those(question: Question, asked: Question, values: Sequence[Value], context: Context) -> list[list[Value]]:
    """What else is asked of the reports that meet the one condition said: the values of each other indicator."""
    numbers = only_numbers(values)
    condition = settled(asked, numbers)
    heads = [v.head for v in numbers if satisfies(asked, condition, v)]
    others = [k for k in question.keys if k != question.conditions[0][0]]
    return [measured(replace(question, condition=None, conditions=()), key, heads, context) for key in others]


def answer_of(
    question: Question, claims: Sequence[Claim], used: Sequence[Value], area: str, context: Context
) -> Answer:
    """The answer on values of a set: its figures are of the reports shown, its subjects in the order they are told."""
    shown = dict.fromkeys(c.report_id for one in claims for c in one.citations)
    heads = {v.head.id: v.head for v in used}
    told = [heads[i] for i in shown if i in heads]
    # 第一名, 这些单位 are those of the list; a whole region told of besides already counts them.
    if told and told[0].scope is not Scope.WHOLE_REGION:
        told = [h for h in told if h.scope is not Scope.WHOLE_REGION]
    years = tuple(sorted({v.head.year or 0 for v in used}))
    return Answer(
        Outcome.ANSWERED, tuple(claims), reading=_reading(question, years, used[0], area),
        figures=figures(context, [v for v in used if v.head.id in shown]),
        subjects=Subjects(tuple(dict.fromkeys(h.body for h in told)), years, question.keys),
    )  # fmt: skip


def _reading(question: Question, years: Sequence[int], value: Value, area: str) -> str:
    shown_names = [
        wording.OPERATION_NAMES[o] for o in (Operation.MOST, Operation.LEAST, Operation.SUM) if question.asks(o)
    ]
    whose = wording.BODIES_OF.format(area=area) if area else wording.ALL_BODIES
    return wording.READING_JOIN.join((whose, span_text(years), value.label, *shown_names))
