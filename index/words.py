"""Chinese text as search terms: jieba's words with the domain's own among them, and characters with their bigrams.

Nothing is dropped as a stop word: 最高, 多少, 不足, 部分, 无法 are what questions turn on.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from corpus.folding import folded
from corpus.forms import load_forms
from corpus.forms.catalogue import Applicant, Catalogue, Indicator, Ratio, Term, load_catalogue

# Clauses kept as cut, some 20 MB: reports repeat most of theirs, from year to year and from body to body.
CLAUSES_KEPT = 20_000
# Labels longer than this are phrases: kept whole, they would hide the words inside them.
LONGEST_WORD = 6

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_RUN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[a-z]+|\d+(?:\.\d+)?")
# jieba cuts between these by itself (its re_han_default): cutting piece by piece gives the same words.
_CLAUSE = re.compile(r"([一-鿕a-zA-Z0-9+#&\._%\-]+)")
_CHINESE = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+")
_LABEL_PARTS = re.compile(r"[（(].*?[)）]|[^㐀-鿿]+")


def normal_form(text: str) -> str:
    """Full-width as half-width, simplified characters for traditional ones, lower-case, no commas inside numbers."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", folded(text)).lower())


def bigrams(text: str) -> list[str]:
    """Each Chinese character and each pair of neighbours; a number or a Latin word whole. In order of the text."""
    found: list[str] = []
    for run in _RUN.findall(normal_form(text)):
        if _CHINESE.match(run):
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return found


class Words:
    """A segmenter with the domain's words and `extra` (names of bodies and regions, say); made on first use."""

    def __init__(self, extra: Iterable[str] = ()) -> None:
        own = {normal_form(word) for word in extra}
        self._vocabulary = tuple(sorted(word for word in domain_words() | own if len(word) > 1))
        self._lock = threading.Lock()
        self._cut: Callable[[str], tuple[str, ...]] | None = None
        self._counts: Mapping[str, int] = {}

    @property
    def fingerprint(self) -> str:
        """Changes with the vocabulary: what was cut with another one must be cut again."""
        return hashlib.sha256("\n".join(self._vocabulary).encode()).hexdigest()[:16]

    def words(self, text: str) -> list[str]:
        """The words of a text, and the shorter words inside long ones; punctuation is left out."""
        cut = self._ready()
        return [word for clause in _CLAUSE.split(normal_form(text)) for word in cut(clause)]

    def tokens(self, text: str) -> list[str]:
        """Words, then characters and bigrams: both streams of terms of a text in one list."""
        return self.words(text) + bigrams(text)

    def is_word(self, text: str) -> bool:
        """Whether the segmenter's dictionary has the text as a word."""
        self._ready()
        return self._counts.get(text, 0) > 0

    def _ready(self) -> Callable[[str], tuple[str, ...]]:
        with self._lock:
            if self._cut is None:
                segmenter = _new_segmenter(self._vocabulary)
                self._counts, self._cut = segmenter.FREQ, _cutter(segmenter)
            return self._cut


def _cutter(segmenter: Any) -> Callable[[str], tuple[str, ...]]:
    @lru_cache(maxsize=CLAUSES_KEPT)
    def cut(clause: str) -> tuple[str, ...]:
        return tuple(word for word in segmenter.lcut_for_search(clause) if _RUN.search(word))

    return cut


def _new_segmenter(vocabulary: Iterable[str]) -> Any:
    with warnings.catch_warnings():
        # jieba imports pkg_resources where there is one, has old escapes in its patterns and leaves files open.
        for kind in (DeprecationWarning, SyntaxWarning, UserWarning, ResourceWarning):
            warnings.simplefilter("ignore", kind)
        import jieba

        jieba.setLogLevel(logging.ERROR)
        segmenter = jieba.Tokenizer()
        segmenter.initialize()
        for word in vocabulary:
            segmenter.add_word(word)
    return segmenter


@cache
def domain_words() -> frozenset[str]:
    """The short names of the statutory forms' rows and columns and of the catalogue, in normal form."""
    named = (
        part for label in (*_form_labels(), *_catalogue_labels(load_catalogue().chaptered)) for part in _parts(label)
    )
    return frozenset(part for part in named if 1 < len(part) <= LONGEST_WORD)


def _parts(label: str) -> list[str]:
    """The runs of Chinese in a label, remarks in brackets and list numbers left out."""
    bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]", "", label)
    return [normal_form(part) for part in _LABEL_PARTS.split(bare) if part]


def _form_labels() -> Iterable[str]:
    for form in load_forms().values():
        for table in (t for t in form.tables if not t.is_list):
            for block in table.blocks:
                for line in (*block.rows, *block.columns):
                    yield from (*line.path, *line.also)


def _catalogue_labels(catalogue: Catalogue) -> Iterable[str]:
    kinds: tuple[Iterable[Indicator | Applicant | Ratio | Term], ...] = (
        catalogue.indicators, catalogue.applicants, catalogue.ratios, catalogue.terms,
    )  # fmt: skip
    for entry in chain.from_iterable(kinds):
        yield from (entry.label, *entry.aliases)


@cache
def shared_words() -> Words:
    """The segmenter of the index, without names of bodies: what is indexed must not depend on what came before."""
    return Words()
