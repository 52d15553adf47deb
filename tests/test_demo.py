"""The demo corpus: what its manifest states is true of its files, and the product reads and checks it so."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import jieba
import pytest

from corpus.assemble import read_report
from corpus.checks import CheckResult, Status, check_prose, check_report, check_years
from corpus.demo import demo_pages, generate_reports, write_demo
from corpus.demo.bodies import read_data
from corpus.demo.questions import Question, cell_questions
from corpus.forms import load_forms
from corpus.report import Report

Entry = dict[str, Any]

ENCODINGS: dict[str, str] = {
    layout: {**read_data("layouts")["defaults"], **data}["encoding"] for layout, data in read_data("layouts").items()
}

TOLD = {
    "收到政府信息公开申请": ("new", ("requests|new|total",)),
    "上年结转": ("carried_in", ("requests|carried_in|total",)),
    "办结": ("handled", ("requests|handled|total",)),
    "结转下年度": ("carried_out", ("requests|carried_out|total",)),
    "自然人申请": ("natural", ("requests|new|natural",)),
    "予以公开": ("granted", ("requests|granted|total",)),
    "部分公开": ("partly_granted", ("requests|partly_granted|total",)),
    "行政复议": ("reconsideration.total", ("disputes|cases|reconsideration.total",)),
    "行政诉讼": ("litigation", ("disputes|cases|direct_litigation.total", "disputes|cases|litigation_after.total")),
}
"""What prose tells → (name of the check, cells it must agree with)."""

TOLD_OF_LIST = {
    "收到政府信息公开申请": ("new", ("requests|new|total",)),
    "办结": ("handled", ("statistics|concluded|count",)),
    "同意公开": ("granted", ("statistics|replies.granted|count",)),
    "主动公开政府信息": ("disclosed", ("statistics|disclosed|count",)),
    "行政复议": ("reconsideration.total", ("disputes|cases|reconsideration.total",)),
    "行政诉讼": ("litigation", ("disputes|cases|litigation.total",)),
}
"""The same of the appendix of 2014."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("demo")).parent


@pytest.fixture(scope="module")
def manifest(folder: Path) -> Entry:
    loaded: Entry = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def questions(manifest: Entry) -> list[Question]:
    return cell_questions(manifest)


@pytest.fixture(scope="module")
def read(folder: Path, manifest: Entry) -> dict[str, Report]:
    """What the product reads from each file of the demo."""
    files = (report["file"] for report in manifest["reports"])
    return {file: read_report((folder / file).read_bytes(), file, str(folder / file)) for file in files}


def printed_text(folder: Path, report: Entry) -> str:
    data = (folder / report["file"]).read_bytes()
    if report["format"] == "docx":
        return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    return str(data, ENCODINGS[report["layout"]])


def number(report: Entry, *keys: str) -> Decimal | None:
    """The sum of these cells, None where one of them is not a number."""
    values = [report["cells"].get(key, {"value": None})["value"] for key in keys]
    return None if None in values else sum(map(Decimal, values), Decimal())


def broken_sums(report: Entry) -> Iterator[str]:
    for check in load_forms()[report["form"]].checks if report["form"] else ():
        table = load_forms()[report["form"]].table(check.table)
        down = check.across == "columns"
        rows = {row.key: row for block in table.blocks for row in block.rows}
        columns = {column.key: column for block in table.blocks for column in block.columns}
        for line in table.blocks[0].columns if down else table.blocks[0].rows:
            sides = [
                number(report, *("|".join(table.key_of(rows[k], line) if down else table.key_of(line, columns[k])) for k in keys))
                for keys in (check.left, check.right)
            ]  # fmt: skip
            if None not in sides and sides[0] != sides[1]:
                yield f"{check.key}@{line.key}"


def broken_prose(report: Entry) -> Iterator[str]:
    for fact in report["facts"]:
        name, keys = (TOLD_OF_LIST if report["form"] == "2014" else TOLD).get(fact["what"], ("", ()))
        table = number(report, *keys) if keys else None
        if table is not None and table != Decimal(fact["value"]):
            yield f"prose@{name}"


def broken_years(earlier: Entry, later: Entry) -> Iterator[str]:
    for column in load_forms()[later["form"]].table("requests").blocks[0].columns if later["year"] > 2018 else ():
        out, carried = (
            number(earlier, f"requests|carried_out|{column.key}"),
            number(later, f"requests|carried_in|{column.key}"),
        )
        if out is not None and carried is not None and out != carried:
            yield f"carry_over@{column.key}"
    for row in ("rule", "normative") if earlier["form"] == later["form"] == "2021" else ():
        made, gone, now = (number(later, f"proactive|{row}|{c}") for c in ("made", "abolished", "effective"))
        before = number(earlier, f"proactive|{row}|effective")
        if (
            made is not None
            and gone is not None
            and before is not None
            and now is not None
            and before + made - gone != now
        ):
            yield f"effective@{row}"


