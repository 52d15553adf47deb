"""How many answers are right: questions made from the cells of generated reports whose numbers are known."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from assistant.ask import Assistant
from assistant.evaluate import evaluate, read_cases, report_lines
from bench.data import folder_for
from corpus.demo import write_demo
from corpus.demo.questions import cell_questions
from corpus.ingest import add_paths
from corpus.settings import Settings
from corpus.store import Store


def run(given: Namespace) -> None:
    """Each cell asked once in one of several wordings (or `--limit` of them, evenly); failures, kinds and totals."""
    with folder_for(None) as folder:
        manifest = write_demo(folder / "demo", seed=given.seed)
        questions = cell_questions(json.loads(manifest.read_text(encoding="utf-8")), given.limit, given.seed)
        cases = read_cases(_written(questions, folder))
        with Store(folder) as store:
            add_paths(store, [manifest.parent])
            lines = report_lines(evaluate(Assistant(store, Settings(data=folder)), cases))
    print("\n".join(lines))


def _written(questions: list[dict[str, object]], folder: Path) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in questions), encoding="utf-8")
    return path
