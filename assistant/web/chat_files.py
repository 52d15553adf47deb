"""What the chat's page is made of beside itself: each file ready to be sent, and told of in the page's head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.gradio_files import FRONTEND, page_files
from assistant.web.markup import Html, join, void
from assistant.web.ready_files import ReadyFile, ready_file
from assistant.web.static_files import (
    CHAT_SCRIPTS,
    CHAT_STYLES,
    FRAME_SCRIPTS,
    FRAME_STYLES,
    static_text,
    versioned,
)

OWN_FILES = (DISPLAY_SCRIPT, *CHAT_SCRIPTS, *CHAT_STYLES, *FRAME_SCRIPTS, *FRAME_STYLES)


@dataclass(frozen=True, slots=True)
class ChatFiles:
    """`ready`: files by their addresses beside the root; `early`: what lets a browser fetch all of Gradio's at once."""

    ready: dict[str, ReadyFile]
    early: Html


def chat_files(blocks: Any) -> ChatFiles:
    """The files of these blocks, which have been mounted; without Gradio's where they are not as expected."""
    gradio = page_files(frozenset(block.get_block_name() for block in blocks.blocks.values()))
    theme = f"theme.css?v={blocks.theme_hash}"
    ready = {
        **{versioned(name): ready_file(name, static_text(name).encode()) for name in OWN_FILES},
        theme: ready_file("theme.css", blocks.theme_css.encode()),
        **{address(name): _of_gradio(name) for name in (*gradio.scripts, *gradio.styles)},
    }
    early = (
        *(void("link", rel="modulepreload", href=address(name)) for name in gradio.scripts),
        # Gradio's script asks for these as of another origin, for its theme not; else the browser fetches them twice.
        *(void("link", rel="preload", as_="style", crossorigin="", href=address(name)) for name in gradio.styles),
        void("link", rel="preload", as_="style", href=theme),
    )
    return ChatFiles(ready, join(early))


def address(name: str) -> str:
    """Where a file of Gradio's page is, beside the root."""
    return f"assets/{name}"


@cache
def _of_gradio(name: str) -> ReadyFile:
    return ready_file(name, (FRONTEND / "assets" / name).read_bytes())
