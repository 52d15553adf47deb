"""Who asked: words people use → the columns of chapter 3 they mean; words that no column counts are asked back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import small_report

from assistant.ask import Assistant
from assistant.parsing.gazetteer import make_gazetteer
from assistant.parsing.read import read_question
from corpus.assemble import read_report
from corpus.forms.catalogue import load_catalogue
from corpus.settings import Settings
from corpus.store import Store

# key of the applicant → words for it
SAID = {
    "natural": "个人 公民 老百姓 群众 市民 居民",
    "company": "企业 公司 厂家 商家 商户 民营企业",
    "research": "科研机构 科研单位 研究所 研究院",
    "public_interest": "公益组织 社会组织 慈善机构 民间组织 社团",
    "legal_service": "律所 律师 律师事务所 法律服务机构",
    "other_organisation": "其他组织 其他单位 别的组织",
    "organisation": "法人 法人或其他组织 单位提的 以单位名义",
}
WORDS: list[tuple[str, tuple[str, ...]]] = [(word, (key,)) for key, words in SAID.items() for word in words.split()]
WORDS += [("个人还是单位", ("natural", "organisation")), ("律所和企业", ("legal_service", "company"))]


@pytest.mark.parametrize(("word", "keys"), WORDS)
def test_words_for_applicants(word: str, keys: tuple[str, ...]) -> None:
    assert read_question(f"{word}新收多少", make_gazetteer(()), 2025).applicants == keys


def test_what_no_column_counts_is_no_name_of_a_column() -> None:
    catalogue = load_catalogue()
    named = {name for a in catalogue.applicants for name in (a.label, *a.aliases)}
    assert not {word for entry in catalogue.uncounted for word in entry.words} & named
    assert {key for entry in catalogue.uncounted for key in entry.near} <= {a.key for a in catalogue.applicants}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One report; tests only ask."""
    data = tmp_path_factory.mktemp("applicants")
    with Store(data) as store:
        store.put(read_report(small_report("9", "9").encode(), "甲市教育局2023.txt", "/2023.txt"))
        yield Assistant(store, Settings(data=data))


# question → outcome, what is offered
ASKED = [
    ("高校新收多少", "asks_back", ("科研机构", "法人或其他组织·其他")),
    ("记者申请了多少件", "asks_back", ("自然人",)),
    ("企业和居委会各新收多少", "asks_back", ("法人或其他组织·其他",)),
    ("高校新收多少→科研机构", "answered", ()),
    ("新收多少→高校的呢", "asks_back", ("科研机构", "法人或其他组织·其他")),
]


@pytest.mark.parametrize(("turns", "outcome", "choices"), ASKED)
def test_what_no_column_counts_is_asked_back(
    loaded: Assistant, turns: str, outcome: str, choices: tuple[str, ...]
) -> None:
    conversation = loaded.conversation()
    answer = [conversation.ask(turn) for turn in turns.split("→")][-1]
    assert (answer.outcome, answer.choices) == (outcome, choices)


def test_who_asked_is_not_meant_where_no_request_is(loaded: Assistant) -> None:
    assert loaded.ask("学校行政处罚多少次").choices == ()


# Counted without telling whose it is; the whole is never told as theirs.
OF_NOBODY = ["企业被行政处罚多少件", "个人打官司多少件", "律所行政复议几件"]


@pytest.mark.parametrize("question", OF_NOBODY)
def test_a_number_that_no_form_tells_by_applicant(loaded: Assistant, question: str) -> None:
    answer = loaded.ask(f"2023年{question}")
    assert (answer.outcome, answer.figures) == ("not_in_form", ())
