"""The time of an answer, warm: the whole way from the typed question to the cited answer."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.ask import Assistant
from bench.data import demo_questions, folder_for
from bench.measure import TIMES, Spent, memory, milliseconds, show, spent
from corpus.ingest import add_paths
from corpus.settings import Settings
from corpus.store import Store

WARMING = 100


def time_each(assistant: Assistant, conversations: Sequence[Sequence[str]]) -> tuple[list[Spent], Counter[str]]:
    """What each last question takes, and how many answers were of which outcome."""
    times: list[Spent] = []
    outcomes = Counter[str]()
    for turns in conversations:
        conversation = assistant.conversation()
        for turn in turns[:-1]:
            conversation.ask(turn)
        with spent() as took:
            answer = conversation.ask(turns[-1])
        times.append(took)
        outcomes[answer.outcome.value] += 1
    return times, outcomes


def run(given: Namespace) -> None:
    """Questions on the demo's cells, or those of a file on reports of one's own; first answer, then warm ones."""
    with folder_for(None) as folder:
        conversations = _from_file(given, folder) if given.questions else _on_demo(given, folder)
        with Store(folder) as store:
            _measure(Assistant(store, Settings(data=folder)), conversations)


def _on_demo(given: Namespace, folder: Path) -> list[list[str]]:
    return [[question] for question in demo_questions(folder, given.limit + WARMING)]


def _from_file(given: Namespace, folder: Path) -> list[list[str]]:
    lines = given.questions.read_text(encoding="utf-8").splitlines()
    conversations = [json.loads(line)["turns"] for line in lines if line.strip()]
    with Store(folder) as store:
        add_paths(store, [given.reports])
    return [*conversations, *conversations]  # the first time warms


def _measure(assistant: Assistant, conversations: list[list[str]]) -> None:
    with spent() as first:
        assistant.ask(conversations[0][0])
    with spent() as opened:
        assistant.search.status()  # the property opens the index and brings it up to date
    warming = len(conversations) // 2 if len(conversations) < 2 * WARMING else WARMING
    time_each(assistant, conversations[:warming])
    times, outcomes = time_each(assistant, conversations[warming:])
    show(("问题", *TIMES), [(f"{len(times)} 个", *milliseconds(times))])
    print("结果：" + "，".join(f"{outcome} {count}" for outcome, count in outcomes.most_common()))
    print(f"第一问 {first.wall:.1f} 秒，建索引 {opened.wall:.1f} 秒，内存最高 {memory(field='VmHWM')}")