def neighbours(manifest: Entry) -> Iterator[tuple[Entry, Entry]]:
    """Reports of one body for two years that follow each other."""
    for earlier, later in pairwise(manifest["reports"]):
        if (earlier["body"], earlier["kind"]) == (later["body"], later["kind"]) and later["year"] == earlier[
            "year"
        ] + 1:
            yield earlier, later


def planted(report: Entry, *kinds: str) -> list[str]:
    """The checks that must fail in a report, of the kinds told by what stands before the @."""
    fails = (name for fault in report["faults"] for name in fault["fails"])
    return sorted({name for name in fails if name.partition("@")[0] in kinds})


WITHIN = tuple({check.key for form in load_forms().values() for check in form.checks})
ACROSS = ("carry_over", "effective")


def test_same_seed_same_bytes_whichever_years_are_asked_for(folder: Path, tmp_path: Path) -> None:
    again = write_demo(tmp_path, years=[2020, 2021]).parent
    names = [p.name for p in again.iterdir() if p.name != "manifest.json"]
    assert len(names) > 30
    assert [name for name in names if (folder / name).read_bytes() != (again / name).read_bytes()] == []


def test_the_manifest_is_the_same_again(folder: Path, tmp_path: Path) -> None:
    few = [write_demo(tmp_path / name, years=[2024]).read_bytes() for name in ("first", "second")]
    assert few[0] == few[1]
    lines = (folder / "manifest.json").read_text(encoding="utf-8").splitlines()
    assert {line.rstrip(",") for line in few[0].decode().splitlines()[1:-1]} <= {line.rstrip(",") for line in lines}


def test_another_seed_other_numbers_and_the_same_faults(manifest: Entry) -> None:
    other = [entry for _, entry in demo_pages(7, range(2012, 2025))]
    assert [r["cells"] for r in other] != [r["cells"] for r in manifest["reports"]]
    assert [r["title"] for r in other] == [r["title"] for r in manifest["reports"]]
    assert [r["file"] for r in other if sorted(broken_sums(r)) != planted(r, *WITHIN)] == []


def test_years_before_the_first_report_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2012年开始"):
        write_demo(tmp_path, years=[2011])


def test_before_2019_some_report_in_the_form_of_2014_or_in_none(manifest: Entry) -> None:
    early = [r for r in manifest["reports"] if r["year"] < 2019]
    assert {(r["year"], r["form"]) for r in early} == {
        (2012, None),
        (2013, None),
        *((y, "2014") for y in range(2014, 2019)),
    }
    assert len({r["layout"] for r in early}) >= 5
    assert all(bool(r["cells"]) != bool(r["rows"]) for r in early)
    whole = {(r["body"], r["year"]) for r in manifest["reports"]}
    assert {(r["body"], year) for r in early for year in (2019, 2022)} <= whole


def test_size_and_variety(manifest: Entry) -> None:
    reports = manifest["reports"]
    assert 140 <= len(reports) <= 160
    assert {r["year"] for r in reports} == set(range(2012, 2025))
    assert all(r["form"] == ("2019" if r["year"] <= 2020 else "2021") for r in reports if r["year"] > 2018)
    assert len({r["layout"] for r in reports}) >= 10
    assert {r["format"] for r in reports} == {"html", "docx", "text"}
    assert {ENCODINGS[r["layout"]] for r in reports} == {"utf-8", "utf-8-sig", "gb18030", "utf-16"}
    assert {r["scope"] for r in reports} == {"unstated", "own", "whole_region"}
    assert len({(r["body"], r["kind"]) for r in reports}) == len(read_data("places")["bodies"])
    assert max(Counter(r["body"].removeprefix(r["region"]) for r in reports if r["kind"] == "education").values()) > 12


def test_every_report_says_that_it_is_invented(folder: Path, manifest: Entry) -> None:
    texts = {r["file"]: printed_text(folder, r) for r in manifest["reports"]}
    assert [file for file, text in texts.items() if manifest["notice"] not in text] == []
    assert manifest["notice"] == "演示数据，纯属虚构"


def test_prose_differs_from_report_to_report(manifest: Entry) -> None:
    sentences = Counter(s for r in manifest["reports"] for s in {f["sentence"] for f in r["facts"]})
    assert sum(count for count in sentences.values() if count > 1) < 0.3 * sum(sentences.values())


def test_facts_stand_in_the_report(folder: Path, manifest: Entry) -> None:
    for report in manifest["reports"]:
        text = printed_text(folder, report)
        missing = [f for f in report["facts"] if f["sentence"] not in text or f["raw"] not in f["sentence"]]
        assert missing == [], report["file"]


