"""The pages of the staff desk in the order of its menu."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.service.accounts import Role
from assistant.web import words_review, words_staff_facts
from assistant.web import words_staff as words


@dataclass(frozen=True, slots=True)
class Item:
    """A page: its path below the root, its name, and the role it needs."""

    path: str
    label: str
    role: Role = Role.READER


MENU: tuple[Item, ...] = (
    Item("/staff", words.HOME),
    Item("/staff/checks", words_review.CHECKS),
    Item("/staff/builder", words_staff_facts.TITLE),
)
