"""correct and corrections on the command line; and which cell of a form words mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import small_report

from assistant.cli import main
from corpus.forms import load_forms
from corpus.forms.named import place_name, places_named

WHY = ("--reason", "排版时颠倒", "--author", "张某", "--date", "2026-01-02")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("表三 本年新收 × 自然人", ("requests", "new", "natural")),
        ("新收", ("requests", "new", "total")),
        ("予以公开 自然人", ("requests", "granted", "natural")),
        ("其他处理 其他 × 总计", ("requests", "otherwise.other", "total")),
        ("（七）总计 × 商业企业", ("requests", "handled", "company")),
        ("三安全一稳定 × 自然人", ("requests", "refused.three_securities", "natural")),
        ("行政复议 × 结果纠正", ("disputes", "cases", "reconsideration.corrected")),
        ("复议后起诉 总计", ("disputes", "cases", "litigation_after.total")),
        ("规范性文件 现行有效件数", ("proactive", "normative", "effective")),
        ("收费金额", ("proactive", "fee", "amount")),
        ("requests|new|total", ("requests", "new", "total")),
    ],
)
def test_words_mean_a_cell(words: str, place: tuple[str, str, str]) -> None:
    assert places_named(load_forms()["2021"], words) == (place,)


def test_words_may_mean_several_cells_or_none() -> None:
    form = load_forms()["2021"]
    assert len(places_named(form, "表三 总计")) == 25
    assert places_named(form, "火星") == places_named(form, "新收 × 火星") == ()


@pytest.mark.parametrize("key", load_forms())
def test_every_cell_is_found_again_by_its_name(key: str) -> None:
    form = load_forms()[key]
    places = [t.key_of(r, c) for t in form.tables for _, r, c in t.places()]
    assert [p for p in places if places_named(form, place_name(form, p)) != (p,)] == []


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    def run_command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--data", str(tmp_path / "data"), *map(str, arguments)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    (tmp_path / "甲市教育局2023.txt").write_text(small_report(), encoding="utf-8")
    run_command("add", tmp_path / "甲市教育局2023.txt")
    return run_command


def test_correct_list_and_withdraw(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("correct", "甲市教育局2023", "本年新收 × 自然人", "--value", "21", *WHY)
    assert status == 0
    assert "原文为（没有读出），更正为3" in run("correct", "甲市教育局2023", "部分公开", "--value", "3", *WHY)[1]
    run("correct", "--withdraw", "2", *WHY)
    assert "（编号 1）：甲市教育局2023 表三 本年新收 × 申请人情况 · 自然人，原文为12，更正为21。" in out
    run("correct", "甲市教育局2023", "本年新收 × 自然人", "--blank", *WHY)
    (line,) = json.loads(run("corrections", "--json")[1])
    assert (line["no"], line["was"], line["value"], line["state"]) == (3, "12", "空白", "有效")

    (tmp_path / "甲市教育局2023.txt").write_text(small_report("13", "13"), encoding="utf-8")
    run("add", tmp_path / "甲市教育局2023.txt")
    assert "年报又变了，现在原文为13" in run("corrections", "甲市教育局")[1]

    assert "改用此前编号 1 的更正：21" in run("correct", "--withdraw", "3", *WHY)[1]
    assert "恢复为原文" in run("correct", "--withdraw", "1", *WHY)[1]
    assert run("corrections")[1] == "没有更正。\n"
    run("corrections", "--history", "--csv", tmp_path / "更正.csv")
    rows = list(csv.DictReader((tmp_path / "更正.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["状态"] for row in rows] == ["已撤回（张某，2026-01-02：排版时颠倒）"] * 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("某县2023", "新收", "--value", "1"), "叫“某县2023”的年报没有收录"),
        (("甲市教育局2023", "火星", "--value", "1"), "没有“火星”这一格"),
        (("甲市教育局2023", "其他", "--value", "1"), "请写明是哪一格"),
        (("甲市教育局2023", "新收", "--value", "一"), "应当是一个数"),
        (("甲市教育局2023", "新收", "--value", "-1"), "是负数"),
        (("甲市教育局2023", "新收", "--value", "1.5"), "带小数"),
        (("--withdraw", "9"), "没有编号为 9 的更正"),
    ],
)
def test_what_cannot_be_corrected_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    status, _, err = run("correct", *arguments, *WHY)
    assert status == 1
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("甲市教育局2023", "新收", *WHY), "写明更正为什么"),
        (("甲市教育局2023", "新收", "--value", "1", "--blank", *WHY), "不能和"),
        (("甲市教育局2023", "新收", "--value", "1", "--reason", " ", "--author", "张某"), "不能是空的"),
        (("甲市教育局2023", "新收", "--value", "1", "--reason", "无"), "还缺少：--author"),
        (("甲市教育局2023", "新收", "--value", "1", *WHY[:-1], "明天"), "应当是 2026-01-02 这样的日期"),
    ],
)
def test_a_wrong_call_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    status, _, err = run("correct", *arguments)
    assert status == 2
    assert said in err
