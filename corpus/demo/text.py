"""Reports as text pasted from a page: tabs, tabs with shifted labels, pipes (Markdown), one cell a line."""

from __future__ import annotations

import random
from collections.abc import Callable

from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.style import BREAK
from corpus.demo.tables import RESULT_LABELS, Row, Rows, spread


def _flat(text: str) -> str:
    return text.replace(BREAK, " ")


def _tabs(rows: Rows) -> str:
    return "\n".join("\t".join(map(_flat, line)) for line in spread(rows, False))


def _pipes(rows: Rows) -> str:
    lines = [[_flat(t).replace("|", "\\|") for t in line] for line in spread(rows, False)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _one_a_line(rows: Rows) -> str:
    return "\n".join(_flat(cell.text) for row in rows for cell in row)


def _labels(row: Row) -> list[str]:
    return [_flat(c.text) for c in row if c.head]


def _shifted(rows: Rows, rng: random.Random) -> str:
    """Chapter 3 as browsers paste it: source cells only, labels over two columns, one row a column too far left."""
    if not any(cell.high > RESULT_LABELS for row in rows for cell in row):
        return _tabs(rows)
    numbered = [at for at, row in enumerate(rows) if _labels(row) and _labels(row)[-1][:1].isdigit()]
    astray = rng.choice([at for at in numbered if len(_labels(rows[at])) == 1])
    lines, whole = [], spread(rows, False)
    for at, row in enumerate(rows):
        labels, numbers = _labels(row), [c.text for c in row if not c.head]
        if not numbers:
            lines.append("\t".join(map(_flat, whole[at])))
            continue
        lines.append("\t".join([*_placed(labels, at == astray), *numbers]))
    return "\n".join(lines)


def _placed(labels: list[str], astray: bool) -> list[str]:
    inner = labels[-1][:1].isdigit()
    if astray or labels[0][:2] in ("一、", "二、", "四、"):
        return [labels[-1], ""]
    return [""] * ((3 if inner else 2) - len(labels)) + labels


def _printed(page: Page, table: Callable[[Rows], str], marks: tuple[str, str, str, str]) -> str:
    # marks: before the title, a chapter heading, a section heading, and between two blocks.
    head = [marks[0] + page.title, *([page.notice] if page.style.notice == "top" else [])]
    lines = [marks[item.level] + item.text if isinstance(item, Line) and item.level else
             item.text if isinstance(item, Line) else table(item) for item in page.items]  # fmt: skip
    tail = [page.notice] if page.style.notice == "bottom" else []
    return marks[3].join([*head, *lines, *tail]) + "\n"


def print_tabs(page: Page) -> str:
    """Tabs between cells; what a merged cell covers is empty."""
    return _printed(page, _tabs, ("", "", "", "\n\n"))


def print_shifted(page: Page) -> str:
    """Tabs between source cells: labels and numbers stand in other columns from row to row."""
    rng = random.Random(f"{page.title}|shift")
    return _printed(page, lambda rows: _shifted(rows, rng), ("", "", "", "\n\n"))


def print_lines(page: Page) -> str:
    """Every cell on a line of its own."""
    return _printed(page, _one_a_line, ("", "", "", "\n\n"))


def print_pipes(page: Page) -> str:
    """Markdown with pipe tables."""
    return _printed(page, _pipes, ("# ", "## ", "### ", "\n\n"))


PRINTERS: dict[str, Callable[[Page], str]] = {
    "tabs": print_tabs, "shifted": print_shifted, "lines": print_lines, "pipes": print_pipes,
}  # fmt: skip
