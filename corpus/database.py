"""Opening the SQLite file of a store: its settings, its transactions, and its errors said in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StoreError

# A writer waits this long for another process that is writing, then says so.
BUSY_MILLISECONDS = 30_000

# `execution_options` of a connection whose transaction takes the right to write when it begins, not at its first
# write: a reader that turned writer halfway would be refused where another has written meanwhile.
WRITING = {"nianbao_begin": "BEGIN IMMEDIATE"}

_PRAGMAS = (
    f"busy_timeout={BUSY_MILLISECONDS}",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "wal_autocheckpoint=4000",  # pages: a report touches one page for each place of its form, some 200
    "cache_size=-65536",  # 64 MiB a connection: the indexes of ten thousand reports stay in memory while writing
)


def open_engine(folder: Path, path: Path) -> Engine:
    """The engine for that file, its folder made where it is missing; StoreError where it can't be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"不能建立数据文件夹 {folder}（{error.strerror}）。请检查路径和权限，或者用 --data 另选一个文件夹。"
        ) from error
    # Any number of threads may read at once; connections beyond the pool are closed after use.
    engine = create_engine(f"sqlite:///{path}", pool_size=8, max_overflow=-1)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("nianbao_begin", "BEGIN"))


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turns an error of the database into a StoreError that names the file and says what to do."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(_sentence(path, str(getattr(error, "orig", None) or error))) from error


def _sentence(path: Path, cause: str) -> str:
    if "locked" in cause or "busy" in cause:
        return f"另一个程序正在写 {path}，等了 {BUSY_MILLISECONDS // 1000} 秒仍没有轮到。请等它结束后再试。"
    if "not a database" in cause or "malformed" in cause or "no such" in cause:
        return f"{path} 不是 nianbao 的库文件，或者已经损坏（{cause}）。请把它移走，再把年报重新加入一遍。"
    if "unable to open" in cause or "readonly" in cause:
        return f"不能打开 {path}（{cause}）。请检查文件夹的读写权限，或者用 --data 另选一个文件夹。"
    if "full" in cause:
        return f"磁盘已满，没有写进 {path}。已经加入的年报都在；请腾出空间后再试。"
    return f"读写 {path} 时出错：{cause}。已经加入的年报都在；请检查磁盘后再试。"
