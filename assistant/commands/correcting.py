"""correct, corrections: what staff say of single cells, with reason and author."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant.commands.reports import named_reports
from assistant.commands.terminal import table_lines, warn_unknown
from assistant.service.correcting import correction_of, held, state_of
from corpus.corrections import Entry, Withdrawal
from corpus.errors import NianbaoError
from corpus.forms import Form, load_forms
from corpus.forms.named import place_name, places_named
from corpus.report import CellKind, Correction, Place, Report
from corpus.settings import Settings
from corpus.store import ReportHead, Store

# So many cells that the words may mean are listed.
SHOWN_PLACES = 12


def correct(args: Namespace, settings: Settings) -> int:
    """Keep a correction of one cell, or withdraw one."""
    with Store(settings.data) as store:
        if args.withdraw is not None:
            return _withdraw(store, args)
        report = store.report(_one_report(store, args.report).id)
        form, place = _one_place(report, args.cell)
        correction = _correction(args, form, place, report)
        entry = store.correct(report.id, place, correction)
    where = f"{report.body}{report.year or ''} {place_name(form, place)}"
    print(f"已更正（编号 {entry.no}）：{where}，原文为{correction.was or '空白'}，更正为{held(correction)}。")
    print(f"理由：{correction.reason}。经办人：{correction.author}，{correction.day}。")
    return 0


def _withdraw(store: Store, args: Namespace) -> int:
    try:
        entry = store.withdraw_correction(args.withdraw, Withdrawal(args.reason, args.author, _day(args.date)))
    except KeyError:
        raise NianbaoError(
            f"没有编号为 {args.withdraw} 的更正，或者它已经撤回。可用 nianbao corrections 查看。"
        ) from None
    before = next((e for e in store.corrections() if e.applies and _same_cell(e, entry)), None)
    now = f"改用此前编号 {before.no} 的更正：{held(before.correction)}" if before else "这一格恢复为原文"
    print(f"已撤回编号 {entry.no} 的更正，{now}。")
    return 0


def _same_cell(one: Entry, other: Entry) -> bool:
    return (one.report_id, one.place) == (other.report_id, other.place)


def _one_report(store: Store, name: str) -> ReportHead:
    found, _ = named_reports(store.heads(), [name])
    if len(found) != 1:
        several = f"有 {len(found)} 份：{'、'.join(h.id + '（' + h.file + '）' for h in found)}。请写其中一个编号"
        raise NianbaoError(
            f"叫“{name}”的年报{several if found else '没有收录。请写文件名、编号，或单位加年份（如 某市2023）'}。"
        )
    return found[0]


def _one_place(report: Report, words: str) -> tuple[Form, Place]:
    """The cell of the report's form that the words mean; NianbaoError where they mean none or several."""
    form = load_forms().get(report.form or "")
    if form is None:
        raise NianbaoError("这份年报没有读出法定的统计表，没有可以更正的格。")
    places = places_named(form, words)
    if not places:
        raise NianbaoError(
            f"{form.name}里没有“{words}”这一格。请写行名和列名，中间用 × 隔开，如“表三 本年新收 × 自然人”。"
        )
    if len(places) > 1:
        shown = "".join(f"\n  {place_name(form, place)}" for place in places[:SHOWN_PLACES])
        rest = f"\n  ……（共 {len(places)} 格）" if places[SHOWN_PLACES:] else ""
        raise NianbaoError(f"“{words}”可能是这些格，请写明是哪一格：{shown}{rest}")
    return form, places[0]


def _correction(args: Namespace, form: Form, place: Place, report: Report) -> Correction:
    kind = CellKind.BLANK if args.blank else CellKind.NOT_APPLICABLE if args.not_applicable else CellKind.NUMBER
    if kind is CellKind.NUMBER and not _is_number(args.value):
        raise NianbaoError(
            f"--value 应当是一个数，现在是“{args.value}”。空白请用 --blank，不适用请用 --not-applicable。"
        )
    return correction_of(form, place, kind, args.value or "", args.reason, args.author.strip(), report, _day(args.date))


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", "")).is_finite()
    except InvalidOperation:
        return False


def _day(given: date | None) -> str:
    return (given or date.today()).isoformat()


# --- corrections -------------------------------------------------------------------------------


def corrections(args: Namespace, settings: Settings) -> int:
    """List the corrections that apply, with --history the others too."""
    with Store(settings.data) as store:
        heads = {head.id: head for head in store.heads()}
        found = [e for e in store.corrections() if args.history or e.applies]
        if args.names:
            named, unknown = named_reports(tuple(heads.values()), args.names)
            wanted = {head.id for head in named} | {h.id for h in heads.values() if h.body in args.names}
            found = [e for e in found if e.report_id in wanted]
            warn_unknown(name for name in unknown if all(head.body != name for head in heads.values()))
        rows = [_row(entry, store, heads.get(entry.report_id)) for entry in found]
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif args.csv:
        _write_csv(Path(args.csv), rows)
        print(f"已写入 {args.csv}：{len(rows)} 条更正。")
    elif rows:
        _print_rows(rows)
    else:
        print("没有更正。")
    return 0


_TITLES = {
    "no": "编号", "report": "年报", "cell": "格", "was": "原文", "value": "更正为", "reason": "理由", "author": "经办人",
    "date": "日期", "state": "状态",
}  # fmt: skip


def _row(entry: Entry, store: Store, head: ReportHead | None) -> dict[str, Any]:
    form = load_forms().get(head.form or "") if head else None
    said = entry.correction
    return {
        "no": entry.no,
        "report": f"{head.body}{head.year or ''}" if head else f"（已删去）{entry.report_id}",
        "cell": place_name(form, entry.place) if form else "|".join(entry.place),
        "was": said.was or "空白",
        "value": held(said),
        "reason": said.reason,
        "author": said.author,
        "date": said.day,
        "state": state_of(entry, store, head),
    }


def _print_rows(rows: Iterable[dict[str, Any]]) -> None:
    for line in table_lines([tuple(_TITLES.values()), *(tuple(map(str, row.values())) for row in rows)]):
        print(line)


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    from corpus.sheets import Sheet, write_sheets

    write_sheets(path, (Sheet("更正", tuple(_TITLES.values()), (tuple(row.values()) for row in rows)),))
