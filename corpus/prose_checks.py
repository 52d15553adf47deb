"""Numbers in prose against the statutory cells they speak of, by the wording in `forms/prose_checks.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from corpus.checking import (
    Cells,
    CheckKind,
    CheckResult,
    Side,
    Status,
    Sum,
    Term,
    add_up,
    cells_by_place,
    formula_of,
    line_name,
    plain_number,
    short_label,
)
from corpus.forms import Form, load_forms
from corpus.report import Figure, Report

_YEAR = re.compile(r"(\d{4})年")
_SEGMENTS = re.compile(r"[ ，]")
_CLAUSE = re.compile(r"[，。；、（）()：\s]")
_BLANKS = "表中有空白格，按已填的数相加"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number may stand for: cells as (table, row, column), added up; `note` says which reading it is."""

    cells: tuple[tuple[str, str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording and what it counts; `exact` may contradict the table, `loose` may only agree with it."""

    key: str
    title: str
    exact: re.Pattern[str] | None
    loose: re.Pattern[str] | None
    needs: tuple[str, ...]
    same: tuple[Meaning, ...]
    caveats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole file."""

    units: frozenset[str]
    fillers: tuple[str, ...]
    never: re.Pattern[str]
    parent: re.Pattern[str]
    rules: tuple[Rule, ...]


@cache
def load_rules() -> Rules:
    """The rules, read once."""
    data = tomllib.loads((files("corpus.forms") / "prose_checks.toml").read_text(encoding="utf-8"))
    rules = tuple(
        Rule(
            r["key"], r["title"], _pattern(r.get("exact")), _pattern(r.get("loose")), tuple(data["needs"].get(r.get("needs"), ())),
            tuple(Meaning(tuple(_place(c) for c in m["cells"]), m.get("note", "")) for m in r["same"]),
            tuple((word, note) for word, note in r.get("caveats", ())),
        )
        for r in data["rules"]
    )  # fmt: skip
    never = re.compile("|".join(map(re.escape, data["never"])))
    return Rules(frozenset(data["units"]), tuple(data["fillers"]), never, re.compile(data["parent"]), rules)


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _place(text: str) -> tuple[str, str, str]:
    table, row, column = text.split("|")
    return table, row, column


def check_prose(report: Report) -> tuple[CheckResult, ...]:
    """The numbers in prose that speak of a statutory cell, each against it; one that agrees silences its contradictions.

    A number that may count only a part (another body, another year, a channel, growth) is never said to contradict.
    """
    form = load_forms().get(report.form or "")
    if form is None:
        return ()
    cells = cells_by_place(report)
    found = [r for figure in report.figures if (r := _check(report, form, cells, figure))]
    agreed = {r.key for r in found if r.status is Status.HOLDS}
    said: dict[str, set[Decimal | None]] = {}
    for result in found:
        said.setdefault(result.key, set()).add(result.left.value)
    # Two different numbers for one thing: the prose speaks of different parts, and which is the whole is not known.
    return tuple(r for r in found if r.status is Status.HOLDS or (r.key not in agreed and len(said[r.key]) == 1))


def _check(report: Report, form: Form, cells: Cells, figure: Figure) -> CheckResult | None:
    rules = load_rules()
    if figure.unit not in rules.units or figure.approx or _is_of_another_time(report, figure):
        return None
    own, above = _words(report, figure)
    if rules.never.search(own) or rules.never.search(_right_before(report, figure)):
        return None
    exact_above = all(rules.parent.match(words) for words in above)
    for rule in rules.rules:
        exact = bool(exact_above and rule.exact and rule.exact.fullmatch(own))
        if (exact or _is_loose(rule, own)) and _speaks_of_it(report, rule, figure):
            return _result(report, form, cells, rule, figure, exact)
    return None


def _is_loose(rule: Rule, own: str) -> bool:
    pattern = rule.loose or rule.exact
    return bool(pattern and pattern.search(own))


def _words(report: Report, figure: Figure) -> tuple[str, list[str]]:
    """The number's own words and those above it, without the words that don't narrow what is counted."""
    *above, own = (part for part in _SEGMENTS.split(figure.what) if part) if figure.what.strip() else ("",)
    fillers = _fillers(report.body, report.region)
    return _strip(own, fillers), [s for part in above if (s := _strip(part, fillers))]


@lru_cache(maxsize=1000)
def _fillers(body: str, region: str) -> re.Pattern[str]:
    longest = sorted({*load_rules().fillers, body, region} - {""}, key=lambda f: (-len(f), f))
    return re.compile("(?:" + "|".join(map(re.escape, longest)) + ")*")


def _strip(words: str, fillers: re.Pattern[str]) -> str:
    found = fillers.match(words)
    return words[found.end() :] if found else words


def _right_before(report: Report, figure: Figure) -> str:
    return _CLAUSE.split(report.text[figure.sentence_start : figure.start])[-1]


def _is_of_another_time(report: Report, figure: Figure) -> bool:
    years = _YEAR.findall(report.text[figure.sentence_start : figure.start])
    return bool(years) and report.year is not None and int(years[-1]) != report.year


def _speaks_of_it(report: Report, rule: Rule, figure: Figure) -> bool:
    sentence = re.sub(r"\s", "", report.text[figure.sentence_start : figure.sentence_end])
    return not rule.needs or any(word in sentence or word in figure.what for word in rule.needs)


def _result(report: Report, form: Form, cells: Cells, rule: Rule, figure: Figure, exact: bool) -> CheckResult | None:
    tried = [(m, terms) for m in rule.same if (terms := _terms(form, cells, m)) and any(c for _, c in terms)]
    verdicts = [(_verdict(figure.value, add_up(terms)), m, terms) for m, terms in tried]
    held = next((v for v in verdicts if v[0] is Status.HOLDS), None)
    if not verdicts or (held is None and not exact) or (held and not exact and not figure.value):
        return None
    status, meaning, terms = held or verdicts[0]
    if not held and any(v[0] is Status.UNKNOWN for v in verdicts):
        status = Status.UNKNOWN
    notes = [meaning.note] if held and meaning.note else []
    notes += [note for word, note in rule.caveats if word in figure.what and status is Status.FAILS]
    notes += [_BLANKS] if add_up(terms).blank else []
    return CheckResult(
        rule.key,
        rule.title,
        status,
        CheckKind.PROSE,
        "",
        _said(figure),
        _table(terms),
        report.id,
        note="；".join(notes),
    )


def _verdict(said: Decimal, table: Sum) -> Status:
    """As between sums of counts: a blank cell can only add to what the table says."""
    if table.open or not table.numbers:
        return Status.UNKNOWN
    if said == table.known:
        return Status.HOLDS
    return Status.UNKNOWN if table.blank and table.known < said else Status.FAILS


def _said(figure: Figure) -> Side:
    words = _SEGMENTS.split(figure.what)[-1]
    return Side(f"正文“{words}” {plain_number(figure.value)}", figure.value, (), (figure,))


def _table(terms: list[Term]) -> Side:
    total = add_up(terms)
    known = total.known if total.numbers and not total.open else None
    formula = formula_of(terms)
    shown = f"{formula} = {plain_number(known)}" if known is not None and len(terms) > 1 else formula
    return Side(f"表中 {shown}", known, tuple(c for _, c in terms if c is not None))


def _terms(form: Form, cells: Cells, meaning: Meaning) -> list[Term]:
    """The cells a meaning adds up, with their names; a blank 总计 is replaced by the columns it is the sum of."""
    return [
        term for place in meaning.cells for row in _rows(form.key, place) for term in _of_row(form, cells, row, place)
    ]


@cache
def _rows(form: str, place: tuple[str, str, str]) -> tuple[str, ...]:
    """The rows that a key means: itself, or all below it (refused → refused.state_secret …)."""
    table, key, column = place
    places = (p for t in load_forms()[form].tables if t.key == table for p in t.places())
    rows = (row.key for _, row, own in places if own.key == column)
    return tuple(row for row in rows if row == key or row.startswith(f"{key}."))


def _of_row(form: Form, cells: Cells, row: str, place: tuple[str, str, str]) -> list[Term]:
    table, _, column = place
    cell = cells.get((table, row, column))
    name = _name(form, table, row, column)
    parts = next((c.left for c in form.checks if c.across == "rows" and c.right == (column,)), ())
    if table != "requests" or cell is None or cell.value is not None or not parts:
        return [(name, cell)]
    filled = [(part, cells.get((table, row, part))) for part in parts]
    known = [(_name(form, table, row, part), c) for part, c in filled if c and c.value is not None]
    return [*known, (name, cell)]


def _name(form: Form, table: str, row: str, column: str) -> str:
    """Row and column in few words: 本年新收 (the 总计 column), 本年新收·商业企业, 行政复议·总计."""
    place = form.place(table, row, column)
    assert place is not None, (table, row, column)
    line, own = place[1], place[2]
    if not line.path:
        return line_name(own)
    return line_name(line) if column == "total" else f"{line_name(line)}·{short_label(own.label)}"
