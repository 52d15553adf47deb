"""check: what doesn't add up, what couldn't be read, and which years are missing."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.commands.reports import named_reports
from assistant.commands.terminal import NO_REPORTS, warn
from corpus.report import Scope
from corpus.settings import Settings
from corpus.store import ReportHead, Store

if TYPE_CHECKING:
    from corpus.checks import CheckResult, Side

# Checks of one rule that can't be told are listed one by one up to this many; a blank column makes two dozen.
MOST_ALIKE = 3


def check(args: Namespace, settings: Settings) -> int:
    """Print the checks that fail or can't be told (all with --all); 1 where one fails."""
    with Store(settings.data) as store:
        heads = store.heads()
        if not heads:
            print(NO_REPORTS)
            return 0
        unknown: list[str] = []
        if args.names:
            wanted = {head.id for head in heads if head.body in args.names}
            found, unknown = named_reports(heads, [n for n in args.names if all(n != head.body for head in heads)])
            wanted |= {head.id for head in found}
            heads = tuple(head for head in heads if head.id in wanted)
        for name in unknown:
            warn(f"没有叫“{name}”的单位或年报，可用 nianbao list 查看。")
        counted = _print_all(store, heads, everything=args.all)
    return 1 if unknown or counted["fails"] else 0


def _print_all(store: Store, heads: Sequence[ReportHead], everything: bool) -> Counter[str]:
    """Print what is to be said of each report and body; how many of each status there are, and problems and gaps."""
    counted: Counter[str] = Counter()
    for head in heads:
        lines = [f"  第{problem.line}行：{problem.message}" for problem in store.report(head.id).problems]
        counted["problems"] += len(lines)
        results = list(_results(store, head, heads))
        counted.update(result.status.value for result in results)
        lines += [f"  {line}" for line in (map(_result_line, results) if everything else _open_lines(results))]
        if lines:
            print("\n".join([f"{head.body}{head.year or '（年份不明）'} · {head.file}", *lines]))
    for line in _missing_years(heads):
        counted["missing"] += 1
        print(line)
    print(_summary(len(heads), counted))
    return counted


def _results(store: Store, head: ReportHead, heads: Sequence[ReportHead]) -> Iterator[CheckResult]:
    """The checks within the report, of its prose against its tables, and against the year before."""
    from corpus.checks import check_prose, check_report, check_years

    report = store.report(head.id)
    yield from check_report(report)
    yield from check_prose(report)
    for earlier in heads:
        if _is_year_before(earlier, head):
            yield from check_years(store.report(earlier.id), report)


def _is_year_before(earlier: ReportHead, head: ReportHead) -> bool:
    """Whether it is the same body's report of the year before, and not 本级 beside 汇总."""
    if earlier.body != head.body or earlier.year is None or head.year is None:
        return False
    contradictory = Scope.UNSTATED not in (earlier.scope, head.scope) and earlier.scope != head.scope
    return earlier.year + 1 == head.year and not contradictory


def _open_lines(results: Sequence[CheckResult]) -> Iterator[str]:
    """Lines for what fails or can't be told; many that can't be told by the same rule are one line."""
    alike = Counter(result.title for result in results if result.status.value == "unknown")
    for result in results:
        many = alike[result.title] > MOST_ALIKE and result.status.value == "unknown"
        if result.status.value != "holds" and not many:
            yield _result_line(result)
    for title, count in alike.items():
        if count > MOST_ALIKE:
            where = (r.where for r in results if r.title == title and r.status.value == "unknown")
            yield f"[无法判断] {title}：{count} 项因空白、文字或缺少的格无法判断（{'、'.join(where)}）。加 --all 看每一项。"


def _result_line(result: CheckResult) -> str:
    words = {"holds": "成立", "fails": "不成立"}
    status = words.get(result.status.value, "无法判断")
    where = f"（{result.where}）" if result.where else ""
    note = f"。{result.note.rstrip('。')}" if result.note else ""
    return f"[{status}] {result.title}{where}：{_side(result.left)}；{_side(result.right)}{note}。"


def _side(side: Side) -> str:
    """The formula with its value; a formula of one term says it already."""
    from corpus.checking import plain_number

    value = "无法计算" if side.value is None else plain_number(side.value)
    one_term = " + " not in side.formula and side.formula.endswith(value)
    return side.formula if one_term or side.formula.endswith(f"= {value}") else f"{side.formula} = {value}"


def _missing_years(heads: Sequence[ReportHead]) -> Iterator[str]:
    """A line for each body that lacks a year between its first and its last."""
    years: dict[str, set[int]] = defaultdict(set)
    for head in heads:
        if head.body and head.year is not None:
            years[head.body].add(head.year)
    for body, known in years.items():
        missing = sorted(set(range(min(known), max(known))) - known)
        if missing:
            yield f"{body}：缺少{'、'.join(map(str, missing))}年的年报（已有 {min(known)}–{max(known)} 年）。"


def _summary(reports: int, counted: Counter[str]) -> str:
    told = counted["holds"] + counted["fails"]
    unknown = sum(counted.values()) - told - counted["problems"] - counted["missing"]
    return (
        f"共核对 {reports} 份年报、{told + unknown} 项：成立 {counted['holds']} 项，不成立 {counted['fails']} 项，"
        f"无法判断 {unknown} 项；没有读懂的地方 {counted['problems']} 处，缺少年份的单位 {counted['missing']} 个。"
    )
