"""add, demo, list, remove, export: the reports of a data folder."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.commands.terminal import NO_REPORTS, ProgressLine, bar, table_lines, warn
from corpus.errors import NianbaoError
from corpus.settings import Settings
from corpus.store import Counts, ReportHead, Store
from corpus.web.addresses import clean, is_web_address
from corpus.web.bounds import Breadth
from corpus.web.originals import addresses_found_on, fetched_address, found_on
from corpus.web.request import NOTHING, WebRequest

DEMO_FOLDER = "demo"


def add(args: Namespace, settings: Settings) -> int:
    """Read files, folders and what addresses of the web lead to into the store; 1 where one of them failed."""
    with Store(settings.data) as store:
        files = [Path(path) for path in args.paths if not is_web_address(path)]
        addresses = tuple(path for path in args.paths if is_web_address(path))
        return _add(store, files, settings, WebRequest(addresses, Breadth.of(settings, args.delay, args.pages)))


def demo(args: Namespace, settings: Settings) -> int:
    """Write the demo reports into the data folder and add them."""
    from corpus.demo import write_demo

    warn("正在生成演示年报（演示数据，纯属虚构）……")
    with Store(settings.data) as store:
        manifest = write_demo(settings.data / DEMO_FOLDER, args.seed)
        entries = json.loads(manifest.read_text(encoding="utf-8"))["reports"]
        failed = _add(store, [manifest.parent / entry["file"] for entry in entries], settings)
    print(f"演示年报在 {manifest.parent}，其中的单位和数字都是虚构的。")
    return failed


def _add(store: Store, paths: Sequence[Path], settings: Settings, web: WebRequest = NOTHING) -> int:
    from corpus.archives import file_name
    from corpus.ingest import Outcome, Progress, add_paths

    words = {
        Outcome.ADDED: "已加入",
        Outcome.REPLACED: "已更新",
        Outcome.UNCHANGED: "没有变化",
        Outcome.FAILED: "没有加入",
    }
    line = ProgressLine()

    def shown(path: str) -> str:
        return path if is_web_address(path) else file_name(path)

    def show(progress: Progress) -> None:
        far = bar(progress.done, progress.total, progress.remaining) if line.writes_over else ""
        line.say(f"{far or f'[{progress.done}/{progress.total}]'} {words[progress.outcome]}：{shown(progress.path)}")

    try:
        summary = add_paths(store, paths, show, settings.processes, replace(web, say=line.say))
    finally:
        line.end()
    for failure in summary.failed:
        warn(f"没有加入 {failure.path}：{failure.reason}")
    for note in summary.notes:
        warn(f"请注意：{note}")
    print(
        f"新加入 {summary.added} 份，更新 {summary.replaced} 份，"
        f"没有变化 {summary.unchanged} 份，失败 {len(summary.failed)} 份。"
    )
    return 1 if summary.failed else 0


def list_reports(args: Namespace, settings: Settings) -> int:
    """The reports of the store as a table, or as JSON."""
    with Store(settings.data) as store:
        heads, counts = store.heads(), store.counts()
    if args.json:
        pages = found_on(settings.data)
        print(json.dumps([_head_json(h, counts[h.id], pages) for h in heads], ensure_ascii=False, indent=1))
        return 0
    if not heads:
        print(NO_REPORTS)
        return 0
    titles = ("单位", "年份", "格式", "单元格", "问题", "编号", "文件或网址")
    for line in table_lines([titles, *(_head_row(head, counts[head.id]) for head in heads)]):
        print(line)
    print(f"共 {len(heads)} 份年报，{len({head.body for head in heads})} 个单位。")
    return 0


def _head_row(head: ReportHead, counts: Counts) -> tuple[str, ...]:
    year = "不明" if head.year is None else str(head.year)
    found = (head.body or "不明", year, head.form or "无", str(counts.cells), str(counts.problems))
    return (*found, head.id, head.address if is_web_address(head.address) else head.file)


def _head_json(head: ReportHead, counts: Counts, pages: Mapping[str, str]) -> dict[str, Any]:
    keys = ("id", "file", "address", "title", "body", "region", "year", "scope", "form")
    found = {key: getattr(head, key) for key in keys}
    if is_web_address(head.address):
        found["found_on"] = pages.get(fetched_address(head.address), "")
    return {**found, "aliases": list(head.aliases), "cells": counts.cells, "problems": counts.problems}


def remove(args: Namespace, settings: Settings) -> int:
    """Remove the reports named and say which they were; 1 where a name fits none."""
    with Store(settings.data) as store:
        heads = store.heads()
        found, unknown = named_reports(heads, _with_found_on(store.folder, args.names, {h.address for h in heads}))
        for head in found:
            store.remove(head.id)
            print(f"已删去：{head.body}{head.year or ''}（{head.address}）")
    for name in unknown:
        warn(f"没有叫“{name}”的年报。请用文件名、网址、编号，或单位加年份（如 某市2023），可用 nianbao list 查看。")
    return 1 if unknown else 0


def _with_found_on(folder: Path, names: Sequence[str], known: set[str]) -> list[str]:
    """The names, an address of the web replaced by those of the reports that page led to where it is none itself."""
    meant: list[str] = []
    for name in names:
        address = clean(name) if is_web_address(name) else ""
        fetched = addresses_found_on(folder, address) if address and address not in known else frozenset()
        led = sorted(each for each in known if fetched and fetched_address(each) in fetched)
        meant += led or [address or name]
    return meant


def named_reports(heads: Sequence[ReportHead], names: Sequence[str]) -> tuple[list[ReportHead], list[str]]:
    """The reports that these names mean (file name, path, id, body and year), and the names that mean none."""
    found: dict[str, ReportHead] = {}
    unknown: list[str] = []
    for name in _with_years(names, {body for head in heads for body in (head.body, head.printed)}):
        fitting = [head for head in heads if name in _names(head) or os.path.abspath(name) == head.address]
        found.update((head.id, head) for head in fitting)
        unknown += [] if fitting else [name]
    return list(found.values()), unknown


def _names(head: ReportHead) -> tuple[str, ...]:
    bodies = {head.body, head.printed or head.body}
    return head.id, head.file, head.address, *(f"{body}{head.year}{end}" for body in bodies for end in ("", "年"))


def _with_years(names: Sequence[str], bodies: set[str]) -> list[str]:
    """The names with a year typed apart (某市 2023) put behind its body."""
    joined: list[str] = []
    for name in names:
        if joined and joined[-1] in bodies and name.removesuffix("年").isdigit():
            joined[-1] += name
        else:
            joined.append(name)
    return joined


def export(args: Namespace, settings: Settings) -> int:
    """Write all cells and rows to a CSV or Excel file."""
    from corpus.export import export_cells

    with Store(settings.data) as store:
        if not store.heads():
            raise NianbaoError(NO_REPORTS)
        count = export_cells(store, Path(args.file))
    print(f"已写入 {args.file}：{count} 行。")
    return 0
