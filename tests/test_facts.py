"""Facts by key: the number of every cell as the reports have it, why there is none, and tables and files of them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Demo
from fakes_web import report_of
from openpyxl import load_workbook

from assistant import wording_facts as words
from assistant.service.choice import Choice, choice_said, chosen_bodies, unknown_bodies, years_said
from assistant.service.fact_files import list_csv, table_csv, workbook
from assistant.service.fact_table import Across, fact_table
from assistant.service.facts import Fact, FactKind, Facts
from assistant.service.measures import Measure, by_applicant, measure_of
from assistant.values import Reader
from corpus.errors import NianbaoError
from corpus.forms.catalogue import load_catalogue
from corpus.ingest import add_paths
from corpus.report import CellKind, Correction, Scope
from corpus.store import Store

NEW, GRANTED, RATE = Measure("requests.new"), Measure("requests.granted"), Measure("granted_rate")
FEES = Measure("proactive.fee.amount")


def address(report: str, start: int, end: int) -> str:
    return f"http://host/report/{report}?start={start}&end={end}#cited"


# --- what is counted ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "measure"),
    [
        ("requests.new", NEW),
        ("requests.new:total", NEW),
        ("requests.new:natural", Measure("requests.new", "natural")),
        ("granted_rate:organisation", Measure("granted_rate", "organisation")),
        (" disputes.total ", Measure("disputes.total")),
    ],
)
def test_a_measure_is_known_by_what_addresses_write(written: str, measure: Measure) -> None:
    assert measure_of(written) == measure
    assert measure_of(str(measure)) == measure


@pytest.mark.parametrize("written", ["", "requests.nothing", "requests.new:nobody", "disputes.total:natural", "新收"])
def test_an_unknown_measure_is_said_in_chinese(written: str) -> None:
    with pytest.raises(NianbaoError, match=r"。$"):
        measure_of(written)


def test_only_chapter_three_is_told_by_applicant() -> None:
    catalogue = load_catalogue()
    told = {i.key.partition(".")[0] for i in catalogue.indicators if by_applicant(i.key)}
    assert told == {"requests"}
    assert by_applicant("granted_rate")
    assert not by_applicant("upheld_rate")


# --- the truth ----------------------------------------------------------------------------------------


def test_every_number_is_the_one_that_the_demo_says_stands_there(demo: Demo) -> None:
    """Of each cell that has an indicator of its own: kind and number as the manifest has them."""
    catalogue = load_catalogue()
    of_place: dict[str, Measure] = {}
    for indicator in catalogue.indicators:
        if indicator.column and indicator.row:
            of_place["|".join((indicator.table, indicator.row, indicator.column))] = Measure(indicator.key)
        elif indicator.row and not indicator.parts:
            for column in ("natural", "company", "other_organisation"):
                place = "|".join((indicator.table, indicator.row, column))
                of_place[place] = Measure(indicator.key, column)
    found = facts_by_file(demo.store, tuple(of_place.values()))
    checked: Counter[str] = Counter()
    for report in demo.manifest["reports"]:
        for place, cell in report["cells"].items():
            if place not in of_place:
                continue
            fact = found[report["file"], of_place[place]]
            assert fact.kind.value == cell["kind"], (report["file"], place)
            assert fact.value == (None if cell["value"] is None else Decimal(cell["value"])), (report["file"], place)
            checked[report["form"]] += 1
    assert set(checked) == {"2014", "2019", "2021"}
    assert sum(checked.values()) > 5000


def facts_by_file(store: Store, measures: tuple[Measure, ...]) -> dict[tuple[str, Measure], Fact]:
    facts = Facts(store).of(Choice(measures=measures), absent=False)
    return {(f.report.file, f.measure): f for f in facts if f.report}


def test_every_number_of_the_sample_reports_is_theirs(shared: Path, tmp_path: Path) -> None:
    expected: dict[str, Any] = json.loads((shared / "questions" / "cells.json").read_text(encoding="utf-8"))["reports"]
    with Store(tmp_path) as store:
        add_paths(store, [shared / "reports"], lambda _: None)
        columns = ("natural", "company", "research", "public_interest", "legal_service", "other_organisation", "total")
        rows = {0: "requests.new", 1: "requests.carried_in", 2: "requests.granted", 3: "requests.partly_granted"}
        measures = tuple(Measure(key, column) for key in rows.values() for column in columns)
        found = facts_by_file(store, measures)
    for name, cells in expected.items():
        for at, key in rows.items():
            for column, number in zip(columns, cells["chapter3"][at], strict=True):
                fact = found[name, Measure(key, column)]
                if number is not None:
                    assert fact.value == number, (name, key, column)
                elif column != "total":
                    assert fact.kind is FactKind.BLANK, (name, key, column)
                else:  # an empty 总计 is the sum of its row, and that is said
                    assert fact.value is None or "总计" in fact.note, (name, key, column)


def test_facts_are_what_the_answers_read(demo: Demo) -> None:
    reader = Reader(demo.store)
    catalogue = load_catalogue()
    measures = tuple(
        Measure(key) for key in (*(i.key for i in catalogue.indicators), *(r.key for r in catalogue.ratios))
    )
    facts = Facts(demo.store).of(Choice(measures=measures), absent=False)
    for fact in facts[::7]:
        assert fact.report is not None
        value = reader.value(fact.report, fact.measure.key)
        assert (fact.value, fact.formula, fact.cells) == (value.value, value.formula, value.cells)


def test_the_citation_of_a_number_quotes_it(demo: Demo) -> None:
    facts = Facts(demo.store)
    for fact in facts.of(Choice(measures=(NEW, RATE)), absent=False)[::5]:
        if fact.kind is FactKind.NUMBER and fact.report:
            text = demo.store.report(fact.report.id).text
            cited = facts.citations(fact)
            assert cited
            assert all(text[c.start : c.end] == c.quote for c in cited)
            assert fact.span == (cited[0].start, cited[0].end)


# --- kinds of cells ---------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Store:
    """云岭市 with 2023 and 2024; some of its cells are no numbers."""
    store = Store(tmp_path)
    first = report_of()
    second = report_of(year=2024, identity="f" * 16, address="/reports/云岭市2024.html", first_value="见附件")
    marked = tuple(
        c._replace(kind=CellKind.NOT_APPLICABLE, value=None) if c.place == ("requests", "granted", "natural") else c
        for c in second.cells
        if c.place != ("requests", "carried_in", "natural")
    )
    doubtful = tuple(
        c._replace(doubt="字迹不清") if c.place == ("requests", "granted", "company") else c for c in first.cells
    )
    store.put_many((replace(first, cells=doubtful), replace(second, cells=marked)))
    return store


def test_each_kind_of_cell_is_told_apart(small: Store) -> None:
    natural = {key: Measure(key, "natural") for key in ("requests.new", "requests.granted", "requests.carried_in")}
    other, fee = Measure("requests.new", "other_organisation"), Measure("statistics.fees")
    choice = Choice(measures=(*natural.values(), other, fee, RATE), years=(2022, 2023, 2024))
    kinds = {(f.year, str(f.measure)): f.kind for f in Facts(small).of(choice)}
    assert kinds == {
        **{(2022, str(m)): FactKind.NO_REPORT for m in choice.measures},
        (2023, "requests.new:natural"): FactKind.NUMBER,
        (2023, "requests.granted:natural"): FactKind.NUMBER,
        (2023, "requests.carried_in:natural"): FactKind.NUMBER,
        (2023, "requests.new:other_organisation"): FactKind.BLANK,
        (2023, "statistics.fees"): FactKind.NOT_IN_FORM,
        (2023, "granted_rate"): FactKind.ZERO_BASE,
        (2024, "requests.new:natural"): FactKind.TEXT,
        (2024, "requests.granted:natural"): FactKind.NOT_APPLICABLE,
        (2024, "requests.carried_in:natural"): FactKind.NOT_READ,
        (2024, "requests.new:other_organisation"): FactKind.BLANK,
        (2024, "statistics.fees"): FactKind.NOT_IN_FORM,
        (2024, "granted_rate"): FactKind.ZERO_BASE,
    }


def test_only_a_number_has_a_value_and_the_rest_a_word(small: Store) -> None:
    for fact in Facts(small).of(Choice(measures=(NEW, FEES, RATE), years=(2022, 2023, 2024))):
        assert (fact.kind is FactKind.NUMBER) == (fact.value is not None)
        assert fact.text


def test_a_correction_and_a_doubt_are_told(small: Store) -> None:
    said = Correction(CellKind.NUMBER, Decimal(19), "原件是19", "王", "2026-01-02", "17")
    small.correct("0123456789abcdef", ("requests", "new", "natural"), said)
    new, granted = Measure("requests.new", "natural"), Measure("requests.granted", "company")
    corrected, doubtful = Facts(small).of(Choice(measures=(new, granted), years=(2023,)))
    assert corrected.value == 19
    assert corrected.raw == "17"
    assert "原件是19" in corrected.corrected
    assert "字迹不清" in doubtful.doubt
    assert (corrected.doubt, doubtful.corrected) == ("", "")


def test_a_report_without_statutory_tables_lacks_nothing_by_its_form(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(replace(report_of(), form=None, cells=()))
        facts = Facts(store).of(Choice(measures=(NEW, Measure("requests.to_handle"))))
        assert {f.kind for f in facts} == {FactKind.NOT_READ}


# --- which reports -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "bodies"),
    [
        (Choice(bodies=("澄屿市教育局",)), {"澄屿市教育局"}),
        (
            Choice(offices=("澄屿市",)),
            {"澄屿市教育局", "澄屿市公安局", "澄屿市卫生健康委员会"},
        ),
        (Choice(regions=("岚榭县",)), {"岚榭县", "岚榭县公安局"}),
        (Choice(regions=("芷岸县",)), {"芷岸县", "芷岸县人民政府办公室", "芷岸县苇泊镇人民政府"}),
        (Choice(below=("芷岸县",)), {"芷岸县苇泊镇人民政府"}),
        (Choice(bodies=("没有这个局",)), set()),
    ],
)
def test_bodies_are_chosen_by_name_and_by_place(demo: Demo, choice: Choice, bodies: set[str]) -> None:
    assert {h.body for h in chosen_bodies(choice, demo.store.heads())} == bodies


def test_other_reports_are_none_of_these(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        plan = replace(report_of(title="云岭市2023年政府工作报告"), form=None, cells=(), id="b" * 16)
        store.put_many((report_of(), plan))
        assert len(Facts(store).of(Choice(measures=(NEW,)))) == 1


def test_names_without_a_report_are_told(demo: Demo) -> None:
    choice = Choice(bodies=("澄屿市教育局", "无名局"), regions=("岚榭县", "别处县"))
    assert unknown_bodies(choice, demo.store.heads()) == ("无名局", "别处县")


@pytest.mark.parametrize(
    ("years", "said"), [((), "全部年份"), ((2021,), "2021年"), ((2023, 2019, 2021, 2022), "2019、2021—2023年")]
)
def test_years_in_words(years: tuple[int, ...], said: str) -> None:
    assert years_said(years) == said


def test_a_choice_in_words() -> None:
    assert choice_said(Choice()) == words.ALL_BODIES
    assert choice_said(Choice(bodies=("甲局",), below=("乙市",))) == "甲局、乙市下面各县区"


# --- tables --------------------------------------------------------------------------------------------------


def test_years_stand_across_and_years_not_loaded_are_told(demo: Demo) -> None:
    choice = Choice(bodies=("澄屿市教育局", "澄屿市公安局"), measures=(NEW,), years=(2010, 2021, 2022))
    table = fact_table(Facts(demo.store).of(choice), Across.YEARS)
    assert table.columns == ("2010年", "2021年", "2022年")
    assert [row.body for row in table.rows] == ["澄屿市公安局", "澄屿市教育局"]
    texts = {row.body: [cell.text if cell else None for cell in row.cells] for row in table.rows}
    assert texts["澄屿市公安局"][1] == "113"
    sums = table.sums[0].sums
    numbers = [row.cells[1].value for row in table.rows if row.cells[1] and row.cells[1].value is not None]
    assert sums[1].value == sum(numbers)
    assert (sums[1].counted, sums[1].of) == (2, 2)


@pytest.mark.parametrize("across", list(Across))
def test_both_layouts_hold_the_same_numbers(demo: Demo, across: Across) -> None:
    facts = Facts(demo.store).of(Choice(offices=("澄屿市",), measures=(NEW, GRANTED, RATE)))
    table = fact_table(facts, across)
    assert {id(cell) for row in table.rows for cell in row.cells if cell} == set(map(id, facts))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert table.second == (words.INDICATOR if across is Across.YEARS else words.YEAR)


def test_a_whole_region_is_never_added_to_what_it_holds(demo: Demo) -> None:
    facts = Facts(demo.store).of(Choice(regions=("栖霖市",), measures=(NEW,), years=(2022,)))
    added = fact_table(facts, Across.YEARS).sums[0].sums[0]
    wholes = [f for f in facts if f.scope is Scope.WHOLE_REGION]
    assert wholes
    assert added.value == sum(f.value or 0 for f in facts if f not in wholes and f.value is not None)
    assert added.note == words.LEFT_OUT.format(names="栖霖市")
    assert added.of == len({f.body for f in facts})


@pytest.mark.parametrize(
    ("measure", "bodies", "note"),
    [
        (RATE, ("澄屿市教育局", "澄屿市公安局"), words.NOT_ADDED_RATIO),
        (NEW, ("澄屿市教育局", "澄屿市公安局"), ""),
    ],
)
def test_what_can_not_be_added_is_not(demo: Demo, measure: Measure, bodies: tuple[str, ...], note: str) -> None:
    facts = Facts(demo.store).of(Choice(bodies=bodies, measures=(measure,), years=(2021,)))
    added = fact_table(facts, Across.YEARS).sums[0].sums[0]
    assert (added.value is None, added.note) == (bool(note), note)


def test_one_body_is_not_added_up(demo: Demo) -> None:
    facts = Facts(demo.store).of(Choice(bodies=("澄屿市教育局",), measures=(NEW,)))
    assert fact_table(facts, Across.YEARS).sums == ()


def test_two_reports_of_a_year_have_a_row_each(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        own = replace(report_of(first_value="5"), id="a" * 16, scope=Scope.OWN, address="/b.html", file="b.html")
        store.put_many((report_of(), own))
        table = fact_table(Facts(store).of(Choice(measures=(Measure("requests.new", "natural"),))), Across.YEARS)
        assert {row.body: row.cells[0].text for row in table.rows if row.cells[0]} == {
            "云岭市（汇总）": "17",
            "云岭市（本级）": "5",
        }


def test_two_files_of_one_name_have_a_row_each(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        other = replace(report_of(first_value="5"), id="a" * 16, address="/elsewhere/a.html", file=report_of().file)
        store.put_many((report_of(), other))
        table = fact_table(Facts(store).of(Choice(measures=(Measure("requests.new", "natural"),))), Across.YEARS)
    assert sorted(row.cells[0].text for row in table.rows if row.cells[0]) == ["17", "5"]
    assert len({row.body for row in table.rows}) == 2


def test_changes_of_form_are_told(demo: Demo) -> None:
    lost = Measure("requests.otherwise.not_amended")
    facts = Facts(demo.store).of(Choice(bodies=("澄屿市教育局", "栖霖市教育局"), measures=(lost, NEW)))
    assert any("没有这一项" in note for note in fact_table(facts, Across.YEARS).notes)


# --- files ------------------------------------------------------------------------------------------------------


def rows_of(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_list_leads_from_each_number_to_its_place(demo: Demo) -> None:
    facts = Facts(demo.store).of(Choice(bodies=("澄屿市公安局",), measures=(NEW, RATE), years=(2010, 2021)))
    heads, *lines = rows_of(b"".join(list_csv(facts, address)))
    assert tuple(heads) == words.COLUMNS
    assert len(lines) == 2, "a year without a report has no number to tell"
    told = {line[5]: dict(zip(heads, line, strict=True)) for line in lines}
    new = told[NEW.label]
    assert (new["数值"], new["单位名称"], new["原文"]) == ("113", "件", "113")
    assert new["出处"].startswith("http://host/report/")
    assert "÷" in told[RATE.label]["怎样得出"]


def test_the_table_as_csv_says_what_is_shown(demo: Demo) -> None:
    facts = Facts(demo.store).of(Choice(bodies=("澄屿市公安局", "无名局"), measures=(NEW,), years=(2010, 2021)))
    rows = rows_of(table_csv(fact_table(facts, Across.YEARS)))
    assert rows == [["单位", "地区", "2010年", "2021年"], ["澄屿市公安局", "澄屿市", words.NO_REPORT, "113"]]


def test_the_workbook_has_numbers_sources_and_notes(demo: Demo) -> None:
    choice = Choice(regions=("栖霖市",), measures=(NEW, RATE), years=(2019, 2022))
    facts = Facts(demo.store).of(choice)
    data = workbook(facts, fact_table(facts, Across.MEASURES), choice, address, date(2026, 1, 2))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [words.SHEET_TABLE, words.SHEET_LIST, words.SHEET_NOTES]
    numbers = [c.value for row in book[words.SHEET_TABLE].iter_rows(min_row=2) for c in row if c.data_type == "n"]
    assert any(isinstance(n, int | float) for n in numbers)
    notes = {(str(a), str(b)) for a, b in book[words.SHEET_NOTES].iter_rows(min_row=2, values_only=True)}
    assert (words.NOTE_DAY, "2026-01-02") in notes
    assert (words.NOTE_BODIES, words.IN_REGION.format(region="栖霖市")) in notes
    assert any(key == words.NOTE_COVERAGE and "处" in said for key, said in notes)
    assert any("汇总" in said for key, said in notes if key == words.TOTAL)


def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        hostile = '=HYPERLINK("http://evil")'
        store.put(replace(report_of(), body=hostile, region=hostile))
        choice = Choice(measures=(NEW,))
        facts = Facts(store).of(choice)
        table = fact_table(facts, Across.YEARS)
        assert rows_of(table_csv(table))[1][0].startswith("'=")
        book = load_workbook(io.BytesIO(workbook(facts, table, choice, address, date(2026, 1, 2))))
        assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
