"""What the demo states of itself: every cell as printed, every number told in prose, every planted fault."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from corpus.demo.faults import Fault, Planted, places_of
from corpus.demo.numbers import cell_keys
from corpus.demo.page import Page
from corpus.report import CellKind

Entry = dict[str, Any]
"""A JSON object of the manifest."""


def _cell(raw: str, value: Decimal | None) -> Entry:
    if not raw:
        return {"raw": None, "kind": CellKind.BLANK.value, "value": None}
    if value is None:
        return {"raw": raw, "kind": CellKind.NOT_APPLICABLE.value, "value": None}
    return {"raw": raw, "kind": CellKind.NUMBER.value, "value": str(value)}


def _cells(page: Page, numbers: Mapping[str, Decimal | None]) -> dict[str, Entry]:
    keys = cell_keys(page.form.key) if page.form else ()
    return {key: _cell(page.raw[key], numbers[key]) for key in keys}


def _facts(page: Page) -> list[Entry]:
    return [
        {"what": f.what, "value": str(f.value), "unit": f.unit, "raw": f.raw, "sentence": f.sentence}
        for f in page.facts
    ]


def fault_entry(fault: Fault, file: str | None, name: str, planted: Planted | None = None) -> Entry:
    """A planted fault: its kind, file, places ("table|row|column"; empty in prose), failing checks, kinds of findings, and a sentence."""
    places = list(places_of(fault, planted.cells)) if planted else []
    return {
        "kind": fault.kind, "file": file, "body": name, "year": fault.year, "places": places,
        "fails": list(fault.fails), "finds": list(fault.finds), "message": fault.message.format(delta=fault.delta),
    }  # fmt: skip


def manifest_text(head: Entry, reports: list[Entry]) -> str:
    """The manifest as JSON, one report a line."""
    lines = ",\n".join(json.dumps(report, ensure_ascii=False) for report in reports)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "reports": [\n{lines}\n]}}\n'


def missing_entry(name: str, year: int) -> Entry:
    """A year that the body leaves out between two that it reports."""
    return fault_entry(Fault("missing_year", name, year, "", (), f"{name}没有{year}年的年报"), None, name)


def report_entry(
    page: Page, file: str, planted: Planted, numbers: Mapping[str, Decimal | None], rows: Sequence[Sequence[str]] = ()
) -> Entry:
    """One report of the manifest; `rows`: those of free tables, each table's header first."""
    return {
        "file": file, "title": page.title, "body": page.body.name, "region": page.body.region.name,
        "year": page.year, "form": page.form.key if page.form else None, "scope": page.body.profile["scope"],
        "kind": page.body.kind, "format": page.style.format, "layout": page.style.key,
        "cells": _cells(page, numbers), "rows": list(map(list, rows)), "facts": _facts(page),
        "faults": [fault_entry(f, file, page.body.name, planted) for f in planted.faults],
    }  # fmt: skip
