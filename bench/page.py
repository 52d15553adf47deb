"""The page in a browser: how long until the first question can be typed, and how much is sent for it."""

from __future__ import annotations

import shutil
import statistics
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.data import demo_questions, folder_for
from bench.measure import show
from bench.serving import service

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BOX = "#question textarea, #question input"
EXAMPLES = "#welcome .examples"
# What is typed as soon as that is possible must still be there when the page is complete.
TYPED = "2023年新收了多少件申请？"


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of the page: seconds until it can be typed in, and until examples stand there; requests and bytes."""

    usable: float
    complete: float
    requests: int
    sent: int


def run(given: Namespace) -> None:
    """Each round starts the service; as soon as it answers, the page is opened with an empty cache and once more."""
    from playwright.sync_api import sync_playwright

    cold, warm = [], []
    with folder_for(given.data) as folder, sync_playwright() as playwright:
        if given.data is None:
            demo_questions(folder, 1)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for _ in range(given.rounds):
            with service(folder) as served:
                context = browser.new_context()
                cold.append(_open(context, served.address))
                warm.append(_open(context, served.address))
                context.close()
        browser.close()
    show(
        ("打开网页", "到可以输入", "到有例题", "请求", "收到字节"),
        [_row("第一次（缓存是空的）", cold), _row("再一次", warm)],
    )


def _open(context: BrowserContext, address: str) -> Opened:
    page = context.new_page()
    began = time.perf_counter()
    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(address, wait_until="commit")
    box = page.locator(BOX)
    box.wait_for()
    usable = time.perf_counter() - began
    box.fill(TYPED)
    page.locator(EXAMPLES).wait_for()
    complete = time.perf_counter() - began
    if box.input_value() != TYPED:
        raise SystemExit("网页没有装完时打的字丢了。")
    page.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in finished]
    page.close()
    return Opened(usable, complete, len(sizes), sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes))


def _row(name: str, rounds: Sequence[Opened]) -> tuple[str, ...]:
    """The medians of all rounds."""
    usable, complete = (statistics.median(getattr(r, field) for r in rounds) for field in ("usable", "complete"))
    requests, sent = (statistics.median(getattr(r, field) for r in rounds) for field in ("requests", "sent"))
    return name, f"{usable:.2f} 秒", f"{complete:.2f} 秒", f"{requests:.0f}", f"{sent / 1024:.0f} KB"
