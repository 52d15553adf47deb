"""The reports and questions that are measured with."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.demo import generate_reports, write_demo
from corpus.demo.questions import cell_questions
from corpus.forms.catalogue import load_catalogue
from corpus.ingest import add_paths
from corpus.store import Store


@contextmanager
def folder_for(given: Path | None) -> Iterator[Path]:
    """The folder named, made where it is not there and kept; else one that is gone afterwards."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with TemporaryDirectory(prefix="nianbao-bench-") as name:
            yield Path(name)


def demo_manifest(folder: Path) -> dict[str, Any]:
    """The demo written into `folder`/demo, and what it states of itself."""
    manifest: dict[str, Any] = json.loads(write_demo(folder / "demo").read_text(encoding="utf-8"))
    return manifest


def demo_questions(folder: Path, limit: int) -> list[str]:
    """The demo added to the store of `folder`, and so many questions on its cells, shuffled."""
    manifest = demo_manifest(folder)
    with Store(folder) as store:
        add_paths(store, [folder / "demo" / entry["file"] for entry in manifest["reports"]])
    asked = [str(question["turns"][0]) for question in cell_questions(manifest, limit)]
    random.Random(0).shuffle(asked)
    return asked


def generated(folder: Path, count: int) -> Path:
    """A folder of so many reports of invented bodies, written where they are not there yet."""
    reports = folder / f"reports-{count}"
    if not reports.exists():
        unfinished = folder / f"reports-{count}.unfinished"
        unfinished.mkdir(parents=True, exist_ok=True)
        for name, data in generate_reports(count):
            (unfinished / name).write_bytes(data)
        unfinished.rename(reports)
    return reports


def questions_on(store: Store, limit: int) -> list[str]:
    """So many questions on single values, over all bodies, years and indicators of a store."""
    draw = random.Random(0)
    heads = [head for head in store.heads() if head.form and head.year]
    labels = [i.aliases[0] if i.aliases else i.label for i in load_catalogue().chaptered.indicators]
    templates = ("{body}{year}年{label}是多少", "{year}年{body}{label}有几件", "{body}{year}年“{label}”多少")
    asked = []
    for _ in range(limit):
        head = draw.choice(heads)
        asked.append(draw.choice(templates).format(body=head.body, year=head.year, label=draw.choice(labels)))
    return asked
