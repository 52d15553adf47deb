"""The further pages of a list or an article, in the ways Chinese portal systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from corpus.web.addresses import same_site
from corpus.web.page import WebPage
from corpus.web.words import words

_CALL = re.compile(r"(?<!function )\b(?:create|make|show)\w{0,20}?Page\w{0,20}\s{0,5}\(([^()]{1,500})\)", re.IGNORECASE)
_VARIABLE: Final = r"\b{name}\s*=\s*[\"']?(\d+)"
_TOTALS = re.compile(
    r"\b(?:countPage|total_?pages?|pageCount|page_?total|maxPage|nPageCount)\s*[=:]\s*[\"']?(\d+)", re.I
)
_STEM_IN_SCRIPT = re.compile(r"""["'](\w{1,60}_)["']\s{0,5}\+[^;"']{1,60}\+\s{0,5}["'](\.\w{1,8})["']""")
_FUNCTION = re.compile(r"function\s+(\w+)\s*\(\s*(\w+)[^)]*\)\s*\{([^{}]{1,2000}(?:\{[^{}]{0,2000}\}[^{}]{0,2000})?)\}")
_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\(|open\()\s*([^;\n]{1,300}?)\)?\s*(?:[;\n]|$)"
)
_CALLED: Final = r"\b{name}\(\s*['\"]?(\d+)['\"]?\s*[),]"
_LITERAL = re.compile(r"""["']([^"']*)["']|(\w+)""")
_PAGE_KEYS: Final = frozenset(
    ("page", "p", "pageno", "pagenum", "currentpage", "curpage", "pageindex", "pn", "currpage", "cur_page", "page_no")
)
_NUMBER = re.compile(r"[\[【（(第]?\s*(\d{1,4})\s*[\]】）)页]?")
_MOST_GUESSED: Final = 1_000  # pages a script may count up to; more is a mistake in reading it


def list_pages(page: WebPage) -> tuple[str, ...]:
    """The addresses of further pages of this list, the next one first; not this page itself."""
    found = (*_next_links(page), *_calls(page), *_options(page), *_functions(page), *_counted(page), *_numbers(page))
    near = (a for a in found if a and a != page.address and same_site(a, page.address))
    return tuple(dict.fromkeys(near))


def said_pages(page: WebPage) -> int:
    """How many pages the list says it has (共 5 页), 1 where it says nothing."""
    found = words("paging", "total").search(page.words)
    return max(1, int(found[1] or found[2])) if found and len(found[1] or found[2]) < 5 else 1


def article_pages(page: WebPage, first: str) -> tuple[str, ...]:
    """The pages of the article that begins at `first`, in order, as this page of it names them; without the first."""
    numbered: dict[int, str] = {}
    links = ((link.address, link.text) for link in page.links)
    for address, text in (*links, *((a, "") for a in _calls(page))):
        number = page_number(first, address)
        if number and (
            not text or _NUMBER.fullmatch(text.strip()) or _is_next(text) or text.strip() in ("尾页", "末页")
        ):
            numbered.setdefault(number, address)
    return tuple(numbered[n] for n in sorted(numbered))


def page_number(first: str, address: str) -> int:
    """Which page of the article at `first` an address is: t1_2.html of t1.html, ?page=2; 0 for anything else."""
    a, b = urlsplit(first), urlsplit(address)
    if a.netloc != b.netloc or address == first:
        return 0
    stem, dot, ending = a.path.rpartition(".")
    found = re.fullmatch(rf"{re.escape(stem)}[_-](\d{{1,3}}){re.escape(dot + ending)}", b.path) if dot else None
    if found and a.query == b.query:
        return int(found[1])
    if a.path == b.path and _unpaged(a.query) == _unpaged(b.query):
        return next((int(v) for k, v in parse_qsl(b.query) if k.lower() in _PAGE_KEYS and v.isdigit()), 0)
    return 0


