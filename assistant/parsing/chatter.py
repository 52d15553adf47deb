"""Clauses in which people speak of themselves (我看不懂报告, 老师让查的, 急用): no part of what is asked."""

from __future__ import annotations

import re

from assistant.parsing.lexicon import load_lexicon

_CLAUSES = re.compile("[^，。！？；：…~]+[，。！？；：…~]*")
_ASKS = re.compile(r"\d|多少|几(?!乎)|哪|什么|啥|吗|有没有|是否|是不是|谁|怎么|咋|为何|占|最")


def without_chatter(text: str) -> str:
    """The folded question without such clauses, where others are left that ask something."""
    clauses = _CLAUSES.findall(text)
    kept = [clause for clause in clauses if not _is_chatter(clause)]
    return "".join(kept) if len(kept) < len(clauses) and any(map(_ASKS.search, kept)) else text


def _is_chatter(clause: str) -> bool:
    bare = clause.rstrip("，。！？；：…~")
    return not _ASKS.search(bare) and any(p.fullmatch(bare) for p in load_lexicon().asides["chatter"].patterns)
