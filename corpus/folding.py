"""One character for each way of writing it: traditional, radical and compatibility forms → the ordinary simplified one.

Every fold keeps the length, so that a span of the folded text is a span of the text itself, which stays as it is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files

from corpus.report import Block, Document, Grid

# Part of a text's Chinese characters from which it counts as written in traditional ones. Measured: 0.30 and more in
# reports turned into any traditional standard; below 0.002 in the sample reports (a few 門戶, 乾, 於 in names).
_TRADITIONAL = 0.05
# Kangxi radicals and compatibility ideographs, which PDFs and web fonts write for the characters they look like; those
# of the other radicals, which NFKC leaves alone, are in reading/radicals.toml.
_COMPATIBLE = ((0x2F00, 0x2FDF), (0xF900, 0xFAFF))
_CHINESE = re.compile("[\u3400-\u9fff]")
_IDEOGRAPHS = range(0x3400, 0xA000)
# Traditional forms that are ordinary characters as well (乾县, 慰藉): a label has none of them.
_KEPT = frozenset("乾藉")
# What the standards of Taiwan and Hong Kong write otherwise than the one opencc turns to simplified characters.
# Words of Taiwan for those of the forms, of the same length.
_WORDS = {"资讯": "信息", "讯息": "信息", "网路": "网络", "专案": "项目", "计画": "计划"}
_VARIANTS = {"啓": "启", "啟": "启", "爲": "为", "裏": "里", "衆": "众", "牀": "床", "綫": "线", "峯": "峰", "羣": "群"}


def folded(text: str) -> str:
    """The text with every character in its ordinary simplified form, same length: to compare labels by."""
    if text.isascii() or not _foldable().search(text):
        return text
    simple = text.translate(_all())
    for word, other in _WORDS.items():
        simple = simple.replace(word, other)
    return simple


def plain_view(document: Document) -> Document:
    """The document with its characters in their ordinary forms, every span unchanged; itself where they are already.

    Traditional characters are turned only where the text is written in them: a single one may belong to a name.
    """
    text = _plain_text(document.text)
    if text is document.text:
        return document
    return replace(document, text=text, blocks=tuple(_seen_in(block, text) for block in document.blocks))


def _plain_text(text: str) -> str:
    if not _foldable().search(text):
        return text
    radical = text.translate(_radicals())
    text = text if radical == text else radical
    return _simplified(text) if _is_traditional(text) else text


def _is_traditional(text: str) -> bool:
    table = _traditional()
    turned = sum(len(c) > 1 or ord(c) in table for c in _foldable().findall(text))
    return turned > 0 and turned > _TRADITIONAL * len(_CHINESE.findall(text))


def _simplified(text: str) -> str:
    """By words (乾縣 stays 乾县), character by character in a line that would change its length."""
    lines = text.split("\n")
    by_words = str(_converter("\n".join(lines))).split("\n")
    if len(by_words) != len(lines):
        return text.translate(_traditional())
    pairs = zip(lines, by_words, strict=True)
    return "\n".join(folded(new if len(new) == len(old) else old) for old, new in pairs)


def _converter(text: str) -> object:
    from opencc import OpenCC  # loads its dictionaries, and nearly no report needs them

    return OpenCC("t2s").convert(text)


def _seen_in(block: Block, text: str) -> Block:
    if not isinstance(block, Grid):
        return block
    return replace(block, cells=tuple(c._replace(text=text[c.start : c.end]) for c in block.cells))


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _all()))}]|{'|'.join(_WORDS)}")


@cache
def _all() -> dict[int, str]:
    return _radicals() | _traditional()


@cache
def _radicals() -> dict[int, str]:
    codes = (code for first, last in _COMPATIBLE for code in range(first, last + 1))
    meant = ((code, unicodedata.normalize("NFKC", chr(code))) for code in codes)
    data = tomllib.loads((files("corpus") / "reading" / "radicals.toml").read_text(encoding="utf-8"))
    others = {ord(pair[0]): pair[1] for pair in data["radicals"].split()}
    return {code: char for code, char in meant if char != chr(code) and len(char) == 1} | others


@cache
def _traditional() -> dict[int, str]:
    chars = [chr(code) for code in _IDEOGRAPHS if chr(code) not in _KEPT]
    simple = str(_converter("\n".join(chars))).split("\n")
    return dict(_changed(zip(chars, simple, strict=True))) | {ord(a): b for a, b in _VARIANTS.items()}


def _changed(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[int, str]]:
    return ((ord(a), b) for a, b in pairs if a != b and len(b) == 1)


def squeezed(text: str) -> str:
    """The text without white space of any kind."""
    return "".join(text.split())
