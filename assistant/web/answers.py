"""A conversation as HTML: questions, answers with numbered citations, and what can be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Claim, Outcome
from assistant.web import words
from assistant.web.markup import Html, join, safe, tag
from assistant.web.reading import reading_view
from assistant.web.source import PATH_JOINT, report_address, year_words
from assistant.web.views import Linked, answer_views

# Longer answers (a ranking of all bodies) show this much at first; the rest opens by one click.
CLAIMS_SHOWN = 12
SOURCES_SHOWN = 4
ANSWERS = (Outcome.ANSWERED, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was said to it: the answer, or None and a sentence where none could be given."""

    question: str
    answer: Answer | None
    trouble: str = ""


def conversation_view(exchanges: Sequence[Exchange]) -> Html:
    """All turns in order, each with its own citations."""
    last = len(exchanges) - 1
    turns = (_turn(exchange, i, i == last) for i, exchange in enumerate(exchanges))
    return tag("div", *turns, class_="turns", role="region", aria_label=words.CONVERSATION)


def waiting_turn() -> Html:
    """A question that waits for its answer; the page's script writes the question into it, and LOST where none comes."""
    waiting = tag("p", words.WAITING, class_="waiting", role="status", data_lost=words.LOST)
    return tag("template", _article(-1, "", waiting), id="waiting-turn")


def _turn(exchange: Exchange, turn: int, newest: bool) -> Html:
    if exchange.answer is None:
        return _article(turn, exchange.question, tag("p", exchange.trouble, class_="trouble"), exchange.trouble)
    return _article(turn, exchange.question, _answer(exchange.answer, turn, newest), exchange.answer.text)


def _article(turn: int, question: str, content: Html, said: str = "") -> Html:
    asked = tag("p", tag("span", words.YOU, class_="unseen"), question, class_="question")
    label = words.ANSWER_OF.format(question=question)
    body = tag("div", content, class_="answer", tabindex=-1, role="group", aria_label=label, data_said=said or None)
    return tag("article", asked, body, class_="turn", data_turn=turn)


def _answer(answer: Answer, turn: int, newest: bool = False) -> Html:
    numbers = {citation: n for n, citation in enumerate(answer.citations, start=1)}
    parts = (
        tag("p", words.OUTCOME[answer.outcome], class_="outcome") if answer.outcome in words.OUTCOME else Html(),
        _claims(answer.claims, numbers, turn),
        answer_views(answer.tables, answer.charts, _linker(numbers, turn), turn),
        reading_view(answer, newest),
        _sources(numbers, turn),
        _buttons(words.CHOOSE, answer.choices, "choices"),
        _buttons(words.GO_ON, answer.suggestions, "suggestions"),
    )
    answered = answer.outcome in ANSWERS
    return tag("div", *parts, class_="said" if answered else "said not-answered", data_outcome=answer.outcome.value)


def _linker(numbers: dict[Citation, int], turn: int) -> Linked:
    """What makes a link of a citation: the words given, else its number; bare words where it is not cited."""

    def linked(citation: Citation, text: str) -> Html:
        number = numbers.get(citation)
        return safe(text) if number is None else _citation(citation, number, turn, text or f"[{number}]")

    return linked


def _claims(claims: Sequence[Claim], numbers: dict[Citation, int], turn: int) -> Html:
    shown = [_claim(claim, numbers, turn) for claim in claims]
    return tag("div", _folded(shown, CLAIMS_SHOWN, words.MORE_CLAIMS), class_="claims")


def _claim(claim: Claim, numbers: dict[Citation, int], turn: int) -> Html:
    cited = sorted({numbers[c]: c for c in claim.citations}.items())
    return tag("p", claim.text, *(_citation(c, n, turn, f"[{n}]") for n, c in cited), class_="claim")


def _citation(citation: Citation, number: int, turn: int, text: str) -> Html:
    """A link to the full text, which the page's script opens in the source panel instead."""
    return tag(
        "a",
        text,
        class_="cite",
        href=report_address(citation.report_id, citation.start, citation.end),
        target="_blank",
        rel="noopener",
        data_turn=turn,
        data_number=number,
        aria_label=words.CITATION_LABEL.format(number=number, place=place_words(citation)),
    )


def place_words(citation: Citation) -> str:
    """A cited place in one line: whose report of which year, and the row and column or the chapter."""
    whose = f"{citation.body or citation.report} {year_words(citation.year)}{citation.kind}"
    row, column = _path(citation.row), _path(citation.column)
    # The outermost label of a row in groups and the groups of columns say nothing new; a table of one row has no more.
    labels = (*(row[1:] or row), *column[-1:]) if row else column
    return " › ".join((whose, *(labels or _path(citation.chapter))))


def _path(written: str) -> tuple[str, ...]:
    return tuple(written.split(PATH_JOINT)) if written else ()


def _sources(numbers: dict[Citation, int], turn: int) -> Html:
    if not numbers:
        return Html()
    lines = [
        tag("p", _citation(c, n, turn, f"[{n}] {place_words(c)}"), class_="source-line") for c, n in numbers.items()
    ]
    return tag(
        "div",
        _folded(lines, SOURCES_SHOWN, words.MORE_SOURCES),
        class_="sources",
        role="group",
        aria_label=words.SOURCES,
    )


def _folded(lines: Sequence[Html], shown: int, more: str) -> Html:
    """The first lines as they are, the rest behind one click; one line alone is not worth hiding."""
    if len(lines) <= shown + 1:
        return join(lines)
    rest = tag("details", tag("summary", more.format(count=len(lines) - shown)), *lines[shown:])
    return join((*lines[:shown], rest))


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
