"""The year of a report: in its title, its period, its file's name or its text; the date of publishing is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.kinds import kind_of
from corpus.outline import Outline
from corpus.report import Document
from corpus.title_words import CHINESE_DIGITS, CHINESE_YEAR, FULL_WIDTH, OPENING, title_subject

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年|(?=政府信息|政务公开))")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})\s*年(?!来|以|前|后)")
_PERIOD = re.compile(
    r"(?:统计|期限|周期|时限|期间|时间|数据|自|从)[^。\n]{0,30}?((?:19|20)\d{2})\s*年\s*0?1\s*月\s*0?1\s*日[^。]{0,12}?12\s*月\s*31\s*日"
)
_ISSUED = re.compile(r"(?:日期|时间|发布|公布|印发)(?:于|为)?\s*[：:]?\s*\d{4}\s*[-年./]|[〔\[]\d{4}[〕\]]")
_WHOLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年度")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def report_year(title: str, document: Document, outline: Outline, stem: str, prose: str) -> int | None:
    """The year reported on; the date of publication a year later, or that of a circular, is not it.

    A report that looks back and plans is of the year it was given in, which is the last its title names.
    """
    kind = kind_of(title, None)
    if kind and kind.looks_back and (years := _YEAR.findall(title)):
        return max(map(int, years))
    if not year_of_title(title) and kind and kind.given and (said := kind.given.search(prose)):
        return int(said[1])
    if year := year_of_title(title):
        return year
    if period := _PERIOD.search(document.text[:OPENING]):
        return int(period[1])
    return _file_year(stem) or _year_of_text(document, outline)


def year_of_title(text: str) -> int | None:
    """The year that a title says, in digits or Chinese numerals; None where it says none."""
    text = text.translate(FULL_WIDTH)
    if years := list(_YEAR.finditer(text)):
        # Of two years the one that the report is of stands last before its subject: 2024年…关于2023年度政府信息公开….
        subject = title_subject().search(text)
        return int(next((m for m in reversed(years) if subject and m.start() < subject.start()), years[0])[1])
    if match := CHINESE_YEAR.search(text):
        return int(re.sub(r"\D", "", match.group().translate(CHINESE_DIGITS)))
    if match := _SHORT_YEAR.search(text):
        return 2000 + int(match[1])
    return None


def _file_year(stem: str) -> int | None:
    match = _WHOLE_YEAR.search(stem) or _YEAR.search(stem) or _FILE_YEAR.search(stem)
    return int(match[1]) if match else year_of_title(stem)


def _year_of_text(document: Document, outline: Outline) -> int | None:
    """The year the first chapter speaks of most often; of two that are level, the one named first."""
    first = next((s for s in outline.sections if s.chapter == 1), None)
    text = document.text[first.start : first.end] if first else document.text[:OPENING]
    years = Counter(int(y) for y in _YEAR.findall(_ISSUED.sub("", text)))
    return years.most_common(1)[0][0] if years else None


def lacking_years(years: Iterable[int]) -> tuple[int, ...]:
    """The years between the first and the last that are not there."""
    known = set(years)
    return tuple(y for y in range(min(known), max(known)) if y not in known) if known else ()
