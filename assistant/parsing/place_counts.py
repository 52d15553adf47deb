"""How many bodies a question says it names: 三个教育局, 望汐、禾笙两区."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.parsing.text import Mention, mask
from corpus.numerals import NUMBER, number_said

_N = rf"(?<![第前后最一二三四五六七八九十\d])(?P<n>{NUMBER})"
# Right before a name, between two, or right behind one with the word for such places.
_SAID = re.compile(
    rf"(?:这|那)?{_N}[个家](?:[省市区县地州])?的?(?=□)|(?<=□)(?:这|那)?{_N.replace('?P<n>', '?P<m>')}[个家]?[省市区县地](?![区县市直级场])"
)

_Bodies = tuple[str, ...]


def said_counts(text: str, mentions: list[Mention]) -> list[Mention]:
    """The words that only sum up the names beside them; the value is the number."""
    found = _SAID.finditer(mask(text, mentions))
    return [Mention(str(number_said(n)), *m.span()) for m in found for n in [m["n"] or m["m"]]]


def told_apart(groups: Mapping[_Bodies, _Bodies], counts: list[Mention]) -> dict[_Bodies, _Bodies]:
    """The groups; of the one name that fits just as many bodies as are said (四个教育局) each by itself."""
    fit = next(iter(groups), ())
    if len(groups) == 1 and len(fit) > 1 and any(int(c.value) == len(fit) for c in counts):
        return {(body,): () for body in fit}
    return dict(groups)
