"""取数: bodies, measures and years chosen step by step, and the table, files and address that come of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fakes_web import HOSTILE, report_of
from openpyxl import load_workbook
from served import PASSWORD, Served
from starlette.datastructures import QueryParams

from assistant import wording_facts as fact_words
from assistant.service.body_finder import Bodies, code_of, path_of
from assistant.service.choice import Choice
from assistant.service.measure_finder import find_measures, measure_groups
from assistant.service.measures import Measure
from assistant.web import words_staff_facts as words
from assistant.web.staff import builder
from assistant.web.staff.builder_state import NAMED_BODIES, State, state_of
from corpus.report import Report
from corpus.store import ReportHead

HERE = "云岭市"


def reports() -> list[Report]:
    """云岭市 with two offices and a district, and thirty towns elsewhere."""
    named = [
        (HERE, HERE), ("云岭市教育局", HERE), ("云岭市公安局", HERE), ("云岭市人民政府", HERE), ("云岭市山前区", "云岭市山前区"),
        ("云岭市山前区教育局", "云岭市山前区"), *((f"远方县第{i}局", "远方县") for i in range(60)),
    ]  # fmt: skip
    return [
        replace(
            report_of(body=body, year=year, first_value=str(10 + at + year % 10), identity=f"{year}{at:012d}"),
            region=region,
            address=f"/{body}{year}.html",
            scope=report_of().scope if body == HERE else report_of().scope.UNSTATED,
        )
        for at, (body, region) in enumerate(named)
        for year in (2022, 2023)
    ]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("builder"), *reports())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as opened:
        opened.post("/staff/login", data={"name": "reader", "password": PASSWORD})
        yield opened


def heads(*found: Report) -> list[ReportHead]:
    return [
        ReportHead(r.id, r.file, r.address, r.title, r.body, r.region, r.year, r.scope, r.form, r.aliases, 1)
        for r in found
    ]


def press(client: httpx.Client, page: str, **pressed: str | list[str]) -> httpx.Response:
    """The form of a page with its hidden fields and what is ticked, sent with `pressed`."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", page.split('class="builder"')[1].split("</form>")[0]):
        given = {name: unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', tag)}
        ticks = given.get("type") in ("checkbox", "radio")
        if "name" in given and (not ticks or " checked" in tag):
            fields.setdefault(given["name"], []).append(given.get("value", ""))
    for name, value in pressed.items():
        extra = value if isinstance(value, list) else [value]
        fields[name] = extra if name in ("q", "mq", "names") else [*fields.get(name, []), *extra]
    return client.post("/staff/builder", data=fields, follow_redirects=True)


def chosen(answer: httpx.Response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(str(answer.url)).query)


# --- finding bodies and measures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        ("教育", "云岭市教育局", 2),
        ("云岭市教育局", "云岭市教育局", 1),
        ("山前 教育", "云岭市山前区教育局", 1),
        ("没有", "", 0),
        (" ", "", 0),
    ],
)
def test_bodies_are_found_by_words(typed: str, first: str, count: int) -> None:
    found = Bodies(heads(*reports())).search(typed)
    assert len(found) == count
    assert [body.name for body in found[:1]] == ([first] if first else [])


def test_a_list_of_names_is_matched_and_the_rest_told() -> None:
    matched = Bodies(heads(*reports())).match("1. 云岭市教育局\n公安局、教育局；（3）没有这个局\n\n云岭市教育局")
    assert matched.found == ("云岭市教育局", "云岭市公安局")
    assert matched.unclear == (("教育局", ("云岭市教育局", "云岭市山前区教育局")),)
    assert matched.unknown == ("没有这个局",)


def test_places_make_a_tree() -> None:
    bodies = Bodies(heads(*reports()))
    assert [(node.name, node.bodies, node.below) for node in bodies.below(())] == [(HERE, 6, 1), ("远方县", 60, 0)]
    assert [node.region for node in bodies.below((HERE,))] == ["云岭市山前区"]
    assert {body.name for body in bodies.at((HERE, "山前区"))} == {"云岭市山前区", "云岭市山前区教育局"}


@pytest.mark.parametrize(
    ("region", "path"),
    [
        ("河南省商丘市梁园区", ("河南省", "商丘市", "梁园区")),
        ("上海市浦东新区", ("上海市", "浦东新区")),
        ("演示省云岭市", ("演示省", "云岭市")),
        ("不像地名", ("不像地名",)),
        ("", ()),
    ],
)
def test_the_path_of_a_place(region: str, path: tuple[str, ...]) -> None:
    assert path_of(region) == path


