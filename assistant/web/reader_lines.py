"""Lines of a report's text as markup: cited places marked, notes behind their places, anchors where something begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.web.grid_tables import Spot
from assistant.web.markup import Html, join, safe, tag
from assistant.web.reader_notes import Note
from corpus.report import Report


class Painter:
    """Paints spans of one report's text; each anchor and each note's mark is given out once."""

    def __init__(
        self, report: Report, spots: Sequence[Spot], notes: Sequence[Note], inserts: Mapping[int, Sequence[Html]]
    ) -> None:
        """`inserts`: markup that stands before the character at that offset."""
        self._text = report.text
        self._spots = sorted(spots)
        self._notes = [note for note in notes if note.start < note.end]
        self._inserts = sorted(inserts.items())
        self._anchored: set[Spot] = set()
        self.noted: set[int] = set()

    def paint(self, start: int, end: int) -> Html:
        """The text from `start` to `end` as markup."""
        pieces: list[Html] = []
        at = start
        for spot in self._spots:
            first, last = max(spot.start, at), min(spot.end, end)
            if first >= last:
                if start <= spot.start < end and spot not in self._anchored:
                    pieces.append(self._anchor(spot))
                continue
            pieces.append(self._plain(at, first))
            identity = None if spot in self._anchored else spot.anchor
            self._anchored.add(spot)
            pieces.append(tag("mark", self._plain(first, last), id=identity, class_="spot"))
            at = last
        pieces.append(self._plain(at, end))
        return join(pieces)

    def _anchor(self, spot: Spot) -> Html:
        """The anchor of a place that another one covers."""
        self._anchored.add(spot)
        return tag("span", id=spot.anchor)

    def _plain(self, start: int, end: int) -> Html:
        """Text without cited places: notes and what is inserted."""
        pieces: list[Html] = []
        at = start
        for note in self._notes:
            first, last = max(note.start, at), min(note.end, end)
            if first < last:
                pieces += [self._words(at, first), tag("span", self._words(first, last), class_=note.kind)]
                if last == note.end:
                    pieces.append(note.mark)
                    self.noted.add(note.number)
                at = last
        pieces.append(self._words(at, end))
        return join(pieces)

    def _words(self, start: int, end: int) -> Html:
        pieces: list[Html] = []
        at = start
        for offset, inserted in self._inserts:
            if start <= offset < end:
                pieces += [safe(self._text[at:offset]), *inserted]
                at = offset
        pieces.append(safe(self._text[at:end]))
        return join(pieces)
