"""Questions with known answers made from a demo manifest, in the format of question files (`nianbao eval`)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from corpus.demo.bodies import read_data
from corpus.forms import load_forms
from corpus.report import CellKind

SURE_DIGITS = 4
"""A number of fewer characters counts as answered only with its unit: bare, it may be a row's or a citation's."""

Question = dict[str, Any]
Entry = Mapping[str, Any]


def cell_questions(manifest: Entry, limit: int | None = None, seed: int = 2024) -> list[Question]:
    """One question for every statutory cell of the manifest, and some for cells and years that do not exist.

    `limit` takes that many of them, evenly over reports and tables; the same seed gives the same questions.
    """
    asked = list(_all_questions(manifest, seed))
    if limit is None or limit >= len(asked):
        return asked
    return [asked[at * len(asked) // limit] for at in range(limit)]


def _all_questions(manifest: Entry, seed: int) -> Iterable[Question]:
    # Cells are taken row by row through the tables, one report after another, so that a stride meets all of both.
    for number, report in enumerate(manifest["reports"]):
        rng = random.Random(f"{seed}|{report['file']}|questions")
        keys = list(report["cells"])
        rng.shuffle(keys)
        for key in keys:
            yield _cell_question(f"D{number:03d}-{key}", report, key, report["cells"][key], rng)
        for key in read_data("wordings")["lacking"].get(report["form"] or "", ()):
            yield _lacking_question(f"D{number:03d}-lacking-{key}", report, key, rng)
    for missing in manifest["missing"]:
        yield _missing_question(manifest, missing, random.Random(f"{seed}|{missing['body']}|missing"))


def _cell_question(name: str, report: Entry, key: str, cell: Entry, rng: random.Random) -> Question:
    known = cell["kind"] == CellKind.NUMBER.value
    return {
        "id": name,
        "type": "demo_cell" if known else f"demo_{cell['kind']}",
        "turns": [_wording(report, key, rng)],
        "reports": [report["file"]],
        "must_include": [_numbers(key, Decimal(cell["value"]))] if known else [],
        "expect": "answered" if known else "not_answered",
        "evidence": f"{key} = {cell['raw']}",
        "note": "",
    }


def _lacking_question(name: str, report: Entry, key: str, rng: random.Random) -> Question:
    return {
        "id": name, "type": "demo_not_in_form", "turns": [_wording(report, key, rng)], "reports": [report["file"]],
        "must_include": [], "expect": "not_answered", "evidence": f"{report['form']}年格式没有 {key}", "note": "",
    }  # fmt: skip


def _missing_question(manifest: Entry, missing: Entry, rng: random.Random) -> Question:
    other = next(r for r in manifest["reports"] if r["body"] == missing["body"])
    asked = {**other, "year": missing["year"]}
    text = rng.choice(read_data("wordings")["templates"]["missing_year"])
    return {
        "id": f"D-missing-{missing['body']}-{missing['year']}", "type": "demo_missing_year",
        "turns": [text.format(who=_who(asked, rng), when=_when(asked, rng))], "reports": [],
        "must_include": [], "expect": "not_answered", "evidence": missing["message"], "note": "",
    }  # fmt: skip


def _wording(report: Entry, key: str, rng: random.Random) -> str:
    words = read_data("wordings")
    table, row, column = key.split("|")
    parts = {"who": _who(report, rng), "when": _when(report, rng)}
    if table == "requests":
        kind = "total" if column == "total" else "applicant"
        of = "" if column == "total" else rng.choice(words["applicants"][column])
        what = rng.choice(words["requests"][row])
        return str(rng.choice(words["templates"][kind]).format(**parts, what=what, of=of))
    words_of = {"disputes": column, "statistics": row}.get(table, f"{row}|{column}")
    what = rng.choice(words[table][words_of])
    return str(rng.choice(words["templates"]["plain"]).format(**parts, what=what))


def _when(report: Entry, rng: random.Random) -> str:
    year = report["year"]
    return str(rng.choice(read_data("wordings")["years"]["forms"]).format(year=year, short=f"{year % 100:02d}"))


def _who(report: Entry, rng: random.Random) -> str:
    """A body in full or shortened, always with its region: bureaux of one name stand in several places."""
    region, kind = report["region"], report["kind"]
    names = read_data("wordings")["bodies"]
    if kind in ("whole", "own"):
        level = {"区": "whole_district", "县": "whole_county"}.get(region[-1], "whole") if kind == "whole" else "own"
        return str(rng.choice(names[level]).format(region=region))
    shorts: Sequence[str] = read_data("kinds")[kind]["short"]
    return str(rng.choice([report["body"], *(region + short for short in shorts)]))


def _unit(key: str) -> str:
    table, row, _ = key.split("|")
    if table == "statistics":
        listed = load_forms()["2014"].tables[0].blocks
        return next(r.unit for block in listed for r in block.rows if r.key == row)
    return "万元" if key.endswith("fee|amount") else "元" if key.endswith("procurement|amount") else "件"


def _numbers(key: str, value: Decimal) -> list[str]:
    """The ways an answer may write the number; a sign may be told in words."""
    plain = f"{value:f}"
    bare = plain.rstrip("0").rstrip(".") if "." in plain else plain
    ways = [bare] if plain == bare else [plain, bare]
    if key.endswith("items_change") and value:
        size = f"{abs(value):f}"
        ways += [f"+{size}"] if value > 0 else [f"减少{size}", f"减{size}"]
    unit = _unit(key)
    units = (unit, "项", "宗") if unit == "件" else (unit,)
    told = [way + gap + u for way in ways for u in units for gap in ("", " ")] + [f"为{way}" for way in ways]
    return told + [way for way in ways if len(way) >= SURE_DIGITS]
