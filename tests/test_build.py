"""Store → index: incremental, resumable, and never mixing two models or two stores."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeEmbedder, report_of

from corpus.errors import ModelError
from corpus.report import FreeRow, Passage, PassageKind
from corpus.store import Store
from index import build
from index.build import CaughtUp, embed_all, searched_text
from index.keyword import KeywordIndex
from index.passages import Passages
from index.search import SearchIndex
from index.where import Where
from index.words import shared_words


class Rooms:
    """A store and the two files of an index beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.open()

    def open(self) -> None:
        self.passages = Passages(self.folder / "index")
        self.keyword = KeywordIndex(self.folder / "index", shared_words())

    def catch_up(self, fingerprint: str = "words", tell: Callable[[int, int], None] = lambda *_: None) -> CaughtUp:
        return build.catch_up(self.store, self.passages, self.keyword, fingerprint, tell)

    def find(self, text: str) -> set[str]:
        ids = [i for i, _ in self.keyword.search(text, Where(), 100)]
        return {found.report_id for found in self.passages.by_id(ids).values()}


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(tmp_path)
    rooms.store.put_many([report_of("a", ["公开年报一份。"]), report_of("b", ["公开指南两份。"])])
    yield rooms
    rooms.passages.close()
    rooms.store.close()


def test_only_what_changed_is_read_again(rooms: Rooms) -> None:
    assert rooms.catch_up() == CaughtUp(read=2)
    assert rooms.catch_up() == CaughtUp()
    rooms.store.put(report_of("c", ["新增一份。"]))
    assert rooms.catch_up() == CaughtUp(read=1)
    rooms.store.put(report_of("a", ["换成了别的话。"]))
    rooms.store.remove("b")
    assert rooms.catch_up() == CaughtUp(read=1, removed=1)
    assert rooms.find("公开年报指南") == set()
    assert rooms.find("别的话") == {"a"}
    assert rooms.keyword.count == rooms.passages.counts()[1] == 2


def test_progress_is_told(rooms: Rooms) -> None:
    told: list[tuple[int, int]] = []
    rooms.catch_up(tell=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (2, 2)]


def test_killed_between_the_two_files_nothing_is_lost(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passages are written, the keyword index is not: the report counts as unseen and is read again."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.keyword.Writing.commit", killed)
    with pytest.raises(KeyboardInterrupt):
        rooms.catch_up()
    monkeypatch.undo()
    rooms.passages.close()
    rooms.open()
    rooms.catch_up()
    assert rooms.find("公开") == {"a", "b"}
    assert rooms.keyword.count == rooms.passages.counts()[1] == 2


