"""The same answers for programs that speak OpenAI's API: /v1/models and /v1/chat/completions."""

from __future__ import annotations

from assistant.web.openai.chat import add_openai

__all__ = ["add_openai"]
