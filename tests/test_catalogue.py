"""The catalogue of indicators: complete against the forms, unambiguous in its names, honest in what it measures by."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus.forms import Form, load_forms
from corpus.forms.catalogue import Applicant, Catalogue, Indicator, Ratio, Term, load_catalogue

Named = Indicator | Ratio | Applicant | Term
CATALOGUE = load_catalogue()
ASKED: tuple[Indicator | Ratio, ...] = (*CATALOGUE.indicators, *CATALOGUE.ratios)
NAMED: tuple[Named, ...] = (*ASKED, *CATALOGUE.applicants, *CATALOGUE.terms)
OF_LIST = {i.key for i in CATALOGUE.listed.indicators}
DATA = Path(__file__).parent / "data"
PARAPHRASES = tomllib.loads((DATA / "paraphrases.toml").read_text(encoding="utf-8"))
NOT_INDICATORS = tomllib.loads((DATA / "not_indicators.toml").read_text(encoding="utf-8"))
HELD_OUT = {key: tuple(said) for kind in PARAPHRASES.values() for key, said in kind.items()}

FEWEST_QUESTIONS = 12
FEWEST_PARAPHRASES = 4
# A list of years gone by is asked for mostly by its own labels.
FEWEST_OF_LIST = (6, 2)
TOO_NEAR = 0.9
LAST_ARTICLE = 56  # of the 政府信息公开条例 in force since 2019-05-15
# Words that mean something else in every table; alone they must never pick an indicator.
AMBIGUOUS = (
    *("总计", "合计", "件数", "数量", "其他", "结果", "申请", "公开", "信息", "处理"),
    *("规章", "规范性文件", "红头文件", "维持", "纠正", "结转", "第三方"),
)
# The forms since 2019; that of 2014 is one list with labels of its own.
CHAPTERED = [form for form in load_forms().values() if not any(table.is_list for table in form.tables)]
_PUNCTUATION = re.compile(r"[\W_]+")
_COUNTING = re.compile(r"(一共|总共|总计|合计)?(有|是)?(多少|几)(件|个|起|宗|份|次|例|项)?")


def plain(text: str) -> str:
    """Half width, lower case, no punctuation: what two names or wordings are compared by."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower())


def without_counting(text: str) -> str:
    """A wording without 有多少件 and the like, which every indicator shares."""
    return _COUNTING.sub("", plain(text))


def cells_of_forms() -> set[tuple[str, str, str]]:
    """Every (table, row, column) of every form; '' as the column of chapter 3, which is the applicant."""
    places = {t.key_of(r, c) for form in load_forms().values() for t in form.tables for _, r, c in t.places()}
    return {(t, r, "" if t == "requests" else c) for t, r, c in places}


