"""What README.md says is what the program does: its example, its commands, the pages it links to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Demo

from assistant.cli import main
from assistant.commands.questions import answer_text

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = "~/.local/share/nianbao"


def test_the_example_is_what_the_program_prints(demo: Demo) -> None:
    example = re.search(r'\$ nianbao ask "(.+?)"\n(.+?)\n```', README, re.DOTALL)
    assert example
    printed = answer_text(demo.assistant.ask(example[1])).replace(str(demo.folder.parent), DATA)
    assert printed.strip() == example[2].strip()


def test_every_command_it_shows_exists(capsys: pytest.CaptureFixture[str]) -> None:
    shown = set(re.findall(r"^(?:.*?bin/)?nianbao (\w+)", README, re.MULTILINE)) | {"demo", "serve"}
    for command in sorted(shown):
        assert main([command, "--help"]) == 0
    assert "用法" in capsys.readouterr().out


def test_every_page_it_links_to_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_ci_runs_the_test_command_it_gives() -> None:
    command = re.search(r"^(python3 -m venv \.venv-test .*)$", README, re.MULTILINE)
    assert command
    assert command[1].endswith("scripts/check.py")
    assert r"python3 -m venv \.venv-test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
