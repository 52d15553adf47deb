"""Search: both legs, filters inside both, one deterministic ranking."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, report_of

from corpus.report import PassageKind
from corpus.store import Store
from index.embed import SentenceEmbedder, Vectors
from index.giving_way import LAST_OF_ALL
from index.passage_rows import Indexed
from index.passages import Passages
from index.search import DENSE_WEIGHT, SearchIndex, fused
from index.vectors import VectorIndex
from index.where import Where

REPORTS = (
    report_of("a23", ["全年收到政府信息公开申请23件。", "通过政务新媒体发布信息1200条。"]),
    report_of("a22", ["全年收到政府信息公开申请15件。", "存在公开内容不够全面的问题。"], year=2022),
    report_of(
        "b23",
        ["全年收到政府信息公开申请7件。", "回应公众关切３次，解读政策2,761篇。"],
        body="乙区人民政府",
        region="乙区",
        chapter=5,
        headings=("五、存在的主要问题及改进情况",),
    ),
    report_of("c", ["印发红头文件两份。"], body="丙局", region="丙县", year=None, chapter=None, headings=()),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as store:
        store.put_many(REPORTS)
        yield store


@pytest.fixture
def keywords(store: Store, tmp_path: Path) -> Iterator[SearchIndex]:
    index = SearchIndex(store, tmp_path / "index")
    index.catch_up()
    yield index
    index.close()


@pytest.fixture
def both(store: Store, tmp_path: Path) -> Iterator[SearchIndex]:
    index = SearchIndex(store, tmp_path / "index", FakeEmbedder(synonyms={"规范性文件": "红头文件"}))
    index.catch_up()
    index.start_background()
    assert index.wait(30)
    yield index
    index.close()


QUESTIONS = [
    ("政务新媒体", "a23", "通过政务新媒体发布信息1200条。"),
    ("解读政策2761篇", "b23", "回应公众关切３次，解读政策2,761篇。"),  # width and thousands separators don't matter
    ("有哪些不够全面", "a22", "存在公开内容不够全面的问题。"),
    ("印发了什么", "c", "印发红头文件两份。"),
]


@pytest.mark.parametrize(("question", "report", "text"), QUESTIONS)
def test_the_passage_asked_for_comes_first(keywords: SearchIndex, question: str, report: str, text: str) -> None:
    hit = keywords.search(question)[0]
    assert (hit.report_id, hit.text) == (report, text)


@pytest.mark.parametrize(("question", "report", "text"), QUESTIONS)
def test_the_same_with_vectors(both: SearchIndex, question: str, report: str, text: str) -> None:
    assert both.search(question)[0].text == text


FILTERS = [
    (Where(reports=["a22"]), {"a22"}),
    (Where(years=[2023]), {"a23", "b23"}),
    (Where(years=[None]), {"c"}),
    (Where(years=[2022, None]), {"a22", "c"}),
    (Where(bodies=["甲市人民政府办公室"]), {"a22", "a23"}),
    (Where(regions=["乙区", "丙县"]), {"b23", "c"}),
    (Where(chapters=[5]), {"b23"}),
    (Where(chapters=[None]), {"c"}),
    (Where(kinds=[PassageKind.PARAGRAPH]), {"a22", "a23", "b23", "c"}),
    (Where(kinds=[PassageKind.ROW]), set()),
    (Where(bodies=["甲市人民政府办公室"], years=[2023]), {"a23"}),
    (Where(reports=[]), set()),
    (Where(bodies=["没有这个单位"]), set()),
]


@pytest.mark.parametrize(("where", "reports"), FILTERS)
def test_filters_hold_in_both_legs(both: SearchIndex, where: Where, reports: set[str]) -> None:
    hits = both.search("收到政府信息公开申请、印发文件", where, limit=50)
    assert {hit.report_id for hit in hits} == reports
    for leg in ("keyword", "dense"):
        assert {hit.report_id for hit in hits if leg in hit.legs} <= reports


def test_a_hit_is_a_span_of_its_report(both: SearchIndex, store: Store) -> None:
    for hit in both.search("申请 信息 问题 文件", limit=50):
        assert hit.text == store.report(hit.report_id).text[hit.start : hit.end]


def test_vectors_find_what_shares_no_word(keywords: SearchIndex, both: SearchIndex) -> None:
    assert "c" not in {hit.report_id for hit in keywords.search("规范性")}
    hit = both.search("规范性文件", Where(reports=["c"]))[0]
    assert "dense" in hit.legs


def test_headings_are_searched_but_not_shown(keywords: SearchIndex) -> None:
    hits = keywords.search("主要问题及改进情况", Where(chapters=[5]))
    assert {hit.report_id for hit in hits} == {"b23"}
    assert all("改进情况" not in hit.text for hit in hits)


# What is looked for, word for word, and in which of the paragraphs below it stands.
LOOKED_FOR = [
    ("开放日", {0, 1, 2}),  # also where a line or a blank parts it
    ("放开日", set()),  # all its characters, in another order
    ("日活动", {0}),
    ("融资", {4}),
    ("档案馆", set()),
    ("12345热线", {5}),
    ("app", {5}),
    ("9%", {6}),
    ("%1", set()),  # these are no wildcards
    ("a_p", set()),
    ("日", {0, 1, 2, 3}),
]
PARAGRAPHS = (
    "举办政府开放日活动3次。", "举办政府开\n放日一次。", "政府 开 放 日。", "开展放管服改革宣传日的活动。", "融资讯息公开。",
    "12345热线办理APP留言。", "满意率99%，比上年高1点。",
)  # fmt: skip


@pytest.fixture
def looked_through(tmp_path: Path) -> Iterator[Passages]:
    passages = Passages(tmp_path / "index")
    rows = [Indexed(i, i + 1, PassageKind.PARAGRAPH, 1, text, text) for i, text in enumerate(PARAGRAPHS)]
    for name in ("a", "b", "c", "d"):
        passages.put(name, (2023, "甲区", "甲区"), rows)
    yield passages
    passages.close()


@pytest.mark.parametrize("reports", [None, {"a"}, {"a", "d"}], ids=["all reports", "one", "half of them"])
@pytest.mark.parametrize(("string", "where"), LOOKED_FOR)
def test_a_string_is_found_word_for_word(
    looked_through: Passages, string: str, where: set[int], reports: set[str] | None
) -> None:
    found = looked_through.paragraphs(Where(reports=reports), (string,))
    among = sorted(reports) if reports else ["a", "b", "c", "d"]
    assert [(p.report_id, p.shown) for p in found] == [(i, PARAGRAPHS[at]) for i in among for at in sorted(where)]


def test_any_of_several_strings_is_enough(looked_through: Passages) -> None:
    found = looked_through.paragraphs(Where(reports={"b"}), ("融资", "app"))
    assert [p.start for p in found] == [4, 5]


class NotesPriority(FakeEmbedder):
    """Notes how urgent the thread is that computes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return super().encode_passages(texts)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own on Linux alone")
