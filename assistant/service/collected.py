"""Questions that staff collect for the evaluation set: a file of lines in the data folder, written whole or not at all."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant import wording_evaluations as words
from corpus.errors import NianbaoError

FOLDER = "evaluation"
FILE_NAME = "collected.jsonl"


class Collected:
    """The collected questions of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FOLDER / FILE_NAME
        self._writer = threading.Lock()

    def text(self) -> str:
        """All of them as a question file; '' where there are none."""
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def count(self) -> int:
        """How many there are."""
        return sum(1 for line in self.text().split("\n") if line.strip())

    def add(
        self,
        turns: Sequence[str],
        expect: str,
        must_include: Sequence[str] = (),
        must_not_include: Sequence[str] = (),
        note: str = "",
    ) -> int:
        """Add a conversation whose last answer is judged; returns how many there are then. NianbaoError: not written."""
        question: dict[str, Any] = {"turns": list(turns), "type": words.KIND, "expect": expect}
        question |= {"must_include": list(must_include)} if must_include else {}
        question |= {"must_not_include": list(must_not_include)} if must_not_include else {}
        question |= {"note": note} if note else {}
        with self._writer:
            known = [line for line in self.text().split("\n") if line.strip()]
            line = json.dumps({"id": f"F{len(known) + 1:04d}", **question}, ensure_ascii=False)
            write_whole(self.path, "\n".join([*known, line]) + "\n")
            return len(known) + 1


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all; NianbaoError says why it is not."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise NianbaoError(words.NOT_WRITTEN.format(path=path, reason=error.strerror)) from error
