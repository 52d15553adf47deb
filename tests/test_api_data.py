"""What programs take out of the reports: search, facts and checks; and that the examples of the documentation are true."""

from __future__ import annotations

import csv
import io
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from api_site import HOST, Api, opened_api
from conftest import Demo

from assistant.web import words_api as words
from assistant.web.api.document import examples, operations
from assistant.web.problems import MEDIA_TYPE
from corpus.sheets import Sheet, csv_pieces

ROOT = Path(__file__).resolve().parents[1]
POLICE = "澄屿市公安局"


@pytest.fixture(scope="module")
def api(demo: Demo) -> Iterator[Api]:
    with opened_api(demo.store, demo.assistant) as opened:
        demo.assistant.search.catch_up()
        yield opened


def get(api: Api, path: str, **asked: Any) -> Any:
    response = api.client.get(path, params=asked)
    assert response.status_code == 200, response.text
    return response.json()


def every_page(api: Api, path: str, **asked: Any) -> list[Any]:
    """The items of all pages, one after the other."""
    items: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = get(api, path, **asked, **({"cursor": cursor} if cursor else {}))
        items += page["items"]
        cursor = page["next"]
    assert len(items) == page["total"]
    return items


# --- facts ------------------------------------------------------------------------------------------


def test_a_fact_is_a_cell_of_a_report(api: Api) -> None:
    (fact,) = get(api, "facts", indicator="requests.new", body=POLICE, year=2021)["items"]
    assert (fact["kind"], fact["value"], fact["unit"], fact["text"]) == ("number", "113", "件", "113")
    (cited,) = fact["citations"]
    text = get(api, f"reports/{fact['report_id']}/text", start=cited["start"], end=cited["end"])["text"]
    assert text == cited["quote"] == fact["raw"] == "113"
    (answered,) = api.client.post("ask", json={"question": f"{POLICE}2021年新收多少件申请"}).json()["figures"]
    assert answered["citation"] == cited, "an answer and a fact rest on the same place"


def test_facts_by_applicant_and_place(api: Api) -> None:
    whose = {"applicant": ["natural", "total"], "offices_of": "澄屿市", "year": 2023}
    found = every_page(api, "facts", indicator=["requests.new", "requests.granted"], limit=7, **whose)
    assert len({(f["body"], f["indicator"], f["applicant"]) for f in found}) == len(found)
    assert {(f["indicator"], f["applicant"]) for f in found} == {
        (i, a) for i in ("requests.new", "requests.granted") for a in ("natural", "total")
    }


def test_what_is_no_number_says_why(api: Api) -> None:
    body = "芷岸县人民政府办公室"
    kinds = {
        f["year"]: (f["kind"], f["value"])
        for f in get(
            api, "facts", indicator="requests.new", applicant="research", body=body, year=[2021, 2031], absent=True
        )["items"]
    }
    assert kinds == {2021: ("blank", None), 2031: ("no_report", None)}


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"indicator": "requests.nw"}, 404, "没有“requests.nw”这个指标"),
        ({"indicator": "requests.new", "applicant": "x"}, 404, "没有“x”这类申请人"),
        ({"indicator": "requests.new", "body": ["甲市", POLICE]}, 404, "没有收录这些单位或地区的年报：甲市"),
        ({"indicator": "requests.new", "region": "火星"}, 404, "火星"),
        ({"indicator": ["requests.new"] * 31}, 422, "query.indicator 最多 30 项"),
        ({}, 422, "query.indicator 没有写"),
        ({"indicator": "requests.new", "format": "xls"}, 422, "query.format 只能是"),
    ],
)
def test_less_than_was_asked_for_is_never_given_as_all(api: Api, asked: dict[str, Any], status: int, said: str) -> None:
    refused = api.client.get("facts", params=asked)
    assert (refused.status_code, refused.headers["content-type"]) == (status, MEDIA_TYPE)
    assert said in refused.json()["detail"]


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_facts_as_a_file_for_spreadsheets(api: Api, how: dict[str, Any]) -> None:
    asked = {"indicator": "requests.new", "region": "澄屿市", **how.get("params", {})}
    got = api.client.get("facts", params=asked, headers=how.get("headers"))
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert got.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"))))
    facts = every_page(api, "facts", indicator="requests.new", region="澄屿市", limit=200)
    assert [(r["单位"], r["数值"]) for r in rows] == [(f["body"], f["value"] or "") for f in facts]
    assert rows[0]["出处"] == facts[0]["citations"][0]["link"]


