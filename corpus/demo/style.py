"""How one body prints: the entry of layouts.toml as a record, and how numbers and labels look in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from corpus.demo.bodies import read_data
from corpus.demo.numbers import Number

HALF = str.maketrans("（）：，", "():,")
"""Half-width brackets come with half-width colons and commas inside labels."""

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
QUOTES = {"curly": "“{}”", "straight": '"{}"', "none": "{}"}
BREAK = "\n"
"""A line break inside a label; each format prints it its own way (or as a space)."""


@cache
def _label(text: str, quotes: str, labels: str, brackets: str) -> str:
    text = re.sub("“(.+?)”", lambda m: QUOTES[quotes].format(m[1]), text)
    if labels == "broken" and len(text) > 6:
        text = re.sub(r"^（.）|(?<=^.{4})(?=.{4,7}$)", lambda m: m[0] + BREAK, text, count=1)
    elif labels == "spaced":
        text = re.sub(r"^（.）", lambda m: m[0] + " ", text)
    return text.translate(HALF) if brackets == "half" else text


@dataclass(frozen=True, slots=True)
class Style:
    """One layout; the fields are explained in layouts.toml."""

    key: str
    format: str
    renderer: str
    encoding: str
    brackets: str
    quotes: str
    labels: str
    thousands: bool
    spaced: bool
    header: str
    glued: bool
    extra: bool
    signs: bool
    wide_digits: bool
    one_table: bool
    unit_in_cell: bool
    numbering: str
    notice: str
    listing: str
    charset: str = ""
    line_end: str = "lf"

    def label(self, text: str) -> str:
        """A statutory label as this body writes it: width of brackets, quotation marks, breaks and spaces."""
        return _label(text, self.quotes, self.labels, self.brackets)

    def prose(self, text: str) -> str:
        """A line of prose or a heading: brackets only."""
        return text.replace("（", "(").replace("）", ")") if self.brackets == "half" else text

    def number(self, value: Number, key: str = "") -> str:
        """A number in a cell: 4 decimals for fees, thousands, signs, wide digits and unit as the body likes."""
        places = ".4f" if isinstance(value, Decimal) else ""
        text = format(value, "," + places if self.thousands else places)
        if self.signs and key.endswith("items_change") and value > 0:
            text = "+" + text
        if self.unit_in_cell and key == "proactive|procurement|amount" and value:
            text += "元"
        return text.translate(WIDE) if self.wide_digits else text


def load_style(key: str) -> Style:
    """The layout of that key; what it does not say comes from the defaults."""
    layouts = read_data("layouts")
    return Style(key=key, **{**layouts["defaults"], **layouts[key]})
