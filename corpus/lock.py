"""One process at a time adds reports to a folder: a lock that the system releases when its holder ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError

FILE_NAME = "nianbao.lock"


class BusyError(StoreError):
    """Another process, or another part of this one, is adding reports to the folder."""


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Holds the folder while its reports are being added; BusyError at once where another holds it."""
    descriptor = _open(folder / FILE_NAME)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise BusyError(
                f"另一个 nianbao 正在往这个文件夹里写：{folder}。请等它结束后再试，或者用 --data 指定另一个文件夹。"
            ) from error
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"不能写数据文件夹 {path.parent}（{error.strerror}）。请检查权限，或者用 --data 另选一个。"
        ) from error


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
