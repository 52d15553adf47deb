"""Names of other days: 市卫计委 where 卫生健康委员会 is loaded, 萧山市 where 萧山区 is; and the new name of one loaded under the old."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.text import Mention, fold, longest_matches
from assistant.question import Renamed
from corpus import divisions
from corpus.places import stem
from corpus.renamed import former_regions, renamings

# A name reaches so far before and behind the word that has another name today.
_REACH = 20


@dataclass(frozen=True, slots=True)
class _Change:
    """Words that may stand in for one of the question, and what is said of it."""

    other: tuple[str, ...]
    reform: str
    kind: str


def take_renamed(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> tuple[list[Mention], list[Renamed]]:
    """The names found, with those that a loaded body or place has by another day's word; and what to say of these."""
    told: list[Renamed] = []
    for start, word, changes in _words_in(text):
        end = start + len(word)
        if any(m.start <= start and end <= m.end for m in mentions) or text[end : end + 1] in ("托", "员"):
            continue
        for change in changes:
            found = _loaded_under(text, start, end, change.other, gazetteer)
            if found is None:
                continue
            mention, now = found
            mentions = [m for m in mentions if not m.overlaps(mention)]
            mentions.append(mention)
            told.append(Renamed(word, now, change.reform, change.kind))
            break
    return sorted(mentions, key=lambda m: m.start), told


def _loaded_under(
    text: str, start: int, end: int, others: Iterable[str], gazetteer: Gazetteer
) -> tuple[Mention, str] | None:
    """The longest loaded name around the place of a word, with another in its stead; None where there is none."""
    best: tuple[int, Mention, str] | None = None
    for other in others:
        changed = text[:start] + other + text[end:]
        reach = start + len(other)
        for first in range(max(0, start - _REACH), start + 1):
            for last in range(min(len(changed), reach + _REACH), reach - 1, -1):
                name = changed[first:last]
                known = name in gazetteer.names or (name in gazetteer.halves and _is_unread(text[first:end], gazetteer))
                if known and (best is None or len(name) > best[0]):
                    best = len(name), Mention(name, first, last - len(other) + end - start), other
    return (best[1], best[2]) if best else None


def _is_unread(said: str, gazetteer: Gazetteer) -> bool:
    """Whether a word without a place is long enough to be a body's (not 经委), and no loaded one's own."""
    return len(said) > 2 and said not in gazetteer.halves


def _words_in(text: str) -> Iterator[tuple[int, str, tuple[_Change, ...]]]:
    """Where words of a renamed body or place stand, the longest first; none inside another."""
    changes = _changes()
    found = longest_matches(text, changes.itself, lengths=changes.lengths)
    for here in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        yield here.start, here.value, changes.of[here.value]


@dataclass(frozen=True, slots=True)
class _Changes:
    """Every word of a renamed body or place → what it may stand for; the words standing for themselves; how long they are."""

    of: dict[str, tuple[_Change, ...]]
    itself: dict[str, tuple[str, ...]]
    lengths: frozenset[int]


@cache
def _changes() -> _Changes:
    """All changes there are, so that a question costs no more than looking its words up."""
    bodies = _body_changes()
    words = {*bodies, *(region.name for region in divisions.every())}
    all_changes = ((word, (*bodies.get(word, ()), *_place_changes(word))) for word in words if len(word) > 1)
    of = {word: changes for word, changes in all_changes if changes}
    return _Changes(of, {word: (word,) for word in of}, frozenset(map(len, of)))


@cache
def _body_changes() -> dict[str, tuple[_Change, ...]]:
    found: dict[str, list[_Change]] = {}
    for row in renamings():
        for former in row.former:
            kind = "merged" if row.merged else "later"
            found.setdefault(fold(former), []).append(_Change(tuple(map(fold, row.now)), row.reform, kind))
        for now in row.now if not row.merged else ():
            found.setdefault(fold(now), []).append(_Change(tuple(map(fold, row.former)), row.reform, "earlier"))
    return {word: tuple(changes) for word, changes in found.items()}


def _place_changes(word: str) -> tuple[_Change, ...]:
    """What a place's name in full has become, or was before where only that is loaded."""
    regions = [r for r in divisions.regions_named(word) if r.name == word]
    if regions and all(r.until for r in regions):
        now = [divisions.region_of_code(r.successor) for r in regions]
        kind = "place" if now[0].name[:2] == word[:2] else "place_merged"
        return (_Change(tuple(_names(now)), f"{regions[0].until}年", kind),) if len(regions) == 1 else ()
    if len(regions) == 1:
        former = former_regions(regions[0])
        same = [r for r in former if stem(r.name)[:2] == stem(word)[:2]]
        return tuple(_Change(tuple(_names([r])), f"{r.until}年", "earlier_place") for r in same)
    return ()


def _names(regions: Iterable[divisions.Region]) -> Iterator[str]:
    for region in regions:
        yield region.name
        yield "".join(r.name for r in divisions.chain(region)[-2:])
