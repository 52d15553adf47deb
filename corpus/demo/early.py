"""Reports before 2019: free prose with the appendix in the form of 2014, and older ones with tables of their own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from corpus.demo.bodies import Body, read_data
from corpus.demo.faults import Planted
from corpus.demo.numbers import Cells, cell_keys
from corpus.demo.page import Page, finished, raw_cells
from corpus.demo.prose import Line, Teller, Told
from corpus.demo.style import Style
from corpus.demo.tables import Drawn, Rows, draw_list
from corpus.forms import load_forms

FORM = load_forms()["2014"]
LAST_YEAR = 2018


def early_numbers(body: Body, seed: int) -> dict[int, Cells]:
    """The cells of a body's reports in the form of 2014 by year; each year is drawn on its own."""
    return {year: _year(body, seed, year) for year in range(body.early, LAST_YEAR + 1)} if body.early else {}


def _year(body: Body, seed: int, year: int) -> Cells:
    rng, data = random.Random(f"{seed}|{body.name}|{year}|early"), read_data("early")
    low, high = body.of_level("requests")
    new = round(rng.randint(low, high) * (0.5 + 0.08 * (year - 2014)))
    rows: dict[str, int | Decimal] = {key: rng.randint(*span) for key, span in data["ranges"].items()}
    rows |= _shared_out(rng, new, data["ways"], "received")
    rows |= _shared_out(rng, new - round(new * rng.uniform(0, 0.1)), data["replies"], "replies")
    rows |= _shared_out(rng, int(rows["replies.refused"]), data["refusals"], "replies.refused")
    late = rng.randint(0, int(rows["replies"]) // 12)
    rows |= {"concluded": rows["replies"], "concluded.extended": late, "concluded.in_time": rows["replies"] - late}
    for group, share in (("reconsideration", 0.05), ("litigation", 0.03)):
        count = round(new * share * rng.uniform(0, 1.6))
        rows |= {f"{group}.{key}": n for key, n in _split(rng, count, data["outcomes"]).items()} | {group: count}
    channels = [int(n) for key, n in rows.items() if key.startswith("channel.")]
    rows["disclosed"] = max(channels) + rng.randint(0, min(channels) + 20)
    rows["normative_disclosed"] = rows["normative_made"]
    for way in ("briefings", "interviews"):
        rows[f"{way}_by_head"] = rng.randint(0, int(rows[way]))
    rows["staff"] = rows["staff.full_time"] + rows["staff.part_time"]
    rows |= {"fees": Decimal(0), "funds": Decimal(int(rows["funds"]) * 5) / 10}
    places = {FORM.tables[0].key_of(row, column): row.key for _, row, column in FORM.tables[0].places()}
    cells = {"|".join(place): rows[key] for place, key in places.items()}
    return {key: cells[key] for key in cell_keys(FORM.key)}


def _split(rng: random.Random, count: int, weights: Mapping[str, int]) -> dict[str, int]:
    found = Counter(rng.choices(tuple(weights), tuple(weights.values()), k=count)) if count else Counter[str]()
    return {key: found[key] for key in weights}


def _shared_out(rng: random.Random, count: int, weights: Mapping[str, int], whole: str) -> dict[str, int]:
    return _split(rng, count, weights) | {whole: count}


def compose_early(body: Body, year: int, seed: int, style: Style, planted: Planted) -> Page:
    """A report in the form of 2014: chapters of free prose, then the appendix."""
    rng = random.Random(f"{seed}|{body.name}|{year}|early page")
    raw, data = raw_cells(planted, style), read_data("early")
    numbers = {key: None if key in planted.shown else Decimal(value) for key, value in planted.cells.items()}
    teller = _teller(body, year, seed, style, numbers)
    manner = random.Random(f"{seed}|{body.name}|early headings")
    headings, caption = manner.choice(data["chapters"]), manner.choice(data["captions"])
    items: list[Line | Rows] = []
    for heading, told in zip(headings, _chapters(teller), strict=True):
        items += [Line(1, style.prose(heading)), *(Line(0, text) for text in told if text)]
    items += [Line(0, style.prose(caption.format(year=year))), draw_list(FORM, style, raw.__getitem__)]
    return finished(teller, rng, tuple(items), tuple(teller.facts), raw, FORM)


def _teller(body: Body, year: int, seed: int, style: Style, numbers: Mapping[str, Decimal | None]) -> Teller:
    data = read_data("early")
    slots = {slot: numbers.get(entry["cells"][0]) for slot, entry in data["numbers"].items()}
    known = {slot: value for slot, value in slots.items() if value is not None}
    stock = {**read_data("prose"), **data, "numbers": {**read_data("prose")["numbers"], **data["numbers"]}}
    return Teller(body, year, seed, style, known, Told({}, {}, year), stock)


def _chapters(teller: Teller) -> tuple[list[str], ...]:
    stock, tables = teller.stock, teller.tables
    asked = stock["requests"]["core"] if tables.get("new") else stock["requests"]["none"]
    results = teller.choose(stock["requests"]["results"], 1) if tables.get("concluded") else []
    return (
        [_said(teller, teller.choose(stock["opening"]["any"], 2))],
        [
            _said(teller, teller.choose(stock["proactive"]["lead"], 1)),
            _said(teller, teller.choose(stock["proactive"]["more"], 2)),
        ],
        [_said(teller, [*teller.choose(asked, 1), *results])],
        [_said(teller, stock["disputes"]["any"])],
        [_said(teller, teller.choose(stock[half]["any"], 2)) for half in ("problems", "measures")],
        [_said(teller, teller.choose(stock["last"]["any"], 1))],
    )


def _said(teller: Teller, templates: list[str]) -> str:
    return "".join(sentence for t in templates if (sentence := teller.say(t)))


def compose_free(body: Body, year: int, seed: int, style: Style) -> tuple[Page, list[list[str]]]:
    """A report in no form: free prose and tables of its own; and the rows of those tables, header first."""
    rng = random.Random(f"{seed}|{body.name}|{year}|free")
    data = read_data("early")
    teller = _teller(body, year, seed, style, {})
    items: list[Line | Rows] = []
    stated: list[list[str]] = []
    headings = data["chapters"][0][:3]
    prose = (
        [_said(teller, data["opening"]["any"][:2])],
        *([_said(teller, data["proactive"]["more"][at : at + 2])] for at in (0, 2)),
    )
    tables = [None, *data["free"]]
    for heading, told, table in zip(headings, prose, tables, strict=True):
        items += [Line(1, style.prose(heading)), *(Line(0, text) for text in told)]
        if table:
            rows = [[name, str(rng.randint(2, 400)), _second(table, rng)] for name in table["rows"]]
            stated += [table["head"], *rows]
            items += [
                Line(0, table["caption"]),
                tuple(tuple(Drawn(t, head=at == 0) for t in row) for at, row in enumerate([table["head"], *rows])),
            ]
    return finished(teller, rng, tuple(items), tuple(teller.facts), {}, None), stated


def _second(table: Mapping[str, list[str]], rng: random.Random) -> str:
    return f"{rng.randint(10, 500) / 10}%" if table["head"][-1] == "占比" else str(rng.randint(0, 60))