def names_by_owner(entries: Iterable[Named]) -> dict[str, set[str]]:
    """Plain name → keys of the entries that carry it as label or alias."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in (entry.label, *entry.aliases):
            owners[plain(name)].add(f"{type(entry).__name__}:{entry.key}")
    return owners


# --- against the forms ---------------------------------------------------------------------------


def test_every_cell_of_every_form_has_exactly_one_indicator() -> None:
    places = [(i.table, i.row, i.column) for i in CATALOGUE.indicators if i.row]
    assert len(places) == len(set(places))
    assert set(places) == cells_of_forms()


def test_keys_say_the_place() -> None:
    for i in CATALOGUE.indicators:
        if i.table == "requests":
            assert not i.row or i.key == f"requests.{i.row}"
        elif i.row:
            own = {"disputes": i.column, "statistics": i.row}.get(i.table, f"{i.row}.{i.column}")
            assert i.key == f"{i.table}.{own}"


def test_keys_are_unique() -> None:
    for entries in (ASKED, CATALOGUE.applicants, CATALOGUE.terms):
        keys = [entry.key for entry in entries]
        assert len(keys) == len(set(keys))


def test_an_indicator_without_a_cell_is_the_sum_of_cells() -> None:
    for i in CATALOGUE.indicators:
        assert i.row or i.parts, i.key
        for part in map(CATALOGUE.indicator, i.parts):
            assert part.row, f"{i.key} has a part that is itself a sum: {part.key}"
            assert (part.table, part.unit) == (i.table, i.unit)


@pytest.mark.parametrize("form", CHAPTERED, ids=lambda f: f.key)
def test_every_row_of_the_results_check_is_in_exactly_one_result(form: Form) -> None:
    """The six results from 予以公开 to 其他处理 are the rows that the form adds up to （七）总计."""
    rows = next(c for c in form.checks if c.key == "results").left
    counted: list[str] = []
    for key in ("granted", "partly_granted", "refused", "unavailable", "not_processed", "otherwise"):
        whole = CATALOGUE.indicator(f"requests.{key}")
        own = [whole.row] if whole.row in rows else [CATALOGUE.indicator(p).row for p in whole.parts]
        counted += own
    assert sorted(counted) == sorted(rows)


def test_litigation_and_disputes_are_sums_over_their_groups() -> None:
    for result in ("upheld", "corrected", "other", "pending", "total"):
        courts = (f"disputes.direct_litigation.{result}", f"disputes.litigation_after.{result}")
        assert CATALOGUE.indicator(f"disputes.litigation.{result}").parts == courts
        assert CATALOGUE.indicator(f"disputes.{result}").parts == (f"disputes.reconsideration.{result}", *courts)


def test_labels_and_units_are_those_of_the_forms() -> None:
    """Each piece of a label between '·' stands in the statutory path of its cell, in every form that has the cell."""
    for i in CATALOGUE.indicators:
        for form in load_forms().values():
            place = form.place(i.table, i.row, i.column or "total")
            if place is None or place[1].place:
                continue  # a row that shares its key is called by its own label
            _, row, column = place
            statutory = plain("".join((*row.path, *row.also, *column.path)))
            assert all(plain(piece) in statutory for piece in i.label.split("·")), (form.key, i.label)
            assert i.unit == (column.unit or row.unit), i.key


def test_applicants_are_the_columns_of_chapter_3() -> None:
    columns = [c.key for _, _, c in load_forms()["2021"].table("requests").places()][:7]
    single = [a.columns[0] for a in CATALOGUE.applicants if len(a.columns) == 1]
    assert sorted(single) == sorted(columns)
    organisation = next(a for a in CATALOGUE.applicants if a.key == "organisation")
    assert sorted((*organisation.columns, "natural", "total")) == sorted(columns)


def test_ratios_divide_indicators() -> None:
    for ratio in CATALOGUE.ratios:
        assert CATALOGUE.indicator(ratio.denominator).unit == "件"
        assert ratio.numerator
        assert all(CATALOGUE.indicator(key).unit == "件" for key in ratio.numerator)


# --- names ---------------------------------------------------------------------------------------


def test_a_name_belongs_to_one_indicator_ratio_or_applicant() -> None:
    """Within the forms since 2019 and within the list of 2014; a question is read with the names of one or the other."""
    chaptered = CATALOGUE.chaptered
    since_2019: tuple[Named, ...] = (*chaptered.indicators, *chaptered.ratios, *CATALOGUE.applicants)
    for entries in (since_2019, CATALOGUE.listed.indicators):
        assert {n: sorted(o) for n, o in names_by_owner(entries).items() if len(o) > 1} == {}


def test_a_name_belongs_to_one_term() -> None:
    """Terms share names with indicators (三安全一稳定): a question for a meaning is told by its operation."""
    owners = names_by_owner(CATALOGUE.terms)
    assert {n: sorted(o) for n, o in owners.items() if len(o) > 1} == {}


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_no_ambiguous_word_alone_picks_an_indicator(word: str) -> None:
    assert plain(word) not in names_by_owner(ASKED)


def test_names_are_written_once_and_not_empty() -> None:
    for entry in NAMED:
        assert len(entry.aliases) == len(set(entry.aliases)), entry.key
        assert all(len(plain(a)) >= 2 for a in entry.aliases), entry.key


def test_what_is_indivisible_in_a_form_is_linkable_by_its_label() -> None:
    """The label of a row of chapter 3 stands among the names, so that a question that copies the form is read."""
    for catalogue in (CATALOGUE.chaptered, CATALOGUE.listed):
        _linkable(catalogue)


def _linkable(catalogue: Catalogue) -> None:
    owners = names_by_owner((*catalogue.indicators, *catalogue.ratios))
    for i in catalogue.indicators:
        assert owners[plain(i.label)] == {f"Indicator:{i.key}"}


# --- words ---------------------------------------------------------------------------------------


def test_everything_is_explained_with_articles_that_exist() -> None:
    for entry in NAMED:
        assert entry.plain.endswith("。"), entry.key
        assert not re.search(r"[A-Za-z]{3,}", entry.plain), entry.key
    cited = {i.key: i.articles for i in CATALOGUE.indicators} | {f"term {t.key}": t.articles for t in CATALOGUE.terms}
    for key, articles in cited.items():
        assert all(a.isdigit() and 1 <= int(a) <= LAST_ARTICLE for a in articles), key


def test_at_least_a_dozen_distinct_questions_each() -> None:
    """Two wordings that differ only in 有多少件 / 几个 count as one."""
    for entry in ASKED:
        fewest = FEWEST_OF_LIST[0] if entry.key in OF_LIST else FEWEST_QUESTIONS
        assert len({without_counting(q) for q in entry.questions}) >= fewest, entry.key


def test_a_question_stands_under_one_entry() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ASKED:
        for question in entry.questions:
            owners[plain(question)].add(entry.key)
    assert {q: sorted(o) for q, o in owners.items() if len(o) > 1} == {}


def test_questions_name_no_year_and_no_form() -> None:
    for entry in ASKED:
        assert not [q for q in entry.questions if re.search(r"\d{2,}|[省市县区]政府|格式", q)], entry.key


# --- what the linking is measured by -----------------------------------------------------------------


def test_every_entry_has_held_out_paraphrases() -> None:
    assert set(HELD_OUT) == {e.key for e in ASKED}
    fewest = {key: FEWEST_OF_LIST[1] if key in OF_LIST else FEWEST_PARAPHRASES for key in HELD_OUT}
    assert [key for key, said in HELD_OUT.items() if len(set(said)) < fewest[key]] == []


def nearly_equal(a: str, b: str) -> bool:
    """Whether the edit similarity of two plain texts is TOO_NEAR; the first line only spares time, exactly."""
    spare = min(len(a), len(b)) - TOO_NEAR * (len(a) + len(b)) / 2
    if spare < 0 or len(set(b) - set(a)) > len(b) - TOO_NEAR * (len(a) + len(b)) / 2:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= TOO_NEAR


def test_held_out_paraphrases_are_not_in_the_catalogue() -> None:
    """No paraphrase of any set equals or nearly equals a question: edit similarity below 0.9 to every one."""
    questions = sorted({plain(q) for e in ASKED for q in e.questions})
    sets = (tomllib.loads(file.read_text(encoding="utf-8")) for file in DATA.glob("paraphrases*.toml"))
    held_out = [plain(p) for kinds in sets for entries in kinds.values() for said in entries.values() for p in said]
    assert [(p, q) for p in held_out for q in questions if nearly_equal(p, q)] == []


def test_what_no_form_counts_is_no_wording_of_an_indicator() -> None:
    asked = {plain(said) for e in CATALOGUE.chaptered.indicators for said in (e.label, *e.aliases, *e.questions)}
    assert sorted({plain(said) for said in CATALOGUE.outside} & asked) == []


def test_what_is_measured_not_to_be_linked_is_not_what_was_learnt_not_to_be() -> None:
    held_out = [plain(said) for wordings in NOT_INDICATORS.values() for said in wordings]
    learnt = sorted({plain(said) for said in CATALOGUE.outside})
    assert [(p, q) for p in held_out for q in learnt if nearly_equal(p, q)] == []
