"""The chat as a Gradio page: a conversation, a box to ask in, and a panel that shows where an answer comes from.

It lays out the parts and connects what happens in them with what `talking.Page` answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from assistant.service.asking import Asking
from assistant.web import words
from assistant.web.access import client_address
from assistant.web.answers import Exchange, conversation_view, turns_frame, welcome
from assistant.web.display import display_menu
from assistant.web.follow_ups import UNLIMITED, Rules
from assistant.web.history import history_button
from assistant.web.markup import Html, join, tag
from assistant.web.source import source_hint
from assistant.web.talking import Page, Reports, Talk, no_pages
from corpus.report import Report
from corpus.web.originals import CopyOf, no_copy

# A conversation left alone this long is forgotten (seconds).
KEEP_CONVERSATION = 6 * 3600
# Of more than so many the one that was left alone longest is forgotten; each holds a twentieth of a megabyte and more.
MOST_CONVERSATIONS = 3000
# So many wait for a model at a time; the others' plain answers stand there meanwhile.
MOST_SUMMARIES = 16

# What the page's script (page.js) does when the two parts appear; the names are the events it sends here.
CONVERSATION_SCRIPT = (
    "nianbao.conversation(element, trigger, watch, props); "
    "// sends 'cite', 'choose', 'restore', 'more', 'summarise' and 'opinion'"
)
# What follows an answer comes apart from it, so that no answer is taken for a piece of another.
LATER_SCRIPT = "nianbao.later(element, watch, props);"
WELCOME_SCRIPT = "nianbao.welcome(element, watch);"
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


def skip_link() -> Html:
    """From the question box straight to the newest answer, for those who use the keyboard; unseen until focused."""
    return tag("a", words.TO_LATEST_ANSWER, href="#conversation", data_latest=True)


def plain_theme() -> Any:
    """Gradio's plainest theme with the fonts of the reader's own machine; nothing is fetched from elsewhere."""
    fonts = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=["Consolas", "monospace"])


class _Blocks(gr.Blocks):
    """Without files, and without Gradio's heartbeat: it holds a connection for each open page, of the six that a browser has for a server.

    A conversation is forgotten by its age (`KEEP_CONVERSATION`), and its page knows how to take it up again.
    """

    def get_config_file(self) -> Any:
        return {**super().get_config_file(), "connect_heartbeat": False}

    async def preprocess_data(self, block_fn: Any, inputs: list[Any], *others: Any, **more: Any) -> Any:
        """The page sends texts alone: Gradio would fetch, from anywhere and of any size, what a request calls a file."""
        texts = [given if isinstance(given, str) else None for given in inputs]
        return await super().preprocess_data(block_fn, texts, *others, **more)


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
    blocks.state_session_capacity = MOST_CONVERSATIONS
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
