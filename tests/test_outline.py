"""Chapters, headings, lists and paragraphs: from the text alone, however its numbers are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.outline import Outline, outline
from corpus.reading import read_document
from corpus.report import Document, Grid, GridCell, Paragraph
from corpus.sentences import clauses, sentences

REPORTS = Path(__file__).parents[2] / "shared" / "reports"


def document_of(text: str) -> Document:
    """Each line that is not blank as a paragraph."""
    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph(place, place + len(line)))
        place += len(line) + 1
    return Document(text, tuple(blocks))


def outline_of(text: str) -> Outline:
    return outline(document_of(text))


def real(name: str) -> tuple[Document, Outline]:
    path = REPORTS / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    document = read_document(path.read_bytes(), name)
    return document, outline(document, frozenset(i for i, b in enumerate(document.blocks) if isinstance(b, Grid)))


@pytest.mark.parametrize(
    ("line", "number", "title", "chapter"),
    [
        ("一、总体情况", "一", "总体情况", 1),
        ("二、主动公开政府信息情况", "二", "主动公开政府信息情况", 2),
        ("三、收到和处理政府信息公开申请情况", "三", "收到和处理政府信息公开申请情况", 3),
        (
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "四",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            4,
        ),
        ("五、政府信息公开工作存在的主要问题及改进情况", "五", "政府信息公开工作存在的主要问题及改进情况", 5),
        ("六、其他需要报告的事项", "六", "其他需要报告的事项", 6),
        ("三、主动公开工作情况", "三", "主动公开工作情况", 2),  # the number is wrong, the words are right
        ("五、五、存在的主要问题及改进情况", "五", "存在的主要问题及改进情况", 5),  # doubled
        ("收到和处理政府信息公开申请情况", "", "收到和处理政府信息公开申请情况", 3),  # no number
        ("1、总体情况", "1、", "总体情况", 1),  # another number
        ("第一部分 总体情况", "第一部分", "总体情况", 1),
        ("二、工作机制保障", "二", "工作机制保障", None),  # not one of the six
    ],
)
def test_a_chapter_is_known_by_its_words(line: str, number: str, title: str, chapter: int | None) -> None:
    (section,) = outline_of(f"{line}\n\n正文一句。").sections
    assert (section.level, section.number, section.title, section.chapter) == (1, number, title, chapter)


@pytest.mark.parametrize(
    ("paragraph", "level", "number", "title"),
    [
        ("（一）主动公开方面", 2, "（一）", "主动公开方面"),
        ("(一)着力加强主动公开。逐步增加内容，公开信息2761条。", 2, "(一)", "着力加强主动公开"),
        ("(二) 改进措施：2022年，将进一步加大工作力度。", 2, "(二)", "改进措施"),
        (
            "（三）2021年，我局通过网站公开信息2761条，通过公众号公开信息465条，并及时更新目录。",
            2,
            "（三）",
            "2021年，我局通过网站公开信息2761条",
        ),
        ("1.政府公报", 3, "1.", "政府公报"),
        ("2、政务新媒体。共开设3个。", 3, "2、", "政务新媒体"),
        ("（1）网站", 4, "（1）", "网站"),
    ],
)
def test_a_heading_below_a_chapter(paragraph: str, level: int, number: str, title: str) -> None:
    section = outline_of(f"一、总体情况\n{paragraph}").sections[1]
    assert (section.level, section.number, section.title, section.chapter) == (level, number, title, 1)


@pytest.mark.parametrize(
    "line",
    [
        "一、本年新收政府信息公开申请数量",  # a row of the statutory table
        "（五）项规定的信息",  # the tail of 第二十条第（五）项
        "一是加强学习。",
        "1.5万条信息",
    ],
)
def test_what_looks_like_a_heading(line: str) -> None:
    assert [s.title for s in outline_of(f"一、总体情况\n{line}").sections] == ["总体情况"]


def test_a_heading_alone_is_no_passage_and_one_with_text_is() -> None:
    text = "某县2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。公开10条。\n六、其他需要报告的事项\n无"
    found = [(text[p.start : p.end], p.chapter, p.headings) for p in outline_of(text).passages]
    assert found == [
        ("（一）主动公开。公开10条。", 1, ("一、总体情况", "（一）主动公开")),
        ("无", 6, ("六、其他需要报告的事项",)),
    ]


def test_a_section_holds_all_below_it() -> None:
    text = "一、总体情况\n（一）甲。\n（二）乙。\n二、主动公开政府信息情况\n表"
    assert [text[s.start : s.end] for s in outline_of(text).sections] == [
        "一、总体情况\n（一）甲。\n（二）乙。", "（一）甲。", "（二）乙。", "二、主动公开政府信息情况\n表",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraph", "items"),
    [
        (
            "一是甲不够；二是乙不足；三是丙不强。针对上述问题，及时改进。",
            ["一是甲不够；", "二是乙不足；", "三是丙不强。"],
        ),
        ("一是加强学习。学文件。二是提高质量。严把关。", ["一是加强学习。学文件。", "二是提高质量。严把关。"]),
        ("一是收费合规。二是收费25件。其中，某局1件。", ["一是收费合规。", "二是收费25件。其中，某局1件。"]),
        ("不足：一是甲；二是乙。下一步：一是丙。二是丁。", ["一是甲；", "二是乙。", "一是丙。", "二是丁。"]),
        ("第一，抓学习；第二，抓队伍。", ["第一，抓学习；", "第二，抓队伍。"]),
        ("这一是常态，二是例外的原则。", []),  # no mark opens a clause
        ("一是加强学习。", []),  # a list of one is none
    ],
)
def test_lists_inside_a_paragraph(paragraph: str, items: list[str]) -> None:
    found = [(paragraph[s.start : s.end]).replace("下一步：", "") for s in outline_of(paragraph).sections]
    assert found == items


def test_a_list_over_paragraphs() -> None:
    text = "五、存在的主要问题及改进情况\n一是学习不够。\n二是队伍不强。\n六、其他需要报告的事项\n无"
    assert [(s.number, s.title, s.chapter) for s in outline_of(text).sections if s.level == 5] == [
        ("一是", "学习不够", 5),
        ("二是", "队伍不强", 5),
    ]


TITLES = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况", "其他需要报告的事项",
)  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [
        "{cn}、{cn}、{title}\n",  # numbered twice
        "{n}、{cn}、{title}\n",
        "{cn}、（{cn}）{title}\n",
        "{title}\n",  # no number at all
        "{title}。",  # glued to the paragraph
        "{title} ",
        "{cn}、{title}：",
        "{cn}{title}\n",  # no comma
        "{cn} {title}\n",
        "{cn}：{title}\n",
        "（{cn}）{title}\n",  # of another level
        "{n}.{title}\n",
        "{n} {title}\n",
        "一、{title}\n",  # always the same number
        "{roman}、{title}\n",
        "{formal}、{title}\n",
        "【{cn}、{title}】\n",
        "◆ {cn}、{title}\n",
        "{cn}、\n{title}\n",  # torn apart
        "{cn}、{head}\n{tail}\n",
        "{cn}\u200b、\ufeff{head}\u200b{tail}\n",
    ],
)
def test_chapters_are_known_by_their_titles_whatever_became_of_their_numbers(pattern: str) -> None:
    text = "".join(
        pattern.format(cn="一二三四五六"[i], n=i + 1, roman="ⅠⅡⅢⅣⅤⅥ"[i], formal="壹贰叁肆伍陆"[i], title=title, head=title[:4], tail=title[4:])
        + "均已办结。\n"
        for i, title in enumerate(TITLES)
    )  # fmt: skip
    assert [p.chapter for p in outline_of(text).passages] == [1, 2, 3, 4, 5, 6]


def test_a_sentence_that_begins_like_a_title_is_no_heading() -> None:
    assert outline_of("总体情况良好。\n其他需要报告的事项均已报告。").sections == ()


def test_furniture_of_the_page_is_no_passage() -> None:
    text = (
        "字号：大 中 小\n打印 关闭\n一、总体情况\n公开信息5条。\n浏览次数：1234次\n— 3 —\n第 4 页 共 8 页\n召开会议。"
    )
    assert [text[p.start : p.end] for p in outline_of(text).passages] == ["公开信息5条。", "召开会议。"]


def test_the_lost_heading_of_chapter_five() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n（一）主要问题\n人手不够。\n（二）改进情况\n增加人手。"
    assert [p.chapter for p in outline_of(text).passages] == [5, 5]


def test_labels_torn_off_a_statutory_grid_are_no_passages() -> None:
    text = "三、收到和处理政府信息公开申请情况\n表\n申请人情况\na\tb\n（三）不\n予公开\nc\td\n五、存在的主要问题及改进情况\n人手不够。"
    cells = [GridCell(x, text.index(x + "\t"), text.index(x + "\t") + 1, 0, 0) for x in "ac"]
    grids = [
        Grid(text.index(pair), text.index(pair) + 3, (cell,))
        for pair, cell in zip(("a\tb", "c\td"), cells, strict=True)
    ]
    lines = [block for block in document_of(text).blocks if "\t" not in text[block.start : block.end]]
    document = Document(text, tuple(sorted([*lines, *grids], key=lambda block: block.start)))
    skip = frozenset(i for i, block in enumerate(document.blocks) if isinstance(block, Grid))
    assert [text[p.start : p.end] for p in outline(document, skip).passages] == ["人手不够。"]


def test_wrapped_lines_become_one_passage() -> None:
    document, found = real("上海市科学技术委员会2024.md")
    (passage,) = [p for p in found.passages if p.headings == ("三、主动公开工作情况",)]
    text = document.text[passage.start : passage.end]
    assert text.startswith("市科委积极做好")
    assert text.endswith("85 件的办理复文。")
    assert [s.chapter for s in found.sections if s.level == 1] == [1, None, 2, 3, None, None, 2, 3, 4, 5, 5, 6]


@pytest.mark.parametrize(
    "name", ["宿迁市2023.txt", "宿迁市2024.txt", "梁园区人民政府办公室2021.txt", "上海市人民政府办公厅2019.html"]
)
def test_real_reports_have_their_six_chapters(name: str) -> None:
    document, found = real(name)
    assert [s.chapter for s in found.sections if s.level == 1] == [1, 2, 3, 4, 5, 6]
    for section in found.sections:
        assert document.text[section.start : section.end].startswith(section.number[:1])
    assert all(p.chapter in (1, 2, 5, 6, None) for p in found.passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开2761条。收到23件！", ["公开2761条。", "收到23件！"]),
        ("印发《关于做好。的通知》，制定“甲。乙”制度。完。", ["印发《关于做好。的通知》，制定“甲。乙”制度。", "完。"]),
        ("他说：“公开是常态。”不公开是例外。", ["他说：“公开是常态。”", "不公开是例外。"]),
        ("坚持“公开是常态。”的原则。", ["坚持“公开是常态。”的原则。"]),
        ("处理（含撤回。）341件。", ["处理（含撤回。）341件。"]),
        ("没有配对的“引号。下一句。", ["没有配对的“引号。", "下一句。"]),
        ("甲不够；乙不足。", ["甲不够；乙不足。"]),
        ("标题\n\n正文。", ["标题", "正文。"]),
        ("市科委通过部门网站当年发布政府信息 393 件，其中包\n括：行政规范性文件 13 件。完。", ["市科委通过部门网站当年发布政府信息 393 件，其中包\n括：行政规范性文件 13 件。", "完。"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == expected


def test_clauses_are_the_weaker_cut() -> None:
    text = "甲不够；乙不足。丙。"
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == ["甲不够；", "乙不足。", "丙。"]
