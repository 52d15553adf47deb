"""Numbers in prose → figures: value, unit and span first; what is counted is worked out in `counted`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from corpus.breakdowns import Breakdown, breakdowns
from corpus.counted import Found, Given, counted
from corpus.numerals import DIGITS
from corpus.report import Figure, Passage, PassageKind
from corpus.sentences import sentences
from corpus.words import any_of, word_data

__all__ = ["Breakdown", "breakdowns", "figures_in"]

_CN_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
# A longer row of digits counts nothing: an account, an identity number, a broken page.
_MOST_DIGITS = 18
_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_CN_ANY = "[一两二三四五六七八九十百千万零]"
# 一 alone is a count only at the end of a clause (微博一个。), where 一次 is an idiom all the same.
_ONE = r"一(?=[^次批]{1,2}(?:[，。；、,;）)]|$))"
_WORTH_READING = re.compile(r"[\d０-９]|[两二三四五六七八九十百千][余多]?[一-鿿]|百分之")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
# The mark of a footnote between a number and what follows: 12①件, 12²件.
_NOTE = re.compile(r"(?<=\d)[①-⑳¹²³⁰⁴-⁹]+(?=[一-鿿，。；、,;）)]|$)")
_DROPPED = re.compile(rf"\s|{_UNSEEN.pattern}|{_NOTE.pattern}")
# Digits behind one of these are what a mask has left of a number: *3件, □5件. Markdown's ** is none.
_MASK = re.compile(r"(?<!\*)\*$|\*{3,}$|[＊×□■○●◯_＿?？#＃]$")
# Numbers in a short quotation or a title are names: “1+X”, 《2023年10件民生实事》.
_NAMES = re.compile(r"《[^《》]*》|“[^“”]{1,20}”|〔[^〔〕]*〕|\[\d{4}\]")
_LEADING_ZEROS = tuple(f"0{digit}" for digit in "0123456789")
_ARTICLES = re.compile(r"第[^第，。；]{1,8}[条款项][、和及至]?$")
_RANGE = re.compile(r"[\d%][一-鿿%]{0,2}[-–—~～至]$")
_EVERY = re.compile(r"每[^，。；、]{0,6}$")
_SIMILAR = {"个百分点": "百分点", "人（次）": "人次", "人(次)": "人次", "场（次）": "场次", "场(次)": "场次",
            "个工作日": "工作日", "％": "%",}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence without white space and with half-width digits; `places[i]` is where character i stands."""

    text: str
    places: tuple[int, ...] | range


def figures_in(text: str, passages: Iterable[Passage]) -> tuple[Figure, ...]:
    """Every count, amount and share in the paragraphs among `passages`, in order; dates and ordinals are none."""
    figures: list[Figure] = []
    for passage in passages:
        if passage.kind is PassageKind.PARAGRAPH:
            before: tuple[Given, ...] = ()
            for start, end in sentences(text, passage.start, passage.end):
                before = _sentence_figures(text, start, end, passage, before, figures)
    return tuple(figures)


def _sentence_figures(
    text: str, start: int, end: int, passage: Passage, before: tuple[Given, ...], figures: list[Figure]
) -> tuple[Given, ...]:
    """Appends the figures of one sentence; returns what it counted, for a next sentence that opens with 其中."""
    if not _WORTH_READING.search(text, start, end):
        return ()
    view = _view(text, start, end)
    found = _found(view.text)
    given = counted(view.text, found, before)
    for one, told in zip(found, given, strict=True):
        first, last = view.places[one.start], view.places[one.end - 1] + 1
        figures.append(
            Figure(
                told.what, one.value, one.unit, text[first:last], one.approx, first, last, start, end, passage.chapter
            )
        )
    return given


def _view(text: str, start: int, end: int) -> _View:
    piece = text[start:end].translate(_FULL_WIDTH)
    if not _DROPPED.search(piece):
        return _View(piece, range(start, end))
    unseen = {i for found in (_UNSEEN, _NOTE) for m in found.finditer(piece) for i in range(*m.span())}
    kept = [i for i, c in enumerate(piece) if i not in unseen and (not c.isspace() or _parts_words(piece, i))]
    return _View("".join(" " if piece[i].isspace() else piece[i] for i in kept), tuple(start + i for i in kept))


def _parts_words(piece: str, i: int) -> bool:
    """Whether the white space at i keeps two numbers or Latin words apart."""
    left, right = piece[:i].rstrip()[-1:], piece[i:].lstrip()[:1]
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum() and not piece[i - 1].isspace()


# --- numbers --------------------------------------------------------------------------------


@cache
def _number() -> re.Pattern[str]:
    """A number, 余/多, 万/亿, unit; or a number in characters; or 百分之…; or a bare total at the end of a clause."""
    words = word_data()
    units = any_of([*words.units, *_SIMILAR])
    step = "百万|千万|百|千|万|亿"
    return re.compile(
        rf"(?P<n>(?<![\d.,A-Za-z])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)(?P<a>[余多]?)"
        rf"(?:(?P<u>{units})|(?P<m>{step})(?P<b>[余多]?)(?P<v>{units})?|(?P<bare>(?=[，。；、,;）)]|$)))"
        rf"|(?<!{_CN_ANY})(?P<cn>{_CN_ANY}{{2,}}|[两二三四五六七八九十百千万]|{_ONE})"
        rf"(?P<c>[余多]?)(?P<w>{any_of(words.chinese_units)})"
        rf"|百分之(?P<p>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
    )


