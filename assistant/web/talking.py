"""What the chat's page answers to what its users do: a conversation of questions, its sources, its beginning."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import time_ns
from typing import Any, Protocol

import gradio as gr

from assistant.answer import Citation
from assistant.service.asker import OUR_PAGE, Asker
from assistant.service.asking import MOST_BEFORE, Asked, Asking, NotReadyError
from assistant.service.widget import ExpiredError, ShareUsedUpError, UsedUpError
from assistant.web import words
from assistant.web.answers import (
    Exchange,
    added_view,
    conversation_view,
    loaded_line,
    nothing_loaded,
    nothing_within,
    welcome,
)
from assistant.web.follow_ups import UNLIMITED, FollowUps, Rules, exchange_at
from assistant.web.markup import Html, tag
from assistant.web.source import Among, notice, source_panel
from assistant.web.taking_up import kept_questions, taken_up
from assistant.within import heads_within, name_within
from corpus.report import Report
from corpus.store import ReportHead
from corpus.web.originals import CopyOf, no_copy

log = logging.getLogger(__name__)

MOST_CHARACTERS = 500
# As many questions as the browser keeps of a conversation (history.js); each stays in memory with its answer.
MOST_TURNS = 100
EXAMPLES = 6


def no_pages(report: Report) -> bool:
    """Where no pages of originals can be looked at."""
    return False


class Reports(Protocol):
    """What the page needs of the store."""

    def heads(self) -> tuple[ReportHead, ...]: ...

    def report(self, report_id: str) -> Report: ...


class NothingWithinError(Exception):
    """No report is loaded of what the page was set to keep to."""


@dataclass(slots=True)
class Talk:
    """What one browser page has asked so far; `asked` is None until the first question, `asker` asked it."""

    asked: Asked | None = None
    asker: Asker = OUR_PAGE
    exchanges: list[Exchange] = field(default_factory=list)


class Page:
    """The page's answers to what users do; it holds nothing of any one user."""

    def __init__(
        self,
        asking: Asking,
        store: Reports,
        copy_of: CopyOf = no_copy,
        rules: Rules = UNLIMITED,
        has_pages: Callable[[Report], bool] = no_pages,
    ) -> None:
        self._asking = asking
        self._store = store
        self._copy_of = copy_of
        self._rules = rules
        self.follow_ups = FollowUps(rules)
        self._has_pages = has_pages

    def _asker(self, token: str) -> Asker:
        """Who asks with that token of a frame; ExpiredError where it is of no use."""
        return self._rules.gate.asker(token) if self._rules.gate else OUR_PAGE

    def _kept(self, token: str) -> tuple[tuple[ReportHead, ...], str]:
        """The reports that the page with that token is about, and what it keeps to; none where the token is of no use."""
        try:
            within = self._asker(token).within
        except ExpiredError:
            return (), ""
        return heads_within(self._store.heads(), within), within

    def opening(self, token: str = "") -> tuple[Html, Html]:
        """Header line and welcome for what is loaded at this moment; example questions follow in `with_examples`."""
        heads, within = self._kept(token)
        if within and not heads:
            return tag("p"), nothing_within(name_within(within))
        line = tag("p", loaded_line([h.body for h in heads], [h.year for h in heads if h.year is not None]))
        return line, welcome(()) if heads else nothing_loaded()

    def with_examples(self, token: str = "") -> Any:
        """The welcome with example questions, once there are any."""
        heads, within = self._kept(token)
        examples = self._examples(within) if heads else ()
        return welcome(examples) if examples else gr.skip()

    def _examples(self, within: str) -> Sequence[str]:
        try:
            return self._asking.assistant.examples(EXAMPLES, within)
        except Exception:
            # The page is usable without examples; the log has the fault.
            log.exception("example questions failed")
            return ()

    def ask(
        self, question: str, talk: Talk | None, address: str = "", token: str = "", before: object = ()
    ) -> tuple[Html, Talk] | None:
        """The question and its answer, to be added to the conversation; None for an empty question, which changes nothing.

        `address`: who asks, of whom so many questions a minute are answered; `token`: what the frame of another site
        shows with it, '' for our own page. `before`: the earlier questions as the browser kept them, for where the
        server knows nothing of them any more; then the whole conversation comes back.
        """
        talk = talk or Talk()
        question = " ".join(question.split())
        if not question:
            return None
        # A conversation that the server does not know takes the place of all that is seen: turns of two would mix.
        view = added_view if talk.exchanges else conversation_view
        self._take_up(talk, before, address, token)
        talk.exchanges.append(self._exchange(question, talk, address, token))
        return view(talk.exchanges), talk

    def restore(self, before: object, address: str = "", token: str = "") -> tuple[Html, Talk] | None:
        """The conversation with these questions, answered again; None where there are none or it can't be."""
        talk = Talk()
        self._take_up(talk, before, address, token)
        return (conversation_view(talk.exchanges), talk) if talk.exchanges else None

    def _take_up(self, talk: Talk, before: object, address: str, token: str) -> None:
        """Puts the questions `before` and their answers into a talk that has not begun; as often as `address` may."""
        questions = () if talk.exchanges else kept_questions(before, MOST_CHARACTERS)
        if not questions or not self._rules.may_ask_again(address, len(questions)):
            return
        try:
            talk.asker = self._asker(token)
        except ExpiredError:
            return  # which is said in the place of the answer
        talk.asked, talk.exchanges = taken_up(self._asking, questions, talk.asker) or (None, [])

    def _exchange(self, question: str, talk: Talk, address: str, token: str) -> Exchange:
        if len(question) > MOST_CHARACTERS:
            return Exchange(question[:MOST_CHARACTERS] + "……", None, words.TOO_LONG.format(most=MOST_CHARACTERS))
        if len(talk.exchanges) >= MOST_TURNS:
            return Exchange(question, None, words.TALK_FULL.format(most=MOST_TURNS, clear=words.CLEAR), again=True)
        if not self._rules.may("ask", address):
            return Exchange(question, None, words.TOO_OFTEN.format(most=self._rules.rate), again=True)
        try:
            asker = self._asker(token)
            asked = self._asked(talk, asker, address)
            # One more than is ever asked again, so that what is taken up by these is known not to be the whole.
            before = tuple(e.question for e in talk.exchanges if e.answer and e.asker == asker)[-MOST_BEFORE - 1 :]
            answer = asked.ask(question)
            return Exchange(question, answer, before=before, asker=asker, summary=asked.summary())
        except ExpiredError:
            return Exchange(question, None, words.FRAME_EXPIRED)
        except ShareUsedUpError:
            return Exchange(question, None, words.SHARE_USED_UP)
        except UsedUpError:
            return Exchange(question, None, words.SITE_USED_UP)
        except NothingWithinError as error:
            return Exchange(question, None, words.NOTHING_WITHIN.format(name=error))
        except NotReadyError:
            return Exchange(question, None, words.NOT_READY)
        except Exception:
            # What went wrong is for the log alone; the question itself is the user's and stays out of it.
            log.exception("a question failed")
            return Exchange(question, None, words.FAILED)

    def _asked(self, talk: Talk, asker: Asker, address: str) -> Asked:
        """The conversation to ask in, counted as one more question of its site and address."""
        if asker.within and not heads_within(self._store.heads(), asker.within):
            raise NothingWithinError(name_within(asker.within))
        if self._rules.gate:
            self._rules.gate.spend(asker, address)
        if talk.asked is None or talk.asker != asker:
            talk.asked = self._asking.conversation(asker.channel, asker.site, asker.within)
            talk.asker = asker
        return talk.asked

    def source(self, turn: object, number: object, talk: Talk | None) -> Html:
        """The panel for citation `number` (from 1) of the answer in `turn` (from 0)."""
        citation = _citation(talk, turn, number)
        if citation is None or not isinstance(number, int):
            return notice(words.TURN_GONE)
        try:
            report, kept = self._report(citation), self._copy_of(citation.url)
            pages = report is not None and self._has_pages(report)
            return source_panel(report, citation, number, str(time_ns()), kept, _among(talk, turn), pages)
        except Exception:
            # The answer beside the panel stays; the log has the fault.
            log.exception("a source could not be shown")
            return notice(words.SOURCE_FAILED)

    def _report(self, citation: Citation) -> Report | None:
        try:
            return self._store.report(citation.report_id)
        except KeyError:
            return None


def _among(talk: Talk | None, turn: object) -> Among:
    """All that the answer of a turn cites."""
    exchange = exchange_at(talk.exchanges if talk else (), turn)
    cited = exchange.answer.citations if exchange and exchange.answer else ()
    return Among(turn if isinstance(turn, int) else 0, cited)


def _citation(talk: Talk | None, turn: object, number: object) -> Citation | None:
    exchange = exchange_at(talk.exchanges if talk else (), turn)
    if exchange is None or not isinstance(number, int):
        return None
    cited = exchange.answer.citations if exchange.answer else ()
    return cited[number - 1] if 1 <= number <= len(cited) else None
