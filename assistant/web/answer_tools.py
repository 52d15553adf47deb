"""What a reader can do with an answer: copy it, share its link, take its tables and charts along, say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from assistant.answer import Answer, Chart, Citation, Table
from assistant.service.feedback import LONGEST_COMMENT, Given, Verdict
from assistant.service.table_files import ENDINGS, clean_name
from assistant.web import words
from assistant.web.markup import Html, tag, void
from assistant.web.table_links import table_address

# A hand with its thumb up; turned over by the style where it points down.
_THUMB = "M2 10h4v11H2zM8 21h9.6a2 2 0 0 0 2-1.6l1.4-7A2 2 0 0 0 19 10h-5.4l.9-4.6a2 2 0 0 0-3.7-1.3L8 9.6z"
# The source line of a chart names so many bodies at most.
BODIES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Files:
    """As what the tables and charts of one answer can be had: the questions that bring it again, and where it is from."""

    questions: tuple[str, ...]
    restated: str
    within: str
    sources: str

    def of_table(self, table: Table, at: int) -> Html:
        """Links to the table as files; none where no address can hold what was asked."""
        links = []
        for ending in ENDINGS:
            address = table_address(table, at, ending, self.questions, self.restated, self.within)
            label = words.DOWNLOAD_TABLE[ending]
            if address:
                links.append(tag("a", label, href=address, data_download=True, download=True, class_="tool"))
        return tag("div", *links, class_="files") if links else Html()

    def of_chart(self, chart: Chart) -> Html:
        """The button that makes a picture of the chart before it, with what the picture says besides."""
        name = clean_name(chart.title)
        button = tag(
            "button", words.DOWNLOAD_CHART, type="button", class_="tool", data_png=name, data_sources=self.sources
        )
        return tag("div", button, class_="files")


def sources_line(citations: Sequence[Citation]) -> str:
    """Whose reports of which years the numbers of a picture are from, in one line."""
    bodies = list(dict.fromkeys(c.body for c in citations if c.body))
    years = sorted({c.year for c in citations if c.year})
    kinds = list(dict.fromkeys(c.kind or words.ANNUAL_REPORT for c in citations))
    named = words.AND.join(bodies[:BODIES_NAMED])
    if len(bodies) > BODIES_NAMED:
        named = words.BODIES_AND_MORE.format(names=named, count=len(bodies))
    span = ""
    if years:
        said = words.PICTURE_YEAR if years[0] == years[-1] else words.PICTURE_YEARS
        span = said.format(first=years[0], last=years[-1])
    return words.PICTURE_SOURCES.format(bodies=named, years=span, kinds=words.AND.join(kinds))


def answer_tools(answer: Answer, given: Given | None = None) -> Html:
    """The row of buttons under an answer; what came of them is said at its end."""
    buttons = [tag("button", words.COPY, type="button", class_="tool", data_copy=True)]
    if answer.restated:
        link = f"?q={quote(answer.restated)}"
        buttons.append(tag("button", words.SHARE, type="button", class_="tool question-link", data_share=link))
    said = words.CHANGED_OPINION if given and given.changed else ""
    status = tag("span", said, class_="told", role="status")
    verdicts = (_verdict(True, given), _verdict(False, given))
    whole = (*buttons, tag("span", *verdicts, class_="verdicts", role="group", aria_label=words.VERDICTS), status)
    return tag("div", *whole, class_="tools", role="group", aria_label=words.TOOLS)


def _verdict(good: bool, given: Given | None) -> Html:
    pressed = given is not None and (given.verdict is Verdict.GOOD) == good
    thumb = tag("svg", tag("path", d=_THUMB), viewBox="0 0 24 24", aria_hidden="true")
    return tag(
        "button", thumb, words.GOOD if good else words.BAD, type="button",
        class_="tool thumb-up" if good else "tool thumb-down",
        data_good=good, data_bad=not good, aria_pressed="true" if pressed else "false",
        aria_expanded=None if good else "false", disabled=given is not None and given.changed,
    )  # fmt: skip


def opinion_form() -> Html:
    """What is asked of who says that an answer is wrong; the page's script puts it under that answer."""
    wrong = [verdict for verdict in Verdict if verdict is not Verdict.GOOD]
    choices = (
        tag(
            "label",
            void("input", type="radio", name="verdict", value=verdict.value, checked=verdict is wrong[0]),
            words.WRONG[verdict],
        )
        for verdict in wrong
    )
    comment = tag(
        "label",
        words.COMMENT.format(most=LONGEST_COMMENT),
        tag("textarea", name="comment", maxlength=LONGEST_COMMENT, rows=2),
    )
    send = tag("button", words.SEND_OPINION, type="submit", class_="tool")
    cancel = tag("button", words.CANCEL, type="button", class_="tool", data_cancel=True)
    fields = tag("fieldset", tag("legend", words.WHAT_IS_WRONG), *choices)
    form = tag("form", fields, comment, tag("div", send, cancel, class_="files"), class_="opinion")
    return tag("template", form, id="opinion-form")


def spoken_words() -> Html:
    """The words that the page's script says and writes into what is copied, as data."""
    return tag(
        "template",
        id="tool-words",
        data_copied=words.COPIED,
        data_link_copied=words.LINK_COPIED,
        data_not_copied=words.NOT_COPIED,
        data_question=words.COPY_QUESTION,
        data_sources=words.COPY_SOURCES,
        data_link=words.COPY_LINK,
        data_saved=words.SAVED,
        data_not_saved=words.NOT_SAVED,
        data_opinion_lost=words.OPINION_LOST,
        data_summing=words.SUMMING_UP,
        data_summed=words.SUMMED_UP,
        data_rest_lost=words.REST_LOST,
        data_again=words.TRY_AGAIN,
        data_title=words.TITLE,
    )


def opinion_taken(turn: int, given: Given | None, said: str) -> Html:
    """What is said to an opinion, and how the buttons stand after it; `given` None where it was not kept."""
    verdict = given.verdict.value if given else None
    return tag("div", said, data_turn=turn, data_verdict=verdict, data_final=given is not None and given.changed)
