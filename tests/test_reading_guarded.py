"""What readers open costs the service only so much: hostile pages, one address opening many, the same text again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fakes_web import FakeStore, report_of
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import wording_originals as wording
from assistant.service import originals as module
from assistant.service.kept import KeptBytes
from assistant.service.limits import Limits
from assistant.service.originals import BusyError, Originals
from assistant.web import words_reader as words
from assistant.web.reader_routes import add_reader
from assistant.web.routes import add_routes
from assistant.web.turnstile import PAGES_A_QUESTION, Turnstile
from corpus.apart import Apart, CutOffError, OverranError
from corpus.corrections import Withdrawal
from corpus.errors import ReadingError
from corpus.identities import Identity, Statement
from corpus.report import CellKind, Correction, Report, Scope
from corpus.store import Store
from corpus.web.originals import no_copy

NESTED = 8  # each drawing holds ten of the next: PDFium would draw for hours


def hostile_pdf() -> bytes:
    """A small PDF of one page whose drawing never ends; nothing about it is damaged."""
    form = b"<< /XObject << /F %d 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources " + form % 5 + b" >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for i in range(NESTED):
        last = i == NESTED - 1
        drawing = (b"0 0 400 400 re f " if last else b"/F Do ") * 10
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /I true >>"
        resources = b"<< >>" if last else form % (6 + i)
        objects.append(
            head + b" /Resources %s /Length %d >>\nstream\n%s\nendstream" % (resources, len(drawing), drawing)
        )
    written, places = b"%PDF-1.7\n", []
    for i, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (i, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(written))
    )


@pytest.fixture
def hostile(tmp_path: Path) -> Report:
    path = tmp_path / "云岭市2023.pdf"
    path.write_bytes(hostile_pdf())
    return replace(report_of(address=str(path)), pages=(0,))


@pytest.fixture
def scan() -> Report:
    return replace(report_of(address=str(Path(__file__).parent / "scans" / "report.tif")), pages=(0, 20, 40))


@pytest.fixture
def originals() -> Iterator[Originals]:
    made = Originals(no_copy)
    yield made
    made.close()


def client_of(originals: Originals, rate: int, *reports: Report) -> TestClient:
    """The pages of these reports, and a minute of `rate` questions that no clock ends."""
    app, store, turnstile = FastAPI(), FakeStore(*reports), Turnstile(Limits(lambda: 0.0), rate)
    add_routes(app, store, turnstile=turnstile)
    add_reader(app, store, originals, turnstile)
    return TestClient(app, follow_redirects=False)


# --- a call in a process of its own ----------------------------------------------------------------


def done_apart(what: str) -> int:
    """Something that a file may bring a library to."""
    if what == "hang":
        time.sleep(3600)
    if what == "die":
        os._exit(3)
    if what == "refuse":
        raise ReadingError("这个文件读不了。")
    return os.getpid()


def test_a_process_that_hangs_or_dies_is_replaced_by_another() -> None:
    apart = Apart(done_apart)
    try:
        first = apart.call("work", seconds=20)
        assert first != os.getpid()
        with pytest.raises(ReadingError, match="这个文件读不了"):
            apart.call("refuse", seconds=20)
        assert apart.call("work", seconds=20) == first
        with pytest.raises(OverranError):
            apart.call("hang", seconds=0.1)
        second = apart.call("work", seconds=20)
        with pytest.raises(CutOffError):
            apart.call("die", seconds=20)
        assert len({first, second, apart.call("work", seconds=20)}) == 3
    finally:
        apart.close()


# --- pages of originals --------------------------------------------------------------------------------


def test_a_page_that_is_drawn_for_ever_is_given_up_in_words_and_not_tried_again(
    hostile: Report, scan: Report, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = replace(scan, id="fedcba9876543210")
    client = client_of(originals, 0, hostile, scan)
    monkeypatch.setattr(module, "DRAWING_SECONDS", 1.0)
    got = client.get(f"/report/{hostile.id}/page/1")
    assert got.status_code == 422
    assert wording.PAGE_TOO_SLOW in got.text
    begun = time.perf_counter()
    assert client.get(f"/report/{hostile.id}/page/1.png").status_code == 422
    assert time.perf_counter() - begun < 0.5
    # All others are drawn as before.
    monkeypatch.setattr(module, "DRAWING_SECONDS", 20.0)
    assert client.get(f"/report/{scan.id}/page/1.png").status_code == 200
    # It is tried again later: it may have been the machine that was slow.
    monkeypatch.setattr(module, "monotonic", lambda: time.monotonic() + module.FAILED_SECONDS)
    assert not originals._known((hostile.id, 1))


def test_whoever_waits_too_long_for_a_place_is_told_to_come_back(
    scan: Report, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAITING_SECONDS", 0.01)
    with originals._turn:
        with pytest.raises(BusyError):
            originals.page(scan, 1)
        got = client_of(originals, 0, scan).get(f"/report/{scan.id}/page/1")
    assert (got.status_code, got.headers["retry-after"]) == (503, "5")
    assert wording.PAGES_BUSY in got.text


def test_one_address_has_only_so_many_pages_drawn_in_a_minute_and_may_look_at_those_that_are(
    scan: Report, originals: Originals
) -> None:
    client = client_of(originals, 2, scan)
    assert [client.get(f"/report/{scan.id}/page/{n}").status_code for n in (1, 2, 3)] == [200, 200, 429]
    assert client.get(f"/report/{scan.id}/page/1.png").status_code == 200


@pytest.mark.parametrize("path", ["report/{}", "report/{}/page/1", "source/{}", "source/{}?download=1", "copy/{}"])
def test_one_address_opens_only_so_many_pages_in_a_minute(path: str, scan: Report, originals: Originals) -> None:
    client = client_of(originals, 1, scan)
    address = "/" + path.format(scan.id)
    assert 429 not in [client.get(address).status_code for _ in range(PAGES_A_QUESTION)]
    refused = client.get(address)
    assert refused.status_code == 429
    assert words.TOO_MANY_PAGES in refused.text
    assert refused.headers["retry-after"] == "60"
    assert "default-src 'none'" in refused.headers["content-security-policy"]


def test_what_is_kept_is_bounded_by_its_bytes() -> None:
    kept: KeptBytes[str] = KeptBytes(10)
    for key in "abc":
        kept.keep(key, key, 4)
    assert [kept.get(key) for key in "abc"] == [None, "b", "c"]
    kept.keep("b", "other", 1)
    assert (kept.get("b"), kept.bytes) == ("other", 5)
    kept.keep("huge", "huge", 11)
    assert (kept.get("huge"), kept.get("c")) == (None, "c")


# --- a report's whole text -----------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as opened:
        opened.put(report_of())
        yield opened


@pytest.fixture
def reader(store: Store, originals: Originals) -> TestClient:
    app = FastAPI()
    add_reader(app, store, originals)
    return TestClient(app)


def again(reader: TestClient, got: Any) -> Any:
    """The same page asked for by a browser that has kept it."""
    return reader.get(str(got.request.url), headers={"If-None-Match": got.headers["etag"]})


def test_the_same_text_is_made_once_and_sent_once(
    reader: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (head,) = store.heads()
    first = reader.get(f"/report/{head.id}?start=3&end=5")
    assert first.headers["cache-control"] == "private, no-cache"
    kept = again(reader, first)
    assert (kept.status_code, kept.content, kept.headers["etag"]) == (304, b"", first.headers["etag"])
    assert kept.headers["content-security-policy"] == first.headers["content-security-policy"]
    other = reader.get(f"/report/{head.id}")
    assert other.headers["etag"] != first.headers["etag"]
    assert again(reader, first).status_code == 304
    monkeypatch.setattr("assistant.web.reader_routes.report_page", lambda *given: pytest.fail("made again"))
    assert reader.get(f"/report/{head.id}?start=3&end=5").content == first.content


def test_nothing_is_shown_as_it_was_before_a_correction(reader: TestClient, store: Store) -> None:
    """Corrected, taken back, said whose it is, read anew, removed: each time the page is the present one."""
    (head,) = store.heads()
    cell = next(c for c in store.report(head.id).cells if c.raw == "17")
    seen = [reader.get(f"/report/{head.id}")]

    def changed() -> str:
        got = again(reader, seen[-1])
        assert got.status_code == 200
        assert got.headers["etag"] not in {each.headers["etag"] for each in seen}
        seen.append(got)
        return str(got.text)

    correction = Correction(CellKind.NUMBER, Decimal(19), "另据年鉴", "张三", "2026-01-02", "17")
    entry = store.correct(head.id, cell.place, correction)
    assert "另据年鉴" in changed()
    store.withdraw_correction(entry.no, Withdrawal("记错了", "张三", "2026-01-03"))
    assert "另据年鉴" not in changed()
    was = Identity("云岭市", "云岭市", 2023, Scope.WHOLE_REGION)
    store.identify(head.id, Statement(replace(was, year=2022), "年份写错了", "张三", "2026-01-04", was))
    assert "2022" in changed()
    store.put(report_of(sentence="全年新收政府信息公开申请 18 件。", first_value="18"))
    assert "18 件" in changed()
    store.remove(head.id)
    assert again(reader, seen[-1]).status_code == 404
