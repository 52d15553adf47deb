"""All loaded bodies against one another: who has the most or least, who has none, all of them listed or added up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import (
    GOVERNMENTS,
    called,
    heads_in,
    is_place_kind,
    missing_note,
    named_area,
    of_place_kind,
)
from assistant.answering.asked_years import spanned_years
from assistant.answering.context import Context, Targets, is_government, names, refuse, years_text
from assistant.answering.lookup import figures, form_warning
from assistant.answering.ranking_claims import body_claims
from assistant.answering.share import base_of
from assistant.parsing.bodies import AskedBodies, asked_bodies, asked_rank
from assistant.question import Operation, Question
from assistant.values import TOTAL, Value, divide, find_ratio
from corpus.regions import locate, same_place
from corpus.store import ReportHead

_NONE = re.compile(
    "为零|为0|是0|是零|零(?:申请|件|复议|诉讼|处罚|许可)|没有?(?:人|被|收到|收|过|新收|发生|复议|诉讼|处罚|许可|受理|.{0,8}的$)|未(?:收到|发生|被)"
)
_OTHER = (Operation.WHY, Operation.DEFINE, Operation.CHECK, Operation.PROBLEMS, Operation.MEASURES)
_ANY = re.compile("单位|部门|机关|机构|地方|地区|^$")
_OWN_OFFICES = frozenset(["部门", "局", "委", "委员会"])


def asks_all_bodies(question: Question) -> AskedBodies | None:
    """What a question says of the bodies to be compared, in its own words or in those of the question before."""
    return asked_bodies(question.text) or (asked_bodies(question.among) if question.among else None)


def rank_bodies(question: Question, context: Context) -> Answer | None:
    """Bodies ranked, listed or added up over every report of a year; None where no such thing is asked.

    Where a place is named that no report speaks for (江苏各县), the bodies inside it.
    """
    asked = asks_all_bodies(question)
    mode = _mode(question, asked) if asked else ""
    if not asked or not mode or not question.keys or len(context.by_body) < 2:
        return None
    several = len(question.bodies) == 2 and (
        len(question.bodies[1]) > 1 or (asked.many and not _ANY.search(asked.kind))
    )
    if several and question.wider[:1] and question.wider[0] and not question.wider[1]:
        area = context.gazetteer.region_of.get(question.bodies[0][0], "")  # 河南2023年哪个教育局
        inside = {h.body for h in heads_in(area, context)} & set(question.bodies[1]) if area else set()
        return _answer(question, asked, mode, _heads(sorted(inside), context), context, area) if inside else None
    if not _unnamed(question):
        return None
    if question.unknown and not question.bodies:
        area = named_area(question, context)
        return _of_area(question, asked, mode, area, context) if area else None
    among = question.bodies[0] if question.bodies else tuple(context.by_body)
    return _answer(question, asked, mode, _heads(among, context), context)


def _heads(bodies: Iterable[str], context: Context) -> list[ReportHead]:
    return [h for body in bodies for h in context.by_body.get(body, ())]


def rank_in_region(question: Question, targets: Targets | None, context: Context) -> Answer | None:
    """The same among the bodies of the one region named; None where no single region is, or too few are loaded.

    `targets`: None where the region's own report of that year is not loaded.
    """
    asked = asks_all_bodies(question)
    mode = _mode(question, asked) if asked else ""
    bodies = targets.bodies if targets else _only_region(question)
    if not asked or not mode or not question.keys or len(bodies) != 1:
        return None
    head = context.by_body[bodies[0]][0]
    if not head.region or not _speaks_for(head):
        return None
    if locate(head.region) and (is_place_kind(asked.kind) or (asked.many and not _ANY.search(asked.kind))):
        return _of_area(question, asked, mode, head.region, context)
    heads = heads_in(head.region, context)
    if len({h.body for h in heads if _of_kind(h, asked.kind)}) < 2:
        return None
    return _answer(question, asked, mode, heads, context, head.region)


def _only_region(question: Question) -> tuple[str, ...]:
    """The body that a single region named alone is spoken for by."""
    alone = len(question.bodies) == 1 and len(question.wider) == 1 and bool(question.wider[0])
    return question.bodies[0] if alone else ()


def _of_area(question: Question, asked: AskedBodies, mode: str, area: str, context: Context) -> Answer:
    """The bodies of that kind in a place, and how many of them are loaded; or that none is."""
    heads = heads_in(area, context)
    fitting = [h for h in heads if _of_kind(h, asked.kind, area)]
    answer = _answer(question, asked, mode, heads, context, area) if fitting else None
    if answer is None:
        loaded = names(sorted({h.body for h in fitting or heads}) or tuple(context.by_body))
        text = wording.AREA_NOT_LOADED.format(
            area=area, kind=asked.kind, years=years_text(question.years), loaded=loaded
        )
        return refuse(Outcome.NOT_LOADED, text)
    return answer


def _speaks_for(head: ReportHead) -> bool:
    """Whether the body is a region's government, or the government's office."""
    return is_government(head) or head.body.removeprefix(head.region) in (
        "人民政府办公室",
        "人民政府办公厅",
        "政府办公室",
        "政府办公厅",
    )


def _unnamed(question: Question) -> bool:
    """Whether no single body is named: none at all, or one word that several are called by (教育局)."""
    return not question.bodies or (len(question.bodies) == 1 and len(question.bodies[0]) > 1)


def _mode(question: Question, asked: AskedBodies) -> str:
    """What is to be done: 'rank', 'none', 'sum' or 'list'; '' for anything else."""
    if question.asks(*_OTHER):
        return ""
    if question.asks(Operation.MOST, Operation.LEAST) or asked_rank(question.text).place:
        return "rank"
    if not asked.many:
        return ""
    if _NONE.search(question.text):
        return "none"
    return "sum" if question.asks(Operation.SUM) else "list"


def _answer(
    question: Question, asked: AskedBodies, mode: str, among: Sequence[ReportHead], context: Context, area: str = ""
) -> Answer | None:
    heads = [h for h in among if h.year and _of_kind(h, asked.kind, area)]
    if among and not heads and not _ANY.search(asked.kind) and not is_place_kind(asked.kind):
        text = wording.NOT_LOADED_BODY.format(name=asked.kind, loaded=names(tuple(context.by_body)))
        return refuse(Outcome.NOT_LOADED, text)
    sets, note = _sets(question, asked, heads)
    if not any(sets):
        loaded = sorted({h.year for h in context.heads if h.year})
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(question.years), loaded=years_text(loaded))
        return refuse(Outcome.NOT_LOADED, text) if question.years and not _of_years(question, among) else None
    claims: list[Claim] = []
    used: list[Value] = []
    for key in question.keys[:3]:
        for chosen in sets:
            values = _values(question, key, chosen, context)
            found = body_claims(question, mode, values, len({h.body for h in heads}), context)
            claims += found
            used += values if found else []
    if not claims:
        return None
    lacking = missing_note(area, asked.kind, [v.head for v in used]) if area else ""
    claims += [Claim(text) for text in (note, lacking) if text]
    claims += form_warning(used)
    shown = {c.report_id for one in claims for c in one.citations}
    years = tuple(sorted({v.head.year or 0 for v in used}))
    return Answer(
        Outcome.ANSWERED, tuple(claims), reading=_reading(question, years, used[0], area),
        figures=figures(context, [v for v in used if v.head.id in shown]),
    )  # fmt: skip


def _of_years(question: Question, among: Sequence[ReportHead]) -> list[ReportHead]:
    """The reports of the years said."""
    return [h for h in among if h.year in question.years]


def _sets(question: Question, asked: AskedBodies, heads: Sequence[ReportHead]) -> tuple[list[list[ReportHead]], str]:
    """The reports compared with one another, one set a year said; and what to say where no year was said."""
    if question.years:
        return [[h for h in heads if h.year == year] for year in question.years], ""
    newest = max((h.year or 0 for h in heads), default=0)
    if spanned := spanned_years(question, sorted({h.year for h in heads if h.year})):
        return [of_year for year in spanned if (of_year := [h for h in heads if h.year == year])], ""
    if asked.reports:
        return [list(heads)], wording.EVERY_REPORT
    of_year = [h for h in heads if h.year == newest]
    if len({h.body for h in of_year}) > 1:
        return [of_year], wording.NO_YEAR_NEWEST.format(year=newest)
    last = {h.body: h for h in sorted(heads, key=lambda h: h.year or 0)}
    return [list(last.values())], wording.NEWEST_OF_EACH


def _of_kind(head: ReportHead, kind: str, area: str = "") -> bool:
    """Whether the body is of the kind asked for: a government of such a region, or one that is called so."""
    if kind in _OWN_OFFICES and locate(area) and not same_place(head.region, area):
        return False  # 商丘市各部门 are those of the city, not those of its districts
    if _ANY.search(kind):
        return True
    if is_place_kind(kind):
        return of_place_kind(head, kind, area)
    if kind in ("政府", "人民政府"):
        return head.body == head.region or head.body.endswith(GOVERNMENTS)
    if kind.endswith(("办", "办公室")):
        return head.body.endswith(("办公室", "办公厅"))
    return called(head, kind)


def _values(question: Question, key: str, heads: Sequence[ReportHead], context: Context) -> list[Value]:
    """The value of each report; a share where a share is asked of what is none by itself."""
    applicant = (question.applicants or (TOTAL,))[0]
    values = context.reader.values(heads, key, applicant)
    if not question.asks(Operation.SHARE) or find_ratio(key) or not heads:
        return values
    base = key if applicant != TOTAL else next(iter(question.base), base_of(key))
    if not base:
        return values
    wholes = context.reader.values(heads, base, TOTAL)
    shares = [divide([v], w, key, applicant) for v, w in zip(values, wholes, strict=True)]
    return [
        replace(s, label=wording.SHARE_LABEL.format(part=s.label, whole=w.label))
        for s, w in zip(shares, wholes, strict=True)
    ]


def _reading(question: Question, years: Sequence[int], value: Value, area: str) -> str:
    shown_names = [
        wording.OPERATION_NAMES[o] for o in (Operation.MOST, Operation.LEAST, Operation.SUM) if question.asks(o)
    ]
    whose = wording.BODIES_OF.format(area=area) if area else wording.ALL_BODIES
    return wording.READING_JOIN.join((whose, years_text(years), value.label, *shown_names))
