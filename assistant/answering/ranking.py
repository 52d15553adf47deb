"""All loaded bodies against one another: who has the most or least, who has none, all of them listed or added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, is_government, names, refuse, where, years_text
from assistant.answering.lookup import citations, figures, form_warning
from assistant.answering.overlap import covering, shared_region
from assistant.answering.share import base_of
from assistant.citing import plain
from assistant.parsing.bodies import AskedBodies, Rank, asked_bodies, asked_rank
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import TOTAL, Status, Value, divide, find_ratio
from corpus.report import Scope
from corpus.store import ReportHead

# So many bodies are named behind the first one, where the question doesn't say how many.
SHOWN_RANKS = 10
# So many bodies are listed, and so many cells of a sum cited.
SHOWN_ALL = 60

_NONE = re.compile(
    "为零|为0|是0|是零|零(?:申请|件|复议|诉讼|处罚|许可)|没有?(?:人|被|收到|收|过|新收|发生|复议|诉讼|处罚|许可|受理|.{0,8}的$)|未(?:收到|发生|被)"
)
_GROWTH = re.compile("增长|增加|增幅|涨|下降|减少|降幅|升|降")
_FALLS = re.compile("下降|减少|降幅|降得|降了")
_OTHER = (Operation.WHY, Operation.DEFINE, Operation.CHECK, Operation.PROBLEMS, Operation.MEASURES)
_COUNTIES = ("县", "区", "旗")
_TOWNS = ("镇", "乡", "街道")
_ENDINGS: dict[str, tuple[str, ...]] = {
    "县": ("县",),
    "区": ("区",),
    "市": ("市",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道",),
}
_ENDINGS |= {"县区": _COUNTIES, "区县": _COUNTIES, "县市区": _COUNTIES}
_ENDINGS |= {"乡镇": _TOWNS, "镇街": _TOWNS, "街镇": _TOWNS}
_ANY = re.compile("单位|部门|机关|机构|地方|地区|^$")


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports compared with one another, their values, and whether they sum up bodies that report themselves too."""

    values: tuple[Value, ...]
    wholes: bool = False

    @property
    def numbers(self) -> list[Value]:
        return [v for v in self.values if v.status is Status.NUMBER and v.value is not None]


def asks_all_bodies(question: Question) -> AskedBodies | None:
    """What a question says of the bodies to be compared, in its own words or in those of the question before."""
    return asked_bodies(question.text) or (asked_bodies(question.among) if question.among else None)


def rank_bodies(question: Question, context: Context) -> Answer | None:
    """Bodies ranked, listed or added up over every report of a year; None where no such thing is asked."""
    asked = asks_all_bodies(question)
    mode = _mode(question, asked) if asked else ""
    if not asked or not mode or not question.keys or not _unnamed(question) or len(context.by_body) < 2:
        return None
    among = question.bodies[0] if question.bodies else tuple(context.by_body)
    return _answer(question, asked, mode, [h for body in among for h in context.by_body.get(body, ())], context)


