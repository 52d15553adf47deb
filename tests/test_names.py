"""Names that people of one place use: known at once in questions, kept with reason and author, refused where they mean something else."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Demo

from assistant.ask import Assistant
from assistant.parsing.gazetteer import make_gazetteer
from assistant.parsing.local_words import local_words, wording_of
from assistant.service.names import Names
from corpus.errors import NianbaoError
from corpus.forms.catalogue import load_catalogue
from corpus.local_names import LocalName, NameKind
from corpus.settings import Settings
from corpus.store import Store

BODY, REGION, INDICATOR = NameKind.BODY, NameKind.REGION, NameKind.INDICATOR
PLAIN = "澄屿市教育局2023年本年新收政府信息公开申请数量是多少"


@pytest.fixture
def store(tmp_path: Path, demo: Demo) -> Iterator[Store]:
    for file in demo.store.folder.glob(f"{demo.store.path.name}*"):
        shutil.copy(file, tmp_path)
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def names(store: Store) -> Names:
    return Names(store)


@pytest.fixture
def assistant(store: Store) -> Assistant:
    return Assistant(store, Settings(data=store.folder))


@pytest.mark.parametrize(
    ("kind", "word", "target", "typed", "same"),
    [
        (BODY, "澄教委", "澄屿市教育局", "澄教委2023年新收多少件", "澄屿市教育局2023年新收多少件"),
        (REGION, "岛城", "澄屿市", "岛城2023年新收多少件", "澄屿市2023年新收多少件"),
        (REGION, "岛城", "澄屿市", "岛城教育局2023年新收多少件", "澄屿市教育局2023年新收多少件"),
        (INDICATOR, "来件总盘", "requests.new", "澄屿市教育局2023年来件总盘是多少", PLAIN),
    ],
)
def test_a_word_is_understood_at_once(
    names: Names, assistant: Assistant, kind: NameKind, word: str, target: str, typed: str, same: str
) -> None:
    expected = assistant.ask(same)
    assert expected.figures
    entry = names.add(kind, word, target, "本地都这样叫", "小王")
    answer = assistant.ask(typed)
    assert [f.value for f in answer.figures] == [f.value for f in expected.figures]
    names.remove(entry.no, "不再用", "小王")
    assert [f.value for f in assistant.ask(typed).figures] != [f.value for f in expected.figures]


def test_adding_a_word_needs_no_new_index(names: Names, assistant: Assistant) -> None:
    assistant.ask(PLAIN)
    names.add(INDICATOR, "来件总盘", "requests.new", "本地都这样叫", "小王")
    begun = time.perf_counter()
    assistant.ask("澄屿市教育局2023年来件总盘是多少")
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("kind", "word", "target", "said"),
    [
        (BODY, "澄屿市公安局", "澄屿市教育局", "已经是"),
        (BODY, "澄屿教育局", "澄屿市教育局", "已经认得出"),
        (BODY, "望汐区", "澄屿市教育局", "已经是"),
        (BODY, "财政局", "澄屿市教育局", "太宽泛"),
        (INDICATOR, "今年", "requests.new", "太宽泛"),
        (INDICATOR, "多少", "requests.new", "太宽泛"),
        (INDICATOR, "不予公开", "requests.new", "已经是"),
        (REGION, "南京市", "澄屿市", "行政区划"),
        (BODY, "甲", "澄屿市教育局", "2 到 30 个字"),
        (BODY, "2023", "澄屿市教育局", "要有汉字或字母"),
        (BODY, "甲，乙", "澄屿市教育局", "标点"),
        (BODY, "老干局", "没有这个局", "请从列表里选"),
    ],
)
def test_a_word_that_means_something_else_is_refused(
    names: Names, store: Store, kind: NameKind, word: str, target: str, said: str
) -> None:
    with pytest.raises(NianbaoError, match=said):
        names.add(kind, word, target, "试", "小王")
    assert store.names() == ()


def test_a_name_is_changed_with_a_reason_and_its_history_stays(names: Names, store: Store) -> None:
    entry = names.add(REGION, "岛城", "澄屿市", "本地都这样叫", "小王")
    with pytest.raises(NianbaoError, match="已经是"):
        names.add(REGION, "岛城", "栖霖市", "试", "小李")
    with pytest.raises(NianbaoError, match="理由"):
        names.change(entry.no, "岛城", "栖霖市", " ", "小李")
    changed = names.change(entry.no, "岛城", "栖霖市", "弄错了", "小李")
    assert [(e.name.target, e.removed is None) for e in store.names()] == [("澄屿市", False), ("栖霖市", True)]
    names.remove(changed.no, "不用了", "小李")
    with pytest.raises(KeyError):
        names.remove(changed.no, "不用了", "小李")


def test_a_word_inside_a_longer_name_stands_for_nothing(store: Store) -> None:
    word = LocalName(INDICATOR, "屿市教", "requests.new", "试", "小王", "2026-01-02")
    assert local_words([word], make_gazetteer(store.heads())).read(PLAIN) == PLAIN


def test_nearly_every_indicator_can_be_given_a_name() -> None:
    catalogue = load_catalogue().chaptered
    keys = [*(i.key for i in catalogue.indicators), *(r.key for r in catalogue.ratios)]
    unnamed = [key for key in keys if not wording_of(key)]
    assert len(unnamed) < len(keys) / 10, unnamed
