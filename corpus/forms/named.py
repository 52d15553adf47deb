"""A cell named in words (“予以公开 × 自然人”, “行政复议 总计”, “requests|new|total”) → its place in a form; and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.checking import short_label
from corpus.forms import Form, Line, load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.labels import NUMERALS
from corpus.report import Place

_CROSS = re.compile(r"[×✕✖*]")
_BETWEEN = re.compile(r"[\s·,，、|]+")
_NO_LETTER = re.compile(r"[\W_]+")
_TOTAL = "total"
# A word that is the innermost label counts more than one that is a label above it, and that more than a part of a label.
_OWN, _WHOLE, _PART, _SHORTEST_PART = 4, 3, 1, 2


@dataclass(frozen=True, slots=True)
class _Names:
    """What one cell may be called: its row, its column, both in one word; without marks and spaces. `own`: innermost labels."""

    place: Place
    row: frozenset[str]
    column: frozenset[str]
    both: frozenset[str]
    own: frozenset[str]
    default: bool


def places_named(form: Form, words: str) -> tuple[Place, ...]:
    """The cells of the form that these words fit best, in statutory order: one where they are clear, () where none."""
    key = tuple(words.strip().split("|"))
    known = [n for n in _names(form.key) if n.place == key]
    if known:
        return (known[0].place,)
    row, _, column = (part.strip() for part in _CROSS.sub("×", words).partition("×"))
    rated = [(score, n.place) for n in _names(form.key) if (score := _score(n, _tokens(row), _tokens(column)))]
    best = max((score for score, _ in rated), default=0)
    return tuple(place for score, place in rated if score == best)


def place_name(form: Form, place: Place) -> str:
    """“表三 本年新收政府信息公开申请数量 × 自然人”: a place in words that `places_named` takes."""
    found = form.place(*place)
    if found is None:
        return "|".join(place)
    _, row, column = found
    home = form.home(*place)
    table = f"表{NUMERALS[home.chapter]}" if home.chapter else home.title
    parts = [" · ".join(map(short_label, line.path)) for line in (row, column) if line.path]
    return f"{table} {' × '.join(parts)}"


def _tokens(words: str) -> tuple[str, ...]:
    return tuple(t for t in (_plain(short_label(word)) for word in _BETWEEN.split(words)) if t)


def _score(names: _Names, row: tuple[str, ...], column: tuple[str, ...]) -> int:
    """How well the words fit the cell, 0 where one of them doesn't; without a word for the column it is the total's."""
    anywhere = names.row | names.both | (frozenset() if column else names.column)
    scores = [*(_fit(t, anywhere, names.own) for t in row), *(_fit(t, names.column, names.own) for t in column)]
    if not scores or not all(scores):
        return 0
    named = bool(column) or any(_fit(t, names.column, names.own) or t in names.both for t in row)
    return 2 * sum(scores) + (1 if named or names.default else 0)


def _fit(token: str, names: frozenset[str], own: frozenset[str]) -> int:
    if token in names:
        return _OWN if token in own else _WHOLE
    return _PART if len(token) >= _SHORTEST_PART and any(token in name for name in names) else 0


@cache
def _names(form: str) -> tuple[_Names, ...]:
    return tuple(_all_names(load_forms()[form]))


def _all_names(form: Form) -> Iterator[_Names]:
    for table in form.tables:
        chapter = NUMERALS[table.chapter]
        numbered = (f"表{chapter}", f"第{chapter}章", f"{chapter}、{table.title}") if table.chapter else (table.title,)
        titles = {_plain(t) for t in (table.key, *numbered)}
        for block, row, column in table.places():
            # Chapter 4 has one row without a name: 行政复议 above 结果维持 is what one calls its row.
            upper = column.path[:-1] if not row.path else ()
            place = table.key_of(row, column)
            yield _Names(
                place,
                frozenset({*titles, *_line_names(row), *map(_plain, upper), *_aliases(table.key, row.key, "")}),
                frozenset({*_line_names(column), *_applicants(table.key, column.key)}),
                _aliases(*place),
                frozenset(
                    {*_own_names(row), *_own_names(column), *_aliases(table.key, row.key, ""), *_aliases(*place)}
                ),
                len(block.columns) == 1 or column.key.split(".")[-1] == _TOTAL,
            )


def _line_names(line: Line) -> Iterator[str]:
    for label in (*line.path, *line.also, line.key):
        yield from {_plain(label), _plain(short_label(label))}


def _own_names(line: Line) -> Iterator[str]:
    for label in (line.label, *line.also, line.key):
        yield from {_plain(label), _plain(short_label(label))}


@cache
def _aliases(table: str, row: str, column: str) -> frozenset[str]:
    """What the catalogue calls that row (of chapter 3, where `column` is '') or that cell."""
    found = (i for i in load_catalogue().indicators if (i.table, i.row, i.column) == (table, row, column))
    return frozenset(_plain(name) for i in found for name in (i.label, *i.aliases))


def _applicants(table: str, column: str) -> Iterator[str]:
    if table == "requests":
        yield from (_plain(a) for x in load_catalogue().applicants if x.columns == (column,) for a in x.aliases)


def _plain(label: str) -> str:
    return _NO_LETTER.sub("", label)
