"""The nodes of a parsed web page: which are seen, which run within a line, and a walk over them."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from corpus.reading.characters import LOWERED, RAISED

UNSEEN = frozenset(
    (
        "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
        "xml", "title", "select", "button", "textarea", "input", "audio", "video", "del", "rt", "rp"
    )
)  # fmt: skip
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"
    )
)  # fmt: skip
_RAISED = {"sup": RAISED, "sub": LOWERED}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


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
            text(raised(words, parent.tag or "") if parent is not None else words)
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


def raised(words: str, tag: str) -> str:
    """Digits in <sup> or <sub> as the raised or lowered digits they are: 12 and a footnote's 1 are never 121."""
    digits = _RAISED.get(tag)
    return words.translate(digits) if digits and words.strip().isdecimal() else words


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether a reader of the page never sees the element."""
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style))
