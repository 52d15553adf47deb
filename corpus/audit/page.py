"""The page of docs/ that says what is checked, generated from the kinds of findings."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.audit.kinds import Kind, Severity, load_kinds

_HEAD = """# 核对

本页由 `python scripts/docs.py` 从 `corpus/audit/kinds.toml` 生成。用法见[用自己的报告](usage.md#核对)。

`nianbao check` 列出的每一处是下面的一种。`--kind` 后面写种类的名称（或其中几个字），或括号里的代号。
"""
_ABOUT = {
    Severity.ERROR: "年报自己就能证明，发布前必须改。有错误时退出码是 1。",
    Severity.DOUBT: "多半有问题，或者无法判断，要人对照原件来定。",
    Severity.HINT: "少见，但可能确实如此。",
    Severity.NOTE: "只在 `--all` 时列出。",
}


def kinds_page() -> str:
    """The whole of `docs/checking.md`."""
    return "\n".join([_HEAD, *(line for severity in Severity for line in _section(severity))])


def _section(severity: Severity) -> Iterator[str]:
    yield from (f"## {severity.label}", "", _ABOUT[severity], "", "| 种类 | 为什么算这一档 |", "|---|---|")
    yield from (_row(kind) for kind in load_kinds().values() if kind.severity is severity)
    yield ""


def _row(kind: Kind) -> str:
    return f"| {kind.name}（`{kind.key}`） | {kind.reason} |"