def test_tables_add_up_except_where_planted(manifest: Entry) -> None:
    wrong = {
        r["file"]: (found, planted(r, *WITHIN))
        for r in manifest["reports"]
        if (found := sorted(broken_sums(r))) != planted(r, *WITHIN)
    }
    assert wrong == {}


def test_prose_agrees_with_tables_except_where_planted(manifest: Entry) -> None:
    wrong = {
        r["file"]: found for r in manifest["reports"] if (found := sorted(set(broken_prose(r)))) != planted(r, "prose")
    }
    assert wrong == {}


def test_years_follow_from_each_other_except_where_planted(manifest: Entry) -> None:
    wrong = {
        later["file"]: found
        for earlier, later in neighbours(manifest)
        if (found := sorted(broken_years(earlier, later))) != planted(later, *ACROSS)
    }
    assert wrong == {}


def test_a_city_is_the_sum_of_its_parts(manifest: Entry) -> None:
    for report in (r for r in manifest["reports"] if r["year"] > 2018):
        parts = [
            Decimal(f["value"])
            for f in report["facts"]
            if f["what"].endswith(("市本级收到政府信息公开申请", "区收到政府信息公开申请", "县收到政府信息公开申请"))
        ]
        assert not parts or sum(parts) == number(report, "requests|new|total"), report["file"]


def test_planted_faults_of_every_kind(manifest: Entry) -> None:
    faults = [f for r in manifest["reports"] for f in r["faults"]] + manifest["missing"]
    assert len(faults) >= 25
    assert set(Counter(f["kind"] for f in faults)) == {
        "row_sum", "column_balance", "dispute_total", "prose", "blank", "not_applicable", "carry_over", "effective", "missing_year", "whole", "jump",
        "words", "alike",
    }  # fmt: skip
    assert len([r for r in manifest["reports"] if r["faults"]]) < len(manifest["reports"]) / 3


def test_blank_and_slash_cells_are_where_they_were_planted(manifest: Entry) -> None:
    for report in manifest["reports"]:
        odd = {key for key, cell in report["cells"].items() if cell["kind"] != "number"}
        assert odd == {p for f in report["faults"] if f["kind"] in ("blank", "not_applicable") for p in f["places"]}


def test_missing_years_have_neighbours_and_no_file(manifest: Entry) -> None:
    held = {(r["body"], r["year"]) for r in manifest["reports"]}
    for missing in manifest["missing"]:
        body, year = missing["body"], missing["year"]
        assert (body, year) not in held
        assert {(body, year - 1), (body, year + 1)} <= held


def test_generated_reports_are_many_and_different() -> None:
    first, again = list(generate_reports(120, seed=1)), list(generate_reports(120, seed=1))
    assert first == again
    assert len({name for name, _ in first}) == len({data for _, data in first}) == 120
    assert first[0][1] != next(generate_reports(1, seed=2))[1]


def test_places_are_not_words_or_names_of_the_dictionary() -> None:
    """jieba's dictionary holds the names of real cities and counties; an invented place is none of them."""
    listed = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    known = {line.partition(" ")[0] for line in listed}
    places = read_data("places")
    stems = {region["name"].removeprefix("芷岸县")[:2] for region in places["regions"]}
    invented = {first + second for first in places["first"] for second in places["second"]}
    assert (stems | invented) & {word[:2] for word in known if word[-1] in "省市区县镇乡州"} == set()


def test_questions_ask_each_cell_once(manifest: Entry, questions: list[Question]) -> None:
    assert len({q["id"] for q in questions}) == len(questions)
    cells = sum(len(r["cells"]) for r in manifest["reports"])
    assert len([q for q in questions if q["type"] in ("demo_cell", "demo_blank", "demo_not_applicable")]) == cells
    assert {q["expect"] for q in questions if q["type"] != "demo_cell"} == {"not_answered"}
    assert all(bool(q["must_include"]) == (q["expect"] == "answered") for q in questions)


def test_questions_name_body_and_year_in_several_ways(manifest: Entry, questions: list[Question]) -> None:
    asked = [q["turns"][0] for q in questions if q["reports"] == ["澄屿市公安局2021年年报.html"]]
    assert len(asked) > 190
    for way in (
        "澄屿市公安局",
        "澄屿市公安",
        "2021年",
        "21年",
        "2021年度",
        "商业企业",
        "个人",
        "国家秘密",
        "逾期不补正",
    ):
        assert any(way in text for text in asked), way


def test_a_limit_samples_all_reports(manifest: Entry) -> None:
    some = cell_questions(manifest, limit=600)
    assert len(some) == 600
    assert {r["file"] for r in manifest["reports"] if r["cells"]} == {file for q in some for file in q["reports"]}


