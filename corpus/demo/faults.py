"""Faults planted on purpose: what is printed instead of the true numbers, and what prose tells instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.demo.bodies import Body, read_data
from corpus.demo.numbers import Cells


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault as faults.toml states it; `body` is the reporting name, with （本级） where it is one.

    A fault of words is in `chapter`: another `heading` ('' for none), other `text` in place of its own, or a paragraph more.
    """

    kind: str
    body: str
    year: int
    op: str
    fails: tuple[str, ...]
    message: str
    changes: Mapping[str, int] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    table: str = ""
    shown: str = ""
    slot: str = ""
    delta: int = 0
    chapter: int = 0
    heading: str | None = None
    text: tuple[str, ...] | None = None
    finds: tuple[str, ...] = ()
    add: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """A report's numbers as they will be printed: cells, what stands in some of them instead, and lies in prose."""

    cells: Cells
    shown: dict[str, str]
    told: dict[str, int]
    faults: tuple[Fault, ...]


def _fault(data: dict[str, Any]) -> Fault:
    lists: dict[str, Any] = {key: tuple(data[key]) for key in ("fails", "finds", "places", "text") if key in data}
    return Fault(**{**data, **lists})


def load_faults() -> tuple[Fault, ...]:
    """The faults of faults.toml, in order."""
    return tuple(_fault(entry) for entry in read_data("faults")["faults"])


def reporting_name(body: Body) -> str:
    """The body's name, told apart where one name reports for itself and for its region."""
    return body.name + ("（本级）" if body.kind == "own" else "")


def places_of(fault: Fault, cells: Cells) -> tuple[str, ...]:
    """The cells ("table|row|column") the fault is printed in; none for a fault of prose."""
    if fault.op == "zeros":
        return tuple(key for key, value in cells.items() if key.startswith(fault.table + "|") and value == 0)
    return (*fault.changes, *fault.places)


def is_copied(planted: Planted) -> bool:
    """Whether the report tells what it tells in the words of the year before."""
    return any(fault.op == "copy" for fault in planted.faults)


def plant(true: Cells, name: str, year: int, faults: Iterable[Fault]) -> Planted:
    """What the report of that body and year prints, given its true numbers."""
    cells, shown, told = dict(true), dict[str, str](), dict[str, int]()
    mine = [f for f in faults if f.body == name]
    for fault in (f for f in mine if f.year == year or (f.op == "stock" and f.year < year)):
        for key, delta in fault.changes.items():
            cells[key] = max(cells[key] + delta, 0)
    for fault in (f for f in mine if f.year == year and f.op == "tenfold"):
        cells.update((key, cells[key] * 10) for key in fault.places)
    here = tuple(_plain_lie(f, true) for f in mine if f.year == year)
    for fault in here:
        if fault.op in ("print", "zeros"):
            shown.update(dict.fromkeys(places_of(fault, cells), fault.shown))
        elif fault.op == "prose":
            told[fault.slot] = fault.delta
    return Planted(cells, shown, told, here)


def _plain_lie(fault: Fault, true: Cells) -> Fault:
    # 收到 = 新收 + 上年结转 is a way of counting and no fault: a lie must not happen to be just that.
    same = fault.slot == "new" and fault.delta == true["requests|carried_in|total"]
    return replace(fault, delta=fault.delta + 1) if same else fault
