"""From the command to the first page: how long, and how much memory then and when all is loaded."""

from __future__ import annotations

import statistics
import time
from argparse import Namespace
from pathlib import Path

from bench.data import demo_questions, folder_for
from bench.measure import memory, show
from bench.serving import service

LOADED_AFTER = 30  # seconds in which the model is loaded behind the page


def run(given: Namespace) -> None:
    """One line a start: seconds from the command to the first byte of the page; then the memory."""
    with folder_for(given.data) as folder:
        if given.data is None:
            demo_questions(folder, 1)
        rows, times = [], []
        for number in range(1, given.rounds + 1):
            seconds, at_first, later = _start(folder, wait=LOADED_AFTER if number == given.rounds else 0)
            times.append(seconds)
            rows.append((str(number), f"{seconds:.2f} 秒", at_first, later))
    show(("第几次", "命令到首字节", "此时内存", f"{LOADED_AFTER} 秒后内存"), rows)
    print(f"中位数 {statistics.median(times):.2f} 秒")


def _start(data: Path, wait: int) -> tuple[float, str, str]:
    """Seconds to the first byte of the page, memory then, and after `wait` seconds more ('—' where none)."""
    began = time.perf_counter()
    with service(data) as served:
        seconds, at_first = time.perf_counter() - began, memory(served.process)
        time.sleep(wait)
        return seconds, at_first, memory(served.process) if wait else "—"