@pytest.mark.parametrize(
    ("typed", "key"),
    [("新收", "requests.new"), ("国家秘密", "requests.refused.state_secret"), ("公开率", "granted_rate"), ("量子", "")],
)
def test_measures_are_found_as_people_call_them(typed: str, key: str) -> None:
    assert [item.key for item in find_measures(typed)[:1]] == ([key] if key else [])


def test_every_measure_can_be_chosen_and_is_explained() -> None:
    items = [item for group in measure_groups() for item in group.items]
    assert len({item.key for item in items}) == len(items) > 100
    assert all(item.plain and item.unit for item in items)


# --- the state in the address -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, NAMED_BODIES, NAMED_BODIES + 1, 66])
def test_an_address_brings_back_what_was_chosen(count: int) -> None:
    bodies = Bodies(heads(*reports()))
    names = tuple(bodies.by_name)[:count]
    choice = Choice(
        names, (HERE,), ("远方县",), (HERE,), (Measure("requests.new", "natural"), Measure("granted_rate")), (2022,)
    )
    state = State(choice, "result", page=2, chart="bar")
    address = state.address()
    assert state_of(QueryParams(urlsplit(address).query).getlist, bodies) == state
    assert len(address) < 4000, "a proxy cuts off long addresses"


def test_an_address_with_nonsense_means_what_can_be_read_of_it() -> None:
    query = "m=requests.new&m=nothing&year=20x&year=2023&page=-1&across=sideways&step=9&bodies=zzz&at=//a"
    state = state_of(QueryParams(query).getlist, Bodies(()))
    assert state == State(Choice(measures=(Measure("requests.new"),), years=(2023,)), "result", at=("a",))


# --- the steps ---------------------------------------------------------------------------------------------------------


def test_the_three_steps_lead_to_the_table(client: httpx.Client) -> None:
    first = client.get("/staff/builder").text
    found = press(client, first, q="公安", to="bodies")
    assert words.FOUND.format(count=1) in found.text
    second = press(client, found.text, body="云岭市公安局", to="measures")
    assert chosen(second) == {"step": ["measures"], "body": ["云岭市公安局"]}
    third = press(client, second.text, key=["requests.new", "granted_rate"], applicant="natural", to="years")
    assert chosen(third)["m"] == ["requests.new", "requests.new:natural", "granted_rate", "granted_rate:natural"]
    result = press(client, third.text, year="2023", to="result")
    assert result.status_code == 200
    assert ">15</a>" in result.text
    assert "report/2023000000000002?start=" in result.text


def test_a_step_back_loses_nothing(client: httpx.Client) -> None:
    page = client.get("/staff/builder?step=years&body=云岭市公安局&region=远方县&m=requests.new&year=2022").text
    back = press(client, page, to="bodies")
    assert chosen(back) == {
        "step": ["bodies"], "body": ["云岭市公安局"], "region": ["远方县"], "m": ["requests.new"], "year": ["2022"],
    }  # fmt: skip
    again = press(client, back.text, to="years")
    assert chosen(again) == {**chosen(back), "step": ["years"]}


def test_what_is_unticked_is_no_longer_chosen(client: httpx.Client) -> None:
    page = client.get("/staff/builder?step=bodies&q=教育&body=云岭市教育局&body=云岭市公安局").text
    page = page.replace('value="云岭市教育局" checked', 'value="云岭市教育局"')
    assert chosen(press(client, page, to="measures"))["body"] == ["云岭市公安局"]


def test_places_are_opened_and_chosen_whole(client: httpx.Client) -> None:
    opened = press(client, client.get("/staff/builder").text, open=HERE)
    assert "云岭市公安局" in opened.text
    everything = press(client, opened.text, below="云岭市", offices="云岭市山前区", to="bodies")
    assert chosen(everything)["offices"] == ["云岭市山前区"]
    dropped = press(client, everything.text, drop="offices:云岭市山前区")
    assert "offices" not in chosen(dropped)
    assert chosen(dropped)["below"] == ["云岭市"]


def test_all_that_was_found_is_chosen_at_once_and_named_by_codes(client: httpx.Client) -> None:
    page = client.get("/staff/builder?step=bodies&q=远方").text
    all_of_them = press(client, page, found="1")
    codes = chosen(all_of_them)["bodies"][0].split("-")
    assert len(codes) == 60
    assert code_of("远方县第0局") in codes
    assert words.CHOSEN_COUNT.format(count=60) in all_of_them.text


