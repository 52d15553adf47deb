"""The command line: what each command prints, its exit codes, and that mistakes are told in Chinese."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes import full_report
from openpyxl import load_workbook

from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.cli import main
from assistant.commands.terminal import ProgressLine, table_lines

REPORT = """{body}2023年政府信息公开工作年度报告
一、总体情况
全年收到申请{n}件。
"""

CITATION = Citation(
    "1", "甲.txt", "甲市", 2023, "三、收到和处理", "申请情况", "一、新收", "自然人", "12", 5, 7, "/甲.txt", page=3
)


@dataclass
class FakeConversation:
    """Answers with the turns it has heard; 摔倒 makes it stumble."""

    heard: list[str] = field(default_factory=list)

    def ask(self, text: str) -> Answer:
        if text == "摔倒":
            raise ZeroDivisionError("division by zero")
        self.heard.append(text)
        claims = (Claim("、".join(self.heard) + "：12件。", (CITATION,)),)
        figures = (AnswerFigure("12", "件", CITATION),)
        return Answer(Outcome.ANSWERED, claims, "甲市 2023年 新收", figures, suggestions=("结转多少件",))

    def summary(self) -> None:
        return None


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistant without models."""
    fake = SimpleNamespace(Assistant=lambda store, settings: SimpleNamespace(conversation=FakeConversation))
    monkeypatch.setitem(sys.modules, "assistant.ask", fake)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of whoever runs the tests: an empty folder to be in, and a data folder of its own."""
    for name in [name for name in os.environ if name.startswith("NIANBAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NIANBAO_DATA", str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for i, body in enumerate(("甲市人民政府", "乙县教育局")):
        (folder / f"{body}2023.txt").write_text(REPORT.format(body=body, n=i + 3), encoding="utf-8")
    return folder


Run = Callable[..., tuple[int, str, str]]

# What an answer is as JSON (docs/answers.md).
KEYS = {"outcome", "text", "reading", "figures", "citations", "tables", "charts"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run_command


# --- the reports ---------------------------------------------------------------------------------------


def test_add_list_remove(run: Run, reports: Path) -> None:
    status, out, err = run("add", reports, reports / "没有.txt")
    assert status == 1
    assert out == "新加入 2 份，更新 0 份，没有变化 0 份，失败 1 份。\n"
    assert "[2/3] 已加入：" in err
    assert f"没有加入 {reports / '没有.txt'}：没有这个文件或文件夹。请检查路径。" in err

    status, out, _ = run("list")
    assert status == 0
    assert re.search(r"甲市人民政府 +2023 .*甲市人民政府2023\.txt", out)
    assert "共 2 份年报，2 个单位。" in out

    status, out, _ = run("remove", "甲市人民政府2023.txt", "乙县教育局", "2023")
    assert (status, out.count("已删去：")) == (0, 2)
    assert "还没有加入任何年报" in run("list")[1]


@pytest.mark.parametrize("name", ["乙县教育局2023.txt", "乙县教育局2023", "乙县教育局2023年", "{id}", "{address}"])
def test_a_report_is_removed_by_any_of_its_names(run: Run, reports: Path, name: str) -> None:
    run("add", reports)
    (entry,) = (e for e in json.loads(run("list", "--json")[1]) if e["body"] == "乙县教育局")
    status, out, _ = run("remove", name.format(**entry))
    assert (status, out) == (0, f"已删去：乙县教育局2023（{entry['address']}）\n")
    assert [e["body"] for e in json.loads(run("list", "--json")[1])] == ["甲市人民政府"]


def test_a_name_that_fits_nothing_removes_nothing(run: Run, reports: Path) -> None:
    run("add", reports)
    status, _, err = run("remove", "丙区")
    assert status == 1
    assert "没有叫“丙区”的年报" in err
    assert len(json.loads(run("list", "--json")[1])) == 2


def test_list_json_has_every_head(run: Run, reports: Path) -> None:
    assert json.loads(run("list", "--json")[1]) == []
    run("add", reports)
    entry = json.loads(run("list", "--json")[1])[0]
    assert {"id", "file", "address", "title", "body", "region", "year", "scope", "form", "aliases"} < set(entry)
    assert (entry["year"], entry["cells"]) == (2023, 0)


def test_the_data_folder_is_named_before_or_after_the_command(run: Run, reports: Path, tmp_path: Path) -> None:
    run("--data", tmp_path / "one", "add", reports)
    assert len(json.loads(run("list", "--json", "--data", tmp_path / "one")[1])) == 2
    assert json.loads(run("list", "--json")[1]) == []


def test_export_writes_a_file(run: Run, shared: Path, tmp_path: Path) -> None:
    status, _, err = run("export", tmp_path / "a.csv")
    assert status == 1
    assert "还没有加入任何年报" in err
    run("add", shared / "reports" / "宿迁市2023.txt")
    status, out, _ = run("export", tmp_path / "a.csv")
    assert status == 0
    assert int(re.findall(r"(\d+) 行", out)[0]) == len((tmp_path / "a.csv").read_text("utf-8").splitlines()) - 1
    assert run("export", tmp_path / "a.pdf")[0] == 1


def test_check_says_what_does_not_add_up_and_what_is_missing(run: Run, shared: Path, tmp_path: Path) -> None:
    assert "还没有加入任何年报" in run("check")[1]
    text = (shared / "reports" / "宿迁市2023.txt").read_text("utf-8")
    first = next(line for line in text.splitlines() if "新收政府信息公开申请数量" in line)
    cells = first.split("\t")
    wrong = "\t".join([*cells[:-1], str(int(cells[-1]) + 1)])
    (tmp_path / "宿迁市2023.txt").write_text(text.replace(first, wrong), encoding="utf-8")
    earlier = text.replace("2023", "2021").replace("2024", "2022")
    (tmp_path / "宿迁市2021.txt").write_text(earlier, encoding="utf-8")
    run("add", tmp_path / "宿迁市2023.txt", tmp_path / "宿迁市2021.txt")
    status, out, _ = run("check")
    assert status == 1
    assert re.search(r"\[错误\] 表内不平 · .*总计.*：.* \+ .* = \d+；.*\d+", out)
    assert re.search(r"见：三、收到和处理政府信息公开申请情况 · .* × .*（第\d+行）", out)
    assert "宿迁市：缺少2022年的年报（已有 2021–2023 年）" in out
    assert run("check", "--severity", "提示")[0] == 0
    assert "[成立]" not in out
    assert "[成立]" in run("check", "宿迁市2021.txt", "--all")[1]
    status, printed, warned = run("check", "丙区", "没有的.docx")
    assert status == 1
    assert not printed, "nothing was checked, nothing is summed up"
    assert "没有叫“丙区”的单位、年报或文件" in warned
    assert "没有叫“没有的.docx”的" in warned


def test_check_writes_what_is_to_be_sent_back(run: Run, tmp_path: Path) -> None:
    wrong = full_report(numbers={("requests", "new", "total"): "=1+1", ("requests", "new", "natural"): "7"})
    (tmp_path / "甲市教育局2023.txt").write_text(wrong.replace("2023年，我局", "=2023年，我局××局"), encoding="utf-8")
    run("add", tmp_path / "甲市教育局2023.txt")
    assert run("check", "--csv", tmp_path / "a.xlsx")[0] == 1
    assert run("check", "--csv", tmp_path / "a.csv")[0] == run("check", "--xlsx", tmp_path / "a.xlsx")[0] == 1
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["严重程度"] for row in rows} == {"错误", "存疑"}
    assert all(row["一边在第几行"].isdigit() and row["为什么"] for row in rows)
    assert not any(value.startswith("=") for row in rows for value in row.values())
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.max_row, sheet.auto_filter.ref) == ("A2", len(rows) + 1, f"A1:AB{len(rows) + 1}")
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}


def test_a_draft_is_checked_before_it_is_added(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text(full_report(first="2023年，公开工作平稳有序。", fifth="无"), encoding="utf-8")
    status, out, _ = run("check", draft)
    assert (status, "存在问题写“无”" in out) == (1, True)
    assert "还没有加入任何年报" in run("list")[1]
    before = full_report(
        "甲市教育局2022年政府信息公开工作年度报告", numbers={("requests", "carried_out", "total"): "4"}
    )
    (tmp_path / "上年.txt").write_text(before.replace("2023年，", "2022年，"), encoding="utf-8")
    run("add", tmp_path / "上年.txt")
    assert "与上年年报对不上" in run("check", draft, "--kind", "与上年年报对不上")[1]
    (tmp_path / "都是草稿").mkdir()
    (tmp_path / "都是草稿" / "甲.txt").write_text(draft.read_text(encoding="utf-8"), encoding="utf-8")
    assert "共核对 1 份年报" in run("check", tmp_path / "都是草稿")[1]
    run("add", draft)
    assert run("check", draft)[1].count("存在问题写“无”") == 1


def test_demo_adds_the_invented_province(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("demo")
    assert status == 0
    manifest = json.loads((tmp_path / "data" / "demo" / "manifest.json").read_text("utf-8"))
    assert f"新加入 {len(manifest['reports'])} 份" in out
    assert "虚构" in out


# --- questions -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("assistant")
def test_ask_prints_answer_reading_citations_and_what_to_ask_next(run: Run) -> None:
    status, out, _ = run("ask", "新收多少件")
    assert status == 0
    assert out.split("\n\n") == [
        "新收多少件：12件。[1]",
        "理解为：甲市 2023年 新收",
        "出处：\n[1] 甲市2023年（甲.txt） 第3页 · 三、收到和处理 · 申请情况 · 一、新收 × 自然人\n    “12”\n    /甲.txt",
        "还可以问：\n  结转多少件\n",
    ]


@pytest.mark.usefixtures("assistant")
def test_ask_json_is_of_the_last_turn(run: Run) -> None:
    answer = json.loads(run("ask", "--json", "--turn", "甲", "--turn", "乙", "丙")[1])
    assert answer["text"] == "甲、乙、丙：12件。"
    assert set(answer) == KEYS
    assert json.loads(run("ask", "--json", "--turn", "甲", "--turn", "乙")[1])["text"] == "甲、乙：12件。"


@pytest.mark.usefixtures("assistant")
def test_a_batch_is_answered_line_by_line_in_order(run: Run, tmp_path: Path) -> None:
    lines = ['{"id": "b", "turns": ["甲", "乙"]}', "", '{"id": "x", "turns": ["摔倒"]}', '{"id": "a", "turns": ["丙"]}']
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    status, out, err = run("ask", "--batch", tmp_path / "q.jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [(a["id"], a["outcome"]) for a in answers] == [("b", "answered"), ("x", "outside"), ("a", "answered")]
    assert [a["text"] for a in answers][::2] == ["甲、乙：12件。", "丙：12件。"]
    assert all(set(a) == {"id", *KEYS} for a in answers)
    assert status == 1
    assert "回答 x 时程序出了意外" in err


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": 1, "turns": []}', '{"id": 1, "turns": "问"}', "null"])
def test_a_batch_that_cannot_be_read_is_told_by_line(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "a", "turns": ["问"]}\n' + line, encoding="utf-8")
    status, out, err = run("ask", "--batch", tmp_path / "q.jsonl")
    assert (status, out) == (1, "")
    assert "第 2 行读不懂" in err


# --- calling it wrongly ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "还缺少：命令"),
        (["lst"], "没有“lst”这个命令"),
        (["add"], "还缺少：路径"),
        (["list", "--jsn"], "不认识：--jsn"),
        (["list", "--data"], "--data 后面还缺少内容"),
        (["serve", "--port", "many"], "--port 应当是整数，现在是“many”"),
        (["ask"], "请写上要问的问题"),
        (["ask", "问", "--batch", "q.jsonl"], "--batch 不能和问题同时使用"),
    ],
)
def test_wrong_usage_is_told_in_chinese(run: Run, arguments: list[str], said: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.startswith("用法：nianbao")


@pytest.mark.parametrize(
    "command", ["", "add", "list", "remove", "check", "export", "demo", "ask", "eval", "questions", "serve"]
)
def test_all_help_is_chinese(run: Run, command: str) -> None:
    status, out, _ = run(*filter(None, [command]), "--help")
    assert status == 0
    assert out.startswith(f"用法：nianbao {command}".rstrip())
    assert not re.search(r"usage|options|arguments|show this", out)


def test_a_wrong_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("serve", "--port", "0")[2].startswith("出错了：port 应当在 1 和 65535 之间")
    monkeypatch.setenv("NIANBAO_PROT", "1")
    status, _, err = run("list")
    assert (status, err[:28]) == (1, "出错了：环境变量 NIANBAO_PROT：没有这个设置")


# --- as a process --------------------------------------------------------------------------------------


def test_a_reader_who_has_had_enough_gets_no_traceback(run: Run, reports: Path) -> None:
    run("add", reports)
    command = f"{sys.executable} -m assistant.cli list --json | {sys.executable} -c ''"
    process = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert process.stderr == ""


def test_a_plain_command_loads_no_model(tmp_path: Path) -> None:
    code = "import sys; from assistant.cli import main; main(['list']); print([m for m in {!r} if m in sys.modules])"
    heavy = ("torch", "faiss", "gradio", "jieba", "openpyxl", "lxml", "selectolax", "tantivy", "numpy")
    began = time.perf_counter()
    process = subprocess.run([sys.executable, "-c", code.format(heavy)], capture_output=True, text=True, check=True)
    assert process.stdout.splitlines()[-1] == "[]"
    assert time.perf_counter() - began < 5, "well under half a second on a machine that does nothing else"


def test_a_page_is_read_without_loading_the_readers_of_other_formats(tmp_path: Path) -> None:
    heavy = ("numpy", "PIL", "cv2", "pypdfium2", "openpyxl", "olefile", "onnxruntime")
    code = (
        "import sys; from corpus.assemble import read_reports; read_reports('<p>年报</p>'.encode(), '年报.html', '年报.html');"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert process.stdout == "[]\n"


# --- the terminal --------------------------------------------------------------------------------------


def test_columns_stand_straight_with_chinese() -> None:
    assert table_lines([("单位", "a", "x"), ("ab", "一二", "y")]) == ["单位  a     x", "ab    一二  y"]


def test_progress_is_one_line_in_a_terminal_and_lines_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal:
        def __init__(self) -> None:
            self.written = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            self.written += text
            return len(text)

        def flush(self) -> None:
            pass

    terminal = Terminal()
    line = ProgressLine(terminal)
    line.say("字" * 500)
    line.end()
    assert "\n" not in terminal.written
    assert terminal.written.count("\r") == 2
    assert 0 < terminal.written.count("字") < 500
    elsewhere = ProgressLine()
    elsewhere.say("一")
    elsewhere.end()
    assert capsys.readouterr().err == "一\n"


def test_an_account_is_told_of_by_the_same_words_as_on_the_desk(run: Run, tmp_path: Path) -> None:
    from assistant.service.accounts import Role
    from assistant.web import words_staff

    for role, said in words_staff.ROLES.items():
        made = run("staff", "add", role, "--role", role, "--by-proxy", "--data", tmp_path)
        assert made[:2] == (0, f"账号“{role}”可以登录工作台了（权限：{said}）。\n")
    status, listed, _ = run("staff", "list", "--data", tmp_path)
    assert status == 0
    assert [line.split()[1] for line in listed.splitlines()[1:]] == [words_staff.ROLES[role] for role in sorted(Role)]
