"""HTML made of escaped pieces: a plain string never becomes markup, whatever a report contains."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Attribute = str | int | bool | None


class Html(str):
    """Markup that was made here and may stand in a page as it is."""

    __slots__ = ()


def safe(piece: str) -> Html:
    """The piece as markup: `Html` unchanged, any other string escaped."""
    return piece if isinstance(piece, Html) else Html(escape(piece, quote=True))


def join(pieces: Iterable[str], between: str = "") -> Html:
    """All pieces one after another, each escaped unless it is markup already."""
    return Html(safe(between).join(map(safe, pieces)))


def tag(tag_name: str, *children: str, **attributes: Attribute) -> Html:
    """An element; `class_` and `aria_label` are written class and aria-label, None and False are left out."""
    return Html(f"{void(tag_name, **attributes)}{join(children)}</{tag_name}>")


def void(tag_name: str, **attributes: Attribute) -> Html:
    """An element without content or end (meta, link), or the beginning of one that has them."""
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    return Html(f"<{tag_name}{written}>")


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def marked(text: str, start: int, end: int, **attributes: Attribute) -> Html:
    """The text with the characters from `start` to `end` in a <mark>; nothing marked where the span is empty."""
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return safe(text)
    return join((text[:start], tag("mark", text[start:end], **attributes), text[end:]))
