"""What is kept beside the reports: accounts, keys, the log of questions, feedback. Secrets only as hashes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_web import ANSWERED, FakeAssistant, report_of
from sqlalchemy import text

from assistant.answer import Answer, Outcome
from assistant.service.accounts import Accounts, Role
from assistant.service.asking import MOST_BEFORE, Asking
from assistant.service.feedback import Feedback, Verdict
from assistant.service.keys import Keys, Scope
from assistant.service.limits import SWEEP_AFTER, Limits
from assistant.service.question_log import HIDDEN, Channel, QuestionLog, without_private
from assistant.service.records import Records
from corpus.errors import NianbaoError, StoreError

PASSWORD = "correct horse 电池"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    yield opened
    opened.close()


def test_an_account_signs_in_and_out(records: Records) -> None:
    accounts = Accounts(records)
    accounts.put("张某", Role.EDITOR, PASSWORD)
    account = accounts.verified("张某", PASSWORD)
    assert account
    assert account.role is Role.EDITOR
    token = accounts.sign_in(account)
    session = accounts.session(token)
    assert session
    assert session.account == account
    assert not accounts.session(session.csrf), "the one token is not the other"
    accounts.sign_out(token)
    assert accounts.session(token) is None


@pytest.mark.parametrize(("name", "password"), [("张某", "wrong"), ("张某", ""), ("nobody", PASSWORD), ("proxied", "")])
def test_who_is_not_let_in(records: Records, name: str, password: str) -> None:
    accounts = Accounts(records)
    accounts.put("张某", Role.READER, PASSWORD)
    accounts.put("proxied", Role.READER)
    assert accounts.verified(name, password) is None


def test_a_new_password_signs_out_everywhere(records: Records) -> None:
    accounts = Accounts(records)
    accounts.put("张某", Role.READER, PASSWORD)
    token = accounts.sign_in(accounts.all()[0])
    accounts.put("张某", Role.READER, PASSWORD + "2")
    assert accounts.session(token) is None


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("a\nb", PASSWORD), ("x" * 65, PASSWORD), ("张某", "short")]
)
def test_an_account_that_is_not_made(records: Records, name: str, password: str) -> None:
    with pytest.raises(NianbaoError):
        Accounts(records).put(name, Role.READER, password)
    assert not Accounts(records).all()


def test_each_role_may_do_what_those_before_it_may() -> None:
    assert [[role.may(needed) for needed in Role] for role in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_key_is_known_until_it_is_revoked(records: Records) -> None:
    keys = Keys(records)
    made = keys.make("某市门户", [Scope.READ, Scope.ASK], daily=2)
    found = keys.find(made)
    assert found
    assert (found.name, found.scopes, found.daily) == ("某市门户", (Scope.ASK, Scope.READ), 2)
    assert keys.find(made[:-1]) is None
    assert keys.revoke(found.no)
    assert keys.find(made) is None
    assert not keys.revoke(found.no)


def test_a_quota_is_used_up_and_belongs_to_one_user(records: Records) -> None:
    keys = Keys(records)
    assert [keys.spend("key:1", 2) for _ in range(4)] == [True, True, False, False]
    assert keys.spend("key:2", 2)
    assert all(keys.spend("key:3", 0) for _ in range(5)), "0 = no limit"


def test_no_secret_stands_in_the_file(records: Records, tmp_path: Path) -> None:
    accounts, keys = Accounts(records), Keys(records)
    accounts.put("张某", Role.READER, PASSWORD)
    secrets = [PASSWORD, accounts.sign_in(accounts.all()[0]), keys.make("某市门户", [Scope.ASK])]
    with records.writing() as connection:
        connection.execute(text("DELETE FROM usage"))
    records.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [secret for secret in secrets if secret.encode() in written]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("我的电话13812345678，怎么申请", f"我的电话{HIDDEN}，怎么申请"),
        ("身份证41010119900101123X", f"身份证{HIDDEN}"),
        ("回信到 a.b@example.com", f"回信到 {HIDDEN}"),
        ("打0370-1234567", f"打{HIDDEN}"),
        ("2019-2023年收到多少", "2019-2023年收到多少"),
        ("2019 2020 2021 年各多少", "2019 2020 2021 年各多少"),
        ("收费123456元的是谁", "收费123456元的是谁"),
    ],
)
def test_private_numbers_are_not_kept(typed: str, kept: str) -> None:
    assert without_private(typed) == kept


def test_questions_are_noted_with_their_outcome_and_earlier_ones_are_not_noted_twice(records: Records) -> None:
    log = QuestionLog(records, 180)
    asking = Asking(FakeAssistant(report_of()), log)
    asking.conversation(Channel.API, "key:1", before=[ANSWERED] * (MOST_BEFORE + 5)).ask(ANSWERED)
    (entry,) = log.entries()
    assert (entry.channel, entry.site, entry.question, entry.outcome) == (
        Channel.API,
        "key:1",
        ANSWERED,
        Outcome.ANSWERED,
    )


def test_nothing_is_noted_where_the_log_is_off(records: Records) -> None:
    log = QuestionLog(records, 0)
    log.note("问", Answer(Outcome.OUTSIDE, ()), 1, Channel.CHAT)
    assert not log.entries()


def test_old_questions_are_forgotten(records: Records) -> None:
    log = QuestionLog(records, 30)
    log.note("旧", Answer(Outcome.OUTSIDE, ()), 1, Channel.CHAT)
    with records.writing() as connection:
        connection.execute(text("UPDATE questions SET at = '2001-01-01T00:00:00+00:00'"))
    QuestionLog(records, 30).note("新", Answer(Outcome.OUTSIDE, ()), 1, Channel.CHAT)
    assert [entry.question for entry in log.entries()] == ["新"]


def test_feedback_is_kept_and_handled(records: Records) -> None:
    feedback = Feedback(records)
    number = feedback.add(
        Verdict.SOURCE_WRONG, "问", "答", Outcome.ANSWERED, Channel.CHAT, comment=" 第3格不对 ", before=["前"]
    )
    (opinion,) = feedback.opinions()
    assert (opinion.no, opinion.verdict, opinion.comment, opinion.before) == (
        number,
        Verdict.SOURCE_WRONG,
        "第3格不对",
        ("前",),
    )
    assert feedback.handle(number, "张某")
    assert not feedback.handle(number + 1, "张某")
    assert feedback.opinions()[0].handled == "张某"


def test_so_many_a_minute_from_one_address() -> None:
    limits = Limits()
    assert [limits.allow("ask", "203.0.113.1", 2) for _ in range(3)] == [True, True, False]
    assert limits.allow("ask", "203.0.113.2", 2)
    assert limits.allow("login", "203.0.113.1", 2)


def test_the_last_minute_counts_whenever_it_began() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    for now[0], allowed, left in ((0, True, (1, 60)), (50, True, (0, 10)), (59, False, (0, 1)), (60, True, (0, 50))):
        assert limits.allow("ask", "203.0.113.1", 2) == allowed, now
        told = limits.left("ask", "203.0.113.1", 2)
        assert (told.remaining, told.seconds) == left, now
    now[0] = 200
    assert limits.left("ask", "203.0.113.1", 2).remaining == 2


def test_what_costs_more_counts_as_more() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    told_at = ((0, True, (5, 60)), (10, True, (0, 60)), (11, False, (0, 59)), (60, False, (0, 10)), (70, True, (0, 60)))
    for now[0], allowed, left in told_at:
        assert limits.allow("again", "203.0.113.1", 10, 5 if now[0] == 0 else 20) == allowed, now
        told = limits.left("again", "203.0.113.1", 10)
        assert (told.remaining, told.seconds) == left, now


def test_who_asked_long_ago_is_forgotten() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    for minute in range(4):
        now[0] = minute * 61.0
        for user in range(SWEEP_AFTER):
            limits.allow("ask", f"{minute} {user}", 2)
        assert len(limits) <= 2 * SWEEP_AFTER


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    opened = Records(tmp_path)
    with opened.writing() as connection:
        connection.execute(text("PRAGMA user_version = 99"))
    opened.close()
    with pytest.raises(StoreError, match="另一个版本"):
        Records(tmp_path)
