"""Labels of the statutory forms: put in one spelling, compared, and aligned in statutory order."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from corpus.folding import folded
from corpus.forms import Block, Line, Table, load_forms

# Below this likeness two labels are different things. Measured on the 25 + 23 row labels: the closest two
# (本年新收… and 上年结转…) are 0.79 alike, and a local row 本年撤回… is 0.86 like the first but only 0.07 nearer to
# it than to the second. So a match must also stand clear of the next best line.
LIKENESS = 0.85
MARGIN = 0.10
EXACT = 0.99
# A label cut by a page break still names its line when this much of it is left and no other line has it.
SHORTEST_PIECE = 6

_NUMBERING = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}(?:[)、.,:]|(?=\())|\(?\d{1,2}(?:[)、.,:]|(?=[^\W\d]))|第[一二三四五六七八九十]{1,3}[、.:])+"
)
_UNIT = re.compile(
    r"[（(]?(?:单位[:：]?)?(万元|亿元|千元|元|人次|件次|条次|条|件|次|篇|个|人|场|期|份|项|处|名|家|起|宗)[)）]?"
)
_GLUED_UNIT = re.compile(
    r"\s*(?:\s(万元|元|人次|条|件|次|篇|个|人)|[（(](?:单位\s*[:：]?\s*)?(万元|元|人次|条|件|次|篇|个|人)[)）])\s*$"
)
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NOT_WORDS = re.compile(r"[\W_]+")
# No statutory label has Latin letters: pinyin and addresses of mirror sites inside it are theirs.
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f]+(?:\d+[A-Za-z\u00c0-\u024f\u0300-\u036f]+)*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The words of a label alone: one width and script, no spaces, quotes, punctuation, Latin or leading number."""
    flat, rest = _flat(text)
    return _NOT_WORDS.sub("", rest or flat)


@lru_cache(maxsize=100_000)
def spellings(text: str) -> tuple[str, ...]:
    """A label with and without its bracketed remark, most complete first; () where it has no words."""
    _, rest = _flat(text)
    both = (plain(text), _NOT_WORDS.sub("", _BRACKETED.sub("", rest)))
    return tuple(dict.fromkeys(s for s in both if s))


def without_unit(label: str) -> str:
    """A label without the unit that was printed behind it: 收到申请数（件）, 收到申请数 件."""
    return _GLUED_UNIT.sub("", label) or label


def glued_unit(label: str) -> str:
    """The unit that was printed behind a label, '' where none was."""
    found = _GLUED_UNIT.search(label)
    return (found[1] or found[2]) if found else ""


def unit_of(text: str) -> str:
    """The unit that a cell is, '' where it is no unit."""
    found = _UNIT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found[1] if found else ""


def _flat(text: str) -> tuple[str, str]:
    """The label in one width and script without spaces, and the same without its leading number."""
    shown = unicodedata.normalize("NFKC", folded(html.unescape(text) if "&" in text else text))
    flat = re.sub(r"\s+", "", shown.replace("〔", "[").replace("〕", "]"))
    if not flat.isascii() and _CHINESE.search(flat):
        flat = _LATIN.sub("", flat)
    numbered = _NUMBERING.match(flat)
    return flat, flat[numbered.end() :] if numbered else flat


@cache
def line_spellings(line: Line) -> tuple[str, ...]:
    """Every spelling of a form's line: its label, its other spellings, and the label glued to those above it."""
    glued = ("".join(map(plain, line.path[i:])) for i in range(len(line.path) - 1))
    own = (s for label in (line.label, *line.also) for s in spellings(label))
    return tuple(dict.fromkeys([*own, *glued]))


@cache
def _lines(form: str, table: str) -> tuple[tuple[str, ...], ...]:
    found = load_forms()[form].table(table)
    return tuple(line_spellings(line) for _, line in table_lines(found))


@cache
def column_spellings(form: str, table: str) -> frozenset[str]:
    """Every spelling of the labels of a table's columns."""
    blocks = load_forms()[form].table(table).blocks
    return frozenset(s for block in blocks for column in block.columns for s in spellings(column.label))


@cache
def column_words(form: str, table: str) -> frozenset[str]:
    """The words of the labels of a table's columns."""
    blocks = load_forms()[form].table(table).blocks
    return frozenset(plain(column.label) for block in blocks for column in block.columns)


def table_lines(table: Table) -> tuple[tuple[Block, Line], ...]:
    """The rows of a table in statutory order, each with its block."""
    return tuple((block, line) for block in table.blocks for line in block.rows)


@lru_cache(maxsize=100_000)
def line_scores(form: str, table: str, text: str) -> tuple[tuple[int, float], ...]:
    """The lines of that table a label may name, as (index, likeness): all exact ones, else the one clear best."""
    mine = spellings(text)
    if not mine or mine[0].startswith("其中"):
        mine = mine[:1]
    lines = _lines(form, table)
    exact = tuple((j, 1.0 if mine[0] in line else EXACT) for j, line in enumerate(lines) if set(mine) & set(line))
    if exact or not mine:
        return exact
    return _clear_best([(j, _likeness(mine[0], line)) for j, line in enumerate(lines)])


def _clear_best(scores: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    ranked = sorted(scores, key=lambda s: -s[1])
    best, second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
    return (best,) if best[1] >= LIKENESS and best[1] - second >= MARGIN else ()


def _likeness(text: str, line: Sequence[str]) -> float:
    """How alike a label is to the spellings of one line; four characters or fewer are equal or not at all."""
    best = 0.0
    for spelling in line:
        if min(len(text), len(spelling)) <= 4:
            continue
        if len(text) >= SHORTEST_PIECE and text in spelling:
            best = max(best, 0.97)
        best = max(best, SequenceMatcher(None, text, spelling, autojunk=False).ratio())
    return best


def align(scores: Sequence[dict[int, float]], lines: int) -> dict[int, int]:
    """Row index → line index: the order-keeping pairing of the highest total likeness; the rest stay unpaired.

    `scores[i]`: the lines row i may be → likeness. Nothing is shifted: a row or line without a partner is left.
    """
    height = len(scores)
    best = [[0.0] * (lines + 1) for _ in range(height + 1)]
    for i in range(height):
        row, above, may = best[i + 1], best[i], scores[i]
        for j in range(lines):
            paired = above[j] + may[j] if j in may else -1.0
            row[j + 1] = max(above[j + 1], row[j], paired)
    return _trace(best, scores, lines)


def _trace(best: list[list[float]], scores: Sequence[dict[int, float]], lines: int) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i, j = len(scores), lines
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs[i] = j
    return pairs


@cache
def known_labels(form: str) -> frozenset[str]:
    """Every label of a form, group labels and headings too, as plain words."""
    return frozenset(_all_labels(load_forms()[form].tables)) | {"信息内容"}


def _all_labels(tables: Iterable[Table]) -> Iterable[str]:
    for table in tables:
        for block in table.blocks:
            yield from spellings(block.title)
            for line in (*block.rows, *block.columns):
                yield from line_spellings(line)
                for label in line.path:
                    yield from spellings(label)
