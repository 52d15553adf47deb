"""Adding addresses of the web: what portals serve, and the reports that come of it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from fakes_portal import Portal, Reply, Served, lines_html, sent_to
from gathering import (
    DOCX,
    FOUR,
    OLDER,
    ONE,
    THREE,
    TWO,
    add,
    added,
    article,
    cells,
    counted,
    found,
    holder,
    listing,
    paths,
    reason,
)
from PIL import Image, ImageSequence
from portal_shells import MENU

from assistant.cli import main
from corpus.archives import read_bytes
from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.store import Store
from corpus.web.originals import addresses_found_on, original_of

pytestmark = pytest.mark.usefixtures("impatient")

# --- one page -----------------------------------------------------------------------------------


def test_a_page_is_added_under_its_address_and_its_original_is_kept(store: Store) -> None:
    page = article(ONE).replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    with Portal({"/art/1.html": Reply(page, kind="text/html")}) as portal:
        summary = add(store, portal, "/art/1.html#top")
        assert counted(summary) == (1, 0, 0, 0)
        assert added(store, portal) == {"/art/1.html": ONE.body.name}
        address = f"{portal.address}/art/1.html"
        assert cells(store, address) == dict(ONE.raw)
        assert store.heads()[0].file == f"{ONE.title}.html"
        kept = original_of(store.folder, address)
        assert kept is not None
        assert (read_bytes(kept.file), kept.found_on) == (page, "")
        assert portal.requests[0].path == "/robots.txt"
        assert all(request.headers["user-agent"].startswith("nianbao/") for request in portal.requests)


@pytest.mark.parametrize(
    "way",
    [
        pytest.param({"/1": sent_to("/2", 301), "/2": sent_to("3.html"), "/3.html": article(ONE)}, id="redirects"),
        pytest.param({"/1": "<meta http-equiv='Refresh' content='0;url=3.html'>", "/3.html": article(ONE)}, id="meta"),
        pytest.param({"/1": "<script>window.location.href='/3.html';</script>", "/3.html": article(ONE)}, id="script"),
    ],
)
def test_the_last_address_of_a_redirect_is_the_reports(store: Store, way: Served) -> None:
    with Portal(way) as portal:
        assert counted(add(store, portal, "/1")) == (1, 0, 0, 0)
        assert added(store, portal) == {"/3.html": ONE.body.name}
        assert counted(add(store, portal, "/1")) == (0, 0, 1, 0)


def test_added_again_it_is_asked_for_conditionally_and_unchanged(store: Store) -> None:
    with Portal(
        {"/1.html": Reply(article(ONE), etag='"a"', headers={"Last-Modified": "Wed, 31 Jan 2024 02:00:00 GMT"})}
    ) as portal:
        add(store, portal, "/1.html")
        assert counted(add(store, portal, "/1.html")) == (0, 0, 1, 0)
        again = portal.requests[-1]
        assert again.headers["if-none-match"] == '"a"'
        assert again.headers["if-modified-since"] == "Wed, 31 Jan 2024 02:00:00 GMT"
        portal.pages["/1.html"] = Reply(article(TWO), etag='"b"')
        assert counted(add(store, portal, "/1.html")) == (0, 1, 0, 0)
        assert added(store, portal) == {"/1.html": TWO.body.name}


def test_a_damaged_copy_is_fetched_whole_again(store: Store) -> None:
    with Portal({"/1.html": Reply(article(ONE), etag='"a"')}) as portal:
        add(store, portal, "/1.html")
        kept = original_of(store.folder, f"{portal.address}/1.html")
        assert kept is not None
        Path(kept.file).write_bytes(b"half")
        assert counted(add(store, portal, "/1.html")) == (0, 0, 1, 0)
        assert "if-none-match" not in portal.requests[-1].headers


def test_an_article_over_several_pages_is_one_report(store: Store) -> None:
    pieces = lines_html(ONE)
    cut = len(pieces) // 4
    parts = ["".join(pieces[at * cut : (at + 1) * cut if at < 3 else None]) for at in range(4)]
    shell = (
        "<html><head><title>{title}</title></head><body>"
        + MENU
        + "<h1>{title}</h1><div class='con'>{content}</div>{pager}</body></html>"
    )
    names = ["t1.html", "t1_1.html", "t1_2.html", "t1_3.html"]
    pages: Served = {}
    for i, part in enumerate(parts):
        pager = (
            f"<a href='{names[i + 1]}'>下一页</a><a href='t1_3.html'>尾页</a>"
            if i < 3
            else "<a href='t1.html'>首页</a>"
        )
        pages[f"/a/{names[i]}"] = (
            shell.replace("{title}", ONE.title).replace("{content}", part).replace("{pager}", pager)
        )
    with Portal(pages) as portal:
        assert counted(add(store, portal, "/a/t1.html")) == (1, 0, 0, 0)
        assert cells(store, f"{portal.address}/a/t1.html") == dict(ONE.raw)
        text = store.report(store.heads()[0].id).text
        assert text.count(ONE.title) == 1
        lines = [item.text for item in ONE.items if isinstance(item, Line)]
        places = [text.index(line) for line in lines if text.count(line) == 1]
        assert places == sorted(places), "its pages stand in their order"
        assert "首页" not in text
        assert counted(add(store, portal, "/a/t1.html")) == (0, 0, 1, 0)


# --- attachments ----------------------------------------------------------------------------------

NAME = "澄屿市教育局2023年政府信息公开工作年度报告.docx"
LATIN = {"utf-8": NAME.encode().decode("latin-1"), "gbk": NAME.encode("gb18030").decode("latin-1")}


@pytest.mark.parametrize(
    "disposition",
    [
        f"attachment; filename*=UTF-8''{quote(NAME)}",
        f"attachment; filename*=GBK''{quote(NAME.encode('gb18030'))}",
        f'attachment; filename="{LATIN["gbk"]}"',
        f'attachment; filename="{LATIN["utf-8"]}"',
        f"attachment;filename={quote(NAME)}",
        f'attachment; filename="{quote(NAME.encode("gb18030"))}"; size=12',
    ],
)
def test_an_attachment_is_named_by_its_header(tmp_path: Path, disposition: str) -> None:
    file = Reply(DOCX, kind="application/octet-stream", headers={"Content-Disposition": disposition})
    link = "<a href='/download.jsp?id=1'>附件下载</a>"
    with Portal({"/1.html": holder(TWO.title, link), "/download.jsp?id=1": file}) as portal:
        (only,) = found(tmp_path, portal, "/1.html").found.values()
        assert (only.name, only.address) == (NAME, f"{portal.address}/download.jsp?id=1")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f"附件：<a href='./P020240131.docx'>{ONE.title}.docx</a>", "/a/P020240131.docx"),
        ("<a href='P020240131.docx'>点击下载</a>", "/a/P020240131.docx"),
        ("<a appendix='true' href='..\\f\\年报.docx'>附件1</a>", "/f/%E5%B9%B4%E6%8A%A5.docx"),
        (f"附件【<a href='/system/_content/download.jsp?wbfileid=9'>{ONE.title}.docx</a>】已下载12次", "/system/_content/download.jsp?wbfileid=9"),
        ("<iframe src='/pdfjs/web/viewer.html?file=%2Ff%2Fnb.docx' width='100%' height='800'></iframe>", "/f/nb.docx"),
        ("<embed src='nb.docx'>", "/a/nb.docx"),
        ("<object data='nb.docx' width='800'></object>", "/a/nb.docx"),
        ("<script>PDFObject.embed('/f/nb.docx', '#pdf');</script>", "/f/nb.docx"),
        (f"<a href='javascript:void(0)' onclick=\"window.open('/f/nb.docx')\">{ONE.title}</a>", "/f/nb.docx"),
    ],
)  # fmt: skip
def test_a_report_is_found_however_the_page_hangs_it_on(tmp_path: Path, link: str, address: str) -> None:
    pages: Served = {"/a/1.html": holder(ONE.title, link), address: Reply(DOCX)}
    with Portal(pages) as portal:
        (only,) = found(tmp_path, portal, "/a/1.html").found.values()
        assert only.address == portal.address + address
        assert only.file.read_bytes() == DOCX
        assert only.name == f"{ONE.title}.docx", "named by the page where its own name says nothing"
        assert only.found_on == f"{portal.address}/a/1.html"


def test_an_attachment_is_read_and_known_with_the_page_it_was_found_on(store: Store) -> None:
    pages: Served = {"/a/1.html": holder(ONE.title, "<a href='nb.docx'>附件</a>"), "/a/nb.docx": Reply(DOCX)}
    with Portal(pages) as portal:
        page, file = f"{portal.address}/a/1.html", f"{portal.address}/a/nb.docx"
        assert counted(add(store, portal, "/a/1.html")) == (1, 0, 0, 0)
        assert added(store, portal) == {"/a/nb.docx": ONE.body.name}
        assert cells(store, file) == dict(ONE.raw)
        kept = original_of(store.folder, file)
        assert kept is not None
        assert (read_bytes(kept.file), kept.found_on) == (DOCX, page)
        assert addresses_found_on(store.folder, page) == {file}


def test_a_frame_that_holds_the_report_is_looked_into(store: Store) -> None:
    frame = "<iframe src='/inner.html' width='100%' height='900'></iframe><iframe src='/count.html' width='0' height='0'></iframe>"
    with Portal({"/1.html": holder(ONE.title, frame, prose=""), "/inner.html": article(ONE, "word")}) as portal:
        assert counted(add(store, portal, "/1.html")) == (1, 0, 0, 0)
        assert added(store, portal) == {"/inner.html": ONE.body.name}


def without_tables(page: Page) -> str:
    return "".join(piece for piece in lines_html(page) if not piece.startswith("<table"))


@pytest.mark.parametrize(
    ("content", "links", "taken", "note"),
    [
        ("".join(lines_html(ONE)), ("nb.docx 附件：年度报告.docx",), {"/1.html"}, "网页里已有年报全文"),
        (without_tables(ONE), ("nb.docx 附件：年度报告.docx",), {"/nb.docx"}, "网页正文里没有统计表"),
        (without_tables(ONE), ("nb.docx 政策解读.docx",), {"/1.html"}, ""),
        (without_tables(ONE), ("nb.docx 附件：情况统计表.docx",), {"/1.html", "/nb.docx"}, "统计表在附件“附件：情况统计表.docx”里"),
        ("", ("nb.docx 年度报告.docx", "nb.pdf 年度报告.pdf"), {"/nb.docx"}, "同一份年报有几种格式"),
        ("", ("nb.docx 年度报告.docx", "tj.docx 年度报告附表.docx"), {"/nb.docx"}, ""),
        ("", ("nb.docx 年度报告.docx", "tj.docx 一图读懂年度报告.docx"), {"/nb.docx"}, ""),
        ("".join(lines_html(ONE)), (f"nb.docx {TWO.title}.docx",), {"/1.html", "/nb.docx"}, ""),
        ("".join(lines_html(ONE)), ("nb.docx 2022年政府信息公开年度报告.docx",), {"/1.html", "/nb.docx"}, ""),
    ],
)  # fmt: skip
def test_of_a_page_and_its_attachments_one_is_taken(
    tmp_path: Path, content: str, links: tuple[str, ...], taken: set[str], note: str
) -> None:
    anchors = [f"<a href='{link.split()[0]}'>{link.split()[1]}</a>" for link in links]
    pages: Served = {
        "/1.html": holder(ONE.title, content, *anchors, prose=""),
        "/nb.docx": Reply(DOCX),
        "/tj.docx": Reply(DOCX),
    }
    with Portal(pages) as portal:
        harvest = found(tmp_path, portal, "/1.html")
        assert paths(harvest, portal) == taken
        assert harvest.misses == []
        assert [note in said for said in harvest.notes] == ([True] if note else [])


def test_where_the_attachment_is_gone_the_page_is_taken_after_all(store: Store) -> None:
    page = holder(ONE.title, without_tables(ONE), "<a href='nb.docx'>年度报告.docx</a>", prose="")
    with Portal({"/1.html": page}) as portal:
        summary = add(store, portal, "/1.html")
        assert set(added(store, portal)) == {"/1.html"}
        assert "404" in reason(summary)
        assert "其中可能没有统计表" in summary.notes[0]


def test_a_report_that_is_pictures_is_one_file_of_them(tmp_path: Path) -> None:
    def picture(width: int, height: int, shade: int) -> bytes:
        out = io.BytesIO()
        Image.new("L", (width, height), shade).save(out, "PNG")
        return out.getvalue()

    shown = "<img src='logo.png'><img data-src='p1.png' src='wait.gif'><img src='p2.png'><img src='dot.png'>"
    pages: Served = {"/a/1.html": holder(ONE.title, shown, prose="")}
    pages |= {f"/a/p{n}.png": Reply(picture(600, 800, n)) for n in (1, 2)} | {"/a/dot.png": Reply(picture(20, 20, 0))}
    with Portal(pages) as portal:
        harvest = found(tmp_path, portal, "/a/1.html")
        (only,) = harvest.found.values()
        assert (only.address, only.name) == (f"{portal.address}/a/1.html", f"{ONE.title}.tif")
        with Image.open(only.file) as joined:
            assert [frame.getpixel((0, 0)) for frame in ImageSequence.Iterator(joined)] == [1, 2]
        assert "加入的是其中 2 张图片" in harvest.notes[0]
        assert "/a/logo.png" not in portal.asked()


def test_an_archive_of_the_web_is_opened(store: Store) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲/一.html", article(ONE))
        archive.writestr("乙/二.html", article(TWO))
    with Portal({"/nb.zip": Reply(packed.getvalue(), kind="application/zip")}) as portal:
        assert counted(add(store, portal, "/nb.zip")) == (2, 0, 0, 0)
        assert set(added(store, portal)) == {"/nb.zip!/甲/一.html", "/nb.zip!/乙/二.html"}
        kept = original_of(store.folder, f"{portal.address}/nb.zip!/甲/一.html")
        assert kept is not None
        assert read_bytes(kept.file).decode() == article(ONE)


# --- lists ------------------------------------------------------------------------------------------

PAGES = {
    "next": [
        "<a href='index.html'>首页</a><a href='index_1.html'>下一页</a><a href='index_2.html'>尾页</a>",
        "<a href='index.html'>上一页</a><a href='index_2.html'>下一页</a>",
    ],
    "trs": ['<script>createPageHTML(3, 0, "index", "html");</script>', '<script>createPageHTML(3, 1, "index", "html");</script>'],
    "trs variables": ["<script>var countPage = 3;//共几页\nvar currentPage = 0;\ncreatePageHTML(countPage, currentPage, 'index', 'html', 40);</script>", ""],
    "options": ["<select onchange='location=this.value'><option value='index.html'>1</option><option value='index_1.html'>2</option><option value='index_2.html'>3</option></select>", ""],
    "function": [
        "<script>function goPage(n, m) { window.location.href = 'index_' + n + '.html'; }</script><a href='javascript:goPage(1)'>2</a> <a onclick='goPage(2)'>3</a>",
        "",
    ],
    "counted": ["<script>var totalpage=3; function f(i){ return 'x'; } document.write('index_' + (i) + '.html');</script>", ""],
    "numbers": ["<a href='index.html'>1</a><a href='index_1.html'>[2]</a><a href='index_2.html'>[3]</a>", ""],
}  # fmt: skip


@pytest.mark.parametrize("way", PAGES)
def test_a_list_is_turned_page_by_page(store: Store, way: str) -> None:
    first, second = PAGES[way]
    pages: Served = {
        "/nb/index.html": listing(
            f"../a/1.html {ONE.title}", "../a/9.html 关于做好2023年政府信息公开工作年度报告编制的通知", after=first
        ),
        "/nb/index_1.html": listing(f"/a/2.html {TWO.title}", f"/a/1.html {ONE.title}", after=second),
        "/nb/index_2.html": listing("/a/3.html 澄屿市教育局2019年政府信息公开工作…", "/a/8.html 2023年政府工作报告"),
        "/a/1.html": article(ONE),
        "/a/2.html": article(TWO, "jcms"),
        "/a/3.html": article(OLDER, "vsb"),
    }
    with Portal(pages) as portal:
        summary = add(store, portal, "/nb/index.html")
        assert summary.failed == ()
        assert added(store, portal) == {
            "/a/1.html": ONE.body.name, "/a/2.html": TWO.body.name, "/a/3.html": OLDER.body.name,
        }  # fmt: skip
        assert len(portal.asked()) == len(set(portal.asked())) == 6, "nothing is asked for twice"
        assert len({request.connection for request in portal.requests[1:]}) == 1, "a missing robots.txt ends its own"


def test_pages_by_query_and_entries_that_are_files_or_lists_again(tmp_path: Path) -> None:
    turning = "<a href='?col=7&page=1'>上一页</a><a href='?col=7&page=2'>下一页</a>"
    pages: Served = {
        "/list.jsp?col=7": listing("/f/1.docx 2023年度报告", "list.jsp?col=7&year=2019 2019年", after=turning),
        "/list.jsp?col=7&page=2": listing("/a/2.html 2023年年报", after=turning),
        "/list.jsp?col=7&year=2019": listing(f"/a/3.html {OLDER.title}"),
        "/f/1.docx": Reply(DOCX),
        "/a/2.html": article(TWO),
        "/a/3.html": article(OLDER),
    }
    with Portal(pages) as portal:
        assert paths(found(tmp_path, portal, "/list.jsp?col=7"), portal) == {"/f/1.docx", "/a/2.html", "/a/3.html"}


def test_the_record_lists_of_jcms_are_read(store: Store) -> None:
    def record(path: str, page: Page) -> str:
        return f"<record><![CDATA[<li><a href='{path}' title='{page.title}'>{page.title[:9]}...</a></li>]]></record>"

    more = "/module/web/jpage/dataproxy.jsp?page=1&columnid=7"
    store_of = f"<script type='text/xml'><datastore><nextgroup><![CDATA[<a href=\"{more}\"></a>]]></nextgroup><recordset>{{}}</recordset></datastore></script>"
    pages: Served = {
        "/col/col7/index.html": listing(after=store_of.format(record("/a/1.html", ONE))),
        more: Reply(
            f"<?xml version='1.0'?><datastore><recordset>{record('/a/2.html', TWO)}</recordset></datastore>",
            kind="text/xml",
        ),
        "/a/1.html": article(ONE),
        "/a/2.html": article(TWO),
    }
    with Portal(pages) as portal:
        assert counted(add(store, portal, "/col/col7/index.html")) == (2, 0, 0, 0)


def test_a_list_ends_where_its_bounds_are_and_says_so(store: Store) -> None:
    pages: Served = {
        f"/nb/index{f'_{i}' if i else ''}.html": listing(
            f"/a/{i}.html {page.title}", after='<script>createPageHTML(4, 0, "index", "html");</script>'
        )
        for i, page in enumerate((ONE, TWO, THREE, FOUR))
    }
    pages |= {f"/a/{i}.html": article(page) for i, page in enumerate((ONE, TWO, THREE, FOUR))}
    with Portal(pages) as portal:
        summary = add(store, portal, "/nb/index.html", pages=2)
        assert set(added(store, portal)) == {"/a/0.html", "/a/1.html"}
        assert "已翻了 2 页列表" in summary.notes[0]
        portal.pages["/vain/"] = listing(*(f"/notice/{n}.html 202{n}年度报告" for n in range(6)))
        portal.pages |= {f"/notice/{n}.html": "<p>暂无内容</p>" for n in range(6)}
        assert "已看过 4 个网页" in add(store, portal, "/vain/", pages=1, files=1).notes[0]
        summary = add(store, portal, "/nb/index.html", files=3)
        assert len(added(store, portal)) == 3
        assert "已取到 3 份年报" in summary.notes[0]


def test_other_sites_are_named_and_not_visited(store: Store) -> None:
    with Portal({}) as other, Portal({"/a/1.html": article(ONE)}) as portal:
        elsewhere = other.address.replace("127.0.0.1", "localhost")
        portal.pages["/nb/"] = listing(f"/a/1.html {ONE.title}", f"{elsewhere}/1.html {TWO.title}")
        summary = add(store, portal, "/nb/")
        assert counted(summary) == (1, 0, 0, 0)
        assert f"请直接添加：{elsewhere}/1.html" in summary.notes[0]
        assert other.requests == []


def test_a_site_that_has_moved_is_gone_on_with_where_it_is(store: Store) -> None:
    with Portal({"/a/1.html": article(ONE)}) as new:
        there = new.address.replace("127.0.0.1", "localhost")
        new.pages["/nb/"] = listing(f"/a/1.html {ONE.title}")
        with Portal({"/old/": sent_to(f"{there}/nb/")}) as old:
            assert counted(add(store, old, "/old/")) == (1, 0, 0, 0)
            assert store.heads()[0].address == f"{there}/a/1.html"


def test_a_list_that_is_the_same_on_every_page_ends(store: Store) -> None:
    turning = "<a href='?page={}'>下一页</a>"
    pages: Served = {
        f"/nb/?page={n}": listing(f"/a/1.html {ONE.title}", after="<a href='?page=9'>下一页</a>") for n in (2, 9)
    }
    pages |= {"/nb/": listing(f"/a/1.html {ONE.title}", after=turning.format(2)), "/a/1.html": article(ONE)}
    with Portal(pages) as portal:
        assert add(store, portal, "/nb/").notes == ()
        assert portal.asked() == ["/nb/", "/a/1.html", "/nb/?page=2", "/nb/?page=9"]


def test_paging_that_only_scripts_can_do_is_said(store: Store) -> None:
    pages: Served = {
        "/nb/": listing(f"/a/1.html {ONE.title}", after="<span>共 5 页</span><a href='javascript:;'>下一页</a>"),
        "/a/1.html": article(ONE),
    }
    with Portal(pages) as portal:
        assert "这一栏有 5 页" in add(store, portal, "/nb/").notes[0]


def test_an_article_does_not_lead_to_its_neighbours(store: Store) -> None:
    beside = "".join(f"<li><a href='/a/{y}.html'>{y}年政府信息公开工作年度报告</a></li>" for y in (2020, 2021, 2022))
    pages: Served = {"/a/1.html": article(ONE).replace("</body>", f"<ul>{beside}</ul></body>")}
    with Portal(pages) as portal:
        summary = add(store, portal, "/a/1.html")
        assert counted(summary) == (1, 0, 0, 0)
        assert "另外 4 份年报，没有跟过去" in summary.notes[0]


# --- the command line ---------------------------------------------------------------------------------


def test_addresses_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages: Served = {
        "/nb/": listing(f"/a/1.html {ONE.title}", "/a/2.html 2022年政府信息公开工作年度报告"),
        "/a/1.html": holder(ONE.title, f"<a href='nb.html'>{ONE.title}.html</a>", "<iframe src='nb.html'></iframe>"),
        "/a/nb.html": article(ONE, "word"),
    }
    data = ["--data", str(tmp_path / "data")]
    with Portal(pages) as portal:
        assert main(["add", f"{portal.address}/nb/", "--delay", "0", "--pages", "3", *data]) == 1
        said = capsys.readouterr()
        assert f"正在下载（第 1 个）：{portal.address}/nb/" in said.err
        assert f"没有加入 {portal.address}/a/2.html：网站上没有这个网页（404）" in said.err
        assert said.out == "新加入 1 份，更新 0 份，没有变化 0 份，失败 1 份。\n"
        main(["list", *data])
        assert f"{portal.address}/a/nb.html" in capsys.readouterr().out
        main(["list", "--json", *data])
        (entry,) = json.loads(capsys.readouterr().out)
        assert (entry["address"], entry["found_on"]) == (f"{portal.address}/a/nb.html", f"{portal.address}/a/1.html")
        assert main(["remove", f"{portal.address}/a/1.html", *data]) == 0, "by the page it was found on"
        assert f"（{portal.address}/a/nb.html）" in capsys.readouterr().out
