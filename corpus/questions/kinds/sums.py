"""Sums, means, medians and shares, each reckoned from the cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median as middle

from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import percent, read_data, rounded, told
from corpus.report import Scope
from corpus.store import ReportHead

FEWEST = 3
"""So few bodies must have a number for a total or mean over all of them to be worth asking for."""

_OUTCOMES = ("requests.granted", "requests.partly_granted", "requests.refused", "requests.unavailable", "requests.not_processed", "requests.otherwise")  # fmt: skip
_COUNTED = ("requests.", "disputes.")


def _total(values: Sequence[Decimal], unit: str = "件") -> list[str]:
    return told(sum(values, Decimal(0)), unit)


def rows(draw: Draw) -> Made | None:
    """Two outcomes of one report added up."""
    head = draw.head()
    if not head:
        return None
    one, other = draw.rng.sample(_OUTCOMES, 2)
    values = [draw.facts.number(head, key) for key in (one, other)]
    if None in values:
        return None
    said = _total([v for v in values if v is not None])
    text = draw.say(
        "sum.rows", who=draw.who(head), when=draw.when(head.year), what=draw.what(one), what2=draw.what(other),
        many=draw.many(one),
    )  # fmt: skip
    cites = tuple(draw.facts.cited(head, key) for key in (one, other))
    return Made((text,), (said,), evidence=f"{head.file}：{one} + {other} = {values[0]} + {values[1]}", cites=cites)


def span_of(draw: Draw, key: str, fewest: int = 2) -> tuple[ReportHead, ...]:
    """Reports of one body in consecutive years, one form's meaning, a number in each; () where the draw gives none."""
    head = draw.head()
    heads = draw.facts.years_of(head) if head else ()
    if len(heads) < fewest:
        return ()
    first = draw.rng.randrange(len(heads) - fewest + 1)
    found = heads[first : first + draw.rng.randint(fewest, 5)]
    years = [h.year or 0 for h in found]
    whole = years == list(range(years[0], years[0] + len(years)))
    right = all(draw.facts.number(h, key) is not None for h in found) and draw.comparable(found, key)
    return found if whole and right and len(found) >= fewest else ()


def counted_key(draw: Draw, prefix: Sequence[str] = _COUNTED) -> str:
    """An indicator counted in 件 that people have words for."""
    return draw.one_of([k for k in read_data("names")["indicators"] if k.startswith(tuple(prefix))])


def _years(draw: Draw, path: str) -> tuple[str, str, tuple[ReportHead, ...], list[Decimal]] | None:
    key = counted_key(draw)
    heads = span_of(draw, key)
    if not heads:
        return None
    first, last = heads[0].year or 0, heads[-1].year or 0
    text = draw.say(
        path, who=draw.who(heads[0]), span=draw.span(first, last), first=first, last=last, what=draw.what(key),
        many=draw.many(key),
    )  # fmt: skip
    return text, key, heads, [v for _, v in draw.facts.numbers(heads, key)]


def years(draw: Draw) -> Made | None:
    """One indicator of a body over consecutive years."""
    found = _years(draw, "sum.years")
    if not found:
        return None
    text, key, heads, values = found
    cites = tuple(draw.facts.cited(h, key) for h in heads)
    return Made(
        (text,), (_total(values),), evidence=f"{heads[0].body} {key}：{' + '.join(map(str, values))}", cites=cites
    )


def mean_of_years(draw: Draw) -> Made | None:
    """The mean of consecutive years."""
    found = _years(draw, "mean.years")
    if not found:
        return None
    text, key, heads, values = found
    said = rounded(sum(values, Decimal(0)) / len(values), "件")
    origin = f"{heads[0].body} {key}：（{' + '.join(map(str, values))}）÷ {len(values)}"
    return Made((text,), (said,), evidence=origin, cites=tuple(draw.facts.cited(h, key) for h in heads))


def bodies(draw: Draw) -> Made | None:
    """Two single bodies added up; a whole and what it holds are never."""
    head = draw.head(h for h in draw.facts.heads if h.scope is not Scope.WHOLE_REGION)
    other = head and draw.head(h for h in draw.facts.singles(head.year or 0) if h.body != head.body)
    key = counted_key(draw)
    if not head or not other or draw.facts.number(head, key) is None or draw.facts.number(other, key) is None:
        return None
    values = [v for _, v in draw.facts.numbers((head, other), key)]
    text = draw.say(
        "sum.bodies", who=draw.who(head), who2=draw.who(other), when=draw.when(head.year), what=draw.what(key),
        many=draw.many(key),
    )  # fmt: skip
    cites = draw.facts.cited(head, key), draw.facts.cited(other, key)
    origin = f"{key}：{head.file} {values[0]} + {other.file} {values[1]}"
    return Made((text,), (_total(values),), evidence=origin, cites=cites)


