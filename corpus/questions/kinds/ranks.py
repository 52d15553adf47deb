"""Rankings over single bodies (reports of whole regions stand apart), with ties; and the year of a body's most."""

from __future__ import annotations

from decimal import Decimal

from corpus.questions.kinds.sums import over_bodies
from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import chinese_number, plain, shown_names, told
from corpus.store import ReportHead

Ranked = list[tuple[ReportHead, Decimal]]
_MOST_TIED = 6
_WIDEST_TOP = 7


def _ranked(draw: Draw) -> tuple[str, int, Ranked] | None:
    """An indicator that is not zero everywhere and a year, with all single bodies, most first."""
    found = over_bodies(draw, ("requests.", "disputes.", "proactive.licence.decisions", "proactive.penalty.decisions"))
    if not found:
        return None
    key, year, hits = found
    hits.sort(key=lambda hit: -hit[1])
    return (key, year, hits) if hits[0][1] else None


def _evidence(key: str, year: int, hits: Ranked) -> str:
    return f"{year}年 {key}：" + "、".join(f"{h.body}{v}" for h, v in hits[:_WIDEST_TOP])


def _extreme(draw: Draw, path: str, least: bool) -> Made | None:
    found = _ranked(draw)
    if not found:
        return None
    key, year, hits = found
    if least:
        hits.reverse()
    first = [h for h, v in hits if v == hits[0][1]]
    if len(first) > _MOST_TIED:
        return None
    text = draw.say(path, when=draw.when(year), what=draw.what(key))
    must: list[Must] = [shown_names(h) for h in first]
    must.append(told(hits[0][1], draw.facts.fact(hits[0][0], key).unit))
    cites = tuple(draw.facts.cited(h, key) for h in first)
    return Made((text,), tuple(must), evidence=_evidence(key, year, hits), cites=cites)


def most(draw: Draw) -> Made | None:
    """Who has most; all of them where several have as many."""
    return _extreme(draw, "rank.most", least=False)


def least(draw: Draw) -> Made | None:
    """Who has least."""
    return _extreme(draw, "rank.least", least=True)


def top(draw: Draw) -> Made | None:
    """The first few, in order where no two have as many."""
    found = _ranked(draw)
    if not found:
        return None
    key, year, hits = found
    n = draw.rng.randint(2, 5)
    if len(hits) <= n or not hits[n - 1][1]:
        return None
    text = draw.say(
        "rank.top", when=draw.when(year), what=draw.what(key), n=chinese_number(n) if n > 2 else "两", digit=n
    )
    unit, shown = draw.facts.fact(hits[0][0], key).unit, hits[:n]
    distinct = len({v for _, v in hits[: n + 1]}) == n + 1
    must: tuple[Must, ...] = (*(shown_names(h) for h, _ in shown), *(told(v, unit) for _, v in shown))
    order = tuple(h.body for h, _ in shown) if distinct else ()
    cites = tuple(draw.facts.cited(h, key) for h, _ in shown)
    return Made((text,), must, evidence=_evidence(key, year, hits), in_order=order, cites=cites)


def place(draw: Draw) -> Made | None:
    """The place of one body among all, from the most; as many before it as have more."""
    found = _ranked(draw)
    if not found:
        return None
    key, year, hits = found
    head, value = draw.rng.choice(hits)
    nth = 1 + sum(v > value for _, v in hits)
    text = draw.say("rank.place", who=draw.who(head), when=draw.when(year), what=draw.what(key))
    ways = [f"第{nth}", *([f"第{chinese_number(nth)}"] if 2 < nth <= 9 else [])] + (
        ["第一", "最多"] if nth == 1 else []
    )
    ways += ["第二"] if nth == 2 else []
    must: tuple[Must, ...] = (ways, told(value, draw.facts.fact(head, key).unit))
    cites = (draw.facts.cited(head, key),)
    return Made((text,), must, evidence=f"第{nth}；{_evidence(key, year, hits)}", cites=cites)


def best_year(draw: Draw) -> Made | None:
    """The year of a body's most, over all its years."""
    head = draw.head()
    key = head and draw.key(head, ("requests.", "disputes."), positive=True)
    heads = draw.facts.years_of(head) if head else ()
    if not key or len(heads) < 3 or not draw.comparable(heads, key):
        return None
    # A year whose report is loaded but holds no such number (in no form, a blank) leaves open which is the most.
    values = draw.facts.numbers(heads, key)
    every = [h for h in draw.facts.all_heads if h.body == heads[0].body and h.scope == heads[0].scope]
    highest = max(v for _, v in values)
    best = [h for h, v in values if v == highest]
    if len(values) < len(every) or len(best) > 2:
        return None
    first, last = heads[0].year or 0, heads[-1].year or 0
    text = draw.say("rank.year", who=draw.who(heads[0]), what=draw.what(key), span=draw.span(first, last))
    must: tuple[Must, ...] = (*((f"{h.year}年",) for h in best), told(highest, draw.facts.fact(best[0], key).unit))
    cites = tuple(draw.facts.cited(h, key) for h in best)
    return Made((text,), must, evidence="、".join(f"{h.year}年{plain(v)[0]}" for h, v in values), cites=cites)
