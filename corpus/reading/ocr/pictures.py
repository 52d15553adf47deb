"""Picture files → pages of grey pixels with the resolution at which they were scanned, as far as it can be told."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import ReadingError
from corpus.reading.limits import PICTURE_PIXELS, SCANNED_PAGES

if TYPE_CHECKING:
    from PIL.Image import Image

    from corpus.reading.ocr.pixels import Grey

_FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP")
_SCANNED = (99, 1300)  # dpi of scanners; cameras and screens say 72 or 96 of anything
_NARROWEST, _WIDEST = 1.0, 17.0  # inches of the shorter side: a strip cut out, a sheet of A2
_LONG, _PART = 2.4, 1.2  # of its width: what is longer than a sheet, and how long its pieces are at least
SHEET_WIDTH, _SHEET_HEIGHT = 8.27, 11.69  # inches of A4, taken where a picture does not say how large it was
_TOO_LARGE = f"图片过大，最多可读 {PICTURE_PIXELS // 1_000_000} 百万像素。请缩小或拆成几页再试。"


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page: its pixels (height × width, 0 black), and how many of them make an inch."""

    grey: Grey
    dpi: float

    def parts(self) -> list[Grey]:
        """The page whole, or, of a long picture of a screen, piece by piece, cut where there is least ink."""
        height, width = self.grey.shape
        parts, top = [], 0
        while height - top > _LONG * width:
            first = top + round(_PART * width)
            window = self.grey[first : first + round(_PART * width / 2)]
            cut = first + int(window.mean(axis=1).argmax())
            parts.append(self.grey[top:cut])
            top = cut
        return [*parts, self.grey[top:]]


def pictures(data: bytes) -> Iterator[Picture]:
    """The pages of a picture file, several in a TIFF; ReadingError where it is damaged or too large."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")  # of odd tags and of size, which is checked here
            if getattr(image, "n_frames", 1) > SCANNED_PAGES and image.format == "TIFF":
                raise ReadingError(f"图片超过 {SCANNED_PAGES} 页。请拆成几个文件，或只留年报的各页再试。")
            for frame in ImageSequence.Iterator(image) if image.format == "TIFF" else [image]:
                yield _picture(frame)
    except Image.DecompressionBombError as error:
        raise ReadingError(_TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadingError("图片已损坏或不完整，打不开。请检查文件是否下载完整，或另存为 PNG 再试。") from error


def _picture(image: Image) -> Picture:
    import numpy as np

    if image.width * image.height > PICTURE_PIXELS:
        raise ReadingError(_TOO_LARGE)
    grey = np.asarray(in_grey(image), np.uint8)
    return Picture(np.ascontiguousarray(grey), _resolution(image, min(grey.shape), max(grey.shape)))


def in_grey(image: Image) -> Image:
    """The picture as it is seen: turned as its camera says, on white paper where it is clear, without colours."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return upright.convert("L")


def _resolution(image: Image, shorter: int, longer: int) -> float:
    """Pixels an inch as the file says, where a scanner may have said so; else as if it were A4."""
    said = image.info.get("dpi")
    dpi = float(said[0]) if isinstance(said, tuple) and said and said[0] else 0.0
    if _SCANNED[0] <= dpi <= _SCANNED[1] and _NARROWEST * dpi <= shorter <= _WIDEST * dpi:
        return dpi
    return longer / _SHEET_HEIGHT if longer <= _LONG * shorter else shorter / SHEET_WIDTH
