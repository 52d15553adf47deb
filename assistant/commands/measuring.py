"""questions, eval: how well the assistant answers, on questions with known answers."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.commands.terminal import NO_REPORTS, warn
from corpus.errors import NianbaoError
from corpus.settings import Settings
from corpus.store import Store


def questions(args: Namespace, settings: Settings) -> int:
    """Make questions with exact answers from the reports added; 1 where there is nothing to ask about."""
    from corpus.questions import KINDS, make_questions

    unknown = [kind for kind in args.kinds or () if kind not in KINDS]
    if unknown:
        raise NianbaoError(f"没有这种类别：{'、'.join(unknown)}。可以用的有：{'、'.join(KINDS)}。")
    with Store(settings.data) as store:
        if not store.heads():
            warn(NO_REPORTS)
            return 1
        made = make_questions(store, args.count, args.seed, args.kinds or tuple(KINDS))
    _write("".join(json.dumps(question, ensure_ascii=False) + "\n" for question in made), args.output)
    if len(made) < args.count:
        warn(f"这些年报只够出 {len(made)} 个不重复的问题。")
    return 0 if made else 1


def _write(text: str, file: str | None) -> None:
    if file is None:
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise NianbaoError(f"写不了 {file}：{error}。请检查路径。") from error


def evaluate(args: Namespace, settings: Settings) -> int:
    """Ask a file of questions with checked answers; prints failures and a table of kinds; 1 where one is not right."""
    from assistant.runs import load_run

    # Read before hours of asking: a path that is wrong is told at once.
    before = load_run(Path(args.compare)) if args.compare else None
    with TemporaryDirectory(prefix="nianbao-eval-", ignore_cleanup_errors=True) as folder:
        settings = replace(settings, data=Path(folder)) if args.reports else settings
        with Store(settings.data) as store:
            if args.reports:
                _add_reports(store, Path(args.reports), settings)
            return _evaluate(store, settings, args, before)


def _add_reports(store: Store, folder: Path, settings: Settings) -> None:
    from corpus.ingest import add_paths

    for failure in add_paths(store, [folder], processes=settings.processes).failed:
        warn(f"没有加入 {failure.path}：{failure.reason}")


def _evaluate(store: Store, settings: Settings, args: Namespace, before: Any) -> int:
    from assistant.ask import Assistant
    from assistant.evaluate import evaluate, read_cases
    from assistant.runs import comparison_lines, marks_of, run_lines, save_run

    file = Path(args.file)
    if not file.is_file():
        raise NianbaoError(f"没有问题文件 {file}。请检查路径。")
    marks = marks_of(evaluate(Assistant(store, settings), read_cases(file)))
    if args.save:
        save_run(Path(args.save), marks)
    print("\n".join([*run_lines(marks), *(["", *comparison_lines(before, marks)] if before is not None else [])]))
    return 0 if all(mark.right for mark in marks) else 1
