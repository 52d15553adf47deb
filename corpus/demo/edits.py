"""Faults of words: headings and paragraphs of a report changed on purpose after its prose is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.demo.chapters import Chapters
from corpus.demo.faults import Fault
from corpus.demo.prose import Line


def edited(
    titles: Sequence[str], chapters: Chapters, faults: Iterable[Fault], words: Mapping[str, str]
) -> tuple[list[str], Chapters]:
    """The headings and the prose with the faults of words planted; `words` fill what a fault says ({year}, {last} …)."""
    headings, told = list(titles), [list(lines) for lines in chapters]
    for fault in (f for f in faults if f.op == "words"):
        at = fault.chapter - 1
        if fault.heading is not None:
            headings[at] = fault.heading
        if fault.text is not None:
            told[at] = [Line(0, text.format(**words)) for text in fault.text]
        if fault.add:
            told[at].append(Line(0, fault.add.format(**words)))
    return headings, tuple(map(tuple, told))
