"""A correction: laid over what was read, said wherever the cell is used, and kept through every new reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import small_report

from assistant.ask import Assistant
from corpus.assemble import read_report
from corpus.checks import Status, check_report
from corpus.corrections import UNREAD, Withdrawal
from corpus.export import export_rows
from corpus.report import CellKind, Correction, Report
from corpus.settings import Settings
from corpus.store import Store

PLACE = ("requests", "new", "natural")


def read(natural: str = "12", total: str = "12") -> Report:
    return read_report(small_report(natural, total).encode(), "甲.txt", "/甲.txt")


def say(value: str | None, was: str = "12", reason: str = "排版时颠倒", day: str = "2026-01-02") -> Correction:
    number = None if value is None else Decimal(value)
    return Correction(CellKind.BLANK if value is None else CellKind.NUMBER, number, reason, "张某", day, was)


@pytest.fixture
def corrected(store: Store) -> Store:
    """A store whose one report has 12 where 21 was meant, and says so since."""
    store.put(read())
    store.correct(read().id, PLACE, say("21"))
    return store


def value(store: Store) -> Decimal | None:
    cell = store.report(read().id).cell(*PLACE)
    assert cell is not None
    (hit,) = store.cells(None, *PLACE)
    assert hit.cell == cell, "whole report and single place say the same"
    return cell.value


def test_a_corrected_cell_counts_as_corrected_and_still_quotes_the_report(corrected: Store) -> None:
    report = corrected.report(read().id)
    cell = report.cell(*PLACE)
    assert cell is not None
    assert (cell.value, cell.raw, report.text[cell.start : cell.end]) == (Decimal(21), "12", "12")
    assert cell.correction == say("21")


def test_a_correction_settles_a_doubt(store: Store) -> None:
    report = read()
    store.put(replace(report, cells=tuple(c._replace(doubt="看不清") for c in report.cells)))
    store.correct(report.id, PLACE, say("21"))
    doubts = {c.doubt for c in store.report(report.id).cells if (c.table, c.row, c.column) == PLACE}
    assert doubts == {""}


@pytest.mark.parametrize("again", [("12", "12"), ("13", "13")], ids=["the same file", "another content"])
def test_it_outlives_a_new_reading_and_even_removal(corrected: Store, again: tuple[str, str]) -> None:
    corrected.put(read(*again))
    assert value(corrected) == 21
    corrected.remove(read().id)
    corrected.put(read(*again))
    assert value(corrected) == 21


def test_the_last_one_applies_and_the_one_before_comes_back_when_it_is_withdrawn(corrected: Store) -> None:
    later = corrected.correct(read().id, PLACE, say(None, reason="原表空着"))
    assert value(corrected) is None
    assert [e.applies for e in corrected.corrections()] == [False, True]
    corrected.withdraw_correction(later.no, Withdrawal("看错了", "李某", "2026-01-03"))
    assert value(corrected) == 21
    assert [(e.applies, e.withdrawn is not None) for e in corrected.corrections()] == [(True, False), (False, True)]
    with pytest.raises(KeyError):
        corrected.withdraw_correction(later.no, Withdrawal("再来一次", "李某", "2026-01-03"))


def test_what_was_derived_from_the_report_is_made_anew(corrected: Store) -> None:
    seen = corrected.generation
    corrected.correct(read().id, PLACE, say("22"))
    assert corrected.changes_since(seen).changed == (read().id,)


def test_a_cell_that_was_not_read_can_be_filled_in_and_is_cited_by_its_chapter(corrected: Store) -> None:
    place = ("requests", "handled", "total")
    assert corrected.report(read().id).cell(*place) is None
    entry = corrected.correct(read().id, place, say("12", was=UNREAD))
    report = corrected.report(read().id)
    cell = report.cell(*place)
    assert cell is not None
    assert (cell.value, cell.unit, cell.raw) == (Decimal(12), "件", UNREAD)
    assert report.text[cell.row_start : cell.row_end] == "三、收到和处理政府信息公开申请情况"
    assert [hit.cell for hit in corrected.cells(None, *place)] == [cell]
    assert cell in [hit.cell for hit in corrected.cells([report.id], "requests", "handled")]
    corrected.put(read("13", "13"))
    assert corrected.cells(None, *place)[0].cell.value == 12
    corrected.withdraw_correction(entry.no, Withdrawal("读错了", "李某", "2026-01-03"))
    assert corrected.cells(None, *place) == ()


def test_only_a_cell_of_the_form_can_be_corrected(corrected: Store) -> None:
    with pytest.raises(KeyError):
        corrected.correct(read().id, ("requests", "火星", "total"), say("1"))


def test_checks_use_the_corrected_value(corrected: Store) -> None:
    results = [r for r in check_report(corrected.report(read().id)) if (r.key, r.where) == ("applicants", "本年新收")]
    assert [(r.status, r.left.value) for r in results] == [(Status.FAILS, Decimal(21))]


def test_the_export_has_what_the_report_says_and_what_staff_say(corrected: Store) -> None:
    line = next(r for r in export_rows(corrected) if r.corrected)
    assert (line.value, line.raw, line.corrected_by, line.corrected_on) == (Decimal(21), "12", "张某", "2026-01-02")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("甲市教育局2023年新收申请中自然人有多少件", "21件"),
        ("甲市教育局2023年自然人新收申请占总计的百分之几", "175.00%"),
    ],
)
def test_every_answer_says_what_was_corrected(corrected: Store, tmp_path: Path, question: str, says: str) -> None:
    answer = Assistant(corrected, Settings(data=tmp_path / "data")).ask(question)
    assert says in answer.text
    assert "原文为12，经办人张某于2026-01-02更正为21，理由：排版时颠倒" in answer.text
    assert {c.quote for c in answer.citations if c.remark} == {"12"}


def test_a_number_corrected_to_not_applicable_is_no_words_of_the_report(corrected: Store) -> None:
    corrected.correct(read().id, PLACE, replace(say(None), kind=CellKind.NOT_APPLICABLE))
    answer = Assistant(corrected, Settings(data=corrected.folder)).ask("甲市教育局2023年新收申请中自然人有多少件")
    assert "已更正为“不适用”" in answer.claims[0].text
    assert "填的是" not in answer.claims[0].text


def test_an_answer_says_when_the_report_has_changed_since(corrected: Store, tmp_path: Path) -> None:
    corrected.put(read("13", "13"))
    answer = Assistant(corrected, Settings(data=tmp_path / "data")).ask("甲市教育局2023年新收申请中自然人有多少件")
    assert "现在原文为13" in answer.text
