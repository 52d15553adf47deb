"""Where files that members send are kept: safe names, a folder for each, removed with the last report that comes from it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unicodedata import normalize

from assistant import wording_uploads as words
from corpus import archives
from corpus.errors import NianbaoError
from corpus.store import ReportHead, Store
from corpus.web.addresses import ending_of, safe_name

FOLDER = "uploads"


def kept_name(name: str) -> str:
    """The name of a file as it is kept: no folder, nothing a file system refuses, not too long; its ending stays."""
    plain = normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    ending = ending_of(plain)
    stem = safe_name(plain[: len(plain) - len(ending)])
    return f"{stem or words.NAMELESS}{ending}"


def archive_path(address: str, folder: Path) -> str:
    """The address of a file of that folder, or of one in an archive there, below the folder."""
    return address.removeprefix(f"{folder.absolute()}{os.sep}").replace(os.sep, "/")


def remove_report(store: Store, report_id: str) -> ReportHead:
    """Remove a stored report, and its original where members sent it and no other report comes from it; KeyError for none."""
    head = store.head(report_id)
    if head is None or not store.remove(report_id):
        raise KeyError(report_id)
    folder = upload_folder(store, head)
    if folder is not None:
        remove_folder(store, folder)
    return head


def upload_folder(store: Store, head: ReportHead) -> Path | None:
    """The folder in which the original of a report is kept as it was sent, None where it comes from elsewhere."""
    root = (store.folder / FOLDER).absolute()
    path = Path(archives.file_address(head.address).partition(archives.INSIDE)[0])
    return path.parent if path.is_absolute() and path.parent.parent == root else None


def remove_folder(store: Store, folder: Path) -> None:
    """Remove the folder of an upload unless a stored report comes from it."""
    root = (store.folder / FOLDER).absolute()
    folder = folder.absolute()
    if folder.parent != root or any(h.address.startswith(f"{folder}{os.sep}") for h in store.heads()):
        return
    shutil.rmtree(folder, ignore_errors=True)


def is_archive_file(path: Path) -> bool:
    try:
        return archives.is_archive(str(path))
    except (OSError, NianbaoError):
        return False
