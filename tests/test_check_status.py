"""What is wrong in the reports is known at any time: found in the background, kept, and found again where a report changed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.service.check_cache import FILE_NAME
from assistant.service.check_status import FOLDER, CheckStatus, Standing, Wanted
from corpus.audit.finding import Finding
from corpus.audit.kinds import Severity
from corpus.audit.walk import Walk, audit
from corpus.corrections import UNREAD
from corpus.demo import write_demo
from corpus.ingest import add_paths
from corpus.report import CellKind, Correction
from corpus.store import ReportHead, Store

# Reports of the demo with mistakes put in, their years before, and a region's whole with its parts.
FILES = ("澄屿市20*年全市汇总.txt", "砚岭县人民政府办公室202*.txt", "棠渡县*", "栖霖市人民政府本级202*.md")
PATIENCE = 30


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("files")).parent


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    folder = tmp_path_factory.mktemp("read")
    with Store(folder) as opened:
        add_paths(opened, sorted(path for pattern in FILES for path in demo.glob(pattern)))
        checked = CheckStatus(opened)
        assert checked.wait(PATIENCE)
        checked.close()
    return folder


@pytest.fixture
def store(tmp_path: Path, read: Path) -> Iterator[Store]:
    shutil.copytree(read, tmp_path, dirs_exist_ok=True)
    with Store(tmp_path) as opened:
        yield opened


ANY = Wanted()


@pytest.fixture
def status(store: Store) -> Iterator[CheckStatus]:
    opened = CheckStatus(store)
    yield opened
    opened.close()


def told(status: CheckStatus, wanted: Wanted = ANY) -> Counter[tuple[str, str, str]]:
    return Counter((f.report_id, f.kind.key, f.message) for f in status.findings(status.listed(wanted).numbers))


def audited(store: Store) -> Counter[tuple[str, str, str]]:
    found = (f for group in audit(store, store.heads()) for f in group.findings)
    return Counter((f.report_id, f.kind.key, f.message) for f in found if f.kind.severity is not Severity.NOTE)


def test_what_is_kept_is_what_a_check_of_everything_finds(store: Store, status: CheckStatus) -> None:
    assert set(status.standings().values()) <= {Standing.PENDING, *Standing}, (
        "asked before it is done, it does not wait"
    )
    assert status.wait(PATIENCE)
    assert told(status) == audited(store)
    assert sum(told(status).values()) > 20, "the demo has mistakes of many kinds"
    assert status.progress().finished


def test_each_finding_comes_back_whole(store: Store, status: CheckStatus) -> None:
    status.wait(PATIENCE)
    kept = set(status.findings(status.listed().numbers))
    assert kept == {f for g in audit(store, store.heads()) for f in g.findings if f.kind.severity is not Severity.NOTE}


def test_a_report_stands_as_its_most_serious_finding(store: Store, status: CheckStatus) -> None:
    status.wait(PATIENCE)
    worst: dict[str, int] = {}
    for group in audit(store, store.heads()):
        for finding in group.findings:
            worst[finding.report_id] = min(worst.get(finding.report_id, 9), finding.kind.severity.rank)
    expected = {0: Standing.ERROR, 1: Standing.DOUBT, 2: Standing.HINT, 3: Standing.CLEAN}
    standings = status.standings()
    assert standings == {head.id: expected[worst[head.id]] for head in store.heads()}
    assert len(set(standings.values())) > 2


def test_a_change_is_found_and_nothing_else_is_checked_again(
    store: Store, status: CheckStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    status.wait(PATIENCE)
    seen: list[str] = []
    check = Walk.check

    def noted(self: Walk, head: ReportHead) -> object:
        seen.append(f"{head.body}{head.year}")
        return check(self, head)

    monkeypatch.setattr(Walk, "check", noted)
    head = next(h for h in store.heads() if (h.body, h.year) == ("澄屿市", 2022))
    wrong = Correction(CellKind.NUMBER, Decimal(7777), "试", "某人", "2026-01-02", UNREAD)
    store.correct(head.id, ("requests", "new", "total"), wrong)
    assert status.standings()[head.id] is Standing.PENDING, (
        "what was found of an earlier state is not shown as of this one"
    )
    status.wait(PATIENCE)
    assert sorted(seen) == ["澄屿市2022", "澄屿市2023"], "the report and the one that is set against it"
    assert told(status) == audited(store)


def test_after_a_fault_not_every_page_begins_another_try(
    store: Store, status: CheckStatus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("assistant.service.check_status.Walk", broken)
    store.remove(store.heads()[0].id)
    for _ in range(3):
        assert status.wait(PATIENCE)
    assert len(caplog.records) == 1


def test_a_report_that_is_gone_is_forgotten(store: Store, status: CheckStatus) -> None:
    status.wait(PATIENCE)
    gone = next(h for h in store.heads() if (h.body, h.year) == ("澄屿市", 2023))
    store.remove(gone.id)
    status.wait(PATIENCE)
    assert gone.id not in status.standings()
    assert told(status) == audited(store)


def test_what_was_found_outlives_the_process_but_not_the_store(store: Store, demo: Path, tmp_path: Path) -> None:
    first = CheckStatus(store)
    first.wait(PATIENCE)
    expected = told(first)
    first.close()
    second = CheckStatus(store)
    assert told(second) == expected, "known at once"
    second.close()
    with Store(tmp_path / "other") as other:
        add_paths(other, [demo / "澄屿市2024年全市汇总.txt"])
        (tmp_path / "other" / FOLDER).mkdir()
        (tmp_path / FOLDER / FILE_NAME).rename(tmp_path / "other" / FOLDER / FILE_NAME)
        third = CheckStatus(other)
        assert list(third.standings().values()) == [Standing.PENDING]
        third.close()


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(severities=frozenset({"error"})), lambda f, h: f.kind.severity is Severity.ERROR),
        (Wanted(kinds=frozenset({"table"})), lambda f, h: f.kind.key == "table"),
        (Wanted(years=frozenset({2023, 2024})), lambda f, h: h.year in (2023, 2024)),
        (Wanted(region="澄屿市"), lambda f, h: "澄屿市" in h.region),
        (Wanted(body="砚岭"), lambda f, h: "砚岭" in h.body),
        (Wanted(severities=frozenset({"doubt"}), body="棠渡县"), lambda f, h: f.kind.severity.key == "doubt" and "棠渡县" in h.body),
    ],
)  # fmt: skip
def test_findings_are_picked(
    store: Store, status: CheckStatus, wanted: Wanted, fits: Callable[[Finding, ReportHead], bool]
) -> None:
    status.wait(PATIENCE)
    heads = {head.id: head for head in store.heads()}
    every = list(status.findings(status.listed().numbers))
    picked = list(status.findings(status.listed(wanted).numbers))
    assert Counter(f.message for f in picked) == Counter(f.message for f in every if fits(f, heads[f.report_id]))
    assert [f.kind.severity.rank for f in picked] == sorted(f.kind.severity.rank for f in picked)


def test_one_report_is_checked_here_and_now(store: Store, status: CheckStatus) -> None:
    status.wait(PATIENCE)
    head = next(h for h in store.heads() if status.standings()[h.id] is Standing.ERROR)
    kept = status.findings(status.listed(Wanted(report_id=head.id)).numbers)
    assert set(status.of_report(head.id)) == set(kept)
    with pytest.raises(KeyError):
        status.of_report("none")
