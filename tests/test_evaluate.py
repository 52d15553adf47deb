"""How answers are judged: what counts as said, what counts as a wrong number, and a clear word for a bad file."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Demo

from assistant.evaluate import Case, evaluate, includes, read_cases, report_lines
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
    lines = report_lines(verdicts)
    assert lines[0].startswith("✗ x [kind] 澄屿市教育局2023年新收多少件申请")
    assert "3/4" in lines[-1]


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a", "turns": ["问"]}\n{"id": "b"}\n', encoding="utf-8")
    with pytest.raises(NianbaoError, match="第 2 行"):
        read_cases(path)
