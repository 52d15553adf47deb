"""Addresses of reports, and ZIP archives: the reports in one, and their bytes. Nothing is ever unpacked to disk.

A file in an archive has the address `archive.zip!/folder/file.html`; an archive may hold archives, not deeper than that.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from corpus.errors import ReadingError
from corpus.reading.limits import DEEPEST_ARCHIVE, MIB, UPLOAD, check_archive, check_upload

INSIDE = "!/"
_PART = "#"  # before the number of a report that is not the first of its file
ENDING = ".zip"

_UTF8_NAME = 0x800
# Files that every packed document has and no archive of reports: DOCX and XLSX, OFD, OpenDocument.
_PACKAGES = ("[Content_Types].xml", "OFD.xml", "mimetype")
_DAMAGED = "压缩包已损坏或没有下载完整，无法读取。请重新下载，或解压后再添加其中的文件。"
_GONE = "压缩包里没有这个文件，可能压缩包已经换过。请重新添加。"


def is_archive(path: str) -> bool:
    """Whether the file is a ZIP archive of files and not a document that is packed as ZIP (DOCX, OFD …)."""
    if not zipfile.is_zipfile(path):
        return False
    with _errors_told(), zipfile.ZipFile(path) as archive:
        return not set(archive.namelist()).intersection(_PACKAGES)


def members(address: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """(address, why it can't be read or '') of every member whose file name is wanted, in the order of names.

    ReadingError where the archive itself is damaged, a bomb, or nested too deep.
    """
    with _errors_told(), _open(address) as archive:
        check_archive(archive.infolist())
        named = sorted((_name(entry), entry) for entry in archive.infolist() if not entry.is_dir())
        twice = {name for name, count in Counter(name for name, _ in named).items() if count > 1}
        found = [(name, _fault(name, entry, name in twice)) for name, entry in named if _is_seen(name, wanted)]
    for name, fault in found:
        inner = f"{address}{INSIDE}{name}"
        if fault or not name.lower().endswith(ENDING):
            yield inner, fault
        elif inner.count(INSIDE) >= DEEPEST_ARCHIVE:
            yield inner, "压缩包里又套了几层压缩包。请解压后再添加其中的文件。"
        else:
            yield from _nested(inner, wanted)


def _nested(address: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    try:
        yield from members(address, wanted)
    except ReadingError as error:
        yield address, str(error)


def read_bytes(address: str) -> bytes:
    """The bytes of a file, or of a member of an archive; ReadingError where it is too large, encrypted or not there."""
    if INSIDE not in address or os.path.exists(address):
        with open(address, "rb") as file:
            data = file.read(UPLOAD + 1)
    else:
        outer, _, name = address.rpartition(INSIDE)
        with _errors_told(), _open(outer) as archive:
            entry = next((e for e in archive.infolist() if _name(e) == name), None)
            if entry is None:
                raise ReadingError(_GONE)
            with archive.open(entry) as member:
                data = member.read(UPLOAD + 1)
    check_upload(data)
    return data


def changed_at(address: str) -> float:
    """When the file was last changed (seconds since 1970), of one in an archive the archive; OSError where it is gone."""
    return os.path.getmtime(address if os.path.exists(address) else address.partition(INSIDE)[0])


def file_name(address: str) -> str:
    """The name of the file at that address, without folders and archive."""
    return os.path.basename(address.rpartition(INSIDE)[2] or address)


def part_address(address: str, number: int) -> str:
    """Where the `number`-th report (from 1) of the file at that address lies."""
    return address if number == 1 else f"{address}{_PART}{number}"


def file_address(address: str) -> str:
    """Where the file lies that holds the report at that address."""
    file, _, number = address.rpartition(_PART)
    return file if file and number.isdecimal() and not os.path.exists(address) else address


def _open(address: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(read_bytes(address)) if INSIDE in address else address)


@contextmanager
def _errors_told() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError) as error:
        raise ReadingError(_DAMAGED) from error
    except RuntimeError as error:  # what zipfile raises for a member with a password
        raise ReadingError("压缩包里的这个文件设了密码，无法读取。请解压后再添加。") from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's path; names without the UTF-8 mark come from Chinese Windows, or from a system that forgot it."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_seen(name: str, wanted: Callable[[str], bool]) -> bool:
    """Whether it is wanted, and in no folder that systems hide (.git, __MACOSX)."""
    *folders, file = name.split("/")
    hidden = any(folder.startswith((".", "__MACOSX")) and folder != ".." for folder in folders)
    return not hidden and wanted(file)


def _fault(name: str, entry: zipfile.ZipInfo, twice: bool) -> str:
    """Why the member is not read, '' where it is."""
    if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
        return "压缩包里这个文件的路径不正常（指到压缩包以外），已跳过。请检查压缩包的来源。"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "压缩包里这一项是指向别处的链接，不是文件，已跳过。"
    if entry.flag_bits & 1:
        return "压缩包里的这个文件设了密码，无法读取。请解压后再添加。"
    if twice:
        return "压缩包里有两个同名的文件，分不清是哪一个，已跳过。请解压后再添加。"
    if entry.file_size > UPLOAD:
        return f"文件过大（{entry.file_size / MIB:.0f} MB），最多可读 {UPLOAD // MIB} MB。请删去其中的图片和附件再试。"
    return ""
