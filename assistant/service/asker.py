"""Who asks, as far as it matters to answering, counting and noting: never which person."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.service.question_log import Channel


@dataclass(frozen=True, slots=True)
class Asker:
    """By which way a question comes, from which embedding site ('' for our own page), and what it keeps to ('' = all)."""

    channel: Channel = Channel.CHAT
    site: str = ""
    within: str = ""


OUR_PAGE = Asker()
