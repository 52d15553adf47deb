"""Questions typed by people who had not seen the program: citizens, reporters, offices; answers from the reports.

`corpus` of a line: the demo reports, or the shared sample reports. What is still answered wrong stands in OPEN.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Demo

from assistant.ask import Assistant
from assistant.evaluate import Case, evaluate, read_cases

FILES = sorted((Path(__file__).parent / "questions").glob("*.jsonl"))

# id → why it is not right yet; taken out as soon as it is.
OPEN: dict[str, str] = {
    "T038": "哪年收到过申请 says no number to be compared with",
    "T057": "你这里 is taken for what is looked for",
}


def _cases(file: Path, corpus: str) -> list[Case]:
    of = {line["id"]: line["corpus"] for line in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    return [case for case in read_cases(file) if of[case.id] == corpus]


def _faults(assistant: Assistant, cases: list[Case]) -> dict[str, str]:
    return {v.case.id: f"{'→'.join(v.case.turns)}：{v.reason}" for v in evaluate(assistant, cases) if v.reason}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_of_the_demo_reports(demo: Demo, file: Path) -> None:
    cases = _cases(file, "demo")
    assert cases
    faults = _faults(demo.assistant, cases)
    assert {i: told for i, told in faults.items() if i not in OPEN} == {}
    assert [c.id for c in cases if c.id in OPEN and c.id not in faults] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_of_the_sample_reports(real: Assistant, file: Path) -> None:
    cases = _cases(file, "real")
    faults = _faults(real, cases)
    assert {i: told for i, told in faults.items() if i not in OPEN} == {}
    assert [c.id for c in cases if c.id in OPEN and c.id not in faults] == []


def test_every_question_has_an_id_of_its_own() -> None:
    ids = [case.id for file in FILES for case in read_cases(file)]
    assert len(ids) == len(set(ids)) >= 450
    assert set(OPEN) <= set(ids)
