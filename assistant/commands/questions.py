"""ask, serve: the assistant from the terminal, loaded only when one of these is called."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands.terminal import table_lines, warn
from assistant.links import is_web_address
from corpus.errors import NianbaoError
from corpus.settings import Settings
from corpus.store import Store

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Table
    from assistant.ask import Assistant

Batch = list[tuple[str, list[str]]]


def ask(args: Namespace, settings: Settings) -> int:
    """Answer the question (after the turns before it), or a file of questions."""
    from assistant.ask import Assistant

    batch = read_batch(args.batch) if args.batch else []
    with Store(settings.data) as store:
        assistant = Assistant(store, settings)
        if args.batch:
            return _ask_batch(assistant, batch)
        answer = _answer(assistant, [*args.turn, *([args.question] if args.question is not None else [])])
    print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1) if args.json else answer_text(answer))
    return 0


def _answer(assistant: Assistant, turns: Iterable[str]) -> Answer:
    conversation = assistant.conversation()
    *_, last = [conversation.ask(turn) for turn in turns]
    summary = conversation.summary()
    return (summary and summary()) or last


def answer_text(answer: Answer) -> str:
    """The answer with numbered citations below it, how it was understood, and questions to go on with."""
    parts = [answer.numbered(), *map(_table_text, answer.tables)]
    if answer.choices:
        parts.append("\n".join(f"  {i}. {choice}" for i, choice in enumerate(answer.choices, start=1)))
    if answer.reading:
        parts.append(f"理解为：{answer.reading}")
    if answer.citations:
        cited = (_citation_text(i, citation) for i, citation in enumerate(answer.citations, start=1))
        parts.append("\n".join(("出处：", *cited)))
    if answer.suggestions:
        parts.append("\n".join(("还可以问：", *(f"  {suggestion}" for suggestion in answer.suggestions))))
    return "\n\n".join(parts)


def _table_text(table: Table) -> str:
    """The table under its title, its columns straight."""
    rows = [table.header, *(tuple(cell.text for cell in row) for row in table.rows)]
    return "\n".join((*filter(None, (table.title,)), *(f"  {line}" for line in table_lines(rows))))


def _citation_text(number: int, citation: Citation) -> str:
    year = "" if citation.year is None else f"{citation.year}年"
    cell = " × ".join(filter(None, (citation.row, citation.column)))
    # Chapters 3 and 4 are one table each, under the chapter's own title: said once.
    table = "" if citation.table in citation.chapter else citation.table
    page = "" if citation.page is None else f"第{citation.page}页"
    place = " · ".join(filter(None, (page, citation.chapter, table, cell)))
    quote = " ".join(citation.quote.split())
    return f"[{number}] {citation.body}{year}{citation.kind}（{citation.report}） {place}\n    “{quote}”\n    {citation.link if is_web_address(citation.url) else citation.url}"


# --- many questions --------------------------------------------------------------------------


def read_batch(path: str) -> Batch:
    """(id, turns) of each line of a JSONL file (- = standard input); NianbaoError with the line that is none."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NianbaoError(f"读不了 {path}：{error}。请检查路径，文件应是 UTF-8 编码。") from error
    # Not splitlines(): a question may hold U+2028, which ends no line of JSON.
    return [_case(line, n, path) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _case(line: str, number: int, path: str) -> tuple[str, list[str]]:
    try:
        data: Any = json.loads(line)
        turns = data["turns"]
        if not turns or not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise ValueError("turns 应是不空的一列文字")
        return data["id"], turns
    except (ValueError, KeyError, TypeError) as error:
        raise NianbaoError(
            f"{path} 第 {number} 行读不懂（{error}）。每行应当像这样：" + '{"id": "1", "turns": ["问题"]}。'
        ) from error


def _ask_batch(assistant: Assistant, batch: Batch) -> int:
    """One JSON answer a line, in order; a question that makes the program stumble doesn't stop the others."""
    failed = 0
    for name, turns in batch:
        try:
            answer = _answer(assistant, turns).to_json()
        except Exception as error:
            # A fault of ours in one question must not cost the answers to all the others; it is told and counted.
            failed += 1
            warn(f"回答 {name} 时程序出了意外（{type(error).__name__}: {error}）。")
            answer = {"outcome": "outside", "text": "回答这个问题时程序出了意外，没有得到答案。", "reading": ""}
            answer |= {"figures": [], "citations": [], "tables": [], "charts": []}
        print(json.dumps({"id": name, **answer}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


# --- the page --------------------------------------------------------------------------------


def serve(args: Namespace, settings: Settings) -> int:
    """Serve the page until it is stopped."""
    from assistant.web.serve import serve as serve_page

    serve_page(settings)
    return 0
