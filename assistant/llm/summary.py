"""A few sentences above an answer made of many: the model words them, each is held against the lines it cites."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant import wording
from assistant.answer import Answer, Citation, Claim, Outcome
from assistant.llm.checking import Evidence, holds
from assistant.llm.client import Model, NoReplyError
from assistant.llm.prompts import load_prompts
from assistant.question import Operation, Question

# An answer of fewer lines or characters is short enough; one of more does not fit what models read well.
FEWEST_LINES, FEWEST, MOST = 3, 150, 6000
# A summary has so many sentences at most, each of so many characters, and so large a part of the evidence in all.
SENTENCES, LONGEST, PART = 5, 90, 0.6
# A sentence rests on a few lines, not on all.
CITED = 8

# What is answered by yes, no, a verdict or a reason is not put in other words.
_EXACT = (Operation.YES_NO, Operation.CHECK, Operation.WHY, Operation.DEFINE)
_WRITTEN = re.compile(r"\s*\[(\d{1,3})\]")


def summarised(answer: Answer, question: Question, model: Model, loaded: Collection[str]) -> Answer:
    """The answer with a summary above it; as it is where it needs none or a sentence does not hold (`loaded`: `holds`)."""
    lines = _lines(answer, question)
    if not lines:
        return answer
    prompt = load_prompts().summary
    system = prompt.system.replace("{most}", str(SENTENCES)).replace("{longest}", str(LONGEST))
    try:
        reply = model.ask(system, _told(question, lines), _schema(len(lines)), prompt.most_tokens)
    except NoReplyError:
        return answer
    summary = valid_summary(reply, lines, loaded)
    if not summary:
        return answer
    return replace(answer, claims=(Claim(wording.SUMMARY), *summary, *answer.claims), summarised=True)


def worth_summing_up(answer: Answer, question: Question) -> bool:
    """Whether a model is asked to sum the answer up."""
    return bool(_lines(answer, question))


def _lines(answer: Answer, question: Question) -> tuple[Claim, ...]:
    """The lines to be summed up: those that cite; () for an answer that is short, exact, or made of cells."""
    lines = tuple(claim for claim in answer.claims if claim.citations)
    size = sum(len(line.text) for line in lines)
    worded = answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY) and not question.asks(*_EXACT)
    prose = not answer.figures and not any(c.table for c in answer.citations)
    fits = len(lines) >= FEWEST_LINES and FEWEST <= size <= MOST
    return lines if worded and fits and (prose or question.asks(Operation.OVERVIEW)) else ()


def _told(question: Question, lines: Sequence[Claim]) -> str:
    evidence = "\n".join(
        json.dumps({"编号": number, **_whose(line.citations[0]), "原文": line.text}, ensure_ascii=False)
        for number, line in enumerate(lines, start=1)
    )
    asked = json.dumps(question.text, ensure_ascii=False)
    return load_prompts().summary.user.replace("{question}", asked).replace("{evidence}", evidence)


def _whose(citation: Citation) -> dict[str, Any]:
    return {"单位": citation.body} | ({"年份": citation.year} if citation.year else {})


def _schema(lines: int) -> dict[str, Any]:
    number = {"type": "integer", "minimum": 1, "maximum": lines}
    sentence = {"text": {"type": "string"}, "cites": {"type": "array", "items": number, "minItems": 1}}
    each = {"type": "object", "properties": sentence, "required": ["text", "cites"], "additionalProperties": False}
    sentences = {"type": "array", "items": each, "minItems": 1, "maxItems": SENTENCES}
    return {
        "type": "object",
        "properties": {"sentences": sentences},
        "required": ["sentences"],
        "additionalProperties": False,
    }


def valid_summary(reply: Mapping[str, Any], lines: Sequence[Claim], loaded: Collection[str] = ()) -> tuple[Claim, ...]:
    """The sentences of a reply with what they rest on; () where one of them does not hold or cites what is not there."""
    sentences = reply.get("sentences")
    if not isinstance(sentences, list) or not 1 <= len(sentences) <= SENTENCES:
        return ()
    claims = [_sentence(each, lines, loaded) for each in sentences]
    held = [claim for claim in claims if claim]
    size = sum(len(claim.text) for claim in held)
    short = size <= PART * sum(len(line.text) for line in lines)
    return tuple(held) if len(held) == len(claims) and short else ()


def _sentence(each: Any, lines: Sequence[Claim], loaded: Collection[str]) -> Claim | None:
    """One sentence that holds, None for any other; a number written as [3] cites like one in `cites`."""
    if not isinstance(each, dict) or not isinstance(each.get("text"), str) or not isinstance(each.get("cites"), list):
        return None
    text = _WRITTEN.sub("", each["text"]).strip()
    numbers = [*each["cites"], *map(int, _WRITTEN.findall(each["text"]))]
    if not text or len(text) > LONGEST or not numbers or not all(type(n) is int for n in numbers):
        return None
    numbers = sorted(set(numbers))
    if len(numbers) > CITED or not all(1 <= n <= len(lines) for n in numbers):
        return None
    cited = [lines[n - 1] for n in numbers]
    places = tuple(dict.fromkeys(c for line in cited for c in line.citations))
    evidence = Evidence(
        tuple(line.text for line in cited),
        frozenset(c.year for c in places if c.year),
        frozenset(c.body for c in places),
        loaded,
        len({frozenset((c.body, c.year) for c in line.citations) for line in cited}) > 1,
    )
    return Claim(text, places) if holds(text, evidence) else None
