"""Question files with checked answers: read, asked one by one, and judged."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import wording
from assistant.answer import Answer, Outcome
from corpus.errors import NianbaoError
from corpus.store import Store

# For types alone: the staff desk reads results without loading the dictionaries.
if TYPE_CHECKING:
    from assistant.ask import Assistant

GROUPS = ("answered", "asks_back", "not_answered")
ANSWERED = frozenset({Outcome.ANSWERED, Outcome.PARTLY})
_IGNORED = re.compile(r"[\s,“”\"'‘’「」]")
# Numbers that answer nothing: the articles of the law that an explanation points to.
_POINTERS = re.compile(r"第[\d、]+条")


@dataclass(frozen=True, slots=True)
class Case:
    """One question (or conversation) of a file and what its answer must be; see the format in docs/questions.md."""

    id: str
    type: str
    turns: tuple[str, ...]
    must_include: tuple[tuple[str, ...], ...]
    expect: str
    must_not_include: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    cites: tuple[tuple[str, ...], ...] = ()


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
    return cases_of(path.read_text(encoding="utf-8"), path.name)


def cases_of(text: str, name: str) -> tuple[Case, ...]:
    """The cases of the text of a file of that name; a line that can't be read raises NianbaoError with its number."""
    found = []
    # Not splitlines(): a question may hold U+2028, which ends no line of JSON.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            try:
                found.append(_case(json.loads(line)))
            except json.JSONDecodeError as error:
                raise NianbaoError(wording.NOT_JSON.format(file=name, number=number, at=error.colno)) from error
            except (ValueError, KeyError, TypeError) as error:
                raise NianbaoError(wording.NO_QUESTION.format(file=name, number=number, why=_why(error))) from error
    return tuple(found)


def _case(data: dict[str, Any]) -> Case:
    if not isinstance(data, dict):
        raise ValueError("应是一个 JSON 对象")
    must = tuple(map(_ways, data.get("must_include", ())))
    turns = tuple(data["turns"])
    if not turns or isinstance(data["turns"], str) or not _are_texts(turns):
        raise ValueError("turns 应是不空的一列文字")
    expect = data.get("expect", "answered")
    if expect not in GROUPS:
        raise ValueError(f"expect 应是 {'、'.join(GROUPS)} 之一，现在是 {expect!r}")
    outcome = tuple(Outcome(name).value for name in _ways(data.get("outcome", ())))
    unwanted, order = tuple(data.get("must_not_include", ())), tuple(data.get("in_order", ()))
    cites = tuple(map(_ways, data.get("cites", ())))
    if not all(map(_are_texts, (unwanted, order, *must, *cites))):
        raise ValueError("must_include、must_not_include、in_order、cites 里应是文字")
    return Case(data["id"], data.get("type", ""), turns, must, expect, unwanted, order, outcome, cites)


def _why(error: Exception) -> str:
    """What is wrong with a line, in words."""
    return f"缺少 {error}" if isinstance(error, KeyError) else str(error)


def _are_texts(items: Iterable[object]) -> bool:
    return all(isinstance(item, str) for item in items)


def _ways(item: str | list[str]) -> tuple[str, ...]:
    """One way of saying it or several, as they stand in a file."""
    return (item,) if isinstance(item, str) else tuple(item)


def squeeze(text: str) -> str:
    """Text without thousands separators, white space, width and quotation marks, which don't count."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def includes(text: str, wanted: str) -> bool:
    """Whether the squeezed text has the words; a number at either end of them must be whole (15 is not in 2015)."""
    return _found(squeeze(text), squeeze(wanted), 0) is not None


def _found(text: str, wanted: str, start: int) -> int | None:
    """Where the squeezed words end in the squeezed text, from `start` on."""
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?![\d]|\.\d)" if wanted[-1:].isdigit() else ""
    found = re.compile(before + re.escape(wanted) + after).search(text, start)
    return found.end() if found else None


def _in_order(text: str, wanted: Iterable[str]) -> bool:
    """Whether the words stand in the text one behind the other."""
    text, at = squeeze(text), 0
    for one in wanted:
        found = _found(text, squeeze(one), at)
        if found is None:
            return False
        at = found
    return True


def group_of(outcome: Outcome) -> str:
    """What `expect` calls an outcome."""
    if outcome in ANSWERED:
        return "answered"
    return "asks_back" if outcome is Outcome.ASKS_BACK else "not_answered"


def judge(case: Case, answer: Answer, store: Store) -> Verdict:
    """Right outcome, everything included, nothing that must not be, every quote equal to the report's text at its place."""
    group = group_of(answer.outcome)
    bad = sum(store.report(c.report_id).text[c.start : c.end] != c.quote for c in answer.citations)
    said = _said_wrongly(case, answer.text) or _cited_wrongly(case, answer)
    reason = said or (f"{bad} 处引文与原文不符" if bad else "")
    if group != case.expect or (case.outcome and answer.outcome.value not in case.outcome):
        reason = f"应为 {' / '.join(case.outcome) or case.expect}，得到 {answer.outcome.value}"
    numbers = answer.figures or re.search(r"\d", _POINTERS.sub("", answer.text))
    presented = group == "answered" and bool(numbers) and bool(said or case.expect != "answered")
    return Verdict(case, answer, reason, presented, bad)


def _said_wrongly(case: Case, text: str) -> str:
    """What the text lacks or should not say, '' where it is right."""
    lacking = [item for item in case.must_include if not any(includes(text, one) for one in item)]
    if lacking:
        return "缺少 " + "；".join(" / ".join(item[:4]) for item in lacking)
    unwanted = [one for one in case.must_not_include if includes(text, one)]
    if unwanted:
        return "不应有 " + "；".join(unwanted)
    return "" if _in_order(text, case.in_order) else "次序不符：" + "、".join(case.in_order)


def _cited_wrongly(case: Case, answer: Answer) -> str:
    """Which cell an answer should rest on and doesn't: the number of another one may be the same.

    A sentence of the same report that says what must be said is as good as the cell.
    """
    cited = {"|".join((c.report, c.row, c.column)) for c in answer.citations}
    wanted = [one for item in case.must_include for one in item]
    prose = {c.report for c in answer.citations if not c.column and any(includes(c.quote, one) for one in wanted)}
    lacking = [i for i in case.cites if cited.isdisjoint(i) and prose.isdisjoint(c.split("|")[0] for c in i)]
    return f"没有引用 {'；'.join(item[0] for item in lacking[:2])}" if lacking else ""


def evaluate(assistant: Assistant, cases: Iterable[Case]) -> tuple[Verdict, ...]:
    """Every case asked in a conversation of its own; the answer to the last turn is judged."""
    found = []
    for case in cases:
        conversation = assistant.conversation()
        answers = [conversation.ask(turn) for turn in case.turns]
        summary = conversation.summary()
        found.append(judge(case, (summary and summary()) or answers[-1], assistant.store))
    return tuple(found)
