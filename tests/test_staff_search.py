"""The search page of the staff desk as the server makes it: bookmarks, facets as links, files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from fakes_web import HOSTILE, FakeAssistant, report_of
from lxml import html
from openpyxl import load_workbook
from served import PASSWORD, Served

from assistant.web import words_staff_search as words
from assistant.web.staff.search_shown import SNIPPET, snippet, toggled
from index.search import SearchIndex

CITY, COUNTY = "演示省云岭市", "演示省云岭市青石县"
SENTENCE = "做强微信公众号，全年推送信息120条。"
REPORTS = (
    report_of(identity="city23", body="云岭市", sentence=SENTENCE),
    report_of(
        identity="city22", body="云岭市", year=2022, title="云岭市2022年政府信息公开工作年度报告", sentence=SENTENCE
    ),
    report_of(identity="hostile", body=f"青石县{HOSTILE}", sentence=f"公众号{HOSTILE}。"),
)


class Indexed(Served):
    """The service with an index of keywords over its reports."""

    def __init__(self, folder_factory: pytest.TempPathFactory) -> None:
        folder = folder_factory.mktemp("desk")
        assistant = FakeAssistant(REPORTS[0])
        super().__init__(folder, *REPORTS, assistant=assistant)
        self.index = assistant.index = SearchIndex(self.store, folder / "index")
        self.index.catch_up()

    def stop(self) -> None:
        super().stop()
        self.index.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Indexed]:
    server = Indexed(tmp_path_factory)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(served: Indexed) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, follow_redirects=True) as opened:
        opened.post("/staff/login", data={"name": "reader", "password": PASSWORD})
        yield opened


def page(client: httpx.Client, **query: str | list[str]) -> html.HtmlElement:
    answer = client.get("/staff/search", params=query)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def select(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """The elements at a path of tags and classes: `.facet-values a`."""
    steps = (
        f"//*[contains(concat(' ', @class, ' '), ' {part[1:]} ')]" if part[0] == "." else f"//{part}"
        for part in path.split()
    )
    return list(element.xpath("." + "".join(steps)))


def names(found: html.HtmlElement) -> list[str]:
    return [str(e.text_content()) for e in select(found, ".report-found h3")]


def test_without_words_every_report_is_listed(client: httpx.Client) -> None:
    found = page(client)
    assert len(names(found)) == len(REPORTS)
    assert words.LISTED.format(reports=3) in found.text_content()


def test_a_place_found_links_into_the_viewer_with_its_words_marked(client: httpx.Client) -> None:
    found = page(client, q="公众号")
    first = next(e for e in select(found, ".report-found") if "云岭市" in e.text_content())
    assert select(first, ".snippet mark")[0].text_content() == "公众号"
    assert words.LEG_KEYWORD in select(first, ".leg")[0].text_content()
    link = urlsplit(select(first, ".hit-place a")[0].get("href"))
    span = dict(parse_qsl(link.query))
    assert SENTENCE in REPORTS[0].text[int(span["start"]) : int(span["end"])]
    assert client.get(f"{link.path}?{link.query}").status_code == 200


def test_a_facet_is_a_link_and_the_condition_can_be_taken_back(client: httpx.Client) -> None:
    facets = select(page(client, q="公众号", named="云岭"), ".facet-values a")
    year = next(a for a in facets if "2023" in a.text_content())
    narrowed = html.fromstring(client.get(year.get("href")).text)
    assert all("2023" in name for name in names(narrowed))
    chip = next(a for a in select(narrowed, ".chips a") if "2023" in a.text_content())
    assert dict(parse_qsl(urlsplit(chip.get("href")).query)) == {"q": "公众号", "named": "云岭"}
    kept = {e.get("name"): e.get("value") for e in select(narrowed, ".search-form input") if e.get("type") == "hidden"}
    assert kept == {"year": "2023"}, "a new search keeps the conditions"


def test_statutory_rows_are_found_too(client: httpx.Client) -> None:
    found = page(client, q="本年新收申请数量", place="statutory")
    assert "自然人 17" in select(found, ".snippet")[0].text_content()


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99999"},
        {"page": "x", "order": "?", "year": "x", "region": "nowhere"},
        {"q": "“", "chapter": "77", "place": "x"},
        {"report": "no such report", "q": "公众号"},
        {"q": "字" * 3000},
    ],
)
def test_any_address_gives_a_page(client: httpx.Client, query: dict[str, str]) -> None:
    assert select(page(client, **query), "h1")


def test_nothing_found_says_what_to_do(client: httpx.Client) -> None:
    assert words.NOTHING in page(client, q="“没有这几个字”").text_content()


def test_what_a_report_contains_never_becomes_markup(client: httpx.Client) -> None:
    for query in ({}, {"q": "公众号"}, {"q": HOSTILE}):
        text = client.get("/staff/search", params=query).text
        assert "<img" not in text
        assert "<script>" not in text


def test_the_whole_result_as_a_file(client: httpx.Client) -> None:
    answer = client.get("/staff/search.csv", params={"q": "公众号"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    row = next(r for r in rows if r["单位"] == "云岭市")
    assert (row["年份"], row["部分"], row["找到的方式"]) == ("2023", "一、总体情况", words.LEG_KEYWORD)
    assert SENTENCE in row["原文"]
    assert httpx.get(row["链接"]).status_code == 200, "whole addresses, to be sent to others"
    book = load_workbook(io.BytesIO(client.get("/staff/search.xlsx", params={"q": "公众号"}).content))
    assert book.worksheets[0].max_row == len(rows) + 1
    assert client.get("/staff/search.pdf").status_code == 404


def test_without_words_the_file_lists_the_reports(client: httpx.Client) -> None:
    rows = client.get("/staff/search.csv", params={"year": "2022"}).content.decode("utf-8-sig").splitlines()
    assert rows[0].split(",") == list(words.EXPORT_REPORT_COLUMNS)
    assert len(rows) == 2


def test_before_the_index_is_open_reports_can_be_listed(served: Indexed, client: httpx.Client) -> None:
    served.site.assistant.index = None  # type: ignore[attr-defined]
    try:
        found = page(client, q="公众号")
    finally:
        served.site.assistant.index = served.index  # type: ignore[attr-defined]
    assert words.NOT_SEARCHABLE in found.text_content()
    assert len(names(found)) == len(REPORTS)


def test_a_long_text_is_cut_around_the_first_word_found() -> None:
    text = "前" * 500 + "公众号" + "后" * 500
    shown = snippet(text, [(500, 503)])
    assert shown.startswith(words.CUT)
    assert shown.endswith(words.CUT)
    assert "<mark>公众号</mark>" in shown
    assert len(shown) < SNIPPET + 40


def test_a_value_is_added_or_taken_back_from_the_first_page() -> None:
    pairs = (("q", "词"), ("year", "2023"), ("page", "3"))
    assert toggled(pairs, "year", "2022") == (("q", "词"), ("year", "2023"), ("year", "2022"))
    assert toggled(pairs, "year", "2023") == (("q", "词"),)
