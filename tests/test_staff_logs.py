"""问题记录 and 反馈: what was asked and judged, found again, asked again, dealt with, and made into test questions."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fakes_web import ANSWERED, ASKS, BROKEN, HOSTILE, MISSING, report_of
from served import PASSWORD, Served
from sqlalchemy import update

from assistant.answer import Answer, Claim, Outcome
from assistant.evaluate import read_cases
from assistant.service import moments
from assistant.service.collected import Collected
from assistant.service.feedback import Verdict
from assistant.service.opinions import Opinions, WantedOpinions
from assistant.service.question_log import Channel, QuestionLog
from assistant.service.question_queries import OUTCOMES, Group, Questions, Wanted, day_begins, group_of
from assistant.service.records import Records
from assistant.service.tables import questions as table
from assistant.web import words_staff_logs as words

# (question, restated, outcome, channel, site), oldest first.
NOTED = (
    ("甲市新收多少", "甲市新收多少", Outcome.ANSWERED, Channel.CHAT, ""),
    ("乙市新收多少", "乙市新收多少", Outcome.NOT_LOADED, Channel.WIDGET, "门户"),
    ("那乙市呢", "乙市新收多少", Outcome.NOT_LOADED, Channel.CHAT, ""),
    ("几点开门", "", Outcome.OUTSIDE, Channel.API, "热线"),
    ("教育局多少", "教育局多少", Outcome.ASKS_BACK, Channel.CHAT, ""),
    ("100%_对吗", "", Outcome.BLANK, Channel.CHAT, ""),
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    log = QuestionLog(opened, 90)
    for question, restated, outcome, channel, site in NOTED:
        log.note(question, Answer(outcome, (Claim("。"),), restated=restated), 5, channel, site)
    yield opened
    opened.close()


def found(records: Records, **wanted: object) -> list[tuple[str, int]]:
    rows, total = Questions(records).asked(Wanted(**wanted), 50)  # type: ignore[arg-type]  # a table of cases
    assert total == len(rows)
    return [(row.last.question, row.count) for row in rows]


# --- questions noted -------------------------------------------------------------------------------------


def test_every_outcome_is_in_one_group() -> None:
    assert sorted(o for own in OUTCOMES.values() for o in own) == sorted(Outcome)
    assert [group_of(o) for o in (Outcome.PARTLY, Outcome.ASKS_BACK, Outcome.BLANK)] == [
        Group.ANSWERED, Group.ASKED_BACK, Group.UNANSWERED,
    ]  # fmt: skip


def test_unanswered_ones_come_first_and_equal_ones_are_counted_together(records: Records) -> None:
    assert found(records) == [
        ("那乙市呢", 2), ("100%_对吗", 1), ("几点开门", 1), ("教育局多少", 1), ("甲市新收多少", 1),
    ]  # fmt: skip
    assert Questions(records).counts(Wanted()) == {Group.UNANSWERED: 4, Group.ASKED_BACK: 1, Group.ANSWERED: 1}


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        ({"group": Group.ASKED_BACK}, ["教育局多少"]),
        ({"outcome": Outcome.OUTSIDE}, ["几点开门"]),
        ({"channel": Channel.WIDGET}, ["乙市新收多少"]),
        ({"site": "热线"}, ["几点开门"]),
        ({"words": "乙市 新收"}, ["那乙市呢"]),
        ({"words": "100%_"}, ["100%_对吗"]),
        ({"words": "10"}, ["100%_对吗"]),
        ({"words": "%"}, ["100%_对吗"]),
        ({"since": date.today() + timedelta(days=1)}, []),
        ({"until": date.today() - timedelta(days=1)}, []),
        ({"group": Group.ANSWERED, "since": date.today() - timedelta(days=1)}, ["甲市新收多少"]),
    ],
)
def test_questions_are_filtered(records: Records, wanted: dict[str, object], questions: list[str]) -> None:
    assert [question for question, _ in found(records, **wanted)] == questions


def test_days_begin_where_this_machine_is() -> None:
    moment = datetime.now(UTC)
    local = moment.astimezone().date()
    assert day_begins(local) <= moments.at(moment) < day_begins(local + timedelta(days=1))


def test_all_times_of_a_question_are_told_whatever_came_of_it(records: Records) -> None:
    with records.writing() as connection:
        connection.execute(update(table).where(table.c.no == 2).values(outcome="answered"))
    questions = Questions(records)
    last = questions.asked(Wanted(words="乙市"), 1)[0][0].last
    assert [(e.question, e.outcome) for e in questions.same(last, 10)] == [
        ("那乙市呢", Outcome.NOT_LOADED), ("乙市新收多少", Outcome.ANSWERED),
    ]  # fmt: skip


def test_entries_are_fetched_in_pieces_and_each_once(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.service.question_queries._CHUNK", 2)
    assert [e.no for e in Questions(records).entries(Wanted())] == [6, 5, 4, 3, 2, 1]


# --- the pages -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("logs"), report_of())
    talk = server.site.asking.conversation(Channel.CHAT)
    for question in (f"云岭市{ANSWERED}", MISSING, f"{MISSING}13800000000", HOSTILE, ASKS):
        talk.ask(question)
    server.site.feedback.add(Verdict.GOOD, "好的", "十七件", Outcome.ANSWERED, Channel.CHAT)
    server.site.feedback.add(
        Verdict.ANSWER_WRONG, HOSTILE, HOSTILE, Outcome.ANSWERED, Channel.WIDGET, "门户", HOSTILE, ("先问的", "再问的")
    )
    yield server
    server.stop()


def signed_in(served: Served, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as opened:
        opened.post("/staff/login", data={"name": name, "password": PASSWORD})
        yield opened


@pytest.fixture(scope="module")
def reader(served: Served) -> Iterator[httpx.Client]:
    yield from signed_in(served, "reader")


@pytest.fixture(scope="module")
def editor(served: Served) -> Iterator[httpx.Client]:
    yield from signed_in(served, "editor")


def csrf_of(client: httpx.Client) -> str:
    return client.get("/staff").text.split('data-csrf="')[1].split('"')[0]


def test_the_page_begins_with_what_was_not_answered(reader: httpx.Client) -> None:
    page = reader.get("/staff/questions").text
    assert MISSING in page
    assert ANSWERED not in page
    assert words.PRIVACY.format(days=90) in page or "天" in page
    assert "13800000000" not in page
    assert ANSWERED in reader.get("/staff/questions?group=answered").text
    assert ANSWERED in reader.get("/staff/questions?group=all").text


def test_a_question_is_asked_again_without_being_noted(reader: httpx.Client, served: Served) -> None:
    before = len(served.site.log.entries())
    page = reader.get("/staff/questions/1?again=1").text
    assert "新收自然人提出的政府信息公开申请 17 件" in page
    assert "report/0123456789abcdef?start=" in page
    assert len(served.site.log.entries()) == before


def test_a_question_that_breaks_the_program_does_not_break_the_page(reader: httpx.Client, served: Served) -> None:
    served.site.log.note(BROKEN, Answer(Outcome.OUTSIDE, (Claim("。"),)), 1, Channel.API)
    page = reader.get(f"/staff/questions/{served.site.log.entries()[0].no}?again=1")
    assert page.status_code == 200
    assert "程序出了意外" in page.text


@pytest.mark.parametrize("path", ["questions/99999", "feedback/99999"])
def test_what_is_gone_is_said(reader: httpx.Client, path: str) -> None:
    answer = reader.get(f"/staff/{path}")
    assert answer.status_code == 404
    assert words.GONE.format(no=99999) in answer.text


@pytest.mark.parametrize(
    ("path", "columns", "count"),
    [("questions/file.csv?group=all", words.QUESTION_COLUMNS, 5), ("feedback/file.csv", words.FEEDBACK_COLUMNS, 2)],
)
def test_the_files_hold_what_is_wanted(reader: httpx.Client, path: str, columns: tuple[str, ...], count: int) -> None:
    answer = reader.get(f"/staff/{path}")
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(heads) == columns
    assert len(rows) >= count
    assert reader.get(f"/staff/{path.replace('.csv', '.xlsx')}").content.startswith(b"PK")
    assert reader.get(f"/staff/{path.replace('.csv', '.exe')}").status_code == 404


@pytest.mark.parametrize("path", ["questions?group=all", "questions/4", "feedback", "feedback/2?again=1"])
def test_what_people_typed_is_never_markup(reader: httpx.Client, path: str) -> None:
    page = reader.get(f"/staff/{path}").text
    assert "&lt;script&gt;" in page
    assert "<script>document" not in page
    assert "<img" not in page


# --- feedback ----------------------------------------------------------------------------------------------------


def test_open_opinions_come_first_and_are_filtered(served: Served, reader: httpx.Client) -> None:
    opinions = Opinions(served.site.records)
    assert [o.no for o in opinions.page(WantedOpinions(), 10)[0]] == [2, 1]
    assert [o.no for o in opinions.page(WantedOpinions(verdict=Verdict.GOOD), 10)[0]] == [1]
    assert opinions.page(WantedOpinions(words="十七"), 10)[1] == 0, "the answer is not searched"
    assert [o.no for o in opinions.all(WantedOpinions(open=True))] == [2, 1]
    assert "好的" in reader.get("/staff/feedback?verdict=good").text


def test_an_opinion_shows_the_answer_then_and_today(reader: httpx.Client) -> None:
    page = reader.get("/staff/feedback/1?again=1").text
    assert "十七件" in page
    assert "申请 17 件" in page


def test_only_editors_deal_with_opinions(served: Served, reader: httpx.Client, editor: httpx.Client) -> None:
    data = {"csrf": csrf_of(reader), "done": "1"}
    assert reader.post("/staff/feedback/1/handled", data=data).status_code == 403
    assert editor.post("/staff/feedback/1/handled", data={"done": "1"}).status_code == 403, "forged"
    data["csrf"] = csrf_of(editor)
    assert editor.post("/staff/feedback/1/handled", data=data).status_code == 303
    assert words.HANDLED_BY.format(name="editor") in reader.get("/staff/feedback?state=done").text
    assert "好的" not in reader.get("/staff/feedback?state=open").text
    editor.post("/staff/feedback/1/handled", data={**data, "done": "0"})
    assert "好的" in reader.get("/staff/feedback?state=open").text


def test_an_opinion_becomes_a_question_of_the_evaluation_set(served: Served, editor: httpx.Client) -> None:
    data = {"csrf": csrf_of(editor), "expect": "answered", "must": "17件\n\n云岭市", "must_not": "18件"}
    added = editor.post("/staff/feedback/2/collect", data=data)
    assert added.headers["location"].endswith("added=1")
    assert words.COLLECTED.format(count=1) in editor.get(added.headers["location"]).text
    collected = Collected(served.store.folder)
    (case,) = read_cases(collected.path)
    assert case.turns == ("先问的", "再问的", HOSTILE)
    assert (case.must_include, case.must_not_include) == ((("17件",), ("云岭市",)), ("18件",))
    assert json.loads(collected.text())["id"] == "F0001"


def test_a_question_without_an_answer_is_not_collected_and_nothing_is_lost(editor: httpx.Client) -> None:
    data = {"csrf": csrf_of(editor), "expect": "answered", "must": " ", "must_not": "写过的"}
    answer = editor.post("/staff/feedback/2/collect", data=data)
    assert answer.status_code == 422
    assert words.COLLECT_EMPTY in answer.text
    assert re.search(r'name="must_not"[^>]*>写过的<', answer.text)
