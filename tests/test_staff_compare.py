"""Two reports side by side: every cell with its change, what the form changed, and the prose; chosen by body and year."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from fakes_web import HOSTILE, report_of
from openpyxl import load_workbook
from served import PASSWORD, Served

from assistant.service.compared import Change, Prose, before, compared, named
from assistant.web import words_staff_compare as words
from assistant.web.staff.compare import reworded
from corpus.report import Report, Scope
from corpus.store import Store


def report(year: int, first: str, identity: str = "", sentence: str = "全年新收政府信息公开申请 17 件。") -> Report:
    title = f"云岭市{year}年政府信息公开工作年度报告"
    return report_of(identity=identity or f"y{year}", year=year, title=title, first_value=first, sentence=sentence)


OLD = report(2022, "10", sentence="通过政务新媒体回应群众关切的问题。组织开展专题培训并邀请专家授课。")
NEW = report(2023, "17", sentence="通过政务新媒体及时回应群众关切的热点问题。设立政务公开体验专区方便查询。")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("compared")) as store:
        store.put_many((OLD, NEW))
        yield store


def heads_of(store: Store, *ids: str) -> list:  # type: ignore[type-arg]
    return [head for i in ids if (head := store.head(i))]


def test_a_number_that_changed_has_its_difference_and_its_rate(store: Store) -> None:
    found = compared(store, *heads_of(store, "y2022", "y2023"))
    changed = [pair for pair in found.pairs if pair.change is not Change.SAME]
    assert [(p.row, p.column) for p in changed] == [("一、本年新收政府信息公开申请数量", "自然人")]
    assert (changed[0].difference, changed[0].rate) == (Decimal(7), Decimal("70.00"))
    assert changed[0].right is not None
    assert NEW.text[changed[0].right.start : changed[0].right.end] == "17"
    assert found.count(Change.SAME) == len(NEW.cells) - 1


@pytest.mark.parametrize(
    ("old", "new", "change", "difference"),
    [
        ("5", "5", Change.SAME, Decimal(0)),
        ("0", "3", Change.UP, Decimal(3)),
        ("9", "3", Change.DOWN, Decimal(-6)),
        ("", "3", Change.FILLED, None),
        ("3", "", Change.EMPTIED, None),
        ("", "", Change.SAME, None),
        ("若干", "不详", Change.WORDS, None),
    ],
)
def test_how_a_cell_changed(tmp_path: Path, old: str, new: str, change: Change, difference: Decimal | None) -> None:
    """A blank is no zero: where a number was not filled in, there is no difference."""
    with Store(tmp_path) as own:
        own.put_many((report(2022, old), report(2023, new)))
        found = compared(own, *heads_of(own, "y2022", "y2023"))
    first = next(found.pairs)
    assert (first.change, first.difference) == (change, difference)


@pytest.mark.parametrize(
    ("units", "change", "difference", "said"),
    [
        (("元", "万元"), Change.DOWN, Decimal(-3), ("100000元", "7")),
        (("万元", "元"), Change.DOWN, Decimal(-99993), ("10万元", "7")),
        (("万元", "万元"), Change.DOWN, Decimal(-3), ("10", "7")),
        (("件", "次"), Change.OTHER, None, ("10件", "7")),
    ],
)
def test_amounts_in_two_units_are_compared_in_one(
    tmp_path: Path, units: tuple[str, str], change: Change, difference: Decimal | None, said: tuple[str, str]
) -> None:
    """100000元 and 7万元 of the same form are 10 and 7, not a fall by 99993."""
    first = "100000" if units[0] == "元" else "10"
    old, new = (
        replace(r, cells=(r.cells[0]._replace(unit=unit), *r.cells[1:]))
        for r, unit in zip((report(2022, first), report(2023, "7")), units, strict=True)
    )
    with Store(tmp_path) as own:
        own.put_many((old, new))
        pair = next(compared(own, *heads_of(own, "y2022", "y2023")).pairs)
    assert pair.left is not None
    assert pair.right is not None
    assert (pair.change, pair.difference, pair.unit) == (change, difference, units[1])
    assert (pair.left.said, pair.right.said) == said


def test_what_rises_from_zero_has_no_rate(tmp_path: Path) -> None:
    with Store(tmp_path) as own:
        own.put_many((report(2022, "0"), report(2023, "3")))
        assert next(compared(own, *heads_of(own, "y2022", "y2023")).pairs).rate is None


def test_another_form_is_told_and_what_means_something_else_is_not_compared(tmp_path: Path) -> None:
    with Store(tmp_path) as own:
        own.put_many((replace(OLD, form="2019"), NEW))
        found = compared(own, *heads_of(own, "y2022", "y2023"))
    assert found.form_changed
    told = {(p.left is None, p.right is None, p.change) for p in found.pairs if p.change in (Change.NEW, Change.GONE)}
    assert all((left, right) == ((change is Change.NEW), (change is Change.GONE)) for left, right, change in told)


def test_sentences_are_new_reworded_or_gone(store: Store) -> None:
    found = compared(store, *heads_of(store, "y2022", "y2023"))
    told = {s.kind: s for chapter in found.chapters for s in chapter.sentences}
    assert told[Prose.NEW].right[0].startswith("设立政务公开体验专区")
    assert told[Prose.GONE].left[0].startswith("组织开展专题培训")
    text, start, end = told[Prose.REWORDED].right
    assert NEW.text[start:end].strip() == text


def test_the_year_before_is_of_the_same_body_and_scope(store: Store, tmp_path: Path) -> None:
    with Store(tmp_path) as own:
        near = replace(report(2021, "1"), scope=Scope.OWN)
        own.put_many((report(2019, "1"), near, NEW))
        heads = own.heads()
        latest = own.head("y2023")
        assert latest is not None
        earlier = before(heads, latest)
        assert earlier is not None
        assert earlier.year == 2019
        assert before(heads, earlier) is None
        assert [h.id for h in named(heads, "云岭市", 2021)] == ["y2021"]


def test_what_was_reworded_is_marked() -> None:
    gone, come = reworded("更新<慢>", "更新<快>")
    assert gone == "更新&lt;<del>慢</del>&gt;"
    assert come == "更新&lt;<ins>快</ins>&gt;"


# --- the page --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    twin = report(2023, "18", identity="twin")
    hostile = replace(report_of(identity="hostile", body=HOSTILE, sentence=HOSTILE), year=2020)
    server = Served(tmp_path_factory.mktemp("desk"), OLD, NEW, twin, hostile)
    with httpx.Client(base_url=server.address, follow_redirects=True) as opened:
        opened.post("/staff/login", data={"name": "reader", "password": PASSWORD})
        yield opened
    server.stop()


def page(client: httpx.Client, **query: str) -> str:
    answer = client.get("/staff/compare", params=query)
    assert answer.status_code == 200
    return answer.text


def test_by_itself_a_report_is_compared_with_the_year_before(client: httpx.Client) -> None:
    text = page(client, right="y2023")
    assert "+7" in text
    assert "+70.00%" in text
    assert "/report/y2022?start=" in text
    assert "/report/y2023?start=" in text


def test_reports_are_chosen_by_body_and_year(client: httpx.Client) -> None:
    text = page(client, left_body="云岭市", left_year="2022", right_body="云岭市", right_year="2023")
    assert "/report/y2022?start=" in text
    assert words.SEVERAL.format(body="云岭市", year="2023年", count=2) in text, "and which else it may be"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, words.CHOOSE_FIRST),
        ({"right_body": "没有这个局"}, words.NO_SUCH_BODY.format(body="没有这个局")),
        ({"right_body": "云岭市", "right_year": "1999"}, "2022、2023"),
        ({"right": "no such id"}, words.UNKNOWN),
        ({"right": "y2022"}, "没有收录云岭市 2022年（汇总）以前的年报"),
        ({"left": "y2023", "right": "y2023"}, words.SAME_TWICE),
        ({"left": "y2022", "right": "hostile"}, words.BODY_CHANGED),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: httpx.Client, query: dict[str, str], said: str
) -> None:
    text = page(client, **query)
    assert said in text
    assert all(value in text for name, value in query.items() if name.endswith("_body"))
    assert "<img" not in text


def test_only_what_changed_or_all(client: httpx.Client) -> None:
    few, every = page(client, right="y2023"), page(client, right="y2023", show="all")
    assert few.count("<tr class=") == 1
    assert every.count("<tr class=") == len(NEW.cells)
    assert page(client, right="y2023", show="all", columns="total").count("<tr class=") < len(NEW.cells)


def test_as_a_file(client: httpx.Client) -> None:
    answer = client.get("/staff/compare.csv", params={"left": "y2022", "right": "y2023"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][3:8] == ["10", "17", "件", "7", "70.00"]
    assert httpx.get(rows[1][-1]).status_code == 200
    book = load_workbook(
        io.BytesIO(client.get("/staff/compare.xlsx", params={"left": "y2022", "right": "y2023"}).content)
    )
    assert book.sheetnames == [words.SHEET_CELLS, words.SHEET_PROSE]
    assert client.get("/staff/compare.csv").status_code == 404
