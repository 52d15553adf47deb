"""What every test may use: the sample reports, an empty store, and a way to the web without waiting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from printing import ARGUMENTS, CHROMIUM

from assistant.ask import Assistant
from assistant.service import accounts
from corpus.demo import write_demo
from corpus.ingest import add_paths
from corpus.settings import Settings
from corpus.store import Store
from corpus.web import bounds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder with the sample reports and questions; a test that needs it is skipped where it is absent."""
    if not (SHARED / "reports").is_dir():
        pytest.skip(f"the sample reports are not here: {SHARED}")
    return SHARED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own, closed after the test."""
    with Store(tmp_path / "data") as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo reports, read into a store, with the manifest that says what they hold."""

    folder: Path
    manifest: dict[str, Any]
    store: Store
    assistant: Assistant


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """All demo reports, read once for the whole test run; tests only ask."""
    data = tmp_path_factory.mktemp("demo")
    manifest = write_demo(data / "demo")
    with Store(data) as opened:
        add_paths(opened, [manifest.parent], lambda _: None)
        found = json.loads(manifest.read_text(encoding="utf-8"))
        yield Demo(manifest.parent, found, opened, Assistant(opened, Settings(data=data)))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the sample reports; skipped where they are absent."""
    if not (SHARED / "reports").is_dir():
        pytest.skip(f"the sample reports are not here: {SHARED}")
    data = tmp_path_factory.mktemp("real")
    with Store(data) as opened:
        add_paths(opened, [SHARED / "reports"], lambda _: None)
        yield Assistant(opened, Settings(data=data))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for all tests of a file; no longer, since while it is driven nothing else runs an event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Passwords of tests are hashed with as little work as argon2 takes: each account would cost a fifth of a second."""
    strong, accounts._hasher = accounts._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    assert (strong.time_cost, strong.memory_cost) >= (3, 65536), "those of the service are hashed with care (OWASP)"
    yield
    accounts._hasher = strong


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passing faults are tried again at once; no proxy stands between a test and its own portal."""
    monkeypatch.setattr(bounds, "FIRST_PAUSE", 0.0)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
