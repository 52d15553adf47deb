"""Names that people of one place use: kept with reason and author, refused where they mean something else already."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant import wording_desk as words
from assistant.parsing.content import content_words
from assistant.parsing.departments import known_department
from assistant.parsing.gazetteer import Gazetteer, make_gazetteer
from assistant.parsing.indicators import known_names
from assistant.parsing.local_words import wording_of
from assistant.parsing.read import read_question
from assistant.parsing.text import fold
from assistant.service.correcting import said_reason, today
from corpus.corrections import Withdrawal
from corpus.divisions import regions_named
from corpus.errors import NianbaoError
from corpus.forms.catalogue import Indicator, Ratio, load_catalogue
from corpus.local_names import LocalName, NameEntry, NameKind
from corpus.store import ReportHead, Store

SHORTEST, LONGEST = 2, 30
_WORD = re.compile(r"[\w·（）()-]+")
_LETTER = re.compile(r"[a-z一-鿿]")
# Any year: what is checked is whether the word says one at all.
_SOME_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be named: what is stored, and what people read."""

    target: str
    label: str


class Names:
    """The names in the store of reports."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[NameEntry, ...]:
        """Every name, newest first, the removed ones too."""
        return tuple(reversed(self._store.names()))

    def add(self, kind: NameKind, word: str, target: str, reason: str, author: str) -> NameEntry:
        """Keep a name; NianbaoError, a Chinese sentence, where it can't be one."""
        word = "".join(word.split())
        target = self._target(kind, target)
        self._check(kind, word, target, ())
        return self._store.add_name(LocalName(kind, word, target, said_reason(reason), author, today()))

    def change(self, no: int, word: str, target: str, reason: str, author: str) -> NameEntry:
        """Another word or meaning in place of that name; KeyError where there is none; NianbaoError as `add`."""
        old = next((e for e in self._store.names() if e.no == no and e.removed is None), None)
        if old is None:
            raise KeyError(no)
        word = "".join(word.split())
        target, reason = self._target(old.name.kind, target), said_reason(reason)
        self._check(old.name.kind, word, target, (no,))
        self._store.remove_name(no, Withdrawal(reason, author, today()))
        return self._store.add_name(LocalName(old.name.kind, word, target, reason, author, today()))

    def remove(self, no: int, reason: str, author: str) -> NameEntry:
        """Let a name be known no longer; KeyError where there is none; NianbaoError without a reason."""
        return self._store.remove_name(no, Withdrawal(said_reason(reason), author, today()))

    def choices(self, kind: NameKind) -> tuple[Choice, ...]:
        """What may be given a name of that kind."""
        heads = self._store.heads()
        if kind is NameKind.BODY:
            return tuple(Choice(b, b) for b in dict.fromkeys(h.body for h in heads))
        if kind is NameKind.REGION:
            return tuple(Choice(r, r) for r in sorted({h.region for h in heads if h.region}))
        catalogue = load_catalogue().chaptered
        entries: list[Indicator | Ratio] = [*catalogue.indicators, *catalogue.ratios]
        return tuple(Choice(e.key, e.label) for e in entries if wording_of(e.key))

    def label(self, name: LocalName) -> str:
        """What the name stands for, as people read it."""
        return next((c.label for c in self.choices(name.kind) if c.target == name.target), name.target)

    # --- what can't be a name -------------------------------------------------------------------------

    def _target(self, kind: NameKind, written: str) -> str:
        written = written.strip()
        for choice in self.choices(kind):
            if written in (choice.target, choice.label):
                return choice.target
        raise NianbaoError(words.NO_TARGET.format(written=written) if written else words.TARGET_NOT_SAID)

    def _check(self, kind: NameKind, word: str, target: str, but: tuple[int, ...]) -> None:
        """NianbaoError where the word can't be a name of that."""
        if not SHORTEST <= len(word) <= LONGEST:
            raise NianbaoError(words.NAME_LENGTH.format(shortest=SHORTEST, longest=LONGEST))
        plain = fold(word)
        if not _WORD.fullmatch(word) or not _LETTER.search(plain):
            raise NianbaoError(words.NAME_CHARACTERS)
        for entry in self._store.names():
            if entry.removed is None and entry.no not in but and fold(entry.name.word) == plain:
                label = self.label(entry.name)
                raise NianbaoError(words.NAME_GIVEN.format(word=word, label=label, no=entry.no))
        gazetteer = make_gazetteer(self._heads(but))
        self._not_taken(word, plain, kind, target, gazetteer)
        self._not_too_general(word, plain, gazetteer)

    def _heads(self, but: tuple[int, ...]) -> list[ReportHead]:
        """The heads without the names of these numbers."""
        own = {fold(e.name.word) for e in self._store.names() if e.no in but}
        return [replace(h, aliases=tuple(a for a in h.aliases if fold(a) not in own)) for h in self._store.heads()]

    def _not_taken(self, word: str, plain: str, kind: NameKind, target: str, gazetteer: Gazetteer) -> None:
        meant = gazetteer.bodies.get(plain, ())
        if kind is NameKind.BODY and meant == (target,):
            raise NianbaoError(words.NAME_KNOWN.format(word=word, target=target))
        if meant:
            shown = "、".join(meant[:5]) + (words.MORE_BODIES.format(count=len(meant)) if len(meant) > 5 else "")
            raise NianbaoError(words.NAME_OF_BODIES.format(word=word, bodies=shown))
        if plain in gazetteer.regions:
            raise NianbaoError(words.NAME_OF_PLACE.format(word=word))
        if regions_named(word):
            raise NianbaoError(words.NAME_OF_DIVISION.format(word=word))
        if plain in known_names():
            raise NianbaoError(words.NAME_OF_MEASURE.format(word=word))

    def _not_too_general(self, word: str, plain: str, gazetteer: Gazetteer) -> None:
        read = read_question(word, gazetteer, _SOME_YEAR)
        says = bool(
            read.years or read.latest or read.earliest or read.operations or read.keys or read.terms or read.applicants
            or read.chapter or read.unit or read.conditions or read.parts or read.bodies
        )  # fmt: skip
        if says or known_department(plain, 0) >= len(plain) or not content_words(plain):
            raise NianbaoError(words.NAME_TOO_GENERAL.format(word=word))
