"""The catalogue as a person chooses from it: measures by chapter and table, and found by words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant import wording_facts as words
from assistant.citing import chapter_title
from assistant.parsing.text import fold
from assistant.service.measures import by_applicant
from corpus.forms import load_forms
from corpus.forms.catalogue import load_catalogue

# A measure found by words shares at least this part of their pairs of characters.
_LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """A measure to choose: `plain` says what it counts; `sub`: it is a part of the one above; `forms`: which have it."""

    key: str
    label: str
    unit: str
    plain: str
    sub: bool
    forms: str
    by_applicant: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of one table, or the ratios."""

    key: str
    title: str
    items: tuple[Item, ...]


@cache
def measure_groups() -> tuple[Group, ...]:
    """Every indicator and ratio: chapter three first, which is asked most, then disputes, ratios, chapter two, lists."""
    found: dict[str, list[Item]] = {key: [] for key in ("requests", "disputes", "ratios", "proactive")}
    for indicator in load_catalogue().indicators:
        found.setdefault(indicator.key.partition(".")[0], []).append(_indicator_item(indicator.key))
    found["ratios"] = [
        Item(r.key, r.label, "%", r.plain, False, "", by_applicant(r.key)) for r in load_catalogue().ratios
    ]
    return tuple(Group(key, words.GROUPS.get(key, _title(key)), tuple(items)) for key, items in found.items())


def _indicator_item(key: str) -> Item:
    indicator = load_catalogue().indicator(key)
    sub = key.count(".") > 1 and key.startswith(("requests.", "statistics."))
    return Item(key, indicator.label, indicator.unit, indicator.plain, sub, _forms_of(key), by_applicant(key))


@cache
def _forms_of(key: str) -> str:
    """The forms that have the indicator, '' where all have it that are no mere lists."""
    from assistant.values import in_form

    forms = load_forms()
    chaptered = [form for form in forms.values() if not all(table.is_list for table in form.tables)]
    there = [form.name for form in forms.values() if in_form(key, form.key)]
    return "" if all(form.name in there for form in chaptered) else "、".join(there)


def _title(table: str) -> str:
    """The chapter of a table, as the newest form that has it calls it."""
    for form in reversed(load_forms().values()):
        for own in form.tables:
            if own.key == table:
                return chapter_title(own.chapter) or own.title
    return table


def find_measures(typed: str) -> list[Item]:
    """The measures that people call so, best first: by a name or alias, else by what their names have in common."""
    wanted = fold(typed)
    if not wanted:
        return []
    scored = []
    for at, item in enumerate(i for group in measure_groups() for i in group.items):
        score = max((_score(wanted, name) for name in _names(item.key)), default=0.0)
        if score >= _LEAST_SHARED:
            scored.append((-score, at, item))
    return [item for *_, item in sorted(scored, key=lambda s: s[:2])]


@cache
def _names(key: str) -> tuple[str, ...]:
    catalogue = load_catalogue()
    ratio = next((r for r in catalogue.ratios if r.key == key), None)
    named = ratio or catalogue.indicator(key)
    return tuple(dict.fromkeys(map(fold, (named.label, *named.aliases, *named.questions))))


def _score(wanted: str, name: str) -> float:
    if wanted == name:
        return 2.0
    if wanted in name or (len(name) > 1 and name in wanted):
        return 1.0 + min(len(wanted), len(name)) / max(len(wanted), len(name))
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0
