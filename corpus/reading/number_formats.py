"""Numbers of a spreadsheet as its reader sees them: the stored value under the cell's number format."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

# What Excel shows in Chinese for the numbers of formats that each language fills in for itself.
_CHINESE_FORMATS: Final = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_BEGINNING: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY: Final = 2_958_465  # 9999-12-31, the last day Excel has
_DIGITS: Final = 15  # significant digits a spreadsheet keeps; more are the noise of binary fractions
_NOISE: Final = Decimal("1e-9")  # what adding up binary fractions leaves behind, as a part of the number

_BRACKETS = re.compile(r"\[[^\]]*\]")  # colours, conditions, currencies with their language
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)|[_*].')
_NUMBER = re.compile(r"(?P<whole>[#0?,]*[#0?])(?P<comma>,*)(?:\.(?P<places>[0#?]*))?(?P<scale>,*)(?P<percent>\s*%)?")
_DATE = re.compile(r"yyyy|yy|e+|mmmm?|mm?|dddd?|dd?|aaaa?|hh?|ss?|AM/PM|上午/下午|[^ymdhseaAP上]+|.", re.IGNORECASE)
_DATE_TOKEN = re.compile(r"[ymdhse]", re.IGNORECASE)
_UNIT = re.compile("[\u4e00-\u9fff]{1,3}")


def format_code(number: int, own: str | None) -> str:
    """The code of a format: the workbook's `own` where it has one, else what its number stands for."""
    if own is not None:
        return own
    return _CHINESE_FORMATS.get(number) or BUILTIN_FORMATS.get(number, "General")


def shown(stored: str, code: str, from_1904: bool = False) -> tuple[str, bool]:
    """What is seen of a stored number, and whether digits that the file holds are hidden by rounding.

    The sign always shows, a zero is always 0, and a format that shows thousands, fractions or powers of ten is not
    followed: then it is the stored number.
    """
    try:
        value = _decimal(stored)
    except (InvalidOperation, ValueError, OverflowError):
        return stored, False
    section = _section(code, value)
    bare = _LITERAL.sub("", section)
    if _DATE_TOKEN.search(bare.replace("General", "")) and not re.search(r"[#0?]", bare.replace(".0", "")):
        return _date(value, section, from_1904), False
    return _number(value, section)


def _decimal(stored: str) -> Decimal:
    value = Decimal(stored.strip())
    if not value.is_finite() or abs(value) >= 10**_DIGITS:
        raise InvalidOperation
    return value if value == value.to_integral() else Decimal(f"{float(value):.{_DIGITS}g}")


def _section(code: str, value: Decimal) -> str:
    """The part of the code for that value; a code with conditions of its own counts as none."""
    if re.search(r"\[[<>=]", code):
        return "General"
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    section = sections[1] if value < 0 and len(sections) > 1 and re.search(r"[#0?]", sections[1]) else sections[0]
    return _BRACKETS.sub("", section)


def _number(value: Decimal, section: str) -> tuple[str, bool]:
    literal = "".join(next(filter(None, m.groups()), "") for m in _LITERAL.finditer(section))
    pattern = _NUMBER.search(_LITERAL.sub("", section))
    plain = f"{value:f}" if value != value.to_integral() else str(value.to_integral())
    if not pattern or _is_special(section, pattern):
        return (plain if plain != "-0" else "0"), False
    factor = 100 if pattern["percent"] else 1
    wanted = pattern["places"] or ""
    exact = value * factor
    rounded = exact.quantize(Decimal(1).scaleb(-len(wanted)), ROUND_HALF_UP)
    words = f"{rounded:,f}" if "," in pattern["whole"] else f"{rounded:f}"
    words = _without_optional(words, wanted)
    unit = literal.strip() if _UNIT.fullmatch(literal.strip()) else ""
    words = words.removeprefix("-") if not rounded else words
    hidden = abs(rounded - exact) > _NOISE * max(Decimal(1), abs(exact))
    return words + ("%" if pattern["percent"] else "") + unit, hidden


def _is_special(section: str, pattern: re.Match[str]) -> bool:
    """Formats that show something else than the number: scaled down, as a fraction, in powers of ten, cut apart."""
    bare = _LITERAL.sub("", section)
    rest = bare.replace(pattern[0], "", 1)
    split = '"' in section and re.search(r'[#0?]\s*"[^"]*"\s*[#0?]', section)
    escaped = re.search(r"[#0?][!\\].[.#0?]", section)
    scaled = pattern["scale"] or pattern["comma"]
    return bool(scaled or split or escaped or re.search(r"[#0?/@]|E[+-]", rest))


def _without_optional(words: str, places: str) -> str:
    """Decimals that the format (#) shows only where they are not zero go."""
    for place in reversed(places):
        if place == "0" or not words.endswith("0"):
            break
        words = words[:-1]
    return words.removesuffix(".")


def _date(value: Decimal, section: str, from_1904: bool) -> str:
    if not 0 <= value <= _LAST_DAY:
        return f"{value:f}"
    days = int(value)
    # Excel believes in 29 February 1900: the days before it are one off.
    early = not from_1904 and 0 < days < 60
    seconds = int((value - days) * 86_400 + Decimal("0.5"))
    moment = _BEGINNING[from_1904] + timedelta(days=days + early, seconds=seconds)
    words, hours = "", False
    for literal, code in _date_pieces(section):
        token = code.lower()
        if literal or not token:
            words += literal
        elif token.startswith(("y", "e")):
            words += f"{moment.year % 100:02d}" if token == "yy" else str(moment.year)
        elif token.startswith("m"):
            words += _padded(moment.minute if hours else moment.month, token)
        elif token.startswith("d") and len(token) < 3:
            words += _padded(moment.day, token)
        elif token.startswith(("h", "s")):
            words += _padded(moment.hour if token[0] == "h" else moment.second, token)
            hours = True
        elif not token.startswith(("a", "d", "上")):
            words += code
    return words.strip()


def _date_pieces(section: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    at = 0
    for found in _LITERAL.finditer(section):
        pieces += [("", token) for token in _DATE.findall(section[at : found.start()])]
        pieces.append((next(filter(None, found.groups()), ""), ""))
        at = found.end()
    return [*pieces, *(("", token) for token in _DATE.findall(section[at:].split("@")[0].rstrip(";")))]


def _padded(number: int, token: str) -> str:
    return f"{number:02d}" if len(token) == 2 else str(number)
