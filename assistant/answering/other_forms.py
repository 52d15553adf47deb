"""An item asked for by the name that it has in another form (涉及商业秘密): said not to be in this one, never another's number."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.body_sets import asks_all_bodies
from assistant.answering.context import Context, Targets, find_targets
from assistant.answering.lists import list_whole
from assistant.answering.value_claims import nested
from assistant.parsing.text import Mention, fold, longest_matches
from assistant.question import Operation, Origin, Question
from assistant.values import in_form
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue

# What is asked of a word rather than of a number.
_OF_WORDS = (
    Operation.DEFINE,
    Operation.WHY,
    Operation.PROBLEMS,
    Operation.MEASURES,
    Operation.LOADED,
    Operation.CHANGES,
)
_COUNTED = ("数量", "数")
# A label without 数 may be short enough to be said of anything: 兼职人员 is a name, 其他 none.
_SHORTEST = 5


@cache
def own_names() -> dict[str, tuple[str, ...]]:
    """The folded names that are an item's of a list alone → its key: its label, with 数 or without, and those it has `only`."""
    catalogue = load_catalogue()
    others = {fold(n) for i in catalogue.chaptered.indicators for n in (i.label, *i.aliases)}
    found: dict[str, tuple[str, ...]] = {}
    for item in catalogue.listed.indicators:
        label = fold(item.label)
        bare = next((label.removesuffix(end) for end in _COUNTED if label.endswith(end)), label)
        names = {name for name in (label, bare) if name not in others and (name == label or len(name) >= _SHORTEST)}
        found |= dict.fromkeys((*names, *map(fold, item.only)), (item.key,))
    return found


def says_own_name(text: str) -> bool:
    """Whether a text says a name that only a list's item has."""
    return bool(_said(text))


def _said(text: str) -> list[Mention]:
    return longest_matches(fold(text), own_names())


def of_other_form(question: Question, context: Context) -> bool:
    """Whether a question, read with the names of lists, asks reports of a form for what only another form counts.

    It names such an item by a name of its own, or goes on from a question that did; it asks of single bodies.
    """
    listed = {i.key for i in load_catalogue().listed.indicators} & set(question.keys)
    named = {m.value for m in _said(question.text)} & listed
    if not (named or (listed and question.origins.get("keys") is Origin.EARLIER)) or question.asks(*_OF_WORDS):
        return False
    if asks_all_bodies(question) and not question.rank.asks:
        return False
    targets = find_targets(question, context)
    return isinstance(targets, Targets) and bool(targets.heads) and all(h.form in load_forms() for h in targets.heads)


def counted_by_all(question: Question) -> bool:
    """Whether a question, read with the names of lists, asks of many bodies for what a list alone counts, by its name."""
    named = {m.value for m in _said(question.text)} & set(question.keys)
    return bool(named) and asks_all_bodies(question) is not None and not question.asks(*_OF_WORDS)


def without_wholes(question: Question) -> Question:
    """The question without what an item is a part of, in its own form or a later one: 因个人隐私不予公开 asks for the item."""
    catalogue = load_catalogue()
    wholes = {list_whole(m.value) for m in _said(question.text) if m.value in question.keys} - {""}
    wholes |= {catalogue.indicator(whole).near for whole in wholes}
    return replace(question, keys=tuple(key for key in question.keys if key not in wholes))


def told_as_near(question: Question, answer: Answer, context: Context) -> Answer:
    """A ranking by what is near to what was named (哪个单位涉及商业秘密最多) told as that; any other answer as it is."""
    catalogue = load_catalogue()
    named = [catalogue.indicator(m.value) for m in _said(question.text)]
    lacking = [i for i in named if i.near and i.near in question.keys]
    if len(lacking) != 1 or not asks_all_bodies(question) or not answer.figures or question.asks(*_OF_WORDS):
        return answer
    heads = [context.store.head(i) for i in dict.fromkeys(f.citation.report_id for f in answer.figures)]
    forms = dict.fromkeys(h.form for h in heads if h and h.form and not in_form(lacking[0].key, h.form))
    if not forms:
        return answer
    shown = "、".join(load_forms()[form].name for form in forms)
    near = nested(catalogue.indicator(lacking[0].near).label)
    text = wording.NEAR_RANKED.format(form=shown, label=nested(lacking[0].label), near=near)
    return replace(answer, outcome=Outcome.PARTLY, claims=(Claim(text), *answer.claims))


def with_prose(answer: Answer, other: Answer | None) -> Answer:
    """What the form lacks, and what the prose says of it: `other` is the answer to the question read with other names."""
    prose = [c for c in other.claims if c.citations and not any(one.table for one in c.citations)] if other else []
    if answer.outcome is not Outcome.NOT_IN_FORM or answer.figures or not prose or other is None:
        return answer
    figures = tuple(f for f in other.figures if not f.citation.table)
    if not figures or len(figures) < len(other.figures):
        return answer
    return replace(answer, claims=(*answer.claims, Claim(wording.PROSE_NEAR), *prose), figures=figures)
