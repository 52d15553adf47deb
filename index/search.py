"""Search over the passages of all reports: keywords and vectors, filtered both, fused into one ranking.

Keywords answer as soon as a report is read; vectors join when the model is loaded and the texts are embedded.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import NianbaoError
from corpus.report import PassageKind
from corpus.store import Store
from index import build
from index.embed import Embedder
from index.giving_way import give_way
from index.keyword import KeywordIndex
from index.passage_rows import Found, Paragraph
from index.passages import Passages
from index.where import ANYTHING, Where
from index.words import shared_words

if TYPE_CHECKING:
    from index.vectors import VectorIndex

__all__ = ["CANDIDATES", "Hit", "SearchIndex", "Status", "fused"]

# Each leg's scores are brought to 0…1 (keywords: share of the best; vectors: place between best and last candidate)
# and added, vectors times a weight. Measured on 879 questions and 1,372 chunks of CMRC 2018 dev by bench/search.py,
# R@1 / R@5: keywords 73.5 / 93.6, vectors 76.5 / 95.9, so 79.4 / 95.7 (80.5 / 95.8 at weight 1),
# by reciprocal ranks (k 60) 77.1 / 95.9 at best. On reports keywords are the stronger leg, so their weight is higher.
DENSE_WEIGHT = 0.8
# Cosines closer together than this don't tell good from bad, however few the candidates are.
LEAST_SPREAD = 0.1

CANDIDATES = 100  # of each leg
SCORE_DIGITS = 6  # scores equal to this many digits are a tie, broken by report id and place
# Vectors rank only when nearly all passages have one; else those without would be ranked down for no reason.
DENSE_FROM = 0.9
SECONDS_BETWEEN_REFRESHES = 10.0
QUESTIONS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `text == report.text[start:end]`; `legs` holds the score of each leg that found it."""

    report_id: str
    start: int
    end: int
    kind: PassageKind
    chapter: int | None
    text: str
    score: float
    legs: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """How far the index is. `message` is a Chinese sentence for people; `ready` = both legs rank."""

    reports: int
    passages: int
    embedded: int
    ready: bool
    message: str


