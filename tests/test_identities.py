"""Whose report it is, as staff say: laid over what was read everywhere, kept through every new reading, withdrawn again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from fakes import small_report

from assistant.answering.matching import prose_of
from assistant.ask import Assistant
from corpus import schema
from corpus.assemble import read_report
from corpus.corrections import Withdrawal
from corpus.identities import Identity, Statement, identity_of
from corpus.report import Report, Scope
from corpus.settings import Settings
from corpus.store import FILE_NAME, Store

SAID = Identity("云岭市教育局", "云岭市", 2019, Scope.UNSTATED)


def read() -> Report:
    return read_report(small_report("12", "12").encode(), "甲.txt", "/甲.txt")


def state(report: Report, said: Identity = SAID, reason: str = "封面如此") -> Statement:
    return Statement(said, reason, "张某", "2026-01-02", identity_of(report))


@pytest.fixture
def stated(store: Store) -> Store:
    store.put(read())
    store.identify(read().id, state(read()))
    return store


def told(store: Store) -> tuple[str, str, int | None]:
    (head,) = store.heads()
    report = store.report(head.id)
    assert (head.body, head.region, head.year) == (report.body, report.region, report.year)
    return head.body, head.region, head.year


def test_a_report_is_whose_staff_say_everywhere(stated: Store) -> None:
    assert told(stated) == ("云岭市教育局", "云岭市", 2019)
    assert "云岭市教育局" in {hit.report.body for hit in stated.cells(None, "requests", "new")}
    answer = Assistant(stated, Settings(data=stated.folder)).ask("云岭市教育局2019年自然人新收多少件")
    assert "12" in answer.text


def test_what_was_computed_of_it_before_is_forgotten(store: Store) -> None:
    """The sentences that answers cite are kept with their report: its body and year must be those said now."""
    store.put(read())
    assert prose_of(store.report(read().id)).report.body == read().body
    store.identify(read().id, state(read()))
    report = prose_of(store.report(read().id)).report
    assert (report.body, report.year) == (SAID.body, SAID.year)


def test_its_other_names_are_those_of_the_body_said(stated: Store) -> None:
    aliases = stated.heads()[0].aliases
    assert "云岭教育局" in aliases
    assert read().body not in aliases, "a name that was read wrong is no name of it"


def test_it_outlives_a_new_reading(stated: Store) -> None:
    stated.put(replace(read(), content_hash="another"))
    assert told(stated)[0] == "云岭市教育局"
    assert stated.report_as_read(read().id).body == read().body


def test_the_last_one_counts_and_one_withdrawn_gives_way_to_the_one_before(stated: Store) -> None:
    entry = stated.identify(read().id, state(read(), replace(SAID, year=2020)))
    assert told(stated)[2] == 2020
    assert [e.applies for e in stated.identities()] == [False, True]
    stated.withdraw_identity(entry.no, Withdrawal("看错了", "李某", "2026-01-03"))
    assert told(stated)[2] == 2019
    stated.withdraw_identity(1, Withdrawal("看错了", "李某", "2026-01-03"))
    assert told(stated) == (read().body, read().region, read().year)
    with pytest.raises(KeyError):
        stated.withdraw_identity(1, Withdrawal("再", "李某", "2026-01-03"))


def test_there_must_be_such_a_report(store: Store) -> None:
    with pytest.raises(KeyError):
        store.identify("none", state(read()))


def test_a_store_of_the_version_before_gains_the_tables(store: Store) -> None:
    store.put(read())
    folder = store.folder
    store.close()
    with sqlite3.connect(folder / FILE_NAME) as raw:
        for table in (schema.identities, schema.local_names):
            raw.execute(f"DROP TABLE {table.name}")
        raw.execute("UPDATE meta SET schema_version = 2")
    raw.close()
    with Store(folder) as opened:
        opened.identify(read().id, state(read()))
        assert told(opened) == ("云岭市教育局", "云岭市", 2019)
        assert opened.names() == ()
