"""The list of what was found in the reports, and a report beside its original, cell by cell corrected."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest
from served import Served
from staff_client import signed_in

from assistant.web import words_review as words
from corpus.audit.table import COLUMNS
from corpus.demo import write_demo
from corpus.ingest import add_paths
from corpus.store import Store

FILES = ("澄屿市20*年全市汇总.txt", "砚岭县人民政府办公室202*.txt", "栖霖市人民政府本级202*.md")
PATIENCE = 30


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    demo = write_demo(tmp_path_factory.mktemp("files")).parent
    folder = tmp_path_factory.mktemp("filled")
    with Store(folder) as store:
        add_paths(store, sorted(path for pattern in FILES for path in demo.glob(pattern)))
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    server = Served(folder)
    assert server.site.checks.wait(PATIENCE)
    yield server
    server.stop()


@pytest.fixture
def reader(served: Served) -> Iterator[httpx.Client]:
    with signed_in(served, "reader") as client:
        yield client


# --- the list ------------------------------------------------------------------------------------


def test_the_most_serious_come_first_with_both_sides_and_their_places(reader: httpx.Client) -> None:
    page = reader.get("/staff/checks").text
    assert page.index("各项办理结果之和等于") < page.index('class="finding hint"')
    first = page.split("<article")[1]
    assert 'class="severity error"' in first
    assert first.count('class="side"') == 2
    places = re.findall(r'href="(/report/[^"]+)"', first)
    assert len(places) == 3, "the name of the report and each side lead to a place in the report"
    assert places[0] == places[1], "the name leads to the first place cited"
    assert words.REVIEW not in first, "who may only read is not offered to correct"


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("severity=error", 'class="finding error"', 'class="finding hint"'),
        ("kind=prose", "正文与表格不一致</h3>", "表内不平</h3>"),
        ("region=澄屿市", "澄屿市20", "砚岭县人民政府办公室20"),
        ("body=砚岭", "砚岭县人民政府办公室20", '>澄屿市20'),
        ("year=2023", '2023年</a></p>', '>澄屿市2021年</a></p>'),
    ],
)  # fmt: skip
def test_the_list_is_picked(reader: httpx.Client, query: str, there: str, absent: str) -> None:
    page = reader.get(f"/staff/checks?{query}").text
    assert there in page
    assert absent not in page


@pytest.mark.parametrize("query", ["severity=none", "kind=x", "year=abc", "page=99999", "page=-1", "page=x"])
def test_what_an_address_can_not_mean_is_passed_over(reader: httpx.Client, query: str) -> None:
    answer = reader.get(f"/staff/checks?{query}")
    assert answer.status_code == 200
    assert "<article" in answer.text


def test_nothing_fits_is_said(reader: httpx.Client) -> None:
    assert words.NOTHING_FITS in reader.get("/staff/checks?body=没有这个单位").text


def test_what_is_asked_for_is_a_file_too(reader: httpx.Client, served: Served) -> None:
    query = "severity=error&region=澄屿市"
    count = reader.get(f"/staff/checks?{query}").text.count("<article")
    rows = list(csv.reader(io.StringIO(reader.get(f"/staff/checks.csv?{query}").content.decode("utf-8-sig"))))
    assert rows[0] == list(COLUMNS)
    assert {row[0] for row in rows[1:]} == {"错误"}
    book = openpyxl.load_workbook(io.BytesIO(reader.get(f"/staff/checks.xlsx?{query}").content))
    assert len(rows) == len(list(book.worksheets[0].rows)) == count + 1
    assert reader.get("/staff/checks.exe").status_code == 404


def test_how_far_the_checks_are_is_told(reader: httpx.Client) -> None:
    assert reader.get("/staff/checks/progress").json() == {"finished": True, "running": False, "text": words.WORK_DONE}


# --- one report ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def editor(served: Served) -> Iterator[httpx.Client]:
    with signed_in(served, "editor") as client:
        yield client


PLACE = "requests|new|total"


def report_id(served: Served, year: int = 2022) -> str:
    return next(h.id for h in served.store.heads() if (h.body, h.year) == ("澄屿市", year))


def cell_value(served: Served, identity: str) -> str:
    cell = served.store.report(identity).cell("requests", "new", "total")
    assert cell is not None
    return f"{cell.value}"


def test_a_report_is_shown_with_what_was_read_and_found(reader: httpx.Client, served: Served) -> None:
    page = reader.get(f"/staff/reports/{report_id(served)}").text
    assert all(said in page for said in ("澄屿市2022年", words.TABLES, words.FINDINGS, "<iframe", 'class="statutory"'))
    assert "cell=" not in page, "who may only read is not offered to correct"
    assert reader.get("/staff/reports/none").status_code == 404


def test_a_cell_is_corrected_by_name_and_day_and_withdrawn_with_a_reason(editor: httpx.Client, served: Served) -> None:
    identity = report_id(served)
    was = cell_value(served, identity)
    sent = {"cell": PLACE, "kind": "number", "value": "2,345", "reason": "原件如此"}
    done = editor.post(f"/staff/reports/{identity}/correct", data=sent, follow_redirects=True)
    assert "2345" in done.text
    assert cell_value(served, identity) == "2345"
    entry = served.store.corrections()[-1]
    assert (entry.correction.author, entry.correction.reason) == ("editor", "原件如此")
    editor.post(f"/staff/reports/{identity}/withdraw", data={"no": entry.no, "reason": "看错了"})
    assert cell_value(served, identity) == was
    again = editor.post(f"/staff/reports/{identity}/withdraw", data={"no": entry.no, "reason": "看错了"})
    assert words.ALREADY_WITHDRAWN in again.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "12"}, "请写明理由"),
        ({"value": "十二", "reason": "原件如此"}, "应当是一个数"),
        ({"value": "-1", "reason": "原件如此"}, "是负数"),
        ({"value": "1.5", "reason": "原件如此"}, "带小数"),
        ({"cell": "requests|none|total", "value": "1", "reason": "原件如此"}, words.UNKNOWN_CELL),
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_kept(
    editor: httpx.Client, served: Served, sent: dict[str, str], said: str
) -> None:
    before = served.store.corrections()
    answer = editor.post(f"/staff/reports/{report_id(served)}/correct", data={"cell": PLACE, "kind": "number"} | sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert served.store.corrections() == before


def test_whose_it_is_is_set_right(editor: httpx.Client, served: Served) -> None:
    identity = report_id(served, 2019)
    sent = {"body": "澄屿市数据局", "region": "", "year": "2018", "scope": "own", "reason": "封面如此"}
    editor.post(f"/staff/reports/{identity}/identity", data=sent)
    head = served.store.head(identity)
    assert head is not None
    assert (head.body, head.region, head.year, head.scope.value) == ("澄屿市数据局", "澄屿市", 2018, "own")
    entry = served.store.identities()[-1]
    editor.post(f"/staff/reports/{identity}/identity/withdraw", data={"no": entry.no, "reason": "看错了"})
    assert served.store.head(identity).body == "澄屿市"  # type: ignore[union-attr]


def test_words_in_an_address_are_not_told_as_ours(editor: httpx.Client, served: Served) -> None:
    assert "请致电骗子" not in editor.get(f"/staff/reports/{report_id(served)}?done=请致电骗子").text


def test_removing_is_asked_first_and_told(editor: httpx.Client, served: Served) -> None:
    identity = report_id(served, 2021)
    asked = editor.get(f"/staff/reports/{identity}/remove").text
    assert words.REMOVE_FILE_STAYS in asked
    assert served.store.head(identity)
    assert "已删去" in editor.post(f"/staff/reports/{identity}/remove").text
    assert served.store.head(identity) is None


@pytest.mark.parametrize("path", ["correct", "withdraw", "identity", "identity/withdraw", "remove"])
def test_who_may_only_read_changes_nothing(reader: httpx.Client, served: Served, path: str) -> None:
    sent = {"cell": PLACE, "no": "1", "value": "1", "reason": "x", "body": "x"}
    assert reader.post(f"/staff/reports/{report_id(served)}/{path}", data=sent).status_code == 403


# --- nothing typed is lost ----------------------------------------------------------------------------

REFUSED = [
    (
        "reports/{id}/identity",
        {"body": "新名字", "year": "1800", "region": "云上", "scope": "own", "reason": "封面"},
    ),
    ("reports/{id}/correct", {"cell": PLACE, "kind": "number", "value": "十二", "reason": "原件如此"}),
    ("names", {"kind": "body", "word": "老干局", "target": "没有这个局", "reason": "都这样叫"}),
]


@pytest.mark.parametrize(("path", "typed"), REFUSED)
def test_what_was_typed_stays_where_it_could_not_be_taken(
    editor: httpx.Client, served: Served, path: str, typed: dict[str, str]
) -> None:
    refused = editor.post("/staff/" + path.format(id=report_id(served)), data=typed)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    for name, value in typed.items():
        picked = rf'value="{value}" (checked|selected)>' if name == "scope" else ""
        assert re.search(picked or rf'name="{name}" value="{re.escape(value)}"', refused.text), name


def test_a_change_of_a_name_stays_open_where_it_could_not_be_taken(editor: httpx.Client) -> None:
    new = {"kind": "region", "word": "云上小城", "target": "澄屿市", "reason": "都这样叫"}
    assert editor.post("/staff/names", data=new).status_code == 303
    page = editor.get("/staff/names").text
    no = page.split("/staff/names/")[1].split("/")[0]
    typed = {"word": "云上小城", "target": "没有这里", "reason": "改了名"}
    refused = editor.post(f"/staff/names/{no}/change", data=typed)
    assert refused.status_code == 422
    opened = refused.text.split("<details open>")[1].split("</details>")[0]
    assert all(f'value="{value}"' in opened for value in typed.values())
    assert editor.post(f"/staff/names/{no}/remove", data={"reason": "试过了"}).status_code == 303
