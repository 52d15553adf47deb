"""Keys of the API: who is let in, how often, and what those are told who are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fakes_web import FakeAssistant, report_of
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.service.admission import WRONG_KEYS, Caller
from assistant.service.keys import Scope
from assistant.web import words_api as words
from assistant.web.api.keys import needs_key
from assistant.web.problems import MEDIA_TYPE, add_problems
from assistant.web.site import Site, open_site
from corpus.settings import Settings
from corpus.store import Store

ASK = "/api/v1/asked"


@contextmanager
def opened(folder: Path, **settings: Any) -> Iterator[tuple[Site, TestClient]]:
    """A site, and a client of an application with one address that needs a key for asking."""
    settings_of = Settings(data=folder, **settings)
    with Store(folder) as store, open_site(settings_of, store, FakeAssistant(report_of())) as site:
        app = FastAPI()
        add_problems(app)

        may_ask = needs_key(site, Scope.ASK)

        @app.get(ASK)
        def asked(caller: Caller = may_ask) -> str:
            return caller.name

        with TestClient(app) as client:
            yield site, client


@pytest.mark.parametrize("header", ["Authorization: Bearer {}", "authorization: bearer  {} ", "X-API-Key: {}"])
def test_a_key_lets_in(tmp_path: Path, header: str) -> None:
    with opened(tmp_path) as (site, client):
        name, _, value = header.format(site.keys.make("某市门户", [Scope.ASK])).partition(": ")
        assert client.get(ASK, headers={name: value}).json() == "某市门户"
        assert site.keys.all()[0].used_today == 1


@pytest.mark.parametrize(
    ("headers", "status", "said", "challenge"),
    [
        ({}, 401, words.NO_KEY, 'Bearer realm="nianbao"'),
        ({"Authorization": "Basic bmI6bmI="}, 401, words.NO_KEY, 'Bearer realm="nianbao"'),
        ({"Authorization": "Bearer nb-wrong"}, 401, words.WRONG_KEY, "invalid_token"),
        ({"X-API-Key": "nb-" + "x" * 5000}, 401, words.WRONG_KEY, "invalid_token"),
        ({"X-API-Key": b"nb-\xff\xfe"}, 401, words.WRONG_KEY, "invalid_token"),
        ({"X-API-Key": "{read}"}, 403, "它的用途是：查阅（read）", 'insufficient_scope", scope="ask"'),
    ],
)
def test_who_is_not_let_in_is_told_why(
    tmp_path: Path, headers: dict[str, Any], status: int, said: str, challenge: str
) -> None:
    with opened(tmp_path) as (site, client):
        read = site.keys.make("只读", [Scope.READ])
        sent = {name: value.format(read=read) if isinstance(value, str) else value for name, value in headers.items()}
        refused = client.get(ASK, headers=sent)
        assert (refused.status_code, refused.headers["content-type"]) == (status, MEDIA_TYPE)
        assert said in refused.json()["detail"]
        assert challenge in refused.headers["www-authenticate"]
        assert "nb-w" not in refused.text
        assert read not in refused.text


def test_a_revoked_key_is_a_wrong_one(tmp_path: Path) -> None:
    with opened(tmp_path) as (site, client):
        key = site.keys.make("旧", [Scope.ASK])
        site.keys.revoke(site.keys.all()[0].no)
        assert client.get(ASK, headers={"X-API-Key": key}).status_code == 401


def test_so_many_a_minute(tmp_path: Path) -> None:
    with opened(tmp_path, api_rate=2) as (site, client):
        headers = {"X-API-Key": site.keys.make("快", [Scope.ASK])}
        answers = [client.get(ASK, headers=headers) for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 429]
        assert answers[-1].headers["ratelimit-limit"] == "2"
        assert answers[-1].headers["ratelimit-remaining"] == "0"
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        other = {"X-API-Key": site.keys.make("另一个", [Scope.ASK])}
        assert client.get(ASK, headers=other).status_code == 200, "each key has its own minute"


def test_so_many_a_day(tmp_path: Path) -> None:
    with opened(tmp_path) as (site, client):
        headers = {"X-API-Key": site.keys.make("少", [Scope.ASK], daily=1)}
        first, second = (client.get(ASK, headers=headers) for _ in range(2))
        assert (first.status_code, second.status_code) == (200, 429)
        assert "今天的 1 次已经用完" in second.json()["detail"]
        assert 1 <= int(second.headers["retry-after"]) <= 86_400


def test_guessing_is_stopped(tmp_path: Path) -> None:
    with opened(tmp_path) as (site, client):
        guessed = [client.get(ASK, headers={"X-API-Key": f"nb-{i}"}).status_code for i in range(WRONG_KEYS + 1)]
        assert guessed == [401] * WRONG_KEYS + [429]
        assert client.get(ASK, headers={"X-API-Key": site.keys.make("对的", [Scope.ASK])}).status_code == 200


def test_without_a_key_where_that_is_set(tmp_path: Path) -> None:
    with opened(tmp_path, api_open=True, rate=2) as (_site, client):
        assert [client.get(ASK).status_code for _ in range(3)] == [200, 200, 429]
        assert client.get(ASK, headers={"X-API-Key": "nb-wrong"}).status_code == 401, "a wrong key is said to be wrong"
