"""What a reader can do with an answer, without a browser: files of its tables, opinions, limits, and what comes later."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlencode

import httpx
import openpyxl
import pytest
from fakes_tools import FORMULA, LINES, LONG, OTHER, SENTENCE, SUMMED, TABLED, TITLE, ToolsAssistant
from fakes_web import ANSWERED, BROKEN, MISSING, FakeStore, cite_cell, report_of
from selectolax.lexbor import LexborHTMLParser
from served import Served

from assistant import wording_files
from assistant.answer import Outcome, Table, TableCell
from assistant.service.asking import MOST_BEFORE, Asking
from assistant.service.feedback import LONGEST_COMMENT, Feedback, Verdict
from assistant.service.limits import Limits
from assistant.service.records import Records
from assistant.service.table_files import clean_name, spread_out
from assistant.web import words
from assistant.web.answer_parts import FIRST_PIECE, PIECE
from assistant.web.answer_tools import sources_line
from assistant.web.answers import conversation_view
from assistant.web.follow_ups import Rules
from assistant.web.table_links import LONGEST_ADDRESS, table_address
from assistant.web.talking import MOST_TURNS, Page, Talk

TABLE = Table("表", ("年份", "数值"), ((TableCell("2023年"), TableCell("17件")),))


def found(html: str, selector: str) -> list[dict[str, str | None]]:
    return [dict(node.attributes) for node in LexborHTMLParser(html).css(selector)]


def texts(html: str, selector: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(selector)]


# --- tables as files --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("tools"), report_of(), assistant=ToolsAssistant(report_of()), rate=1000)
    yield server
    server.stop()


def download(served: Served, ending: str, *questions: str, **more: str) -> httpx.Response:
    query = [*(("q", q) for q in questions), *({"n": "0"} | more).items()]
    return httpx.get(f"{served.address}download/table.{ending}?{urlencode(query)}")


def test_a_table_as_csv_has_plain_numbers_units_and_sources(served: Served) -> None:
    answer = download(served, "csv", TABLED)
    assert answer.content.startswith(b"\xef\xbb\xbf"), "the BOM by which Excel knows UTF-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["年份", "数值（件）", "出处"]
    assert [row[:2] for row in rows[1:5]] == [
        ["2021年", "空白"],
        ["2022年", "1388"],
        ["2023年", "17"],
        [f"'{FORMULA}", "-3"],
    ]
    place, link = rows[3][2].split("）http")
    assert place.startswith("云岭市2023年一、本年新收政府信息公开申请数量 × ")
    assert place.endswith("（云岭市2023.html"), "which report says it"
    assert httpx.get(f"http{link}").status_code == 200
    assert rows[6:8] == [[wording_files.TITLE, TITLE], [wording_files.QUESTION, TABLED]]
    assert rows[8] == [wording_files.UNITS, "件"]


def test_a_table_as_an_excel_file_has_numbers_and_a_sheet_of_sources(served: Served) -> None:
    answer = download(served, "xlsx", TABLED)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["表", "出处", "说明"]
    table = book["表"]
    assert [cell.value for cell in table[1]] == ["年份", "数值（件）"]
    assert [table.cell(row, 2).value for row in (2, 3, 4, 5)] == ["空白", 1388, 17, -3]
    assert (table["A5"].value, table["A5"].data_type) == (FORMULA, "s"), "words, never a formula"
    sources = [[cell.value for cell in row] for row in book["出处"]]
    assert sources[0] == list(wording_files.SOURCE_COLUMNS)
    row = dict(zip(sources[0], sources[2], strict=True))
    assert (row["行"], row["单位"], row["年度"], row["年报"], row["原文"]) == (
        "2023年",
        "云岭市",
        2023,
        "云岭市2023.html",
        "17",
    )
    assert str(row["链接"]).startswith(f"{served.address}report/")
    assert [cell.value for cell in book["说明"]["B"]][1:3] == [TITLE, TABLED]


def test_a_file_has_a_chinese_name_that_any_system_takes(served: Served) -> None:
    header = download(served, "xlsx", TABLED).headers["content-disposition"]
    assert unquote(header.split("UTF-8''")[1]) == f"{TITLE}.xlsx"
    assert clean_name('a/b\\c:d*e?"f<g>|h\n. ') == "a b c d e f g h"
    assert clean_name("../..") == wording_files.UNTITLED
    assert len(clean_name("长" * 500)) < 100


def test_the_questions_before_are_asked_again_and_nothing_is_noted(served: Served) -> None:
    noted = len(served.site.log.entries())
    text = download(served, "csv", f"云岭市{OTHER}{ANSWERED}", TABLED).content.decode("utf-8-sig")
    assert text.startswith("年份,数值,"), "two units in one column stay with their numbers"
    assert "17件/万人" in text
    assert len(served.site.log.entries()) == noted


@pytest.mark.parametrize(
    ("questions", "more", "status", "said"),
    [
        ((), {}, 400, "1 到 21 个问题"),
        ((TABLED,) * 22, {}, 400, "1 到 21 个问题"),
        (("问" * 501,), {}, 400, "不超过 500 个字"),
        (("",), {}, 400, "1 到 21 个问题"),
        ((TABLED,), {"n": "1"}, 404, words.NO_SUCH_TABLE),
        ((TABLED,), {"n": "-1"}, 404, words.NO_SUCH_TABLE),
        ((TABLED,), {"n": "²"}, 404, words.NO_SUCH_TABLE),
        ((TABLED,), {"n": "9" * 99}, 404, words.NO_SUCH_TABLE),
        ((MISSING,), {}, 404, words.NO_SUCH_TABLE),
        ((TABLED,), {"mark": "0123456789ab"}, 409, words.TABLE_CHANGED),
        ((BROKEN,), {}, 500, words.DOWNLOAD_FAILED),
    ],
)
def test_what_cannot_be_downloaded_is_said(
    served: Served, questions: tuple[str, ...], more: dict[str, str], status: int, said: str
) -> None:
    answer = download(served, "csv", *questions, **more)
    assert (answer.status_code, said in answer.text) == (status, True)


def test_another_kind_of_file_does_not_exist(served: Served) -> None:
    assert download(served, "exe", TABLED).status_code == 404


def test_downloads_are_limited_by_the_minute(tmp_path: Path) -> None:
    server = Served(tmp_path, report_of(), assistant=ToolsAssistant(report_of()), rate=2)
    try:
        answers = [download(server, "csv", TABLED) for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 429]
        assert words.TOO_MANY_DOWNLOADS in answers[2].text
    finally:
        server.stop()


def test_the_address_of_a_table_holds_the_conversation_or_the_question_that_stands_for_it() -> None:
    assert unquote(table_address(TABLE, 0, "csv", ["甲", "乙"])).startswith("download/table.csv?q=甲&q=乙&n=0&mark=")
    long = ["很长的问题" * 60] * 3
    assert unquote(table_address(TABLE, 1, "csv", long, "一问")).startswith("download/table.csv?q=一问&n=1&")
    assert table_address(TABLE, 0, "csv", long) == "", "rather none than one that brings another table"
    assert table_address(TABLE, 0, "csv", ["甲"] * 22) == "", "no more questions than are asked again"
    assert len(table_address(TABLE, 0, "xlsx", ["问" * 500])) <= LONGEST_ADDRESS
    assert table_address(TABLE, 0, "csv", ["甲"], within="云岭市").endswith(f"within={'%E4%BA%91%E5%B2%AD%E5%B8%82'}")


@pytest.mark.parametrize(
    ("rows", "columns", "written"),
    [
        ([("甲", "17件", "46.43%")], ("单位", "新收（件）", "占比（%）"), [("甲", "17", "46.43")]),
        ([("新收", "17件", "9件"), ("占比", "5%", "空白")], ("单位", "计量单位", "新收", "占比"),
         [("新收", "件", "17", "9"), ("占比", "%", "5", "空白")]),
        ([("甲", "17件", "5%"), ("乙", "3%", "4件")], ("单位", "新收", "占比"), [("甲", "17件", "5%"), ("乙", "3%", "4件")]),
        ([("甲", "007", "12件（3%）")], ("单位", "新收", "占比"), [("甲", "007", "12件（3%）")]),
        ([("甲", "1,388件", "12,34件")], ("单位", "新收（件）", "占比"), [("甲", "1388", "12,34件")]),
        ([("甲", "+3件", "0.50%")], ("单位", "新收（件）", "占比（%）"), [("甲", "3", "0.50")]),
    ],
)  # fmt: skip
def test_units_stand_apart_from_their_numbers_where_they_can(
    rows: list[tuple[str, ...]], columns: tuple[str, ...], written: list[tuple[str, ...]]
) -> None:
    cells = tuple(tuple(TableCell(text) for text in row) for row in rows)
    spread = spread_out(Table("表", ("单位", "新收", "占比"), cells))
    assert spread.columns == columns
    assert [tuple(map(str, row)) for row in spread.rows] == written


def test_a_picture_says_whose_reports_it_is_drawn_from() -> None:
    place = cite_cell(report_of())
    assert sources_line([place]) == "来源：云岭市2023年政府信息公开工作年度报告"
    many = [replace(place, body=body, year=year) for body in "甲乙丙丁" for year in (2021, 2023)]
    assert sources_line(many) == "来源：甲、乙、丙等4个单位2021—2023年政府信息公开工作年度报告"
    assert sources_line([replace(place, year=None, kind="部门预算")]) == "来源：云岭市部门预算"


# --- the page ---------------------------------------------------------------------------------------------


@pytest.fixture
def feedback(tmp_path: Path) -> Iterator[Feedback]:
    records = Records(tmp_path)
    yield Feedback(records)
    records.close()


def page_with(feedback: Feedback | None = None, rate: int = 0) -> tuple[Page, ToolsAssistant]:
    assistant = ToolsAssistant(report_of())
    return Page(Asking(assistant), FakeStore(report_of()), rules=Rules(Limits(), rate, feedback)), assistant


def talk_of(page: Page, *questions: str) -> Talk:
    talk = Talk()
    for question in questions:
        assert page.ask(question, talk, "1.2.3.4")
    return talk


def test_each_answer_offers_its_tables_and_charts_as_files() -> None:
    page, _ = page_with()
    view = conversation_view(talk_of(page, f"云岭市{ANSWERED}", BROKEN, TABLED).exchanges)
    links = [unquote(link["href"] or "") for link in found(view, "[data-download]")]
    assert [link.partition("&n=")[0] for link in links] == [
        f"download/table.{ending}?q=云岭市{ANSWERED}&q={TABLED}" for ending in ("csv", "xlsx")
    ], "what brought no answer is not asked again"
    (chart,) = found(view, "[data-png]")
    assert (chart["data-png"], chart["data-sources"]) == (TITLE, "来源：云岭市2023年政府信息公开工作年度报告")


def test_a_long_answer_comes_in_pieces_that_make_it_whole() -> None:
    page, _ = page_with()
    talk = talk_of(page, LONG)
    view = conversation_view(talk.exchanges)
    first = {part: texts(view, part) for part in (".claim", ".source-line", "tbody tr")}
    assert {part: len(lines) for part, lines in first.items()} == dict.fromkeys(first, FIRST_PIECE)
    (turn,) = found(view, ".turn")
    start, pieces = int(turn["data-more"] or 0), 0
    while True:
        piece = page.follow_ups.piece(talk.exchanges, 0, start)
        for part in first:
            whole = piece.replace("<template", "<table").replace("</template", "</table")
            first[part] += texts(whole, part.removeprefix("tbody "))
        pieces += 1
        following = found(piece, "div")[0].get("data-more")
        if following is None:
            break
        start = int(following)
    assert pieces == -(-(LINES - FIRST_PIECE) // PIECE)
    assert first[".claim"] == [f"第{i}个单位收到{i}件。[{i + 1}]" for i in range(LINES)]
    assert first[".source-line"][-1].startswith(f"[{LINES}] ")
    assert first["tbody tr"] == [f"单位{i}{i}件" for i in range(LINES)]


def test_what_is_read_aloud_of_a_long_answer_is_its_beginning() -> None:
    page, _ = page_with()
    (answer,) = found(conversation_view(talk_of(page, LONG).exchanges), ".answer")
    said = (answer["data-said"] or "").split("\n")
    assert (said[0], said[-1]) == ("第0个单位收到0件。", words.MORE_ON_PAGE.format(count=LINES - 12))


@pytest.mark.parametrize(("turn", "start"), [(1, 60), (-1, 60), (None, 60), ("0", 60), (0, None), (0, -5), (0, "60")])
def test_a_piece_of_no_answer_is_empty(turn: object, start: object) -> None:
    page, _ = page_with()
    assert page.follow_ups.piece(talk_of(page, LONG).exchanges, turn, start) == ""
    assert page.follow_ups.piece([], 0, 60) == ""


def test_a_summary_comes_after_the_answer_and_the_numbers_of_its_sources_stay() -> None:
    page, assistant = page_with()
    talk = talk_of(page, SUMMED)
    (turn,) = found(conversation_view(talk.exchanges), ".turn")
    assert "data-summary" in turn
    before = texts(conversation_view(talk.exchanges), ".sources .cite")
    assistant.go.set()
    came = page.follow_ups.summary(talk.exchanges, 0).replace("template", "section")
    assert texts(came, ".summary .claim")[1] == f"{SENTENCE}[1][2]"
    view = conversation_view(talk.exchanges)
    assert texts(view, ".claims .claim")[1] == f"{SENTENCE}[1][2]", "also where the conversation is shown anew"
    assert texts(view, ".sources .cite") == before
    assert "data-summary" not in found(view, ".turn")[0]


# --- opinions ---------------------------------------------------------------------------------------------


def test_an_opinion_is_kept_with_what_it_is_about(feedback: Feedback) -> None:
    page, _ = page_with(feedback)
    talk = talk_of(page, f"云岭市{ANSWERED}", MISSING)
    said = page.follow_ups.opinion(talk.exchanges, 1, "source_wrong", " 第3格不对，我的电话13800000000 ")
    assert words.THANKS in said
    (kept,) = feedback.opinions()
    assert (kept.verdict, kept.question, kept.before, kept.outcome) == (
        Verdict.SOURCE_WRONG,
        MISSING,
        (f"云岭市{ANSWERED}",),
        Outcome.NOT_LOADED,
    )
    assert kept.answer == "没有收录云岭市2031年的年报。"
    assert kept.comment == "第3格不对，我的电话▇▇▇"


def test_an_opinion_is_changed_once_and_then_stays(feedback: Feedback) -> None:
    """The second takes the place of the first, which staff are to deal with anew; a third changes nothing."""
    page, _ = page_with(feedback)
    talk = talk_of(page, ANSWERED)
    page.follow_ups.opinion(talk.exchanges, 0, "answer_wrong", "错")
    feedback.handle(feedback.opinions()[0].no, "editor")
    assert words.CHANGED_OPINION in page.follow_ups.opinion(talk.exchanges, 0, "good", "")
    (kept,) = feedback.opinions()
    assert (kept.verdict, kept.comment, kept.handled) == (Verdict.GOOD, "", "")
    assert words.OPINION_STANDS in page.follow_ups.opinion(talk.exchanges, 0, "other", "")
    assert feedback.opinions() == (kept,)
    view = conversation_view(talk.exchanges)
    assert [b["aria-pressed"] for b in found(view, "[data-good], [data-bad]")] == ["true", "false"]
    assert all("disabled" in b for b in found(view, "[data-good], [data-bad]"))


@pytest.mark.parametrize(("turn", "verdict"), [(5, "good"), (None, "good"), (0, "splendid"), (0, None), (0, ["good"])])
def test_an_opinion_of_nothing_is_not_kept(feedback: Feedback, turn: object, verdict: object) -> None:
    page, _ = page_with(feedback)
    assert words.OPINION_GONE in page.follow_ups.opinion(talk_of(page, ANSWERED).exchanges, turn, verdict, "")
    assert words.OPINION_GONE in page.follow_ups.opinion([], 0, "good", "")
    assert feedback.opinions() == ()


def test_a_long_comment_is_cut_and_opinions_are_limited(feedback: Feedback) -> None:
    page, _ = page_with(feedback, rate=1)
    talk = talk_of(page, ANSWERED)
    page.follow_ups.opinion(talk.exchanges, 0, "other", "长" * 9999, "1.2.3.4")
    assert len(feedback.opinions()[0].comment) == LONGEST_COMMENT
    assert words.OPINIONS_TOO_OFTEN in page.follow_ups.opinion(talk.exchanges, 0, "good", "", "1.2.3.4")
    assert feedback.opinions()[0].verdict is Verdict.OTHER


# --- how often --------------------------------------------------------------------------------------------


def test_a_conversation_has_an_end_and_the_question_after_it_is_kept() -> None:
    page, _ = page_with()
    talk = talk_of(page, *[ANSWERED] * (MOST_TURNS + 1))
    assert [bool(e.answer) for e in talk.exchanges] == [True] * MOST_TURNS + [False]
    assert (talk.exchanges[-1].trouble, talk.exchanges[-1].again) == (
        words.TALK_FULL.format(most=MOST_TURNS, clear=words.CLEAR),
        True,
    )
    assert max(len(e.before) for e in talk.exchanges) == MOST_BEFORE + 1
    # A new one begins as ever.
    assert talk_of(page, ANSWERED).exchanges[-1].answer


def test_who_asks_too_often_is_told_so_and_keeps_the_question() -> None:
    page, _ = page_with(rate=2)
    talk = talk_of(page, ANSWERED, ANSWERED, TABLED)
    view = conversation_view(talk.exchanges)
    assert texts(view, ".trouble") == [words.TOO_OFTEN.format(most=2)]
    assert "data-again" in found(view, ".turn")[2], "by which the page's script puts it back into the box"
    assert page.ask(TABLED, talk, "5.6.7.8")
    assert talk.exchanges[-1].answer, "another address is another asker"
