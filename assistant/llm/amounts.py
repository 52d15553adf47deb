"""The amounts in a sentence, in whatever numerals: value and what is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import prod

from assistant.llm.prompts import load_words
from corpus.numerals import DIGITS, FORMAL_DIGITS

_DIGITS = DIGITS | FORMAL_DIGITS
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CHINESE = f"[{''.join(_DIGITS)}{''.join(_STEPS)}]+(?:点[{''.join(_DIGITS)}]+)?"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?[千万亿]*"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its counter ('' = none) at its place; `value` is None for numerals that make no number (三公)."""

    value: Decimal | None
    unit: str
    start: int
    end: int

    def same(self, other: Amount) -> bool:
        """Whether both say the same number of the same."""
        return self.value is not None and (self.value, self.unit) == (other.value, other.unit)


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(map(re.escape, load_words().counters))
    number = f"{_ARABIC}|{_CHINESE}"
    return re.compile(
        f"(?P<whole>百|千|万|{number})分之(?P<part>{number})"
        f"|(?P<number>{number})(?P<more>[多余几])?(?P<half>个?半)?(?P<unit>{unit})?"
    )


def plain_text(text: str) -> str:
    """The text as amounts are read from it: half width, without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def amounts(text: str) -> Iterator[Amount]:
    """Every numeral of a plain text, in order; 百分之五 is 5 %, 三分之一 the share 1/3, 十余件 and 三个半 are their own."""
    for found in _pattern().finditer(text):
        at = (found.start(), found.end())
        if found["whole"]:
            whole, part = _value(found["whole"]), _value(found["part"])
            unit = {100: "%", 1000: "‰"}.get(int(whole or 0), f"/{whole}")
            yield Amount(part, unit, *at)
            continue
        unit = f"{found['more'] or ''}{found['half'] or ''}{found['unit'] or ''}"
        yield Amount(_value(found["number"]), unit, *at)


def _value(written: str) -> Decimal | None:
    arabic = re.fullmatch(r"([\d,]+(?:\.\d+)?)([千万亿]*)", written)
    if arabic:
        steps = prod(_STEPS[step] for step in arabic[2])
        return Decimal(arabic[1].replace(",", "")) * steps
    whole, _, part = written.partition("点")
    digits = all(c in _DIGITS for c in whole)
    value = Decimal("".join(str(_DIGITS[c]) for c in whole)) if digits else _positional(whole)
    return value if value is None or not part else value + Decimal("0." + "".join(str(_DIGITS[c]) for c in part))


def _positional(written: str) -> Decimal | None:
    """十二, 三百零五, 两万; None for steps that don't go down (百万千)."""
    total, section, digit, last = 0, 0, None, 10**9
    for c in written:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
            continue
        step = _STEPS[c]
        if step >= 10_000:
            if not (section or digit):
                return None
            total, section, digit, last = (total + section + (digit or 0)) * step, 0, None, step
            continue
        if step >= last and section:
            return None
        section, digit, last = section + (1 if digit is None else digit) * step, None, step
    return Decimal(total + section + (digit or 0))
