"""The chat as a Gradio page: a conversation, a box to ask in, and a panel that shows where an answer comes from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from time import time_ns
from typing import Any, Protocol

import gradio as gr

from assistant.answer import Citation
from assistant.service.asker import OUR_PAGE, Asker
from assistant.service.asking import Asked, Asking, NotReadyError
from assistant.service.widget import ExpiredError, UsedUpError
from assistant.web import words
from assistant.web.access import client_address
from assistant.web.answers import (
    Exchange,
    added_view,
    conversation_view,
    loaded_line,
    nothing_loaded,
    nothing_within,
    turns_frame,
    welcome,
)
from assistant.web.display import display_menu
from assistant.web.follow_ups import UNLIMITED, FollowUps, Rules, exchange_at
from assistant.web.history import history_button
from assistant.web.markup import Html, join, tag
from assistant.web.source import Among, source_panel
from assistant.web.taking_up import kept_questions, taken_up
from assistant.within import heads_within, name_within
from corpus.report import Report
from corpus.store import ReportHead
from corpus.web.originals import CopyOf, no_copy

log = logging.getLogger(__name__)

MOST_CHARACTERS = 500
EXAMPLES = 6
# A conversation left alone this long is forgotten (seconds).
KEEP_CONVERSATION = 6 * 3600
# So many wait for a model at a time; the others' plain answers stand there meanwhile.
MOST_SUMMARIES = 16

# What the page's script (page.js) does when the two parts appear; the names are the events it sends here.
CONVERSATION_SCRIPT = (
    "nianbao.conversation(element, trigger, watch, props); "
    "// sends 'cite', 'choose', 'restore', 'more', 'summarise' and 'opinion'"
)
# What follows an answer comes apart from it, so that no answer is taken for a piece of another.
LATER_SCRIPT = "nianbao.later(element, watch, props);"
WELCOME_SCRIPT = "nianbao.welcome(element);"
SOURCE_SCRIPT = "nianbao.source(element, watch);"
# With every request of a frame in another site comes what lets it in (embed.js).
TOKEN_HEADER = "x-nianbao-widget"
# Before a question is sent it is shown as waiting; where no answer comes back, that is said in its place.
WAITING_SCRIPT = "(question, before, talk) => [nianbao.typed(question), nianbao.before(), talk]"
FRESH_SCRIPT = "() => nianbao.fresh()"
NOT_RESTORED_SCRIPT = "() => nianbao.notRestored()"
LOST_SCRIPT = "() => nianbao.lost()"
REST_LOST_SCRIPT = "() => nianbao.restLost()"
SUMMARY_LOST_SCRIPT = "() => nianbao.summaryLost()"
OPINION_LOST_SCRIPT = "() => nianbao.opinionLost()"


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
        if not questions or not self._rules.may("restore", address):
            return
        try:
            talk.asker = self._asker(token)
        except ExpiredError:
            return  # which is said in the place of the answer
        talk.asked, talk.exchanges = taken_up(self._asking, questions, talk.asker) or (None, [])

    def _exchange(self, question: str, talk: Talk, address: str, token: str) -> Exchange:
        if len(question) > MOST_CHARACTERS:
            return Exchange(question[:MOST_CHARACTERS] + "……", None, words.TOO_LONG.format(most=MOST_CHARACTERS))
        if not self._rules.may("ask", address):
            return Exchange(question, None, words.TOO_OFTEN.format(most=self._rules.rate), again=True)
        try:
            asker = self._asker(token)
            asked = self._asked(talk, asker)
            before = tuple(e.question for e in talk.exchanges if e.answer and e.asker == asker)
            answer = asked.ask(question)
            return Exchange(question, answer, before=before, asker=asker, summary=asked.summary())
        except ExpiredError:
            return Exchange(question, None, words.FRAME_EXPIRED)
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

    def _asked(self, talk: Talk, asker: Asker) -> Asked:
        """The conversation to ask in, counted as one more question of its site."""
        if asker.within and not heads_within(self._store.heads(), asker.within):
            raise NothingWithinError(name_within(asker.within))
        if self._rules.gate:
            self._rules.gate.spend(asker)
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


def notice(sentence: str) -> Html:
    """A source panel that only says something."""
    close = tag("button", words.CLOSE, type="button", class_="close", data_close=True)
    heading = tag("h2", words.SOURCE_PANEL, id="source-title", tabindex=-1)
    head = tag("div", heading, close, class_="source-head")
    text = tag("p", sentence, class_="warning")
    return tag("section", head, text, class_="source", aria_labelledby="source-title", data_opened=str(time_ns()))


def source_hint() -> Html:
    """The source panel before anything was opened."""
    return tag(
        "section",
        tag("h2", words.SOURCE_PANEL),
        tag("p", words.SOURCE_HINT, class_="note"),
        class_="source",
        aria_label=words.SOURCE_PANEL,
    )


def skip_link() -> Html:
    """From the question box straight to the newest answer, for those who use the keyboard; unseen until focused."""
    return tag("a", words.TO_LATEST_ANSWER, href="#conversation", data_latest=True)


def plain_theme() -> Any:
    """Gradio's plainest theme with the fonts of the reader's own machine; nothing is fetched from elsewhere."""
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=["Consolas", "monospace"])


class _Blocks(gr.Blocks):
    """Without Gradio's heartbeat: it holds a connection for each open page, of the six that a browser has for a server.

    A conversation is forgotten by its age (`KEEP_CONVERSATION`), and its page knows how to take it up again.
    """

    def get_config_file(self) -> Any:
        return {**super().get_config_file(), "connect_heartbeat": False}


def build_page(
    asking: Asking,
    store: Reports,
    copy_of: CopyOf = no_copy,
    rules: Rules = UNLIMITED,
    has_pages: Callable[[Report], bool] = no_pages,
) -> gr.Blocks:
    """The chat as Gradio blocks, ready to be mounted; its script and styles must be in the page's head."""
    page = Page(asking, store, copy_of, rules, has_pages)
    blocks = _Blocks(title=words.TITLE, analytics_enabled=False, fill_width=True, elem_id="nianbao")
    with blocks:
        talk = gr.State(Talk(), time_to_live=KEEP_CONVERSATION)
        with gr.Row(elem_id="masthead"):
            _fixed(tag("header", tag("h1", words.TITLE)), "title")
            _fixed(join((history_button(), display_menu())), "display")
            clear = gr.Button(words.CLEAR, variant="secondary", elem_id="clear")
            _fixed(tag("p", words.INTRODUCTION), "introduction")
            loaded = _fixed(tag("p"), "loaded")
        with gr.Row(elem_id="rooms"):
            with gr.Column(elem_id="asking"):
                # Apart from the conversation, so that a welcome which comes late takes no answer's place.
                greeting = gr.HTML(welcome(()), js_on_load=WELCOME_SCRIPT, apply_default_css=False, elem_id="welcome")
                # Its value is for the page's script alone, which adds what has come to what is seen.
                conversation = gr.HTML(
                    Html(),
                    html_template=turns_frame(),
                    js_on_load=CONVERSATION_SCRIPT,
                    apply_default_css=False,
                    elem_id="conversation",
                )
                later = [_unseen(f"later-{kind}") for kind in ("pieces", "summary", "opinion")]
                with gr.Row(elem_id="ask-row"):
                    box = gr.Textbox(
                        label=words.QUESTION_LABEL,
                        placeholder=words.QUESTION_PLACEHOLDER,
                        lines=1,
                        max_lines=4,
                        autofocus=True,
                        container=False,
                        elem_id="question",
                    )
                    # What the browser kept of the conversation goes with each question; it is never seen.
                    before = gr.Textbox(visible=False)
                    button = gr.Button(words.ASK, variant="primary", elem_id="ask")
                    _fixed(skip_link(), "skip")
            source = gr.HTML(source_hint(), js_on_load=SOURCE_SCRIPT, apply_default_css=False, elem_id="source")
        parts = _Parts(talk, loaded, greeting, conversation, box, before, button, clear, source, *later)
        _connect(page, blocks, parts)
    blocks.queue(api_open=False)
    return blocks


