"""From one address to the reports it leads to: pages, attachments, lists and their further pages."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import FetchError, ReadingError
from corpus.reading.html import join_pages
from corpus.web import bounds
from corpus.web.addresses import ending_of, file_name
from corpus.web.attachments import attachments, frames
from corpus.web.bounds import Breadth
from corpus.web.choose import Choice, choose
from corpus.web.endings import DATA, HTML, TEXT, ending_by_content
from corpus.web.harvest import Harvest
from corpus.web.kept import Kept
from corpus.web.library import Library
from corpus.web.lists import ListPage, is_column, is_column_address, read_list
from corpus.web.page import WebPage
from corpus.web.paging import article_pages, list_pages, page_number, said_pages
from corpus.web.pictures import pictures_of
from corpus.web.take import Taker
from corpus.web.weigh import fault_of, is_report, says_gone, sent_on, weigh
from corpus.web.words import names_report, says_more

_MENTIONED = 5  # addresses named in a note
_BESIDE = 2  # links to other reports that an article has without being a list


@dataclass(frozen=True, slots=True)
class _Step:
    """An address to visit, the page that names it, what it is called there, and how far it is from the start.

    `sure`: something is wrong where it gives no report; `in_column`: it is a list in a column of reports.
    """

    address: str
    found_on: str = ""
    label: str = ""
    depth: int = 0
    sure: bool = True
    in_column: bool = False


class Crawl:
    """The visit of one address and all it leads to, breadth first, no address twice."""

    def __init__(self, library: Library, start: str, breadth: Breadth, harvest: Harvest) -> None:
        self._library = library
        self._start = start
        self._breadth = breadth
        self._harvest = harvest
        self._taker = Taker(library, harvest)
        self._turned = 1
        self._seen: set[str] = set()
        self._waiting: deque[_Step] = deque()
        self._passing = False
        self._lists: set[str] = set()

    def run(self) -> bool:
        """Visit all there is within bounds; True where all could be had, False where a later run may get more."""
        self._wait_for(_Step(self._start))
        most = self._breadth.visits
        while self._waiting:
            if self._taker.count >= self._breadth.files:
                self._harvest.note(f"{self._start}：已取到 {self._breadth.files} 份年报，到了上限，其余的没有取。")
                break
            if len(self._seen) - len(self._waiting) >= most:
                self._harvest.note(f"{self._start}：已看过 {most} 个网页，到了上限，其余的没有看。")
                break
            step = self._waiting.popleft()
            try:
                self._visit(step)
            except FetchError as error:
                self._passing |= error.passing
                self._harvest.miss(step.address, str(error))
            except ReadingError as error:
                self._harvest.miss(step.address, str(error))
        return not (self._passing or self._taker.passing)

    def _wait_for(self, step: _Step) -> None:
        if step.address not in self._seen:
            self._seen.add(step.address)
            self._waiting.append(step)

    # --- one address ------------------------------------------------------------------------

    def _visit(self, step: _Step) -> None:
        kept = self._library.get(step.address)
        if kept.address != step.address and kept.address in self._seen:
            return
        self._seen.add(kept.address)
        data = self._library.read(kept)
        ending = ending_by_content(data, ending_of(kept.name) or ending_of(file_name(kept.address)))
        if ending == DATA:
            raise FetchError("网站传来的是数据（JSON），不是年报。请添加年报那一页的网址。")
        if ending in (HTML, TEXT):
            self._visit_page(step, WebPage(kept.address, data), kept)
        else:
            self._taker.file(kept, ending, step.label, "", step.found_on)

    def _visit_page(self, step: _Step, page: WebPage, kept: Kept) -> None:
        if kept.digest in self._lists:
            return  # the same list under another address: its last page stands for all that come after it
        target = sent_on(page)
        if target and target not in self._seen:
            self._wait_for(replace(step, address=target))
            return
        if not step.found_on:
            self._start = page.address  # a site that has moved is gone on with where it is now
        page, file = self._whole_article(page, kept)
        if self._take_from(step, page, file):
            self._lists.add(kept.digest)

    def _take_from(self, step: _Step, page: WebPage, file: Path) -> bool:
        """Take what the page holds and go on with what it lists; True where it is a list."""
        weight = weigh(page.document)
        reports = is_report(weight, page.title)
        title = page.title if names_report(page.title) or not step.label else step.label
        choice = choose(weight, reports, title, attachments(page))
        if not reports and not choice.files and says_gone(page):
            self._harvest.miss(step.address, fault_of(page))
            return False
        self._seen.update(file.address for file in choice.files)
        self._taker.chosen(choice, page, file, title, step.found_on)
        taken = choice.page or bool(choice.files)
        listed = self._is_list(page, step, choice) and self._follow_list(page, step)
        if choice.page and not (choice.files or weight.has_tables) and pictures_of(page):
            self._harvest.note(f"{page.address}：网页正文里没有统计表，可能在图片里，没有读到。请查看原网页。")
        if not (taken or listed or self._look_into_frames(page, step)):
            self._take_pictures(step, page, title)
        return listed

    def _take_pictures(self, step: _Step, page: WebPage, title: str) -> None:
        """Take a page that has nothing but pictures as their scan; where it has none, say what is wrong with it."""
        shown = pictures_of(page) if names_report(title) and says_more(title) else ()
        if not self._taker.pictures(shown, page, title, step.found_on) and step.sure:
            self._harvest.miss(step.address, fault_of(page))

    def _look_into_frames(self, page: WebPage, step: _Step) -> bool:
        """Wait for the pages that are shown within this one; False where there are none."""
        inside = [address for address in frames(page) if address not in self._seen]
        label = page.title if names_report(page.title) else step.label
        for address in inside:
            # Where a frame is all there is, its fault is the page's own.
            sure = step.sure and len(inside) == 1
            self._wait_for(_Step(address, page.address, label, step.depth, sure, step.in_column))
        return bool(inside)

    def _whole_article(self, page: WebPage, kept: Kept) -> tuple[WebPage, Path]:
        """The page with its further pages behind it, and the file that holds them all."""
        further = article_pages(page, page.address)
        first = self._library.path(kept)
        if not further or is_column_address(page.address) or self._links_beside(page) > _BESIDE:
            return page, first
        pages, waiting, known = [page], set(further), {page.address}
        while waiting and len(pages) < bounds.ARTICLE_PAGES:
            # The first of those not read yet: a page may name the next and the last, and nothing between.
            address = min(waiting, key=lambda each: page_number(page.address, each))
            known.add(address)
            self._seen.add(address)
            pages.append(WebPage(address, self._library.read(self._library.get(address))))
            waiting = waiting.union(article_pages(pages[-1], page.address)) - known
        if waiting:
            self._harvest.note(f"{page.address}：这篇文章超过 {bounds.ARTICLE_PAGES} 页，后面的没有读。请查看原网页。")
        data = join_pages([each.html for each in pages]).encode()
        return WebPage(page.address, data), self._library.write_whole(page.address, data, HTML)

    # --- lists ------------------------------------------------------------------------------

    def _links_beside(self, page: WebPage) -> int:
        return len(read_list(page, self._start, False).sure)

    def _is_list(self, page: WebPage, step: _Step, choice: Choice) -> bool:
        """Whether the links of the page are to be followed: not those that an article has to others of its kind."""
        article = choice.page or (len(choice.files) == 1 and names_report(page.title) and says_more(page.title))
        if not article or step.depth:
            return not article
        beside = self._links_beside(page)
        if beside > _BESIDE and not is_column_address(page.address):
            self._harvest.note(
                f"{page.address}：这一页还链接了另外 {beside} 份年报，没有跟过去。要一起加入，请添加栏目（列表）的网址。"
            )
        return is_column_address(page.address)

    def _follow_list(self, page: WebPage, step: _Step) -> bool:
        """Wait for what the list leads to; False where it leads nowhere."""
        column = step.in_column or is_column(page)
        found = read_list(page, self._start, column)
        deeper = step.depth + 1
        for link in found.sure:
            self._wait_for(_Step(link.address, page.address, link.text, deeper))
        for link in found.bare:
            self._wait_for(_Step(link.address, page.address, link.text, deeper, sure=False))
        for link in found.parts if deeper <= bounds.DEPTH else ():
            self._turn(_Step(link.address, page.address, "", deeper, sure=False, in_column=column))
        self._mention_elsewhere(found)
        listed = bool(found.sure or found.bare or found.parts)
        return (listed or step.depth > 0 or column) and (self._turn_pages(page, step, column) or listed)

    def _turn_pages(self, page: WebPage, step: _Step, column: bool) -> bool:
        """Wait for the further pages of the list; False where there are none."""
        further = list_pages(page)
        if not further and (said := said_pages(page)) > 1:
            self._harvest.note(
                f"{page.address}：这一栏有 {said} 页，翻页由脚本完成，程序只读到第一页。请把其余各页的网址也加上。"
            )
        for address in further:
            self._turn(_Step(address, page.address, "", step.depth, sure=False, in_column=column))
        return bool(further)

    def _turn(self, step: _Step) -> None:
        """Wait for one more list page, as long as there are not too many."""
        if step.address in self._seen:
            return
        if self._turned >= self._breadth.pages:
            self._harvest.note(
                f"{self._start}：已翻了 {self._breadth.pages} 页列表，到了上限，其余的没有翻。可用 --pages 多翻。"
            )
            return
        self._turned += 1
        self._wait_for(step)

    def _mention_elsewhere(self, found: ListPage) -> None:
        for link in found.elsewhere[:_MENTIONED]:
            self._harvest.note(f"“{link.text}”在别的网站，没有跟过去。需要的话请直接添加：{link.address}")
        if len(found.elsewhere) > _MENTIONED:
            self._harvest.note(f"另有 {len(found.elsewhere) - _MENTIONED} 份年报在别的网站，没有跟过去。")
