"""The documentation: generated pages are fresh, every command in it is understood, every file it names is there."""

from __future__ import annotations

import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Outcome
from assistant.cli import make_parser
from assistant.evaluate import read_cases
from corpus.forms import load_forms

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))
GENERATED: dict[str, str] = runpy.run_path(str(ROOT / "scripts" / "docs.py"))["pages"]()
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def commands() -> Iterator[str]:
    for text in TEXTS.values():
        lines = (line for block in blocks(text, "sh") for line in block.splitlines())
        yield from (re.split(r" [<>] |\s+#", line)[0] for line in lines if line.startswith("nianbao "))


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_fresh(name: str) -> None:
    assert TEXTS[name] == GENERATED[name], "run: python scripts/docs.py"


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_of_the_documentation_is_understood(command: str) -> None:
    assert make_parser().parse_args(shlex.split(command)[1:]).command


def test_every_command_is_documented() -> None:
    documented = re.findall(r"^## nianbao (\w+)$", TEXTS["commands.md"], re.M)
    assert {command.split()[1] for command in commands()} == set(documented)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_files_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)#:]+(?:#[^)]*)?)\)", text)]
    assert [link for link in links if link and not (page.parent / link).exists()] == []
    named = re.findall(r"`((?:corpus|index|assistant|tests|scripts|docs)/[\w/.]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_outcome_is_explained() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", TEXTS["answers.md"].partition("## JSON")[0], re.M) == list(Outcome)


def test_the_example_questions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(blocks(TEXTS["questions.md"], "json")[0], encoding="utf-8")
    assert [case.expect for case in read_cases(file)] == ["answered", "answered", "asks_back", "not_answered"]


def test_the_example_form_has_the_keys_of_a_real_one() -> None:
    example = next(tomllib.loads(b) for b in blocks(TEXTS["structure.md"], "toml") if b.startswith("key"))
    real = tomllib.loads((ROOT / "corpus" / "forms" / "2021.toml").read_text(encoding="utf-8"))
    assert set(example) <= set(real)
    assert set(example["tables"][0]) <= set(real["tables"][0])
    assert set(example["checks"][0]) <= set(real["checks"][0])
    assert example["tables"][0]["key"] in {table.key for table in load_forms()["2021"].tables}
