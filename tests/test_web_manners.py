"""Manners towards the web and its faults: robots.txt, delays, bounds, and what is said where there is no report."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes_portal import Portal, Reply, Served, sent_to
from gathering import DOCX, ONE, THREE, TWO, add, added, article, counted, found, holder, listing, reason
from portal_shells import MENU

from corpus.ingest import add_paths
from corpus.store import Store
from corpus.web import bounds
from corpus.web.bounds import Breadth
from corpus.web.request import WebRequest

pytestmark = pytest.mark.usefixtures("impatient")

LOGIN = "<html><head><title>统一身份认证</title></head><body><form><input name='u'><input type='password'></form></body></html>"
GONE = (
    "<html><head><title>出错啦</title></head><body>"
    + MENU
    + "<p>您访问的页面不存在或已删除！</p><a href='/'>返回首页</a></body></html>"
)
PICTURES = "<html><head><title>甲市教育局2023年政府信息公开工作年度报告</title></head><body><img src='1.jpg'><img src='2.jpg'></body></html>"
SCRIPTED = "<html><head><script src='app.js'></script></head><body><div id='app'></div></body></html>"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("x", status=404), "网站上没有这个网页（404）"),
        (Reply("x", status=403), "网站拒绝程序访问（403）"),
        (Reply("<script>$_ts</script>", status=412), "要求浏览器运行脚本来验证（412）"),
        (Reply("x", status=500), "网站出了故障，答复的状态码是 500"),
        (Reply(GONE), "网站说这个网页不存在或已删除"),
        (Reply(LOGIN), "打开的是登录页"),
        (Reply("<title>访问验证</title><p>请拖动滑块完成验证</p>"), "网站要求先验证是不是真人"),
        (Reply(SCRIPTED), "网页的内容由脚本生成"),
        (Reply(PICTURES), "2 张图片也没有取到或太小"),
        (Reply('{"code":401,"message":"未登录"}', kind="application/json"), "网站传来的是数据（JSON）"),
        (Reply(""), "网站传来的内容是空的"),
        (Reply(listing("/x.html 放假通知", title="公告")), "网页里没有找到年报"),
        (sent_to("/1.html"), "转来转去"),
        (sent_to("ftp://127.0.0.1/1.doc"), "没有说清转到哪里"),
        (Reply(b"%PDF-1.7", headers={"Retry-After": "3600"}, status=503), "网站要求过 60 分钟再访问（503）"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_said_plainly(store: Store, reply: Reply, said: str) -> None:
    with Portal({"/1.html": reply}) as portal:
        summary = add(store, portal, "/1.html")
        assert said in reason(summary)
        assert store.heads() == ()


def test_a_word_file_under_any_name_and_type_is_known_by_its_content(tmp_path: Path) -> None:
    with Portal({"/show.do?id=3": Reply(DOCX, kind="text/html; charset=utf-8")}) as portal:
        (only,) = found(tmp_path, portal, "/show.do?id=3").found.values()
        assert only.file.suffix == ".docx"


def test_an_attachment_that_leads_to_a_login_is_a_failure_of_its_own(store: Store) -> None:
    with Portal({"/1.html": holder(ONE.title, "<a href='nb.pdf'>年度报告.pdf</a>"), "/nb.pdf": Reply(LOGIN)}) as portal:
        summary = add(store, portal, "/1.html")
        assert "这个附件下载到的是网页，不是文件" in reason(summary)
        assert summary.failed[0].path == f"{portal.address}/nb.pdf"


def test_robots_txt_is_obeyed(store: Store) -> None:
    robots = Reply("User-agent: *\nDisallow: /private/\n", kind="text/plain")
    pages: Served = {
        "/robots.txt": robots,
        "/1.html": article(ONE),
        "/private/2.html": article(TWO),
        "/3.html": sent_to("/private/2.html"),
    }
    with Portal(pages) as portal:
        summary = add(store, portal, "/1.html", "/private/2.html", "/3.html")
        assert set(added(store, portal)) == {"/1.html"}
        assert [failure.reason.split("。")[0] for failure in summary.failed] == [
            "网站的 robots.txt 不允许程序访问这个网址"
        ] * 2
        assert "/private/2.html" not in portal.asked()
        assert [request.path for request in portal.requests].count("/robots.txt") == 1


def test_a_site_in_trouble_over_its_robots_txt_is_left_alone(store: Store) -> None:
    with Portal({"/robots.txt": Reply("x", status=500), "/1.html": article(ONE)}) as portal:
        assert "robots.txt 取不到（网站答复 500）" in reason(add(store, portal, "/1.html"))
        assert portal.asked() == []


def test_a_delay_lies_between_requests_and_a_busy_site_gets_the_time_it_asks_for(store: Store) -> None:
    pages: Served = {
        "/robots.txt": Reply("User-agent: *\nCrawl-delay: 0.2\n"),
        "/1.html": [Reply(status=429, headers={"Retry-After": "1"}), Reply(status=502), Reply(article(ONE))],
    }
    with Portal(pages) as portal:
        told: list[str] = []
        assert counted(add(store, portal, "/1.html", told=told)) == (1, 0, 0, 0)
        robots, first, second, third = (request.at for request in portal.requests)
        assert first - robots >= 0.19
        assert second - first >= 0.99
        assert third - second >= 0.19
        assert [words.split("：")[0] for words in told] == [
            "正在下载（第 1 个）",
            "网站答复 429，稍等再试",
            "网站答复 502，稍等再试",
        ]


def test_a_file_that_never_ends_or_is_too_large_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WHOLE_SECONDS", 0.3)
    huge = Reply(b"x", headers={"Content-Length": str(10**9)}, drips=True)
    with Portal({"/slow.html": Reply("<html>", drips=True), "/huge.pdf": huge}) as portal:
        slow, large = add(store, portal, "/slow.html", "/huge.pdf").failed
        assert "网站传得太慢" in slow.reason
        assert "文件太大（超过 30 MB）" in large.reason


@pytest.mark.parametrize(
    ("address", "said"),
    [("http://", "网址写得不对"), ("http://nianbao.invalid/1.html", "robots.txt 取不到（找不到这个网站")],
)
def test_an_address_that_leads_nowhere_is_said(store: Store, address: str, said: str) -> None:
    assert said in reason(add_paths(store, [], web=WebRequest((address,), Breadth(0.0))))


def test_addresses_that_must_not_be_asked_are_not(store: Store) -> None:
    with Portal({"/1.html": article(ONE)}) as portal:
        request = WebRequest((f"{portal.address}/1.html",), Breadth(0.0), may=lambda address: False)
        assert "不在允许访问的范围里" in reason(add_paths(store, [], web=request))
        assert portal.requests == []


def test_a_run_that_was_cut_off_goes_on_where_it_was(store: Store) -> None:
    pages: Served = {
        "/nb/": listing(*(f"/a/{i}.html {page.title}" for i, page in enumerate((ONE, TWO, THREE)))),
        "/a/0.html": article(ONE),
        "/a/1.html": article(TWO),
        "/a/2.html": article(THREE),
    }

    def killed(words: str) -> None:
        if words.endswith("/a/2.html"):
            raise KeyboardInterrupt

    with Portal(pages) as portal:
        request = WebRequest((f"{portal.address}/nb/",), Breadth(0.0), killed)
        with pytest.raises(KeyboardInterrupt):
            add_paths(store, [], web=request)
        assert portal.asked() == ["/nb/", "/a/0.html", "/a/1.html"]
        assert counted(add(store, portal, "/nb/")) == (3, 0, 0, 0)
        assert portal.asked()[3:] == ["/a/2.html"]
        assert counted(add(store, portal, "/nb/")) == (0, 0, 3, 0)
        assert portal.asked()[4:] == ["/nb/", "/a/0.html", "/a/1.html", "/a/2.html"]


def test_files_and_addresses_are_added_together(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.html").write_text(article(TWO), encoding="utf-8")
    with Portal({"/1.html": article(ONE)}) as portal:
        request = WebRequest((f"{portal.address}/1.html",), Breadth(0.0))
        assert counted(add_paths(store, [tmp_path / "in"], web=request)) == (2, 0, 0, 0)
