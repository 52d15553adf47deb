"""What a citation opens: the cell in its table, the sentence in its paragraph, and never any markup of a report."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from fakes_web import HOSTILE, FakeStore, cite_cell, cite_words, report_of
from fastapi import FastAPI
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from assistant import citing
from assistant.answer import Answer, Citation, Claim, Outcome
from assistant.links import at_place, is_web_address
from assistant.service.originals import Originals
from assistant.web import words
from assistant.web.answer_parts import place_words
from assistant.web.answers import Exchange, conversation_view, loaded_line, welcome
from assistant.web.chat_frame import MOST_NAMES, ChineseFrame, chinese_frame
from assistant.web.fulltext import report_page
from assistant.web.markup import Html, join, marked, tag
from assistant.web.reader_routes import add_reader
from assistant.web.routes import add_routes
from assistant.web.source import cited_cell, report_address, source_panel
from assistant.web.tables import statutory_table
from corpus.assemble import read_report
from corpus.forms import load_forms
from corpus.report import CellKind, Correction, Report
from corpus.store import Store
from corpus.web.originals import Original, no_copy


def parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def texts(html: str, selector: str) -> list[str]:
    return [node.text() for node in parsed(html).css(selector)]


def one(html: str, selector: str) -> LexborNode:
    (node,) = parsed(html).css(selector)
    return node


# --- pieces of markup -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "written"),
    [
        (tag("p", "1 < 2 & “三”"), "<p>1 &lt; 2 &amp; “三”</p>"),
        (tag("p", tag("b", "<i>")), "<p><b>&lt;i&gt;</b></p>"),
        (tag("a", "x", href='"><script>', class_="c", data_turn=0), None),
        (tag("div", hidden=True, id=None, tabindex=False), "<div hidden></div>"),
        (join(["<", Html("<br>"), ">"], between="&"), "&lt;&amp;<br>&amp;&gt;"),
        (marked("共17件", 1, 3), "共<mark>17</mark>件"),
        (marked("<17>", 0, 99), "<mark>&lt;17&gt;</mark>"),
        (marked("空", 1, 1), "空"),
    ],
)
def test_only_markup_made_here_is_markup(piece: Html, written: str | None) -> None:
    assert piece == written if written else "<script>" not in piece


# --- a statutory cell -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "value", "row_label", "column_label"),
    [
        ("new", "natural", "17", "一、本年新收政府信息公开申请数量", "自然人"),
        ("refused.state_secret", "total", "0", "1.属于国家秘密", "总计"),
        ("handled", "company", "0", "（七）总计", "商业企业"),
        ("new", "other_organisation", words.BLANK_CELL, "一、本年新收政府信息公开申请数量", "其他"),
    ],
)
def test_a_cell_is_marked_in_its_table_with_its_labels(
    row: str, column: str, value: str, row_label: str, column_label: str
) -> None:
    report = report_of()
    panel = source_panel(report, cite_cell(report, row, column), 1)
    assert texts(panel, "td.cited mark") == [value]
    assert texts(panel, "tbody .cited-label") == [row_label]
    assert texts(panel, "thead .cited-label") == [column_label]
    assert "云岭市" in texts(panel, "dl.facts dd")


def test_a_column_is_marked_only_in_the_block_of_its_cell() -> None:
    """Blocks of chapter 2 share the names of their columns."""
    report = replace(report_of(), form="2019")
    table = load_forms()["2019"].table("proactive")
    block, row, column = next(p for p in table.places() if p[1].key == "licence")
    drawn = statutory_table(report, table, report.cells[0]._replace(table=table.key, row=row.key, column=column.key))
    assert texts(drawn, "thead .cited-label") == [column.label]
    assert [c for b in table.blocks if b is not block for c in b.columns if c.key == column.key]


def test_every_cell_of_real_reports_opens_as_itself(shared: Path, store: Store) -> None:
    """Whatever the format, blank or not: the citation of a cell finds that cell and no other."""
    for path in sorted((shared / "reports").iterdir()):
        store.put(read_report(path.read_bytes(), path.name, str(path)))
    for head in store.heads():
        report = store.report(head.id)
        missed = [c for c in report.cells if cited_cell(report, citing.cite_cell(store, head, c)) != c]
        assert not missed, head.file
        page = report_page(report, 0, 0, ["style.css"])
        assert all(section.title in parsed(page).text() for section in report.sections)


def test_a_blank_cell_is_not_taken_for_its_neighbour() -> None:
    """A blank is cited by its row; the other cells of that row are not what is cited."""
    report = report_of()
    found = cited_cell(report, cite_cell(report, "new", "other_organisation"))
    assert found is not None
    assert (found.row, found.column, found.raw) == ("new", "other_organisation", "")


def test_a_corrected_cell_shows_both_numbers_and_says_who_corrected_it() -> None:
    report, said = report_of(), Correction(CellKind.NUMBER, Decimal(21), "排版时颠倒", "张某", "2026-01-02", "12")
    place = ("requests", "new", "natural")
    cells = (
        c._replace(value=said.value, correction=said) if (c.table, c.row, c.column) == place else c
        for c in report.cells
    )
    corrected = replace(report, cells=tuple(cells))
    was = report.cell(*place)
    assert was is not None
    citation = replace(cite_cell(report), remark="经办人张某更正")
    panel = source_panel(corrected, citation, 1)
    assert one(panel, "td.cited mark").text() == f"21（更正，原文为{was.raw}）"
    assert "经办人张某更正" in texts(panel, "p.warning")


def test_a_whole_row_is_no_cell() -> None:
    report = report_of()
    blank = cite_cell(report, "new", "other_organisation")
    assert cited_cell(report, replace(blank, column="申请人情况 / 自然人")) is None


@pytest.mark.parametrize("form", sorted(load_forms()))
def test_every_statutory_table_is_laid_out_whole(form: str) -> None:
    """Merged labels and all, each row of a table is exactly as wide as the table."""
    report = replace(report_of(), form=form)
    for table in load_forms()[form].tables:
        for drawn in parsed(statutory_table(report, table, report.cells[0])).css("table"):
            rows = [row.css("th, td") for row in drawn.css("tr")]
            widths = _widths([[(_span(c, "rowspan"), _span(c, "colspan")) for c in row] for row in rows])
            assert len(set(widths)) == 1, (form, table.key, widths)


def _span(cell: LexborNode, name: str) -> int:
    return int(cell.attributes.get(name) or 1)


def _widths(rows: list[list[tuple[int, int]]]) -> list[int]:
    """How many columns each row fills, spans from rows above included."""
    widths = [0] * len(rows)
    for at, row in enumerate(rows):
        for down, across in row:
            for i in range(at, at + down):
                widths[i] += across
    return widths


def test_labels_shared_by_rows_are_written_once() -> None:
    panel = source_panel(report_of(), cite_cell(report_of()), 1)
    assert texts(panel, "tbody th").count("（三）不予公开") == 1
    assert one(panel, "tbody th[rowspan='8']").text() == "（三）不予公开"


# --- prose, other tables, and what can't be shown -----------------------------------------------------


def test_a_sentence_is_marked_in_its_paragraph_below_its_headings() -> None:
    report = report_of()
    panel = source_panel(report, cite_words(report, "全年新收政府信息公开申请 17 件。"), 2)
    assert texts(panel, ".passages mark") == ["全年新收政府信息公开申请 17 件。"]
    assert texts(panel, ".passages p") == ["云岭市依法办理申请。全年新收政府信息公开申请 17 件。没有收取费用。"]
    assert texts(panel, ".trail li") == ["一、总体情况"]


def test_a_title_is_shown_though_it_is_in_no_paragraph() -> None:
    report = report_of()
    assert texts(source_panel(report, cite_words(report, "云岭市2023年"), 1), ".passages mark") == ["云岭市2023年"]


def test_a_cell_of_a_table_that_is_not_statutory_is_marked_where_it_stands() -> None:
    report = replace(report_of(), cells=())
    panel = source_panel(report, replace(cite_cell(report_of()), row="", column=""), 1)
    assert texts(panel, "table.grid td.cited") == ["17"]


@pytest.mark.parametrize("known", [True, False])
def test_a_place_that_no_longer_fits_is_never_shown_as_if_it_did(known: bool) -> None:
    """The report was replaced or removed after the answer: the quote of then, and a word of why."""
    then, now = report_of(), report_of(sentence="全年新收政府信息公开申请 25 件。", title="云岭市2023年年报")
    panel = source_panel(now if known else None, cite_cell(then), 1)
    assert texts(panel, "mark") == ["17"]
    assert texts(panel, ".warning") == [words.CHANGED_SINCE if known else words.REPORT_GONE]
    assert not parsed(panel).css("table")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://www.example.gov.cn/zfxxgk/2023.html", "https://www.example.gov.cn/zfxxgk/2023.html"),
        ("/home/someone/云岭市2023.html", "source/0123456789abcdef"),
        ("javascript:alert(1)", "source/0123456789abcdef"),
        ("file:///etc/passwd", "source/0123456789abcdef"),
    ],
)
def test_the_original_opens_from_the_web_or_by_the_id_of_its_report(address: str, link: str) -> None:
    report = report_of(address=address)
    original = parsed(source_panel(report, cite_cell(report), 1)).css(".links a")[-1]
    assert original.attributes["href"] == link
    assert "noopener" in (original.attributes["rel"] or "")
    assert is_web_address(address) == (link == address)


# --- the conversation -----------------------------------------------------------------------------------


def answered(report: Report, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    cell, sentence = cite_cell(report), cite_words(report, "没有收取费用")
    claims = (Claim("新收 17 件。", (cell,)), Claim("没有收费。", (sentence, cell)))
    return Answer(outcome, claims, reading="云岭市2023年", suggestions=("那2022年呢？",))


def test_each_turn_keeps_the_numbers_of_its_own_citations() -> None:
    first, second = report_of(), report_of(identity="fedcba9876543210")
    view = conversation_view([Exchange("一", answered(first)), Exchange("二", answered(second))])
    links = [(n.attributes["data-turn"], n.attributes["href"], n.text()) for n in parsed(view).css(".claims a.cite")]
    assert [(turn, text) for turn, _, text in links] == [(t, n) for t in "01" for n in ("[1]", "[1]", "[2]")]
    assert all(str(link).startswith(f"report/{first.id}?") for turn, link, _ in links if turn == "0")
    assert all(str(link).startswith(f"report/{second.id}?") for turn, link, _ in links if turn == "1")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_an_answer_looks_like_one(outcome: Outcome) -> None:
    view = conversation_view([Exchange("问", answered(report_of(), outcome))])
    said = one(view, ".said")
    not_answered = outcome not in (Outcome.ANSWERED, Outcome.PARTLY)
    assert said.attributes["class"] == ("said not-answered" if not_answered else "said")
    assert texts(view, ".outcome") == ([words.OUTCOME[outcome]] if outcome is not Outcome.ANSWERED else [])


def test_no_sources_stand_below_an_answer_without_claims_on_them() -> None:
    view = conversation_view([Exchange("问", Answer(Outcome.OUTSIDE, (Claim("不在年报里。"),)))])
    assert not parsed(view).css(".cite, .sources, .read-as, .asks")


def test_a_long_ranking_is_folded_and_nothing_is_left_out() -> None:
    answer = Answer(Outcome.ANSWERED, tuple(Claim(f"第 {i} 名") for i in range(1, 41)))
    view = conversation_view([Exchange("排名", answer)])
    assert len(texts(view, ".claim")) == 40
    assert texts(view, "summary") == [words.MORE_CLAIMS.format(count=28)]


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        ("new", "natural", "一、本年新收政府信息公开申请数量 › 自然人"),
        ("otherwise.other", "other_organisation", "（六）其他处理 › 3.其他 › 其他"),
    ],
)
def test_a_place_is_named_so_that_it_cannot_be_mistaken(row: str, column: str, place: str) -> None:
    assert place_words(cite_cell(report_of(), row, column)) == f"云岭市 2023 年 › {place}"


def test_a_place_in_a_table_of_one_row_is_named_by_its_whole_column() -> None:
    column = "行政诉讼 / 复议后起诉 / 结果维持"
    citation = replace(cite_cell(report_of()), row="", column=column)
    assert place_words(citation) == "云岭市 2023 年 › 行政诉讼 › 复议后起诉 › 结果维持"


@pytest.mark.parametrize(
    ("bodies", "years", "line"),
    [
        ([], [], ""),
        (["甲"], [2023], "已收录 1 份年报，1 个单位，2023 年"),
        (["甲", "甲", "乙"], [2021, 2019, 2024], "已收录 3 份年报，2 个单位，2019—2024 年"),
        (["甲"], [], "已收录 1 份年报，1 个单位"),
    ],
)
def test_what_is_loaded_is_said_in_one_line(bodies: list[str], years: list[int], line: str) -> None:
    assert loaded_line(bodies, years) == line


# --- whatever a report contains is text -------------------------------------------------------------------


def hostile() -> Report:
    address = f"/reports/{HOSTILE}.html"
    return report_of(address, body=HOSTILE, title=HOSTILE, sentence=HOSTILE, first_value=HOSTILE)


@pytest.mark.parametrize(
    "page",
    [
        source_panel(hostile(), cite_cell(hostile()), 1),
        source_panel(hostile(), cite_words(hostile(), HOSTILE), 1),
        source_panel(None, cite_cell(hostile()), 1),
        source_panel(replace(hostile(), cells=()), replace(cite_cell(hostile()), row="", column=""), 1),
        report_page(hostile(), 0, 0, ["style.css"]),
        report_page(hostile(), 30, 600, ["style.css"]),
        conversation_view([Exchange(HOSTILE, Answer(Outcome.ASKS_BACK, (Claim(HOSTILE),), HOSTILE, (), (HOSTILE,)))]),
        conversation_view([Exchange(HOSTILE, answered(report_of(body=HOSTILE)))]),
        conversation_view([Exchange("问", None, HOSTILE)]),
        welcome((HOSTILE,)),
    ],
)
def test_markup_in_a_report_never_becomes_markup_of_the_page(page: Html) -> None:
    tree = parsed(page)
    assert not tree.css("script, img, iframe, object, embed, form:not(.find), base")
    assert not [n for n in tree.css("*") for name in n.attributes if name.startswith("on")]
    assert "document.title" in page


WORDS = quote("没有收取任何费用。")


@pytest.mark.parametrize(
    ("address", "file", "page", "said", "link"),
    [
        ("https://a.gov.cn/1.pdf", "1.pdf", 3, "", "https://a.gov.cn/1.pdf#page=3"),
        ("source/01", "年报.PDF", 3, "", "source/01#page=3"),
        ("https://a.gov.cn/1.pdf#page=1", "1.pdf", 3, "", "https://a.gov.cn/1.pdf#page=1"),  # says its place already
        ("source/01", "年报.ofd", 3, "", "source/01"),
        ("https://a.gov.cn/1.html", "1.html", None, "没有收取任何费用。", "https://a.gov.cn/1.html#:~:text=" + WORDS),
        ("https://a.gov.cn/1.html", "1.html", None, "17", "https://a.gov.cn/1.html"),  # may stand anywhere
        ("source/01", "1.html", None, "没有收取任何费用。", "source/01"),
        (
            "https://a.gov.cn/1.docx",
            "年报.docx",
            None,
            "没有收取任何费用。",
            "https://a.gov.cn/1.docx",
        ),  # no page to mark
        ("https://a.gov.cn/nb.zip!/甲/1.html", "1.html", None, "没有收取任何费用。", "https://a.gov.cn/nb.zip"),
    ],
)
def test_the_original_opens_at_the_page_or_the_words_where_its_address_can_say_so(
    address: str, file: str, page: int | None, said: str, link: str
) -> None:
    assert at_place(address, file, page, said) == link


def test_the_page_of_a_citation_is_a_fact_beside_it() -> None:
    report = report_of()
    assert words.PAGE not in texts(source_panel(report, cite_cell(report), 1), "dt")
    panel = source_panel(report, replace(cite_cell(report), page=3), 1)
    assert dict(zip(texts(panel, "dt"), texts(panel, "dd"), strict=True))[words.PAGE] == "第 3 页"


# --- the pages beside the chat ------------------------------------------------------------------------------


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "云岭市2023.html"
    path.write_bytes("<meta charset=gb2312><p>云岭市年报</p><script>1</script>".encode("gb18030"))
    return path


def client_of(*reports: Report) -> TestClient:
    app = FastAPI()
    add_routes(app, FakeStore(*reports))
    add_reader(app, FakeStore(*reports), Originals(no_copy))
    return TestClient(app, follow_redirects=False)


def test_the_full_text_shows_every_line_and_the_cited_place() -> None:
    report = report_of()
    cited = cite_words(report, "没有收取费用")
    got = client_of(report).get("/" + report_address(report.id, cited.start, cited.end))
    assert got.status_code == 200
    assert one(got.text, "#cited").text() == "没有收取费用"
    assert texts(got.text, "main h2") == ["一、总体情况", "三、收到和处理政府信息公开申请情况"]
    assert [a.attributes["href"] for a in parsed(got.text).css("nav.outline a:not(.of-table)")] == [
        f"#s{s.start}" for s in report.sections
    ]
    assert len(texts(got.text, "main table td")) == 25 * 8
    assert one(got.text, "html").attributes["lang"] == "zh-CN"
    assert "default-src 'none'" in got.headers["content-security-policy"]


def test_a_cell_is_marked_in_the_full_text_too() -> None:
    report = report_of()
    cell = cite_cell(report)
    page = report_page(report, cell.start, cell.end, ["style.css"])
    assert texts(page, "td#cited.cited mark") == ["17"]
    assert texts(page, "mark") == ["17"]


@pytest.mark.parametrize(
    "query", ["", "?start=x&end=y", "?start=-5&end=99", "?start=9&end=3", "?start=1e9&end=" + "9" * 40]
)
def test_a_wrong_place_in_the_address_still_opens_the_report(query: str) -> None:
    assert client_of(report_of()).get(f"/report/0123456789abcdef{query}").status_code == 200


def test_the_original_opens_readable_and_powerless(original: Path) -> None:
    """Pages in old encodings are readable, and their scripts don't run on this server's address."""
    got = client_of(report_of(address=str(original))).get("/source/0123456789abcdef")
    assert got.status_code == 200
    assert "云岭市年报" in got.text
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert got.headers["content-security-policy"].startswith("sandbox;")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith("inline;")


def test_other_kinds_of_files_are_downloads(original: Path) -> None:
    document = original.with_suffix(".docx")
    document.write_bytes(b"PK\x03\x04")
    got = client_of(report_of(address=str(document))).get("/source/0123456789abcdef")
    assert (got.content, got.headers["content-type"]) == (b"PK\x03\x04", "application/octet-stream")
    assert got.headers["content-disposition"].startswith("attachment;")


def test_a_pdf_is_shown_as_it_is(original: Path) -> None:
    document = original.with_suffix(".pdf")
    document.write_bytes(b"%PDF-1.7 ...")
    got = client_of(report_of(address=str(document))).get("/source/0123456789abcdef")
    assert (got.content, got.headers["content-type"]) == (b"%PDF-1.7 ...", "application/pdf")
    assert got.headers["content-security-policy"].startswith("default-src 'none';"), "no browser shows it in a sandbox"


def test_a_report_of_the_web_has_a_copy_here_too(original: Path) -> None:
    report = report_of(address="https://www.example.gov.cn/nb.html")
    kept = Original(str(original), "https://www.example.gov.cn/nb/")
    links = parsed(source_panel(report, cite_cell(report), 1, kept=kept)).css(".links a")
    assert [a.attributes["href"] for a in links[-2:]] == [kept.found_on, f"copy/{report.id}"]
    app = FastAPI()
    add_routes(app, FakeStore(report), {report.address: kept}.get)
    got = TestClient(app).get(f"/copy/{report.id}")
    assert got.content == original.read_bytes()
    assert got.headers["content-disposition"].startswith("attachment;")
    original.unlink()
    assert TestClient(app).get(f"/copy/{report.id}").status_code == 404
    assert client_of(report).get(f"/copy/{report.id}").status_code == 404


def test_an_original_on_the_web_opens_there() -> None:
    got = client_of(report_of(address="https://www.example.gov.cn/2023.html")).get("/source/0123456789abcdef")
    assert got.headers["location"] == "https://www.example.gov.cn/2023.html"


@pytest.mark.parametrize(
    "path",
    [
        "/source/unknown",
        "/source/..%2F..%2Fetc%2Fpasswd",
        "/source/%2Fetc%2Fpasswd",
        "/report/unknown",
        "/static/nianbao/..%2Fserve.py",
        "/static/nianbao/serve.py",
    ],
)
def test_nothing_but_reports_of_the_store_is_served(path: str, original: Path) -> None:
    assert client_of(report_of(address=str(original))).get(path).status_code == 404


def test_a_missing_original_is_said_without_the_path_of_the_machine(tmp_path: Path) -> None:
    got = client_of(report_of(address=str(tmp_path / "没有.html"))).get("/source/0123456789abcdef")
    assert got.status_code == 404
    assert "没有.html" in got.text
    assert str(tmp_path) not in got.text


def test_the_frame_of_the_chat_is_chinese_and_names_no_other_host() -> None:
    frame = chinese_frame(
        '<html\n\tlang="en"><head><meta property="og:url" content="https://gradio.app/" />'
        '<meta name="twitter:creator" content="@Gradio" /></head><body><gradio-app x></gradio-app></body></html>'
    )
    assert one(frame, "html").attributes["lang"] == "zh-CN"
    assert one(frame, "title").text() == words.TITLE
    assert "https://" not in frame


def test_the_frame_is_made_once_for_each_name_the_service_is_reached_by() -> None:
    """By another name it is another page; so it may be for a page of another site, and what failed is tried again."""
    made: list[str] = []

    async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope)["host"]
        made.append(host)
        status = 500 if host == "broken" else 200
        await HTMLResponse(f"<head></head><body>{host}</body>", status)(scope, receive, send)

    client = TestClient(ChineseFrame(gradio))
    first, second = (client.get("/", headers={"host": "a.example"}) for _ in range(2))
    assert "a.example" in first.text
    assert (first.text, first.headers) == (second.text, second.headers)
    assert "b.example" in client.get("/", headers={"host": "b.example"}).text
    assert made == ["a.example", "b.example"]
    for host, headers in (("a.example", {"origin": "https://else.example"}), ("broken", {})):
        made.clear()
        for _ in range(2):
            client.get("/", headers={"host": host, **headers})
        assert made == [host, host]
    made.clear()
    for number in range(MOST_NAMES):
        client.get("/", headers={"host": f"{number}.example"})
    client.get("/", headers={"host": "a.example"})
    assert made[-1] == "a.example", "not more are kept than that"


def test_citations_are_told_apart_by_their_label_alone() -> None:
    """Who hears the page instead of seeing it gets the place with the number."""
    report = report_of()
    view = conversation_view([Exchange("问", answered(report))])
    labels = [n.attributes["aria-label"] for n in parsed(view).css(".claims a.cite")]
    assert labels[0] == "出处 1：云岭市 2023 年 › 一、本年新收政府信息公开申请数量 › 自然人"
    assert isinstance(cite_cell(report), Citation)


def test_the_original_of_a_report_in_an_archive_and_of_the_second_in_a_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "年报.zip", "w") as archive:
        archive.writestr("县/某县2023.txt", "甲县的年报")
    (tmp_path / "两县.txt").write_text("两份年报", encoding="utf-8")
    for address, said in (
        (f"{tmp_path / '年报.zip'}!/县/某县2023.txt", "甲县的年报"),
        (f"{tmp_path / '两县.txt'}#2", "两份年报"),
    ):
        got = client_of(replace(report_of(address=address), file="某县2023.txt")).get("/source/0123456789abcdef")
        assert (got.status_code, got.text) == (200, said)
