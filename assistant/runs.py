"""A run over a question file as it is reported: a table a kind, the rates, kept in a file, compared with another run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.answer import Outcome
from assistant.commands.terminal import table_lines
from assistant.evaluate import Verdict, group_of
from corpus.errors import NianbaoError

FORMAT = 1
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """How one question went, as it is kept: `reason` is '' where the answer was right; `by_model`: see `Answer`."""

    id: str
    type: str
    turns: tuple[str, ...]
    expect: str
    outcome: str
    reason: str
    wrong_number: bool
    citations: int
    bad_citations: int
    text: str
    by_model: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return not self.reason

    @property
    def group(self) -> str:
        """What `expect` calls its outcome."""
        return group_of(Outcome(self.outcome))

    @property
    def refused(self) -> bool:
        """Whether an answer was refused that was there."""
        return self.expect == "answered" and self.group == "not_answered"

    @property
    def asked(self) -> bool:
        """Whether it asked back what was clear."""
        return self.expect != "asks_back" and self.group == "asks_back"

    @property
    def told(self) -> str:
        """The failure in a line, what was asked and answered in two more."""
        head = f"✗ {self.id} [{self.type}] {' → '.join(self.turns)}"
        return f"{head}\n    {self.reason}\n    答：{self.text[:_LONGEST]!r}（{self.outcome}）"


def marks_of(verdicts: Iterable[Verdict]) -> tuple[Mark, ...]:
    """The verdicts as they are kept."""
    return tuple(
        Mark(
            v.case.id, v.case.type, v.case.turns, v.case.expect, v.answer.outcome.value, v.reason, v.wrong_number,
            len(v.answer.citations), v.bad_citations, v.answer.text, v.answer.by_model,
        )
        for v in verdicts
    )  # fmt: skip


# --- what is reported ------------------------------------------------------------------------------

_HEADS = ("类别", "题数", "答对", "正确率", "误拒", "多问", "未拒", "错误数字", "引文", "不符")


def run_lines(marks: Sequence[Mark], failures: bool = True) -> list[str]:
    """A few lines a failure, the table of kinds, and the rates over all."""
    lines = [mark.told for mark in marks if not mark.right] if failures else []
    return [*lines, *table_lines(kind_rows(marks)), *rate_lines(marks)]


def kind_rows(marks: Sequence[Mark]) -> list[tuple[str, ...]]:
    """The table of a run: its head, a row a kind, and one of all."""
    return [_HEADS, *(_row(kind or "（未分类）", of) for kind, of in _by_kind(marks)), _row("合计", marks)]


def _by_kind(marks: Sequence[Mark]) -> list[tuple[str, list[Mark]]]:
    """The marks of each kind, kinds in the order they first came in."""
    kinds: dict[str, list[Mark]] = {}
    for mark in marks:
        kinds.setdefault(mark.type, []).append(mark)
    return list(kinds.items())


def _row(name: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    right = _count(marks, lambda m: m.right)
    unrefused = _count(marks, lambda m: m.expect != "answered" and m.group == "answered")
    numbers = (
        _count(marks, lambda m: m.refused), _count(marks, lambda m: m.asked), unrefused,
        _count(marks, lambda m: m.wrong_number), sum(m.citations for m in marks), sum(m.bad_citations for m in marks),
    )  # fmt: skip
    return (name, str(len(marks)), str(right), _share(right, len(marks)), *map(str, numbers))


def rate_lines(marks: Sequence[Mark]) -> list[str]:
    """The rates over all, in a line; a second one where a model had a part in it."""
    answerable = [m for m in marks if m.expect == "answered"]
    without = [m for m in marks if m.expect == "not_answered"]
    right, wrong = _count(marks, lambda m: m.right), _count(marks, lambda m: m.wrong_number)
    refused, kept = _count(answerable, lambda m: m.refused), _count(without, lambda m: m.group == "not_answered")
    bad = sum(m.bad_citations for m in marks)
    read, summed = (sum(part in m.by_model for m in marks) for part in ("reading", "summary"))
    helped = [f"用到模型：读题 {read} 题，概括 {summed} 题"] if read or summed else []
    return [
        f"合计：{right}/{len(marks)} 正确（{_share(right, len(marks))}）；错误数字 {wrong}（{_share(wrong, len(marks))}）；"
        f"误拒 {refused}/{len(answerable)}（{_share(refused, len(answerable))}）；"
        f"该拒的拒了 {kept}/{len(without)}（{_share(kept, len(without))}）；"
        f"引文 {sum(m.citations for m in marks)} 处，不符 {bad} 处",
        *helped,
    ]


def _count(marks: Iterable[Mark], holds: Callable[[Mark], bool]) -> int:
    return sum(map(holds, marks))


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


# --- kept and compared -------------------------------------------------------------------------------


def save_run(path: Path, marks: Sequence[Mark]) -> None:
    """Write the run as JSON; NianbaoError where the file can't be written."""
    run = {"format": FORMAT, "questions": [asdict(mark) for mark in marks]}
    try:
        path.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise NianbaoError(f"写不了 {path}：{error}。请检查路径。") from error


