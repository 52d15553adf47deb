"""A web page as this room sees it: its text, its tree, the report it may hold, and every address it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import ReadingError
from corpus.reading import read_document
from corpus.reading.decode import decode_text
from corpus.reading.html import page_title
from corpus.reading.limits import check_markup, check_text
from corpus.reading.page import one_line
from corpus.report import Document
from corpus.web.addresses import clean
from corpus.web.words import names_report, says_more

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_NEXT_GROUP = re.compile(r"<(?:next|pre)group>\s*<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)
_OPENED = re.compile(r"""(?:open|href|location|go\w{0,20}|to\w{0,20})\W{0,4}["']([^"'()\s]{1,500})["']""")
MOST_LINKS = 3_000  # of one page; a list of all towns of a city has a few hundred
_LONGEST_TEXT = 300  # characters of a link that are looked at: titles have at most eighty
_LONGEST_SCRIPT = 2_000  # characters of an onclick
_LONGEST_TITLE = 80
_FEW = 2  # links to other reports that an article has beside it
_HIGHEST = 40  # elements around a link in which a footer or a menu is looked for
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:footer|foot|copyright|breadcrumbs?|crumbs?|dqwz|share|nav)(?:[\s_-]|\d|$)", re.I
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads, and what it says (its title where its text is cut off)."""

    address: str
    text: str


@dataclass
class WebPage:
    """A fetched page: `address` it came from, `html` decoded; the rest is worked out when asked for."""

    address: str
    data: bytes
    html: str = field(init=False)
    encoding: str = field(init=False)

    def __post_init__(self) -> None:
        self.html = decode_text(self.data)
        try:
            self.data.decode("utf-8")
            self.encoding = "utf-8"
        except UnicodeDecodeError:
            self.encoding = "gb18030"

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page; ReadingError where it is too long or too deep."""
        check_text(self.html)
        check_markup(self.html)
        return LexborHTMLParser(self.html)

    @cached_property
    def document(self) -> Document:
        """What a reader makes of the page, whether that is a report or not; no text where nothing can be read."""
        try:
            return read_document(self.data, self.address)
        except ReadingError:
            return Document("", ())

    @cached_property
    def title(self) -> str:
        """What the page calls its article: in its head, else in a heading that names a report, else its head again."""
        named = page_title(self.tree)
        if names_report(named) and says_more(named):
            return named
        headings = (one_line(node.text(deep=True) or "") for node in self.tree.css("h1, h2, h3, [class*=title]"))
        lines = (heading for heading in headings if len(heading) < _LONGEST_TITLE and says_more(heading))
        return next(filter(names_report, lines), named) if not self.is_list_like else named

    @cached_property
    def is_list_like(self) -> bool:
        """Whether several links of the page name reports, so that no heading of it need be its own title."""
        return len({link.address for link in self.links if names_report(link.text) and says_more(link.text)}) > _FEW

    @cached_property
    def words(self) -> str:
        """All that is seen on the page, without scripts and styles."""
        body = LexborHTMLParser(self.html).body
        if body is None:
            return ""
        for node in body.css("script, style, noscript, template"):
            node.decompose()
        return one_line(body.text(deep=True, separator=" ") or "")

    @cached_property
    def scripts(self) -> str:
        """The text of all scripts of the page."""
        return "\n".join(node.text(deep=True) or "" for node in self.tree.css("script"))

    @cached_property
    def base(self) -> str:
        """What the page's relative addresses are relative to."""
        node = self.tree.css_first("base[href]")
        return clean(node.attributes.get("href") or "", self.address) if node else self.address

    def resolve(self, written: str) -> str:
        """An address as written on this page in full, '' where it is none of http and https."""
        return clean(written, self.base or self.address, self.encoding)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link in the order of the page, those that scripts open and those in JCMS record lists too."""
        lists = (*_RECORD.findall(self.html)[:MOST_LINKS], *_NEXT_GROUP.findall(self.html)[:1])
        trees = (self.tree, *(LexborHTMLParser(record) for record in lists))
        found = (link for tree in trees for link in self._links_of(tree))
        return tuple(dict.fromkeys(islice(found, MOST_LINKS)))

    def _links_of(self, tree: LexborHTMLParser) -> Iterator[Link]:
        for node in tree.css("a, [onclick]"):
            address = self._target(node)
            if address:
                yield Link(address, _link_text(node))

    def _target(self, node: LexborNode) -> str:
        href = (node.attributes.get("href") or "").strip()
        script = href.lower().startswith("javascript:")
        if href and not script and not href.startswith("#"):
            return self.resolve(href)
        scripts = f"{href if script else ''} {node.attributes.get('onclick') or ''}"[:_LONGEST_SCRIPT]
        opened = next((o for o in _OPENED.findall(scripts) if re.search(r"[./?]", o)), "")
        return self.resolve(opened) if opened else ""


def _link_text(node: LexborNode) -> str:
    """The link's words: of its title and its text the one that says more."""
    text = one_line(node.text(deep=True) or "")
    title = one_line(node.attributes.get("title") or "")
    return (title if len(title) > len(text) else text)[:_LONGEST_TEXT]


def in_furniture(node: LexborNode) -> bool:
    """Whether the element stands in a footer, a menu or the like."""
    parent = node.parent
    for _ in range(_HIGHEST):
        if parent is None:
            break
        names = f"{parent.attributes.get('class') or ''} {parent.attributes.get('id') or ''}"
        if parent.tag in ("footer", "nav") or _FURNITURE.search(names):
            return True
        parent = parent.parent
    return False
