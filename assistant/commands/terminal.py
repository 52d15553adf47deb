"""What is printed: tables whose columns stand straight with Chinese in them, and progress that doesn't scroll."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

NO_REPORTS = (
    "还没有加入任何年报。请用“nianbao add 文件、文件夹或网址”加入年报，或者用“nianbao demo”加入虚构的演示年报试一试。"
)

_WIDE = frozenset("WF")
_BAR = 20  # columns


def width(text: str) -> int:
    """Columns the text takes in a terminal; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """The rows as lines, every column as wide as its widest cell; the last one is not padded."""
    filled = [tuple(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*filled, strict=True)]
    return ["  ".join([*map(_padded, row[:-1], widths), row[-1]]) for row in filled]


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def warn(text: str) -> None:
    """Say it on standard error, where it doesn't mix with results."""
    print(text, file=sys.stderr)


class Stream(Protocol):
    """What progress is written to."""

    def isatty(self) -> bool: ...
    def write(self, text: str, /) -> int: ...
    def flush(self) -> None: ...


class ProgressLine:
    """One line on standard error that is written over in a terminal; a line each time anywhere else."""

    def __init__(self, stream: Stream | None = None) -> None:
        self._stream: Stream = stream or sys.stderr
        self._over = self._stream.isatty()

    @property
    def writes_over(self) -> bool:
        """Whether this is a terminal, where a bar that grows can be shown."""
        return self._over

    def say(self, text: str) -> None:
        """Show where the work stands."""
        if self._over:
            self._stream.write(f"\r\x1b[K{_cut(text, shutil.get_terminal_size().columns - 1)}")
            self._stream.flush()
        else:
            self._stream.write(f"{text}\n")

    def end(self) -> None:
        """Leave an empty line for what is said next."""
        if self._over:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def warn_unknown(names: Iterable[str]) -> None:
    """Say of each name that no body and no report is called so."""
    for name in names:
        warn(f"没有叫“{name}”的单位或年报，可用 nianbao list 查看。")


def bar(done: int, total: int, remaining: float | None) -> str:
    """`███▌────── 35/100 约剩 2 分钟`: how far a batch is, and how long the rest will take where that is known."""
    filled = _BAR * done // max(total, 1)
    left = "" if remaining is None else f" 约剩 {duration(remaining)}"
    return f"{'█' * filled}{'─' * (_BAR - filled)} {done}/{total}{left}"


def duration(seconds: float) -> str:
    """A length of time as one says it: 不到 1 分钟 is given in seconds, up to two hours in minutes."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} 秒"
    return f"{round(whole / 60)} 分钟" if whole < 7200 else f"{whole / 3600:.1f} 小时"


def _cut(text: str, columns: int) -> str:
    while width(text) > columns:
        text = text[: len(text) - max(1, (width(text) - columns) // 2)]
    return text
