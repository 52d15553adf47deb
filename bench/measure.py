"""Time, memory and tables for the benchmarks."""

from __future__ import annotations

import math
import os
import platform
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TIMES = ("中位数", "99 百分位", "最长", "处理器中位数（毫秒）")


@dataclass(slots=True)
class Spent:
    """Seconds on the clock (`wall`) and of this process's processor time (`cpu`, all its threads)."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def spent() -> Iterator[Spent]:
    """What the block takes; filled in when it ends."""
    found = Spent()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield found
    finally:
        found.wall, found.cpu = time.perf_counter() - wall, time.process_time() - cpu


def processor_seconds(call: Callable[[], object]) -> float:
    """The processor time of one call."""
    with spent() as found:
        call()
    return found.cpu


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least that share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def milliseconds(calls: Sequence[Spent]) -> tuple[str, ...]:
    """Median, 99th percentile and longest on the clock, and the median of processor time, as shown under TIMES."""
    walls = [call.wall for call in calls]
    found = (statistics.median(walls), percentile(walls, 0.99), max(walls), statistics.median(c.cpu for c in calls))
    return tuple(f"{1000 * seconds:.1f}" for seconds in found)


def memory(process: int | None = None, field: str = "VmRSS") -> str:
    """The resident memory of a process (this one where none is named), now or (`VmHWM`) at its highest; Linux only."""
    status = Path(f"/proc/{process or os.getpid()}/status")
    if not status.exists():
        return "—"
    line = next(line for line in status.read_text().splitlines() if line.startswith(field + ":"))
    return f"{int(line.split()[1]) / 1024:.0f} MB"


def machine() -> str:
    """One line naming what this was measured on."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return f"{cores} 核处理器，无 GPU，{platform.system()}，Python {platform.python_version()}"


def show(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on the terminal, the first column to the left and the others to the right."""
    lines = [titles, *rows]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(titles))]
    for line in lines:
        first, *rest = line
        cells = [first + " " * (widths[0] - _width(first))]
        cells += [" " * (w - _width(cell)) + cell for w, cell in zip(widths[1:], rest, strict=True)]
        print("  ".join(cells).rstrip(), flush=True)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
