"""Files of the old Office programs (OLE): Word and WPS documents, workbooks, and what in them can't be read."""

from __future__ import annotations

import io
from typing import Final

import olefile

from corpus.errors import ReadingError
from corpus.reading.limits import FORMATS, LOCKED

# A stream at the top of the file that shows what it is, and its kind.
_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "vsd"),
    ("__properties_version1.0", "msg"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NAMES: Final = {"ppt": "演示文稿（.ppt）", "vsd": "Visio 图", "msg": "Outlook 邮件"}
_FIB_FLAGS, _FIB_ENCRYPTED = 0x0A, 0x0100  # in the head of a Word document
_FILEPASS, _RECORDS = 0x2F, 40  # the record of a workbook that says it has a password; it stands at the beginning


def ole_kind(data: bytes) -> str:
    """`doc` or `xls`; ReadingError where the file is encrypted, damaged, or of another program."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            names = {entry[0] for entry in file.listdir(streams=True, storages=False) if len(entry) == 1}
            kind = next((kind for stream, kind in _STREAMS if stream in names), "")
            locked = kind == "encrypted" or _is_locked(file, kind, names)
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        # olefile raises all of these for a directory that leads nowhere; the name of the stream still tells.
        if _ENCRYPTED in data:
            raise ReadingError(LOCKED) from error
        raise ReadingError(
            "文件已损坏或没有下载完整，无法读取。请重新下载，或用 Word、WPS 打开后另存为 DOCX 再试。"
        ) from error
    if locked:
        raise ReadingError(LOCKED)
    if kind not in ("doc", "xls"):
        raise ReadingError(f"这是{_NAMES.get(kind, '认不出来的旧版 Office 文件')}，不能读取。{FORMATS}")
    return kind


def _is_locked(file: olefile.OleFileIO, kind: str, names: set[str]) -> bool:
    if kind == "doc":
        head = file.openstream("WordDocument").read(_FIB_FLAGS + 2)
        return bool(int.from_bytes(head[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED)
    if kind != "xls":
        return False
    stream = file.openstream("Workbook" if "Workbook" in names else "Book")
    for _ in range(_RECORDS):
        head = stream.read(4)
        if len(head) < 4:
            break
        if int.from_bytes(head[:2], "little") == _FILEPASS:
            return True
        stream.read(int.from_bytes(head[2:], "little"))
    return False
