"""What entries of the catalogue have in common: 行政复议·结果纠正 is of 复议 and of 纠正, and its share is of both too.

Learning the parts rather than each entry by itself lets 复议 in one wording teach all entries of 复议.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from corpus.forms.catalogue import Catalogue, Indicator, Ratio

Facets = npt.NDArray[np.float32]
"""Entries × parts: 1 where the entry has the part."""

# Tables whose keys are made of two words that go with each other freely: a row or group, and a column or result.
_CROSSED = ("disputes", "proactive")


def facets(entries: Iterable[Indicator | Ratio | None]) -> Facets:
    """The parts of every entry; None is an entry of what the catalogue has not. Parts of all or like others are left out."""
    parts = [_parts_of(entry) for entry in entries]
    columns: dict[tuple[bool, ...], str] = {}
    for name in sorted(set().union(*parts)) if parts else ():
        column = tuple(name in mine for mine in parts)
        if 0 < sum(column) < len(parts) or len(parts) == 1:
            columns.setdefault(column, name)
    return np.array(list(columns), np.float32).reshape(len(columns), len(parts)).T.copy()


def _parts_of(entry: Indicator | Ratio | None) -> set[str]:
    if entry is None:
        return {"key of nothing"}
    if isinstance(entry, Ratio):
        shared = set().union(*(_parts_of_key(key) for key in entry.numerator))
        return shared | {"share", f"of {entry.denominator}", f"key {entry.key}"}
    return _parts_of_key(entry.key) | {"count"}


def _parts_of_key(key: str) -> set[str]:
    words = key.split(".")
    parts = {f"key {key}", *(".".join(words[: i + 1]) for i in range(len(words)))}
    return parts | {f"word {word}" for word in words[1:]} if words[0] in _CROSSED else parts


def all_facets(catalogue: Catalogue, outside: bool) -> Facets:
    """The facets of the catalogue's indicators and ratios, and of what is none of them where `outside`."""
    return facets((*catalogue.indicators, *catalogue.ratios, *((None,) if outside else ())))
