"""Asking, the one way for the chat, the widget, the API and other programs: answered, timed and noted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer
from assistant.service.question_log import Channel, QuestionLog
from corpus.errors import NianbaoError

if TYPE_CHECKING:
    from index.search import SearchIndex

log = logging.getLogger(__name__)

# So many earlier questions are asked again to take up a conversation; what is further back is no longer meant.
MOST_BEFORE = 20
# Each costs as much as a question: for each that one address or key may ask in a minute so many may be asked again,
# which is enough to go on with a long conversation at every fourth question.
AGAIN_A_QUESTION = 5


# Waits for the model (seconds), then gives the answer with its summary above, None where it brought none that holds.
# It stays that of its own answer when more is asked meanwhile, and may be called in another thread.
Summary = Callable[[], Answer | None]


class NotReadyError(NianbaoError):
    """The assistant could not be started; the log says why."""


class Asked(Protocol):
    """One user's conversation: each question is read in the light of those before it."""

    def ask(self, text: str) -> Answer: ...

    def summary(self) -> Summary | None:
        """What waits for a model's summary of the last answer; None where there will be none. See `Summary`."""
        ...


class Assistant(Protocol):
    """What is needed of the assistant; `within`: the body or region that a conversation keeps to, '' = all."""

    def conversation(self, within: str = "") -> Asked: ...

    def examples(self, n: int, within: str = "") -> tuple[str, ...]: ...

    def index_within(self, seconds: float) -> SearchIndex | None: ...


@dataclass(frozen=True, slots=True)
class Noted:
    """A conversation whose questions are noted in the log."""

    talk: Asked
    log: QuestionLog
    channel: Channel
    site: str

    def ask(self, text: str) -> Answer:
        """The answer to the next question of this conversation."""
        begun = time.perf_counter()
        answer = self.talk.ask(text)
        milliseconds = round((time.perf_counter() - begun) * 1000)
        try:
            self.log.note(text, answer, milliseconds, self.channel, self.site)
        except NianbaoError:
            # An answer is not lost because the disk is full.
            log.exception("a question could not be noted")
        return answer

    def summary(self) -> Summary | None:
        """What waits for a summary of the last answer."""
        return self.talk.summary()


@dataclass(frozen=True, slots=True)
class Asking:
    """Begins conversations; their questions are noted where there is a log."""

    assistant: Assistant
    log: QuestionLog | None = None

    def conversation(self, channel: Channel, site: str = "", within: str = "", before: Sequence[str] = ()) -> Asked:
        """A conversation in which the questions `before` were asked already (the last `MOST_BEFORE`; they are not noted).

        The same questions give the same answers, so that a conversation is kept as its questions alone: by the browser,
        in a link, in a request of the API.
        """
        return self.taken_up(channel, site, within, before)[0]

    def taken_up(
        self, channel: Channel, site: str = "", within: str = "", before: Sequence[str] = ()
    ) -> tuple[Asked, tuple[Answer, ...]]:
        """The same `conversation`, and the answers to the last `MOST_BEFORE` questions of it, one a question."""
        talk = self.assistant.conversation(within) if within else self.assistant.conversation()
        answers = tuple(talk.ask(question) for question in before[-MOST_BEFORE:])
        return Noted(talk, self.log, channel, site) if self.log else talk, answers
