"""Question files with checked answers: asked one by one, judged, and summed up."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Outcome
from assistant.ask import Assistant
from corpus.errors import NianbaoError
from corpus.store import Store

ANSWERED = frozenset({Outcome.ANSWERED, Outcome.PARTLY})
_IGNORED = re.compile(r"[\s,“”\"'‘’「」]")


@dataclass(frozen=True, slots=True)
class Case:
    """One question (or conversation) of a file and what its answer must be; see the format in docs/questions.md."""

    id: str
    type: str
    turns: tuple[str, ...]
    must_include: tuple[tuple[str, ...], ...]
    expect: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went: `reason` is '' when right; `wrong_number`: an answer was presented and isn't the one."""

    case: Case
    answer: Answer
    reason: str
    wrong_number: bool
    bad_citations: int


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a JSONL file; a line that can't be read raises NianbaoError with its number."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found.append(_case(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise NianbaoError(f"{path.name} 第 {number} 行读不懂：{error}。每行应是一个 JSON 问题。") from error
    return tuple(found)


def _case(data: dict[str, Any]) -> Case:
    must = tuple((item,) if isinstance(item, str) else tuple(item) for item in data.get("must_include", ()))
    return Case(
        data["id"], data.get("type", ""), tuple(data["turns"]), must, data.get("expect", "answered")
    )  # fmt: skip


def squeeze(text: str) -> str:
    """Text without thousands separators, white space, width and quotation marks, which don't count."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def includes(text: str, wanted: str) -> bool:
    """Whether the squeezed text has the words; a bare number must stand alone (15 is not in 2015)."""
    text, wanted = squeeze(text), squeeze(wanted)
    if re.fullmatch(r"[\d.]+", wanted):
        return bool(re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d]|\.\d)", text))
    if wanted[:1].isdigit():
        return bool(re.search(rf"(?<![\d.]){re.escape(wanted)}", text))
    return wanted in text


def judge(case: Case, answer: Answer, store: Store) -> Verdict:
    """Right outcome, everything included, every quote equal to the report's text at its place."""
    group = (
        "answered" if answer.outcome in ANSWERED
        else "asks_back" if answer.outcome is Outcome.ASKS_BACK else "not_answered"
    )  # fmt: skip
    lacking = [item for item in case.must_include if not any(includes(answer.text, one) for one in item)]
    bad = sum(store.report(c.report_id).text[c.start : c.end] != c.quote for c in answer.citations)
    reason = ""
    if group != case.expect:
        reason = f"应为 {case.expect}，得到 {answer.outcome.value}"
    elif lacking:
        reason = "缺少 " + "；".join(" / ".join(item[:4]) for item in lacking)
    elif bad:
        reason = f"{bad} 处引文与原文不符"
    presented = group == "answered" and bool(re.search(r"\d", answer.text))
    return Verdict(case, answer, reason, bool(presented and reason and (lacking or case.expect != "answered")), bad)


def evaluate(assistant: Assistant, cases: Iterable[Case]) -> tuple[Verdict, ...]:
    """Every case asked in a conversation of its own; the answer to the last turn is judged."""
    found = []
    for case in cases:
        conversation = assistant.conversation()
        answers = [conversation.ask(turn) for turn in case.turns]
        found.append(judge(case, answers[-1], assistant.store))
    return tuple(found)


def report_lines(verdicts: Sequence[Verdict]) -> list[str]:
    """A line a failure, a line a kind, and the totals, for the terminal."""
    lines = [
        f"✗ {v.case.id} [{v.case.type}] {' → '.join(v.case.turns)}\n    {v.reason}\n    答：{v.answer.text[:300]!r}（{v.answer.outcome.value}）"
        for v in verdicts
        if v.reason
    ]
    totals = Counter(v.case.type for v in verdicts)
    right = Counter(v.case.type for v in verdicts if not v.reason)
    lines += [f"{kind or '（未分类）'}：{right[kind]}/{totals[kind]}" for kind in sorted(totals)]
    good, count = sum(right.values()), len(verdicts)
    wrong = sum(v.wrong_number for v in verdicts)
    cited = sum(len(v.answer.citations) for v in verdicts)
    bad = sum(v.bad_citations for v in verdicts)
    share = f"{good * 100 / count:.1f}%" if count else "—"
    lines.append(f"合计：{good}/{count} 正确（{share}）；错误数字 {wrong}；引文 {cited} 处，不符 {bad} 处")
    return lines
