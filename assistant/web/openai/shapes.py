"""What goes in and out, as OpenAI's clients write and expect it; what is not known of a request is passed over."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MODEL = "nianbao"
MOST_MESSAGES = 2000


class Lenient(BaseModel):
    """What a client sends, of which only this is read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Part(Lenient):
    """A part of a message; pictures and files have no text."""

    type: str = "text"
    text: str | None = None


class Message(Lenient):
    """A turn of the conversation."""

    role: str
    content: str | list[Part] | None = None

    @property
    def said(self) -> str:
        """Its words with single blanks between them, '' where it has none."""
        parts = [self.content] if isinstance(self.content, str) else [part.text or "" for part in self.content or ()]
        return " ".join(" ".join(parts).split())


class StreamOptions(Lenient):
    """What a stream tells beside the answer."""

    include_usage: bool = False


class ChatGiven(Lenient):
    """A conversation whose last user's turn is to be answered; `within`: the body or region to keep to, '' = all."""

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    within: str = Field("", max_length=100)

    @property
    def questions(self) -> tuple[str, ...]:
        """What the user said, oldest first, without turns that have no words."""
        return tuple(said for message in self.messages if message.role == "user" and (said := message.said))


def completion(identity: str, created: int, message: dict[str, Any], usage: dict[str, int]) -> dict[str, Any]:
    """The whole answer as a chat.completion."""
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {**_head(identity, created, "chat.completion"), "choices": [choice], "usage": usage}


def chunk(identity: str, created: int, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    """A piece of a streamed answer."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {**_head(identity, created, "chat.completion.chunk"), "choices": [choice]}


def usage_chunk(identity: str, created: int, usage: dict[str, int]) -> dict[str, Any]:
    """The last piece where usage was asked for."""
    return {**_head(identity, created, "chat.completion.chunk"), "choices": [], "usage": usage}


def _head(identity: str, created: int, kind: str) -> dict[str, Any]:
    return {"id": identity, "object": kind, "created": created, "model": MODEL, "system_fingerprint": None}


def usage_of(questions: tuple[str, ...], content: str) -> dict[str, int]:
    """How much was read and written, in characters: there are no tokens here."""
    asked, answered = sum(map(len, questions)), len(content)
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


def model_shown() -> dict[str, Any]:
    """The one model there is."""
    return {"id": MODEL, "object": "model", "created": 1735689600, "owned_by": MODEL}
