"""Linking a question to the catalogue: labels, plain names, and wordings nobody wrote down."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEmbedder

from corpus.forms.catalogue import Catalogue, Indicator, Ratio, load_catalogue
from index.link import IndicatorLinker, without_counting


def _indicator(key: str, label: str, aliases: tuple[str, ...], questions: tuple[str, ...]) -> Indicator:
    return Indicator(key, label, "件", "requests", key, "", (), label, (), aliases, questions)


SMALL = Catalogue(
    (
        _indicator("new", "本年新收政府信息公开申请数量", ("新收申请",), ("今年收到多少件申请", "有几个人来申请公开")),
        _indicator("secret", "属于国家秘密", ("涉密",), ("因为涉密被拒的有多少", "国家秘密不给看的几件")),
        _indicator("lost", "结果纠正", ("被纠正",), ("政府官司输了几次", "败诉的有多少件")),
    ),
    (),
    (Ratio("refused_rate", "不予公开率", ("refused",), "handled", "", ("拒绝比例",), ("不公开的占几成",)),),
    (),
)

LEFT = [
    ("请问2021年一共收到多少件申请？", "收到申请"),
    ("属于国家秘密的有多少件", "属于国家秘密的"),
    ("想了解一下败诉几次", "败诉"),
    ("不公开的占几成", "不公开的占几成"),  # a share is asked for, not a count
    ("多少件", "多少件"),  # nothing else is left, so it stays
    ("２０２３年新收申请数量是多少", "新收申请"),
]


@pytest.mark.parametrize(("question", "left"), LEFT)
def test_counting_words_and_years_are_taken_out(question: str, left: str) -> None:
    assert without_counting(question) == left


LINKED = [
    ("属于国家秘密", "secret"),
    ("涉密不给的有多少件", "secret"),
    ("2023年新收了几件申请", "new"),
    ("官司输了几回", "lost"),
    ("拒绝的比例是多少", "refused_rate"),
]


@pytest.mark.parametrize("with_model", [False, True])
@pytest.mark.parametrize(("question", "key"), LINKED)
def test_the_nearest_entry(question: str, key: str, with_model: bool) -> None:
    linker = IndicatorLinker(SMALL, FakeEmbedder(dimension=256) if with_model else None)
    linker.prepare()
    assert linker.prepared is with_model
    best, *others = linker.nearest(question)
    assert best.key == key
    assert best.margin > 0
    assert all(match.margin < 0 for match in others)


def test_an_exact_wording_is_far_ahead() -> None:
    best = IndicatorLinker(SMALL).nearest("败诉的有多少件")[0]
    assert (best.key, best.shared) == ("lost", 1.0)
    assert best.margin > 5


@pytest.mark.parametrize("nothing", ["", " ", "今天天气", "hello"])
def test_nothing_in_common_gives_nothing(nothing: str) -> None:
    assert IndicatorLinker(SMALL).nearest(nothing) == ()


def test_an_empty_catalogue_links_nothing() -> None:
    linker = IndicatorLinker(Catalogue((), (), (), ()), FakeEmbedder())
    linker.prepare()
    assert linker.nearest("收到多少件申请") == ()


def test_vectors_of_the_catalogue_are_kept_by_model_and_wordings(tmp_path: Path) -> None:
    def encoded_by(fake: FakeEmbedder, catalogue: Catalogue) -> int:
        IndicatorLinker(catalogue, fake, tmp_path).prepare()
        return len(fake.asked)

    fewer = Catalogue(SMALL.indicators[:2], (), (), ())
    assert encoded_by(FakeEmbedder(), SMALL) > 0
    assert encoded_by(FakeEmbedder(), SMALL) == 0
    assert encoded_by(FakeEmbedder(version=2), SMALL) > 0
    assert encoded_by(FakeEmbedder(version=2), fewer) > 0


def test_every_name_in_the_real_catalogue_finds_its_entry() -> None:
    catalogue = load_catalogue().chaptered
    linker = IndicatorLinker(catalogue)
    named = [(alias, i.key) for i in catalogue.indicators for alias in (i.label, *i.aliases)]
    named += [(alias, r.key) for r in catalogue.ratios for alias in (r.label, *r.aliases)]
    missed = [(alias, key) for alias, key in named if key not in {m.key for m in linker.nearest(alias)[:2]}]
    assert missed == []
