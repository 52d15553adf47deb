"""The invented numbers: consistent by construction within a report, from year to year, and from part to whole."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from corpus.demo.bodies import Body, Region, load_bodies, load_regions, read_data
from corpus.forms import Form, form_in_force, load_forms

Number = int | Decimal
Cells = dict[str, Number]
"""Every statutory cell of one report, by "table|row|column"."""

FIRST_YEAR = 2019
"""Numbers are always drawn from this year on, so that a year's numbers do not depend on the years asked for."""


def form_of(year: int) -> Form:
    """The form the demo prints in that year."""
    form = form_in_force(year)
    assert form is not None, year
    return form


@cache
def cell_keys(form: str) -> tuple[str, ...]:
    """The keys of all cells of a form in statutory order."""
    return tuple("|".join(t.key_of(r, c)) for t in load_forms()[form].tables for _, r, c in t.places())


def _split(rng: random.Random, count: int, weights: Mapping[str, float]) -> Counter[str]:
    return Counter(rng.choices(tuple(weights), tuple(weights.values()), k=count)) if count else Counter()


def _uneven(rng: random.Random, weights: Mapping[str, int]) -> dict[str, float]:
    return {key: weight * rng.uniform(0.4, 1.8) for key, weight in weights.items()}


class _Leaf:
    """One body's numbers, year after year; what is carried over and what is in force is kept between the years."""

    def __init__(self, body: Body, seed: int) -> None:
        self.body = body
        self.rng = random.Random(f"{seed}|{body.name}|numbers")
        data = read_data("numbers")
        self.ranges = data["ranges"]
        self.results = _uneven(self.rng, data["results"])
        self.applicants = _uneven(self.rng, data["applicants"])
        self.outcomes = _uneven(self.rng, data["outcomes"])
        self.requests = self._draw("requests")
        self.trend = 1 + self.rng.randint(*self.ranges["trend"]) / 100
        self.rate = self.rng.randint(*self.ranges["carried_rate"]) / 100
        self.carried = _split(self.rng, round(self.requests * self.rate), self.applicants)
        self.stock = {"rule": self._draw("rule_stock"), "normative": self._draw("normative_stock")}
        self.items = {
            row: self._first_items(row) for row in ("licence", "other_services", "penalty", "coercive", "fee")
        }
        self.yearly = {row: self._draw(row) for row in ("licence", "penalty", "coercive", "fee")}

    def _draw(self, entry: str) -> int:
        low, high = self.body.of_level(entry)
        return self.rng.randint(low, high)

    def _first_items(self, row: str) -> int:
        used = row == "other_services" or max(self.body.of_level(row)) > 0
        return self.rng.randint(*self.ranges["items"]) if used else 0

    def year(self, form: Form) -> Cells:
        """The cells of the next year in that form."""
        cells = self._proactive_2019() if form.key == "2019" else self._proactive_2021()
        self._requests_into(cells, form)
        self._disputes_into(cells)
        return {key: cells[key] for key in cell_keys(form.key)}

    def _proactive_2021(self) -> Cells:
        cells: Cells = {}
        for row in ("rule", "normative"):
            made = self._draw(row)
            abolished = self.rng.randint(0, min(self.stock[row] // 12 + 1, self.stock[row] + made))
            self.stock[row] += made - abolished
            for column, value in (("made", made), ("abolished", abolished), ("effective", self.stock[row])):
                cells[f"proactive|{row}|{column}"] = value
        for row in ("licence", "penalty", "coercive"):
            cells[f"proactive|{row}|decisions"] = self._about(self.yearly[row])
        cells["proactive|fee|amount"] = Decimal(self._about(self.yearly["fee"] * 10_000)) / 10_000
        return cells

    def _proactive_2019(self) -> Cells:
        cells: Cells = {}
        for row in ("rule", "normative"):
            made = self._draw(row)
            self.stock[row] += made
            for column, value in (
                ("newly_made", made),
                ("newly_disclosed", made),
                ("disclosed_in_all", self.stock[row]),
            ):
                cells[f"proactive|{row}|{column}"] = value
        for row in self.items:
            change = max(self.rng.randint(*self.ranges["change"]), -self.items[row]) if self.items[row] else 0
            cells[f"proactive|{row}|items_last_year"] = self.items[row]
            cells[f"proactive|{row}|items_change"] = change
            self.items[row] += change
            if row != "fee":
                cells[f"proactive|{row}|decisions"] = self._about(self.yearly.get(row, self.items[row] * 3))
        bought = self.rng.randint(*self.ranges["procurement"])
        cells["proactive|procurement|items"] = bought
        cells["proactive|procurement|amount"] = bought * self.rng.randint(*self.ranges["price"])
        return cells

    def _about(self, value: int) -> int:
        if 0 < value < 9:
            return max(value + self.rng.randint(-2, 2), 0)
        return round(value * self.rng.uniform(0.86, 1.16))

    def _requests_into(self, cells: Cells, form: Form) -> None:
        results = next(check.left for check in form.checks if check.key == "results")
        new = _split(self.rng, self._about(self.requests), self.applicants)
        self.requests = max(round(self.requests * self.trend), 1)
        for column in self.applicants:
            at_hand = new[column] + self.carried[column]
            out = sum(self.rng.random() < self.rate for _ in range(at_hand))
            self._column_into(cells, column, results, (new[column], self.carried[column], at_hand - out, out))
            self.carried[column] = out
        for row in ("new", "carried_in", *results, "handled", "carried_out"):
            cells[f"requests|{row}|total"] = sum(cells[f"requests|{row}|{column}"] for column in self.applicants)

    def _column_into(self, cells: Cells, column: str, results: Sequence[str], four: tuple[int, int, int, int]) -> None:
        for row, value in zip(("new", "carried_in", "handled", "carried_out"), four, strict=True):
            cells[f"requests|{row}|{column}"] = value
        found = _split(self.rng, four[2], self.results)
        # The form of 2019 has one row where that of 2021 has three: otherwise ← otherwise.*.
        for row in results:
            cells[f"requests|{row}|{column}"] = found[row]
        if "otherwise" in results:
            cells[f"requests|otherwise|{column}"] = sum(n for row, n in found.items() if row.startswith("otherwise."))

    def _disputes_into(self, cells: Cells) -> None:
        handled = int(cells["requests|handled|total"])
        share = float(self.body.profile["disputes"])
        for group, part in (("reconsideration", 1.0), ("direct_litigation", 0.3), ("litigation_after", 0.4)):
            count = round(handled * share * part * self.rng.uniform(0.2, 1.3))
            found = _split(self.rng, count, self.outcomes)
            for outcome in self.outcomes:
                cells[f"disputes|cases|{group}.{outcome}"] = found[outcome]
            cells[f"disputes|cases|{group}.total"] = count


def leaf_numbers(body: Body, seed: int, last_year: int) -> dict[int, Cells]:
    """A single body's cells by year, from 2019 to `last_year`."""
    leaf = _Leaf(body, seed)
    return {year: leaf.year(form_of(year)) for year in range(FIRST_YEAR, last_year + 1)}


def _added(parts: Iterable[dict[int, Cells]]) -> dict[int, Cells]:
    total: dict[int, Cells] = {}
    for part in parts:
        for year, cells in part.items():
            into = total.setdefault(year, dict.fromkeys(cells, 0))
            for key, value in cells.items():
                into[key] += value
    return total


def _own_numbers(region: Region, seed: int, last_year: int) -> dict[int, Cells]:
    # What is not reported by name in the demo is held by one unnamed rest, so that parts add up to the whole.
    rest = Body(region, "rest", "", "", "", 0, ())
    named = [b for b in load_bodies() if b.region == region and b.kind not in ("whole", "own")]
    leaves = [leaf_numbers(b, seed, last_year) for b in named]
    return _added([*leaves, *([] if region.level == "township" else [leaf_numbers(rest, seed, last_year)])])


@dataclass(frozen=True, slots=True)
class DemoNumbers:
    """The true cells of every body of the demo by year, and those of each region: its own level, and all of it."""

    bodies: Mapping[Body, dict[int, Cells]]
    own: Mapping[str, dict[int, Cells]]
    whole: Mapping[str, dict[int, Cells]]

    def parts(self, body: Body, year: int) -> dict[str, int]:
        """How the requests a city received divide between its own level and the counties; nothing for others."""
        if body.kind != "whole" or body.region.level != "city":
            return {}
        below = {r.name: self.whole[r.key] for r in load_regions().values() if r.parent == body.region.key}
        shares = {"市本级": self.own[body.region.key], **below}
        return {name: int(years[year]["requests|new|total"]) for name, years in shares.items()}


def demo_numbers(seed: int, last_year: int) -> DemoNumbers:
    """The numbers of the whole demo; 汇总 = 本级 + all below, whether they report or not."""
    own = {key: _own_numbers(region, seed, last_year) for key, region in load_regions().items()}
    whole: dict[str, dict[int, Cells]] = {}
    for key in sorted(own, key=lambda k: ("township", "county", "district", "city").index(load_regions()[k].level)):
        below = [whole[r.key] for r in load_regions().values() if r.parent == key]
        whole[key] = _added([own[key], *below])
    sums = {"whole": whole, "own": own}
    bodies = {
        b: sums[b.kind][b.region.key] if b.kind in sums else leaf_numbers(b, seed, last_year) for b in load_bodies()
    }
    return DemoNumbers(bodies, own, whole)
