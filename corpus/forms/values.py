"""What one cell of a statutory table says: a number, nothing, "does not apply", or words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.report import CellKind

# Invisible characters that web pages and PDFs leave inside cells.
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_UNITS = "万元|亿元|千元|元|人次|件|项|条|次|个|份|宗|起|人|期|篇|场|部"
_NUMBER = re.compile(rf"([+-]?)\s?(\d{{1,3}}(?:,\d{{3}})+|\d{{1,18}})(\.\d+)?\s*({_UNITS})?")
_NOT_APPLICABLE = re.compile(r"[-‐‑‒–—―─−_]+|/+|\\+|无|无此项|不适用|n/?a", re.IGNORECASE)
_STATED_UNIT = re.compile(rf"单位\s*[:：]?\s*({_UNITS})|[(（]\s*({_UNITS})\s*[)）]")


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of a cell, its number (NUMBER only) and the unit glued to it ('' where none is)."""

    kind: CellKind
    value: Decimal | None = None
    unit: str = ""


@lru_cache(maxsize=100_000)
def read_value(raw: str) -> Reading:
    """What a cell's text says; full-width forms and thousands separators are read, a gap inside a number is not.

    “22（其中修订16件）” or “1 2” is TEXT: no number is guessed out of words or out of two numbers in one cell.
    """
    text = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).strip()
    if not text:
        return Reading(CellKind.BLANK)
    if _NOT_APPLICABLE.fullmatch(text):
        return Reading(CellKind.NOT_APPLICABLE)
    found = _NUMBER.fullmatch(text.replace("−", "-"))
    if found is None:
        return Reading(CellKind.TEXT)
    sign, whole, fraction, unit = found.groups()
    return Reading(CellKind.NUMBER, Decimal(sign + whole.replace(",", "") + (fraction or "")), unit or "")


def stated_unit(label: str) -> str:
    """The unit a header or label states, as in “本年收费金额（单位：万元）”; '' where it states none."""
    found = _STATED_UNIT.search(unicodedata.normalize("NFKC", label))
    return (found[1] or found[2]) if found else ""