def _unpaged(query: str) -> str:
    return urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if k.lower() not in _PAGE_KEYS])


def _is_next(text: str) -> bool:
    return words("paging", "next").fullmatch(re.sub(r"\s", "", text)) is not None


# --- ways of paging ------------------------------------------------------------------------


def _next_links(page: WebPage) -> Iterator[str]:
    """下一页 with an address, <link rel=next>, and the next group of a JCMS record list."""
    for node in page.tree.css("link[rel=next][href], a[rel=next][href]"):
        yield page.resolve(node.attributes.get("href") or "")
    for link in page.links:
        if _is_next(link.text) or (not link.text and "dataproxy" in link.address):
            yield link.address


def _calls(page: WebPage) -> Iterator[str]:
    """createPageHTML(5, 0, "index", "html") of TRS: index_1.html … index_4.html; arguments may be variables."""
    for call in _CALL.findall(page.scripts):
        arguments = [argument.strip() for argument in call.split(",")]
        numbers = [n for n in (_value(page, argument) for argument in arguments) if n is not None]
        texts = [a.strip("\"'") for a in arguments if a[:1] in ("'", '"')]
        ending = next((i for i, t in enumerate(texts) if re.fullmatch(r"\.?(?:s?html?|jsp|aspx?|php)", t)), 0)
        if numbers and ending:
            stem, tail = texts[ending - 1], texts[ending].lstrip(".")
            for n in range(1, min(numbers[0], _MOST_GUESSED)):
                yield page.resolve(f"{stem}_{n}.{tail}")


def _value(page: WebPage, argument: str) -> int | None:
    if argument.isascii() and argument.isdigit():
        return int(argument)
    if not re.fullmatch(r"[A-Za-z_]\w*", argument):
        return None
    found = re.search(_VARIABLE.format(name=re.escape(argument)), page.scripts)
    return int(found[1]) if found else None


def _options(page: WebPage) -> Iterator[str]:
    """<select> whose options are the addresses of the pages."""
    for node in page.tree.css("select option[value]"):
        value = node.attributes.get("value") or ""
        if _NUMBER.fullmatch((node.text(deep=True) or "").strip()) and re.search(r"[./?]", value):
            yield page.resolve(value)


def _functions(page: WebPage) -> Iterator[str]:
    """goPage(2) where the page has function goPage(n) { location.href = "list.jsp?page=" + n }."""
    for name, parameter, body in _FUNCTION.findall(page.scripts):
        goes = _GOES.search(body)
        parts = _LITERAL.findall(goes[1]) if goes else []
        if not any(variable == parameter for _, variable in parts) or any(v not in ("", parameter) for _, v in parts):
            continue
        called = re.findall(_CALLED.format(name=re.escape(name)), page.html)
        for n in sorted(set(map(int, called))):
            yield page.resolve("".join(str(n) if variable else literal for literal, variable in parts))


def _counted(page: WebPage) -> Iterator[str]:
    """totalpage = 5 beside "index_" + n + ".html"."""
    total, stem = _TOTALS.search(page.scripts), _STEM_IN_SCRIPT.search(page.scripts)
    if total and stem:
        for n in range(1, min(int(total[1]), _MOST_GUESSED)):
            yield page.resolve(f"{stem[1]}{n}{stem[2]}")


def _numbers(page: WebPage) -> Iterator[str]:
    """[2] [3] … where they lead to pages of the same name or query."""
    here = urlsplit(page.address)
    stem = re.sub(r"(?:[_-]?\d+)?(?:\.\w+)?$", "", here.path)
    for link in page.links:
        there = urlsplit(link.address)
        if not _NUMBER.fullmatch(link.text.strip()) or there.netloc != here.netloc:
            continue
        alike = there.path == here.path and _unpaged(there.query) == _unpaged(here.query)
        if alike or (there.path.startswith(stem) and re.search(r"[_-]\d+\.\w+$", there.path)):
            yield urlunsplit(there)
