"""A report that a page shows as pictures: which of the page's pictures they are, and one file of them all."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence

from corpus.reading.limits import SCANNED_PAGES, UPLOAD
from corpus.reading.ocr.pictures import in_grey
from corpus.web.page import WebPage, in_furniture

# Where pages that load pictures late keep their addresses.
_SOURCES = ("data-original", "data-src", "src")
_ORNAMENT = re.compile(r"logo|icon|banner|qrcode|ewm|erweima|weixin|wechat|jiucuo|share|button|btn|arrow|loading", re.I)
_SMALL = re.compile(r"[1-3]?\d?\d(?:px)?")
# A page of a report as a picture is at least so wide and high (pixels); smaller ones can't be read and are ornaments.
_WIDTH, _HEIGHT = 500, 300


def pictures_of(page: WebPage) -> tuple[str, ...]:
    """The addresses of the pictures of a page that may be pages of a report, in order."""
    found = []
    for node in page.tree.css("img")[: 10 * SCANNED_PAGES]:
        source = next(filter(None, (node.attributes.get(name) for name in _SOURCES)), "")
        sizes = (node.attributes.get("width") or "", node.attributes.get("height") or "")
        address = page.resolve(source) if not source.startswith("data:") else ""
        ornament = _ORNAMENT.search(source) or any(_SMALL.fullmatch(size) for size in sizes)
        if address and not ornament and not in_furniture(node):
            found.append(address)
    return tuple(dict.fromkeys(found))[:SCANNED_PAGES]


def is_large(data: bytes) -> bool:
    """Whether the bytes are a picture large enough to be a page of a report."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            return bool(image.width >= _WIDTH and image.height >= _HEIGHT)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
        return False


def joined(pictures: Sequence[bytes]) -> bytes:
    """The pictures as the pages of one TIFF, in grey and without loss unless it grew too large for that."""
    from PIL import Image

    frames = []
    for data in pictures:
        with Image.open(io.BytesIO(data)) as image:
            frames.append(in_grey(image))
    for how in ({"compression": "tiff_adobe_deflate"}, {"compression": "jpeg", "quality": 90}):
        out = io.BytesIO()
        frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], **how)
        if out.tell() <= UPLOAD:
            break
    return out.getvalue()
