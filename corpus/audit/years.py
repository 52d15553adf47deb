"""A report against that of the year before: growth that does not come out, and numbers that jump by a power of ten."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from corpus.audit.finding import Finding, Spot, cell_spot, spot
from corpus.audit.kinds import kind
from corpus.checking import cells_by_place, line_name, plain_number
from corpus.counts import MONEY
from corpus.forms import load_forms
from corpus.report import Cell, Figure, Report

# From this many times on a change is worth a look; from fewer than so many cases it happens by chance, unless it is a power
# of ten. Money changes more from year to year, and is mistaken by its unit: 元 for 万元 is ten thousand times.
JUMP, MONEY_JUMP, FEWEST = 10, 1000, 20
_POWERS = (10, 100, 1000, 10_000)
# A stated percentage may be rounded or cut: it is right within one unit of its last digit.
_PERCENT, _UNIT = Decimal(100), "%"

Cells = Mapping[tuple[str, str, str], Cell]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number of one year that a growth may start from or lead to, and its place."""

    value: Decimal
    side: Spot


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("corpus.audit") / "growth.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])


def check_against_last_year(earlier: Report, later: Report) -> Iterator[Finding]:
    """What is odd of the later report beside the one of the year before."""
    yield from _growths(earlier, later)
    yield from _jumps(earlier, later)


# --- growth ------------------------------------------------------------------------------------


def _growths(earlier: Report, later: Report) -> Iterator[Finding]:
    for at, figure in enumerate(later.figures):
        tail = _pattern("growth").search(figure.what)
        if figure.unit != _UNIT or figure.approx or tail is None:
            continue
        words = figure.what[: tail.start()].strip(" ，")
        here, sentence = later.figures[:at], later.text[figure.sentence_start : figure.sentence_end]
        if not (_pattern("base").search(figure.what) or _pattern("base").search(sentence)):
            continue
        cells, before = list(_in_table(words, later)), list(_in_table(words, earlier))
        now = [*_told(words, here, figure, later), *cells]
        then = [*_told(words, earlier.figures, None, earlier), *before]
        if now and then and not any(_comes_out(figure, tail[0], a.value, b.value) for a, b in product(now, then)):
            # Both years by the same cells where they have them: 新收 is not set against 新收 with 上年结转.
            yield _wrong_growth(later, figure, *((cells[0], before[0]) if cells and before else (now[0], then[0])))


def _told(words: str, figures: Sequence[Figure], growth: Figure | None, report: Report) -> Iterator[_Counted]:
    """The number in prose with just these words: of the growth's own sentence, or anywhere in the year before."""
    for figure in figures:
        same = figure.what == words and figure.unit != _UNIT and not figure.approx
        if words and same and (growth is None or figure.sentence_start == growth.sentence_start):
            yield _Counted(
                figure.value,
                spot(report, figure.sentence_start, figure.sentence_end, figure.chapter, value=figure.value),
            )


def _in_table(words: str, report: Report) -> Iterator[_Counted]:
    """The cells that count what the words say, in each of their readings."""
    cells = cells_by_place(report)
    for subject in _data()["subjects"]:
        if re.search(rf"{subject['words']}$", words):
            for reading in subject["same"]:
                found = [cells.get(tuple(key.split("|"))) for key in reading]
                values = [c.value for c in found if c is not None and c.value is not None]
                if len(values) == len(reading) and found[0] is not None:
                    total = sum(values, Decimal(0))
                    yield _Counted(
                        total, cell_spot(report, found[0], f"{report.year}年表中 {plain_number(total)}", total)
                    )
            return


def _comes_out(figure: Figure, words: str, now: Decimal, then: Decimal) -> bool:
    if not then:
        return True  # from zero there is no growth to be reckoned
    stated = -figure.value if _pattern("down").search(words) else figure.value
    exponent = figure.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs((now - then) * _PERCENT / then - stated) <= step


def _wrong_growth(later: Report, figure: Figure, now: _Counted, then: _Counted) -> Finding:
    change = ((now.value - then.value) * _PERCENT / then.value).quantize(Decimal("0.01"))
    message = (
        f"正文说“{figure.what.replace(' ', '，')}{figure.raw}”，"
        f"按两年的数算是{'增长' if change >= 0 else '下降'}{plain_number(abs(change))}%"
        f"（{plain_number(then.value)} → {plain_number(now.value)}）"
    )
    side = spot(later, figure.sentence_start, figure.sentence_end, figure.chapter, value=figure.value)
    return Finding(kind("growth"), message, (side, then.side))


# --- jumps -------------------------------------------------------------------------------------


def _jumps(earlier: Report, later: Report) -> Iterator[Finding]:
    """Totals that are ten times what they were, or a tenth."""
    before = cells_by_place(earlier)
    for cell in later.cells:
        last = before.get(cell.place)
        if last is None or not (cell.value and last.value) or not _is_total(cell) or cell.doubt or last.doubt:
            continue
        small, large = sorted((abs(cell.value), abs(last.value)))
        times = MONEY_JUMP if cell.unit in MONEY else JUMP
        if large >= times * small and (small >= FEWEST or (large >= times * JUMP and large / small in _POWERS)):
            yield _jump(earlier, later, last, cell)


def _is_total(cell: Cell) -> bool:
    return cell.table not in ("requests", "disputes") or cell.column.split(".")[-1] == "total"


def _jump(earlier: Report, later: Report, last: Cell, cell: Cell) -> Finding:
    assert cell.value is not None  # both were compared
    assert last.value is not None
    exact = max(cell.value, last.value) / min(cell.value, last.value)
    power = exact in _POWERS
    form = load_forms()[later.form or ""]
    place = form.place(*cell.place)
    name = " × ".join(line_name(line) for line in place[1:] if line.path) if place else ""
    message = (
        f"“{name}”{earlier.year}年是{plain_number(last.value)}{last.unit}，"
        f"{later.year}年是{plain_number(cell.value)}{cell.unit}"
    )
    note = f"恰好相差{plain_number(exact)}倍，可能多写或少写了一位，或者单位弄错" if power else ""
    return Finding(kind("jump"), message, (cell_spot(later, cell), cell_spot(earlier, last)), note)
