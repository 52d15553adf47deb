"""What is loaded, bodies × years: gaps, several, how reports stand; few bodies and two thousand; the desk's first page."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from fakes import report_of
from served import PASSWORD, Served

from assistant.answer import Answer, Claim, Outcome
from assistant.service.coverage_map import FOLDED_FROM, coverage_map
from assistant.service.feedback import Verdict
from assistant.service.question_log import Channel
from assistant.web import words_staff_coverage as words
from corpus.report import Report, Scope
from corpus.report_year import lacking_years
from corpus.store import Counts, ReportHead

CITY, COUNTY = "演示省云岭市", "演示省云岭市青石县"


def head(identity: str, body: str, year: int | None, region: str = CITY, title: str = "年度报告") -> ReportHead:
    return ReportHead(identity, f"{identity}.txt", "", title, body, region, year, Scope.UNSTATED, "2021", (), 1)


HEADS = (
    head("a19", "云岭市", 2019),
    head("a22", "云岭市", 2022),
    head("a22b", "云岭市", 2022),
    head("b21", "青石县教育局", 2021, COUNTY),
    head("b22", "青石县教育局", 2022, COUNTY),
    head("u", "青石县", None, COUNTY),
)
STANDINGS = {"a22b": "error", "b21": "doubt", "a19": "clean"}


@pytest.mark.parametrize(
    ("years", "lacking"), [((2019, 2022), (2020, 2021)), ((2020, 2021), ()), ((2020,), ()), ((), ())]
)
def test_a_year_is_missing_between_the_first_and_the_last(years: Sequence[int], lacking: tuple[int, ...]) -> None:
    assert lacking_years(years) == lacking


def test_every_body_has_a_cell_for_every_year() -> None:
    found = coverage_map(HEADS, STANDINGS, {"b22": Counts(10, 2)})
    assert found.years == (2019, 2020, 2021, 2022)
    assert found.totals == (1, 0, 1, 2)
    rows = {row.body: row for row in found.rows}
    assert [len(cell.reports) for cell in rows["云岭市"].cells] == [1, 0, 0, 2]
    assert [cell.missing for cell in rows["云岭市"].cells] == [False, True, True, False]
    assert rows["云岭市"].missing == (2020, 2021)
    assert rows["云岭市"].cells[3].standing == "error", "the worst of several"
    assert [(c.standing, c.unread) for c in rows["青石县教育局"].cells[2:]] == [("doubt", False), ("pending", True)]
    assert [h.id for h in found.undated] == ["u"]


def test_a_region_has_all_in_it() -> None:
    assert len(coverage_map(HEADS, {}, {}, region=CITY).rows) == 2
    inside = coverage_map(HEADS, {}, {}, region=COUNTY)
    assert [row.body for row in inside.rows] == ["青石县教育局"]
    assert inside.years == (2021, 2022)
    assert [row.body for row in coverage_map(HEADS, {}, {}, named="教育").rows] == ["青石县教育局"]


def test_regions_are_shown_from_the_first_that_branch() -> None:
    everywhere = coverage_map((*HEADS, head("c", "别处市", 2022, "演示省别处市")), {}, {})
    assert {row.region: (row.bodies, row.loaded, row.lacking) for row in everywhere.regions} == {
        CITY: (2, (1, 0, 1, 2), 1),
        "演示省别处市": (1, (0, 0, 0, 1), 0),
    }
    assert {row.region for row in coverage_map(HEADS, {}, {}, region=CITY).regions} == {CITY, COUNTY}


def test_two_thousand_bodies_take_no_time() -> None:
    many = [
        head(f"{n}-{year}", f"第{n}局", year, f"演示省{chr(0x5B50 + n % 50)}山市")
        for n in range(2000)
        for year in range(2019, 2025)
    ]
    began = time.perf_counter()
    found = coverage_map(many, {}, {})
    assert (len(found.rows), len(found.regions)) == (2000, 50)
    assert time.perf_counter() - began < 5


# --- the page --------------------------------------------------------------------------------------------


def reports() -> list[Report]:
    own = [report_of(f"a{year}", ["公开。"], "云岭市", CITY, year) for year in (2019, 2021)]
    others = [report_of(f"n{n}", ["公开。"], f"第{n}局", COUNTY, 2021) for n in range(FOLDED_FROM + 5)]
    return [*own, *others]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("desk"))
    server.store.put_many(reports())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, follow_redirects=True) as opened:
        opened.post("/staff/login", data={"name": "reader", "password": PASSWORD})
        yield opened


def page(client: httpx.Client, path: str = "/staff/coverage", **query: str) -> str:
    answer = client.get(path, params=query)
    assert answer.status_code == 200
    return answer.text


def test_many_bodies_are_shown_by_region_first(client: httpx.Client) -> None:
    text = page(client)
    assert words.LOADED_OF.format(loaded=FOLDED_FROM + 5, bodies=FOLDED_FROM + 5) in text
    assert "region=%E6%BC%94%E7%A4%BA" in text, "each region is a link into it"


def test_signs_are_said_in_words_too(client: httpx.Client) -> None:
    text = page(client, named="云岭市", view="bodies")
    assert words.SAID_MISSING in text
    assert '<a href="/report/a2019"' in text
    assert "云岭市：2020" in text, "and the missing years are listed"


@pytest.mark.parametrize(
    "query", [{"view": "bodies", "page": "999"}, {"region": "nowhere"}, {"view": "?", "page": "x"}, {"named": "没有"}]
)
def test_any_address_gives_a_page(client: httpx.Client, query: dict[str, str]) -> None:
    assert words.COVERAGE in page(client, **query)


def test_bodies_are_paged(client: httpx.Client) -> None:
    first, second = page(client, view="bodies"), page(client, view="bodies", page="2")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_as_a_file(client: httpx.Client) -> None:
    lines = client.get("/staff/coverage.csv", params={"named": "云岭市"}).content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == ["地区", "单位", "2019年", "2020年", "2021年", "中间缺的年份"]
    assert lines[1].split(",")[3] == words.SAID_MISSING
    assert client.get("/staff/coverage.doc").status_code == 404


def test_the_first_page_says_what_waits(served: Served, client: httpx.Client) -> None:
    refused = Answer(Outcome.NOT_LOADED, (Claim("没有收录。"),))
    served.site.log.note("某市2031年收了多少申请？", refused, 5, Channel.CHAT)
    served.site.feedback.add(Verdict.ANSWER_WRONG, "问", "答", Outcome.ANSWERED, Channel.CHAT)
    served.site.feedback.add(Verdict.GOOD, "问", "答", Outcome.ANSWERED, Channel.CHAT)
    text = page(client, "/staff")
    assert f"<strong>1</strong> {words.OPEN_QUESTIONS}" in text
    assert f"<strong>1</strong> {words.OPEN_FEEDBACK}" in text
    assert f"<strong>{FOLDED_FROM + 7}</strong> {words.LOADED}" in text
    assert words.INDEX_NONE in text


def test_an_empty_store_says_how_to_begin(tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        with httpx.Client(base_url=server.address, follow_redirects=True) as opened:
            opened.post("/staff/login", data={"name": "reader", "password": PASSWORD})
            assert words.EMPTY in page(opened, "/staff")
            assert words.NOTHING in page(opened)
    finally:
        server.stop()
