"""What is named beside something that was read and was not read itself: 部分公开的和放进公开目录的一共多少."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.parsing.text import Mention

_JOINED = re.compile("以及|再加上|加上|连同|还有|[和与跟及、]")
_CLAUSE = re.compile("[，；。？：□]+")
_READ = "■"


def unread_beside(text: str, read: Sequence[Mention], says: Callable[[str], bool]) -> tuple[tuple[str, bool], ...]:
    """Each part of a list that has content but nothing that was read, and whether it stands before what was.

    `read`: what was, in the masked question; `says`: whether a text names something.
    """
    letters = list(text)
    for mention in read:
        letters[mention.start : mention.end] = _READ * (mention.end - mention.start)
    found: list[tuple[str, bool]] = []
    for clause in _CLAUSE.split("".join(letters)):
        parts = _JOINED.split(clause)
        named = [i for i, part in enumerate(parts) if _READ in part]
        if named and len(parts) > 1:
            found += [(p, i < named[0]) for i, p in enumerate(parts) if _READ not in p and says(p)]
    return tuple(found)