def _fixed(markup: Html, name: str) -> Any:
    """A part of the page without a script of its own, under that id."""
    return gr.HTML(markup, js_on_load=None, apply_default_css=False, elem_id=name)


def _unseen(name: str) -> Any:
    """A part of the page that is never shown: what comes in it is put in its place by the script."""
    return gr.HTML(
        Html(),
        html_template=tag("span", hidden=True),
        js_on_load=LATER_SCRIPT,
        apply_default_css=False,
        elem_id=name,
        elem_classes="later",
    )


def frame_token(request: gr.Request) -> str:
    """What the frame of another site shows of itself; '' on our own page."""
    return str(request.headers.get(TOKEN_HEADER, ""))


@dataclass(frozen=True, slots=True)
class _Parts:
    talk: Any
    loaded: Any
    greeting: Any
    conversation: Any
    box: Any
    before: Any
    button: Any
    clear: Any
    source: Any
    pieces: Any
    summary: Any
    opinion: Any


def _connect(page: Page, blocks: gr.Blocks, parts: _Parts) -> None:
    def typed(question: str, before: str, talk: Talk | None, request: gr.Request) -> Any:
        return page.ask(question or "", talk, _address(request), frame_token(request), before) or gr.skip()

    def chosen(talk: Talk | None, event: gr.EventData, request: gr.Request) -> Any:
        question, before = str(event._data.get("question", "")), event._data.get("before")
        return page.ask(question, talk, _address(request), frame_token(request), before) or gr.skip()

    def restore(event: gr.EventData, request: gr.Request) -> Any:
        found = page.restore(event._data.get("before"), _address(request), frame_token(request))
        if found is None:
            raise gr.Error(words.NOT_RESTORED)
        return found

    def more(talk: Talk | None, event: gr.EventData) -> Html:
        return page.follow_ups.piece(_exchanges(talk), event._data.get("turn"), event._data.get("start"))

    async def summarise(talk: Talk | None, event: gr.EventData) -> Html:
        # In threads of its own: whoever waits for a model takes no place of those who ask.
        run = partial(page.follow_ups.summary, _exchanges(talk), event._data.get("turn"))
        return await asyncio.get_running_loop().run_in_executor(waiting, run)

    def opinion(talk: Talk | None, event: gr.EventData, request: gr.Request) -> Html:
        turn, verdict, comment = (event._data.get(name) for name in ("turn", "verdict", "comment"))
        return page.follow_ups.opinion(_exchanges(talk), turn, verdict, comment, _address(request))

    def cite(talk: Talk | None, event: gr.EventData) -> Html:
        return page.source(event._data.get("turn"), event._data.get("number"), talk)

    def opening(request: gr.Request) -> tuple[Html, Html]:
        return page.opening(frame_token(request))

    def with_examples(request: gr.Request) -> Any:
        return page.with_examples(frame_token(request))

    def start_over(request: gr.Request) -> tuple[Html, Html, Html, None, Html]:
        return (*opening(request), conversation_view(()), None, source_hint())

    # Every event is one request and its response. Through Gradio's queue an answer comes by a stream of its own, which
    # may be closing behind one event just when the next is sent; that answer then never arrives.
    plain: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
    asked = gr.on(
        [parts.box.submit, parts.button.click],
        typed,
        [parts.box, parts.before, parts.talk],
        [parts.conversation, parts.talk],
        js=WAITING_SCRIPT,
        **plain,
    )
    choice = parts.conversation.choose(chosen, [parts.talk], [parts.conversation, parts.talk], **plain)
    parts.conversation.restore(restore, None, [parts.conversation, parts.talk], **plain).failure(
        None, None, None, js=NOT_RESTORED_SCRIPT
    )
    for sent in (asked, choice):
        sent.failure(None, None, None, js=LOST_SCRIPT)
    waiting = ThreadPoolExecutor(MOST_SUMMARIES, thread_name_prefix="nianbao-summary")
    follows: dict[str, Any] = {**plain, "trigger_mode": "multiple"}
    parts.conversation.more(more, [parts.talk], [parts.pieces], **follows).failure(
        None, None, None, js=REST_LOST_SCRIPT
    )
    parts.conversation.summarise(summarise, [parts.talk], [parts.summary], **follows).failure(
        None, None, None, js=SUMMARY_LOST_SCRIPT
    )
    parts.conversation.opinion(opinion, [parts.talk], [parts.opinion], **follows).failure(
        None, None, None, js=OPINION_LOST_SCRIPT
    )
    parts.conversation.cite(cite, [parts.talk], [parts.source], trigger_mode="always_last", **plain)
    start = [parts.loaded, parts.greeting]
    parts.clear.click(
        start_over, None, [*start, parts.conversation, parts.talk, parts.source], js=FRESH_SCRIPT, **plain
    ).then(with_examples, None, [parts.greeting], **plain)
    blocks.load(opening, None, start, **plain).then(with_examples, None, [parts.greeting], **plain)


def _exchanges(talk: Talk | None) -> list[Exchange]:
    """The turns of a conversation, which its later parts change; none where it is gone."""
    return talk.exchanges if talk else []


def _address(request: gr.Request) -> str:
    return client_address(request.request) if request.request else ""
