"""A whole report before any format: title, notice, headings, prose and drawn tables in order."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpus.demo.bodies import Body, read_data
from corpus.demo.chapters import headings, tell
from corpus.demo.edits import edited
from corpus.demo.faults import Planted, is_copied
from corpus.demo.numbers import form_of
from corpus.demo.prose import Fact, Line, Teller, Told, table_slots
from corpus.demo.style import Style
from corpus.demo.tables import Rows, draw_disputes, draw_proactive, draw_requests
from corpus.forms import Form


@dataclass(frozen=True, slots=True)
class Page:
    """One report to be printed: `items` are lines of prose and tables in order, `words` the page furniture."""

    body: Body
    year: int
    style: Style
    title: str
    published: str
    notice: str
    items: tuple[Line | Rows, ...]
    words: Mapping[str, list[str]]
    facts: tuple[Fact, ...]
    raw: Mapping[str, str]
    form: Form | None


def raw_cells(planted: Planted, style: Style) -> dict[str, str]:
    """What is printed in each statutory cell, '' where it is blank."""
    return {key: planted.shown.get(key, style.number(value, key)) for key, value in planted.cells.items()}


def printed_number(planted: Planted, key: str) -> Decimal | None:
    """The number printed in that cell, None where none is."""
    return None if key in planted.shown else Decimal(planted.cells[key])


def printed_numbers(planted: Planted) -> dict[str, Decimal | None]:
    """The number printed in each cell, None where none is."""
    return {key: printed_number(planted, key) for key in planted.cells}


def _furniture(body: Body, year: int) -> dict[str, list[str]]:
    known = {"region": body.region.name, "body": body.name, "last": str(year - 1), "next": str(year + 1)}
    data = read_data("portal")
    return {
        place: [text.format(**known) for text in data[place]]
        for place in ("navigation", "sidebar", "related", "footer")
    }


def _tables(form: Form, style: Style, raw: Mapping[str, str], rng: random.Random) -> dict[int, tuple[Rows, ...]]:
    return {
        1: draw_proactive(form, style, raw.__getitem__, rng),
        2: (draw_requests(form, style, raw.__getitem__),),
        3: (draw_disputes(form, style, raw.__getitem__),),
    }


def compose(
    body: Body, year: int, seed: int, style: Style, now: Planted, last: Planted | None, parts: Mapping[str, int]
) -> Page:
    """The page of one report from its planted numbers and last year's; `parts`: how a whole's requests divide."""
    rng, form = random.Random(f"{seed}|{body.name}|{body.kind}|{year}|page"), form_of(year)
    slots = table_slots(printed_numbers(now), printed_number(last, "requests|new|total") if last else None)
    teller = Teller(body, year, seed, style, slots, Told(now.told, parts, year - is_copied(now)))
    titles, chapters = edited(headings(teller), tell(teller), now.faults, teller.words)
    raw = raw_cells(now, style)
    tables = _tables(form, style, raw, rng)
    items: list[Line | Rows] = []
    for at, (heading, lines) in enumerate(zip(titles, chapters, strict=True)):
        items += [*([Line(1, heading)] if heading else []), *tables.get(at, ()), *lines]
    said = "\n".join(line.text for lines in chapters for line in lines)
    facts = tuple(fact for fact in teller.facts if fact.sentence in said)
    return finished(teller, rng, tuple(items), facts, raw, form)


def finished(
    teller: Teller,
    rng: random.Random,
    items: tuple[Line | Rows, ...],
    facts: tuple[Fact, ...],
    raw: Mapping[str, str],
    form: Form | None,
) -> Page:
    """The page around what a report says: title, date, notice and furniture."""
    body, year = teller.body, teller.year
    return Page(
        body, year, teller.style, body.title.format(body=body.name, year=year), f"{year + 1}-01-{rng.randint(10, 31)}",
        random.Random(f"{teller.seed}|{body.name}|notice").choice(read_data("portal")["notice"]),
        items, _furniture(body, year), facts, raw, form,
    )  # fmt: skip
