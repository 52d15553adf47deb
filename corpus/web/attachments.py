"""The files a page hangs its report on: links to documents, frames and viewers, and addresses in its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from corpus.reading.page import one_line
from corpus.web.addresses import clean, ending_of, file_name, same_site
from corpus.web.bounds import EMBEDDED
from corpus.web.endings import FILE_ENDINGS
from corpus.web.page import MOST_LINKS, WebPage, in_furniture
from corpus.web.words import names_report, words

_EMBEDDING = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_IN_SCRIPT = re.compile(r"""["']([^"'\s<>]+\.(?:pdf|ofd|docx?|wps))(?:[?#][^"'\s]*)?["']""", re.IGNORECASE)
_VIEWER = re.compile(r"view|preview|pdfjs|reader", re.IGNORECASE)
_LONGEST_NAME = 300  # characters of a link that are looked at
_HANDED_OUT = re.compile(r"down|attach|file|affix", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a page names: its address, what the page calls it ('' where it shows it in place), and its ending."""

    address: str
    name: str
    ending: str

    @property
    def plain_name(self) -> str:
        """The name without 附件1：, size and ending; '' where it says nothing."""
        name = self.name or file_name(self.address)
        name = name[: -len(self.ending)] if name.lower().endswith(self.ending) else name
        name = words("attachments", "around").sub("", name.strip())
        name = name[: -len(self.ending)] if name.lower().endswith(self.ending) else name
        return "" if words("attachments", "nameless").fullmatch(name) else name

    @property
    def is_tables(self) -> bool:
        """Whether it is only the tables that belong to the prose of the page."""
        if words("attachments", "tables").search(self.plain_name):
            return True
        return self.ending in (".xls", ".xlsx", ".et", ".csv") and not self.is_report

    @property
    def is_report(self) -> bool:
        """Whether its name says that it is a report."""
        name = self.plain_name
        if words("attachments", "tables").search(name) or words("titles", "not").search(name):
            return False
        return names_report(name) or words("attachments", "report").search(name) is not None


def attachments(page: WebPage) -> tuple[Attachment, ...]:
    """Every document the page links to, shows in place or opens by script, once each, in order."""
    found: dict[str, Attachment] = {}
    for each in (*_linked(page), *_embedded(page), *_scripted(page)):
        known = found.get(each.address)
        if each.address != page.address and (known is None or (not known.name and each.name)):
            found[each.address] = each
    return tuple(found.values())


def frames(page: WebPage) -> tuple[str, ...]:
    """The addresses of the pages of this site that are shown within it, those no one sees left out."""
    found = [
        page.resolve(node.attributes.get("src") or "") for node in page.tree.css("iframe, frame") if _is_seen(node)
    ]
    kept = (a for a in found if a and a != page.address and same_site(a, page.address) and not _file_at(a))
    return tuple(dict.fromkeys(kept))[:EMBEDDED]


def _linked(page: WebPage) -> Iterator[Attachment]:
    for node in page.tree.css("a[href]")[:MOST_LINKS]:
        href = node.attributes.get("href") or ""
        address = page.resolve(href) if not href.lower().startswith("javascript:") else ""
        if not address:
            continue
        text = one_line(node.text(deep=True) or "")[:_LONGEST_NAME]
        title = one_line(node.attributes.get("title") or node.attributes.get("download") or "")[:_LONGEST_NAME]
        name = title if len(title) > len(text) else text
        file = _file_at(address)
        ending = next((e for e in map(ending_of, (text, title)) if e in FILE_ENDINGS), "")
        handed_out = "download" in node.attributes or (
            _HANDED_OUT.search(urlsplit(address).path) and re.match(r"附件|下载", text)
        )
        if (file or ending or handed_out) and not in_furniture(node):
            yield Attachment(file or address, name, ending_of(file_name(file)) if file else ending)


def _embedded(page: WebPage) -> Iterator[Attachment]:
    for node in page.tree.css("iframe, frame, embed, object"):
        address = page.resolve(node.attributes.get(_EMBEDDING[node.tag or ""]) or "")
        if address and (file := _file_at(address)):
            yield Attachment(file, "", ending_of(file_name(file)))


def _scripted(page: WebPage) -> Iterator[Attachment]:
    for written in _IN_SCRIPT.findall(page.scripts):
        if address := page.resolve(written):
            yield Attachment(address, "", ending_of(file_name(address)))


def _file_at(address: str) -> str:
    """The address of the document that one leads to, through a viewer too (viewer.html?file=…); '' for a page."""
    parts = urlsplit(address)
    if _VIEWER.search(parts.path):
        for _, value in parse_qsl(parts.query):
            if ending_of(file_name(clean(value, address))) in FILE_ENDINGS:
                return clean(value, address)
    return address if ending_of(file_name(address)) in FILE_ENDINGS else ""


def _is_seen(node: LexborNode) -> bool:
    """Whether a frame is large enough to hold anything; counters and helpers are hidden or one pixel high."""
    style = (node.attributes.get("style") or "").replace(" ", "")
    sizes = (node.attributes.get("width") or "", node.attributes.get("height") or "")
    return "display:none" not in style and not any(re.fullmatch(r"[0-9]|[0-4]\d(px)?", size) for size in sizes)
