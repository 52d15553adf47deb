"""The panel of earlier conversations; history.js keeps them in the browser as their questions and fills it."""

from __future__ import annotations

from assistant.web import words
from assistant.web.closing import close_button
from assistant.web.markup import Html, tag, void


def history_button() -> Html:
    """What opens the panel."""
    return tag("button", words.HISTORY, type="button", class_="quiet-button", aria_haspopup="dialog", data_history=True)


def history_panel() -> Html:
    """The panel, closed and empty; what its script says beside the list stands in its data attributes."""
    close = close_button("quiet-button")
    head = tag("div", tag("h2", words.HISTORY, id="history-title", tabindex=-1), close, class_="history-head")
    switch = tag("label", void("input", type="checkbox", data_part="off"), words.HISTORY_OFF)
    return tag(
        "dialog",
        head,
        tag("p", words.HISTORY_WHERE, class_="note"),
        tag("p", words.HISTORY_REFUSED, class_="warning", data_part="refused", hidden=True),
        tag("p", words.HISTORY_EMPTY, class_="note", data_part="empty", hidden=True),
        tag("div", class_="history-list", data_part="list"),
        tag("div", switch, tag("p", words.HISTORY_OFF_NOTE, class_="note"), class_="history-switch"),
        _delete_all(),
        tag("p", class_="unseen", role="status", data_part="status"),
        tag("template", _entry(), data_part="entry"),
        id="history",
        class_="history",
        aria_labelledby="history-title",
        data_today=words.HISTORY_TODAY,
        data_yesterday=words.HISTORY_YESTERDAY,
        data_count=words.HISTORY_COUNT,
        data_remove=words.HISTORY_REMOVE_ONE,
        data_removed=words.HISTORY_REMOVED,
    )


def _entry() -> Html:
    take = tag("button", tag("span", class_="first"), tag("span", class_="when"), type="button", class_="take")
    return tag("li", take, tag("button", words.HISTORY_REMOVE, type="button", class_="remove"))


def _delete_all() -> Html:
    ask = tag("button", words.HISTORY_REMOVE_ALL, type="button", class_="quiet-button", data_part="ask-all")
    yes = tag("button", words.HISTORY_REMOVE_ALL, type="button", class_="danger", data_part="yes")
    no = tag("button", words.HISTORY_KEEP, type="button", class_="quiet-button", data_part="no")
    sure = tag("div", tag("p", words.HISTORY_SURE), yes, no, role="group", data_part="sure", hidden=True)
    return tag("div", ask, sure, class_="history-all", data_part="all")
