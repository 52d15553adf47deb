"""How a question was read, as a line whose parts can be changed by a click."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant.answer import Alternative, Answer
from assistant.web import words
from assistant.web.markup import Html, join, safe, tag


def reading_view(answer: Answer, newest: bool) -> Html:
    """The reading of an answer; its parts open what else they may mean where it is the `newest` one, which that changes."""
    reading = answer.reading.removeprefix(words.READING)
    if not reading:
        return Html()
    line = _parts(reading.split(wording.READING_JOIN), answer.alternatives) if newest else safe(reading)
    return tag("div", words.READING, line, class_="read-as")


def _parts(parts: Sequence[str], alternatives: Sequence[Alternative]) -> Html:
    """Each part as words or as a menu; what may be changed and stands in no part comes last."""
    left = list(alternatives)
    shown = []
    for part in parts:
        own = next((a for a in left if part.startswith(a.read)), None)
        shown.append(_menu(part, own) if own else safe(part))
        left = [a for a in left if a is not own]
    return join([*shown, *(_menu(a.read, a) for a in left)], wording.READING_JOIN)


def _menu(part: str, alternative: Alternative) -> Html:
    """A part of the reading that opens what to put in its place; details and buttons work by keyboard as they are."""
    change = words.CHANGE.format(slot=alternative.slot)
    buttons = (tag("button", o.label, type="button", data_ask=o.ask) for o in alternative.options)
    others = tag("div", tag("span", change, class_="label"), *buttons, class_="others", role="group", aria_label=change)
    summary = tag("summary", part, title=change)
    return tag("details", summary, others, class_="change", name="change")  # of one name: one open at a time
