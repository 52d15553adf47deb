"""A table of ways to say years, and what they are read as; then what is answered where no report tells the years meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fakes import small_report

from assistant.ask import Assistant
from assistant.parsing.text import fold
from assistant.parsing.years import parse_years
from corpus.assemble import read_report
from corpus.settings import Settings
from corpus.store import Store

TODAY = 2025

# question → the years it means (去年 counts from 2025); () stands for "none said"
YEARS = [
    ("清河市2023年新收多少", (2023,)),
    ("清河23年新收多少", (2023,)),
    ("2023年度新收多少", (2023,)),
    ("二〇二三年新收多少", (2023,)),
    ("二零二三新收多少", (2023,)),
    ("二三年新收多少", (2023,)),
    ("2O23年新收多少", (2023,)),  # the letter O
    ("1998年新收多少", (1998,)),
    ("2021到2023年的变化", (2021, 2022, 2023)),
    ("2021—2023年", (2021, 2022, 2023)),
    ("2021–2023", (2021, 2022, 2023)),
    ("21-23年", (2021, 2022, 2023)),
    ("二〇二一到二〇二三年", (2021, 2022, 2023)),
    ("2021年开始到2023年为止", (2021, 2022, 2023)),
    ("2021和2023之间", (2021, 2022, 2023)),
    ("22、23年各多少", (2022, 2023)),
    ("21、22、23年各多少", (2021, 2022, 2023)),
    ("21、22两年", (2021, 2022)),
    ("2021 2022 2023新收", (2021, 2022, 2023)),
    ("清河21 22两年", (2021, 2022)),
    ("2022和2023哪年高", (2022, 2023)),
    ("2022年和2023年这两年一共多少", (2022, 2023)),
    ("清河市22/23年新收", (2022, 2023)),
    ("去年收到多少申请", (2024,)),
    ("上年度收到多少申请", (2024,)),
    ("前年收到多少申请", (2023,)),
    ("大前年收到多少申请", (2022,)),
    ("今年收到多少申请", (2025,)),
    ("去年比前年多多少", (2024, 2023)),
    ("2023年的上一年新收多少", (2022,)),
    ("十三五期间新收多少", (2016, 2017, 2018, 2019, 2020)),
    ("十四五新收多少", (2021, 2022, 2023, 2024)),  # no report of this year is out
    ("现行有效11到12件", ()),
    ("2023年比去年多几件", (2023,)),  # compared with the year before: another slot
    ("2023年上年结转多少", (2023,)),  # an indicator
    ("上年结转多少", ()),
    ("2023年上年度结转多少", (2023,)),
    ("2019年行政许可上一年项目数量", (2019,)),
    ("2023年上一年遗留下来的申请", (2023,)),
    ("以前年度结转", ()),
    ("本年度办理结果总计", ()),
    ("一共公开2023条", ()),  # a count, not a year
    ("拨打12345热线", ()),
    ("2020年起诉的有几件", (2020,)),
    ("2021年前三季度", (2021,)),
]

# question → the slots it fills where words say the years, among those loaded
SPANS: list[tuple[str, dict[str, Any]]] = [
    ("近三年新收", {"latest": 3}),
    ("近10年新收", {"latest": 10}),
    ("近十二年新收", {"latest": 12}),
    ("最近两年新收", {"latest": 2}),
    ("过去五年新收", {"latest": 5}),
    ("这两年新收", {"latest": 2}),
    ("最近一年新收", {"latest": 1}),
    ("最新年份新收", {"latest": 1}),
    ("头两年新收", {"earliest": 2}),
    ("最早一年新收", {"earliest": 1}),
    ("这几年新收", {"every": True}),
    ("历年新收", {"every": True}),
    ("2019至今新收", {"since": 2019}),
    ("2019年以来新收", {"since": 2019}),
    ("自2020年起新收", {"since": 2020}),
    ("2022年及以后新收", {"since": 2022}),
    ("十四五以来新收", {"since": 2021}),
    ("2022年后新收", {"since": 2023, "corrected": (("2022年后", "2023年起"),)}),
    ("2021年以前新收", {"until": 2020, "corrected": (("2021年以前", "2020年及以前"),)}),
    ("2021年及以前新收", {"until": 2021}),
    ("比上年多多少", {"previous": True}),
    ("疫情前新收", {"vague": "疫情前"}),
    ("疫情期间新收", {"vague": "疫情期间"}),
    ("机构改革以后新收", {"vague": "机构改革以后"}),
    ("换届后新收", {"vague": "换届后"}),
    ("前几年新收", {"vague": "前几年"}),
    ("早些年新收", {"vague": "早些年"}),
    ("20221年新收", {"vague": "20221年"}),
    ("疫情前2019年新收", {}),  # said after all
]


@pytest.mark.parametrize(("question", "years"), YEARS)
def test_years(question: str, years: tuple[int, ...]) -> None:
    assert parse_years(fold(question), TODAY).years == years


@pytest.mark.parametrize(("question", "slots"), SPANS)
def test_years_by_words(question: str, slots: dict[str, Any]) -> None:
    read = parse_years(fold(question), TODAY)
    names = ("latest", "earliest", "since", "until", "every", "previous", "vague", "corrected")
    assert {name: value for name in names if (value := getattr(read, name))} == slots


def test_two_digits_behind_a_body_are_years() -> None:
    assert parse_years("□□□21到23新收", TODAY).years == (2021, 2022, 2023)


@pytest.mark.parametrize(
    ("question", "next_year"), [("结转到22年的有几件", True), ("22年准备怎么改", True), ("22年新收几件", False)]
)
def test_a_year_that_follows_the_report(question: str, next_year: bool) -> None:
    years = parse_years(fold(question), TODAY)
    assert (bool(years.into) or years.plan) is next_year


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Reports of 2019, 2020, 2021 and 2023; tests only ask."""
    data = tmp_path_factory.mktemp("years")
    with Store(data) as store:
        for year, new in ((2019, "3"), (2020, "5"), (2021, "4"), (2023, "7")):
            text = small_report(new, new).replace("甲市教育局2023", f"甲市教育局{year}")
            store.put(read_report(text.encode(), f"甲市教育局{year}.txt", f"/{year}.txt"))
        yield Assistant(store, Settings(data=data))


# question (turns joined by →) → outcome, years told of in its figures, what the answer offers
ASKED = [
    ("2020年以来新收多少", "partly", {2020, 2021, 2023}, ()),  # 2022 is told as not loaded
    ("2021年以前新收多少", "answered", {2019, 2020}, ()),
    ("头两年新收多少", "answered", {2019, 2020}, ()),
    ("疫情前新收多少", "asks_back", set(), ("2019年", "2020年", "2021年", "2023年")),
    ("疫情前新收多少→2019年", "answered", {2019}, ()),
    ("2023年新收多少→疫情前呢", "asks_back", set(), ("2019年", "2020年", "2021年", "2023年")),
    ("1998年新收多少", "not_loaded", set(), ("2023年",)),
    ("2024年新收多少→2023年", "answered", {2023}, ()),
    ("2019年新收多少→2020年和2021年呢→这两年一共多少", "answered", {2020, 2021}, ()),
]


@pytest.mark.parametrize(("turns", "outcome", "years", "choices"), ASKED)
def test_answers(loaded: Assistant, turns: str, outcome: str, years: set[int], choices: tuple[str, ...]) -> None:
    conversation = loaded.conversation()
    answer = [conversation.ask(turn) for turn in f"甲市教育局{turns}".split("→")][-1]
    assert (answer.outcome, {f.citation.year for f in answer.figures}, answer.choices) == (outcome, years, choices)
