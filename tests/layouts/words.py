"""States of words and files: characters of another kind, things inserted by sites, markup gone wrong."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

import opencc

Words = Callable[[str, random.Random], str]
KANGXI = str.maketrans(
    "一二三四五六七八九十人力工大山口日月水火行长門见車金食", "⼀⼆三四五六七⼋九⼗⼈⼒⼯⼤⼭⼝⽇⽉⽔⽕⾏长⾨见⾞⾦⾷"
)


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def traditional(text: str, rng: random.Random) -> str:
    return str(_converter("s2t").convert(text))


def taiwan(text: str, rng: random.Random) -> str:
    return str(_converter("s2twp").convert(text))


def hong_kong(text: str, rng: random.Random) -> str:
    return str(_converter("s2hk").convert(text))


def kangxi(text: str, rng: random.Random) -> str:
    return text.translate(KANGXI)


def zero_width(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice("\u200b\ufeff\u2060\u200e") + text[at:]


def private(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + "\ue5e5" + text[at:] if len(text) > 3 else text


def pinyin(text: str, rng: random.Random) -> str:
    return f"{text} xìn xī nèi róng" if 3 < len(text) < 40 else text


def spaced(text: str, rng: random.Random) -> str:
    return " ".join(text) if len(text) < 12 else text


def bracketed_unit(text: str, rng: random.Random) -> str:
    return f"{text}（件）" if text.endswith(("数量", "件数", "公开", "总计", "自然人", "结果维持")) else text


def instructed(text: str, rng: random.Random) -> str:
    return {"本年增/减": "本年增/减（如 -8）", "行政许可": "行政许可（填写说明：指本年办结的许可）"}.get(text, text)


def quoted(text: str, rng: random.Random) -> str:
    return text.replace("“", "「").replace("”", "」")


STATES: dict[str, Words] = {
    "traditional characters": traditional,
    "Taiwan's characters and words": taiwan,
    "Hong Kong's characters": hong_kong,
    "Kangxi radicals": kangxi,
    "zero-width characters in words": zero_width,
    "private characters in words": private,
    "pinyin behind labels": pinyin,
    "spaces between characters": spaced,
    "a unit in brackets behind labels": bracketed_unit,
    "instructions behind labels": instructed,
    "corner brackets for quotes": quoted,
}

# --- files ----------------------------------------------------------------------------------------

HTML = ("clean", "nested", "copied")


def _recoded(change: Callable[[str, random.Random], str]) -> Callable[[bytes, str, random.Random], bytes]:
    def on_bytes(data: bytes, encoding: str, rng: random.Random) -> bytes:
        return change(data.decode(encoding), rng).encode(encoding, "ignore")

    return on_bytes


def _cell_by_cell(page: str, change: Callable[[str], str]) -> str:
    return re.sub(r"(<td[^>]*>(?:<span>)?)([^<]*)", lambda m: m[1] + change(m[2]), page, flags=re.IGNORECASE)


def escaped_twice(page: str, rng: random.Random) -> str:
    return _cell_by_cell(page, lambda text: f"&amp;nbsp;{text}&amp;nbsp;")


def split_by_spans(page: str, rng: random.Random) -> str:
    return _cell_by_cell(page, lambda text: "".join(f"<span>{c}</span>" for c in text) if text.isdigit() else text)


def ruby(page: str, rng: random.Random) -> str:
    return _cell_by_cell(
        page,
        lambda text: "".join(
            f"<ruby>{c}<rp>(</rp><rt>yī</rt><rp>)</rp></ruby>" if "一" <= c <= "鿿" and rng.random() < 0.3 else c
            for c in text
        ),
    )


def footnoted(page: str, rng: random.Random) -> str:
    return _cell_by_cell(page, lambda text: f"{text}<sup>1</sup>" if text.isdigit() and rng.random() < 0.2 else text)


def hidden_cells(page: str, rng: random.Random) -> str:
    return re.sub(
        r"(<td[^>]*>(?:<span>)?\d)", lambda m: f'<td style="display: none">7</td>{m[1]}' if rng.random() < 0.1 else m[1],
        page, flags=re.IGNORECASE,
    )  # fmt: skip


def unclosed(page: str, rng: random.Random) -> str:
    return re.sub(r"</t[dr]>", "", page, flags=re.IGNORECASE)


def furniture(page: str, rng: random.Random) -> str:
    line = "<p>字号：大 中 小　打印　关闭　浏览次数：1234　抓取时间：2024-05-06 12:00</p>"
    return page.replace("<table", f"{line}<table").replace("<TABLE border", f"{line}<TABLE border")


def broken(page: str, rng: random.Random) -> str:
    """One number of several digits is broken over two lines."""
    at = rng.choice([m.start() + 1 for m in re.finditer(r"(?<=[\t|] )\d{2,}|(?<=\t)\d{2,}", page)] or [len(page)])
    return page[:at] + "\n" + page[at:]


def cut(page: str, rng: random.Random) -> str:
    return page[: rng.randrange(len(page) // 3, len(page))]


def without_gone(data: bytes, encoding: str) -> bytes:
    """The file without the cells that are not there."""
    if data.startswith(b"PK"):
        return _in_docx(data, lambda xml: re.sub(r"<w:tc>(?:(?!</w:tc>).)*\ufdd0.*?</w:tc>", "", xml))
    page = data.decode(encoding)
    return re.sub(
        r"<td[^>]*>(?:<span>)?\ufdd0(?:</span>)?(?:</td>)?|(?: \|)? ?[\t\n]?\ufdd0", "", page, flags=re.IGNORECASE
    ).encode(encoding)


def _in_docx(data: bytes, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == "word/document.xml" else part)
    return out.getvalue()


def footnoted_docx(data: bytes, encoding: str, rng: random.Random) -> bytes:
    """Some numbers in cells with a raised 1 behind them."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    return _in_docx(data, lambda xml: re.sub(r">\d+</w:t></w:r>", lambda m: m[0] + mark * (rng.random() < 0.2), xml))


FILES: dict[str, tuple[Callable[[bytes, str, random.Random], bytes], tuple[str, ...]]] = {
    "entities escaped twice": (_recoded(escaped_twice), HTML),
    "numbers cut into spans": (_recoded(split_by_spans), HTML),
    "pinyin above characters": (_recoded(ruby), HTML),
    "footnotes raised": (_recoded(footnoted), HTML),
    "footnotes raised in a document": (footnoted_docx, ("merged",)),
    "hidden cells": (_recoded(hidden_cells), HTML),
    "cells and rows not closed": (_recoded(unclosed), HTML),
    "furniture above the tables": (_recoded(furniture), HTML),
    "a number broken over two lines": (_recoded(broken), ("tabs", "markdown")),
    "the file cut off": (_recoded(cut), (*HTML, "tabs", "lines", "markdown")),
}
