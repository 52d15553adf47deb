"""The kept originals of reports of the web, looked up by their addresses; reads the journal and loads nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

FOLDER = "web"
JOURNAL = "journal.sqlite"


@dataclass(frozen=True, slots=True)
class Original:
    """The original of a report: its local copy (`archives.read_bytes` reads it), and the page it was found on or ''."""

    file: str
    found_on: str


# Finds the kept original of a report by its address.
CopyOf = Callable[[str], Original | None]


def no_copy(address: str) -> Original | None:
    """Where no copies are kept."""
    return None


def fetched_address(address: str) -> str:
    """The address that was fetched for a report: without its number in the file and its place in an archive."""
    from corpus.archives import INSIDE, file_address  # with it come the readers of all formats, which are slow to load

    return file_address(address).partition(INSIDE)[0]


def original_of(folder: Path, address: str) -> Original | None:
    """The kept original of the report at that address, None where there is none; `folder`: of the data."""
    from corpus.archives import file_address

    whole = fetched_address(address)
    inside = file_address(address).removeprefix(whole)
    for file, page in _reports(folder, "file, found_on", "address = ?1", whole):
        if (folder / file).is_file():
            return Original(f"{folder / file}{inside}", page)
    return None


def found_on(folder: Path) -> dict[str, str]:
    """Of every report of the web by the address of its file, the page it was found on; those given by the user left out."""
    return {row[0]: row[1] for row in _reports(folder, "address, found_on", "found_on != ?1", "")}


def addresses_found_on(folder: Path, page: str) -> frozenset[str]:
    """The addresses of the files of reports that were found on that page, or that it was redirected to."""
    led = "found_on = ?1 OR address IN (SELECT address FROM fetched WHERE asked = ?1)"
    return frozenset(address for (address,) in _reports(folder, "address", led, page))


def _reports(folder: Path, columns: str, where: str, value: str) -> list[tuple[str, ...]]:
    path = folder / FOLDER / JOURNAL
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as lines:
            return lines.execute(f"SELECT {columns} FROM reports WHERE {where}", (value,)).fetchall()
    except sqlite3.Error:
        return []  # a journal that can't be read costs the local copy, never the answer
