"""Several reports in one file are separated, every cell of every part as if it stood alone; one report never is."""

from __future__ import annotations

import io
import itertools
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import docx
import pytest

from corpus.archives import part_address
from corpus.assemble import read_report, read_reports, report_id
from corpus.demo import demo_pages, print_page
from corpus.demo.manifest import Entry
from corpus.ingest import add_paths
from corpus.report import Document, Paragraph, Problem, Report
from corpus.split import split_reports
from corpus.store import Store

Shown = tuple[str, int | None, str | None, list[tuple[str, str, str, str]]]
Printed = tuple[Entry, str, bytes]


@cache
def printed() -> tuple[Printed, ...]:
    """Demo reports of three years as (manifest entry, encoding, bytes)."""
    pages = demo_pages(2024, [2020, 2021, 2023])
    return tuple((entry, page.style.encoding, print_page(page)) for page, entry in pages)


def shown(report: Report) -> Shown:
    cells = sorted((c.table, c.row, c.column, c.raw) for c in report.cells)
    return report.body, report.year, report.form, cells


def alone(entry: Entry, data: bytes) -> Shown:
    found = read_report(data, "合集", "合集")
    assert (found.body, found.year) == (entry["body"], entry["year"])
    return shown(found)


def html_of(chosen: list[Printed]) -> bytes:
    bodies = [re.search(r"<body[^>]*>(.*)</body>", data.decode(code), re.S | re.I) for _, code, data in chosen]
    inner = "\n".join(f"<div>{found[1]}</div>" for found in bodies if found)
    return f'<html><head><meta charset="utf-8"><title>年报合集</title></head><body>{inner}</body></html>'.encode()


def text_of(chosen: list[Printed]) -> bytes:
    return "\n\n".join(data.decode(code).replace("\r\n", "\n") for _, code, data in chosen).encode()


def docx_of(chosen: list[Printed]) -> bytes:
    whole, *others = (docx.Document(io.BytesIO(data)) for _, _, data in chosen)
    for other in others:
        for element in other.element.body:
            if not element.tag.endswith("sectPr"):
                whole.element.body.insert_element_before(deepcopy(element), "w:sectPr")
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


JOIN: dict[str, Callable[[list[Printed]], bytes]] = {"html": html_of, "text": text_of, "docx": docx_of}


@pytest.mark.parametrize("kind", JOIN)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_cell_of_every_part_is_that_of_the_report_alone(kind: str, count: int) -> None:
    chance = random.Random(f"{kind}{count}")
    for _ in range(3):
        chosen = chance.sample([p for p in printed() if p[0]["format"] == kind], count)
        if len({(entry["body"], entry["year"]) for entry, *_ in chosen}) < count:
            continue  # 栖霖市人民政府 and its （本级） under one name and year
        found = read_reports(JOIN[kind](chosen), "合集", "合集")
        assert [shown(part) for part in found] == [alone(entry, data) for entry, _, data in chosen]
        assert [part.address for part in found] == [part_address("合集", n) for n in range(1, count + 1)]


def test_real_reports_one_after_another(shared: Path) -> None:
    names = ["宿迁市2023.txt", "宿迁市2024.txt", "梁园区人民政府办公室2021.txt"]
    texts = {name: (shared / "reports" / name).read_text(encoding="utf-8-sig") for name in names}
    single = {name: shown(read_report(text.encode(), "合集.txt", "x")) for name, text in texts.items()}
    for order in itertools.permutations(names):
        joined = "\n\n".join(texts[name] for name in order).encode()
        assert [shown(part) for part in read_reports(joined, "合集.txt", "x")] == [single[name] for name in order]


def test_no_demo_report_is_cut() -> None:
    assert [entry["file"] for entry, _, data in printed() if len(read_reports(data, entry["file"], "x")) > 1] == []


def test_spans_of_a_part_are_those_of_its_own_text() -> None:
    chosen = [p for p in printed() if p[0]["format"] == "text"][:2]
    second = read_reports(text_of(chosen), "合集", "x")[1]
    for cell in second.cells:
        assert second.text[cell.start : cell.end] == cell.raw
    assert all(s.end <= len(second.text) for s in second.sections)
    assert second.text.startswith(second.title)


# --- one report, whatever stands around it ------------------------------------------------------------

TITLE = "示例市2023年政府信息公开工作年度报告"
HEADINGS = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"]  # fmt: skip
PROSE = "2023年，我市认真贯彻落实条例，坚持以公开为常态、不公开为例外，全年公开各类政府信息，答复各类申请，群众满意度不断提高。"


def written(title: str = TITLE, between: str = "") -> str:
    """A report of six chapters with the first rows of its chapter-3 table; `between` stands before chapter two."""
    table = (
        "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1"
    )
    parts = [f"{heading}\n{PROSE * 2}" for heading in HEADINGS]
    parts[0] += f"\n{between}"
    parts[2] += f"\n{table}"
    return "\n".join([title, *parts])


def contents() -> Iterator[str]:
    yield "目  录"
    yield from (f"{heading}……{page}" for page, heading in enumerate(HEADINGS, 1))


