"""The part and the whole of a share a question asks for: 甲占乙的百分之几."""

from __future__ import annotations

import re

from assistant.parsing.content import says_something
from assistant.parsing.indicators import Names, parse_names
from assistant.parsing.text import Mention, mask

SHARE_OF = re.compile(
    r"占(?!比|百分)(?:了|到)?(.{1,24}?)(?:的?(?:百分之|比例|比重|百分比|多少|几|份额)|$)|在(.{1,20}?)(?:里|中)(?:面|的)?(?:占|比例)"
    r"|^□*的?([^□，]{2,12}?)(?:里|中|当中)(?:面)?的?(?=.{2,14}(?:占比|比例|比重|百分|几成))"
)


def _keys(names: Names) -> tuple[str, ...]:
    return tuple(m.value for m in names.keys)


def split_share(text: str, names: Names, listed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(keys of the part, keys of the whole) when the question says 占 …; the whole is () where it says none."""
    found = SHARE_OF.search(text)
    if not found:
        return _keys(names), ()
    span = found.span(next(i for i in (1, 2, 3) if found[i] is not None))
    whole = _keys(parse_names(text[slice(*span)], listed))
    part = _keys(parse_names(mask(text, [Mention("", *found.span())]), listed))
    if not part and not whole:
        return _keys(names), ()
    return (part, whole) if part else (whole, ())


def share_unread(text: str, listed: bool) -> tuple[str, str]:
    """The part and the whole of a share (占 …), each only where it says something that was not read."""
    found = SHARE_OF.search(text)
    if not found:
        return "", ""
    span = found.span(next(i for i in (1, 2, 3) if found[i] is not None))
    inner, outer = text[slice(*span)], mask(text, [Mention("", *found.span())])
    whole, part = parse_names(inner, listed), parse_names(outer, listed)
    if whole.keys and not (part.keys or part.applicants or whole.applicants):
        return (outer if says_something(mask(outer, part.mentions)) else ""), ""
    return "", inner if not (whole.keys or whole.applicants) and says_something(inner) else ""
