"""Vector search by FAISS: exact at 16 bits while small, in clusters at 8 bits when large, over the file of passages.

The vectors' truth is the file of passages; what is here is made from it, kept on disk to start quickly, and made
again whenever the two do not agree.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from index.embed import Vectors, as_rows
from index.passages import Ids, Passages

FILE_NAME = "vectors.faiss"

# Flat search of 300,000 vectors takes 16 ms at fp16, of 50,000 under 3 ms; in clusters 0.4 ms at recall 0.98.
LARGEST_FLAT = 50_000
PROBES = 16  # clusters looked into where nothing is filtered
TRAINING_PER_CLUSTER = 40  # FAISS asks for 39 vectors a cluster at least
GROWTH = 4  # clusters are trained again when the index has grown this much
EXACT_UP_TO = 20_000  # with a filter that allows fewer, every cluster is looked into: exact, and quick still
READ_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class _Built:
    """A FAISS index and the ids in it, ascending; `trained`: how many there were when clusters were made, 0 = flat."""

    index: Any
    ids: Ids
    trained: int


class VectorIndex:
    """Nearest texts by cosine. One thread refreshes, any may search; a refresh shows all at once."""

    def __init__(
        self, folder: Path, passages: Passages, signature: str, dimension: int, largest_flat: int = LARGEST_FLAT
    ) -> None:
        self._file = folder / FILE_NAME
        self._passages = passages
        self._signature = signature
        self._dimension = dimension
        self._largest_flat = largest_flat
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._built = self._from_disk()

    @property
    def count(self) -> int:
        return len(self._built.ids)

    def refresh(self) -> bool:
        """Take in the vectors that are new in the file of passages, drop those that are gone; False where none is."""
        with self._refreshing:
            wanted = self._passages.embedded_ids()
            if self._needs_building(len(wanted)):
                fresh = self._build(wanted)
                with self._lock:
                    self._built = fresh
                return True
            return self._change(wanted)

    def save(self) -> None:
        """Keep the index on disk, replacing the file in one step; the ids are part of it."""
        with self._refreshing:
            built = self._built
            part = self._file.with_suffix(f".part{os.getpid()}")
            faiss.write_index(built.index, str(part))
            os.replace(part, self._file)
            note = {"trained": built.trained, "ids": len(built.ids), "signature": self._signature}
            _replace_text(self._file.with_suffix(".json"), json.dumps(note))

    def search(self, vector: npt.NDArray[np.float32], limit: int, allowed: Ids | None) -> list[tuple[int, float]]:
        """(text id, cosine) of the nearest texts among `allowed` (None = all), best first."""
        query = as_rows(vector.reshape(1, -1), self._dimension)
        with self._lock:
            built = self._built
            if not len(built.ids) or limit < 1 or (allowed is not None and not len(allowed)):
                return []
            parameters, keep = _parameters(built, allowed)
            scores, ids = built.index.search(query, min(limit, len(built.ids)), params=parameters)
            del keep  # the selector reads this memory while it searches
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def _needs_building(self, count: int) -> bool:
        trained = self._built.trained
        if count <= self._largest_flat:
            return trained > 0
        return not trained or count > trained * GROWTH

    def _build(self, ids: Ids) -> _Built:
        large = len(ids) > self._largest_flat
        index = self._trained(ids) if large else _flat(self._dimension)
        for some in _portions(ids):
            index.add_with_ids(self._rows(some), some)
        return _Built(index, ids, len(ids) if large else 0)

    def _trained(self, ids: Ids) -> Any:
        clusters = max(1, int(np.sqrt(len(ids))))
        # A fixed choice: the same vectors give the same clusters.
        sample = np.sort(np.random.default_rng(0).permutation(ids)[: clusters * TRAINING_PER_CLUSTER])
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(self._dimension), self._dimension, clusters,
            faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT,
        )  # fmt: skip
        index.train(self._rows(sample))
        return index

    def _change(self, wanted: Ids) -> bool:
        built = self._built
        new, gone = np.setdiff1d(wanted, built.ids), np.setdiff1d(built.ids, wanted)
        for some in _portions(new):
            rows = self._rows(some)
            with self._lock:
                built.index.add_with_ids(rows, some)
                self._built = built = _Built(built.index, np.union1d(built.ids, some), built.trained)
        if len(gone):
            with self._lock:
                built.index.remove_ids(gone)
                self._built = _Built(built.index, wanted, built.trained)
        return bool(len(new) or len(gone))

    def _rows(self, ids: Ids) -> Vectors:
        return as_rows(self._passages.vectors(ids), self._dimension)

    def _from_disk(self) -> _Built:
        # A file that is missing, broken or of other vectors is no loss: it is made again from the passages.
        with contextlib.suppress(Exception):
            note = json.loads(self._file.with_suffix(".json").read_text(encoding="utf-8"))
            index = faiss.read_index(str(self._file))
            ids = _ids_of(index, bool(note["trained"]))
            if note["signature"] == self._signature and len(ids) == note["ids"]:
                return _Built(index, ids, int(note["trained"]))
        return _Built(_flat(self._dimension), np.zeros(0, np.int64), 0)


def _portions(ids: Ids) -> list[Ids]:
    return [ids[at : at + READ_AT_ONCE] for at in range(0, len(ids), READ_AT_ONCE)]


def _replace_text(file: Path, text: str) -> None:
    part = file.with_suffix(f".note{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    os.replace(part, file)


def _flat(dimension: int) -> Any:
    codes = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    codes.train(np.zeros((1, dimension), np.float32))
    return faiss.IndexIDMap(codes)


def _ids_of(index: Any, clustered: bool) -> Ids:
    if not clustered:
        return np.sort(faiss.vector_to_array(index.id_map).astype(np.int64))
    lists = index.invlists
    parts = [
        faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
        for i in range(index.nlist)
        if lists.list_size(i)
    ]
    return np.sort(np.concatenate(parts).astype(np.int64)) if parts else np.zeros(0, np.int64)


def _parameters(built: _Built, allowed: Ids | None) -> tuple[Any, Any]:
    """FAISS's search parameters, and what must stay in memory as long as they are used."""
    plain: Any = faiss.SearchParameters  # they take any of their fields by name, unknown to the type stubs
    clustered: Any = faiss.SearchParametersIVF
    selector, bits = _selector(allowed) if allowed is not None else (None, None)
    if not built.trained:
        return (plain(sel=selector) if selector else None), (selector, bits)
    exact = allowed is not None and len(allowed) <= EXACT_UP_TO
    probes = built.index.nlist if exact else PROBES
    more = {"sel": selector} if selector else {}
    return clustered(nprobe=probes, **more), (selector, bits)


def _selector(allowed: Ids) -> tuple[Any, Any]:
    marks = np.zeros(int(allowed[-1]) + 1, np.uint8)
    marks[allowed] = 1
    bits = np.packbits(marks, bitorder="little")
    return faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits)), bits  # its length is in bytes
