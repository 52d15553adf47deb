"""The widget's gate and its headers: who may embed the chat, how long a frame may ask, and what one small script weighs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes_web import ANSWERED, FakeAssistant, FakeStore, report_of
from itsdangerous import TimestampSigner
from served import Served

from assistant.answer import Outcome
from assistant.service.asker import Asker
from assistant.service.asking import Asking
from assistant.service.keys import Keys
from assistant.service.question_log import Channel, QuestionLog
from assistant.service.records import Records
from assistant.service.widget import (
    LEAST_SHARE,
    TOKEN_SECONDS,
    ExpiredError,
    ShareUsedUpError,
    UsedUpError,
    WidgetGate,
    origin_of,
)
from assistant.web import words
from assistant.web.follow_ups import Rules
from assistant.web.static_files import static_text
from assistant.web.talking import Page, Talk
from assistant.web.widget.frame import within_of
from corpus.settings import Settings

SITE, OTHER = "https://www.example.gov.cn", "https://elsewhere.example"
MOST_BYTES = 15 * 1024


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = Records(tmp_path)
    yield opened
    opened.close()


def gate_of(records: Records, **settings: Any) -> WidgetGate:
    said = {"widget_origins": SITE, **settings}
    return WidgetGate(Settings(data=records.path.parent, **said), Keys(records), records.secret("widget"))


# --- which sites ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        (SITE, SITE),
        ("https://WWW.Example.gov.cn:443", SITE),
        ("http://portal.example:8080", "http://portal.example:8080"),
        ("http://portal.example:80", "http://portal.example"),
        ("https://政务.example", "https://xn--zfr164b.example"),
        ("https://www.example.gov.cn/page", ""),
        ("https://user@www.example.gov.cn", ""),
        ("https://www.example.gov.cn; frame-ancestors *", ""),
        ("javascript:alert(1)", ""),
        ("null", ""),
        ("", ""),
    ],
)
def test_an_origin_is_compared_as_browsers_write_it(written: str, origin: str) -> None:
    assert origin_of(written) == origin


@pytest.mark.parametrize(
    ("origins", "asked", "allowed"),
    [
        ("", SITE, ""),
        (SITE, SITE, SITE),
        (f"{OTHER}, https://www.EXAMPLE.gov.cn:443", SITE, SITE),
        (SITE, OTHER, ""),
        (SITE, "http://www.example.gov.cn", ""),
        (SITE, f"{SITE}.evil.example", ""),
    ],
)
def test_no_site_may_embed_the_chat_but_those_on_the_list(
    records: Records, origins: str, asked: str, allowed: str
) -> None:
    assert gate_of(records, widget_origins=origins).allowed(asked) == allowed


# --- tokens ---------------------------------------------------------------------------------------


def test_a_token_says_the_site_and_what_the_frame_keeps_to(records: Records) -> None:
    gate = gate_of(records)
    asker = gate.asker(gate.renewed(gate.token(SITE, "body:云岭市")))
    assert (asker.channel, asker.site, asker.within) == (Channel.WIDGET, SITE, "body:云岭市")
    assert gate.asker("").channel is Channel.CHAT


def test_a_token_is_of_no_use_when_old_forged_or_of_a_site_taken_off_the_list(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = gate_of(records)
    token = gate.token(SITE, "")
    strange = WidgetGate(Settings(data=records.path.parent, widget_origins=SITE), Keys(records), b"another secret")
    for use, wrong in (
        (gate, token[:-2] + "xx"),
        (gate, strange.token(SITE, "")),
        (gate, "x" * 5000),
        (gate_of(records, widget_origins=OTHER), token),
    ):
        with pytest.raises(ExpiredError):
            use.asker(wrong)
    with pytest.raises(ExpiredError):
        gate.renewed("")
    now = TimestampSigner("any").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now + TOKEN_SECONDS + 1)
    with pytest.raises(ExpiredError):
        gate.asker(token)


def test_a_site_has_so_many_questions_a_day(records: Records) -> None:
    gate = gate_of(records, widget_daily=2, widget_origins=f"{SITE} {OTHER}")
    asker = gate.asker(gate.token(SITE, ""))
    gate.spend(asker, "192.0.2.1")
    gate.spend(asker, "192.0.2.1")
    with pytest.raises(UsedUpError):
        gate.spend(asker, "192.0.2.2")
    gate.spend(gate.asker(gate.token(OTHER, "")), "192.0.2.1")
    gate.spend(gate.asker(""), "192.0.2.1")


def spent(gate: WidgetGate, asker: Asker, address: str, times: int) -> int:
    """How many of so many questions from that address are let through."""
    done = 0
    with suppress(ShareUsedUpError):
        for _ in range(times):
            gate.spend(asker, address)
            done += 1
    return done


@pytest.mark.parametrize(
    ("settings", "share"),
    [
        ({"widget_daily": 1500}, 150),
        ({"widget_daily": 400}, LEAST_SHARE),
        ({"widget_daily": 400, "widget_share": 50}, 200),
        ({"widget_daily": 300, "widget_share": 100}, 300),
    ],
)
def test_one_address_uses_up_no_more_than_its_share_of_the_day_of_a_site(
    records: Records, monkeypatch: pytest.MonkeyPatch, settings: dict[str, int], share: int
) -> None:
    gate = gate_of(records, widget_origins=f"{SITE} {OTHER}", **settings)
    monkeypatch.setattr(gate._keys, "spend", lambda user, daily: True)
    asker, other = gate.asker(gate.token(SITE, "")), gate.asker(gate.token(OTHER, ""))
    assert spent(gate, asker, "192.0.2.1", 1600) == share
    assert spent(gate, asker, "192.0.2.2", 3) == 3, "all others ask as before"
    assert spent(gate, other, "192.0.2.1", 3) == 3, "and so does that one at other sites"
    monkeypatch.setattr("assistant.service.moments.today", lambda: "2999-01-01")
    assert spent(gate, asker, "192.0.2.1", 3) == 3, "and there tomorrow"


def test_without_a_limit_of_the_day_nothing_is_counted(records: Records) -> None:
    gate = gate_of(records, widget_daily=0)
    assert spent(gate, gate.asker(gate.token(SITE, "")), "192.0.2.1", 2 * LEAST_SHARE) == 2 * LEAST_SHARE
    assert gate._shares.used(SITE, "192.0.2.1") == 0


# --- asking from a frame ----------------------------------------------------------------------------


def page_of(records: Records, **settings: Any) -> tuple[Page, WidgetGate, QuestionLog]:
    log, gate = QuestionLog(records, 10), gate_of(records, **settings)
    return Page(Asking(FakeAssistant(report_of()), log), FakeStore(report_of()), rules=Rules(gate=gate)), gate, log


def test_a_question_of_a_frame_is_noted_with_its_site(records: Records) -> None:
    page, gate, log = page_of(records)
    page.ask(ANSWERED, None, token=gate.token(SITE, ""))
    page.ask(ANSWERED, None)
    assert [(e.channel, e.site, e.outcome) for e in log.entries()] == [
        (Channel.CHAT, "", Outcome.ANSWERED),
        (Channel.WIDGET, SITE, Outcome.ANSWERED),
    ]


def test_what_a_frame_may_not_ask_is_said_and_not_answered(records: Records) -> None:
    page, gate, log = page_of(records, widget_daily=1)
    talk = Talk()
    asked = [
        (gate.token(SITE, "")[:-1], words.FRAME_EXPIRED),
        (gate.token(SITE, "body:白沙市"), words.NOTHING_WITHIN.format(name="白沙市")),
        (gate.token(SITE, ""), ""),
        (gate.token(SITE, ""), words.SITE_USED_UP),
    ]
    for token, _ in asked:
        page.ask(ANSWERED, talk, token=token)
    assert [exchange.trouble for exchange in talk.exchanges] == [said for _, said in asked]
    assert len(log.entries()) == 1


def test_an_address_that_has_used_up_its_share_is_told_so_and_others_are_answered(records: Records) -> None:
    page, gate, _ = page_of(records, widget_daily=LEAST_SHARE + 1)
    token, talk = gate.token(SITE, ""), Talk()
    assert spent(gate, gate.asker(token), "192.0.2.1", LEAST_SHARE) == LEAST_SHARE
    page.ask(ANSWERED, talk, "192.0.2.1", token)
    page.ask(ANSWERED, talk, "192.0.2.2", token)
    assert [exchange.trouble for exchange in talk.exchanges] == [words.SHARE_USED_UP, ""]


def test_another_token_in_the_same_page_begins_another_conversation(records: Records) -> None:
    page, gate, _ = page_of(records)
    talk = Talk()
    page.ask(ANSWERED, talk, token=gate.token(SITE, ""))
    first = talk.asked
    page.ask(ANSWERED, talk, token=gate.token(SITE, "region:云岭市"))
    assert talk.asked is not first
    assert talk.asker.within == "region:云岭市"


def test_a_name_that_no_report_is_of_is_said_before_the_first_question(records: Records) -> None:
    page, gate, _ = page_of(records)
    line, welcome = page.opening(gate.token(SITE, "region:白沙市"))
    assert line == "<p></p>"
    assert words.NOTHING_WITHIN.format(name="白沙市") in welcome
    assert "已收录 1 份年报" in page.opening(gate.token(SITE, "region:云岭市"))[0]


# --- the pages --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("widget"), report_of(), widget_origins=SITE)
    yield server
    server.stop()


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as opened:
        yield opened


def ancestors(response: httpx.Response) -> list[str]:
    policies = response.headers.get_list("content-security-policy")
    return [part.strip() for policy in policies for part in policy.split(";") if "frame-ancestors" in part]


def test_the_script_is_small_needs_nothing_and_is_kept_an_hour(client: httpx.Client) -> None:
    answer = client.get("/widget.js")
    assert len(answer.content) <= MOST_BYTES
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    again = client.get("/widget.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_frame_is_for_the_site_that_asks_alone(client: httpx.Client) -> None:
    answer = client.get("/embed", params={"site": SITE, "region": "云岭市"})
    assert answer.status_code == 200
    assert ancestors(answer) == [f"frame-ancestors {SITE}"]
    assert "x-frame-options" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert "no-store" in answer.headers["cache-control"]
    assert 'name="nianbao-embed"' in answer.text


@pytest.mark.parametrize("site", ["", OTHER, "null", f"{SITE}/", "*", f"{SITE} {OTHER}"])
def test_a_site_that_is_not_on_the_list_is_told_so(client: httpx.Client, site: str) -> None:
    answer = client.get("/embed", params={"site": site})
    assert answer.status_code == 403
    assert ancestors(answer) == ["frame-ancestors 'self'"]
    assert words.SITE_HOW_TO_ALLOW in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/report/0123456789abcdef", "/source/none", "/staff/login", "/nothing", "/embed/token"]
)
def test_no_other_page_may_be_framed_by_other_sites(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert ancestors(answer) in (["frame-ancestors 'self'"], ["frame-ancestors 'none'"])
    assert "nianbao-embed" not in answer.text


def test_a_token_is_renewed_by_a_token_alone(client: httpx.Client, served: Served) -> None:
    assert client.post("/embed/token").status_code == 403
    own = served.site.widget.token(SITE, "body:云岭市")
    answer = client.post("/embed/token", headers={"X-Nianbao-Widget": own})
    assert served.site.widget.asker(answer.json()["token"]).within == "body:云岭市"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "within"),
    [
        ({}, ""),
        ({"body": ["澄屿市教育局"]}, "body:澄屿市教育局"),
        ({"region": [" 澄屿市\n"]}, "region:澄屿市"),
        ({"body": ["甲"], "region": ["乙"]}, "body:甲"),
        ({"body": ["市" * 1000]}, "body:" + "市" * 100),
    ],
)
def test_what_a_frame_keeps_to_stands_in_its_address(asked: dict[str, list[str]], within: str) -> None:
    assert within_of(asked) == within


def test_the_script_has_no_words_of_newer_browsers() -> None:
    """ES2018: browsers of 2018 and later, which the offices of many places still have."""
    text = static_text("widget.js")
    assert not [
        word for word in ("?.(", "?.[", "??", "||=", "&&=", "catch {", "static {", ".at(", "replaceAll") if word in text
    ]
