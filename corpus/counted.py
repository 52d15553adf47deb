"""What a number in prose counts: the words of its clause, and of earlier clauses where its own do not say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from corpus.phrases import (
    BRACKETS,
    STRONG,
    after_noun,
    cleaned,
    is_measure,
    is_verb,
    last_clause,
    object_of,
    own_words,
    runs_on,
    unquoted,
    verb_in,
    without_brackets,
)
from corpus.words import any_of, word_data


@dataclass(frozen=True, slots=True)
class Found:
    """A number and its unit in a sentence without white space: span, value, approximation."""

    start: int
    end: int
    value: Decimal
    unit: str
    approx: str


@dataclass(frozen=True, slots=True)
class Given:
    """What one figure counts: `what` in full, `own` as its own clause says, `base` for later clauses to lean on."""

    what: str
    own: str
    base: str
    unit: str
    value: Decimal


@dataclass(slots=True)
class _State:
    """Reading one sentence from left to right: the figures so far, those 其中 may speak of, and the total chosen by unit."""

    given: list[Given]
    before: tuple[Given, ...] = ()
    among: bool = False
    totals: dict[str, Given] = field(default_factory=dict)
    coming: Sequence[Found] = ()
    exact: bool = False


_LONGEST, _LONGEST_ADVERB = 40, 2
# 按地区分，… and 从办理结果看，… split the count before only where their numbers add up to it.
_SPLIT_BY = re.compile(r"(?:按|从|分)[^，。；\d]{1,12}?(?:分|看|来看|划分|统计|而言)[，：]")
_AMONG = re.compile(r"其中|分别(?:为|是)?：|包括：")
# 按地区分，… and 从办理结果看，… split the count before only where their numbers add up to it.
_BESIDES = re.compile(r"另有|另外|此外|还有")
_SCOPE = re.compile(r"^(.{3,}(?:申请|案件|信息|事项|文件|数量|总数)中)(?=.{2,})")
_PLATFORM = re.compile(r"(?:微信|政务|门户|政府|官方)*(?:公众号|视频号|抖音号|头条号|网站|微博|客户端|小程序)")
_BY = re.compile(r"^(?:通过|依托|利用|借助|在|以)([^，。；、]{2,16})$")


def counted(view: str, found: Sequence[Found], before: Sequence[Given] = ()) -> tuple[Given, ...]:
    """What each figure of the sentence counts, in order; `before`: the figures of the sentence before it."""
    inner = [b.span() for b in BRACKETS.finditer(view) if any(b.start() < f.start < b.end() for f in found)]
    told: dict[int, Given] = {}
    outside = [f for f in found if not any(a < f.start < b for a, b in inner)]
    split = bool(_SPLIT_BY.match(view))
    opening = tuple(before) if split or _AMONG.match(view) else ()
    _read_stream(view, 0, len(view), outside, _State([], opening, bool(opening), exact=split), told)
    for a, b in inner:
        _read_bracket(view, a, b, outside, [f for f in found if a < f.start < b], told)
    return tuple(told[f.start] for f in found)


def _read_stream(view: str, start: int, end: int, found: list[Found], state: _State, told: dict[int, Given]) -> None:
    place = start
    for i, figure in enumerate(found):
        following = found[i + 1].start if i + 1 < len(found) else end
        state.coming = found[i:]
        state.given.append(_given(view, place, figure, following, state))
        told[figure.start] = state.given[-1]
        place = figure.end


def _read_bracket(view: str, a: int, b: int, outside: list[Found], inside: list[Found], told: dict[int, Given]) -> None:
    """Figures in a bracket belong to the figure just before it, else to the words before it."""
    head = next((told[f.start] for f in reversed(outside) if f.end <= a and len(view[f.end : a]) <= 2), None)
    if head is None:
        words = cleaned(last_clause(view[max(0, a - _LONGEST) : a]))
        head = Given(words, words, words, "", Decimal(0))
    state = _State([], (head,), True, {f.unit: head for f in inside})
    _read_stream(view, a + 1, b - 1, inside, state, told)


# --- one figure -----------------------------------------------------------------------------


def _given(view: str, place: int, figure: Found, following: int, state: _State) -> Given:
    left = without_brackets(view[place : figure.start])
    own = own_words(
        after_noun(left) if state.given else left,
        view[figure.end : following],
        followed=following < len(view) and runs_on(view, figure.end, following),
    )
    if not own and state.given:
        own = cleaned(re.split(r"[，；。]", left, maxsplit=1)[0])
    if _AMONG.search(left) and state.given:
        state.before, state.totals, state.among = tuple(state.given), {}, True
    if state.among and state.given and _opens_new_count(own, left):
        state.among = False
    if figure.unit in word_data().ratios or _starts(own, word_data().ratio_words):
        return _ratio(own, figure, state)
    if state.among and (total := _total_for(figure, state)):
        if _BESIDES.match(left.lstrip(STRONG)):
            return Given(f"{total.what}，{own}", own, own, figure.unit, figure.value)
        if total.unit in ("", figure.unit) or _AMONG.search(left) or not state.given:
            return _part(own, left, figure, total, state)
        state.among = False
    after = re.split(r"[，。；、：（）]", view[figure.end : following], maxsplit=1)[0]
    return _plain(own, left, after, figure, state)


def _total_for(figure: Found, state: _State) -> Given | None:
    """The total a part belongs to: the one its list adds up to, else the last count that is no smaller."""
    totals = [g for g in state.before if g.unit not in word_data().ratios]
    if figure.unit not in state.totals and totals:
        same = [g for g in totals if g.unit == figure.unit]
        sums = set(accumulate(f.value for f in state.coming if f.unit == figure.unit)) - {figure.value}
        exact = [g for g in same if g.value in sums]
        if state.exact and not exact:
            return None
        state.totals[figure.unit] = (exact or [g for g in same if g.value >= figure.value] or same or totals)[-1]
    return state.totals.get(figure.unit)


def _part(own: str, left: str, figure: Found, total: Given, state: _State) -> Given:
    """A part of a total: the total's words, a space, its own; a bare 收取 belongs to the part just before."""
    last = state.given[-1] if state.given else None
    if last and last.unit != figure.unit and is_verb(own) and "；" not in left:
        own = f"{last.own}{own}"
    what = f"{total.what} {own}".strip()
    return Given(what, own, what, figure.unit, figure.value)


