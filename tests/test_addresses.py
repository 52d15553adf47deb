"""Web addresses as pages write them, and the file names they and their servers give."""

from __future__ import annotations

import pytest

from corpus.web.addresses import clean, file_name, folder_of, same_site
from corpus.web.lists import is_column_address
from corpus.web.pace import asked_pause
from corpus.web.words import names_report

BASE = "https://www.a.gov.cn/zwgk/nb/index.html"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("t1.html", "https://www.a.gov.cn/zwgk/nb/t1.html"),
        ("../1.html#zoom", "https://www.a.gov.cn/zwgk/1.html"),
        ("..\\f\\年报.doc", "https://www.a.gov.cn/zwgk/f/%E5%B9%B4%E6%8A%A5.doc"),
        ("//b.gov.cn:80/1.html", "https://b.gov.cn:80/1.html"),
        ("HTTP://B.gov.cn:80", "http://b.gov.cn/"),
        (" /a b.html\n", "https://www.a.gov.cn/a%20b.html"),
        ("/1.jsp;jsessionid=AB12?x=1&y=%E5%B9", "https://www.a.gov.cn/1.jsp?x=1&y=%E5%B9"),
        ("https://市.中国/1", "https://xn--7st.xn--fiqs8s/1"),
        ("mailto:a@b.cn", ""),
        ("javascript:void(0)", ""),
        ("http://[::1", ""),
        ("http://a.cn:x/", ""),
    ],
)
def test_an_address_is_written_one_way(written: str, address: str) -> None:
    assert clean(written, BASE) == address


def test_letters_in_a_query_are_encoded_as_the_page_is() -> None:
    assert clean("d.jsp?f=年报.doc", BASE, "gb18030").endswith("d.jsp?f=%C4%EA%B1%A8.doc")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a.cn/f/%E5%B9%B4%E6%8A%A5.pdf?x=1", "年报.pdf"),
        ("https://a.cn/f/%C4%EA%B1%A8.doc", "年报.doc"),
        ("https://a.cn/download.jsp?id=1&filename=%C4%EA%B1%A8.doc", "年报.doc"),
        ("https://a.cn/down?path=/u/2024/nb.pdf", "nb.pdf"),
        ("https://a.cn/zwgk/", ""),
    ],
)
def test_an_address_gives_a_file_name(address: str, name: str) -> None:
    assert file_name(address) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.gov.cn/", "http://a.gov.cn/1", True),
        ("https://www.a.gov.cn/", "https://jyj.a.gov.cn/", True),
        ("https://www.a.gov.cn/", "https://www.b.gov.cn/", False),
        ("https://www.a.gov.cn/", "https://nota.gov.cn/", False),
    ],
)
def test_sites_are_told_apart(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ("https://a.cn/zwgk/nb/", True),
        ("https://a.cn/nb/index_2.shtml", True),
        ("https://a.cn/list.jsp?col=3", True),
        ("https://a.cn/col/col1234/index.html", True),
        ("https://a.cn/art/2024/1/31/art_1_2.html", False),
        ("https://a.cn/info/1012/3456.htm", False),
    ],
)
def test_a_column_is_known_by_its_address(address: str, column: bool) -> None:
    assert is_column_address(address) is column
    assert folder_of(address).endswith("/")


@pytest.mark.parametrize(
    ("title", "anywhere", "in_column"),
    [
        ("某市2023年政府信息公开工作年度报告", True, True),
        ("某市财政局2023年政府信息公开年报", True, True),
        ("某市政府新闻办公室政府信息公开2023年度报告", True, True),
        ("某市人民政府2023年政府信息公开…", True, True),
        ("某区教育局2023年政务公开工作总结", True, True),
        ("市教育局2023年年报", False, True),
        ("2023年度报告", False, True),
        ("关于做好2023年政府信息公开工作年度报告编制工作的通知", False, False),
        ("一图读懂某市2023年政府信息公开工作年度报告", False, False),
        ("2023年政府工作报告", False, False),
        ("某市2023年法治政府建设年度报告", False, False),
        ("2023年政府网站工作年度报表", False, False),
        ("某市2022年财政决算报告", False, False),
        ("政府信息公开指南", False, False),
        ("关于放假的通知", False, False),
    ],
)
def test_the_title_of_a_report_is_known(title: str, anywhere: bool, in_column: bool) -> None:
    assert (names_report(title), names_report(title, in_column=True)) == (anywhere, in_column)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("Wed, 31 Jan 2001 02:00:00 GMT", 0.0), ("soon", None), ("", None), ("-5", None)],
)
def test_how_long_a_site_asks_to_wait(header: str, seconds: float | None) -> None:
    assert asked_pause(header) == seconds
