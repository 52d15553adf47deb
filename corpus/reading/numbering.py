"""Word's automatic numbers (一、 · （一） · 1.): they stand in no text and must be counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20  # styles based on styles: Word allows fewer, a loop would never end
_TENS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def chinese(n: int, digits: str = _TENS, units: str = "十百千") -> str:
    """A number below ten thousand in Chinese numerals: 1 → 一, 10 → 十, 12 → 十二, 105 → 一百零五."""
    if not 0 < n < 10_000:
        return str(n)
    words, pending = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            words += (digits[0] if pending and words else "") + digits[digit] + (units[power - 1] if power else "")
        pending = not digit and bool(words)
    one_ten = digits[1] + units[0]
    return words[1:] if 10 <= n < 20 and words.startswith(one_ten) and digits is _TENS else words


def _digit_by_digit(n: int) -> str:
    return "".join("〇一二三四五六七八九"[int(d)] for d in str(n))


def _letters(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 20) if n > 0 else ""


def _roman(n: int) -> str:
    pairs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    words = ""
    for value, letters in pairs:
        words += letters * (n // value)
        n %= value
    return words


def _circled(n: int) -> str:
    return chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n)


def _wide(n: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(n))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digit_by_digit,
    "chineseLegalSimplified": lambda n: chinese(n, _LEGAL, "拾佰仟"),
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= len(_STEMS) else str(n),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": lambda n: _roman(min(n, 3999)),
    "upperRoman": lambda n: _roman(min(n, 3999)).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool


def _value(parent: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the element at that path (`a/b`), None where it is missing."""
    for name in path.split("/"):
        parent = parent.find(W + name) if parent is not None else None
    return parent.get(W + "val") if parent is not None else None


def _whole(value: str | None, default: int = 0) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default


class Numbering:
    """Counts a document's numbered paragraphs in order; `label(properties)` gives the next one's number."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {s.get(W + "styleId"): s for s in styles.iter(W + "style")} if styles is not None else {}
        self._default = next((k for k, s in self._styles.items() if _is_default(s)), None)
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        if numbering is not None:
            self._abstract = {e.get(W + "abstractNumId", ""): e for e in numbering.iter(W + "abstractNum")}
            self._numbers = {e.get(W + "numId", ""): e for e in numbering.iter(W + "num")}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None) -> str:
        """The number Word writes before a paragraph with these properties (w:pPr), '' for none."""
        number, depth = self._number_of(properties)
        level = self._level(number, depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._abstract_of(number), {})
        self._restart(number, depth, counts)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._written(number, level, counts)

    def _written(self, number: str, level: _Level, counts: Mapping[int, int]) -> str:
        def numeral(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            other = self._level(number, depth)
            count = counts.get(depth, other.start if other else 1)
            return _FORMATS.get("decimal" if level.legal or not other else other.format, str)(count)

        if level.format in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", numeral, level.text).strip()

    def _restart(self, number: str, depth: int, counts: dict[int, int]) -> None:
        """A list that begins anew (w:startOverride) does so once, where it is first used."""
        override = self._override(number, depth)
        start = _value(override, "startOverride") if override is not None else None
        if start is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            counts[depth] = _whole(start, 1) - 1

    def _number_of(self, properties: etree._Element | None) -> tuple[str, int]:
        """(numId, level) of a paragraph or of the styles it is based on; ('', 0) where it has none."""
        number = _value(properties, "numPr/numId")
        depth = _value(properties, "numPr/ilvl")
        style = _value(properties, "pStyle") or self._default
        for _ in range(_DEEPEST_STYLE):
            if (number is not None and depth is not None) or style not in self._styles:
                break
            element = self._styles[style]
            number = number if number is not None else _value(element, "pPr/numPr/numId")
            depth = depth if depth is not None else _value(element, "pPr/numPr/ilvl")
            style = _value(element, "basedOn")
        return ("" if number in (None, "0") else str(number)), min(max(_whole(depth), 0), 8)

    def _abstract_of(self, number: str) -> str:
        return _value(self._numbers.get(number), "abstractNumId") or ""

    def _override(self, number: str, depth: int) -> etree._Element | None:
        element = self._numbers.get(number)
        found = element.findall(W + "lvlOverride") if element is not None else []
        return next((o for o in found if _whole(o.get(W + "ilvl")) == depth), None)

    def _level(self, number: str, depth: int) -> _Level | None:
        key = (number, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(number, depth)
        return self._levels[key]

    def _read_level(self, number: str, depth: int) -> _Level | None:
        override = self._override(number, depth)
        abstract = self._abstract.get(self._abstract_of(number))
        linked = _value(abstract, "numStyleLink")
        if linked in self._styles:  # a list style: its levels stand in the list that style names
            of_style = _value(self._styles[linked], "pPr/numPr/numId") or ""
            abstract = self._abstract.get(self._abstract_of(of_style), abstract)
        for parent in (override, abstract):
            for level in parent.findall(W + "lvl") if parent is not None else []:
                if _whole(level.get(W + "ilvl")) == depth:
                    return _level_of(level)
        return None


def _level_of(level: etree._Element) -> _Level:
    text = _value(level, "lvlText") or ""
    legal = level.find(W + "isLgl") is not None
    return _Level(_whole(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", text, legal)


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
