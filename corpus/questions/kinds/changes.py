"""From year to year and from body to body: growth, trends, comparisons, and what two reports of a body differ in."""

from __future__ import annotations

from decimal import Decimal

from corpus.forms.catalogue import load_catalogue
from corpus.questions.kinds.single import number
from corpus.questions.kinds.sums import counted_key, span_of
from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import percent, plain, shown_names, told, where
from corpus.store import ReportHead

# Words by which an answer may tell which way a change went.
_NO_RATE = ("无法计算", "没有增幅", "基数为0", "基数是0")
_UP, _DOWN, _SAME = ("增加", "多", "上升", "增长"), ("减少", "少", "下降"), ("相同", "没有变化", "持平", "不变")


def _pair(draw: Draw, following: bool) -> tuple[str, ReportHead, ReportHead] | None:
    """An indicator and two reports of one body, the later last; of following years where so wished."""
    key = counted_key(draw, ("requests.", "disputes.", "proactive."))
    later = draw.head()
    if not later:
        return None
    years = [h for h in draw.facts.years_of(later) if (h.year or 0) < (later.year or 0)]
    earlier = draw.head(h for h in years if not following or h.year == (later.year or 0) - 1)
    if not earlier or not draw.comparable((earlier, later), key):
        return None
    both = len(draw.facts.numbers((earlier, later), key)) == 2
    return (key, earlier, later) if both and not key.startswith("proactive.fee") else None


def _change(old: Decimal, new: Decimal, unit: str) -> Must:
    if old == new:
        return _SAME
    words = _UP if new > old else _DOWN
    return [word + size + unit for word in words for size in plain(abs(new - old))]


def growth_count(draw: Draw) -> Made | None:
    """By how much an indicator changed between two years."""
    found = _pair(draw, following=False)
    if not found:
        return None
    key, earlier, later = found
    old, new = (draw.facts.fact(h, key) for h in (earlier, later))
    assert old.value is not None
    assert new.value is not None
    text = draw.say(
        "growth.count", who=draw.who(later), when=draw.when(later.year), when2=draw.when(earlier.year), what=draw.what(key)
    )  # fmt: skip
    must = (told(old.value, old.unit), told(new.value, new.unit), _change(old.value, new.value, new.unit))
    origin = f"{later.body} {key}：{earlier.year}年{old.value} → {later.year}年{new.value}"
    return Made((text,), must, evidence=origin, cites=tuple(draw.facts.cited(h, key) for h in (earlier, later)))


def growth_rate(draw: Draw) -> Made | None:
    """The same in %, from one year to the next; a base of zero has no %."""
    found = _pair(draw, following=True)
    if not found:
        return None
    key, earlier, later = found
    old, new = (draw.facts.number(h, key) for h in (earlier, later))
    assert old is not None
    assert new is not None
    text = draw.say("growth.rate", who=draw.who(later), when=draw.when(later.year), what=draw.what(key))
    origin = f"{later.body} {key}：{earlier.year}年{old} → {later.year}年{new}"
    cites = tuple(draw.facts.cited(h, key) for h in (earlier, later))
    if old == new:
        return Made((text,), ((*_SAME, "0%"),), evidence=origin, cites=cites)
    if not old:
        return Made((text,), (_NO_RATE,), evidence=origin, must_not_include=("%",), cites=cites)
    word = "增长" if new > old else "下降"
    return Made((text,), ([word + said for said in percent(abs(new - old), old)],), evidence=origin, cites=cites)


def trend(draw: Draw) -> Made | None:
    """Every year's number of a body."""
    key = counted_key(draw, ("requests.", "disputes.", "proactive."))
    heads = span_of(draw, key, fewest=3)
    if not heads:
        return None
    text = draw.say(
        "trend.plain", who=draw.who(heads[0]), what=draw.what(key), span=draw.span(heads[0].year or 0, heads[-1].year or 0),
        many=draw.many(key),
    )  # fmt: skip
    said = tuple(number(draw, h, key) for h in heads)
    told_by_year = "、".join(f"{h.year}年{s[0]}" for h, s in zip(heads, said, strict=True))
    cites = tuple(draw.facts.cited(h, key) for h in heads)
    return Made((text,), said, evidence=f"{heads[0].body} {key}：{told_by_year}", cites=cites)


def _two_bodies(draw: Draw) -> tuple[str, ReportHead, ReportHead, Decimal, Decimal] | None:
    head = draw.head()
    other = head and draw.head(
        h for h in draw.facts.by_year[head.year or 0] if h.body != head.body and h.scope == head.scope
    )
    key = counted_key(draw, ("requests.", "disputes.", "proactive.licence.decisions", "proactive.penalty.decisions"))
    if not head or not other:
        return None
    one, two = (draw.facts.number(h, key) for h in (head, other))
    return (key, head, other, one, two) if one is not None and two is not None else None


def _compared(draw: Draw, path: str) -> Made | None:
    found = _two_bodies(draw)
    if not found:
        return None
    key, head, other, one, two = found
    unit = draw.facts.fact(head, key).unit
    text = draw.say(
        path, who=draw.who(head), who2=draw.who(other), when=draw.when(head.year), what=draw.what(key)
    )  # fmt: skip
    must: list[Must] = [told(one, unit), told(two, unit)]
    if one == two:
        must.append((*_SAME, "一样", "并列"))
    else:
        more, less = (head, other) if one > two else (other, head)
        gaps = plain(abs(one - two))
        must.append([
            *(f"{m}比{s}{verb}{gap}" for m in where(more) for s in where(less) for verb in ("多", "高") for gap in gaps),
            *(f"{s}比{m}{verb}{gap}" for m in where(more) for s in where(less) for verb in ("少", "低") for gap in gaps),
            *(f"最多的是{name}" for name in shown_names(more) if path == "compare.who"),
        ])  # fmt: skip
    cites = draw.facts.cited(head, key), draw.facts.cited(other, key)
    return Made((text,), tuple(must), evidence=f"{key}：{head.file} {one}，{other.file} {two}", cites=cites)


def compare(draw: Draw) -> Made | None:
    """Which of two bodies has more."""
    return _compared(draw, "compare.who")


def gap(draw: Draw) -> Made | None:
    """By how much two bodies differ."""
    return _compared(draw, "compare.gap")


def changed(draw: Draw) -> Made | None:
    """What two reports of a body differ in: at least the number that changed most, as it was and as it is."""
    later = draw.head()
    earlier = later and draw.facts.year_of(later, (later.year or 0) - 1)
    if not later or not earlier or later.form != earlier.form:
        return None
    facts = [
        (draw.facts.fact(earlier, i.key), draw.facts.fact(later, i.key)) for i in load_catalogue().indicators if not i.parts
    ]  # fmt: skip
    pairs = [(old.value, new.value) for old, new in facts if old.value is not None and new.value is not None]
    if not pairs:
        return None
    old, new = max(pairs, key=lambda pair: abs(pair[1] - pair[0]))
    if old == new:
        return None
    text = draw.say("changed.plain", who=draw.who(later), when=draw.when(later.year), when2=draw.when(earlier.year))
    return Made((text,), (plain(old), plain(new)), evidence=f"{earlier.file} 与 {later.file}：{old} → {new}")
