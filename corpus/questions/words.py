"""How people say bodies, years, indicators and numbers; all of it read from the TOML files beside this module."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.report import Scope
from corpus.store import ReportHead

SURE_DIGITS = 4
"""A number of fewer characters counts as answered only with its unit: bare, it may be a row's or a citation's."""

_DIGITS = "〇一二三四五六七八九"
_SCOPES = {Scope.WHOLE_REGION: "（汇总）", Scope.OWN: "（本级）"}
_CENT = Decimal("0.01")


@cache
def read_data(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module, read once."""
    return tomllib.loads((files("corpus.questions") / f"{name}.toml").read_text(encoding="utf-8"))


def templates(path: str) -> Sequence[str]:
    """The wordings of `kind.form` (rank.most)."""
    kind, form = path.split(".")
    found: Sequence[str] = read_data("wordings")[kind][form]
    return found


# --- who, when, what ------------------------------------------------------------------------------


def say_body(head: ReportHead, rng: random.Random) -> str:
    """A body in full or shortened, always with its region: bureaux of one name stand in several places."""
    return rng.choice(body_names(head))


def body_names(head: ReportHead) -> Sequence[str]:
    """Every way a body is said in questions, its own name first."""
    data = read_data("names")
    if head.scope is Scope.WHOLE_REGION:
        # 镇、街道 and whatever else has no word for the whole of it are said by name.
        ways = data["wholes"].get(head.region[-1:], ["{region}"])
        return tuple(way.format(region=head.region) for way in ways)
    if head.scope is Scope.OWN:
        return tuple(way.format(region=head.region) for way in data["owns"]["any"])
    place, department = split_body(head)
    short = re.sub(r"^.+[市县区](?=.{2,}[镇乡]$)", "", place)
    return tuple(dict.fromkeys((head.body, *(short + said for said in data["departments"].get(department, ())))))


def split_body(head: ReportHead) -> tuple[str, str]:
    """Region and department of a body (澄屿市, 教育局); the department is '' where the body is no known one."""
    known = sorted(read_data("names")["departments"], key=len, reverse=True)
    department = next((d for d in known if head.body.endswith(d)), "")
    return (head.body.removesuffix(department), department) if department else (head.body, "")


def shown_names(head: ReportHead) -> tuple[str, ...]:
    """How an answer may name the body."""
    scope = _SCOPES.get(head.scope, "")
    return (f"{head.body}{scope}", head.body) if scope else (head.body,)


def where(head: ReportHead) -> tuple[str, ...]:
    """How an answer may name body and year."""
    return tuple(f"{name}{head.year}年" for name in shown_names(head))


def say_year(year: int, rng: random.Random) -> str:
    """2023年, 23年, 2023年度, 二〇二三年."""
    chinese = "".join(_DIGITS[int(d)] for d in str(year))
    form = rng.choice(read_data("wordings")["years"]["forms"])
    return str(form).format(year=year, short=f"{year % 100:02d}", chinese=chinese)


def say_span(first: int, last: int, rng: random.Random) -> str:
    """2019年到2022年 and the like."""
    return str(rng.choice(read_data("wordings")["years"]["spans"])).format(first=first, last=last)


def say_indicator(key: str, rng: random.Random) -> str:
    """A noun phrase for the indicator."""
    return str(rng.choice(read_data("names")["indicators"][key]["names"]))


def say_applicant(key: str, rng: random.Random) -> str:
    """A word for the applicant."""
    return str(rng.choice(read_data("names")["applicants"][key]))


def clauses(key: str) -> Sequence[str]:
    """Predicates that ask for the indicator by themselves; () where there are none."""
    found: Sequence[str] = read_data("names")["indicators"][key].get("clauses", ())
    return found


def how_many(unit: str, rng: random.Random) -> str:
    """多少件, 几件; amounts of money are only 多少."""
    if "元" in unit:
        return f"多少{unit}"
    return rng.choice((f"多少{unit}", f"几{unit}", "多少"))


# --- numbers as an answer may write them ----------------------------------------------------------


def plain(value: Decimal) -> tuple[str, ...]:
    """The digits as the report has them, and without zeros at the end."""
    text = f"{value:f}"
    return tuple(dict.fromkeys((text, text.rstrip("0").rstrip(".") if "." in text else text)))


def told(value: Decimal, unit: str, key: str = "") -> list[str]:
    """The ways an answer may write a number with its unit; a sign may be told in words."""
    ways = list(plain(abs(value) if value < 0 else value))
    if value < 0:
        ways = [f"{sign}{way}" for way in ways for sign in ("-", "减少", "减")]
    elif key.endswith("items_change") and value:
        ways += [f"+{way}" for way in ways]
    units = (unit, "项", "宗") if unit == "件" else (unit,)
    return (
        [way + u for way in ways for u in units] + [w for w in ways if len(w) >= SURE_DIGITS] + [f"为{w}" for w in ways]
    )


def rounded(value: Decimal, unit: str = "") -> list[str]:
    """A quotient to two decimals, with or without zeros at the end; a mean may also be given to one decimal."""
    exact = [
        f"{value.quantize(step, ROUND_HALF_UP):f}" for step in (_CENT, Decimal("0.1")) if unit != "%" or step == _CENT
    ]
    short = [text.rstrip("0").rstrip(".") for text in exact]
    return list(dict.fromkeys(text + unit for text in (*exact, *short)))


def percent(part: Decimal, whole: Decimal) -> list[str]:
    """part ÷ whole in %."""
    return rounded(part * 100 / whole, "%")


def chinese_number(n: int) -> str:
    """两, 三 … 十, as said before 年 and 个."""
    return {2: "两", 10: "十"}.get(n) or _DIGITS[n]


# --- slips ----------------------------------------------------------------------------------------


def with_typo(words: str, rng: random.Random, table: str) -> str:
    """The words with one character replaced by one that sounds or looks like it, or dropped; as they are where none can be."""
    if table == "dropped":
        at = rng.randrange(1, len(words) - 1) if len(words) >= 5 else -1
        return words[:at] + words[at + 1 :] if at > 0 else words
    known = read_data("typos")[table]
    places = [i for i, c in enumerate(words) if c in known]
    if not places:
        return words
    at = rng.choice(places)
    return words[:at] + str(known[words[at]]) + words[at + 1 :]


def traditional(words: str) -> str:
    """The words in the traditional script, as far as the table goes."""
    return "".join(read_data("typos")["traditional"].get(c, c) for c in words)
