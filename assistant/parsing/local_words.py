"""Words that people of one place use for regions and indicators: read as the names that everybody uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.indicators import known_names, parse_names
from assistant.parsing.text import fold, longest_matches
from corpus.forms.catalogue import Indicator, Ratio, load_catalogue
from corpus.local_names import LocalName, NameKind

# No name holds it, so that a word and a name are told apart.
_MARK = "\0"


@dataclass(frozen=True, slots=True)
class LocalWords:
    """What is read instead of each local word, folded; `around`: all names that a word may stand inside of."""

    instead: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, typed: str) -> str:
        """What was typed with each local word as the name it stands for; inside a longer known name it stands for nothing.

        As typed where there is none.
        """
        if not self.instead:
            return typed
        text = fold(typed)
        found = [m for m in longest_matches(text, self.around) if m.value.startswith(_MARK)]
        if not found:
            return typed
        for mention in reversed(found):
            text = text[: mention.start] + mention.value.removeprefix(_MARK) + text[mention.end :]
        return text


def local_words(names: Iterable[LocalName], gazetteer: Gazetteer) -> LocalWords:
    """The words of these names for regions and indicators; bodies are known by their names already."""
    instead: dict[str, str] = {}
    for name in names:
        told = name.target if name.kind is NameKind.REGION else wording_of(name.target)
        if name.kind is not NameKind.BODY and told:
            instead[fold(name.word)] = told
    if not instead:
        return LocalWords()
    known = {name: (name,) for name in (*known_names(), *gazetteer.regions, *gazetteer.bodies)}
    return LocalWords(instead, known | {word: (_MARK + told,) for word, told in instead.items()})


@cache
def wording_of(key: str) -> str:
    """Words that name that indicator or ratio alone, '' where it has none."""
    catalogue = load_catalogue().chaptered
    entries: list[Indicator | Ratio] = [*catalogue.indicators, *catalogue.ratios]
    entry = next((e for e in entries if e.key == key), None)
    said = (entry.label, *entry.aliases) if entry else ()
    return next((words for words in said if [m.value for m in parse_names(fold(words)).keys] == [key]), "")
