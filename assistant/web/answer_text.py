"""An answer as one Markdown text, its citations numbered links: for programs that show nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.web import words_openai as words
from assistant.web.answer_parts import place_words
from assistant.web.api.answer_shapes import AnswerShown, CitationShown

# What Markdown or HTML would take for markup: what reports say stays words.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where in a text a citation's number stands."""

    start: int
    end: int
    citation: CitationShown


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text, and the citations in it by their places in the piece."""

    text: str
    mentions: tuple[Mention, ...] = ()


def pieces_of(answer: Answer, shown: AnswerShown) -> Iterator[Piece]:
    """The answer piece by piece; all of them one after another are the whole text."""
    numbered = {citation.number: citation for citation in shown.citations}
    for i, claim in enumerate(shown.claims):
        yield _claim("\n\n" * bool(i) + plain(claim.text), claim.citations, numbered)
    if shown.reading:
        yield Piece(f"\n\n{words.READING.format(reading=plain(shown.reading))}")
    for heading, questions in ((words.CHOOSE, shown.choices), (words.GO_ON, shown.suggestions)):
        if questions:
            yield Piece("\n\n" + "\n".join((heading, "", *(f"- {plain(question)}" for question in questions))))
    if answer.citations:
        yield Piece("\n\n" + "\n".join((words.SOURCES, "", *_sources(answer, numbered))))


def _claim(text: str, citations: Sequence[int], numbered: Mapping[int, CitationShown]) -> Piece:
    mentions = []
    for number in citations:
        mark = f"[[{number}]]({numbered[number].link})"
        mentions.append(Mention(len(text), len(text) + len(mark), numbered[number]))
        text += mark
    return Piece(text, tuple(mentions))


def _sources(answer: Answer, numbered: Mapping[int, CitationShown]) -> Iterator[str]:
    for number, citation in enumerate(answer.citations, start=1):
        yield f"- [\\[{number}\\] {plain(place_words(citation))}]({numbered[number].link})"


def plain(text: str) -> str:
    """The words with everything escaped that Markdown would take for markup."""
    return _MARKUP.sub(r"\\\1", text)


def whole(pieces: Sequence[Piece]) -> tuple[str, tuple[Mention, ...]]:
    """The whole text, and the citations by their places in it."""
    text, mentions = "", []
    for piece in pieces:
        mentions += [Mention(m.start + len(text), m.end + len(text), m.citation) for m in piece.mentions]
        text += piece.text
    return text, tuple(mentions)
