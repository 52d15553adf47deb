"""The characters meant by those that a printed file names: radicals and compatibility forms of ordinary characters."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

# Kangxi radicals and CJK compatibility ideographs: NFKC knows what they stand for, and （） ： ０ are left alone.
_COMPATIBLE = ((0x2F00, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")


def meant(text: str) -> str:
    """The text with radicals and compatibility ideographs (⾏ ⺠ 行) as the ordinary characters; invisible ones gone."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_MEANT)


def is_private(char: str) -> bool:
    """Whether a character means nothing outside its font: private use, unassigned, or the mark of a lost one."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs")


class _Meant(dict[int, str]):
    """The translation table of `meant`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _UNSEEN or (unicodedata.category(char) == "Cc" and not char.isspace()):
            return ""
        if char in _radicals():
            return _radicals()[char]
        return unicodedata.normalize("NFKC", char) if any(a <= code <= b for a, b in _COMPATIBLE) else char


_MEANT = _Meant()


@cache
def _radicals() -> dict[str, str]:
    data = tomllib.loads((files("corpus.reading") / "radicals.toml").read_text(encoding="utf-8"))
    return {pair[0]: pair[1] for pair in data["radicals"].split()}
