"""The sample reports: every statutory cell, every check, and the questions with checked answers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.evaluate import evaluate, read_cases
from corpus.assemble import read_report
from corpus.checks import Status, check_report, check_years
from corpus.forms import load_forms
from corpus.report import CellKind, Report


def read(shared: Path, name: str) -> Report:
    """A sample report, read from its file."""
    path = shared / "reports" / name
    return read_report(path.read_bytes(), name, str(path))


def truth(shared: Path) -> dict[str, Any]:
    """The checked cells of every sample report, by file name."""
    found: dict[str, Any] = json.loads((shared / "questions" / "cells.json").read_text(encoding="utf-8"))["reports"]
    return found


def shown(report: Report, table: str, row: str, column: str) -> Decimal | str | None:
    """A cell as cells.json writes it: its number, None where it is blank, and a word where it is anything else."""
    cell = report.cell(table, row, column)
    if cell is None:
        return "missing"
    return None if cell.kind is CellKind.BLANK else cell.value if cell.value is not None else cell.raw


FILES = [
    "梁园区人民政府办公室2021.txt", "宿迁市2023.txt", "宿迁市2024.txt", "上海市人民政府办公厅2019.html", "上海市科学技术委员会2024.md",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_cell_of_chapters_3_and_4(shared: Path, name: str) -> None:
    report, wanted = read(shared, name), truth(shared)[name]
    assert report.form == wanted["form"]
    form = load_forms()[wanted["form"]]
    requests, disputes = form.table("requests").blocks[0], form.table("disputes").blocks[0]
    rows = [[shown(report, "requests", r.key, c.key) for c in requests.columns] for r in requests.rows]
    assert rows == wanted["chapter3"]
    assert [shown(report, "disputes", "cases", c.key) for c in disputes.columns] == wanted["chapter4"]


@pytest.mark.parametrize("name", FILES)
def test_every_cell_of_chapter_2(shared: Path, name: str) -> None:
    report, wanted = read(shared, name), truth(shared)[name]
    for block in load_forms()[wanted["form"]].table("proactive").blocks:
        for row in block.rows:
            expected = wanted["chapter2"][row.label]
            expected = expected if isinstance(expected, list) else [expected]
            numbers = [Decimal(str(e).removesuffix("元")) for e in expected]
            assert [shown(report, "proactive", row.key, c.key) for c in block.columns] == numbers


@pytest.mark.parametrize("name", FILES[:4])
def test_no_cross_footing_of_a_sample_report_fails(shared: Path, name: str) -> None:
    assert [r for r in check_report(read(shared, name)) if r.status is Status.FAILS] == []


def test_two_years_of_one_city_fit_together(shared: Path) -> None:
    results = check_years(read(shared, "宿迁市2023.txt"), read(shared, "宿迁市2024.txt"))
    assert results
    assert {r.status for r in results} == {Status.HOLDS}


def test_the_questions_with_checked_answers(real: Assistant, shared: Path) -> None:
    verdicts = evaluate(real, read_cases(shared / "questions" / "dev.jsonl"))
    wrong = [f"{v.case.turns}: {v.reason} — {v.answer.text}" for v in verdicts if v.reason]
    assert len(wrong) * 10 <= len(verdicts), wrong
    assert [v.answer.text for v in verdicts if v.wrong_number] == []
    assert sum(v.bad_citations for v in verdicts) == 0