def test_a_pasted_list_keeps_what_is_not_known(client: httpx.Client) -> None:
    page = client.get("/staff/builder").text
    answer = press(client, page, names="云岭市公安局\n教育局\n没有这个局", to="bodies")
    assert words.PASTED.format(count=1) in answer.text
    assert words.PASTE_UNKNOWN.format(names="没有这个局") in answer.text
    kept = answer.text.split("<textarea")[1].split("</textarea>")[0]
    assert "教育局" in kept
    assert "没有这个局" in kept
    whole = press(client, page, names="云岭市公安局、云岭市教育局", to="bodies")
    assert chosen(whole)["body"] == ["云岭市公安局", "云岭市教育局"]


def test_no_measure_leads_back_to_the_measures(client: httpx.Client) -> None:
    answer = client.get("/staff/builder?step=result&body=云岭市公安局", follow_redirects=True)
    assert chosen(answer)["step"] == ["measures"]


# --- the result ----------------------------------------------------------------------------------------------------------


def test_sums_leave_out_the_whole_and_say_so(client: httpx.Client) -> None:
    page = client.get(f"/staff/builder?region={HERE}&m=requests.new:natural&year=2023").text
    assert f"<strong>{14 + 15 + 16 + 17 + 18}</strong>" in page
    assert fact_words.TOTAL_OF.format(counted=5, of=6) in page
    assert fact_words.LEFT_OUT.format(names=HERE) in page


def test_many_rows_are_paged_and_whole_in_the_file(client: httpx.Client) -> None:
    query = "region=远方县&m=requests.new:natural"
    first, second = (client.get(f"/staff/builder?{query}&page={n}").text for n in (1, 2))
    assert words.PAGES.format(page=1, pages=2, rows=60) in first
    assert first.count('<th scope="row">远方县') == 50
    assert second.count('<th scope="row">远方县') == 10
    rows = list(csv.reader(io.StringIO(client.get(f"/staff/builder/facts.table.csv?{query}").text)))
    assert len(rows) == 1 + 60 + 2


@pytest.mark.parametrize("ending", ["xlsx", "table.csv", "list.csv"])
def test_the_files_are_downloads_with_a_chinese_name(client: httpx.Client, ending: str) -> None:
    answer = client.get(f"/staff/builder/facts.{ending}?body=云岭市公安局&m=requests.new:natural&year=2023")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5%B9%B4")
    if ending == "list.csv":
        assert f"{client.base_url}report/2023000000000002?start=" in answer.text
    if ending == "xlsx":
        values = [c.value for row in load_workbook(io.BytesIO(answer.content)).worksheets[0] for c in row]
        assert 15 in values


def test_too_many_facts_are_said_and_make_no_empty_file(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "MOST_PLACES", 1)
    answer = client.get("/staff/builder/facts.table.csv?m=requests.new", follow_redirects=True)
    assert answer.headers["content-type"].startswith("text/html")
    assert words.TOO_MANY.partition("{")[0] in answer.text


def test_an_unknown_file_or_body_is_said(client: httpx.Client) -> None:
    assert client.get("/staff/builder/facts.exe?m=requests.new").status_code == 404
    page = client.get("/staff/builder?body=没有这个局&m=requests.new").text
    assert words.UNKNOWN.format(names="没有这个局") in page
    assert words.NO_FACTS in page


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_the_kind_of_chart_is_in_the_address(client: httpx.Client, kind: str) -> None:
    page = client.get(f"/staff/builder?region={HERE}&m=requests.new:natural&chart={kind}").text
    chart = page.split('id="chart"')[1]
    assert ("<svg" in chart) == (kind == "bar"), "two years make no line"
    assert re.search(r'aria-current="true">' + words.CHART_KINDS[kind], chart)


def test_what_a_report_says_is_never_markup(tmp_path_factory: pytest.TempPathFactory) -> None:
    server = Served(tmp_path_factory.mktemp("hostile"), report_of(body=HOSTILE, first_value=HOSTILE))
    try:
        with httpx.Client(base_url=server.address) as client:
            client.post("/staff/login", data={"name": "reader", "password": PASSWORD})
            for step in ("bodies", "result"):
                page = client.get(f"/staff/builder?step={step}&m=requests.new:natural&q=script&at={HOSTILE}").text
                assert "<script>document" not in page
                assert "<img" not in page
    finally:
        server.stop()


def test_a_forged_choice_is_refused(client: httpx.Client) -> None:
    assert client.post("/staff/builder", data={"to": "result"}).status_code == 403
