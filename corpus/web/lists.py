"""The reports and the parts of a column that a list page links to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.web.addresses import folder_of, same_site
from corpus.web.page import Link, WebPage
from corpus.web.words import names_column, names_part, names_report, says_more

_COLUMN_NAME = re.compile(r"(?:index|list|default|column|node|col_\d+)[\w-]*\.\w+|", re.IGNORECASE)
_HEADINGS = (
    "h1, h2, h3, h4, .current, .on, .active, [class*=crumb], [class*=position], [class*=location], [class*=dqwz]"
)


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list leads to: `sure` links name a report, `bare` ones leave the subject out, `parts` are lists again.

    `elsewhere` are reports that lie on other sites.
    """

    sure: tuple[Link, ...]
    bare: tuple[Link, ...]
    parts: tuple[Link, ...]
    elsewhere: tuple[Link, ...]


def read_list(page: WebPage, start: str, in_column: bool) -> ListPage:
    """The links of a page that stands in the column of `start`; `in_column` where that is known to be one of reports."""
    links = [link for link in page.links if link.address != page.address]
    named = {link for link in links if names_report(link.text)}
    telling = [link for link in links if link in named and says_more(link.text)]
    sure = {link for link in telling if same_site(link.address, start)}
    column = links if in_column else []
    parts = {link for link in column if link not in sure and names_part(link.text) and _is_below(link.address, start)}
    bare = {
        link for link in column if link not in named and link not in parts and names_report(link.text, in_column=True)
    }
    return ListPage(
        tuple(link for link in links if link in sure),
        tuple(link for link in links if link in bare and same_site(link.address, start)),
        tuple(link for link in links if link in parts),
        tuple(link for link in telling if link not in sure),
    )


def is_column(page: WebPage) -> bool:
    """Whether the page is one of a column of reports by its title, its headings or its way through the site."""
    if names_column(page.title):
        return True
    return any(names_column(node.text(deep=True) or "") for node in page.tree.css(_HEADINGS))


def is_column_address(address: str) -> bool:
    """Whether an address is a list's by its name: a folder, index.html, list.jsp."""
    return _COLUMN_NAME.fullmatch(urlsplit(address).path.rpartition("/")[2]) is not None


def _is_below(address: str, start: str) -> bool:
    """Whether an address lies in the folder of the start (never the whole site), or is its script asked differently."""
    if urlsplit(address).path == urlsplit(start).path:
        return True
    folder = folder_of(start)
    return urlsplit(folder).path != "/" and address.startswith(folder)
