"""Conversations: a slot changed, a pronoun, a correction, going back; only the last answer is judged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from corpus.questions.facts import TOTAL
from corpus.questions.kinds.changes import _change
from corpus.questions.kinds.ranks import _ranked
from corpus.questions.kinds.single import evidence, has_applicants, number
from corpus.questions.question import Draw, Made
from corpus.questions.words import read_data, told
from corpus.report import Scope
from corpus.store import ReportHead

_KEYS = ("requests.", "disputes.")


def _first(draw: Draw, head: ReportHead, key: str) -> str:
    return draw.say(
        "cell.plain", who=draw.who(head), when=draw.when(head.year), what=draw.what(key), many=draw.many(key)
    )  # fmt: skip


def _start(draw: Draw) -> tuple[ReportHead, str] | None:
    head = draw.head(h for h in draw.facts.heads if has_applicants(h))
    key = head and draw.key(head, _KEYS)
    return (head, key) if head and key else None


def _end(draw: Draw, first: Sequence[str], last: str, head: ReportHead, key: str, of: str = TOTAL) -> Made:
    """The conversation, whose last answer must be the report's number of the indicator."""
    said = number(draw, head, key, of)
    cites = (draw.facts.cited(head, key, of),)
    return Made((*first, last), (said,), evidence=evidence(head, f"{key}（{of}）", said), cites=cites)


def _year(draw: Draw, path: str) -> Made | None:
    start = _start(draw)
    other = start and draw.head(h for h in draw.facts.years_of(start[0]) if h != start[0])
    if not start or not other or draw.facts.number(other, start[1]) is None:
        return None
    head, key = start
    last = draw.say(path, when=draw.when(head.year), when2=draw.when(other.year), many=draw.many(key))
    return _end(draw, (_first(draw, head, key),), last, other, key)


def other_year(draw: Draw) -> Made | None:
    """那2022年呢."""
    return _year(draw, "follow.year")


def pronoun(draw: Draw) -> Made | None:
    """它2022年呢."""
    return _year(draw, "follow.pronoun_body")


def corrected_year(draw: Draw) -> Made | None:
    """不是，我问的是2022年."""
    return _year(draw, "follow.correct_year")


def _body(draw: Draw, path: str) -> Made | None:
    start = _start(draw)
    other = start and draw.head(h for h in draw.facts.by_year[start[0].year or 0] if h.body != start[0].body)
    if not start or not other or draw.facts.number(other, start[1]) is None:
        return None
    head, key = start
    last = draw.say(path, who=draw.who(head), who2=draw.who(other), many=draw.many(key))
    return _end(draw, (_first(draw, head, key),), last, other, key)


def other_body(draw: Draw) -> Made | None:
    """那公安局呢."""
    return _body(draw, "follow.body")


def corrected_body(draw: Draw) -> Made | None:
    """不是，我问的是公安局."""
    return _body(draw, "follow.correct_body")


def _indicator(draw: Draw, path: str) -> Made | None:
    start = _start(draw)
    key = start and draw.key(start[0], _KEYS)
    if not start or not key or key == start[1]:
        return None
    head = start[0]
    last = draw.say(path, what2=draw.what(key), many=draw.many(key))
    return _end(draw, (_first(draw, head, start[1]),), last, head, key)


def other_indicator(draw: Draw) -> Made | None:
    """不予公开的呢."""
    return _indicator(draw, "follow.indicator")


def corrected_indicator(draw: Draw) -> Made | None:
    """不对，应该是予以公开的."""
    return _indicator(draw, "follow.correct_indicator")


def other_applicant(draw: Draw) -> Made | None:
    """其中企业的呢."""
    head = draw.head(h for h in draw.facts.heads if has_applicants(h))
    key, of = head and draw.key(head, ("requests.",)), draw.one_of(tuple(read_data("names")["applicants"]))
    if not head or not key or draw.facts.number(head, key, of) is None:
        return None
    last = draw.say("follow.applicant", of=draw.of(of), many=draw.many(key))
    return _end(draw, (_first(draw, head, key),), last, head, key, of)


def both(draw: Draw) -> Made | None:
    """A body, another one, and the two of them added up."""
    head = draw.head(h for h in draw.facts.heads if h.scope is not Scope.WHOLE_REGION and has_applicants(h))
    key = head and draw.key(head, _KEYS)
    other = head and draw.head(h for h in draw.facts.singles(head.year or 0) if h.body != head.body)
    one, two = (draw.facts.number(h, key) if h and key else None for h in (head, other))
    if not head or not other or not key or one is None or two is None:
        return None
    turns = (_first(draw, head, key), draw.say("follow.body", who2=draw.who(other), many=draw.many(key)))
    last = draw.say("follow.both_sum", many=draw.many(key))
    cites = draw.facts.cited(head, key), draw.facts.cited(other, key)
    origin = f"{key}：{head.file} {one} + {other.file} {two}"
    return Made((*turns, last), (told(one + two, "件"),), evidence=origin, cites=cites)


def gap(draw: Draw) -> Made | None:
    """A year, another one, and by how much they differ."""
    start = _start(draw)
    other = start and draw.head(h for h in draw.facts.years_of(start[0]) if h != start[0])
    if not start or not other:
        return None
    head, key = start
    earlier, later = sorted((head, other), key=lambda h: h.year or 0)
    old, new = draw.facts.number(earlier, key), draw.facts.number(later, key)
    if old is None or new is None or not draw.comparable((head, other), key):
        return None
    turns = (_first(draw, head, key), draw.say("follow.year", when2=draw.when(other.year), many=draw.many(key)))
    must = _change(Decimal(old), Decimal(new), "件")
    origin = f"{key}：{earlier.year}年{old} → {later.year}年{new}"
    cites = tuple(draw.facts.cited(h, key) for h in (earlier, later))
    return Made((*turns, draw.say("follow.gap")), (must,), evidence=origin, cites=cites)


def back(draw: Draw) -> Made | None:
    """A year, another one, and back to the first with another indicator."""
    start = _start(draw)
    other = start and draw.head(h for h in draw.facts.years_of(start[0]) if h != start[0])
    key = start and draw.key(start[0], _KEYS)
    if not start or not other or not key or key == start[1]:
        return None
    head = start[0]
    turns = (_first(draw, head, start[1]), draw.say("follow.year", when2=draw.when(other.year), many=draw.many(key)))
    last = draw.say("follow.back", when=draw.when(head.year), what2=draw.what(key), many=draw.many(key))
    return _end(draw, turns, last, head, key)


def first(draw: Draw) -> Made | None:
    """A ranking, and something else of the first of it."""
    found = _ranked(draw)
    if not found or found[2][0][1] == found[2][1][1]:
        return None
    key, year, hits = found
    head = hits[0][0]
    second = draw.key(head, _KEYS)
    if not second or second == key:
        return None
    turn = draw.say("rank.top", when=draw.when(year), what=draw.what(key), n="三", digit=3)
    last = draw.say("follow.first", what2=draw.what(second), many=draw.many(second))
    return _end(draw, (turn,), last, head, second)