class SearchIndex:
    """The index of a store, in a folder of its own. Threads may search while it catches up.

    Raises StoreError where the folder can't be used.
    """

    def __init__(self, store: Store, folder: Path, embedder: Embedder | None = None) -> None:
        self._store = store
        self._folder = folder
        self._embedder = embedder
        self._words = shared_words()
        self._passages = Passages(folder)
        self._keyword = KeywordIndex(folder, self._words)
        self._vectors: VectorIndex | None = None
        self._dense = False  # whether vectors rank
        self._catching_up, self._signal = threading.Lock(), threading.Lock()
        self._stop, self._work, self._idle = threading.Event(), threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._message = (
            "没有启用向量检索，只按关键词检索。" if embedder is None else "向量模型尚未加载，暂按关键词检索。"
        )
        self._questions: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def catch_up(self) -> build.CaughtUp:
        """Take in what changed in the store; keywords find it when this returns, vectors a little later."""
        with self._catching_up:
            done = build.catch_up(self._store, self._passages, self._keyword, self._words.fingerprint, _no_progress)
        self._note_dense()
        with self._signal:
            self._idle.clear()
            self._work.set()
        return done

    def start_background(self) -> None:
        """Load the model and embed what is new, in a thread that ends with `close` or the process."""
        if self._embedder is not None and self._thread is None:
            self._work.set()
            self._thread = threading.Thread(target=self._embed_in_background, name="nianbao-embed", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the background has nothing to do; False where it is still at work."""
        return self._thread is None or not self._thread.is_alive() or self._idle.wait(seconds)

    def status(self) -> Status:
        """Reports and passages known, passages embedded."""
        reports, passages, embedded = self._passages.counts()
        message = "关键词检索和向量检索都已就绪。" if self._dense and embedded == passages else self._message
        return Status(reports, passages, embedded, self._dense, message)

    def close(self) -> None:
        """End the background after the texts at hand, and close the files."""
        self._stop.set()
        self._work.set()
        if self._thread is not None:
            self._thread.join()
        self._passages.close()

    # --- searching ----------------------------------------------------------------------

    def search(self, query: str, where: Where = ANYTHING, limit: int = 10, depth: int = CANDIDATES) -> list[Hit]:
        """The best passages that are allowed, best first; ties in order of report id and place.

        `depth`: how many that share a term with the query are weighed (of the nearest vectors always CANDIDATES).
        """
        keyword = self._keyword_leg(query, where, depth)
        dense = self._dense_leg(query, where)
        scores = fused(keyword, dense)
        found = self._found([*keyword, *dense])
        hits = [_hit(found[i], score, i, keyword, dense) for i, score in scores.items() if i in found]
        return sorted(hits, key=lambda hit: (-hit.score, hit.report_id, hit.start))[:limit]

    def paragraphs(self, where: Where, containing: Sequence[str] = ()) -> list[Paragraph]:
        """Every passage that is allowed and has one of these strings (where any are given), by report and place."""
        return self._passages.paragraphs(where, containing)

    def _keyword_leg(self, query: str, where: Where, depth: int) -> dict[int, float]:
        """Passage id → BM25, best first."""
        found = self._keyword.search(query, where, depth)
        return {number: round(score, SCORE_DIGITS) for number, score in found if score > 0}

    def _dense_leg(self, query: str, where: Where) -> dict[int, float]:
        """Passage id → cosine, best first; nothing while vectors are not ready."""
        vectors = self._vectors
        if vectors is None or not self._dense or not query.strip():
            return {}
        allowed = None if where.everything else self._passages.allowed_texts(where)
        texts = vectors.search(self._question(query), CANDIDATES, allowed)
        cosines = {text: round(cosine, SCORE_DIGITS) for text, cosine in texts}
        found = self._passages.of_texts(list(cosines), where, CANDIDATES)
        in_order = sorted(found, key=lambda f: (-cosines[f.text_id], f.report_id, f.start))
        return {f.id: cosines[f.text_id] for f in in_order[:CANDIDATES]}

    def _question(self, query: str) -> npt.NDArray[np.float32]:
        assert self._embedder is not None
        vector = self._questions.pop(query, None)
        if vector is None:
            vector = self._embedder.encode_queries([query])[0]
        self._questions[query] = vector
        if len(self._questions) > QUESTIONS_KEPT:
            self._questions.popitem(last=False)
        return vector

    def _found(self, ids: Sequence[int]) -> dict[int, Found]:
        return self._passages.by_id(sorted(set(ids)))

    # --- the background -----------------------------------------------------------------

    def _embed_in_background(self) -> None:
        give_way()  # people who ask meanwhile wait for none of it
        try:
            vectors = self._attached()
            while not self._stop.is_set():
                self._work.wait()
                self._work.clear()
                self._embed_new(vectors)
                with self._signal:
                    if not self._work.is_set():
                        self._idle.set()
        except NianbaoError as error:
            self._message = f"{error} 目前只按关键词检索。"
        except Exception as error:  # the thread must not end without a word
            self._message = f"向量检索出错（{type(error).__name__}：{error}），目前只按关键词检索。"
        finally:
            self._idle.set()

    def _attached(self) -> VectorIndex:
        """The vectors on disk, of this model; those of another model are forgotten and made again."""
        assert self._embedder is not None
        from index.vectors import VectorIndex

        self._message = "正在加载向量模型，暂按关键词检索。"
        signature = self._embedder.signature
        self._passages.adopt_model(signature)
        vectors = VectorIndex(self._folder, self._passages, signature, self._embedder.dimension)
        if vectors.refresh():
            vectors.save()
        self._vectors = vectors
        self._note_dense()
        return vectors

    def _note_dense(self) -> None:
        _, passages, embedded = self._passages.counts()
        self._dense = self._vectors is not None and embedded >= passages * DENSE_FROM

    def _embed_new(self, vectors: VectorIndex) -> None:
        assert self._embedder is not None
        refreshed = time.monotonic()

        def refresh_now_and_then() -> None:
            nonlocal refreshed
            if time.monotonic() - refreshed > SECONDS_BETWEEN_REFRESHES:
                vectors.refresh()
                self._note_dense()
                refreshed = time.monotonic()

        self._message = "正在计算向量；尚未算完的部分暂按关键词检索。"
        build.embed_all(self._passages, self._embedder, self._stop, refresh_now_and_then)
        changed = vectors.refresh()
        self._note_dense()
        if changed:
            vectors.save()


def fused(keyword: Mapping[int, float], dense: Mapping[int, float]) -> dict[int, float]:
    """One score for each passage of the two legs (id → BM25, id → cosine); higher is better."""
    best = max(keyword.values(), default=1.0)
    nearest = max(dense.values(), default=0.0)
    spread = max(nearest - min(dense.values(), default=0.0), LEAST_SPREAD)
    near = {i: max(0.0, 1 - (nearest - cosine) / spread) for i, cosine in dense.items()}
    return {
        i: round(keyword.get(i, 0.0) / best + DENSE_WEIGHT * near.get(i, 0.0), SCORE_DIGITS)
        for i in {**keyword, **near}
    }


def _hit(found: Found, score: float, number: int, keyword: dict[int, float], dense: dict[int, float]) -> Hit:
    legs = {name: leg[number] for name, leg in (("keyword", keyword), ("dense", dense)) if number in leg}
    return Hit(found.report_id, found.start, found.end, found.kind, found.chapter, found.shown, score, legs)


def _no_progress(_done: int, _all: int) -> None:
    """Progress nobody asked for."""
