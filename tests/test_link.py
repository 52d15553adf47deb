"""Linking a question to the catalogue: labels, plain names, and wordings nobody wrote down."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from assistant.answering.nearest import linked_keys
from assistant.parsing.content import content_words
from assistant.parsing.text import fold
from corpus.forms.catalogue import Catalogue, Indicator, Ratio, load_catalogue
from index.link import IndicatorLinker, without_counting

DATA = Path(__file__).parent / "data"


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
    ("以前年度剩下的几件", "以前年度剩下的"),  # no year before the last
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


def test_what_was_learnt_is_read_back_the_same(tmp_path: Path) -> None:
    asked = "官司败了几回"
    fresh, kept = IndicatorLinker(SMALL, cache=tmp_path), IndicatorLinker(SMALL, cache=tmp_path)
    for linker in (fresh, kept):
        linker.prepare()
    assert fresh.nearest(asked) == kept.nearest(asked)
    assert len(list(tmp_path.glob("*.npy"))) == 2


def test_what_no_form_counts_is_linked_to_nothing() -> None:
    outside = Catalogue(
        SMALL.indicators, (), SMALL.ratios, (), outside=("罚款罚了多少钱", "局长是谁", "收到罚款多少万")
    )
    assert IndicatorLinker(SMALL).nearest("罚款收到多少万")
    assert IndicatorLinker(outside).nearest("罚款收到多少万") == ()
    assert IndicatorLinker(outside).nearest("官司输了几回")[0].key == "lost"


def test_a_share_is_told_from_a_count_of_the_same_words() -> None:
    linker = IndicatorLinker(load_catalogue().chaptered)
    assert linker.nearest("信访举报投诉类申请有多少")[0].key == "requests.not_processed.petition"
    for said, count, share in (
        ("没法给的", "requests.unavailable", "unavailable_rate"),
        ("告赢", "disputes.litigation.corrected", "litigation_corrected_rate"),
    ):
        assert linker.nearest(f"{said}有几件")[0].key == count
        assert linker.nearest(f"{said}占几成")[0].key == share


def test_a_cell_called_by_its_place_is_exact() -> None:
    best = IndicatorLinker(load_catalogue().chaptered).nearest("第（三）类第4项是多少")[0]
    assert (best.key, best.score > 10) == ("requests.refused.third_party", True)


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


# Least squares at once, and with what `prepare` learns: measured 96.5 and 97.5 of 604 (docs/figures.md).
FLOORS = ((False, 0.95), (True, 0.965))
NOT_INDICATORS = tomllib.loads((DATA / "not_indicators.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("prepared", "floor"), FLOORS)
def test_held_out_wordings_are_linked_by_words_alone(prepared: bool, floor: float) -> None:
    linker = IndicatorLinker(load_catalogue().chaptered)
    if prepared:
        linker.prepare()
    held_out = tomllib.loads((DATA / "paraphrases.toml").read_text(encoding="utf-8"))
    asked = [(s, k) for kind in ("indicators", "ratios") for k, said in held_out[kind].items() for s in said]
    right = sum([m.key for m in linker.nearest(said)[:1]] == [key] for said, key in asked)
    assert right >= floor * len(asked)
    nothing = [said for wordings in NOT_INDICATORS.values() for said in wordings]
    taken = [said for said in nothing if linked_keys(fold(said), content_words(fold(said)), linker)]
    assert len(taken) <= 0.11 * len(nothing), taken


def test_every_name_in_the_real_catalogue_finds_its_entry() -> None:
    catalogue = load_catalogue().chaptered
    linker = IndicatorLinker(catalogue)
    named = [(alias, i.key) for i in catalogue.indicators for alias in (i.label, *i.aliases)]
    named += [(alias, r.key) for r in catalogue.ratios for alias in (r.label, *r.aliases)]
    missed = [(alias, key) for alias, key in named if key not in {m.key for m in linker.nearest(alias)[:2]}]
    assert missed == []
