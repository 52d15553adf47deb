"""One cell, several side by side, and whether there is any; the same with slips of the pen and in another script."""

from __future__ import annotations

from dataclasses import replace

from corpus.forms import load_forms
from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import read_data, told, traditional, where, with_typo
from corpus.store import ReportHead


def number(draw: Draw, head: ReportHead, key: str, applicant: str = "total") -> Must:
    """How the report's number of an indicator that has one is told."""
    fact = draw.facts.fact(head, key, applicant)
    assert fact.value is not None
    return told(fact.value, fact.unit, key)


def evidence(head: ReportHead, key: str, said: Must) -> str:
    """Where an answer comes from, in a few words."""
    return f"{head.file}：{key} = {said[0]}"


def _asked(draw: Draw, path: str, head: ReportHead, key: str) -> Made:
    said = number(draw, head, key)
    text = draw.say(
        path, who=draw.who(head), when=draw.when(head.year), what=draw.what(key), many=draw.many(key),
        clause=draw.clause(key),
    )  # fmt: skip
    return Made((text,), (said,), evidence=evidence(head, key, said), cites=(draw.facts.cited(head, key),))


def cell(draw: Draw) -> Made | None:
    """A report's number."""
    head = draw.head()
    key = head and draw.key(head)
    return _asked(draw, "cell.plain", head, key) if head and key else None


def clause(draw: Draw) -> Made | None:
    """The same, asked with a predicate (收了几件申请)."""
    head = draw.head()
    key = head and draw.key(head)
    return _asked(draw, "cell.clause", head, key) if head and key and draw.clause(key) else None


def applicant(draw: Draw) -> Made | None:
    """The number of one kind of applicant."""
    head, of = draw.head(), draw.one_of(tuple(read_data("names")["applicants"]))
    key = head and draw.key(head, ("requests.",))
    if not head or not key or draw.facts.number(head, key, of) is None:
        return None
    said = number(draw, head, key, of)
    words = {"who": draw.who(head), "when": draw.when(head.year), "what": draw.what(key), "of": draw.of(of)}
    text = draw.say("applicant.plain", **words, many=draw.many(key))
    cites = (draw.facts.cited(head, key, of),)
    return Made((text,), (said,), evidence=evidence(head, f"{key}（{of}）", said), cites=cites)


def indicators(draw: Draw) -> Made | None:
    """Two indicators of one report."""
    head = draw.head()
    one, other = (head and draw.key(head) for _ in range(2))
    if not head or not one or not other or one == other:
        return None
    said = number(draw, head, one), number(draw, head, other)
    text = draw.say(
        "side.indicators", who=draw.who(head), when=draw.when(head.year), what=draw.what(one), what2=draw.what(other),
        many=draw.many(one),
    )  # fmt: skip
    cites = draw.facts.cited(head, one), draw.facts.cited(head, other)
    return Made((text,), said, evidence=f"{head.file}：{one} = {said[0][0]}，{other} = {said[1][0]}", cites=cites)


def years(draw: Draw) -> Made | None:
    """One indicator of two years."""
    head = draw.head()
    other = head and draw.head(h for h in draw.facts.years_of(head) if h != head)
    return _two(draw, "side.years", head, other) if head and other else None


def bodies(draw: Draw) -> Made | None:
    """One indicator of two bodies."""
    head = draw.head()
    other = head and draw.head(h for h in draw.facts.by_year[head.year or 0] if h.body != head.body)
    return _two(draw, "side.bodies", head, other) if head and other else None


def _two(draw: Draw, path: str, head: ReportHead, other: ReportHead) -> Made | None:
    key = draw.key(head)
    if not key or draw.facts.number(other, key) is None or not draw.comparable((head, other), key):
        return None
    said = number(draw, head, key), number(draw, other, key)
    text = draw.say(
        path, who=draw.who(head), who2=draw.who(other), when=draw.when(head.year), when2=draw.when(other.year),
        what=draw.what(key), many=draw.many(key),
    )  # fmt: skip
    cites = draw.facts.cited(head, key), draw.facts.cited(other, key)
    return Made((text,), said, evidence=f"{key}：{head.file} {said[0][0]}，{other.file} {said[1][0]}", cites=cites)


def presence(draw: Draw) -> Made | None:
    """Whether there is any: 有 with the number, or 没有 where it is 0."""
    head = draw.head()
    key = head and draw.key(head, ("disputes.", "requests."))
    if not head or not key:
        return None
    value = draw.facts.number(head, key)
    said = number(draw, head, key)
    text = draw.say("presence.plain", who=draw.who(head), when=draw.when(head.year), what=draw.what(key))
    denied = tuple(f"没有，{name}" for name in where(head)) if value else ()
    must = said if value else (*said, "没有")
    cites = (draw.facts.cited(head, key),)
    return Made((text,), (must,), evidence=evidence(head, key, said), must_not_include=denied, cites=cites)


def claim(draw: Draw) -> Made | None:
    """Whether a number is right that the asker says: half of them are, the others are told the right one."""
    head = draw.head()
    key = head and draw.key(head, ("requests.", "disputes."))
    value = draw.facts.number(head, key) if head and key else None
    if not head or not key or value is None:
        return None
    off = draw.rng.choice((0, 0, 0, 1, 2, 3, 7, 10))
    said = number(draw, head, key)
    text = draw.say(
        "claim.plain", who=draw.who(head), when=draw.when(head.year), what=draw.what(key), number=f"{value + off:f}"
    )  # fmt: skip
    verdict = (
        ("不对", "不是", "不准确", "不属实")
        if off
        else ("对，", "属实", "准确", "是的", *(f"是，{name}" for name in where(head)))
    )
    denied = () if off else ("不对", "不准确", "不属实")
    cites = (draw.facts.cited(head, key),)
    return Made((text,), (said, verdict), evidence=evidence(head, key, said), must_not_include=denied, cites=cites)


def typo(draw: Draw) -> Made | None:
    """A cell asked for with one character wrong, in the body's name or in the indicator's."""
    head = draw.head()
    key = head and draw.key(head)
    if not head or not key:
        return None
    said, who, what = number(draw, head, key), draw.who(head), draw.what(key)
    table = draw.rng.choices(("sounds", "shapes", "dropped"), (4, 2, 1))[0]
    body = table != "dropped" and draw.rng.random() < 0.5
    slipped = with_typo(who if body else what, draw.rng, table)
    if slipped in (who, what):
        return None
    text = draw.say(
        "cell.plain", who=slipped if body else who, when=draw.when(head.year), what=what if body else slipped,
        many=draw.many(key),
    )  # fmt: skip
    origin = f"{slipped} ← {who if body else what}；{evidence(head, key, said)}"
    return Made((text,), (said,), evidence=origin, cites=(draw.facts.cited(head, key),))


def traditional_script(draw: Draw) -> Made | None:
    """A cell asked for in the traditional script."""
    made = cell(draw) if draw.rng.random() < 0.5 else clause(draw)
    return made and replace(made, turns=(traditional(made.turns[0]),))


def has_applicants(head: ReportHead) -> bool:
    """Whether the form tells applicants apart."""
    return load_forms()[head.form or ""].place("requests", "new", "natural") is not None