def _ratio(own: str, figure: Found, state: _State) -> Given:
    last = state.given[-1] if state.given else None
    if last and (not own or _starts(own, word_data().ratio_words)):
        return Given(f"{last.base} {own}".strip(), own, last.base, figure.unit, figure.value)
    base = re.split(any_of(["同比", "环比", "较", "比上年", "比去年"]), own)[0] or own
    return Given(own, own, base, figure.unit, figure.value)


def _plain(own: str, left: str, after: str, figure: Found, state: _State) -> Given:
    full = next((g for g in reversed(state.given) if g.unit not in word_data().ratios), None)
    if full is None:
        what = _with_means(own, left) or after
        return Given(what, own, what, figure.unit, figure.value)
    same_clause = "；" not in left
    what = f"{full.base}，{own}" if figure.unit in word_data().durations else _leaning(own, full, same_clause, state)
    return Given(what, own, full.base if own != what and is_measure(own) else what, figure.unit, figure.value)


def _leaning(own: str, full: Given, same_clause: bool, state: _State) -> str:
    """The clause's words completed from the last full clause: its object, its verb, or its subject."""
    verb = verb_in(own)
    if not own or own.startswith(full.base):
        return own or full.base
    if (scope := _SCOPE.match(full.base)) and not _starts(own, word_data().flow_verbs):
        return scope.group(1) + own
    if verb and verb[1] == len(own) and _wants_object(own, verb[0]):
        return own + next((thing for g in reversed(state.given) if (thing := object_of(g.base.split(" ")[0]))), "")
    if verb or not same_clause:
        return own
    if is_measure(own):
        return own if full.base.endswith(own) else f"{full.base}，{own}"
    lead = None if is_verb(full.own) or own.endswith(word_data().measures) else verb_in(full.base)
    return f"{full.base[: lead[1]]}{own}" if lead else own


def _wants_object(own: str, verb: int) -> bool:
    """办结, 依法办结, 向公众免费赠阅; 不予公开 says enough."""
    short = verb <= _LONGEST_ADVERB and not own.startswith(("不", "予以", "部分", "同意", "无法", "其他", "作其他"))
    return short or own.startswith(("向", "对", "面向"))


def _with_means(own: str, left: str) -> str:
    """通过政府网站，发布信息20条: the means named by the clause before is part of what is counted."""
    parts = [p for p in re.split(r"[，；。]", left) if p]
    if len(parts) < 2 or not (verb := verb_in(own)) or verb[0] != 0:
        return own
    if by := _BY.match(parts[-2]):
        return unquoted(by.group(1)) + own
    several = "、" in parts[-2] or "等" in parts[-2]
    platforms = set(_PLATFORM.findall(parts[-2])) if own.startswith(word_data().publishing) and not several else set()
    return f"{platforms.pop()}{own}" if len(platforms) == 1 else own


def _opens_new_count(own: str, left: str) -> bool:
    """Whether a clause after the parts of a total starts another count (…，办结30件)."""
    return not _AMONG.search(left) and any(c in left for c in "，；。") and _starts(own, word_data().flow_verbs)


def _starts(words: str, openings: tuple[str, ...]) -> bool:
    return words.startswith(openings)
