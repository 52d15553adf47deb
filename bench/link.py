"""`python -m bench link`: which indicator a question is linked to, on wordings that the catalogue has not.

dev    tests/data/paraphrases.toml, looked at while the catalogue was written.
fresh  tests/data/paraphrases_fresh.toml, written by others afterwards and never looked at.
none   tests/data/not_indicators.toml: what no form counts, and nothing may be linked to.
"""

from __future__ import annotations

import argparse
import statistics
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

from assistant.answering.nearest import linked_keys
from assistant.parsing.content import content_words
from assistant.parsing.text import fold
from corpus.forms.catalogue import load_catalogue
from index.embed import SentenceEmbedder
from index.link import IndicatorLinker

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
SETS = {"dev": "paraphrases.toml", "fresh": "paraphrases_fresh.toml"}
LISTED = "statistics"

Asked = Sequence[tuple[str, str]]
"""Wordings and the key each means."""


def read_set(name: str, listed: bool) -> Asked:
    """The wordings of one set for the forms since 2019, or for the list of 2014; none where the file is not there."""
    file = DATA / SETS[name]
    data = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    kinds = [entries for kind, entries in data.items() if (kind == LISTED) is listed]
    return [(said, key) for entries in kinds for key, wordings in entries.items() for said in wordings]


def outside() -> list[str]:
    """Wordings of what no form counts."""
    data = tomllib.loads((DATA / "not_indicators.toml").read_text(encoding="utf-8"))
    return [said for wordings in data.values() for said in wordings]


def recall(linker: IndicatorLinker, asked: Asked, most: int) -> float:
    """The share of wordings whose key is among the first `most` matches, in percent."""
    return 100 * statistics.mean(key in [m.key for m in linker.nearest(said)[:most]] for said, key in asked)


def answered(linker: IndicatorLinker, said: str) -> tuple[str, ...]:
    """The keys a question of these words would be answered by, two where they are nearly tied."""
    text = fold(said)
    return linked_keys(text, content_words(text), linker)


def show(title: str, linker: IndicatorLinker, sets: dict[str, Asked], nothing: Sequence[str]) -> None:
    for name, asked in sets.items():
        if not asked:
            continue
        start = time.perf_counter()
        first, third = recall(linker, asked, 1), recall(linker, asked, 3)
        took = 1000 * (time.perf_counter() - start) / (2 * len(asked))
        found = [(answered(linker, said), key) for said, key in asked]
        wrong = sum(bool(keys) and key not in keys for keys, key in found)
        none, tied = (sum(len(keys) == n for keys, _ in found) for n in (0, 2))
        print(
            f"{title:<24}{name:<8}{len(asked):>4} wordings  R@1 {first:5.1f}  R@3 {third:5.1f}  {took:4.1f} ms   "
            f"answered: right {len(found) - wrong - none}, wrong {wrong}, none {none}, both of a tie {tied}"
        )
    if nothing:
        taken = [(said, keys) for said in nothing if (keys := answered(linker, said))]
        print(f"{title:<24}none    {len(nothing):>4} wordings  linked all the same: {len(taken)}")
        print("   " + "，".join(f"{said}→{'/'.join(keys)}" for said, keys in taken))


def run(given: argparse.Namespace) -> None:
    """Print recall and what would be answered: at once, after learning, and with the model."""
    catalogue = load_catalogue()
    embedder = None if given.words else SentenceEmbedder()
    for part, listed in ((catalogue.chaptered, False), (catalogue.listed, True)):
        name = "list of 2014, " if listed else ""
        sets = {key: read_set(key, listed) for key in SETS}
        nothing = [] if listed else outside()
        words = IndicatorLinker(part)
        show(f"{name}at once", words, sets, nothing)
        words.prepare()
        show(f"{name}learnt", words, sets, nothing)
        if embedder is not None:
            with_model = IndicatorLinker(part, embedder, given.cache)
            with_model.prepare()
            show(f"{name}with the model", with_model, sets, nothing)