def test_vectors_are_computed_when_nobody_else_wants_the_processors(store: Store, tmp_path: Path) -> None:
    embedder = NotesPriority()
    index = SearchIndex(store, tmp_path / "index", embedder)
    index.catch_up()
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    index.start_background()
    assert index.wait(30)
    assert set(embedder.seen) == {LAST_OF_ALL}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == own
    index.close()


def test_equal_passages_are_ranked_by_report_and_place(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.put_many([report_of(name, ["同一句话。", "同一句话。"]) for name in ("z", "m", "b")])
        index = SearchIndex(store, tmp_path / "index", FakeEmbedder())
        index.catch_up()
        index.start_background()
        assert index.wait(30)
        found = [(hit.report_id, hit.start) for hit in index.search("同一句话", limit=4)]
        index.close()
    assert found == [("b", 0), ("b", 6), ("m", 0), ("m", 6)]


@pytest.mark.parametrize("nothing", ["", "  ", "？！", "\x00"])
def test_a_question_without_a_word_finds_nothing_by_keywords(keywords: SearchIndex, nothing: str) -> None:
    assert keywords.search(nothing) == []


@pytest.mark.parametrize("odd", ['AND OR NOT "(', "title:申请^2 -件", "申请" * 2000])
def test_any_text_is_a_question(keywords: SearchIndex, odd: str) -> None:
    keywords.search(odd)


# --- fusion -------------------------------------------------------------------------------


def test_fusion_adds_both_legs() -> None:
    scores = fused({1: 10.0, 2: 5.0}, {2: 0.9, 3: 0.7})
    assert scores == {1: 1.0, 2: round(0.5 + DENSE_WEIGHT, 6), 3: 0.0}


def test_a_far_keyword_winner_is_not_overturned_by_a_hair_of_cosine() -> None:
    scores = fused({1: 10.0, 2: 2.0}, {2: 0.851, 1: 0.850})
    assert scores[1] > scores[2]


def test_without_vectors_the_keyword_order_stays() -> None:
    scores = fused({7: 3.0, 8: 2.0, 9: 1.0}, {})
    assert sorted(scores, key=lambda i: -scores[i]) == [7, 8, 9]


CMRC = Path(__file__).parents[2] / "shared" / "data" / "cmrc2018_dev.json"


@pytest.mark.skipif(not CMRC.exists(), reason="the public questions are not beside the repository")
def test_with_the_built_in_model_vectors_do_not_hurt(tmp_path: Path) -> None:
    """On a small sample of public questions both legs together put the right passage first no less often than one."""
    paragraphs = [p for a in json.loads(CMRC.read_text(encoding="utf-8"))["data"] for p in a["paragraphs"]][:12]
    sentences = [[s + "。" for s in p["context"].split("。") if s] for p in paragraphs]
    with Store(tmp_path / "store") as store:
        store.put_many([report_of(f"{i:02}", some, headings=()) for i, some in enumerate(sentences)])
        index = SearchIndex(store, tmp_path / "index", SentenceEmbedder(cache_folder=tmp_path))
        index.catch_up()
        asked = [(q["question"], q["answers"][0]["text"]) for p in paragraphs for q in p["qas"]][:40]
        alone = sum(answer in index.search(question, limit=1)[0].text for question, answer in asked)
        index.start_background()
        assert index.wait(300)
        assert index.status().ready
        both = sum(answer in index.search(question, limit=1)[0].text for question, answer in asked)
        index.close()
    assert both >= alone > len(asked) // 2


# --- vectors ------------------------------------------------------------------------------


def _texts_with_vectors(folder: Path, count: int) -> tuple[Passages, np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    """A file of `count` different texts in one report, with random vectors of 16 dimensions under the name "m"."""
    from index.passage_rows import Indexed

    passages = Passages(folder)
    found = [Indexed(i, i + 1, PassageKind.PARAGRAPH, None, str(i), str(i)) for i in range(count)]
    passages.put("r", (None, "", ""), found)
    rows = np.random.default_rng(1).normal(size=(count, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    passages.adopt_model("m")
    ids = [int(i) for i in passages.allowed_texts(Where())]
    passages.put_vectors("m", ids, rows.astype(np.float16))
    return passages, rows


@pytest.mark.parametrize("largest_flat", [10_000, 100])
def test_flat_and_clustered_vectors_obey_the_filter(tmp_path: Path, largest_flat: int) -> None:
    passages, rows = _texts_with_vectors(tmp_path, 2_000)
    vectors = VectorIndex(tmp_path, passages, "m", 16, largest_flat)
    assert vectors.refresh()
    allowed = np.arange(5, 2_001, 50, dtype=np.int64)
    best = [i for i, _ in vectors.search(rows[0], 10, allowed)]
    exact = allowed[np.argsort(-(rows[allowed - 1] @ rows[0]), kind="stable")[:10]].tolist()
    assert set(best) <= set(allowed.tolist())
    assert len(set(best) & set(exact)) >= 9  # 8 bits may swap neighbours
    assert [i for i, _ in vectors.search(rows[0], 10, allowed[-1:])] == [int(allowed[-1])]
    assert vectors.search(rows[0], 10, np.zeros(0, np.int64)) == []
    assert vectors.search(rows[41], 1, None)[0][0] == 42
    passages.close()


@pytest.mark.parametrize("largest_flat", [10_000, 100])
def test_vectors_kept_on_disk_are_read_again(tmp_path: Path, largest_flat: int) -> None:
    passages, rows = _texts_with_vectors(tmp_path, 500)
    first = VectorIndex(tmp_path, passages, "m", 16, largest_flat)
    first.refresh()
    first.save()
    again = VectorIndex(tmp_path, passages, "m", 16, largest_flat)
    assert (again.count, again.refresh()) == (500, False)
    assert again.search(rows[7], 5, None) == first.search(rows[7], 5, None)
    assert VectorIndex(tmp_path, passages, "another model", 16, largest_flat).count == 0
    passages.close()


@pytest.mark.parametrize("largest_flat", [10_000, 100])
def test_deleted_texts_are_not_found(tmp_path: Path, largest_flat: int) -> None:
    passages, rows = _texts_with_vectors(tmp_path, 500)
    vectors = VectorIndex(tmp_path, passages, "m", 16, largest_flat)
    vectors.refresh()
    passages.remove(["r"])
    passages.drop_unused_texts()
    assert vectors.refresh()
    assert vectors.search(rows[3], 5, None) == []
    passages.close()


def test_importing_search_does_not_import_torch() -> None:
    code = "import sys, index.search, index.link; sys.exit('torch' in sys.modules or 'faiss' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])