def load_run(path: Path) -> tuple[Mark, ...]:
    """A run written by `save_run`; NianbaoError where it is none."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
        if run["format"] != FORMAT:
            raise ValueError(f"格式是 {run['format']}，本程序用的是 {FORMAT}")
        lists = ("turns", "by_model")
        return tuple(
            Mark(**{**question, **{name: tuple(question[name]) for name in lists if name in question}})
            for question in run["questions"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NianbaoError(f"{path} 不是 nianbao eval --save 写的检验结果：{error}。") from error


def comparison_lines(before: Sequence[Mark], after: Sequence[Mark]) -> list[str]:
    """Which questions became right or wrong, a line each, and the difference of every kind.

    Only questions that both runs asked, in the same words, are compared.
    """
    found = compared(before, after)
    if not found.count:
        return [NOTHING_ALIKE]
    lines = [found.said]
    lines += [f"＋ {_asked(m)}" for m in found.better]
    lines += [f"－ {_asked(m)}：{m.reason}{'（错误数字）' if m.wrong_number else ''}" for m in found.worse]
    return [*lines, *table_lines(found.rows)]


NOTHING_ALIKE = "与上次没有相同的问题，无法比较。"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs beside each other: how many questions are the same, which became right or wrong, and a table of kinds."""

    count: int
    better: tuple[Mark, ...]
    worse: tuple[Mark, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def said(self) -> str:
        """How many there are of each, in a line."""
        if not self.count:
            return NOTHING_ALIKE
        return f"与上次相同的问题 {self.count} 个：变对 {len(self.better)} 个，变错 {len(self.worse)} 个。"


def compared(before: Sequence[Mark], after: Sequence[Mark]) -> Compared:
    """The later run against the earlier, by the questions that both asked in the same words."""
    known = {(m.id, m.turns): m for m in before}
    pairs = [(known[m.id, m.turns], m) for m in after if (m.id, m.turns) in known]
    rows: list[tuple[str, ...]] = [("类别", "题数", "上次答对", "这次答对", "差", "上次错误数字", "这次错误数字")]
    rows += [_difference(kind or "（未分类）", pairs, kind) for kind, _ in _by_kind([new for _, new in pairs])]
    return Compared(
        len(pairs),
        tuple(new for old, new in pairs if new.right and not old.right),
        tuple(new for old, new in pairs if old.right and not new.right),
        (*rows, _difference("合计", pairs, None)),
    )


def _asked(mark: Mark) -> str:
    return f"{mark.id} [{mark.type}] {' → '.join(mark.turns)}"


def _difference(name: str, pairs: Sequence[tuple[Mark, Mark]], kind: str | None) -> tuple[str, ...]:
    of = [pair for pair in pairs if kind is None or pair[1].type == kind]
    old, new = ([pair[at] for pair in of] for at in (0, 1))
    was, now = _count(old, lambda m: m.right), _count(new, lambda m: m.right)
    wrong = (_count(marks, lambda m: m.wrong_number) for marks in (old, new))
    return (name, str(len(of)), str(was), str(now), f"{now - was:+d}" if now != was else "0", *map(str, wrong))
