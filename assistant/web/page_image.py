"""The page that shows a page of a report's original as a picture, with the cited place outlined where it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.service.originals import Place
from assistant.web import words as chat_words
from assistant.web import words_reader as words
from assistant.web.display import display_menu
from assistant.web.fulltext import page_file
from assistant.web.grid_tables import Span
from assistant.web.markup import Html, tag, void
from assistant.web.source import original_address, page_address, report_address
from corpus.report import Report

# The page stands at report/ID/page/N: the service's own addresses begin three levels up.
UP = "../../../"
# An outline stands so far off its words (points of the page).
_MARGIN = 2.0
_LONGEST_QUOTE = 60


def original_page(report: Report, number: int, place: Place, cited: Span, files: Sequence[str]) -> Html:
    """The whole page as HTML; `cited` is the span to point to, (0, 0) for none."""
    title = words.PAGE_TITLE.format(title=report.title or report.file, page=number)
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · {chat_words.TITLE}"),
        *map(page_file, files),
    )
    main = tag(
        "main",
        tag("h1", title),
        tag("p", _told(report, number, place, cited), class_="note"),
        tag("p", *_links(report, number, cited), class_="links"),
        _figure(report, number, place, cited),
        id="text",
        class_="original",
    )
    skip = tag("a", words.SKIP_TO_TEXT, href="#text", class_="skip")
    body = tag("body", skip, _tools(report, number, place.page.count, cited), main, class_="reading")
    return Html("<!doctype html>" + tag("html", head, body, lang="zh-CN"))


def _tools(report: Report, number: int, count: int, cited: Span) -> Html:
    span = cited if cited != (0, 0) else None
    steps = (
        tag("a", said, href=UP + page_address(report.id, to, span), rel=rel)
        for said, to, rel in (
            (words.PREVIOUS_PAGE, number - 1, "prev"),
            (words.NEXT_PAGE, number + 1, "next"),
        )
        if 1 <= to <= count
    )
    where = tag("span", words.PAGE_OF.format(page=number, count=count), class_="label")
    back = tag("a", words.BACK_TO_CHAT, href=UP, class_="back")
    nav = tag("nav", where, *steps, class_="steps", aria_label=words.PAGE_NUMBER.format(page=number))
    return tag("header", back, nav, display_menu(), class_="tools", aria_label=words.TOOLS)


def _links(report: Report, number: int, cited: Span) -> Iterator[Html]:
    text = report_address(report.id, *cited) if cited != (0, 0) else f"{report_address(report.id)}#p{number}"
    yield tag("a", words.TO_TEXT, href=UP + text)
    original = original_address(report, up=UP, page=number)
    if original.endswith(f"#page={number}"):  # a PDF, which browsers open there
        yield tag("a", words.OPEN_IN_VIEWER, href=original, target="_blank", rel="noopener noreferrer")
    yield tag("a", words.DOWNLOAD_ORIGINAL, href=f"{UP}source/{report.id}?download=1", download=report.file)


def _told(report: Report, number: int, place: Place, cited: Span) -> Html:
    """Where the cited place is, in words."""
    quote = _quote(report, cited)
    if cited == (0, 0) or not quote:
        return Html()
    first, last = report.page_at(cited[0]), report.page_at(max(cited[0], cited[1] - 1))
    if place.boxes:
        return Html(tag("span", words.CITED_HERE.format(quote=quote)))
    if first is not None and last is not None and not first <= number <= last:
        link = tag("a", words.CITED_ELSEWHERE.format(page=first), href=UP + page_address(report.id, first, cited))
        return Html(link)
    return tag("span", words.CITED_UNPLACED.format(quote=quote))


def _quote(report: Report, cited: Span) -> str:
    said = " ".join(report.text[cited[0] : cited[1]].split())
    return said if len(said) <= _LONGEST_QUOTE else said[:_LONGEST_QUOTE] + "…"


def _figure(report: Report, number: int, place: Place, cited: Span) -> Html:
    """The picture and the outlines over it, in one drawing that has the page's own units."""
    page = place.page
    label = words.PAGE_IMAGE.format(page=number)
    if place.boxes:
        label = words.PAGE_IMAGE_CITED.format(page=number, quote=_quote(report, cited))
    width, height = f"{page.width:.1f}", f"{page.height:.1f}"
    boxes = (
        tag(
            "rect",
            x=f"{box.left - _MARGIN:.1f}",
            y=f"{box.top - _MARGIN:.1f}",
            width=f"{box.right - box.left + 2 * _MARGIN:.1f}",
            height=f"{box.bottom - box.top + 2 * _MARGIN:.1f}",
            rx="2",
            class_="cited-box",
            id="cited" if i == 0 else None,
        )
        for i, box in enumerate(place.boxes)
    )
    picture = tag("image", href=f"{number}.png", width=width, height=height)
    drawing = tag("svg", picture, *boxes, viewBox=f"0 0 {width} {height}", role="img", aria_label=label)
    return tag("figure", drawing, class_="page")
