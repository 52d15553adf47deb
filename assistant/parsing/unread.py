"""What is named beside something that was read and was not read itself: 部分公开的和放进公开目录的一共多少."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.parsing.text import Mention

# A加B, 甲+乙: added up; 增加, 加起来, 加大 join nothing.
_PLUS = "再加上|加上|(?<![增附累参添更施外])加(?![起在总一强快大入以急班])|[+]"
_ADDED = re.compile(_PLUS)
_JOINED = re.compile(f"以及|{_PLUS}|连同|还有|[和与跟及、]")
# 关于征地的申请, 申请里涉及环保的: requests of one matter.
_ABOUT = "(?:关于|涉及到?|有关|针对)"
_NARROWED = re.compile(
    f"{_ABOUT}([^□，。？的]{{2,10}}?)(?:方面|领域|问题|事项)?的(?:(?:政府)?(?:信息)?(?:公开)?申请|□)"
    f"|(?:申请|□)(?:里面?|中|当中|之中)(?:的|，)?{_ABOUT}([^□，。？的]{{2,10}}?)(?:方面|领域|问题|事项)?的"
)
_CLAUSE = re.compile("[，；。？：□]+")
_READ = "■"


def unread_beside(text: str, read: Sequence[Mention], says: Callable[[str], bool]) -> tuple[tuple[str, bool], ...]:
    """Each part of a list that has content but nothing that was read, and whether it stands before what was.

    `read`: what was, in the masked question; `says`: whether a text names something.
    """
    found: list[tuple[str, bool]] = []
    for clause in _CLAUSE.split(_marked(text, read)):
        parts = _JOINED.split(clause)
        named = [i for i, part in enumerate(parts) if _READ in part]
        if named and len(parts) > 1:
            found += [(p, i < named[0]) for i, p in enumerate(parts) if _READ not in p and says(p)]
    return tuple(found)


def narrowed_to(text: str, says: Callable[[str], bool]) -> str:
    """The matter that the requests asked about are narrowed to, in what was not read of a question; '' where none is."""
    found = _NARROWED.search(text)
    said = (found[1] or found[2]) if found else ""
    return said if says(said) else ""


def added_up(text: str, read: Sequence[Mention], says: Callable[[str], bool]) -> bool:
    """Whether what was read is added to something (部分公开的加不予公开的), in the masked question."""
    for clause in _CLAUSE.split(_marked(text, read)):
        parts = [part for part in _ADDED.split(clause) if _READ in part or says(part)]
        if len(parts) > 1 and any(_READ in part for part in parts):
            return True
    return False


def _marked(text: str, read: Sequence[Mention]) -> str:
    """The text with what was read marked."""
    letters = list(text)
    for mention in read:
        letters[mention.start : mention.end] = _READ * (mention.end - mention.start)
    return "".join(letters)
