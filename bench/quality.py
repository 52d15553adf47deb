"""How many answers are right: questions of every kind made from generated reports, or one on each of their cells."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.evaluate import evaluate, read_cases
from assistant.runs import marks_of, run_lines
from bench.data import folder_for
from corpus.demo import write_demo
from corpus.demo.questions import cell_questions
from corpus.ingest import add_paths
from corpus.questions import KINDS, make_questions
from corpus.settings import Settings
from corpus.store import Store


def run(given: Namespace) -> None:
    """Failures, a table of kinds, and the rates. `--cells` holds the answers against what was written, not what was read."""
    with folder_for(None) as folder:
        manifest = write_demo(folder / "demo", seed=given.seed)
        with Store(folder) as store:
            add_paths(store, [manifest.parent])
            if given.cells:
                questions = cell_questions(json.loads(manifest.read_text(encoding="utf-8")), given.limit, given.seed)
            else:
                questions = make_questions(store, given.count, given.seed, given.kinds or tuple(KINDS))
            cases = read_cases(_written(questions, folder))
            lines = run_lines(marks_of(evaluate(Assistant(store, Settings(data=folder)), cases)))
    print("\n".join(lines))


def _written(questions: Sequence[dict[str, Any]], folder: Path) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in questions), encoding="utf-8")
    return path
