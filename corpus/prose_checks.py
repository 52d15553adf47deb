"""Numbers in prose against the statutory cells they speak of, by the wording in `forms/prose_checks.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

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
from corpus.prose_words import Heard, hear, is_elsewhere, is_of_another_time, rule_data
from corpus.report import Figure, Report

_SEGMENTS = re.compile(r"[ ，]")
_PART = re.compile(r"<(\w+)>")
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
    topic: re.Pattern[str] | None
    chapter: int | None
    doubt: re.Pattern[str] | None
    opens: bool
    same: tuple[Meaning, ...]
    caveats: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole file."""

    units: frozenset[str]
    never: re.Pattern[str]
    parent: re.Pattern[str]
    rules: tuple[Rule, ...]


@cache
def load_rules() -> Rules:
    """The rules, read once."""
    data = rule_data()
    never = re.compile("|".join(map(re.escape, data["never"])))
    return Rules(frozenset(data["units"]), never, re.compile(data["parent"]), tuple(map(_rule, data["rules"])))


def _rule(given: Mapping[str, Any]) -> Rule:
    data = rule_data()
    return Rule(
        given["key"], given["title"], _pattern(given.get("exact")), _pattern(given.get("loose")),
        tuple(data["needs"].get(given.get("needs"), ())), _pattern(data["topics"].get(given.get("topic"))),
        given.get("chapter"), _pattern(given.get("doubt")), given.get("opens", False),
        tuple(Meaning(tuple(_place(c) for c in m["cells"]), m.get("note", "")) for m in given["same"]),
        tuple((word, note) for word, note in given.get("caveats", ())),
    )  # fmt: skip


def _pattern(text: str | None) -> re.Pattern[str] | None:
    parts: Mapping[str, str] = rule_data()["parts"]
    while text and _PART.search(text):
        text = _PART.sub(lambda m: parts[m[1]], text)
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
    found = list(_found(report, form))
    agreed = {r.key for r in found if r.status is Status.HOLDS}
    said: dict[str, set[Decimal | None]] = {}
    for result in found:
        said.setdefault(result.key, set()).add(result.left.value)
    # Two different numbers for one thing: the prose speaks of different parts, and which is the whole is not known.
    return tuple(r for r in found if r.status is Status.HOLDS or (r.key not in agreed and len(said[r.key]) == 1))


def _found(report: Report, form: Form) -> Iterator[CheckResult]:
    """The checks in order; after a part has opened a sentence's account (市公安局收到9件), the rest of it are parts."""
    cells = cells_by_place(report)
    for _, sentence in groupby(report.figures, key=lambda f: f.sentence_start):
        part = False
        for figure in sentence:
            heard = hear(report, figure)
            rule, exact = _rule_of(report, figure, heard)
            part = part and not (rule and rule.opens and heard.anew)
            said = rule and not _is_never(figure, heard)
            result = _result(report, form, cells, _Spoken(figure, rule, exact and not part)) if rule and said else None
            if rule and rule.opens:
                part = not exact and (result is None or result.status is not Status.HOLDS)
            if result:
                yield result


# --- which rule a number belongs to --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A number and its rule; `exact`: it is all the rule counts, so it may contradict the table."""

    figure: Figure
    rule: Rule
    exact: bool


def _is_never(figure: Figure, heard: Heard) -> bool:
    rules = load_rules()
    other = rules.never.search(heard.own) or rules.never.search(heard.clause) or is_of_another_time(heard)
    return bool(other) or figure.unit not in rules.units or bool(figure.approx)


def _rule_of(report: Report, figure: Figure, heard: Heard) -> tuple[Rule | None, bool]:
    """The rule whose exact words these are, else the first that they merely hold."""
    rules = load_rules()
    named = [r for r in rules.rules if _speaks_of_it(r, figure, heard)]
    rule = next((r for r in named if r.exact and r.exact.fullmatch(heard.own)), None)
    whole = all(rules.parent.match(words) for words in heard.above) and not is_elsewhere(report, heard)
    if rule and whole and not _is_never(figure, heard) and _is_its_topic(rule, figure, heard):
        return rule, True
    return rule or next((r for r in named if _is_loose(r, heard.own)), None), False


def _is_its_topic(rule: Rule, figure: Figure, heard: Heard) -> bool:
    return not rule.topic or figure.chapter == rule.chapter or bool(rule.topic.search(heard.sentence))


def _is_loose(rule: Rule, own: str) -> bool:
    pattern = rule.loose or rule.exact
    return bool(pattern and pattern.search(own))


def _speaks_of_it(rule: Rule, figure: Figure, heard: Heard) -> bool:
    return not rule.needs or any(word in heard.paragraph or word in figure.what for word in rule.needs)


# --- against the table ---------------------------------------------------------------------------------------


def _result(report: Report, form: Form, cells: Cells, spoken: _Spoken) -> CheckResult | None:
    rule, figure = spoken.rule, spoken.figure
    verdicts = [
        (_verdict(figure.value, add_up(terms)), meaning, terms)
        for meaning in rule.same
        if (terms := _terms(form, cells, meaning))
    ]
    chosen = _chosen(verdicts)
    if chosen is None or not any(c.table == m[0] for c in report.cells for m in chosen[1].cells):
        return None
    status, meaning, terms = chosen
    if not spoken.exact and (status is not Status.HOLDS or not figure.value):
        return None
    if status is Status.FAILS and rule.doubt and rule.doubt.search(_sentence(report, figure)):
        return None
    notes = [meaning.note] if status is Status.HOLDS and meaning.note else []
    notes += [note for word, note in rule.caveats if word in figure.what and status is Status.FAILS]
    notes += [_BLANKS] if add_up(terms).blank else []
    return CheckResult(
        rule.key, rule.title, status, CheckKind.PROSE, "", _said(figure), _table(terms), report.id, note="；".join(notes)
    )  # fmt: skip


_Verdict = tuple[Status, Meaning, list[Term]]


def _chosen(verdicts: list[_Verdict]) -> _Verdict | None:
    """The reading that holds, else the usual one; where the usual one can't be told, no other may stand in for it."""
    if not verdicts or verdicts[0][0] is Status.UNKNOWN:
        return verdicts[0] if verdicts else None
    held = next((v for v in verdicts if v[0] is Status.HOLDS), None)
    status, meaning, terms = held or verdicts[0]
    open_ = not held and any(v[0] is Status.UNKNOWN for v in verdicts)
    return (Status.UNKNOWN if open_ else status), meaning, terms


def _sentence(report: Report, figure: Figure) -> str:
    return report.text[figure.sentence_start : figure.sentence_end]


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
    """The cells a meaning adds up, with their names, none where the form lacks one of them.

    A blank 总计 is replaced by the columns it is the sum of.
    """
    if not all(_rows(form.key, place) for place in meaning.cells):
        return []
    return [
        term for place in meaning.cells for row in _rows(form.key, place) for term in _of_row(form, cells, row, place)
    ]


@cache
def _rows(form: str, place: tuple[str, str, str]) -> tuple[str, ...]:
    """The rows that a key means: itself, else all below it (refused → refused.state_secret …)."""
    table, key, column = place
    places = (t.key_of(row, own) for t in load_forms()[form].tables for _, row, own in t.places())
    rows = [row for of, row, own in places if (of, own) == (table, column)]
    return (key,) if key in rows else tuple(row for row in rows if row.startswith(f"{key}."))


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
