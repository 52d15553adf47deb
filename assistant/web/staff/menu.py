"""The pages of the staff desk in the order of its menu."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.service.accounts import Role
from assistant.web import (
    words_admin,
    words_names,
    words_review,
    words_staff_evaluate,
    words_staff_facts,
    words_staff_logs,
    words_staff_search,
    words_upload,
)
from assistant.web import words_staff as words

HOME = "/staff"


@dataclass(frozen=True, slots=True)
class Item:
    """A page: its path below the root, its name, and the role it needs."""

    path: str
    label: str
    role: Role = Role.READER

    def holds(self, path: str) -> bool:
        """Whether the page at that path belongs to this one."""
        return path == self.path or (self.path != HOME and path.startswith(f"{self.path}/"))


MENU: tuple[Item, ...] = (
    Item(HOME, words.HOME),
    Item("/staff/search", words_staff_search.SEARCH),
    Item("/staff/compare", words_staff_search.COMPARE),
    Item("/staff/builder", words_staff_facts.TITLE),
    Item("/staff/coverage", words_staff_search.COVERAGE),
    Item("/staff/checks", words_review.CHECKS),
    Item("/staff/upload", words_upload.UPLOAD, Role.EDITOR),
    Item("/staff/names", words_names.NAMES, Role.EDITOR),
    Item("/staff/questions", words_staff_logs.QUESTIONS),
    Item("/staff/feedback", words_staff_logs.FEEDBACK),
    Item("/staff/evaluate", words_staff_evaluate.TITLE),
    Item("/staff/keys", words_admin.KEYS, Role.ADMIN),
    Item("/staff/accounts", words_admin.ACCOUNTS, Role.ADMIN),
)
