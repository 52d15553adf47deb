"""Which files the paths given by a user mean, archives opened, and what comes of reading one of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import archives
from corpus.errors import NianbaoError, ReadingError
from corpus.report import Report

# Endings a report is taken for in a folder. Archives that can't be read are documents someone meant to add, so they are
# listed as failed and not passed over. A file named by itself is always tried.
_PAGES = (
    ".html",
    ".htm",
    ".shtml",
    ".xhtml",
    ".jsp",
    ".aspx",
    ".php",
    ".mht",
    ".mhtml",
    ".txt",
    ".text",
    ".md",
    ".markdown",
)
_OFFICE = (
    ".docx",
    ".doc",
    ".wps",
    ".rtf",
    ".odt",
    ".fodt",
    ".ofd",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".et",
    ".ods",
    ".csv",
    ".tsv",
)
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
_OTHERS = (".pdf", ".zip", ".rar", ".7z")
ENDINGS = frozenset((*_PAGES, *_OFFICE, *_PICTURES, *_OTHERS))
# Folders that browsers put beside a saved page: pictures of its buttons.
_SAVED_WITH = ("_files", ".files")
# Documents that are ZIP files by themselves, never looked into for others.
_PACKED = frozenset((".docx", ".xlsx", ".xlsm", ".ofd", ".odt", ".ods"))

_MISNAMED = "文件名的编码不是 UTF-8，认不出来。请先改名再添加。"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not added, and why: a sentence in Chinese."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose content is what the store already has."""

    path: str


# What came of a file: the reports in it, nearly always one.
Read = tuple[Report, ...] | Unchanged | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, as an absolute path (`archive.zip!/file` inside an archive), and the hash the store has of it.

    A file of the web has its address as `path`; its bytes are in the local file `kept`, and `name` is what it is called.
    """

    path: str
    known_hash: str | None
    kept: str = ""
    name: str = ""

    @property
    def source(self) -> str:
        """Where the bytes are."""
        return self.kept or self.path


def content_hash(data: bytes) -> str:
    """The hash by which a file is known to be unchanged: sha256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


# --- which files ---------------------------------------------------------------------------


def find_files(paths: Sequence[Path]) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Absolute paths of the files meant, each once, folders recursively in the order of names; and what is not there."""
    files: dict[str, None] = {}
    failures: list[Failure] = []
    for path in paths:
        found, failed = _files_of(Path(os.path.abspath(path.expanduser())), str(path))
        files.update(dict.fromkeys(found))
        failures += failed
    failures += [Failure(_shown(file), _MISNAMED) for file in files if not _is_named(file)]
    opened: dict[str, None] = {}
    for file in filter(_is_named, files):
        found, failed = with_members(file)
        opened.update(dict.fromkeys(found))
        failures += failed
    return tuple(opened), tuple(failures)


def with_members(path: str) -> tuple[list[str], list[Failure]]:
    """The file itself, or what an archive holds; a packed document (DOCX …) is no archive, whatever it is called."""
    if os.path.splitext(path)[1].lower() in _PACKED or not os.path.isfile(path):
        return [path], []
    try:
        if not archives.is_archive(path):
            return [path], []
        found = list(archives.members(path, _is_report_name))
    except ReadingError as error:
        return [], [Failure(path, str(error))]
    except OSError as error:
        return [], [_unreadable(error)]
    failures = [Failure(address, fault) for address, fault in found if fault]
    if not found:
        failures.append(Failure(path, "这个压缩包里没有可以读取的年报。"))
    return [address for address, fault in found if not fault], failures


def _is_named(path: str) -> bool:
    """Whether the path is text; a name in another encoding (from an old archive) is bytes that no store can keep."""
    return _shown(path) == path


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode()


def _files_of(path: Path, said: str) -> tuple[list[str], list[Failure]]:
    if path.is_dir():
        return _files_below(path)
    if path.exists():
        return [str(path)], []
    if said.startswith(("http:", "https:")):
        return [], [Failure(said, "网址写得不对。请把网址完整地写在引号里，以 http:// 或 https:// 开头。")]
    hint = "如果是网址，请以 http:// 或 https:// 开头。" if said.startswith("www.") else ""
    return [], [Failure(said, f"没有这个文件或文件夹。请检查路径。{hint}")]


def _files_below(folder: Path) -> tuple[list[str], list[Failure]]:
    files: list[str] = []
    failures: list[Failure] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: failures.append(_unreadable(error))):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(_SAVED_WITH))
        files += [os.path.join(place, name) for name in sorted(names) if _is_report_name(name)]
    if not files and not failures:
        failures.append(
            Failure(str(folder), "这个文件夹里没有可以读取的年报（网页、Word、WPS、PDF、表格或文本文件）。")
        )
    return files, failures


def _is_report_name(name: str) -> bool:
    """Hidden files and the lock files of Word (~$…) are nobody's report."""
    return not name.startswith((".", "~$")) and os.path.splitext(name)[1].lower() in ENDINGS


def _unreadable(error: OSError) -> Failure:
    return Failure(str(error.filename), f"读不了（{error.strerror or error}）。请检查权限。")


# --- reading one ---------------------------------------------------------------------------


def read_file(task: Task) -> Read:
    """What comes of that file: its reports, that it is unchanged, or why it can't be read. Never raises."""
    name = task.name or archives.file_name(task.path)
    try:
        return _read(task, name)
    except NianbaoError as error:
        return Failure(task.path, str(error).removeprefix(f"{name}："))
    except OSError as error:
        return _unreadable(OSError(error.errno, error.strerror, task.path))
    except MemoryError:
        return Failure(task.path, "文件太大，内存不够。请只留年报正文再试。")
    except Exception as error:
        # Whatever a reader trips over in one file, the rest of the batch goes on and the file is listed.
        said = f"{type(error).__name__}: {error}"
        return Failure(task.path, f"读取时程序出了意外（{said}），已跳过，其余文件不受影响。请另存为文本再试。")


def _read(task: Task, name: str) -> Read:
    from corpus.assemble import read_reports  # slow to import, and needed only here

    data = archives.read_bytes(task.source)
    if content_hash(data) == task.known_hash:
        return Unchanged(task.path)
    return read_reports(data, name, task.path)
