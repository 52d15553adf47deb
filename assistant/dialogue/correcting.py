"""Corrections: 不是，我问的是公安局; 不要个人的，要企业的; 换成2021年. What is said is kept, what is denied noted."""

from __future__ import annotations

import re

from assistant.dialogue.turn import Said
from assistant.dialogue.words import leading, patterns, whole

# 有没有不是…的吗, 是什么不是什么: asked, not denied.
_ASKED = re.compile("[吗么嘛]$|什么|哪[些个]|有没有|是不是|为什么|怎么|(?:是|有|还有|还剩|剩)(?:多少|几)")


def corrected(text: str) -> Said:
    """What the turn puts right, without the words that say so; as it stands where it corrects nothing."""
    bare = text.rstrip("。！~…，")
    rest, began = _without_lead(bare)
    if not _ASKED.search(rest):
        for name in ("put", "not_this"):
            found = next((m for p in patterns("wrong")[name] if (m := p.fullmatch(rest))), None)
            if found:
                denied = found.groupdict().get("no") or ""
                return Said(_without_now(found["yes"]), denied=denied, corrects=True)
        left_out = whole("wrong", "without", rest)
        if left_out:
            return Said("", denied=left_out["no"], corrects=True)
    found = leading("wrong", "then", rest) if began else None
    said = _without_now(rest[found.end() :] if found else rest)
    return Said(said, corrects=True) if began or said != rest else Said(text)


def _without_lead(text: str) -> tuple[str, bool]:
    found = leading("wrong", "lead", text)
    return (text[found.end() :], True) if found and text[found.end() :] else (text, False)


def _without_now(text: str) -> str:
    found = leading("wrong", "now", text)
    return text[found.end() :] if found and text[found.end() :] else text
