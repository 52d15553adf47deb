"""What is loaded: which bodies and years, where years are missing, which reports sum up a place, whose go back furthest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import named_area
from assistant.answering.context import Context, span_text, years_text
from assistant.answering.free import others_loaded
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Question
from corpus.regions import lies_in
from corpus.report import Scope

# So many bodies are listed with their years; the rest are counted.
SHOWN_BODIES = 40


def coverage(question: Question, context: Context) -> Answer:
    """What is loaded, in the way asked: lacking years, a scope, the newest year, the longest row; else all of it."""
    bodies = _meant(question, context)
    for aside, kind in _KINDS if bodies else ():
        if load_lexicon().asides[aside].find(question.text):
            return Answer(Outcome.ANSWERED, tuple(map(Claim, kind(question, bodies, context))))
    return Answer(Outcome.ANSWERED, tuple(map(Claim, _all(question, bodies, context))))


def _meant(question: Question, context: Context) -> list[str]:
    """The bodies named, or those of the places named; all where none is."""
    named = {body for group in question.bodies for body in group}
    places = {context.gazetteer.region_of.get(b, "") for group in question.wider for b in group}
    places = (places | {named_area(question, context)}) - {""}
    named |= {b for b in context.by_body for place in places if lies_in(context.by_body[b][0].region, place)}
    named |= {b for group in question.wider for b in group}
    return [b for b in context.by_body if not (named or places) or b in named]


def _years(body: str, context: Context) -> list[int]:
    return sorted({h.year for h in context.by_body[body] if h.year})


def _count(bodies: Sequence[str], context: Context) -> str:
    return wording.LOADED.format(bodies=len(bodies), reports=sum(len(context.by_body[b]) for b in bodies))


def _listed(lines: Sequence[str]) -> list[str]:
    more = [wording.LOADED_MORE.format(count=len(lines) - SHOWN_BODIES)] if len(lines) > SHOWN_BODIES else []
    return [*lines[:SHOWN_BODIES], *more]


def _all(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    """How many, how many of each year, and each body with its years; where a year is said, the bodies that have it."""
    if question.years:
        return _of_years(question, bodies, context)
    every = len(bodies) == len(context.by_body)
    others = others_loaded(question, context, None if every else set(bodies))
    lines = [_count(bodies, context), *(claim.text for claim in others)]
    if len(bodies) > 1:
        lines.append(_by_year(bodies, context))
        if every and load_lexicon().asides["which_years"].find(question.text):
            return lines
    each = [wording.LOADED_BODY.format(body=b, years=years_text(_years(b, context))) for b in bodies]
    return [*lines, *_listed(each)]


def _by_year(bodies: Sequence[str], context: Context) -> str:
    """How many reports of each year are loaded, the newest first."""
    counted = Counter(h.year for b in bodies for h in context.by_body[b] if h.year)
    years = (words.LOADED_YEAR.format(year=year, count=counted[year]) for year in sorted(counted, reverse=True))
    return words.LOADED_YEARS.format(years="、".join(years))


def _of_years(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    lines = []
    for year in question.years:
        have = [b for b in bodies if year in _years(b, context)]
        template = words.LOADED_IN if have else words.LOADED_IN_NONE
        lines.append(template.format(year=year, count=len(have), bodies="、".join(have)))
    return lines


def _lacking(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    """Of a year said, the bodies without it; else the years missing between each body's first and last."""
    if question.years and len(bodies) > 1:
        lines = []
        for year in question.years:
            without = [b for b in bodies if year not in _years(b, context)]
            template = words.LACKING_IN if without else words.LACKING_IN_NONE
            lines.append(template.format(all=len(bodies), year=year, count=len(without), bodies="、".join(without)))
        return lines
    each = [_gaps(b, context) for b in bodies]
    broken = [line for line, gap in each if gap]
    if len(bodies) > 1:
        whole = len(bodies) - len(broken)
        return [words.LACKING.format(all=len(bodies), count=len(broken), whole=whole), *_listed(broken)]
    return [line for line, _ in each]


def _gaps(body: str, context: Context) -> tuple[str, bool]:
    """One body's years, and those between the first and the last that are not loaded; whether there are any."""
    years = _years(body, context)
    lost = [y for y in range(years[0], years[-1]) if y not in years] if years else []
    template = words.LACKING_YEARS if lost else words.LACKING_NO_YEARS
    return template.format(body=body, loaded=span_text(years), lost=years_text(lost)), bool(lost)


def _scopes(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    """The bodies whose reports are of the scope asked about (汇总, 本级), as their text says it."""
    scope = _scope_asked(question)
    lines: list[str] = []
    reports = 0
    for body in bodies:
        own = [h for h in context.by_body[body] if h.scope is scope]
        own = [h for h in own if not question.years or h.year in question.years]
        reports += len(own)
        if own:
            years = span_text(sorted({h.year for h in own if h.year}))
            lines.append(wording.LOADED_BODY.format(body=body, years=years))
    template = words.OF_SCOPE if lines else words.OF_SCOPE_NONE
    lead = template.format(scope=words.SCOPES[scope.value], count=len(lines), reports=reports)
    return [lead, *_listed(lines)]


def _scope_asked(question: Question) -> Scope:
    """汇总 or 本级, whichever is said first and not denied: 汇总报告（不是本级）."""
    at = {scope: _said_at(question.text, scope) for scope in (Scope.WHOLE_REGION, Scope.OWN)}
    said = {scope: place for scope, place in at.items() if place >= 0}
    return min(said, key=lambda scope: said[scope], default=Scope.WHOLE_REGION)


def _said_at(text: str, scope: Scope) -> int:
    aside = load_lexicon().asides[f"loaded_{scope.value}"]
    return min((text.find(word) for word in aside.words if word in text), default=-1)


def _newest(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    """The last year and the first that are loaded, and who has them."""
    all_years = sorted({y for b in bodies for y in _years(b, context)})
    if not all_years:
        return [_count(bodies, context)]
    told = []
    for template, year in ((words.NEWEST, all_years[-1]), (words.OLDEST, all_years[0])):
        have = [b for b in bodies if year in _years(b, context)]
        shown = "、".join(have[:SHOWN_BODIES])
        told.append(template.format(year=year, count=len(have), bodies=shown))
    return told


def _longest(question: Question, bodies: Sequence[str], context: Context) -> list[str]:
    """Of which bodies the most reports are loaded, and which years."""
    most = max(len(_years(b, context)) for b in bodies)
    first = [b for b in bodies if len(_years(b, context)) == most]
    lead = words.LONGEST.format(bodies="、".join(first), count=most)
    return [lead, *_listed([wording.LOADED_BODY.format(body=b, years=span_text(_years(b, context))) for b in first])]


# What is asked of what is loaded, by the words that ask it; the first that fits.
_KINDS: tuple[tuple[str, Callable[[Question, Sequence[str], Context], list[str]]], ...] = (
    ("loaded_lacking", _lacking),
    ("loaded_scopes", _scopes),
    ("loaded_longest", _longest),
    ("loaded_newest", _newest),
)
