"""States of single cells: how a number is written, and what stands where none is."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.report import CellKind

NUMBER, BLANK, NOT_APPLICABLE, TEXT = CellKind.NUMBER, CellKind.BLANK, CellKind.NOT_APPLICABLE, CellKind.TEXT

PLAIN = re.compile(r"^[0-9]+$")


@dataclass(frozen=True, slots=True)
class CellState:
    """A way of writing: `{}` stands for the number; `kind` is what should be read; one cell in `every` is so."""

    pattern: str
    kind: CellKind
    every: int = 5
    change: tuple[tuple[str, str], ...] = ()
    shape: re.Pattern[str] = re.compile("")

    def show(self, place: str, number: str, rng: random.Random) -> str | None:
        """What stands in that cell instead of the number, None where it stays."""
        if rng.randrange(self.every) or not self.shape.search(number):
            return None
        as_printed = number
        for old, new in self.change:
            number = number.replace(old, new)
        if "{whole}" in self.pattern:
            if len(number) < 4 or not number.isdigit():
                return None
            return self.pattern.format(whole=number[:-3], rest=number[-3:])
        if "{head}" in self.pattern:
            return (
                self.pattern.format(head=number[0], rest=number[1:]) if len(number) > 1 and number.isdigit() else None
            )
        return shown if (shown := self.pattern.replace("{}", number)) != as_printed else None

    def reading(self, shown: str, value: int | Decimal) -> tuple[CellKind, Decimal | None]:
        """Kind and number that should be read where `shown` is printed for that number."""
        return self.kind, Decimal(value) if self.kind is NUMBER else None


STATES: dict[str, CellState] = {
    "full-width digits": CellState("{}", NUMBER, 1, tuple(zip("0123456789", "０１２３４５６７８９", strict=True))),
    "thousands with a wide comma": CellState("{whole}，{rest}", NUMBER, 1, shape=PLAIN),
    "thousands with a space": CellState("{whole} {rest}", TEXT, 3),
    "a gap inside a number": CellState("{head} {rest}", TEXT),
    "a line break inside a number": CellState("{head}\n{rest}", TEXT),
    "a unit in the cell": CellState("{}件", NUMBER, 3, shape=PLAIN),
    "a remark behind the number": CellState("{}（其中修订0件）", NUMBER),
    "a remark that changes the number": CellState("{}（不含分局）", TEXT),
    "a footnote mark": CellState("{}①", NUMBER),
    "an asterisk": CellState("{}*", NUMBER),
    "a superscript": CellState("{}²", NUMBER),
    "masked digits": CellState("**件", TEXT),
    "masked by crosses": CellState("×件", TEXT),
    "masked by letters": CellState("XX", TEXT),
    "o for 0 and l for 1": CellState("{}", TEXT, 1, (("0", "O"), ("1", "l"))),
    "Chinese numerals": CellState("十二", TEXT),
    "a share": CellState("{}%", TEXT),
    "a decimal comma": CellState("{},25", TEXT),
    "two numbers in a cell": CellState("{}/{}", TEXT),
    "an approximation": CellState("约{}", TEXT),
    "blank": CellState("", BLANK),
    "a hard space": CellState("\u00a0", BLANK),
    "a slash": CellState("/", NOT_APPLICABLE),
    "a dash": CellState("——", NOT_APPLICABLE),
    "none": CellState("无", NOT_APPLICABLE),
    "zero-width characters in numbers": CellState("{head}\u200b{rest}\ufeff", NUMBER, 2),
    "private characters in numbers": CellState("{head}\ue5e5{rest}", TEXT),
    "a leading zero": CellState("0{}", TEXT),
}
