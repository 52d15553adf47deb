"""A question with its answer, as a line of a question file; and what its makers draw from."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.forms.catalogue import load_catalogue
from corpus.questions.facts import Facts
from corpus.questions.words import (
    clauses,
    how_many,
    read_data,
    say_applicant,
    say_body,
    say_indicator,
    say_span,
    say_year,
    templates,
)
from corpus.store import ReportHead

Must = Sequence[str]
"""The ways of saying one thing that must be said."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker returns: what is said, and what the last answer must be."""

    turns: tuple[str, ...]
    must_include: tuple[Must, ...] = ()
    expect: str = "answered"
    evidence: str = ""
    must_not_include: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    cites: tuple[Must, ...] = ()

    def to_json(self, name: str, kind: str) -> dict[str, Any]:
        """The line of a question file; keys that say nothing are left out."""
        said: dict[str, Any] = {"id": name, "type": kind, "turns": list(self.turns)}
        said |= {"must_include": [list(one) for one in self.must_include]} if self.must_include else {}
        said |= {"must_not_include": list(self.must_not_include)} if self.must_not_include else {}
        said |= {"in_order": list(self.in_order)} if self.in_order else {}
        said |= {"cites": [list(one) for one in self.cites]} if self.cites else {}
        said |= {"expect": self.expect}
        said |= {"outcome": list(self.outcome)} if self.outcome else {}
        return said | ({"evidence": self.evidence} if self.evidence else {})


Maker = Callable[["Draw"], Made | None]


class Draw:
    """The facts and one source of chance; makers draw reports, indicators and wordings from it."""

    def __init__(self, facts: Facts, rng: random.Random) -> None:
        self.facts, self.rng = facts, rng

    def head(self, heads: Iterable[ReportHead] | None = None) -> ReportHead | None:
        """A report of these (or of all), None where there is none."""
        found = tuple(self.facts.heads if heads is None else heads)
        return self.rng.choice(found) if found else None

    def key(self, head: ReportHead, prefix: Sequence[str] = ("",), positive: bool = False) -> str | None:
        """An indicator that people have words for and of which the report has a number."""
        keys: list[str] = [k for k in read_data("names")["indicators"] if k.startswith(tuple(prefix))]
        # What most people ask about is drawn more often than the twentieth row of a table.
        common = [k for k in keys if len(read_data("names")["indicators"][k]["names"]) >= 4]
        pool = common if common and self.rng.random() < 0.5 else keys
        self.rng.shuffle(pool)
        for key in pool:
            value = self.facts.number(head, key)
            if value is not None and (value > 0 or not positive):
                return key
        return None

    def one_of(self, items: Sequence[str]) -> str:
        """One of them."""
        return self.rng.choice(items)

    def say(self, path: str, **words: Any) -> str:
        """One of the wordings of `kind.form`, filled in."""
        # A phrase that ends in 的 before a 的 of the wording.
        return str(self.rng.choice(templates(path))).format(**words).replace("的的", "的")

    def who(self, head: ReportHead) -> str:
        return say_body(head, self.rng)

    def when(self, year: int | None) -> str:
        return say_year(year or 0, self.rng)

    def span(self, first: int, last: int) -> str:
        return say_span(first, last, self.rng)

    def what(self, key: str) -> str:
        return say_indicator(key, self.rng)

    def of(self, applicant: str) -> str:
        return say_applicant(applicant, self.rng)

    def many(self, key: str) -> str:
        return how_many(load_catalogue().indicator(key).unit, self.rng)

    def clause(self, key: str) -> str:
        """A predicate that asks for the indicator, '' where people have none."""
        found = clauses(key)
        return self.rng.choice(found) if found else ""

    def comparable(self, heads: Sequence[ReportHead], key: str) -> bool:
        """Whether the indicator counts the same thing in all these reports."""
        return load_catalogue().indicator(key).comparable or len({h.form for h in heads}) == 1
