"""Which reports a question on many bodies means, where words and not cells are asked for: whose, of which years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Outcome
from assistant.answering.areas import heads_in, named_area
from assistant.answering.body_sets import asks_all_bodies, heads_of, of_kind, sets_of
from assistant.answering.context import Context, names, refuse, years_text
from assistant.asked import AskedBodies
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Question
from corpus.places import parse_places
from corpus.store import ReportHead


@dataclass(frozen=True, slots=True)
class ReportsAsked:
    """The reports, a set a year in the order said; `whose`: in words; `note`: what to say where no year was said."""

    sets: tuple[tuple[ReportHead, ...], ...]
    whose: str
    note: str

    @property
    def heads(self) -> tuple[ReportHead, ...]:
        """All of them."""
        return tuple(head for own in self.sets for head in own)


def reports_asked(question: Question, context: Context, anybody: bool = False) -> ReportsAsked | Answer | None:
    """The reports of many bodies that are meant, or that none of them is loaded; None where single bodies are.

    `anybody`: all bodies are meant where none is named.
    """
    asked = asks_all_bodies(question)
    many = bool(asked and asked.many) or bool(load_lexicon().asides["everybody"].find(question.text))
    among = _among(question, asked, many, anybody, context)
    if among is None:
        return None
    heads, area = among
    kind = asked or AskedBodies(many=True)
    dated = [h for h in heads if h.year]
    fitting = [h for h in dated if of_kind(h, kind.kind, area)]
    if dated and not fitting:
        return _none_loaded(kind.kind, area, dated)
    if len({h.body for h in fitting}) < 2:
        return None
    sets, note = sets_of(question, kind, fitting)
    found = tuple(tuple(own) for own in sets if own)
    if not found:
        return refuse_years(question, fitting)
    return ReportsAsked(found, _whose(fitting, area, question), note)


def refuse_years(question: Question, heads: Sequence[ReportHead]) -> Answer:
    """None of the bodies has a report of the years asked for."""
    loaded = sorted({h.year for h in heads if h.year})
    text = wording.NOT_LOADED_SINGLE.format(years=years_text(question.years), loaded=years_text(loaded))
    return refuse(Outcome.NOT_LOADED, text)


def _none_loaded(kind: str, area: str, heads: Sequence[ReportHead]) -> Answer:
    loaded = names(sorted({h.body for h in heads}))
    text = wording.NOT_LOADED_BODY.format(name=area + kind, loaded=loaded)
    return refuse(Outcome.NOT_LOADED, text)


def _whose(heads: Sequence[ReportHead], area: str, question: Question) -> str:
    """'已收录的某市各单位', '已收录的各教育局', '已收录的全部单位'."""
    if area:
        return wording.BODIES_OF.format(area=area)
    if question.bodies:  # among all bodies there is nothing alike to look for, and ten thousand names to take apart
        alike = {parse_places(body).rest for body in {h.body for h in heads}}
        if len(alike) == 1 and "" not in alike:
            return words.NAMED_ALIKE.format(name=next(iter(alike)))
    return wording.ALL_BODIES


def _among(
    question: Question, asked: AskedBodies | None, many: bool, anybody: bool, context: Context
) -> tuple[Sequence[ReportHead], str] | None:
    """(all reports of the bodies meant, the place they are in); None where the question is about single bodies."""
    if question.unknown and not question.bodies:
        area = named_area(question, context) if many else ""
        return (heads_in(area, context), area) if area else None
    if not question.bodies:
        everybody = many or bool(asked) or (anybody and not question.unknown)
        return (context.heads, "") if everybody else None
    if len(question.bodies) > 1 or not many:
        return None
    group = question.bodies[0]
    if question.wider[:1] and question.wider[0]:
        area = context.gazetteer.region_of.get(group[0], "")
        return (heads_in(area, context), area) if area and asked else None
    return (heads_of(group, context), "") if len(group) > 1 else None
