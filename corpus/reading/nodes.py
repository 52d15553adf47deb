"""The nodes of a parsed web page: which are seen, which run within a line, and a walk over them."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from corpus.reading.characters import LOWERED, RAISED

UNSEEN = frozenset(
    (
        "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
        "xml", "title", "select", "button", "textarea", "input", "audio", "video", "del", "s", "strike", "rt", "rp"
    )
)  # fmt: skip
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "samp", "small",
        "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"
    )
)  # fmt: skip
_RAISED = {"sup": RAISED, "sub": LOWERED}
_ALIGNED = re.compile(r"vertical-align\s*:\s*(sup|sub)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)


def walk(
    root: LexborNode,
    opened: Callable[[LexborNode], bool],
    closed: Callable[[LexborNode], None],
    text: Callable[[str], None],
) -> None:
    """Visit all below `root` without recursion; `opened` says whether to go into an element."""
    node = root.first_child
    top = root.mem_id
    while node is not None:
        if node.is_text_node:
            words = node.text_content or ""
            parent = node.parent
            text(words.translate(_raised(parent)) if words.strip().isdecimal() else words)
        elif node.is_element_node and opened(node):
            child = node.first_child
            if child is not None:
                node = child
                continue
            closed(node)
        while node.next is None:
            parent = node.parent
            if parent is None or parent.mem_id == top:
                return
            node = parent
            closed(node)
        node = node.next


def _raised(node: LexborNode | None) -> dict[int, int]:
    """How digits in that element are written: raised or lowered in <sup>, <sub>, their styles and links to a footnote,
    so that 12 and a footnote's 1 are never 121; {} for any other."""
    while node is not None and node.tag in INLINE:
        attributes = node.attributes
        aligned = _ALIGNED.search(attributes.get("style") or "")
        tag = aligned[1].lower() if aligned else node.tag
        if tag == "a" and (attributes.get("href") or "").startswith("#"):
            return RAISED
        if tag in _RAISED:
            return _RAISED[tag]
        node = node.parent
    return {}


def is_hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a reader of the page never sees the element, or sees its words struck out (of a cell the place stays)."""
    style = attributes.get("style")
    if not style:
        return "hidden" in attributes
    return "hidden" in attributes or bool(_HIDDEN.search(style) or (tag in INLINE and _STRUCK.search(style)))
