"""What a conversation keeps of each turn: what was typed, what it was heard as, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from assistant.answer import Answer
from assistant.question import Question

NOTHING = -1


class Speech(Enum):
    """A question, or a word about the conversation itself: a new start, or that the last answer is wrong."""

    QUESTION = auto()
    RESTART = auto()
    WRONG = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """A turn with what it leans on in full: `text` names the bodies and years that its words (第一名, 那一年) stand for.

    `base`: the earlier turn it goes on from, NOTHING for none. `bodies`: names in `text` that mean just these bodies;
    `denied`: words for what is not meant (不是教育局); `corrects`: it puts the earlier question right;
    `recalls`: its bodies are among those told of before; `whole`: nothing but the bodies and years is new.
    """

    text: str
    base: int = NOTHING
    bodies: tuple[str, ...] = ()
    denied: str = ""
    corrects: bool = False
    recalls: bool = False
    kind: Speech = Speech.QUESTION


PLAIN = Said("")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as typed, as heard and as finally understood, and the answer it got."""

    question: str
    answer: Answer
    said: Said
    read: Question | None = None
