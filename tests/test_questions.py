"""Questions made from a store: of every kind, the same each time, with the answers that its cells give."""

from __future__ import annotations

import json
import random
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Demo

from assistant.cli import main
from assistant.evaluate import read_cases
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.questions import KINDS, make_questions
from corpus.questions.facts import Facts
from corpus.questions.kinds.prose import fails
from corpus.questions.words import read_data, say_year, told, traditional
from corpus.report import CellKind, Correction, Scope
from corpus.store import ReportHead, Store


@pytest.fixture(scope="module")
def facts(demo: Demo) -> Facts:
    return Facts(demo.store)


def head_of(facts: Facts, body: str, year: int) -> ReportHead:
    """The report of that body and year."""
    return next(h for h in facts.heads if h.body == body and h.year == year)


# --- the data ------------------------------------------------------------------------------------


FORMS = [(kind, form) for kind, forms in read_data("wordings").items() if kind != "years" for form in forms]


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_kind_is_asked_in_at_least_ten_ways(kind: str, form: str) -> None:
    ways = read_data("wordings")[kind][form]
    assert len(set(ways)) == len(ways) >= 10


def test_names_are_of_indicators_and_applicants_there_are() -> None:
    names, catalogue = read_data("names"), load_catalogue()
    listed = [k for keys in names["lacking"].values() for k in keys] + [r["whole"] for r in names["rates"]]
    for key in (*names["indicators"], *listed):
        catalogue.indicator(key)
    assert set(names["applicants"]) < {a.key for a in catalogue.applicants}
    assert set(names["lacking"]) == set(load_forms())


def test_names_are_no_copy_of_the_aliases_that_parsers_read() -> None:
    """Most of what people are made to say is written nowhere else, so that the questions measure something."""
    aliases = {a for i in load_catalogue().indicators for a in (*i.aliases, i.label)}
    said = [name for entry in read_data("names")["indicators"].values() for name in entry["names"]]
    assert sum(name not in aliases for name in said) > 0.6 * len(said)


# --- the answers ---------------------------------------------------------------------------------


def test_a_fact_is_the_cell_or_the_sum_of_its_parts(facts: Facts) -> None:
    head = head_of(facts, "澄屿市公安局", 2023)
    cells = {c.place: c.value for c in facts.report(head).cells}
    assert facts.number(head, "requests.new") == cells["requests", "new", "total"]
    refused = sum(
        v or 0 for (t, r, c), v in cells.items() if t == "requests" and r.startswith("refused.") and c == "total"
    )
    assert facts.number(head, "requests.refused") == refused
    organisations = [
        v for (t, r, c), v in cells.items() if (t, r) == ("requests", "new") and c not in ("natural", "total")
    ]
    assert facts.number(head, "requests.new", "organisation") == sum(v or 0 for v in organisations)


def test_what_a_form_lacks_and_what_is_blank_have_no_number(facts: Facts) -> None:
    early = head_of(facts, "澄屿市公安局", 2016)
    assert facts.fact(early, "requests.carried_in").lack == "not_in_form"
    blank = head_of(facts, "芷岸县人民政府办公室", 2021)
    assert facts.fact(blank, "requests.new", "research").lack == "blank"
    assert facts.fact(blank, "requests.new", "organisation").lack == "gaps"


def test_whole_regions_are_no_single_bodies(facts: Facts) -> None:
    assert {h.scope for h in facts.singles(2023)} == {Scope.UNSTATED, Scope.OWN}
    assert not facts.lone_whole(2023)
    assert facts.lone_whole(2019)  # of 岚榭县 only the whole is loaded


def test_a_correction_is_the_answer(tmp_path: Path, demo: Demo) -> None:
    report = demo.store.report(head_of(Facts(demo.store), "澄屿市公安局", 2023).id)
    with Store(tmp_path) as store:
        store.put(report)
        correction = Correction(CellKind.NUMBER, Decimal(131), "抄错", "张某", "2026-01-02", "126")
        store.correct(report.id, ("requests", "new", "total"), correction)
        found = Facts(store)
        assert found.number(found.heads[0], "requests.new") == 131


def test_tables_that_do_not_add_up_are_those_with_a_fault_planted(facts: Facts, demo: Demo) -> None:
    failing = {h.file for h in facts.heads if fails(facts.report(h))}
    assert failing
    assert failing <= {report["file"] for report in demo.manifest["reports"] if report["faults"]}


SAID = [(Decimal("15"), "件", "15件"), (Decimal("-8"), "项", "减少8项"), (Decimal("1.50"), "万元", "1.5万元")]


@pytest.mark.parametrize(("value", "unit", "way"), SAID)
def test_how_a_number_may_be_told(value: Decimal, unit: str, way: str) -> None:
    assert way in told(value, unit)


def test_years_and_script() -> None:
    assert {say_year(2021, random.Random(n)) for n in range(50)} == {"2021年", "2021年度", "21年", "二〇二一年"}
    assert traditional("澄屿市教育局新收申请几件") == "澄嶼市教育局新收申請幾件"


# --- the questions -------------------------------------------------------------------------------


def test_every_kind_has_questions_and_the_same_ones_each_time(demo: Demo) -> None:
    store = demo.store
    made = make_questions(store, 6 * len(KINDS))
    assert {q["type"] for q in made} == set(KINDS)
    assert len({q["id"] for q in made}) == len(made)
    assert made == make_questions(store, 6 * len(KINDS))
    assert made != make_questions(store, 6 * len(KINDS), seed=7)
    ranks = [q for q in made if q["type"] == "排名"]
    assert make_questions(store, 6, kinds=("排名",)) == ranks


def test_no_placeholder_is_left_open(demo: Demo) -> None:
    said = [turn for q in make_questions(demo.store, 600) for turn in q["turns"]]
    assert not [turn for turn in said if "{" in turn or not turn.strip() or "的的" in turn]


def test_an_empty_store_has_nothing_to_ask(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        assert make_questions(store, 10) == []


def test_questions_from_the_command_line_are_a_question_file(demo: Demo, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    data = str(demo.store.folder)
    assert main(["--data", data, "questions", "--count", "20", "--kinds", "单格", "合计", "-o", str(file)]) == 0
    assert {json.loads(line)["type"] for line in file.read_text(encoding="utf-8").splitlines()} == {"单格", "合计"}
    assert len(read_cases(file)) == 20


def test_an_unknown_kind_is_named(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(demo.store.folder), "questions", "--kinds", "天气"]) == 1
    assert "天气" in capsys.readouterr().err


def test_the_data_files_are_toml() -> None:
    for path in (Path(__file__).parents[1] / "corpus" / "questions").glob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8"))
