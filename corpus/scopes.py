"""Whether a report covers a whole region (全市汇总) or one body's own level (本级): as its title, its file or its text says."""

from __future__ import annotations

import re
from functools import cache

from corpus.places import naming_data, parse_places
from corpus.report import Scope


def scope_of_title(title: str) -> Scope | None:
    """As said by a title; a line of the text that stands in for one says nothing."""
    return scope_of_words(title) if any(s in title for s in naming_data()["titles"]["subjects"]) else None


def scope_of_words(words: str) -> Scope | None:
    """As said by a title or the name of a file, in few words."""
    data = naming_data()["scope"]
    if re.search(data["own"], words):
        return Scope.OWN
    return Scope.WHOLE_REGION if re.search(data["title"], words) else None


def scope_of_text(opening: str, text: str, body: str) -> Scope | None:
    """What the text says of a government's report: the first sentence on what its numbers cover, else what it counts.

    `opening`: its first paragraphs, a line each. A department's report is about itself, said or not.
    """
    if parse_places(body).rest not in naming_data()["scope"]["governments"]:
        return None
    said = (_said(sentence) for sentence in re.split(r"[。；！\n]", opening))
    found = next((scope for scope in said if scope), None)
    return found or (Scope.WHOLE_REGION if _patterns()["count"].search(re.sub(r"\s", "", text)) else None)


def _said(sentence: str) -> Scope | None:
    patterns = _patterns()
    if patterns["without"].search(sentence) and "汇总" not in sentence:
        return Scope.OWN
    if patterns["said"].search(sentence):
        return Scope.WHOLE_REGION
    return Scope.OWN if patterns["own_said"].search(sentence) else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = naming_data()["scope"]
    listed = {key: "|".join(f"(?:{p})" for p in data[key]) for key in ("said", "own_said", "without")}
    every = {**listed, "count": data["count"]}
    return {
        key: re.compile(p.replace("<each>", data["each"]).replace("<below>", data["below"])) for key, p in every.items()
    }
