"""check: what is wrong, doubtful or unusual, by severity, with both sides and their places; and which years are missing."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.reports import named_reports
from assistant.commands.terminal import NO_REPORTS, ProgressLine, bar, warn
from corpus.errors import NianbaoError
from corpus.settings import Settings
from corpus.store import ReportHead, Store

if TYPE_CHECKING:
    from corpus.audit.finding import Finding, Spot
    from corpus.audit.walk import Group
    from corpus.report import Report

# Checks of one rule that can't be told are listed one by one up to this many; a blank column makes two dozen.
MOST_ALIKE = 3
# So many places of a finding are shown; a file (--csv, --xlsx) has them all.
MOST_PLACES = 4
# Progress is shown from so many reports on; fewer are done before one could read it.
PROGRESS_FROM = 50

_OPEN, _HOLDS = "open", "holds"


def check(args: Namespace, settings: Settings) -> int:
    """Print the findings (those that hold too with --all), or write them to a file; 1 where an error stands."""
    with Store(settings.data) as store:
        chosen = _chosen(store, args.names)
        if not chosen.heads and not chosen.drafts and not args.names:
            print(NO_REPORTS)
            return 0
        if chosen.failed and not chosen.heads and not chosen.drafts:
            return 1
        shown = _Shown(args)
        groups = shown.only(_groups(store, chosen))
        for path in filter(None, (args.csv, args.xlsx)):
            _write(Path(path), groups, args)
            break
        else:
            for group in groups:
                _print(group, args.all)
        reports = len(chosen.heads) + len(chosen.drafts)
        print(_summary(reports, shown.counted))
    return 1 if chosen.failed or shown.counted["error"] else 0


# --- which reports ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The stored reports and the drafts to be checked, and whether a name meant neither."""

    heads: tuple[ReportHead, ...]
    drafts: tuple[Report, ...]
    failed: bool


def _chosen(store: Store, names: Sequence[str]) -> _Chosen:
    """What the names mean: bodies, reports, or files that the store does not have as they are."""
    heads = store.heads()
    if not names:
        return _Chosen(heads, (), failed=False)
    bodies = {head.body for head in heads}
    wanted = {head.id for head in heads if head.body in names}
    drafts: list[Report] = []
    others: list[str] = []
    failed = False
    for name in names:
        if name not in bodies and Path(name).exists():
            for found, stored, reason in _opened(store, Path(name)):
                drafts += found
                wanted |= stored
                failed = failed or bool(reason)
                if reason:
                    warn(reason)
        elif name not in bodies or _is_followed_by_year(name, names):
            others.append(name)
    named, unknown = named_reports(heads, others)
    for name in unknown:
        warn(f"没有叫“{name}”的单位、年报或文件。请检查路径，或用 nianbao list 查看收录了哪些。")
    wanted |= {head.id for head in named}
    return _Chosen(tuple(h for h in heads if h.id in wanted), tuple(drafts), failed or bool(unknown))


def _is_followed_by_year(name: str, names: Sequence[str]) -> bool:
    at = names.index(name) + 1
    return at < len(names) and names[at].removesuffix("年").isdigit()


def _opened(store: Store, path: Path) -> Iterator[tuple[tuple[Report, ...], set[str], str]]:
    """For each file meant: the reports read from it, the ids of those that are stored just so, and why it can't be read."""
    from corpus.audit.draft import open_draft
    from corpus.files import find_files

    files, failures = find_files([path])
    yield from (((), set(), f"读不了 {failure.path}：{failure.reason}") for failure in failures)
    for file in files:
        draft = open_draft(store, file)
        reason = f"读不了 {file}：{draft.failure}" if draft.failure else ""
        yield draft.reports, {head.id for head in draft.stored}, reason


def _groups(store: Store, chosen: _Chosen) -> Iterator[Group]:
    from corpus.audit.draft import audit_draft
    from corpus.audit.walk import audit

    line = ProgressLine()

    def show(done: int, total: int, name: str) -> None:
        if total >= PROGRESS_FROM and line.writes_over:
            line.say(f"{bar(done, total, None)} 核对：{name}")

    for report in chosen.drafts:
        yield audit_draft(store, report)
    for group in audit(store, chosen.heads, show):
        line.end()
        yield group
    line.end()


# --- what is shown -------------------------------------------------------------------------------


def _kinds_named(name: str) -> Iterator[str]:
    """The keys of the kinds meant: that key, or every kind whose name holds these words (雷同)."""
    from corpus.audit.kinds import load_kinds

    found = [k.key for k in load_kinds().values() if name == k.key or name in k.name]
    if not found:
        known = "、".join(f"{k.name}（{k.key}）" for k in load_kinds().values())
        raise NianbaoError(f"没有“{name}”这种问题。可以写的有：{known}。")
    yield from found


