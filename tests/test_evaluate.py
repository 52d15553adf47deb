"""How answers are judged: what counts as said, what counts as a wrong number, and a clear word for a bad file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Demo

from assistant.answer import Answer, Citation, Claim, Outcome
from assistant.evaluate import Case, Verdict, evaluate, includes, judge, read_cases
from assistant.runs import Mark, comparison_lines, load_run, marks_of, run_lines, save_run
from corpus.errors import NianbaoError

SAID = [
    ("共23件", "23件", True),
    ("共 2,761 条", "2761条", True),
    ("２３件", "23件", True),
    ("“三安全一稳定”", "三安全一稳定", True),
    ("2015年", "15", False),  # a bare number stands alone
    ("为15。", "15", True),
    ("123件", "23件", False),
    ("26.09%", "26.0", False),
    ("25件，2024年", "25件", True),
    ("为150件", "为15", False),  # so does one at the end
    ("排第12", "第1", False),
    ("多35件", "多35", True),
]


@pytest.mark.parametrize(("text", "wanted", "said"), SAID)
def test_what_counts_as_said(text: str, wanted: str, said: bool) -> None:
    assert includes(text, wanted) is said


def case(turn: str, must: str, expect: str = "answered") -> Case:
    """A question with one thing its answer must say."""
    return Case("x", "kind", (turn,), ((must,),) if must else (), expect)


def test_right_wrong_and_refused(demo: Demo) -> None:
    verdicts = evaluate(
        demo.assistant,
        (
            case("澄屿市教育局2023年新收多少件申请", "56件"),
            case("澄屿市教育局2023年新收多少件申请", "57件"),
            case("澄屿市教育局2018年新收多少件申请", "", "not_answered"),
            case("教育局2023年新收多少件申请", "", "asks_back"),
        ),
    )
    assert [bool(v.reason) for v in verdicts] == [False, True, False, False]
    assert [v.wrong_number for v in verdicts] == [False, True, False, False]
    lines = run_lines(marks_of(verdicts))
    assert lines[0].startswith("✗ x [kind] 澄屿市教育局2023年新收多少件申请")
    assert "3/4" in lines[-1]


def verdict_on(demo: Demo, text: str, ended: Outcome = Outcome.ANSWERED, **wanted: Any) -> Verdict:
    """How an answer of these words is judged."""
    wanted = {"must_include": (), "expect": "answered", **wanted}
    return judge(Case("x", "kind", ("问",), **wanted), Answer(ended, (Claim(text),)), demo.store)


def test_what_must_not_be_said_and_in_what_order(demo: Demo) -> None:
    listed = "超过50件的：甲局60件、乙局55件。"
    assert not verdict_on(demo, listed, in_order=("甲局", "乙局")).reason
    assert "次序" in verdict_on(demo, listed, in_order=("乙局", "甲局")).reason
    assert "乙局" in verdict_on(demo, listed, must_not_include=("乙局",)).reason


def test_an_exact_outcome_may_be_asked_for(demo: Demo) -> None:
    refused = {"expect": "not_answered", "outcome": ("not_loaded", "outside")}
    assert not verdict_on(demo, "没有收录。", Outcome.NOT_LOADED, **refused).reason
    assert "blank" in verdict_on(demo, "空白。", Outcome.BLANK, **refused).reason


CITED = [
    ("澄屿市公安局2023年年报.html||行政复议 / 总计", True),
    ("澄屿市公安局2023年年报.html||行政复议 / 其他结果", False),  # its number may be the same
    ("澄屿市公安局2022年年报.html||行政复议 / 总计", False),
]


@pytest.mark.parametrize(("cell", "right"), CITED)
def test_the_number_of_another_cell_is_a_wrong_one(demo: Demo, cell: str, right: bool) -> None:
    asked = case("澄屿市公安局2023年行政复议多少件", "3件")
    (verdict,) = evaluate(demo.assistant, (replace(asked, cites=((cell,),)),))
    assert (not verdict.reason, verdict.wrong_number) == (right, not right)


def test_a_sentence_that_says_the_number_is_as_good_as_the_cell(demo: Demo) -> None:
    head = next(h for h in demo.store.heads() if h.file == "澄屿市公安局2023年年报.html")
    text = demo.store.report(head.id).text
    start = text.index("。", 200) + 1
    sentence = text[start : text.index("。", start) + 1]
    cited = Citation(
        head.id, head.file, head.body, head.year, "", "", "", "", sentence, start, start + len(sentence), ""
    )
    asked = Case("x", "kind", ("问",), ((sentence[:6],),), "answered", cites=((f"{head.file}|行|列",),))
    answer = Answer(Outcome.ANSWERED, (Claim(sentence, (cited,)),))
    assert not judge(asked, answer, demo.store).reason
    assert judge(replace(asked, cites=(("别的.html|行|列",),)), answer, demo.store).reason


WRONG_NUMBERS = [
    ("为8件。", Outcome.ANSWERED, {"must_include": (("7件",),)}, True),
    ("为7件。", Outcome.ANSWERED, {"must_include": (("7件",),)}, False),
    ("为7件。", Outcome.ANSWERED, {"expect": "not_answered"}, True),
    ("超过5件的：甲局7件。", Outcome.ANSWERED, {"must_not_include": ("甲局",)}, True),
    ("不公开的理由，见条例第十四条（第14条）。", Outcome.ANSWERED, {"must_include": (("7件",),)}, False),  # a pointer
    ("没有收录2018年的年报。", Outcome.NOT_LOADED, {"must_include": (("7件",),)}, False),  # refused
    ("2019年最多。", Outcome.ANSWERED, {"must_include": (("2020年",),)}, True),
]


@pytest.mark.parametrize(("text", "outcome", "wanted", "wrong"), WRONG_NUMBERS)
def test_what_counts_as_a_wrong_number(
    demo: Demo, text: str, outcome: Outcome, wanted: dict[str, Any], wrong: bool
) -> None:
    assert verdict_on(demo, text, outcome, **wanted).wrong_number is wrong


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a", "turns": ["问"]}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(NianbaoError, match="第 2 行"):
        read_cases(path)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "a", "turns": ["问"], "expect": "right"}',
        '{"id": "a", "turns": ["问"], "outcome": "nothing"}',
        '{"id": "a", "turns": []}',
    ],
)
def test_a_line_that_can_never_be_right_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(NianbaoError, match="第 1 行"):
        read_cases(path)


# --- runs ----------------------------------------------------------------------------------------


def mark(
    name: str,
    reason: str = "",
    outcome: str = "answered",
    expect: str = "answered",
    kind: str = "单格",
    wrong: bool = False,
) -> Mark:
    """A question of a run; right where no reason is given."""
    return Mark(name, kind, ("问" + name,), expect, outcome, reason, wrong, 1, 0, "答")


RUN = (
    mark("1"), mark("2", "缺少 7件", wrong=True), mark("3", "应为 answered，得到 blank", "blank"),
    mark("4", "应为 answered，得到 asks_back", "asks_back"), mark("5", "", "outside", "not_answered", "年报以外"),
    mark("6", "应为 outside，得到 answered", "answered", "not_answered", "年报以外", True),
)  # fmt: skip


def test_a_table_tells_each_kind_and_each_way_to_fail() -> None:
    head, cells, outside, total, rates = run_lines(RUN, failures=False)
    assert head.split() == ["类别", "题数", "答对", "正确率", "误拒", "多问", "未拒", "错误数字", "引文", "不符"]
    assert cells.split() == ["单格", "4", "1", "25.0%", "1", "1", "0", "1", "4", "0"]
    assert outside.split() == ["年报以外", "2", "1", "50.0%", "0", "0", "1", "1", "2", "0"]
    assert total.split()[:4] == ["合计", "6", "2", "33.3%"]
    assert "误拒 1/4" in rates
    assert "该拒的拒了 1/2" in rates


def test_two_runs_are_compared_question_by_question(tmp_path: Path) -> None:
    save_run(tmp_path / "run.json", RUN)
    before = load_run(tmp_path / "run.json")
    assert before == RUN
    after = (mark("1", "缺少 9件", wrong=True), mark("2"), *RUN[2:], mark("7"))
    lines = comparison_lines(before, after)
    assert lines[0] == "与上次相同的问题 6 个：变对 1 个，变错 1 个。"
    assert lines[1] == "＋ 2 [单格] 问2"
    assert lines[2] == "－ 1 [单格] 问1：缺少 9件（错误数字）"
    assert lines[-1].split() == ["合计", "6", "2", "2", "0", "2", "2"]


def test_how_often_a_language_model_took_part_is_told_and_kept(tmp_path: Path) -> None:
    run = (RUN[0], replace(RUN[1], by_model=("reading",)), replace(RUN[2], by_model=("reading", "summary")))
    assert run_lines(run)[-1] == "用到模型：读题 2 题，概括 1 题"
    assert "模型" not in run_lines(RUN)[-1]
    save_run(tmp_path / "run.json", run)
    assert load_run(tmp_path / "run.json") == run


def test_a_file_that_is_no_run_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("[]", encoding="utf-8")
    with pytest.raises(NianbaoError, match=r"run\.json"):
        load_run(tmp_path / "run.json")


def test_a_line_that_is_no_json_is_named_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "1", "turns": ["问"]}\n# 题目\n', encoding="utf-8")
    with pytest.raises(NianbaoError, match="第 2 行读不懂：从第 1 个字符起不是 JSON"):
        read_cases(tmp_path / "q.jsonl")