def rank_in_region(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The same among the bodies of the one region named; None where fewer than two of them are loaded."""
    asked = asks_all_bodies(question)
    mode = _mode(question, asked) if asked else ""
    if not asked or not mode or not question.keys or len(targets.bodies) != 1 or not is_government(targets.heads[0]):
        return None
    region = targets.heads[0].region
    heads = [h for h in context.heads if region and h.region.startswith(region) and h.scope is not Scope.WHOLE_REGION]
    if len({h.body for h in heads if _of_kind(h, asked.kind)}) < 2:
        return None
    return _answer(question, asked, mode, heads, context)


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
    question: Question, asked: AskedBodies, mode: str, among: Sequence[ReportHead], context: Context
) -> Answer | None:
    heads = [h for h in among if h.year and _of_kind(h, asked.kind)]
    if among and not heads and not _ANY.search(asked.kind) and asked.kind not in _ENDINGS:
        text = wording.NOT_LOADED_BODY.format(name=asked.kind, loaded=names(tuple(context.by_body)))
        return refuse(Outcome.NOT_LOADED, text)
    sets, note = _sets(question, asked, heads, among)
    if not any(sets):
        loaded = sorted({h.year for h in context.heads if h.year})
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(question.years), loaded=years_text(loaded))
        return refuse(Outcome.NOT_LOADED, text) if question.years and not heads_of(question, among) else None
    claims: list[Claim] = []
    used: list[Value] = []
    for key in question.keys[:3]:
        for chosen in sets:
            values = _values(question, key, chosen, context)
            found = _claims(question, mode, values, len({h.body for h in heads}), context)
            claims += found
            used += values if found else []
    if not claims:
        return None
    claims += [Claim(note)] if note else []
    claims += form_warning(used)
    shown = {c.report_id for one in claims for c in one.citations}
    years = tuple(sorted({v.head.year or 0 for v in used}))
    return Answer(
        Outcome.ANSWERED, tuple(claims), reading=_reading(question, years, used[0]),
        figures=figures(context, [v for v in used if v.head.id in shown]),
    )  # fmt: skip


def heads_of(question: Question, among: Sequence[ReportHead]) -> list[ReportHead]:
    """The reports of the years said."""
    return [h for h in among if h.year in question.years]


def _sets(
    question: Question, asked: AskedBodies, heads: Sequence[ReportHead], among: Sequence[ReportHead]
) -> tuple[list[list[ReportHead]], str]:
    """The reports compared with one another, one set a year said; and what to say where no year was said."""
    if question.years:
        return [[h for h in heads if h.year == year] for year in question.years], ""
    newest = max((h.year or 0 for h in heads), default=0)
    if question.latest:
        first = newest - question.latest
        return [[h for h in heads if h.year == year] for year in range(first + 1, newest + 1)], ""
    if asked.reports:
        return [list(heads)], wording.EVERY_REPORT
    of_year = [h for h in heads if h.year == newest]
    if len({h.body for h in of_year}) > 1:
        return [of_year], wording.NO_YEAR_NEWEST.format(year=newest)
    last = {h.body: h for h in sorted(heads, key=lambda h: h.year or 0)}
    return [list(last.values())], wording.NEWEST_OF_EACH


def _of_kind(head: ReportHead, kind: str) -> bool:
    """Whether the body is of the kind asked for: a government of such a region, or one that is called so."""
    if _ANY.search(kind):
        return True
    if kind in _ENDINGS:
        return head.region.endswith(_ENDINGS[kind]) and (head.body == head.region or "政府" in head.body)
    if kind in ("政府", "人民政府"):
        return head.body == head.region or "政府" in head.body
    if kind.endswith(("办", "办公室")):
        return head.body.endswith(("办公室", "办公厅"))
    return any(fold(kind) in fold(name) for name in (head.body, *head.aliases))


def _values(question: Question, key: str, heads: Sequence[ReportHead], context: Context) -> list[Value]:
    """The value of each report; a share where a share is asked of what is none by itself."""
    applicant = (question.applicants or (TOTAL,))[0]
    values = context.reader.values(heads, key, applicant)
    if not question.asks(Operation.SHARE) or find_ratio(key) or not heads:
        return values
    base = key if applicant != TOTAL else next(iter(question.base), base_of(key, heads[0].form or ""))
    if not base:
        return values
    wholes = context.reader.values(heads, base, TOTAL)
    shares = [divide([v], w, key, applicant) for v, w in zip(values, wholes, strict=True)]
    return [
        replace(s, label=wording.SHARE_LABEL.format(part=s.label, whole=w.label))
        for s, w in zip(shares, wholes, strict=True)
    ]


def _groups(values: Sequence[Value]) -> list[_Group]:
    """Single bodies, and apart from them whole regions, where these count what single bodies report too."""
    whole = tuple(v for v in values if v.head.scope is Scope.WHOLE_REGION)
    single = tuple(v for v in values if v.head.scope is not Scope.WHOLE_REGION)
    if single and shared_region([w.head for w in whole], [s.head for s in single]):
        return [_Group(single), _Group(whole, wholes=True)]
    return [_Group(tuple(values))]


def _claims(question: Question, mode: str, values: Sequence[Value], loaded: int, context: Context) -> list[Claim]:
    if not any(_Group(tuple(values)).numbers):
        return []
    groups = _groups(values)
    if mode == "sum":
        return _sum(values, loaded, context)
    if _GROWTH.search(question.text) and mode == "rank":
        return _grown(question, groups, context)
    claims: list[Claim] = []
    for group in groups:
        if mode == "none" and group.wholes and all(v.value for v in group.numbers):
            continue
        said = {"rank": _ranked, "none": _without, "list": _listed}[mode](question, group, context)
        claims += said[:1] if group.wholes and mode == "rank" and asked_rank(question.text).top < 2 else said
        if said and not group.wholes and len(group.values) > 1:
            claims.append(_compared(group))
    return claims


def _compared(group: _Group) -> Claim:
    years = sorted({v.head.year or 0 for v in group.values})
    count = {"count": len({v.head.body for v in group.values}), "numbers": len({v.head.body for v in group.numbers})}
    return Claim(wording.COMPARED.format(**count, year="、".join(map(str, years))))


def _ranked(question: Question, group: _Group, context: Context) -> list[Claim]:
    numbers = group.numbers
    if len(numbers) == 1:
        text = wording.ONLY_ONE_BODY.format(where=where(numbers[0].head), label=numbers[0].label, said=numbers[0].said)
        return [_claim(text, numbers, context)]
    claims: list[Claim] = []
    rank = asked_rank(question.text)
    least = question.asks(Operation.LEAST) or (rank.place and "倒数" in question.text)
    most = question.asks(Operation.MOST) and not (least and "倒数" in question.text)
    for up, word in ((False, "多"),) * bool(most or not least) + ((True, "少"),) * bool(least):
        ordered = sorted(numbers, key=lambda v: ((1 if up else -1) * (v.value or Decimal(0)), v.head.body))
        if not ordered[0].value and not up:
            claims.append(
                _claim(wording.ALL_BODIES_ZERO.format(label=ordered[0].label), ordered[:SHOWN_RANKS], context)
            )
            continue
        claims.append(_first(ordered, word, rank, group.wholes, context))
        rest = ordered[: rank.top or max(SHOWN_RANKS, rank.place)]
        if len(rest) > 1 and len(ordered) > 1:
            items = "、".join(f"{where(v.head)}{v.said}" for v in rest)
            claims.append(_claim(wording.RANKING.format(items=items), rest, context))
    return claims


def _first(ordered: Sequence[Value], word: str, rank: Rank, wholes: bool, context: Context) -> Claim:
    """The first, or the one at the place asked for; all that share it."""
    steps = list(dict.fromkeys(v.value for v in ordered))
    place = min(rank.place or 1, len(steps))
    best = [v for v in ordered if v.value == steps[place - 1]]
    shown_names = "、".join(where(v.head) for v in best[:SHOWN_RANKS])
    shown_names += wording.AND_MORE.format(count=len(best)) if len(best) > SHOWN_RANKS else ""
    if find_ratio(best[0].key) or best[0].unit == "%":
        word = {"多": "高", "少": "低"}[word]
    nth = f"第{place}" if place > 1 else "最"
    template = wording.WHOLES_FIRST if wholes else wording.BODIES_FIRST
    text = template.format(label=best[0].label, nth=nth, word=word, names=shown_names, said=best[0].said)
    return _claim(text, best[:SHOWN_RANKS], context)


def _without(question: Question, group: _Group, context: Context) -> list[Claim]:
    """The bodies whose number is 0; blanks are told apart."""
    zeros = [v for v in group.numbers if not v.value]
    label = group.values[0].label
    if not zeros:
        return [_claim(wording.NO_BODY_ZERO.format(label=label), group.numbers[:SHOWN_ALL], context)]
    shown_names = "、".join(where(v.head) for v in zeros[:SHOWN_ALL])
    return [
        _claim(wording.BODIES_ZERO.format(label=label, count=len(zeros), names=shown_names), zeros[:SHOWN_ALL], context)
    ]


def _listed(question: Question, group: _Group, context: Context) -> list[Claim]:
    """Every body with its number, the largest first; those with 0 only counted."""
    numbers = sorted(group.numbers, key=lambda v: (-(v.value or Decimal(0)), v.head.body))
    shown = [v for v in numbers if v.value][:SHOWN_ALL]
    if not shown:
        return (
            [_claim(wording.ALL_BODIES_ZERO.format(label=numbers[0].label), numbers[:SHOWN_ALL], context)]
            if numbers
            else []
        )
    items = "、".join(f"{where(v.head)}{v.said}" for v in shown)
    template = wording.WHOLES_LISTED if group.wholes else wording.BODIES_LISTED
    claims = [_claim(template.format(label=shown[0].label, items=items), shown, context)]
    zeros = [v for v in numbers if not v.value]
    if zeros:
        shown_names = "、".join(where(v.head) for v in zeros[:SHOWN_RANKS])
        text = wording.BODIES_ZERO.format(label=zeros[0].label, count=len(zeros), names=shown_names)
        claims.append(_claim(text, zeros[:SHOWN_RANKS], context))
    return claims


def _sum(values: Sequence[Value], loaded: int, context: Context) -> list[Claim]:
    """All bodies added up, nothing twice: what a whole region counts is left out where parts of it are there."""
    numbers = _Group(tuple(values)).numbers
    if find_ratio(values[0].key):
        return []
    twice = covering([v.head for v in numbers])
    left_out = [v for v in numbers if v.head.id in twice]
    added = sorted(
        (v for v in numbers if v.head.id not in twice), key=lambda v: (-(v.value or Decimal(0)), v.head.body)
    )
    if not added:
        return []
    total = sum((v.value or Decimal(0) for v in added), Decimal(0))
    years = "、".join(f"{y}年" for y in sorted({v.head.year or 0 for v in added}))
    text = wording.BODIES_SUM.format(
        years=years, count=len(added), label=added[0].label, total=f"{plain(total)}{added[0].unit}"
    )
    items = "、".join(f"{where(v.head)}{v.said}" for v in added[:SHOWN_RANKS])
    claims = [
        _claim(text, added[:SHOWN_ALL], context),
        _claim(wording.BODIES_SUM_ITEMS.format(items=items), added[:SHOWN_RANKS], context),
    ]
    have = {
        "loaded": loaded,
        "have": len({v.head.body for v in values}),
        "years": years,
        "numbers": len({v.head.body for v in numbers}),
    }
    claims.append(Claim(wording.BODIES_COVERED.format(**have)))
    if left_out:
        shown_names = "、".join(f"{where(v.head)}{v.said}" for v in left_out[:SHOWN_RANKS])
        claims.append(_claim(wording.WHOLES_LEFT_OUT.format(names=shown_names), left_out[:SHOWN_RANKS], context))
    return claims


def _grown(question: Question, groups: Sequence[_Group], context: Context) -> list[Claim]:
    """The bodies by how much more (or less) they have than the year before, where both years are loaded."""
    claims: list[Claim] = []
    falls = bool(_FALLS.search(question.text)) != question.asks(Operation.LEAST)
    for group in groups:
        now = {v.head.body: v for v in group.numbers}
        earlier = [
            h for v in now.values() for h in context.by_body[v.head.body]
            if h.year == (v.head.year or 0) - 1 and h.scope is v.head.scope
        ]  # fmt: skip
        sample = group.numbers[0]
        old = {
            v.head.body: v for v in context.reader.values(earlier, sample.key, sample.applicant) if v.value is not None
        }
        pairs = [(old[b], now[b]) for b in now if b in old]
        pairs.sort(key=lambda p: ((p[1].value or Decimal(0)) - (p[0].value or Decimal(0))) * (1 if falls else -1))
        if len(pairs) < 2:
            continue
        items = "、".join(
            f"{where(b.head)}{_signed((b.value or Decimal(0)) - (a.value or Decimal(0)))}{'个百分点' if b.unit == '%' else b.unit}"
            f"（{a.said}→{b.said}）"
            for a, b in pairs[: asked_rank(question.text).top or SHOWN_RANKS]
        )  # fmt: skip
        template = wording.WHOLES_GROWN if group.wholes else wording.BODIES_GROWN
        shown = [v for pair in pairs[:SHOWN_RANKS] for v in pair]
        claims.append(_claim(template.format(label=sample.label, items=items, count=len(pairs)), shown, context))
    return claims


def _signed(change: Decimal) -> str:
    return f"+{plain(change)}" if change > 0 else plain(change)


def _claim(text: str, values: Sequence[Value], context: Context) -> Claim:
    return Claim(text, tuple(c for v in values for c in citations(context, v)))


def _reading(question: Question, years: Sequence[int], value: Value) -> str:
    shown_names = [
        wording.OPERATION_NAMES[o] for o in (Operation.MOST, Operation.LEAST, Operation.SUM) if question.asks(o)
    ]
    return wording.READING_JOIN.join((wording.ALL_BODIES, years_text(years), value.label, *shown_names))
