"""Imports run one way: corpus ← index ← assistant ← app; nobody imports what stands above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From the ground up; a module may import its own layer and those before it.
LAYERS = ("corpus", "index", "assistant", "app")
MODULES = sorted(
    path for layer in LAYERS for path in (*(ROOT / layer).rglob("*.py"), ROOT / f"{layer}.py") if path.is_file()
)


def imported(source: str, package: str) -> Iterator[str]:
    """The dotted names a module of that package imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            yield ".".join(filter(None, (*parents, node.module)))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def upward(source: str, module: str) -> list[str]:
    """What the module `corpus.store` imports from layers above its own."""
    above = LAYERS[LAYERS.index(module.split(".")[0]) + 1 :]
    return [name for name in imported(source, module.rpartition(".")[0]) if name.split(".")[0] in above]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_upward(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    assert upward(path.read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("corpus.store", "import index.search", ["index.search"]),
        ("corpus.store", "def f():\n    from assistant import ask", ["assistant"]),
        ("index.build", "from importlib import import_module\nimport_module('assistant.ask')", ["assistant.ask"]),
        ("index.build", "from corpus.store import Store\nfrom . import words", []),
        ("assistant.web.api", "import app", ["app"]),
        ("assistant.web.api", "from ..ask import Assistant\nimport indexing", []),
        ("app", "import assistant.cli, corpus, index", []),
    ],
)
def test_an_arrow_the_other_way_is_seen(module: str, source: str, found: list[str]) -> None:
    assert upward(source, module) == found


SERVICE = sorted((ROOT / "assistant" / "service").glob("*.py"))


def sentences(source: str) -> list[str]:
    """The Chinese sentences among a module's strings; what stands in docstrings is none of its users'."""
    tree = ast.parse(source)
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in told)
    return [text for text in strings if isinstance(text, str) and "。" in text]


@pytest.mark.parametrize("path", SERVICE, ids=lambda path: path.name)
def test_what_users_read_of_the_service_stands_in_the_files_of_words(path: Path) -> None:
    assert sentences(path.read_text(encoding="utf-8")) == []


def test_a_sentence_in_a_module_is_seen() -> None:
    assert sentences('"""某事。"""\nraise E(f"没有“{name}”。请重选。")\nX = "某市"') == ["”。请重选。"]
