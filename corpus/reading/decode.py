"""Bytes → text: BOM, strict UTF-8, else the encoding under which the text looks most like Chinese."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# gb2312 and gbk are always read as gb18030, which holds them both and the rare characters of names.
_CANDIDATES: Final = ("gb18030", "utf-8", "utf-16-le", "utf-16-be", "big5")
_SAMPLE: Final = 8_000  # bytes scored, a multiple of four: a page of prose is plenty
_SURE: Final = 0.5  # share of common characters: right readings have 0.7 to 0.9, wrong ones less than 0.1
_SURELY_NUL: Final = 2_000  # bytes: a UTF-16 file longer than that holds a line break or a digit, so a NUL
_CUT_TAIL: Final = 3  # a UTF-8 character cut at the end of the file leaves at most so many bytes
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# The commonest characters of Chinese prose (simplified and traditional), of reports and of markup.
_COMMON: Final = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新"
    "什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市数信息公开"
    "政府报告申请答复复议诉讼主动规范性件条例办理机关总计其他结转度情况单位数量处理决定监督保障管理平台建设问题改进"
    "這們來國個說為時會過後學對裡麼當開見經頭動長樣現將與進實點種聲話問機給業間電門東報請複議訟規範關總計結轉況單"
    "數處決監護務題設臺灣區縣廳廣"
    "，。、；：？！“”（）《》—　"
    "\n\r\t 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ<>/=\"'-:;.,()|"
)
# The first byte of a stretch stays: it may be the second half of a GBK character.
_ASCII_STRETCH = re.compile(rb"([\x01-\x7f])[\x01-\x7f]{2,}")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode_text(data: bytes) -> str:
    """The text of a file without BOM, every line break one `\\n`; bad bytes become U+FFFD."""
    return _LINE_BREAKS.sub("\n", _decode(data).removeprefix("\ufeff"))


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    text = _strict_utf8(data)
    return text if text is not None else data.decode(_best_encoding(data), "replace")


def _strict_utf8(data: bytes) -> str | None:
    """The text where the bytes are UTF-8 (a cut last character allowed) and hold no NUL, else None."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = len(data) - error.start <= _CUT_TAIL and error.reason == "unexpected end of data"
        return data[: error.start].decode("utf-8") if cut else None


def _best_encoding(data: bytes) -> str:
    declared = _declared_encoding(data[:_SAMPLE])
    sample = _without_markup(data)[:_SAMPLE]
    scores: dict[str, float] = {}
    for encoding in _CANDIDATES:
        scores[encoding] = _score(sample, encoding)
        if scores[encoding] > _SURE:
            return encoding
    return max(scores, key=lambda encoding: (scores[encoding], encoding == declared))


def _without_markup(data: bytes) -> bytes:
    """The bytes without long stretches of ASCII, which say nothing; UTF-16 is left as it is."""
    if len(data) < _SURELY_NUL or b"\0" in data:
        return data
    return _ASCII_STRETCH.sub(rb"\1 ", data)


def _declared_encoding(sample: bytes) -> str:
    """What the page says of itself: only a hint for equal scores, pages often say it wrong."""
    found = _DECLARED.search(sample)
    name = found[1].decode("ascii", "replace").lower() if found else ""
    return "gb18030" if name.startswith("gb") else name


def _score(sample: bytes, encoding: str) -> float:
    """Common characters minus damage, a character: readings of different length compare fairly."""
    text = sample.decode(encoding, "replace")
    counts = Counter(text)
    points = sum(n for char, n in counts.items() if char in _COMMON)
    points -= 2 * sum(n for char, n in counts.items() if "\ue000" <= char <= "\uf8ff" or char == "\0")
    return (points - 5 * counts["\ufffd"]) / max(len(text), 1)