class _Shown:
    """Lets through the findings asked for, and counts what went by."""

    def __init__(self, args: Namespace) -> None:
        self.counted: Counter[str] = Counter()
        self._all: bool = args.all
        self._severities = set(args.severity or ())
        self._kinds = {key for name in args.kind or () for key in _kinds_named(name)}

    def only(self, groups: Iterable[Group]) -> Iterator[Group]:
        """The groups with what is asked for; such as have nothing left are left out."""
        from dataclasses import replace

        for group in groups:
            found = tuple(f for f in group.findings if self._is_wanted(f))
            for finding in found:
                self.counted[finding.kind.severity.key] += 1
                self.counted[finding.kind.key] += 1
            shown = tuple(f for f in found if self._all or f.kind.severity.key != "note")
            if shown:
                yield replace(group, findings=shown)

    def _is_wanted(self, finding: Finding) -> bool:
        kind = finding.kind
        wanted = not self._severities or bool({kind.severity.key, kind.severity.label} & self._severities)
        return wanted and (not self._kinds or kind.key in self._kinds)


def _write(path: Path, groups: Iterable[Group], args: Namespace) -> None:
    from corpus.audit.table import write_findings

    ending = ".csv" if args.csv else ".xlsx"
    if path.suffix.lower() != ending:
        raise NianbaoError(f"--{ending[1:]} 要写 {ending} 文件，不能写成 {path.name}。")
    count = write_findings(path, (f for group in groups for f in group.findings))
    print(f"已写入 {path}：{count} 行。")


def _print(group: Group, everything: bool) -> None:
    head = group.head
    about = f" · {group.about}" if group.about and group.about != head.body else ""
    lines = [f"{head.body}{head.year or '（年份不明）'} · {head.file}{about}"]
    lines += _lines(group.findings, everything)
    print("\n".join(lines))


def _lines(findings: Sequence[Finding], everything: bool) -> Iterator[str]:
    """Lines for the findings; many that can't be told by the same rule are one line."""
    titles = Counter(_rule(f) for f in findings if f.kind.key == _OPEN)
    many = {title for title, count in titles.items() if count > MOST_ALIKE and not everything}
    told: set[str] = set()
    for finding in findings:
        title = _rule(finding)
        if finding.kind.key != _OPEN or title not in many:
            yield from _finding_lines(finding)
        elif title not in told:
            told.add(title)
            where = "、".join(_where(f) for f in findings if f.kind.key == _OPEN and _rule(f) == title)
            yield (
                f"  [{finding.kind.severity.label}] {finding.kind.name} · {title}："
                f"{titles[title]} 项因空白、文字或缺少的格无法判断（{where}）。加 --all 看每一项。"
            )


def _rule(finding: Finding) -> str:
    return finding.message.partition("（")[0] if finding.message.endswith("）") else finding.message


def _where(finding: Finding) -> str:
    return finding.message.partition("（")[2].removesuffix("）")


def _finding_lines(finding: Finding) -> Iterator[str]:
    kind = finding.kind
    label, name = (kind.name, "") if kind.key == _HOLDS else (kind.severity.label, f"{kind.name} · ")
    note = f"。{finding.note.rstrip('。')}" if finding.note else ""
    told = list(dict.fromkeys(side.said for side in finding.sides if side.said))
    said = f"：{'；'.join(told)}" if told else ""
    yield f"  [{label}] {name}{finding.message}{said}{note}。"
    places = list(dict.fromkeys(_place(side, finding) for side in finding.sides))
    more = f"；等 {len(places)} 处" if len(places) > MOST_PLACES else ""
    yield f"      见：{'；'.join(places[:MOST_PLACES])}{more}"


def _place(side: Spot, finding: Finding) -> str:
    return side.place if side.report_id == finding.report_id else f"{side.file} {side.place}"


def _summary(reports: int, counted: Counter[str]) -> str:
    fails = sum(counted[k] for k in ("table", "prose", "prose_scope", "carry_over", "whole", "unsure_sum"))
    told = counted[_HOLDS] + fails + counted[_OPEN]
    return (
        f"共核对 {reports} 份年报、{told} 项：成立 {counted[_HOLDS]} 项，不成立 {fails} 项，无法判断 {counted[_OPEN]} 项；"
        f"错误 {counted['error']} 处，存疑 {counted['doubt']} 处，提示 {counted['hint']} 处；"
        f"没有读懂的地方 {counted['unread']} 处，缺少年份的单位 {counted['missing_year']} 个。"
    )
