"""Many people asking at once, each the next question as soon as the last is answered, beside one who asks alone.

Nobody asks what was asked before. All is measured twice: while the service computes the vectors of what was just added, and after.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx

from bench.data import demo_questions, folder_for
from bench.measure import percentile, show
from bench.serving import Service, service

# A person: asks one question and says whether it was answered.
Asks = Callable[[str], Awaitable[bool]]
PATIENCE = 60  # seconds
WARMING = 20  # questions
CONFIG = re.compile(r"window\.gradio_config = (\{.*?\});</script>", re.DOTALL)


@dataclass(slots=True)
class Heard:
    """What all people of one run saw: seconds of each answer, how many had none; how long all took, and of the server's processor."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    took: float = 0.0
    processor: float = 0.0


def run(given: Namespace) -> None:
    """One alone and all at once, by the page's own requests and by the API."""
    with folder_for(given.data) as folder:
        questions = iter(demo_questions(folder, 4 * (WARMING + (given.people + 1) * given.each)))
        # All people of this test come from one address, so that its limit is lifted.
        with service(folder, rate="0", api_open="true") as served:
            rows = [] if given.data else asyncio.run(_measure(given, served, questions, "正在计算向量"))
            served.wait_until_quiet()
            rows += asyncio.run(_measure(given, served, questions, "平时"))
    heads = ("什么时候", "怎样问", "个", "中位数", "95 百分位", "99 百分位", "最长", "每秒答", "没有答复")
    show((*heads, "中位数是一个人的", "每答处理器"), rows)


async def _measure(given: Namespace, served: Service, questions: Iterator[str], when: str) -> list[tuple[str, ...]]:
    rows = []
    for name, person in (("网页", _by_page), ("API", _by_api)):
        async with httpx.AsyncClient(base_url=served.address, timeout=PATIENCE) as client:
            frame = (await client.get("/")).text
            await _crowd([person(client, frame, f"{when}-warming")], questions, WARMING)
            alone = await _crowd([person(client, frame, f"{when}-alone")], questions, given.each)
            people = [person(client, frame, f"{when}-{n}") for n in range(given.people)]
            before = served.processor_seconds()
            crowd = await _crowd(people, questions, given.each)
            crowd.processor = served.processor_seconds() - before
        rows += [(when, *_row(f"{name}，一个人", alone, alone))]
        rows += [(when, *_row(f"{name}，{given.people} 个人同时", crowd, alone))]
    return rows


async def _crowd(people: Sequence[Asks], questions: Iterator[str], each: int) -> Heard:
    """Each asks so many of the questions, one after the other, all people at once."""
    heard = Heard()

    async def ask_all(person: Asks, own: Sequence[str]) -> None:
        for question in own:
            began = time.perf_counter()
            try:
                answered = await person(question)
            except httpx.HTTPError:
                answered = False
            heard.seconds.append(time.perf_counter() - began)
            heard.errors += not answered

    began = time.perf_counter()
    shares = [tuple(islice(questions, each)) for _ in people]
    await asyncio.gather(*(ask_all(person, own) for person, own in zip(people, shares, strict=True)))
    heard.took = time.perf_counter() - began
    return heard


def _by_page(client: httpx.AsyncClient, frame: str, name: str) -> Asks:
    """Asks as the page's script does when a question is typed."""
    found = CONFIG.search(frame)
    if found is None:
        raise SystemExit("网页里没有找到 Gradio 的配置。")
    events: list[dict[str, Any]] = json.loads(found[1])["dependencies"]
    typed = next(event for event in events if any(target[1] == "submit" for target in event["targets"]))
    asked: list[str] = []

    async def ask(question: str) -> bool:
        data = [question, json.dumps(asked, ensure_ascii=False), None]
        body = {"data": data, "event_data": None, "fn_index": typed["id"], "session_hash": name}
        response = await client.post("gradio_api/run/predict", json=body)
        asked.append(question)
        return response.status_code == 200 and "data-outcome" in response.text

    return ask


def _by_api(client: httpx.AsyncClient, frame: str, name: str) -> Asks:
    """Asks as another program does."""

    async def ask(question: str) -> bool:
        response = await client.post("api/v1/ask", json={"question": question})
        return response.status_code == 200 and "outcome" in response.json()

    return ask


def _row(name: str, heard: Heard, alone: Heard) -> tuple[str, ...]:
    shares = (percentile(heard.seconds, share) for share in (0.5, 0.95, 0.99, 1))
    times = percentile(heard.seconds, 0.5) / percentile(alone.seconds, 0.5)
    figures = (f"{1000 * seconds:.0f} 毫秒" for seconds in shares)
    rate = f"{len(heard.seconds) / heard.took:.0f}"
    processor = f"{1000 * heard.processor / len(heard.seconds):.0f} 毫秒" if heard.processor else "—"
    return name, str(len(heard.seconds)), *figures, rate, str(heard.errors), f"{times:.1f} 倍", processor
