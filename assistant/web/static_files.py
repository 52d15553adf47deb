"""Files that the browser gets as they are: styles and scripts, each with a mark of its content in its address."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath

FOLDER = "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
# Beside the root: where these files are served.
PREFIX = "static/nianbao"
# The styles of the chat and of a report's full text, in the order they apply.
CHAT_STYLES = ("base.css", "source.css", "plot.css", "chat.css", "answer_tools.css", "history.css")
# The scripts of the chat; the first stands by itself, the others add to what the second begins.
CHAT_SCRIPTS = ("history.js", "page.js", "arrivals.js", "answer_tools.js", "chart_picture.js")
# What the chat has more of in the frame of another site.
FRAME_STYLES, FRAME_SCRIPTS = ("embed.css",), ("embed.js",)
READER_STYLES = ("base.css", "source.css", "reader.css")
READER_SCRIPTS = ("reader.js",)


@cache
def static_text(name: str) -> str:
    """The file of that name; KeyError where there is none."""
    if PurePath(name).name != name or PurePath(name).suffix not in MEDIA_TYPES:
        raise KeyError(name)
    file = files("assistant.web") / FOLDER / name
    if not file.is_file():
        raise KeyError(name)
    return file.read_text(encoding="utf-8")


def versioned(name: str) -> str:
    """The file's address beside the root, with a mark of its content, so that a browser never keeps an old one."""
    return f"{PREFIX}/{name}?v={sha256(static_text(name).encode()).hexdigest()[:12]}"
