"""Taking reports: a page, or the files it names, under the names that say best whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import FetchError
from corpus.web.addresses import ending_of, file_name, safe_name
from corpus.web.attachments import Attachment
from corpus.web.choose import Choice
from corpus.web.endings import DATA, FILE_ENDINGS, HTML, PAGE_ENDINGS, ending_by_content
from corpus.web.harvest import Found, Harvest
from corpus.web.kept import Kept
from corpus.web.library import Library
from corpus.web.page import WebPage
from corpus.web.pictures import is_large, joined
from corpus.web.weigh import is_report, weigh
from corpus.web.words import names_report

_NOT_A_FILE = "这个附件下载到的是网页，不是文件，可能要登录或已经失效（见于 {page}）。请用浏览器下载后添加。"


class Taker:
    """Puts reports into the harvest; `passing` is true once something failed that may succeed later."""

    def __init__(self, library: Library, harvest: Harvest) -> None:
        self._library = library
        self._harvest = harvest
        self.count = 0
        self.passing = False

    def chosen(self, choice: Choice, page: WebPage, file: Path, title: str, found_on: str) -> None:
        """Take what was chosen of a page; where none of its files can be had, the page after all if it may be one."""
        alone = len(choice.files) == 1
        had = [self._attached(each, page, title if alone else "") for each in choice.files]
        fallen_back = bool(had) and not any(had) and is_report(weigh(page.document), page.title)
        if choice.page or fallen_back:
            name = safe_name(title) or safe_name(_stem(file_name(page.address))) or "网页"
            self._add(Found(page.address, file, f"{name}{file.suffix or HTML}", found_on))
        if fallen_back:
            self._harvest.note(f"{page.address}：附件没有取到，加入的是网页正文，其中可能没有统计表。")
        elif choice.note:
            self._harvest.note(f"{page.address}：{choice.note}")

    def file(self, kept: Kept, ending: str, called: str, page_title: str, found_on: str) -> None:
        """Take a document under the first of its names that says that it is a report: its link's, its server's, …"""
        names = (called, kept.name, page_title, file_name(kept.address))
        stems = [stem for stem in (safe_name(_stem(name)) for name in names) if stem]
        stem = next((s for s in stems if names_report(s)), "") or next(iter(stems), "附件")
        self._add(Found(kept.address, self._library.path(kept), f"{stem}{ending}", found_on))

    def pictures(self, addresses: Sequence[str], page: WebPage, title: str, found_on: str) -> bool:
        """Take the page's pictures as the pages of its report; False where none of them is large enough to be read."""
        had = [data for address in addresses if (data := self._picture(address)) and is_large(data)]
        if not had:
            return False
        data = had[0] if len(had) == 1 else joined(had)
        file = self._library.write_whole(page.address, data, ending_by_content(data))
        self._harvest.note(f"{page.address}：网页里没有年报的文字，加入的是其中 {len(had)} 张图片，按图片识别。")
        self._add(Found(page.address, file, f"{safe_name(title)}{file.suffix}", found_on))
        return True

    def _picture(self, address: str) -> bytes:
        try:
            return self._library.read(self._library.get(address))
        except FetchError as error:
            self.passing |= error.passing
            return b""

    def _attached(self, file: Attachment, page: WebPage, title: str) -> bool:
        try:
            kept = self._library.get(file.address)
        except FetchError as error:
            self.passing |= error.passing
            self._harvest.miss(file.address, f"{error}（附件，见于 {page.address}）")
            return False
        data = self._library.read(kept)
        ending = ending_by_content(data, ending_of(kept.name) or file.ending)
        if ending in (HTML, DATA):
            inside = WebPage(kept.address, data)
            if ending == DATA or not is_report(weigh(inside.document), inside.title):
                self._harvest.miss(file.address, _NOT_A_FILE.format(page=page.address))
                return False
        self.file(kept, ending, file.plain_name, title, page.address)
        return True

    def _add(self, found: Found) -> None:
        self.count += 1
        self._harvest.found.setdefault(found.address, found)


def _stem(name: str) -> str:
    """The name without its ending where that is one of a file or a page."""
    ending = ending_of(name)
    return name[: -len(ending)] if ending in FILE_ENDINGS | PAGE_ENDINGS else name
