"""The problems of one body over its years: which come back, and whether last year's are still there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome, Subjects
from assistant.answering.asked_years import wanted_years
from assistant.answering.context import Context, where, whose, years_text
from assistant.answering.theme_items import Item, items_of
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from corpus.store import ReportHead
from corpus.themes import Theme, load_themes

_RECTIFIED = "rectified"


def repeated_problems(question: Question, context: Context) -> Answer | None:
    """Which problems of a body come back, or what became of those of the year before; None where that is not asked."""
    asks = question.asks(Operation.PROBLEMS, Operation.MEASURES) and load_lexicon().asides["repeated"].find(
        question.text
    )
    if not asks or len(question.bodies) != 1 or len(question.bodies[0]) != 1 or question.keys:
        return None
    own = [h for h in context.by_body.get(question.bodies[0][0], ()) if h.year]
    loaded = {h.year for h in own}
    if any(str(year) in question.text and year not in loaded for year in question.years):
        return None  # a year that is asked for by its number and not loaded is told as that
    heads, note = _heads(question, own)
    items = items_of(heads, False, context)
    if len(heads) < 2 or not items:
        return None
    changes = len(heads) == 2 and not load_lexicon().asides["every_problem"].find(question.text)
    claims = _two_years(heads, items, context) if changes else _many_years(heads, items)
    claims += [Claim(note)] if note else []
    years = tuple(h.year for h in heads if h.year)
    reading = wording.READING_JOIN.join((heads[0].body, years_text(years), words.READING_THEMES))
    return Answer(Outcome.ANSWERED, tuple(claims), reading=reading, subjects=Subjects((heads[0].body,), years))


def _heads(question: Question, own: Sequence[ReportHead]) -> tuple[list[ReportHead], str]:
    """The reports of the years asked for; the two newest where those asked for are not two that are loaded."""
    loaded = sorted({h.year for h in own if h.year})
    years = wanted_years(question, loaded)
    found = [h for h in own if h.year in years]
    if len(years) == 1 and years[0] in loaded:
        before = [y for y in loaded if y < years[0]][-1:]
        return [h for h in own if h.year in (*before, years[0])], ""
    if len(found) > 1:
        return found, ""
    if not years and load_lexicon().asides["every_problem"].find(question.text):
        return list(own), ""
    newest = loaded[-2:]
    return [h for h in own if h.year in newest], words.ADJACENT_NEWEST.format(years=years_text(newest))


def _by_theme(items: Sequence[Item]) -> dict[Theme, list[Item]]:
    found = {theme: [i for i in items if theme in i.themes] for theme in load_themes().themes}
    return {theme: own for theme, own in found.items() if own}


def _many_years(heads: Sequence[ReportHead], items: Sequence[Item]) -> list[Claim]:
    written = len({i.head.id for i in items})
    years = years_text([h.year for h in heads if h.year])
    claims = [Claim(words.REPEATED_LEAD.format(body=whose(heads[0]), years=years, reports=len(heads), written=written))]
    by_theme = _by_theme(items)
    again = {t: own for t, own in by_theme.items() if len(_years(own)) > 1}
    for theme, own in sorted(again.items(), key=lambda pair: -len(_years(pair[1]))):
        text = words.REPEATED.format(
            theme=theme.name, years=years_text(_years(own)), where=where(own[-1].head), quote=own[-1].said
        )
        one_a_year = {i.head.year: i for i in own}
        claims.append(Claim(text, tuple(i.cite() for i in one_a_year.values())))
    claims += [] if again else [Claim(words.NOT_REPEATED)]
    once = {t: own for t, own in by_theme.items() if t not in again}
    if once:
        said = (words.ONCE_ITEM.format(theme=t.name, years=years_text(_years(own))) for t, own in once.items())
        claims.append(Claim(words.ONLY_ONCE.format(items="、".join(said)), tuple(o[0].cite() for o in once.values())))
    return claims


def _years(items: Sequence[Item]) -> tuple[int, ...]:
    return tuple(sorted({i.head.year for i in items if i.head.year}))


def _two_years(heads: Sequence[ReportHead], items: Sequence[Item], context: Context) -> list[Claim]:
    """Of each problem of the earlier year whether the later one still names it, and what it says of its mending."""
    earlier, later = sorted(heads, key=lambda h: h.year or 0)
    before = _by_theme([i for i in items if i.head == earlier])
    after = _by_theme([i for i in items if i.head == later])
    names = {"earlier": where(earlier), "later": where(later)}
    claims: list[Claim] = []
    for theme, own in before.items():
        if theme in after:
            text = words.STILL.format(**names, theme=theme.name, quote=after[theme][0].said)
            claims.append(Claim(text, (own[0].cite(), after[theme][0].cite())))
        else:
            claims.append(Claim(words.NO_MORE.format(**names, theme=theme.name), (own[0].cite(),)))
    new = {t: own for t, own in after.items() if t not in before}
    if new:
        said = "、".join(theme.name for theme in new)
        claims.append(
            Claim(words.NEWLY.format(later=where(later), items=said), tuple(o[0].cite() for o in new.values()))
        )
    done = [i for i in items_of([later], True, context) if any(t.key == _RECTIFIED for t in i.themes)][:1]
    claims += [Claim(words.DONE.format(where=where(i.head), quote=i.said), (i.cite(),)) for i in done]
    return claims