def _found(view: str) -> list[Found]:
    """The figures of a sentence in order, without what is counted."""
    names = [m.span() for m in _NAMES.finditer(view)]
    found: list[Found] = []
    for match in _number().finditer(view):
        if any(a < match.start() < b for a, b in names) or _is_no_count(view, match):
            continue
        read = _read(view, match)
        if read:
            found.append(read)
    return found


def _is_no_count(view: str, match: re.Match[str]) -> bool:
    left = view[max(0, match.start() - 12) : match.start()]
    plain = left
    for word in word_data().before:
        plain = plain.removesuffix(word)
    return bool(
        plain.endswith(word_data().not_after)
        or _MASK.search(left)
        or (match["n"] or "").startswith(_LEADING_ZEROS)
        or re.search(r"\d[ ,，]?$", left)
        or _ARTICLES.search(left)
        or _RANGE.search(left)
        or _EVERY.search(plain)
        or _opens_word(view, match)
    )


def _opens_word(view: str, match: re.Match[str]) -> bool:
    """Whether what looks like a unit is the first character of a word (六部分), or quotes follow (三个“100”行动)."""
    unit, following = view[match.end() - 1], view[match.end() : match.end() + 1]
    return (
        following in word_data().not_before.get(unit, "")
        if following not in ("", "“")
        else bool(match["cn"] and following)
    )


def _read(view: str, match: re.Match[str]) -> Found | None:
    if match["cn"]:
        return _read_characters(view, match)
    if match["p"]:
        value = Decimal(match["p"]) if match["p"][0].isdigit() else _cn_decimal(match["p"])
        return None if value is None else Found(match.start(), match.end(), value, "%", _approx(view, match, ""))
    unit = match["u"] or match["v"] or ""
    if not unit and not _is_total(view, match):
        return None
    if len(match["n"]) > _MOST_DIGITS:
        return None
    value = _plain(Decimal(match["n"].replace(",", "")), _TIMES[match["m"] or ""])
    return Found(
        match.start(),
        match.end(),
        value,
        _SIMILAR.get(unit, unit),
        _approx(view, match, match["a"] or match["b"] or ""),
    )


def _plain(number: Decimal, times: int) -> Decimal:
    """1.2亿 → 120000000; a number without 万 or 亿 keeps its decimals as written."""
    value = number * times
    return value.quantize(Decimal(1)) if times > 1 and value == value.to_integral_value() else value


def _read_characters(view: str, match: re.Match[str]) -> Found | None:
    value = chinese_number(match["cn"])
    alone = match["cn"] in ("百", "千", "万") and not match["c"]
    idiom = any(view.startswith(i, match.start()) for i in word_data().idioms)
    # 好几件 is no number, 办好十件 is.
    before = view[max(0, match.start() - 2) : match.start()]
    joined = before.endswith(tuple("数几一好上成")) and before not in ("办好", "做好", "抓好")
    if value is None or alone or idiom or joined:
        return None
    return Found(
        match.start(),
        match.end(),
        Decimal(value),
        _SIMILAR.get(match["w"], match["w"]),
        _approx(view, match, match["c"]),
    )


def _is_total(view: str, match: re.Match[str]) -> bool:
    """Whether a number without a unit is a total: 粉丝数54373, 用户突破550万."""
    left = re.split(r"[，。；、：]", view[: match.start()])[-1]
    for word in (*word_data().before, "达到", "已达", "达", "为", "已", "共", "累计"):
        left = left.removesuffix(word)
    return left.endswith(word_data().measures) or (bool(match["m"]) and len(left) > 1)


def _approx(view: str, match: re.Match[str], inside: str) -> str:
    """余 / 超 / 约 / 以上 …, as said; several are joined (约…余)."""
    words = word_data()
    before = next((w for w in words.before if view.endswith(w, 0, match.start())), "")
    after = inside or next((w for w in words.after_unit if view.startswith(w, match.end())), "")
    return f"{before}…{after}" if before and after else before or after


def chinese_number(text: str) -> int | None:
    """十二 → 12, 两百三十 → 230; None where the characters are no number (二三 is 'two or three')."""
    total = section = digit = 0
    last_was_digit = False
    for c in text:
        if c in DIGITS:
            if last_was_digit and digit:
                return None
            digit, last_was_digit = DIGITS[c], True
        elif c == "万":
            total, section, digit, last_was_digit = (section + digit or 1) * 10_000, 0, 0, False
        else:
            section, digit, last_was_digit = section + (digit or 1) * _CN_STEPS[c], 0, False
    return total + section + digit


def _cn_decimal(text: str) -> Decimal | None:
    whole, _, part = text.partition("点")
    number = chinese_number(whole)
    digits = "".join(str(DIGITS[c]) for c in part)
    return None if number is None else Decimal(f"{number}.{digits}" if digits else number)
