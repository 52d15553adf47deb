"""Questions to reports of other kinds (政府工作报告, 部门预算, 统计公报 …), kept apart from the statutory numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import wording
from assistant import wording_free as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import SHOWN_NAMES, Context, is_government, names, refuse, where, years_text
from assistant.answering.figure_match import ASKS_NUMBER
from assistant.answering.free_cells import cells_of
from assistant.answering.free_reports import Sought, free_heads, sought
from assistant.answering.free_text import marked, words_told
from assistant.answering.free_told import Told
from assistant.answering.free_values import of_bodies, values_told
from assistant.parsing.free import Asked, parse_free
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from corpus.store import ReportHead
from index.where import Where

# More reports than this are not read one by one: the index says which to look at.
MOST_READ = 40
_NOTHING = (Outcome.NOT_IN_REPORT, Outcome.NOT_LOADED)
# A label of so many characters is not said by chance.
LONG_LABEL = 4


def free_first(question: Question, context: Context) -> Answer | None:
    """The answer where a kind of report, or a thing that only such reports tell, is named; None for any other question."""
    if not context.free:
        return None
    asked = parse_free(question)
    if asked.of_disclosure and not asked.kinds:
        return None
    named = asked.kinds or asked.known or _programme(question, asked, context) or _labelled(question, asked, context)
    if not named:
        return None
    answer = _answer(question, asked, context)
    if answer is None and asked.kinds and not question.keys:
        return _none(question, asked, context)
    return answer


def free_last(question: Question, context: Context) -> Answer | None:
    """The answer of reports of other kinds where those on disclosure have none; None where these have none either."""
    if not context.free:
        return None
    asked = parse_free(question)
    return None if _statutory(question, asked) else _answer(question, asked, context)


def _statutory(question: Question, asked: Asked) -> bool:
    """Whether a statutory number is asked for: never taken from another report, which may count something else."""
    return bool(question.keys or asked.of_disclosure or (question.applicants and "申请" in question.text))


def undisclosed(question: Question, context: Context) -> Answer | None:
    """Says that a body named has no report on disclosure loaded, and what is; None where each has one."""
    for group in question.bodies:
        if context.free and not any(body in context.by_body for body in group):
            heads = [h for h in context.free if h.body in group]
            if heads:
                text = words.NO_DISCLOSURE.format(body=names(group), loaded=_loaded(heads))
                return refuse(Outcome.NOT_LOADED, text)
    return None


def disclosing(question: Question, context: Context) -> Question:
    """The question with only those bodies of each group that have a report on disclosure."""
    if not context.free:
        return question
    bodies = tuple(tuple(b for b in group if b in context.by_body) for group in question.bodies)
    wider = tuple(tuple(b for b in group if b in context.by_body) for group in question.wider)
    return replace(question, bodies=tuple(group for group in bodies if group), wider=wider)


def with_others(answer: Answer, question: Question, context: Context) -> Answer:
    """The answer that nothing is found, with the reports of other kinds of the body that have nothing either."""
    asked = parse_free(question)
    if not context.free or answer.outcome not in _NOTHING or _statutory(question, asked):
        return answer
    others = sought(question, asked, free_heads(question, context)) if question.bodies else []
    if not others:
        return answer
    claim = Claim(words.OTHERS_LOADED.format(loaded=_loaded([s.head for s in others])))
    return replace(answer, claims=(*answer.claims, claim))


def others_loaded(question: Question, context: Context, bodies: Collection[str] | None) -> list[Claim]:
    """The reports of other kinds that are loaded (of these bodies, of the kinds named), as one claim; [] for none."""
    keys = {kind.key for kind in parse_free(question).kinds}
    regions = {context.gazetteer.region_of.get(body, "") for body in bodies or ()}
    found = [
        head
        for head in context.free
        if (not keys or Sought(head, True, True).kind.key in keys)
        and (bodies is None or head.body in bodies or (is_government(head) and head.region in regions))
    ]
    return [Claim(words.ALSO_LOADED.format(count=len(found), loaded=_loaded(found)))] if found else []


def _answer(question: Question, asked: Asked, context: Context) -> Answer | None:
    sources = sought(question, asked, _to_read(question, asked, free_heads(question, context), context))
    if not sources or len(sources) > MOST_READ:
        return None
    asks_number = bool(ASKS_NUMBER.search(question.text)) or question.asks(Operation.MOST, Operation.LEAST)
    if question.asks(Operation.DEFINE) and not asks_number:
        return _said(asked, sources, context, "meanings")
    if question.asks(Operation.WHY):
        return _why(question, asked, sources, context)
    answer = None
    if asks_number or not (asked.topic or asked.programme or asked.problems):
        answer = _numbers(question, asked, sources, context)
    if answer is None and not asks_number:
        # Words are no answer to what asks for a number.
        answer = _words(asked, sources, context)
    return _one_body(_with_reading(answer, asked, context), question) if answer else None


def _with_reading(answer: Answer, asked: Asked, context: Context) -> Answer:
    """The answer with the reports it is from, and what it was read to ask for."""
    heads = [head for i in dict.fromkeys(c.report_id for c in answer.citations) if (head := context.store.head(i))]
    parts = [_loaded(heads), *(names[0] for names in asked.things)]
    return replace(answer, reading=wording.READING_JOIN.join(part for part in parts if part))


def _labelled(question: Question, asked: Asked, context: Context) -> bool:
    """Whether it says a label that the tables of such reports of the body named have, as printed (事业收入)."""
    if question.keys or question.applicants or not question.bodies:
        return False
    sources = sought(question, asked, free_heads(question, context))[:MOST_READ]
    cells = (cell for s in sources for cell in cells_of(context.store.report(s.head.id)))
    return any(len(cell.name) >= LONG_LABEL and fold(cell.name) in asked.text for cell in cells)


def _programme(question: Question, asked: Asked, context: Context) -> bool:
    """Whether all that is planned for a year is asked of a body whose report on its work in general is loaded."""
    if not asked.programme or asked.things or question.keys or not question.bodies:
        return False
    return any(s.plans and s.kind.looks_back for s in sought(question, asked, free_heads(question, context)))


def _to_read(question: Question, asked: Asked, heads: Sequence[ReportHead], context: Context) -> Sequence[ReportHead]:
    """The reports themselves where they are few, else those the index finds for what is asked."""
    if len(heads) <= MOST_READ:
        return heads
    query = " ".join(names[0] for names in asked.things)
    found = context.search().search(query, Where(reports=frozenset(h.id for h in heads)), MOST_READ)
    ids = {hit.report_id for hit in found}
    return [h for h in heads if h.id in ids]


def _numbers(question: Question, asked: Asked, sources: Sequence[Sought], context: Context) -> Answer | None:
    told: list[Told] = []
    if asked.plan and question.asks(Operation.YES_NO):
        return _goal_and_result(question, asked, sources, context)
    if asked.growth and question.text.count("多少") > 1:
        told = _each(question, replace(asked, growth=False), sources, context)
        grown = _each(question, asked, sources, context)
        told = [t for t in (*told, *grown) if not t.planned or asked.plan]
    if not told and not (asked.plan or asked.kinds):
        # Where a year's result is known, what was planned for it is not asked.
        told = _each(question, asked, [replace(s, plans=False) for s in sources if s.results], context)
    told = told or _each(question, asked, sources, context)
    if not told:
        return None
    done = [t for t in told if not t.planned]
    kept = [t for t in done if t.full] or done or told
    claims = [c for t in kept for c in t.claims]
    years = question.years
    if not done and years and not (asked.plan or asked.kinds or asked.bases):
        claims = [Claim(words.ONLY_PLAN.format(year=years[0])), *claims]
        return Answer(Outcome.PARTLY, tuple(claims), figures=tuple(f for t in kept for f in t.figures))
    if question.asks(Operation.MOST, Operation.LEAST) and of_bodies(question):
        claims.append(Claim(words.NOT_RANKED))
        return Answer(Outcome.PARTLY, tuple(claims), figures=tuple(f for t in kept for f in t.figures))
    outcome = Outcome.ANSWERED if any(t.full for t in kept) else Outcome.PARTLY
    return Answer(outcome, tuple(claims), figures=tuple(f for t in kept for f in t.figures))


def _goal_and_result(question: Question, asked: Asked, sources: Sequence[Sought], context: Context) -> Answer | None:
    """目标完成了吗: the goal, and what is said of the result, for the reader to compare."""
    goals = _each(question, asked, sources, context)
    done = [Sought(h, True, False) for h in free_heads(question, context)]
    done = [s for s in done if s.result_year in question.years]
    results = [
        t for grown in (True, False) for t in _each(question, replace(asked, plan=False, growth=grown), done, context)
    ]
    told = [*goals, *results]
    if not goals:
        return None
    claims = (*(c for t in told for c in t.claims), *([Claim(words.GOAL)] if results else []))
    return Answer(Outcome.PARTLY, tuple(dict.fromkeys(claims)), figures=tuple(f for t in told for f in t.figures))


def _each(question: Question, asked: Asked, sources: Sequence[Sought], context: Context) -> list[Told]:
    found = [(s, t) for s in sources if (t := values_told(question, asked, s, context.store.report(s.head.id)))]
    # 预算 or 决算 in the question: of a body's budget and final account only the one meant.
    for base, key in (("预算", "budget"), ("决算", "final")):
        if base in asked.bases and len(set(asked.bases)) == 1:
            found = [(s, t) for s, t in found if s.kind.key == key] or found
    return [t for _, t in found]


def _why(question: Question, asked: Asked, sources: Sequence[Sought], context: Context) -> Answer | None:
    """The sentences that give a reason; without one that none is given, and the numbers."""
    said = _said(asked, sources, context, "reasons")
    if said:
        return said
    told = _numbers(question, replace(asked, growth=True), sources, context) or _words(asked, sources, context)
    if told is None:
        return None
    note = Claim(words.NO_REASON.format(where=_loaded([s.head for s in sources])))
    return replace(told, outcome=Outcome.NOT_IN_REPORT, claims=(note, *told.claims))


def _said(asked: Asked, sources: Sequence[Sought], context: Context, mark: str) -> Answer | None:
    """The sentences on what is asked that also have words of that kind (reasons, meanings)."""
    claims = [c for s in sources for c in marked(asked, s, context.store.report(s.head.id), mark)]
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims and asked.things else None


def _words(asked: Asked, sources: Sequence[Sought], context: Context) -> Answer | None:
    claims = [c for s in sources for c in words_told(asked, s, context.store.report(s.head.id))]
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _one_body(answer: Answer, question: Question) -> Answer:
    """The answer; where no body was named and several have the number, which one is meant is asked."""
    bodies = tuple(dict.fromkeys(c.body for c in answer.citations))
    if question.bodies or len(bodies) < 2 or not answer.figures or of_bodies(question):
        return answer
    return refuse(Outcome.ASKS_BACK, words.ASK_BODY.format(choices=names(bodies)), bodies[:SHOWN_NAMES])


def _none(question: Question, asked: Asked, context: Context) -> Answer | None:
    """That the kind of report named is not loaded for it, or that it has nothing of what is asked."""
    heads = free_heads(question, context)
    sources = sought(question, asked, heads)
    topic = "、".join(names[0] for names in asked.things) or question.text
    if sources:
        text = words.NOT_FOUND.format(where=_loaded([s.head for s in sources]), topic=topic)
        return refuse(Outcome.NOT_IN_REPORT, text)
    if not heads:
        return None
    body = names(tuple(dict.fromkeys(h.body for h in heads)))
    kind = "、".join(kind.name for kind in asked.kinds)
    years = years_text(question.years)
    text = words.NOT_LOADED_KIND.format(body=body, years=years, kind=kind, loaded=_loaded(heads))
    return refuse(Outcome.NOT_LOADED, text)


def _loaded(heads: Sequence[ReportHead]) -> str:
    return names(tuple(dict.fromkeys(where(h) for h in heads)))
