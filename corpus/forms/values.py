"""What one cell of a statutory table says: a number, nothing, "does not apply", or words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.folding import folded
from corpus.report import CellKind

# Invisible characters that web pages and PDFs leave inside cells: zero-width ones, direction marks, variation selectors.
_INVISIBLE: dict[int, int | None] = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF]
)
# Full-width and small forms of ASCII characters, and minus. Not all of NFKC: it would make 12① and 12² to 121 and 122.
_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20, 0x2212: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D}
    | dict(zip(map(ord, "﹢﹣﹐﹒﹪﹙﹚"), map(ord, "+-,.%()"), strict=True))
)
_PLAIN = _INVISIBLE | _WIDTH
_UNITS = "万元|亿元|千元|元|人次|件|项|条|次|个|份|宗|起|人|期|篇|场|部"
_DIGITS = r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,17})"
_NUMBER = re.compile(rf"(?P<sign>[+-]?)\s?(?P<whole>{_DIGITS})(?P<fraction>\.\d+)?\s*(?P<unit>{_UNITS})?")
# What may follow a number without changing it: the mark of a footnote, or what of it is counted besides.
_MARKS = r"(?:[①-⑳⑴-⒇*※★☆†‡¹²³⁰⁴-⁹₀-₉]{1,3}|\[\d{1,2}\]|[(\[]?注\d{0,2}[)\]]?)"
_NOTED = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*{_MARKS}")
_PARTED = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*[,;，、；]?\s*[(\[]?\s*,?\s*(?:其中|包括|包含|含)(?P<part>.+)")
_PART = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NOT_APPLICABLE = re.compile(r"[-‐‑‒–—―─−_]+|/+|\\+|无|无此项|不适用|n/?a", re.IGNORECASE)
_STATED_UNIT = re.compile(rf"单位\s*[:：]?\s*({_UNITS})|[(（]\s*({_UNITS})\s*[)）]")
_NOTED_SAID = "这一格写作“{raw}”，这里取其中的{number}，其余当作注释"
_PARTED_SAID = "这一格写作“{raw}”，这里取总数{number}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of a cell, its number (NUMBER only), the unit glued to it ('' where none is).

    `doubt`: a Chinese sentence where the cell says more than its number, '' where it does not.
    """

    kind: CellKind
    value: Decimal | None = None
    unit: str = ""
    doubt: str = ""


@lru_cache(maxsize=100_000)
def read_value(raw: str) -> Reading:
    """What a cell's text says; full-width forms and thousands separators are read, a gap inside a number is not.

    “22（其中修订16件）” and “22①” are 22 with a doubt: a part that is not more than the whole, or a footnote's mark, leaves
    no other reading. “22（不含分局）”, “1 2”, “012”, “2O”, “十二”, “**” are TEXT: nothing is guessed into a number.
    """
    text = cell_text(raw)
    if not text:
        return Reading(CellKind.BLANK)
    words = folded(text)
    if _NOT_APPLICABLE.fullmatch(words):
        return Reading(CellKind.NOT_APPLICABLE)
    if found := _NUMBER.fullmatch(words):
        return _number(found)
    if found := _NOTED.fullmatch(words):
        return _number(found, _NOTED_SAID, raw)
    if (found := _PARTED.fullmatch(words)) and _holds_parts(found):
        return _number(found, _PARTED_SAID, raw)
    return Reading(CellKind.TEXT)


def cell_text(raw: str) -> str:
    """The cell's text in plain ASCII width, without invisible characters and entities that were escaped twice."""
    text = html.unescape(raw) if "&" in raw else raw
    return text.strip() if text.isascii() else text.translate(_PLAIN).strip()


def _number(found: re.Match[str], said: str = "", raw: str = "") -> Reading:
    value = Decimal(found["sign"] + found["whole"].replace(",", "") + (found["fraction"] or ""))
    doubt = said.format(raw=" ".join(raw.split()), number=found["number"].strip()) if said else ""
    return Reading(CellKind.NUMBER, value, found["unit"] or "", doubt)


def _holds_parts(found: re.Match[str]) -> bool:
    """Whether numbers are named as parts, and each is no more than the whole."""
    whole = _number(found).value or Decimal(0)
    parts = [Decimal(n.replace(",", "")) for n in _PART.findall(found["part"])]
    return bool(parts) and all(part <= whole for part in parts)


@lru_cache(maxsize=10_000)
def stated_unit(label: str) -> str:
    """The unit a header or label states, as in “本年收费金额（单位：万元）”; '' where it states none."""
    found = _STATED_UNIT.search(folded(cell_text(label)))
    return (found[1] or found[2]) if found else ""
