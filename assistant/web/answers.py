"""A conversation as HTML: questions, answers with numbered citations, and what can be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import time_ns

from assistant.answer import Answer, Claim, Outcome
from assistant.service.asker import OUR_PAGE, Asker
from assistant.service.asking import Summary
from assistant.service.feedback import Given
from assistant.web import words
from assistant.web.answer_parts import CLAIMS_SHOWN, FIRST_PIECE, AnswerParts
from assistant.web.answer_tools import Files, answer_tools, sources_line
from assistant.web.markup import Html, tag
from assistant.web.reading import reading_view
from assistant.web.views import answer_views

ANSWERS = (Outcome.ANSWERED, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was said to it: the answer, or None and a sentence where none could be given.

    `before`: the questions that its answer leans on, `asker`: who asked. `summary` waits for a
    model's summary of the answer, which is then in `summed_up`; its citations are some of the answer's own, so that
    their numbers stay. `given`: what its reader said of it; `again`: the question goes back into the box.
    """

    question: str
    answer: Answer | None
    trouble: str = ""
    before: tuple[str, ...] = ()
    asker: Asker = OUR_PAGE
    summary: Summary | None = None
    summed_up: tuple[Claim, ...] = ()
    given: Given | None = None
    again: bool = False

    @property
    def text(self) -> str:
        """All that was said, a claim a line."""
        return "\n".join(c.text for c in (*self.summed_up, *(self.answer.claims if self.answer else ())))


def conversation_view(exchanges: Sequence[Exchange]) -> Html:
    """The whole conversation, in place of what is seen of it: all turns in order, each with its own citations."""
    last = len(exchanges) - 1
    turns = (_turn(exchange, i, i == last) for i, exchange in enumerate(exchanges))
    return tag("div", *turns, class_="turns", data_whole=True, data_arrival=str(time_ns()))


def added_view(exchanges: Sequence[Exchange]) -> Html:
    """The newest turn alone, to be added to those that are seen already."""
    last = len(exchanges) - 1
    return tag("div", _turn(exchanges[last], last, True), class_="turns", data_arrival=str(time_ns()))


def turns_frame() -> Html:
    """Where the page's script puts the turns, one after the other, and leaves alone what the user opened in them."""
    return tag("div", class_="turns", role="region", aria_label=words.CONVERSATION)


def waiting_turn() -> Html:
    """A question that waits for its answer; the page's script writes the question into it, and LOST where none comes."""
    waiting = tag("p", words.WAITING, class_="waiting", role="status", data_lost=words.LOST)
    return tag("template", _article(-1, "", waiting), id="waiting-turn")


def _turn(exchange: Exchange, turn: int, newest: bool) -> Html:
    if exchange.answer is None:
        trouble = tag("p", exchange.trouble, class_="trouble")
        return _article(turn, exchange.question, trouble, exchange.trouble, data_again=exchange.again)
    parts = AnswerParts(exchange.answer, turn, exchange.summed_up)
    answer = _answer(exchange, exchange.answer, parts, newest)
    due = exchange.summary is not None and not exchange.summed_up
    more = str(FIRST_PIECE) if parts.more(FIRST_PIECE) else None
    return _article(turn, exchange.question, answer, _said(exchange), data_more=more, data_summary=due)


def _said(exchange: Exchange) -> str:
    """What is read aloud of an answer: of a long one its first lines, and how many more there are."""
    lines = exchange.text.split("\n")
    more = [words.MORE_ON_PAGE.format(count=len(lines) - CLAIMS_SHOWN)] if len(lines) > CLAIMS_SHOWN + 1 else []
    return "\n".join([*lines[:CLAIMS_SHOWN], *more] if more else lines)


def _article(turn: int, question: str, content: Html, said: str = "", **marks: str | bool | None) -> Html:
    asked = tag("p", tag("span", words.YOU, class_="unseen"), question, class_="question")
    label = words.ANSWER_OF.format(question=question)
    body = tag("div", content, class_="answer", tabindex=-1, role="group", aria_label=label, data_said=said or None)
    return tag("article", asked, body, class_="turn", data_turn=turn, **marks)


def _answer(exchange: Exchange, answer: Answer, parts: AnswerParts, newest: bool) -> Html:
    questions = (*exchange.before, exchange.question)
    files = Files(questions, answer.restated, exchange.asker.within, sources_line(answer.citations))
    shown = (
        tag("p", words.OUTCOME[answer.outcome], class_="outcome") if answer.outcome in words.OUTCOME else Html(),
        tag("div", parts.claims(), class_="claims"),
        answer_views(answer.tables, answer.charts, parts.linked, parts.turn, parts.rows, files),
        reading_view(answer, newest),
        parts.sources(),
        answer_tools(answer, exchange.given),
        _buttons(words.CHOOSE, answer.choices, "choices"),
        _buttons(words.GO_ON, answer.suggestions, "suggestions"),
    )
    answered = answer.outcome in ANSWERS
    return tag("div", *shown, class_="said" if answered else "said not-answered", data_outcome=answer.outcome.value)


def _buttons(label: str, questions: Sequence[str], kind: str) -> Html:
    if not questions:
        return Html()
    buttons = (tag("button", question, type="button", data_ask=question) for question in questions)
    return tag("div", tag("p", label, class_="label"), *buttons, class_=f"asks {kind}", role="group", aria_label=label)


# --- before the first question ------------------------------------------------------------------


def welcome(examples: Sequence[str]) -> Html:
    """What stands in the empty conversation: how it works, and questions that the reports at hand can answer."""
    return tag(
        "div",
        tag("p", words.STARTS_WITH, class_="greeting"),
        tag("p", words.HOW_IT_WORKS),
        _buttons(words.TRY, examples, "examples"),
        class_="welcome",
    )


def nothing_within(name: str) -> Html:
    """What stands there where the page was set to keep to a body or region that no report is of."""
    return tag(
        "div",
        tag("p", words.NOTHING_WITHIN.format(name=name), class_="warning", data_within="unknown"),
        class_="welcome",
    )


def nothing_loaded() -> Html:
    """What stands there while the store is empty: how reports are added."""
    return tag(
        "div",
        tag("p", words.NOTHING_LOADED, class_="greeting"),
        tag("p", words.HOW_TO_ADD),
        tag("pre", tag("code", words.ADD_COMMAND)),
        tag("p", words.OR_DEMO),
        tag("pre", tag("code", words.DEMO_COMMAND)),
        tag("p", words.THEN_RELOAD),
        class_="welcome",
    )


def loaded_line(bodies: Sequence[str], years: Sequence[int]) -> str:
    """How much there is to ask: `bodies` one per report, `years` those known; '' where nothing is loaded."""
    if not bodies:
        return ""
    line = words.LOADED.format(reports=len(bodies), bodies=len(set(bodies)))
    return f"{line}，{_span_of_years(years)}" if years else line


def _span_of_years(years: Sequence[int]) -> str:
    first, last = min(years), max(years)
    return words.YEAR.format(year=first) if first == last else words.YEARS.format(first=first, last=last)
