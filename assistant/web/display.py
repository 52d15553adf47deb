"""The menu of how pages look: size of letters, contrast, colours; display.js does what it says, in the browser alone."""

from __future__ import annotations

from assistant.web import words
from assistant.web.markup import Html, tag, void

# The script of every page's head, before its styles.
DISPLAY_SCRIPT = "display.js"


def display_menu() -> Html:
    """A button that opens the choices, each a group of radio buttons; display.js marks those that hold."""
    groups = (_group(kind, label, options) for kind, (label, options) in words.DISPLAY_CHOICES.items())
    panel = tag("div", *groups, class_="display-panel")
    return tag("details", tag("summary", words.DISPLAY), panel, class_="display", data_display=True)


def _group(kind: str, label: str, options: dict[str, str]) -> Html:
    shown = (_option(kind, value, said) for value, said in options.items())
    return tag("fieldset", tag("legend", label), tag("div", *shown, class_="options"))


def _option(kind: str, value: str, said: str) -> Html:
    return tag("label", void("input", type="radio", name=f"display-{kind}", value=value, data_kind=kind), said)
