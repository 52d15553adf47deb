"""The button that closes what lies over or beside the conversation; one word where both are seen, another where one covers the other."""

from __future__ import annotations

from assistant.web import words
from assistant.web.markup import Html, tag


def close_button(class_: str) -> Html:
    """A button of that class: 关闭 beside the conversation, 回到对话 over it; the styles show one of the two."""
    said = (tag("span", words.CLOSE, class_="beside-it"), tag("span", words.BACK_TO_TALK, class_="over-it"))
    return tag("button", *said, type="button", class_=class_, data_close=True)