LAST_YEAR = TITLE.replace("2023", "2022")
OTHER = TITLE.replace("示例市", "另例市")
ONE: dict[str, str] = {
    "目录": "\n".join([TITLE, *contents(), written()]),
    "没有页码的目录": "\n".join([TITLE, "目录", *HEADINGS, written()]),
    "通知在前": f"关于发布《{TITLE}》的通知\n各区县：\n{PROSE}\n{PROSE}\n\n{written()}",
    "通知里有序号": f"关于发布《{TITLE}》的通知\n一、各单位要认真学习\n{PROSE * 2}\n二、切实改进\n{PROSE}\n\n{written()}",
    "标题在通知后重复": f"{TITLE}\n根据条例，现予公布。{PROSE}\n{written()}",
    "页眉重复标题": written(between=TITLE),
    "页眉是简称": written(between="市2023年政府信息公开工作年度报告"),
    "上一篇、下一篇": f"{written()}\n上一篇：{OTHER}\n下一篇：{LAST_YEAR}",
    "相关链接的列表": f"{LAST_YEAR}\n{OTHER}\n{written()}\n{LAST_YEAR}\n{OTHER}",
    "附件的名称": f"{written()}\n附件：{OTHER}\n附件1：政府信息公开情况统计表",
    "提到上一年的年报": written(between=f"{LAST_YEAR}\n{PROSE}"),
    "英文版": f"{written()}\nAnnual Report on Government Information Disclosure of 2022\nI. Overview\n{'The city has disclosed information. ' * 9}",
    "同一份印两遍": f"{written()}\n{written()}",
    "别的年份只有标题和一章的名称": f"{written()}\n{LAST_YEAR}\n一、总体情况",
    "整改情况的附件": f"{written()}\n关于2022年政府信息公开工作整改情况的报告\n一、整改情况\n{PROSE * 3}",
}


@pytest.mark.parametrize("around", ONE)
def test_one_report_is_never_cut(around: str) -> None:
    document = Document(ONE[around], _paragraphs(ONE[around]))
    assert split_reports(document) == (document,)
    assert len(read_reports(ONE[around].encode(), "年报.txt", "x")) == 1


SEVERAL: dict[str, tuple[str, list[str]]] = {
    "两年": (f"{written()}\n{written(LAST_YEAR)}", [TITLE, LAST_YEAR]),
    "两个单位": (f"{written()}\n{written(OTHER)}", [TITLE, OTHER]),
    "汇总和本级": (f"{written(TITLE + '（全市汇总）')}\n{written(TITLE + '（本级）')}", [TITLE + "（全市汇总）", TITLE + "（本级）"]),
    "各有目录": ("\n".join([TITLE, *contents(), written(), OTHER, *contents(), written(OTHER)]), [TITLE, OTHER]),
    "第二份先有通知": (f"{written()}\n{OTHER}\n{PROSE}\n{written(OTHER)}", [TITLE, OTHER]),
    "标题分两行": (f"{written()}\n{written('另例市2023年' + chr(10) + '政府信息公开工作年度报告')}", [TITLE, OTHER]),
    "第一份没有标题": (f"{written('')}\n{written(OTHER)}", ["", OTHER]),
    "早年没有统计表的两份": (
        "\n".join(f"示例市{year}年政府信息公开工作年度报告\n一、概述\n{PROSE * 3}\n二、主动公开情况\n{PROSE}" for year in (2009, 2010)),
        ["示例市2009年政府信息公开工作年度报告", "示例市2010年政府信息公开工作年度报告"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SEVERAL)
def test_where_a_report_begins(what: str) -> None:
    text, titles = SEVERAL[what]
    parts = split_reports(Document(text, _paragraphs(text)))
    assert [re.sub(r"\s", "", part.text)[: len(title)] for part, title in zip(parts, titles, strict=True)] == titles
    assert re.sub(r"\s", "", "".join(part.text for part in parts)) == re.sub(r"\s", "", text)


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))


def test_pages_doubts_and_problems_go_with_their_part() -> None:
    first, second = written(), written(OTHER)
    text = f"{first}\n{second}"
    at, line = len(first) + 1, first.count("\n") + 2
    document = Document(
        text, _paragraphs(text), (0, 10, at + 5), ((3, 4), (at + 2, at + 4)),
        (Problem(1, "首页模糊"), Problem(line + 1, "第二份模糊")),
    )  # fmt: skip
    one, two = split_reports(document)
    assert (one.pages, one.doubts, one.problems) == ((0, 10), ((3, 4),), (Problem(1, "首页模糊"),))
    # Pages keep the numbers they have in the file: the second part begins on page 2.
    assert (two.pages, two.doubts, two.problems) == ((0, 0, 5), ((2, 4),), (Problem(2, "第二份模糊"),))


def test_parts_are_stored_and_gone_with_the_file_that_held_them(tmp_path: Path) -> None:
    file = tmp_path / "合集.txt"
    file.write_text(f"{written()}\n{written(OTHER)}", encoding="utf-8")
    with Store(tmp_path / "store") as store:
        add_paths(store, [file], processes=1)
        assert sorted(head.body for head in store.heads()) == ["另例市", "示例市"]
        assert {head.id for head in store.heads()} == {report_id(part_address(str(file), n)) for n in (1, 2)}
        file.write_text(written(), encoding="utf-8")
        add_paths(store, [file], processes=1)
        assert [head.body for head in store.heads()] == ["示例市"]