def over_bodies(
    draw: Draw, prefix: Sequence[str] = _COUNTED
) -> tuple[str, int, list[tuple[ReportHead, Decimal]]] | None:
    """An indicator and a year with the numbers of all single bodies; None where too few have one."""
    key, year = counted_key(draw, prefix), draw.rng.choice(list(draw.facts.by_year))
    heads = draw.facts.singles(year)
    found = draw.facts.numbers(heads, key)
    return (key, year, found) if len(found) >= FEWEST and draw.facts.sure(heads, key) else None


def _over(draw: Draw, path: str) -> tuple[str, str, list[Decimal], Must] | None:
    found = over_bodies(draw)
    if not found or draw.facts.lone_whole(found[1]):
        return None
    key, year, hits = found
    text = draw.say(path, when=draw.when(year), what=draw.what(key), many=draw.many(key))
    # Of so many cells an answer may cite a few; one of them shows that it is of this indicator.
    cited = [one for h, _ in hits for one in draw.facts.cited(h, key)]
    return text, f"{year}年 {key}，{len(hits)}个单位（汇总不计）", [v for _, v in hits], cited


def all_bodies(draw: Draw) -> Made | None:
    """The total over all single bodies of a year; reports of whole regions are left out."""
    found = _over(draw, "sum.all")
    if not found:
        return None
    text, origin, values, cited = found
    return Made((text,), (_total(values),), evidence=f"{origin}：{sum(values)}", cites=(cited,))


def mean_of_bodies(draw: Draw) -> Made | None:
    """The mean over all single bodies of a year that have a number."""
    found = _over(draw, "mean.bodies")
    if not found:
        return None
    text, origin, values, cited = found
    said = rounded(sum(values, Decimal(0)) / len(values), "件")
    return Made((text,), (said,), evidence=f"{origin}：{sum(values)} ÷ {len(values)}", cites=(cited,))


def median(draw: Draw) -> Made | None:
    """The median over all single bodies of a year that have a number."""
    found = _over(draw, "mean.median")
    if not found:
        return None
    text, origin, values, cited = found
    said = rounded(Decimal(middle(values)), "件")
    return Made((text,), (said,), evidence=f"{origin}：{'、'.join(map(str, sorted(values)))}", cites=(cited,))


# --- shares -----------------------------------------------------------------------------------------


def applicant_share(draw: Draw) -> Made | None:
    """The share of one kind of applicant in an indicator."""
    head, of = draw.head(), draw.one_of(tuple(read_data("names")["applicants"]))
    key = draw.one_of(("requests.new", "requests.new", "requests.handled", *_OUTCOMES))
    part, whole = (draw.facts.number(head, key, one) if head else None for one in (of, "total"))
    if not head or part is None or not whole:
        return None
    text = draw.say(
        "share.applicants", who=draw.who(head), when=draw.when(head.year), what=draw.what(key), of=draw.of(of)
    )
    cites = draw.facts.cited(head, key, of), draw.facts.cited(head, key)
    origin = f"{head.file}：{key}（{of}）{part} ÷ {whole}"
    return Made((text,), (percent(part, whole),), evidence=origin, cites=cites)


def rate(draw: Draw) -> Made | None:
    """A share that has a name (予以公开率)."""
    head, named = draw.head(), draw.rng.choice(read_data("names")["rates"])
    if not head:
        return None
    return _share(draw, head, named["parts"], named["whole"], "share.rates", rate=draw.one_of(named["names"]))


def part_share(draw: Draw) -> Made | None:
    """The share of an outcome in all that was handled."""
    head, key = draw.head(), draw.one_of(_OUTCOMES)
    return _share(draw, head, (key,), "requests.handled", "share.parts", what=draw.what(key)) if head else None


def _share(draw: Draw, head: ReportHead, keys: Sequence[str], base: str, path: str, **words: str) -> Made | None:
    parts, whole = [draw.facts.number(head, k) for k in keys], draw.facts.number(head, base)
    top = sum((p for p in parts if p is not None), Decimal(0))
    if None in parts or whole is None:
        return None
    text = draw.say(path, who=draw.who(head), when=draw.when(head.year), **words)
    origin = f"{head.file}：{' + '.join(keys)} ÷ {base} = {top} ÷ {whole}"
    if not whole:
        return Made((text,), (("无法计算", "为0", "没有案件"),), evidence=origin, must_not_include=("%",))
    cites = tuple(draw.facts.cited(head, key) for key in (*keys, base))
    return Made((text,), (percent(top, whole),), evidence=origin, cites=cites)