def test_a_file_of_facts_is_made_while_it_is_sent(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for all of a province gets the first lines before the last are written; nothing is held whole."""
    asked = {"indicator": "requests.new", "format": "csv"}
    plain = api.client.get("facts", params=asked)
    monkeypatch.setattr("corpus.sheets.PIECE", 200)
    with api.client.stream("GET", "facts", params=asked) as got:
        assert "content-length" not in got.headers
        assert b"".join(got.iter_bytes()) == plain.content
    pieces = list(csv_pieces([Sheet("", ("一",), ((str(n) * 50,) for n in range(10)))]))
    assert [piece.count(b"\r\n") for piece in pieces] == [5, 4, 2]


def test_facts_as_an_excel_file(api: Api) -> None:
    got = api.client.get("facts", params={"indicator": "requests.new", "body": POLICE, "format": "xlsx"})
    assert 'filename="nianbao.xlsx"' in got.headers["content-disposition"]
    table = openpyxl.load_workbook(io.BytesIO(got.content)).worksheets[0]
    assert 113 in {cell.value for row in table.iter_rows() for cell in row}


# --- search -----------------------------------------------------------------------------------------


def test_what_is_found_stands_there_and_is_marked(api: Api) -> None:
    found = get(api, "search", q="征地补偿", limit=5)
    assert found["total"] >= found["reports"] > 0
    for hit in found["items"]:
        assert hit["matched_by"] == ["keyword"], "no vectors are made in this test"
        text = get(api, f"reports/{hit['report']['id']}/text", start=hit["start"], end=hit["end"])["text"]
        assert hit["place"] == "statutory" or text == hit["text"]
    first = found["items"][0]
    assert "征地" in "".join(first["text"][start:end] for start, end in first["marks"])


def test_a_search_is_narrowed_by_its_facets_and_goes_on(api: Api) -> None:
    wide = get(api, "search", q="培训")
    by_year = {v["value"]: v["count"] for f in wide["facets"] if f["name"] == "year" for v in f["values"]}
    narrow = every_page(api, "search", q="培训", year=2022, limit=9)
    assert len(narrow) == by_year["2022"]
    assert {hit["report"]["year"] for hit in narrow} == {2022}
    places = [(hit["report"]["id"], hit["start"], hit["place"]) for hit in narrow]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"body": POLICE}, True), ({"region": "澄屿市"}, True), ({"region": "火星"}, False), ({"chapter": "5"}, True), ({"kind": "annual", "form": "2021"}, True)],
)  # fmt: skip
def test_where_to_search(api: Api, asked: dict[str, Any], count: bool) -> None:
    assert bool(get(api, "search", q="公开", **asked)["total"]) is count


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "长" * 201}, {"q": "公开", "chapter": "7"}])
def test_what_can_not_be_searched(api: Api, asked: dict[str, Any]) -> None:
    assert api.client.get("search", params=asked).status_code == 422


# --- checks -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def checked(api: Api) -> Api:
    assert api.site.checks.wait(120)
    return api


def test_what_is_wrong_with_both_sides(checked: Api) -> None:
    errors = every_page(checked, "checks", severity="error", limit=11)
    assert {e["severity"] for e in errors} == {"error"}
    side = errors[0]["sides"][0]
    text = get(checked, f"reports/{side['report_id']}/text", start=side["start"], end=side["end"])["text"]
    assert text == side["quote"]
    of_one = get(checked, "checks", report=side["report_id"])
    assert errors[0]["message"] in {f["message"] for f in of_one["items"]}
    assert of_one["progress"] == {"done": 154, "total": 154, "running": False}


def test_all_findings_the_most_serious_first(checked: Api) -> None:
    page = get(checked, "checks", limit=1)
    found = every_page(checked, "checks", limit=200)
    order = ["error", "doubt", "hint"]
    assert [f["severity"] for f in found] == sorted((f["severity"] for f in found), key=order.index)
    assert sum(page["severities"].values()) == page["total"] == len(found)
    kind = found[0]["kind"]
    assert get(checked, "checks", kind=kind)["total"] == page["kinds"][kind]


@pytest.mark.parametrize("asked", [{"kind": "雷同吗"}, {"report": "none"}])
def test_no_findings_of_what_there_is_not(checked: Api, asked: dict[str, str]) -> None:
    assert checked.client.get("checks", params=asked).status_code == 404


def test_not_searched_before_there_is_an_index(demo: Demo) -> None:
    class Opening:
        """An assistant that is being started."""

        def index_within(self, seconds: float) -> None:
            return None

    with opened_api(demo.store, Opening()) as api:  # type: ignore[arg-type]
        refused = api.client.get("search", params={"q": "公开"})
    assert (refused.status_code, refused.json()["detail"]) == (503, words.NO_INDEX)
    assert refused.headers["retry-after"] == "5"


# --- the documentation ---------------------------------------------------------------------------------


def test_everything_is_described_and_has_an_example(api: Api) -> None:
    document = document_of(api)
    bare = [f"{name}.{key}" for name, s in document["components"]["schemas"].items() for key, field in {"": s, **s.get("properties", {})}.items() if not field.get("description")]  # fmt: skip
    for _, _, operation in operations(document):
        bare += [
            f"{operation['operationId']}?{p['name']}" for p in operation.get("parameters", []) if not p["description"]
        ]
        if operation["operationId"] != "file":
            done = next(r for code, r in operation["responses"].items() if code.startswith("2"))
            bare += [] if done["content"]["application/json"].get("example") else [operation["operationId"]]
    assert bare == []


def test_the_document_names_no_operation_that_is_not_there(api: Api) -> None:
    document = document_of(api)
    assert {o["operationId"] for *_, o in operations(document)} == {*examples(), "file"}


def document_of(api: Api) -> Any:
    return api.client.get(f"{HOST}/api/openapi.json").json()


# Whose answers are facts; the others change with what is suggested, ranked and numbered.
EXACT = ("facts", "reports", "report", "text", "sections", "cells", "bodies", "regions", "health")


def shape(value: Any) -> Any:
    """The keys of a value, and of the first of its lists, without what stands there."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(each) for each in value[:1]] if isinstance(value, list) else None


def test_the_examples_are_what_is_answered(checked: Api) -> None:
    answered = runpy.run_path(str(ROOT / "scripts" / "api_examples.py"))["answered"](checked.site)
    for name, told in examples().items():
        assert shape(answered[name]) == shape(told), f"{name}: run scripts/api_examples.py"
        if name in EXACT:
            assert answered[name] == told, f"{name}: run scripts/api_examples.py"
    asked = answered["ask"]["response"]
    assert asked["figures"] == examples()["ask"]["response"]["figures"]
