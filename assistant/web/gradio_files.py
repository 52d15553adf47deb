"""Which of Gradio's files the chat's page will come to ask for, found in Gradio's own files when the service starts.

A browser learns of them one after the other: each script names the next ones. Named in the page's head, all come at once.
Their names have marks of their content in them and change with every release of Gradio; what is not found here is left
out, and the browser finds it as ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

# Where Gradio keeps its page.
FRONTEND = Path(str(files("gradio"))) / "templates" / "frontend"
# Gradio's words, which its page is written with, in the one language of this page.
LANGUAGE = "zh-CN"
# Of what is loaded when it is needed: the part of Gradio's page that shows blocks (the other is for logging in).
SHOWN = "Blocks"

_NAME = r"[\"'`]\./([\w.-]+\.js)[\"'`]"
_ENTRY = re.compile(r"<script\b[^>]*\btype=\"module\"[^>]*\bsrc=\"\./assets/([\w.-]+\.js)\"")
# What a script needs before it runs, what it loads later, and the files that belong to that, by their place in a list.
_NEEDS = re.compile(rf"(?:\bfrom|\bimport)\s*{_NAME}")
_LATER = re.compile(rf"\bimport\({_NAME}\)((?:(?!\bimport\().){{0,300}}?)__vite__mapDeps\(\[([\d,]*)\]\)", re.DOTALL)
_LIST = re.compile(r"__vite__mapDeps=[^\[]*\[([^\]]*)\]")
_LISTED = re.compile(r"[\"'`]\./([\w.-]+)[\"'`]")


@dataclass(frozen=True, slots=True)
class PageFiles:
    """Names below `/assets/`, the ones needed first in front."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


@cache
def page_files(kinds: frozenset[str], frontend: Path = FRONTEND) -> PageFiles:
    """What the page loads for components of these kinds (`textbox`); nothing where Gradio's files are not as expected."""
    try:
        entry = _ENTRY.search((frontend / "index.html").read_text(encoding="utf-8"))
        found = _Found(frontend / "assets")
        if entry:
            found.start(entry.group(1), kinds)
    except OSError:
        return PageFiles()
    return PageFiles(tuple(found.scripts), tuple(found.styles))


class _Found:
    """What was come to so far, in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.scripts: dict[str, str] = {}
        self.styles: dict[str, None] = {}

    def start(self, entry: str, kinds: frozenset[str]) -> None:
        """Adds all that follows from the first script: what it loads, and of what that loads the parts that are used."""
        self._add(entry)
        for name, belonging in list(_later(self.scripts[entry])):
            self._add(name, *belonging)
        for text in list(self.scripts.values()):
            for name, belonging in _later(text):
                if name.startswith(f"{SHOWN}-"):
                    self._add(name, *belonging)
            for name, belonging in _components(text, kinds):
                self._add(name, *belonging)
            self._add(*re.findall(rf"/{LANGUAGE}\.json[\"'`]:[^,]*?\bimport\({_NAME}\)", text))

    def _add(self, *names: str) -> None:
        for name in names:
            if name.endswith(".css"):
                self.styles[name] = None
            elif name.endswith(".js") and name not in self.scripts:
                self.scripts[name] = text = (self._folder / name).read_text(encoding="utf-8")
                self._add(*_NEEDS.findall(text))


def _later(text: str) -> Iterator[tuple[str, list[str]]]:
    """What a script loads when it comes to it, each with the files that belong to it."""
    listed = _LIST.search(text)
    files_of = _LISTED.findall(listed.group(1)) if listed else []
    for name, _, places in _LATER.findall(text):
        yield name, [files_of[int(place)] for place in places.split(",") if place and int(place) < len(files_of)]


def _components(text: str, kinds: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Of the table of Gradio's components, where the script has it, those of these kinds."""
    listed = _LIST.search(text)
    for kind in kinds:
        entry = re.search(rf"[{{,]{re.escape(kind)}:\{{([^{{}}]*)\}}", text)
        if entry and listed:
            yield from _later(listed.group() + entry.group(1).rpartition("component:")[2])
