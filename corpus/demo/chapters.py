"""The prose of a report chapter by chapter, told by a Teller in the manner of the body's layout."""

from __future__ import annotations

import random
from collections.abc import Sequence

from corpus.demo.bodies import read_data
from corpus.demo.prose import ORDINALS, Line, Teller

NOTED = 0.35
"""How often chapter 2 has a sentence beside its table."""

Chapters = tuple[tuple[Line, ...], ...]


def headings(teller: Teller) -> list[str]:
    """The six chapter headings as this body writes them, the same every year."""
    manner = random.Random(f"{teller.seed}|{teller.body.name}|headings")
    return list(manner.choice(read_data("portal")["chapters"]))


def _plain(teller: Teller, templates: Sequence[str]) -> str:
    return "".join(s for s in (teller.say(t) for t in templates) if s)


def _request_text(teller: Teller) -> str:
    stock, tables = teller.stock["requests"], teller.tables
    if tables.get("new") == 0 and tables.get("carried_in") == 0:
        core = teller.choose(stock["none"], 1)
    else:
        needs = next((slot for slot in ("handled", "carried_out", "new") if slot in teller.lies), "")
        core = teller.choose(stock["core"], 1, needs) + teller.choose(stock["parts"], 1)
        for group in ("results", "shares", "growth"):
            core += teller.choose(stock[group], teller.rng.randint(0, 1))
    quarrels = bool(tables.get("recon") or tables.get("litig"))
    needs = next((slot for slot in ("recon", "litig") if slot in teller.lies), "")
    known = "recon" in tables and "litig" in tables
    last = teller.choose(stock["disputes" if quarrels else "no_disputes"], 1, needs) if known else []
    return _plain(teller, [*core, *teller.choose(stock["ways"], 2), *last])


def _proactive_text(teller: Teller) -> list[str]:
    stock, kind = teller.stock["proactive"], teller.body.kind
    lead = _plain(teller, teller.choose(stock["lead"]["any"], 1))
    own = teller.choose(teller.stock["proactive"]["more"].get(kind, ()), 2)
    more = [*own, *teller.choose(stock["more"]["any"], teller.rng.randint(2, 3))]
    if teller.style.numbering == "plain":
        return [lead, _plain(teller, more)]
    return [lead + "".join(teller.listed(more))]


def _section_text(teller: Teller, name: str) -> str:
    templates = teller.choose(teller.stock[name]["any"], teller.rng.randint(2, 4))
    return "".join(teller.listed(templates)) if teller.style.numbering == "enumerated" else _plain(teller, templates)


def chapter_1(teller: Teller) -> list[Line]:
    """The opening and the five sections."""
    manner = random.Random(f"{teller.seed}|{teller.body.name}|sections")
    names = manner.choice(read_data("portal")["sections"])
    texts = [_proactive_text(teller), [_request_text(teller)]]
    texts += [[_section_text(teller, name)] for name in ("management", "platform", "supervision")]
    opening = teller.choose(teller.stock["opening"]["any"], 1) + teller.choose(
        teller.stock["scope"].get(teller.body.kind, ()), 1
    )
    lines = [Line(0, _plain(teller, opening))]
    for at, (name, section) in enumerate(zip(names, texts, strict=True)):
        heading = teller.style.prose(f"（{ORDINALS[at]}）{name}")
        if teller.style.numbering == "bracketed":
            lines += [Line(0, f"{heading}。{section[0]}"), *(Line(0, text) for text in section[1:])]
        else:
            lines += [Line(2, heading), *(Line(0, text) for text in section)]
    return lines


def chapter_5(teller: Teller) -> list[Line]:
    """Problems and remedies: two sections, one paragraph, or numbered lines."""
    stock, manner = teller.stock["chapter5"], random.Random(f"{teller.seed}|{teller.body.name}|chapter5")
    pairs = teller.rng.sample(teller.stock["issues"], teller.rng.randint(2, 4))
    problems, remedies = [p["problem"] for p in pairs], [p["remedy"] for p in pairs]
    lead = _plain(teller, teller.choose(stock["lead"], 1))
    turn = _plain(
        teller, teller.choose(stock["turn"], 1) + teller.choose(stock["done"], teller.rng.randint(0, 1))[::-1]
    )
    ways = manner.randint(0, 2)
    wrong, right = "".join(teller.listed(problems, "；")), "".join(teller.listed(remedies, "；" if ways else "。"))
    if ways == 0:
        first, second = (teller.style.prose(f"（{o}）{t}") for o, t in zip("一二", _pair(teller), strict=True))
        return [Line(2, first), Line(0, lead + wrong), Line(2, second), Line(0, turn + right)]
    if ways == 1:
        return [Line(0, lead + wrong + turn + right)]
    numbered = [Line(0, teller.style.prose(f"{at}.{p}。")) for at, p in enumerate(problems, 1)]
    return [Line(0, lead), *numbered, Line(0, turn + right)]


def _pair(teller: Teller) -> list[str]:
    return list(random.Random(f"{teller.seed}|{teller.body.name}|pair").choice(read_data("portal")["problems"]))


def tell(teller: Teller) -> Chapters:
    """The prose of the six chapters without their headings; chapters 2 to 4 are mostly tables."""
    noted = teller.choose(teller.stock["chapter2"]["note"]["any"], 1) if teller.rng.random() < NOTED else []
    notes = [Line(0, _plain(teller, noted))] if noted else []
    last = [Line(0, _plain(teller, teller.choose(teller.stock["chapter6"]["any"], 1)))]
    return tuple(map(tuple, (chapter_1(teller), notes, [], [], chapter_5(teller), last)))
