"""Of a page that holds a report and files that hold it again, the one to take: never both as two reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.web.attachments import Attachment
from corpus.web.weigh import Weight
from corpus.web.words import names_report, says_more, words

# The same report in several formats: that in which tables are told most exactly is read.
_PREFERRED = (".docx", ".xlsx", ".ofd", ".pdf", ".wps", ".doc", ".odt", ".rtf", ".xls", ".et", ".txt", ".csv", ".zip")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_COMMON = re.compile(r"政府|政务|信息公开|工作|年度|年报|报告|关于|附件|公布|发布|[的年]|(?:19|20)\d{2}|\W|[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a page is taken: the page itself, these files, both or neither; and a note on what was not (Chinese)."""

    page: bool = False
    files: tuple[Attachment, ...] = ()
    note: str = ""


def choose(weight: Weight, reports: bool, title: str, files: Sequence[Attachment]) -> Choice:
    """The choice for a page of that weight and title; `reports` tells whether the page is a report itself."""
    if not reports:
        named = [f for f in files if f.is_report]
        if not named and names_report(title) and says_more(title):
            named = [f for f in files if not words("titles", "not").search(f.plain_name)]
        kept, note = _one_of_each(named)
        return Choice(False, kept, note)
    others = [f for f in files if f.is_report and _is_other(f.plain_name, title)]
    same = [f for f in files if f not in others and (f.is_report or not (f.plain_name or f.is_tables))]
    if weight.has_tables or not same:
        tables = () if weight.has_tables else tuple(f for f in files if f.is_tables)
        kept, note = _one_of_each([*tables, *others])
        left = "、".join(map(_said, same))
        if left:
            note = f"网页里已有年报全文，附件{left}没有另外加入。"
        elif tables:
            note = f"统计表在附件{'、'.join(map(_said, tables))}里，与网页正文分别加入。{note}"
        return Choice(True, kept, note)
    kept, note = _one_of_each([*same, *others])
    return Choice(False, kept, f"网页正文里没有统计表，加入的是附件{_said(kept[0])}，网页没有另外加入。{note}")


def _is_other(name: str, title: str) -> bool:
    """Whether a file is another body's report or that of another year, by its name beside the page's title."""
    years = set(_YEAR.findall(name)), set(_YEAR.findall(title))
    if all(years) and not years[0] & years[1]:
        return True
    own, page = _COMMON.sub("", name), _COMMON.sub("", title)
    return bool(own and page) and own not in page and page not in own


def _one_of_each(files: Sequence[Attachment]) -> tuple[tuple[Attachment, ...], str]:
    """The files without those that are another one in another format."""
    best: dict[str, Attachment] = {}
    dropped: list[Attachment] = []
    for i, file in enumerate(files):
        key = re.sub(r"\W", "", file.plain_name) or f"{_nameless_key(file, files)}{i}"
        rival = best.get(key)
        if rival is None or (file.ending == rival.ending and file.ending):
            best[key if rival is None else f"{key}#{i}"] = file
            continue
        better, worse = sorted((file, rival), key=_rank)
        best[key] = better
        dropped.append(worse)
    note = f"同一份年报有几种格式，加入的是其中一种，没有加入：{'、'.join(map(_said, dropped))}。" if dropped else ""
    return tuple(best.values()), note


def _nameless_key(file: Attachment, files: Sequence[Attachment]) -> str:
    return "" if len(files) > 1 else file.address


def _rank(file: Attachment) -> int:
    return _PREFERRED.index(file.ending) if file.ending in _PREFERRED else len(_PREFERRED)


def _said(file: Attachment) -> str:
    return f"“{file.name or file.address.rpartition('/')[2]}”"
