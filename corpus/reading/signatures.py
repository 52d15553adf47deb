"""How files of each kind begin: what tells a PDF, a picture or an archive without loading what reads it."""

from __future__ import annotations

from typing import Final

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, WPS and Excel before 2007
RTF: Final = b"{\\rtf"
ZIP: Final = b"PK"
# Archives that are not looked into, by how they begin, and their ending.
ARCHIVES: Final = ((b"Rar!", ".rar"), (b"7z\xbc\xaf", ".7z"), (b"\x1f\x8b", ".gz"))
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # a PDF may begin with a few bytes of something else


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF."""
    return _PDF in data[:_PDF_WITHIN]


def picture_ending(data: bytes) -> str:
    """`.png`, `.jpg` … of a picture file that can be read, '' for anything else."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":  # its name stands behind the length
        return ".webp"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return ".bmp"
    return next((ending for beginning, ending in _PICTURES if data.startswith(beginning)), "")