def test_every_cell_is_read(manifest: Entry, read: dict[str, Report]) -> None:
    wrong = []
    for report in manifest["reports"]:
        cells = {f"{c.table}|{c.row}|{c.column}": c for c in read[report["file"]].cells}
        assert set(cells) <= set(report["cells"])
        for key, stated in report["cells"].items():
            cell = cells.get(key)
            found = cell and (cell.raw, cell.kind.value, cell.value)
            if found != (stated["raw"] or "", stated["kind"], stated["value"] and Decimal(stated["value"])):
                wrong.append((report["file"], key, stated["raw"], found))
    assert wrong == []


@pytest.mark.parametrize("aspect", ["title", "body", "region", "year", "form", "scope"])
def test_every_report_is_named(manifest: Entry, read: dict[str, Report], aspect: str) -> None:
    found = {r["file"]: getattr(read[r["file"]], aspect) for r in manifest["reports"]}
    assert {
        r["file"]: (r[aspect], found[r["file"]]) for r in manifest["reports"] if found[r["file"]] != r[aspect]
    } == {}


def test_every_row_of_a_free_table_is_read(manifest: Entry, read: dict[str, Report]) -> None:
    for report in (r for r in manifest["reports"] if r["rows"]):
        stated, head = [], []
        for row in report["rows"]:
            if row[0].startswith(("公开渠道", "申请方式")):
                head = row
            else:
                stated.append(tuple(zip(head, row, strict=True)))
        assert [r.pairs for r in read[report["file"]].rows] == stated


def test_every_number_told_in_prose_is_read(manifest: Entry, read: dict[str, Report]) -> None:
    for report in manifest["reports"]:
        figures = {(f.value, f.unit) for f in read[report["file"]].figures}
        told = {(abs(Decimal(f["value"])), f["unit"]) for f in report["facts"]}
        assert told <= figures | {(abs(value), unit) for value, unit in figures}, report["file"]


def failed(results: Iterable[CheckResult]) -> list[CheckResult]:
    return [r for r in results if r.status is Status.FAILS]


def check_name(result: CheckResult) -> str:
    """check@line: the line is the column or the row that all the cells of the check have in common."""
    cells = (*result.left.cells, *result.right.cells)
    rows, columns = {c.row for c in cells}, {c.column for c in cells}
    if "count" in columns:  # a list has one column of numbers
        return f"{result.key}@count"
    if result.key == "effective" or len(columns) > 1:
        return f"{result.key}@{rows.pop()}"
    return f"{result.key}@{columns.pop()}"


def test_checks_within_a_report_fail_exactly_where_planted(manifest: Entry, read: dict[str, Report]) -> None:
    found = {r["file"]: sorted(map(check_name, failed(check_report(read[r["file"]])))) for r in manifest["reports"]}
    stated = {r["file"]: planted(r, *WITHIN) for r in manifest["reports"]}
    assert {file: (stated[file], names) for file, names in found.items() if names != stated[file]} == {}


def test_checks_are_open_only_where_cells_are_not_numbers(manifest: Entry, read: dict[str, Report]) -> None:
    odd = {r["file"] for r in manifest["reports"] if any(c["kind"] != "number" for c in r["cells"].values())}
    opened = {file for file, r in read.items() if any(c.status is Status.UNKNOWN for c in check_report(r))}
    assert opened <= odd
    # Chapter 3 has 2 checks a column and 1 a row (23 rows in 2019, 25 since 2021), chapter 4 has 3.
    found = {(r.form, len(check_report(r))) for r in read.values()}
    assert found == {(None, 0), ("2014", 7), ("2019", 40), ("2021", 42)}


def test_checks_between_years_fail_exactly_where_planted(manifest: Entry, read: dict[str, Report]) -> None:
    wrong = {}
    for earlier, later in neighbours(manifest):
        results = check_years(read[earlier["file"]], read[later["file"]])
        names = sorted(map(check_name, failed(results)))
        if bool(results) != (earlier["year"] > 2018) or names != planted(later, *ACROSS):
            wrong[later["file"]] = (planted(later, *ACROSS), names)
    assert wrong == {}


def test_prose_checks_fail_exactly_where_planted(manifest: Entry, read: dict[str, Report]) -> None:
    cells_of = {f"prose@{name}": set(keys) for name, keys in TOLD.values()}
    wrong = {}
    for report in manifest["reports"]:
        found = [
            {f"{c.table}|{c.row}|{c.column}" for c in (*result.left.cells, *result.right.cells)}
            for result in failed(check_prose(read[report["file"]]))
        ]
        stated = [cells_of[name] for name in planted(report, "prose")]
        if found != stated:
            wrong[report["file"]] = (stated, found)
    assert wrong == {}
