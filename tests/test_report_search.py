"""The search of the staff desk and the API: what is found by which leg, narrowed by facets, grouped by report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder, report_of
from fakes_web import report_of as report_with_table

from assistant.service.query import read_query
from assistant.service.region_tree import region_path, short_name
from assistant.service.report_search import REPORTS_A_PAGE, ReportSearch
from assistant.service.searched import NONE, FacetName, Leg, Order, Place, Results, Wanted, chosen
from assistant.service.statutory_rows import rows_meant
from corpus.report import Report
from corpus.store import Store
from index.search import SearchIndex

CITY, COUNTY, TOWN = "演示省澄屿市", "演示省澄屿市芷岸县", "演示省澄屿市芷岸县苇泊镇"
PUBLIC_NUMBER = "做强微信公众号，全年推送信息120条。"

REPORTS: tuple[Report, ...] = (
    report_of("city23", [PUBLIC_NUMBER, "全年没有收取费用。"], body="澄屿市人民政府", region=CITY, year=2023),
    report_of("city22", ["公众参与渠道不宽。"], body="澄屿市人民政府", region=CITY, year=2022, chapter=5),
    report_of("county23", ["微信公\n众号更新及时。"], body="芷岸县教育局", region=COUNTY, year=2023),
    report_of("town", ["印发红头文件两份。"], body="苇泊镇", region=TOWN, year=None, chapter=None, headings=()),
    report_with_table(body="云岭市", year=2024, identity="table24", first_value="17"),
)
STANDINGS = {"city23": "error", "city22": "clean", "county23": "doubt"}

Search = Callable[..., Results]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportSearch]:
    folder = tmp_path_factory.mktemp("search")
    with Store(folder) as store:
        store.put_many(REPORTS)
        index = SearchIndex(store, folder / "index", FakeEmbedder(synonyms={"规范性文件": "红头文件"}))
        index.catch_up()
        index.start_background()
        assert index.wait(30)
        yield ReportSearch(store, lambda _seconds: index, lambda: STANDINGS)
        index.close()


@pytest.fixture(scope="module")
def search(searched: ReportSearch) -> Search:
    def run(text: str = "", *pairs: tuple[str, str], **more: object) -> Results:
        return searched.results(replace(Wanted(text, chosen(pairs)), **more))  # type: ignore[arg-type]

    return run


def ids(results: Results) -> list[str]:
    return [group.head.id for group in results.groups]


def counts(results: Results, name: FacetName) -> dict[str, int]:
    return {value.value: value.count for value in results.facet(name).values}


# --- what is found --------------------------------------------------------------------------------


def test_a_hit_is_a_place_of_the_report_with_its_words_marked(search: Search) -> None:
    hit = search("公众号").groups[0].hits[0]
    report = next(r for r in REPORTS if r.id == hit.head.id)
    assert report.text[hit.start : hit.end] == hit.text
    assert [hit.text[a:b].replace("\n", "") for a, b in hit.marks][:1] == ["公众号"]


def test_by_which_leg_a_place_was_found(search: Search) -> None:
    legs = {group.head.id: group.hits[0].legs for group in search("规范性文件").groups}
    assert legs["town"] == (Leg.DENSE,), "found by its meaning: it has none of the words"
    assert Leg.KEYWORD in search("推送信息").groups[0].hits[0].legs


def test_each_leg_says_how_much_and_at_which_rank_it_found_a_place(search: Search) -> None:
    """The two have measures of their own: neither is hidden in the sum by which places are sorted."""
    hits = [hit for group in search("全年推送信息").groups for hit in group.hits]
    assert all(
        hit.legs == tuple(leg for leg in Leg if leg in hit.weights) for hit in hits if hit.place is Place.PARAGRAPH
    )
    for leg in Leg:
        of_leg = sorted((hit.weights[leg] for hit in hits if leg in hit.weights), key=lambda weight: weight.rank)
        assert of_leg, leg
        assert of_leg[0].rank == 1
        assert [w.score for w in of_leg] == sorted((w.score for w in of_leg), reverse=True)
    assert all(0 < hit.weights[Leg.DENSE].score <= 1 for hit in hits if Leg.DENSE in hit.weights)
    assert not any(hit.weights for group in search("“推送信息”").groups for hit in group.hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("“微信公众号”", ["city23", "county23"]),
        ('"微信公众号"', ["city23", "county23"]),
        ("「微信公众号」 推送", ["city23", "county23"]),
        ("“公众”“参与”", ["city22"]),
        ("“微信公众”“参与”", []),
        ("“没有这几个字”", []),
    ],
)
def test_words_in_quotes_must_stand_there(search: Search, typed: str, found: list[str]) -> None:
    """Line breaks of a hard-wrapped page part no words; likeness of meaning is no match."""
    assert ids(search(typed)) == found


def test_statutory_rows_are_found_by_their_labels(search: Search) -> None:
    """They are in no index of passages: their labels are the same in every report."""
    hit = search("本年新收申请数量", ("place", "statutory")).groups[0].hits[0]
    assert (hit.head.id, hit.place, hit.chapter) == ("table24", Place.STATUTORY, 3)
    assert hit.text.startswith("一、本年新收政府信息公开申请数量：自然人 17")
    report = REPORTS[-1]
    assert report.text[hit.start : hit.end].split("\t")[1] == "17"


def test_a_row_is_meant_by_its_aliases_too() -> None:
    assert rows_meant("打官司") or rows_meant("行政诉讼")
    assert not rows_meant("公众号")


# --- facets -----------------------------------------------------------------------------------------


def test_without_words_all_reports_are_listed_newest_first(search: Search) -> None:
    results = search()
    assert ids(results) == ["table24", "city23", "county23", "city22", "town"]
    assert (results.reports, results.places) == (5, 0)
    assert FacetName.CHAPTER not in {facet.name for facet in results.facets}


def test_a_region_stands_for_all_in_it(search: Search) -> None:
    assert ids(search("", ("region", CITY))) == ["city23", "county23", "city22", "town"]
    assert ids(search("", ("region", COUNTY))) == ["county23", "town"]
    tree = {v.value: (v.count, v.depth) for v in search().facet(FacetName.REGION).values}
    assert tree == {"演示省": (4, 0), CITY: (4, 1), COUNTY: (2, 2), TOWN: (1, 3), "云岭市": (1, 0)}


@pytest.mark.parametrize(
    ("pair", "found"),
    [
        (("year", "2022"), ["city22"]),
        (("year", NONE), ["town"]),
        (("body", "芷岸县教育局"), ["county23"]),
        (("check", "error"), ["city23"]),
        (("check", "pending"), ["table24", "town"]),
        (("form", "2021"), ["table24"]),
        (("kind", "annual"), ["table24", "city23", "county23", "city22", "town"]),
        (("kind", "nothing"), []),
    ],
)
def test_reports_are_narrowed(search: Search, pair: tuple[str, str], found: list[str]) -> None:
    assert ids(search("", pair)) == found


def test_values_of_one_facet_are_added_and_facets_narrow_one_another(search: Search) -> None:
    both = search("", ("year", "2023"), ("year", "2022"), ("region", CITY))
    assert ids(both) == ["city23", "county23", "city22"]


def test_a_facet_is_counted_over_what_the_others_leave(search: Search) -> None:
    """So that one sees what choosing another value would give."""
    years = counts(search("公众号", ("year", "2023")), FacetName.YEAR)
    assert years["2023"] >= 2
    assert years.get("2022", 0) == counts(search("公众号"), FacetName.YEAR).get("2022", 0)


def test_chapters_narrow_the_places(search: Search) -> None:
    assert ids(search("公众", ("chapter", "5"))) == ["city22"]
    assert set(counts(search("公众", ("chapter", "5")), FacetName.CHAPTER)) >= {"5"}


def test_part_of_a_bodys_name_narrows(search: Search) -> None:
    assert ids(search(named="教育局")) == ["county23"]


def test_a_value_chosen_stays_to_be_taken_back_though_nothing_has_it(search: Search) -> None:
    values = search("", ("year", "1999")).facet(FacetName.YEAR).values
    assert ("1999", 0, True) in {(v.value, v.count, v.chosen) for v in values}


# --- pages, order, export -----------------------------------------------------------------------------


def test_by_year_or_by_relevance(search: Search) -> None:
    by_year = search("公众", order=Order.YEAR)
    years = [group.head.year or 0 for group in by_year.groups]
    assert years == sorted(years, reverse=True)
    scores = [group.hits[0].score for group in search("公众").groups]
    assert scores == sorted(scores, reverse=True)


def test_pages(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put_many([report_of(f"r{i:02}", ["公开指南。"], body=f"第{i:02}局") for i in range(REPORTS_A_PAGE + 3)])
        index = SearchIndex(store, tmp_path / "index")
        index.catch_up()
        searched = ReportSearch(store, lambda _seconds: index)
        first, last = (searched.results(Wanted("公开指南", page=page)) for page in (1, 99))
        assert (first.pages, last.wanted.page, len(last.groups)) == (2, 2, 3)
        assert not {g.head.id for g in first.groups} & {g.head.id for g in last.groups}
        assert len(searched.hits(Wanted("公开指南"), most=5)) == 5
        index.close()


def test_all_places_are_exported_in_the_order_shown(searched: ReportSearch, search: Search) -> None:
    exported = list(dict.fromkeys(hit.head.id for hit in searched.hits(Wanted("公众"), most=100)))
    assert exported == ids(search("公众"))


def test_while_the_index_is_not_open_reports_can_be_listed(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put_many(REPORTS)
        results = ReportSearch(store, lambda _seconds: None).results(Wanted("公众"))
    assert results.index is None
    assert len(results.groups) == 5


# --- what is typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "words", "phrases"),
    [
        ("  培训 不足 ", "培训 不足", ()),
        ("“依申请 公开” 超期", "超期", ("依申请公开",)),
        ("“", "“", ()),
        ("", "", ()),
        ("“ＡＢ”", "", ("ab",)),
    ],
)
def test_what_is_typed_is_words_and_phrases(typed: str, words: str, phrases: tuple[str, ...]) -> None:
    query = read_query(typed)
    assert (query.words, query.phrases) == (words, phrases)


def test_marks_keep_their_places_in_full_width_and_traditional_text() -> None:
    text = "政府信息公開ＡＢ １２件"
    assert [text[a:b] for a, b in read_query("“信息公开” ab 12").marks(text)] == ["信息公開", "ＡＢ", "１２"]


def test_the_path_of_a_region() -> None:
    assert region_path("宿迁市沭阳县") == ("江苏省", "江苏省宿迁市", "江苏省宿迁市沭阳县")
    assert region_path(COUNTY) == ("演示省", CITY, COUNTY)
    assert region_path("") == ()
    assert [short_name(r) for r in region_path(COUNTY)] == ["演示省", "澄屿市", "芷岸县"]
