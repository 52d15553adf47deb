"""Files made to harm the reader: each is refused with a word or bounded, and the good files beside them are added."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest

from bench.hostile import FILES, write_hostile
from corpus.ingest import Summary, add_paths
from corpus.reading.limits import MEMORY
from corpus.store import Store

GOOD = "甲市2023年政府信息公开工作年度报告\n一、总体情况\n全年收到申请12件。\n"

# What is said of each; '' where so strange a file is read all the same, within bounds.
SAID = {
    "bomb.docx": "解压后过大",
    "laughs.docx": "DOCTYPE",
    "cut.docx": "没有文字|已损坏",
    "names.docx": "已损坏",
    "cells.docx": "解压后过大|单元格超过",
    "bomb.xlsx": "解压后过大",
    "bomb.ofd": "解压后过大",
    "laughs.ofd": "DOCTYPE",
    "bomb.zip": "压缩包里的文件太多或解压后过大",
    "lies.zip": "已损坏",
    "tricks.zip": "指到压缩包以外",
    "long.html": "文件过大",
    "cells.html": "单元格超过",
    "deep.html": "嵌套过深",
    "fonts.html": "嵌套过深",
    "spans.html": "表格过大",
    "brackets.txt": "",
    "digits.txt": "",
    "lines.txt": "行",
    "sentence.txt": "用时过长|文字过长",
    "headings.txt": "行",
    "cells.csv": "单元格超过",
    "objects.pdf": "",
    "paths.pdf": "第1页的内容过多",
    "rectangles.pdf": "第1页的内容过多",
    "characters.pdf": "第1页的内容过多",
    "stream.pdf": "",
    "pages.pdf": "文件有 5000 页",
    "encrypted.pdf": "密码",
    "cut.pdf": "没有认出文字|已损坏",
    "pixels.png": "图片过大",
    "cut.jpg": "图片已损坏",
    "cut.doc": "已损坏",
    "deep.rtf": "LibreOffice",
    "noise.html": "无法识别格式",
}


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Summary, list[str]]]:
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder)
    for name in ("0.txt", "m.txt", "z.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    with Store(tmp_path_factory.mktemp("data")) as store:
        yield add_paths(store, sorted(folder.iterdir()), processes=2), [head.file for head in store.heads()]
    shutil.rmtree(folder)


def test_the_good_files_are_added_whatever_stands_beside_them(summary: tuple[Summary, list[str]]) -> None:
    assert {"0.txt", "m.txt", "z.txt"} <= set(summary[1])


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_a_word_or_bounded(summary: tuple[Summary, list[str]], name: str) -> None:
    done, added = summary
    reasons = [f.reason for f in done.failed if re.search(rf"/{re.escape(name)}(?:!/|$)", f.path)]
    assert reasons or name in added
    for reason in reasons:
        assert reason.endswith("。")
        assert "程序出了意外" not in reason
        assert re.search(SAID[name], reason)
    assert bool(reasons) or not SAID[name]


def test_a_reader_may_not_take_more_memory_than_a_small_server_has() -> None:
    assert MEMORY <= 1024**3
