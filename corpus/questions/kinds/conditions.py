"""Which bodies satisfy a condition, and how many: every one of them must be told, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise

from corpus.questions.kinds.sums import counted_key, over_bodies
from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import chinese_number, plain, shown_names, told
from corpus.store import ReportHead

_MOST_NAMED = 15
_NONE: Must = ("没有", "无", "0个", "不存在")
Hits = list[tuple[ReportHead, Decimal]]


def _bound(draw: Draw, values: Iterable[Decimal]) -> Decimal | None:
    """A round number between the least and the most, as people put it."""
    ordered = sorted(set(values))
    if len(ordered) < 3:
        return None
    near = draw.rng.choice(ordered[1:])
    step = 1 if near < 10 else 5 if near < 30 else 10 if near < 100 else 50 if near < 1000 else 500
    bound = near // step * step
    return Decimal(bound) if bound > 0 else None


def _compared(draw: Draw, path: str, holds: Callable[[Decimal, Decimal], bool], count: bool = False) -> Made | None:
    found = over_bodies(draw, ("requests.", "disputes."))
    if not found:
        return None
    key, year, hits = found
    bound = _bound(draw, (v for _, v in hits))
    # Equal to the bound: 以上 and 以下 take it in, 超过 and 不到 don't; it is not asked about.
    if bound is None or any(v == bound for _, v in hits):
        return None
    inside = [(h, v) for h, v in hits if holds(v, bound)]
    if len(inside) > _MOST_NAMED:
        return None
    text = draw.say(path, when=draw.when(year), what=draw.what(key), bound=plain(bound)[0])
    if count:
        must: tuple[Must, ...] = ([f"{len(inside)}{u}" for u in ("个", "家")] if inside else _NONE,)
        return Made((text,), must, evidence=_evidence(key, year, inside))
    return _listed(draw, text, key, year, inside, hits)


def _listed(draw: Draw, text: str, key: str, year: int, inside: Hits, hits: Hits) -> Made:
    must = tuple(shown_names(h) for h, _ in inside) or (_NONE,)
    values = tuple(told(v, draw.facts.fact(h, key).unit) for h, v in inside if v)
    others = [h for h, _ in hits if h not in {i for i, _ in inside}]
    return Made((text,), (*must, *values), evidence=_evidence(key, year, inside), must_not_include=_names(others))


def _names(heads: Iterable[ReportHead]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(h.body for h in heads))


def _evidence(key: str, year: int, inside: Hits) -> str:
    return f"{year}年 {key}，{len(inside)}个：" + "、".join(f"{h.body}{v}" for h, v in inside)


def over(draw: Draw) -> Made | None:
    """More than so many."""
    return _compared(draw, "condition.over", lambda value, bound: value > bound)


def under(draw: Draw) -> Made | None:
    """Fewer than so many."""
    return _compared(draw, "condition.under", lambda value, bound: value < bound)


def count(draw: Draw) -> Made | None:
    """How many bodies have more than so many."""
    return _compared(draw, "condition.count", lambda value, bound: value > bound, count=True)


def zero(draw: Draw) -> Made | None:
    """Which have none; a blank is no zero."""
    found = over_bodies(draw, ("disputes.", "requests."))
    if not found:
        return None
    key, year, hits = found
    inside = [(h, v) for h, v in hits if not v]
    if len(inside) > _MOST_NAMED:
        return None
    text = draw.say("condition.zero", when=draw.when(year), what=draw.what(key))
    return _listed(draw, text, key, year, inside, hits)


def _histories(draw: Draw, key: str) -> list[tuple[ReportHead, list[Decimal | None]]]:
    """Every single body's numbers, oldest first."""
    return [(h, [draw.facts.number(one, key) for one in draw.facts.years_of(h)]) for h in draw.facts.newest]


def never(draw: Draw) -> Made | None:
    """Which have had none in any year that is loaded."""
    key = counted_key(draw, ("disputes.", "requests.refused", "requests.not_processed"))
    histories = _histories(draw, key)
    # A year without a number leaves it open whether there was one.
    if any(None in values and not any(values) for _, values in histories):
        return None
    inside = [head for head, values in histories if not any(values)]
    if len(inside) > _MOST_NAMED:
        return None
    text = draw.say("condition.never", what=draw.what(key))
    must = tuple(shown_names(h) for h in inside) or (_NONE,)
    others = [head for head, values in histories if any(values)]
    origin = f"{key} 历年为0：{'、'.join(h.body for h in inside)}"
    return Made((text,), must, evidence=origin, must_not_include=_names(others) if inside else ())


def falling(draw: Draw) -> Made | None:
    """Which have fallen so many years running, at any time; a year that is not loaded breaks the run."""
    key = counted_key(draw, ("requests.new", "requests.granted", "requests.handled", "requests.carried_out"))
    n = draw.rng.choice((2, 3))
    inside = [
        h.body for h in draw.facts.newest if draw.comparable(draw.facts.years_of(h), key) and _fell(draw, h, key, n)
    ]
    if len(inside) > _MOST_NAMED:
        return None
    text = draw.say("condition.falling", what=draw.what(key), n=chinese_number(n))
    must: tuple[Must, ...] = tuple((body,) for body in inside) or (_NONE,)
    return Made((text,), must, evidence=f"{key} 曾连续{n}年下降：{'、'.join(inside)}")


def _fell(draw: Draw, newest: ReportHead, key: str, n: int) -> bool:
    """Whether the body's numbers fell from year to year so many times running."""
    run = 0
    for earlier, later in pairwise(draw.facts.years_of(newest)):
        old, new = draw.facts.number(earlier, key), draw.facts.number(later, key)
        following = (later.year or 0) == (earlier.year or 0) + 1
        run = run + 1 if following and old is not None and new is not None and new < old else 0
        if run >= n:
            return True
    return False
