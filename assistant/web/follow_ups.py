"""What follows an answer: its further lines, a model's summary, and what its reader says of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Answer
from assistant.service.asking import AGAIN_A_QUESTION
from assistant.service.feedback import Feedback, Given, Verdict
from assistant.service.limits import Limits
from assistant.service.widget import WidgetGate
from assistant.web import words
from assistant.web.answer_parts import AnswerParts
from assistant.web.answer_tools import opinion_taken
from assistant.web.answers import Exchange
from assistant.web.markup import Html, tag
from corpus.errors import NianbaoError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rules:
    """How often one address may ask a minute (0 = no limit), where opinions are kept (None = nowhere), and the gate of
    frames in other sites (None = there are none).
    """

    limits: Limits = field(default_factory=Limits)
    rate: int = 0
    feedback: Feedback | None = None
    gate: WidgetGate | None = None

    def may(self, kind: str, address: str) -> bool:
        """Count one request of that kind."""
        return self.limits.allow(kind, address, self.rate)

    def may_ask_again(self, address: str, questions: int) -> bool:
        """Count so many earlier questions of a conversation, which are asked again."""
        return self.limits.allow("again", address, self.rate * AGAIN_A_QUESTION, questions)


UNLIMITED = Rules()


class FollowUps:
    """Answers to what a page asks about a turn of its conversation (`exchanges`), which these change in place."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def piece(self, exchanges: Sequence[Exchange], turn: object, start: object) -> Html:
        """The next lines of a long answer, from `start` on; nothing where the conversation is gone."""
        exchange = exchange_at(exchanges, turn)
        if exchange is None or exchange.answer is None or not isinstance(turn, int):
            return Html()
        return AnswerParts(exchange.answer, turn).piece(start) if isinstance(start, int) and start >= 0 else Html()

    def summary(self, exchanges: list[Exchange], turn: object) -> Html:
        """A model's summary of an answer, for which this waits; without a sentence where none came."""
        exchange = exchange_at(exchanges, turn)
        if exchange is None or exchange.answer is None or not isinstance(turn, int):
            return Html()
        told = exchange.summed_up
        try:
            answer = exchange.summary() if exchange.summary and not told else None
        except Exception:
            # The plain answer stands there already; the log has the fault.
            log.exception("a summary failed")
            answer = None
        if answer is not None:
            told = answer.claims[: len(answer.claims) - len(exchange.answer.claims)]
        # The exchange may have changed meanwhile: its reader has said something of it.
        exchanges[turn] = replace(exchanges[turn], summed_up=told, summary=None)
        summary = AnswerParts(exchange.answer, turn, told).summary()
        return tag("div", tag("template", summary, data_part="summary"), data_turn=turn)

    def opinion(
        self, exchanges: list[Exchange], turn: object, verdict: object, comment: object, address: str = ""
    ) -> Html:
        """What is said to a reader's opinion of an answer, which is kept; a second one takes the place of the first."""
        exchange = exchange_at(exchanges, turn)
        if exchange is None or exchange.answer is None or not isinstance(turn, int) or verdict not in list(Verdict):
            return opinion_taken(turn if isinstance(turn, int) else -1, None, words.OPINION_GONE)
        if not self._rules.may("opinion", address):
            return opinion_taken(turn, exchange.given, words.OPINIONS_TOO_OFTEN)
        if exchange.given and exchange.given.changed:
            return opinion_taken(turn, exchange.given, words.OPINION_STANDS)
        try:
            given = self._keep(exchange, exchange.answer, Verdict(str(verdict)), str(comment or ""))
        except NianbaoError:
            log.exception("an opinion could not be kept")
            return opinion_taken(turn, exchange.given, words.OPINION_FAILED)
        exchanges[turn] = replace(exchanges[turn], given=given)
        return opinion_taken(turn, given, words.CHANGED_OPINION if given.changed else words.THANKS)

    def _keep(self, exchange: Exchange, answer: Answer, verdict: Verdict, comment: str) -> Given:
        feedback = self._rules.feedback
        if feedback is None:
            raise NianbaoError(words.OPINION_FAILED)
        if exchange.given:
            return feedback.change(exchange.given, verdict, comment)
        said = (exchange.question, exchange.text, answer.outcome)
        no = feedback.add(verdict, *said, exchange.asker.channel, exchange.asker.site, comment, exchange.before)
        return Given(no, verdict)


def exchange_at(exchanges: Sequence[Exchange], turn: object) -> Exchange | None:
    """The turn of that number (from 0), None where the conversation has none or is gone."""
    return exchanges[turn] if isinstance(turn, int) and 0 <= turn < len(exchanges) else None
