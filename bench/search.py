"""Measure search: `python bench/search.py legs|speed`.

legs   R@1 and R@5 of keywords, vectors and both on chunks of CMRC 2018 dev (`--data`, SQuAD-style JSON).
speed  Keyword and vector search over `--passages` generated passages; texts embedded a second by length.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from corpus.report import PassageKind
from index.embed import SentenceEmbedder
from index.keyword import Entry, KeywordIndex
from index.passage_rows import Indexed
from index.passages import Passages
from index.search import fused
from index.vectors import VectorIndex
from index.where import Where
from index.words import shared_words

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "cmrc2018_dev.json"
CHUNK = 120  # characters


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences of about CHUNK characters."""
    start = 0
    for sentence in re.finditer(r"[^。！？]+[。！？]?", text):
        if sentence.end() - start > CHUNK and sentence.start() > start:
            yield start, sentence.start()
            start = sentence.start()
    yield start, len(text)


def read_cmrc(file: Path, paragraphs: int) -> tuple[list[str], list[tuple[str, int]]]:
    """Chunks, and questions with the number of the chunk their answer starts in."""
    read = json.loads(file.read_text(encoding="utf-8"))
    data = read["data"] if isinstance(read, dict) else read
    texts: list[str] = []
    asked: list[tuple[str, int]] = []
    for paragraph in [p for article in data for p in article["paragraphs"]][:paragraphs]:
        spans = list(chunks(paragraph["context"]))
        for question in paragraph["qas"]:
            at = paragraph["context"].find(question["answers"][0]["text"])
            asked += [(question["question"], len(texts) + i) for i, (a, b) in enumerate(spans) if a <= at < b]
        texts += [paragraph["context"][a:b] for a, b in spans]
    return texts, asked


def entry(number: int, text: str) -> Entry:
    return Entry(number, text, f"r{number // 40}", 2008 + number // 40 % 16, f"单位{number // 640}", "", 1, "paragraph")


def index_keywords(folder: Path, texts: Sequence[str]) -> KeywordIndex:
    keyword = KeywordIndex(folder, shared_words())
    with keyword.writing() as writing:
        writing.add(entry(i, text) for i, text in enumerate(texts))
    return keyword


def show(name: str, ranks: Sequence[int]) -> None:
    found = np.array(ranks)
    shares = "  ".join(f"R@{k} {100 * float((found < k).mean()):5.1f}" for k in (1, 3, 5, 10))
    print(f"{name:<28}{shares}  MRR {float((1 / (found + 1)).mean()):.4f}")


def rank_in(scores: dict[int, float], right: int) -> int:
    order = sorted(scores, key=lambda i: (-scores[i], i))
    return order.index(right) if right in scores else 10_000


def measure_legs(file: Path, paragraphs: int) -> None:
    texts, asked = read_cmrc(file, paragraphs)
    print(f"{len(texts)} chunks, {len(asked)} questions")
    with tempfile.TemporaryDirectory() as folder:
        keyword = index_keywords(Path(folder), texts)
        found = [dict(keyword.search(question, Where(), 100)) for question, _ in asked]
    embedder = SentenceEmbedder()
    cosines = embedder.encode_queries([q for q, _ in asked]) @ embedder.encode_passages(texts).T
    near = [{int(i): float(row[i]) for i in np.argsort(-row)[:100]} for row in cosines]
    right = [number for _, number in asked]
    show("keywords", [rank_in(k, r) for k, r in zip(found, right, strict=True)])
    show("vectors", [rank_in(d, r) for d, r in zip(near, right, strict=True)])
    show("both", [rank_in(fused(k, d), r) for k, d, r in zip(found, near, right, strict=True)])


def milliseconds(calls: Sequence[Callable[[], object]]) -> float:
    """The median time of one call."""
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def measure_speed(file: Path, count: int) -> None:
    base, asked = read_cmrc(file, 10_000)
    draw = random.Random(0)
    texts = [draw.choice(base)[:60] + draw.choice(base)[:60] for _ in range(count)]
    questions = [question for question, _ in asked[:200]]
    allowed = Where(years=[2021], bodies=[f"单位{i}" for i in range(20)])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        keyword = index_keywords(folder, texts)
        print(f"keyword index: {count / (time.perf_counter() - start):,.0f} passages a second")
        for title, where in (("", Where()), (", filtered", allowed)):
            calls = [partial(keyword.search, question, where, 100) for question in questions]
            print(f"keyword search{title}: {milliseconds(calls):.2f} ms")
        measure_vectors(folder, texts)
    measure_embedding("".join(base))


def measure_vectors(folder: Path, texts: Sequence[str]) -> None:
    passages = Passages(folder)
    found = [Indexed(i, i + 1, PassageKind.PARAGRAPH, 1, "", f"{i} {text}") for i, text in enumerate(texts)]
    for at in range(0, len(found), 40):
        passages.put(f"r{at // 40}", (2008 + at // 40 % 16, f"单位{at // 640}", ""), found[at : at + 40])
    passages.adopt_model("random")
    ids = passages.allowed_texts(Where())
    rows = np.random.default_rng(0).normal(size=(len(ids), 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    passages.put_vectors("random", ids.tolist(), rows.astype(np.float16))
    vectors = VectorIndex(folder, passages, "random", 384)
    start = time.perf_counter()
    vectors.refresh()
    print(f"vector index of {vectors.count}: {time.perf_counter() - start:.1f} s")
    some = passages.allowed_texts(Where(years=[2021]))
    calls: list[Callable[[], object]] = [partial(vectors.search, row, 100, None) for row in rows[:200]]
    print(f"vector search: {milliseconds(calls):.2f} ms")
    calls = [partial(vectors.search, row, 100, some) for row in rows[:200]]
    print(f"vector search among {len(some)}: {milliseconds(calls):.2f} ms")
    calls = [partial(passages.allowed_texts, Where(years=[2021]))] * 20
    print(f"ids allowed by a filter: {milliseconds(calls):.2f} ms")
    passages.close()


def measure_embedding(text: str) -> None:
    embedder = SentenceEmbedder()
    embedder.encode_passages([text[:100]])
    print(
        f"one question embedded: {milliseconds([partial(embedder.encode_queries, ['公开年报有多少份'])] * 10):.0f} ms"
    )
    for length in (30, 100, 300):
        some = [text[i * length : (i + 1) * length] for i in range(64)]
        print(f"{length} characters: {64_000 / milliseconds([partial(embedder.encode_passages, some)]):.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("legs", "speed"))
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--paragraphs", type=int, default=250)
    parser.add_argument("--passages", type=int, default=20_000)
    given = parser.parse_args()
    if given.what == "legs":
        measure_legs(given.data, given.paragraphs)
    else:
        measure_speed(given.data, given.passages)


if __name__ == "__main__":
    main()
