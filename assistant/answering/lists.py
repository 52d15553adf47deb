"""Questions about reports in the form of a list (2014): read with its own names, which later are a matter of prose."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from assistant.answer import Answer
from assistant.answering.body_sets import asks_all_bodies
from assistant.answering.context import Context, Targets, find_targets
from assistant.parsing.text import fold
from assistant.question import Question
from assistant.values import TOTAL
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue


def is_list(form: str | None) -> bool:
    """Whether a form is a list: 统计指标, 单位, 统计数."""
    return form in load_forms() and all(table.is_list for table in load_forms()[form or ""].tables)


def speaks_of_lists(question: Question, context: Context) -> bool:
    """Whether all reports that a question means are in the form of a list."""
    if question.years and not question.bodies and asks_all_bodies(question):
        heads = [h for h in context.heads if h.year in question.years]
        return bool(heads) and all(is_list(h.form) for h in heads)
    targets = find_targets(question, context)
    return isinstance(targets, Targets) and bool(targets.heads) and all(is_list(h.form) for h in targets.heads)


def speaks_of_some(targets: Targets | None) -> bool:
    """Whether some of the reports are in the form of a list."""
    return targets is not None and any(is_list(head.form) for head in targets.heads)


def with_lists(answer: Answer, of_lists: Answer, targets: Targets | None) -> Answer:
    """Of years some of which are lists: what the lists count (`of_lists`), and what `answer` says of all other reports."""
    lists = {head.id for head in targets.heads if is_list(head.form)} if targets else set()
    counted = tuple(c for c in of_lists.claims if any(one.report_id in lists for one in c.citations))
    told = tuple(c for c in answer.claims if c.citations and all(one.report_id not in lists for one in c.citations))
    if not counted or not of_lists.figures:
        return answer
    others = tuple(f for f in answer.figures if f.citation.report_id not in lists)
    claims = (*counted, *told) if told else of_lists.claims
    return replace(of_lists, claims=claims, figures=(*of_lists.figures, *others))


@cache
def list_sums() -> dict[str, tuple[str, ...]]:
    """The indicators that the checks of a list add up, each with those it is the sum of."""
    keys = {(i.table, i.row, i.column or TOTAL): i.key for i in load_catalogue().indicators if i.row}
    found: dict[str, tuple[str, ...]] = {}
    for form in (form for form in load_forms().values() if is_list(form.key)):
        places = {row.key: t.key_of(row, column) for t in form.tables for _, row, column in t.places()}
        sums = ((c.right, c.left) for c in form.checks if len(c.right) == 1)
        found |= {keys[places[whole[0]]]: tuple(keys[places[row]] for row in parts) for whole, parts in sums}
    return found


def list_whole(key: str) -> str:
    """The indicator of a list that this one is a part of, '' where none."""
    return next((whole for whole, parts in list_sums().items() if key in parts), "")


def names_listed(question: Question, in_full: bool = False) -> bool:
    """Whether a question names what only a list counts; `in_full`: by the label that it has there."""
    listed = {i.key: i.label for i in load_catalogue().listed.indicators}
    named = [listed[key] for key in question.keys if key in listed]
    return any(fold(label) in question.text for label in named) if in_full else bool(named)