def test_killed_after_the_keyword_commit_nothing_is_doubled(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms.catch_up()
    rooms.store.put(report_of("a", ["公开年报三份。"]))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.passages.Passages.mark_seen", killed)
    with pytest.raises(KeyboardInterrupt):
        rooms.catch_up()
    monkeypatch.undo()
    assert rooms.catch_up() == CaughtUp(read=1)
    assert rooms.keyword.count == rooms.passages.counts()[1] == 2


def test_another_store_or_other_words_mean_reading_all_again(rooms: Rooms, tmp_path: Path) -> None:
    rooms.catch_up()
    assert rooms.catch_up(fingerprint="other words") == CaughtUp(read=2)
    rooms.store.close()
    rooms.store = Store(tmp_path / "another")
    rooms.store.put(report_of("a", ["同名的另一份。"]))
    assert rooms.catch_up(fingerprint="other words") == CaughtUp(read=1)
    assert rooms.find("指南") == set()
    assert rooms.find("另一份") == {"a"}


def test_a_lost_keyword_folder_is_made_again(rooms: Rooms) -> None:
    rooms.catch_up()
    rooms.keyword.pair = "of other passages"
    assert rooms.catch_up() == CaughtUp(read=2)
    assert rooms.find("公开") == {"a", "b"}


def test_while_another_process_writes_the_work_is_left_to_it(rooms: Rooms) -> None:
    rooms.catch_up()
    rooms.store.put(report_of("c", ["新增一份。"]))
    other = KeywordIndex(rooms.folder / "index", shared_words())
    with other.writing():
        assert rooms.catch_up().waiting
    assert rooms.catch_up() == CaughtUp(read=1)


@pytest.mark.parametrize("broken", ["passages-1.sqlite", "keyword-1/meta.json"])
def test_a_broken_file_is_made_again(rooms: Rooms, broken: str) -> None:
    rooms.catch_up()
    rooms.passages.close()
    (rooms.folder / "index" / broken).write_bytes(b"broken " * 1000)
    rooms.open()
    assert rooms.catch_up() == CaughtUp(read=2)
    assert rooms.find("公开") == {"a", "b"}


# --- vectors ------------------------------------------------------------------------------


def test_the_same_text_is_embedded_once_and_never_again(rooms: Rooms) -> None:
    rooms.store.put_many([report_of(name, ["公开年报一份。"], year=2020) for name in "cdef"])
    rooms.catch_up()
    fake = FakeEmbedder()
    rooms.passages.adopt_model(fake.signature)
    embed_all(rooms.passages, fake, threading.Event(), lambda: None)
    assert sorted(fake.encoded) == ["一、总体情况\n公开年报一份。", "一、总体情况\n公开指南两份。"]
    rooms.store.put(report_of("b", ["公开指南两份。"], year=2019))
    rooms.catch_up()
    assert rooms.passages.pending(10) == []


def test_embedding_goes_on_where_it_stopped(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "TEXTS_AT_ONCE", 1)
    rooms.catch_up()
    fake, stop = FakeEmbedder(), threading.Event()
    rooms.passages.adopt_model(fake.signature)
    embed_all(rooms.passages, fake, stop, stop.set)
    assert rooms.passages.counts() == (2, 2, 1)
    embed_all(rooms.passages, fake, threading.Event(), lambda: None)
    assert (rooms.passages.counts(), len(fake.encoded)) == ((2, 2, 2), 2)


def test_vectors_of_two_models_are_never_mixed(rooms: Rooms) -> None:
    rooms.catch_up()
    old, new = FakeEmbedder(version=1), FakeEmbedder(version=2)
    rooms.passages.adopt_model(old.signature)
    embed_all(rooms.passages, old, threading.Event(), lambda: None)
    assert rooms.passages.adopt_model(new.signature)
    assert rooms.passages.counts() == (2, 2, 0)
    with pytest.raises(ModelError, match="另一个程序正在用别的向量模型"):
        embed_all(rooms.passages, old, threading.Event(), lambda: None)


def test_a_changed_model_setting_makes_the_vectors_again(rooms: Rooms) -> None:
    for version in (1, 2):
        index = SearchIndex(rooms.store, rooms.folder / "index", FakeEmbedder(version=version))
        index.catch_up()
        index.start_background()
        assert index.wait(30)
        status = index.status()
        assert (status.passages, status.embedded, status.ready) == (2, 2, True)
        assert index.search("公开年报")[0].legs["dense"] > 0.5
        index.close()


def test_a_model_that_fails_leaves_keywords_and_says_so(rooms: Rooms) -> None:
    class Broken(FakeEmbedder):
        @property
        def signature(self) -> str:
            raise ModelError("没有模型文件夹 /模型。")

    index = SearchIndex(rooms.store, rooms.folder / "index", Broken())
    index.catch_up()
    index.start_background()
    assert index.wait(30)
    assert index.status().message == "没有模型文件夹 /模型。 目前只按关键词检索。"
    assert index.search("公开年报")[0].report_id == "a"
    index.close()


def test_reports_added_later_are_embedded_in_the_background(rooms: Rooms) -> None:
    index = SearchIndex(rooms.store, rooms.folder / "index", FakeEmbedder())
    index.start_background()
    for name in "xyz":
        rooms.store.put(report_of(name, [f"{name}的新内容。"]))
        index.catch_up()
        assert index.wait(30)
        assert index.search(f"{name}的新内容")[0].legs.keys() == {"keyword", "dense"}
    index.close()


# --- what is searched ----------------------------------------------------------------------


ROW = FreeRow(0, 5, 2, "表一 主动公开渠道", (("渠道", "政务微信"), ("数量（条）", "320"), ("备注", " ")))
SEARCHED = [
    (
        "收到申请5件。",
        PassageKind.PARAGRAPH,
        ("一、总体情况", "（二）依申请公开"),
        None,
        "（二）依申请公开\n收到申请5件。",
    ),
    ("（二）依申请公开。收到", PassageKind.PARAGRAPH, ("（二）依申请公开",), None, "（二）依申请公开。收到"),
    ("政务微信 320", PassageKind.ROW, (), ROW, "表一 主动公开渠道。渠道：政务微信；数量（条）：320"),
    ("政务微信 320", PassageKind.ROW, (), None, "政务微信 320"),
]


@pytest.mark.parametrize(("shown", "kind", "headings", "row", "searched"), SEARCHED)
def test_what_of_a_passage_is_searched(
    shown: str, kind: PassageKind, headings: tuple[str, ...], row: FreeRow | None, searched: str
) -> None:
    assert searched_text(shown, Passage(0, 5, kind, 1, headings), row) == searched
