"""Questions about the product itself: what is loaded, what it can do, a greeting."""

from __future__ import annotations

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import named_area
from assistant.answering.context import Context, years_text
from assistant.question import Operation, Question
from corpus.regions import lies_in

# So many bodies are listed with their years; the rest are counted.
SHOWN_BODIES = 40


def about_itself(question: Question, context: Context) -> Answer | None:
    """Which bodies and years are loaded, or what can be asked; None for questions about reports."""
    if question.keys or question.applicants:
        return None
    if question.asks(Operation.LOADED):
        return _loaded(question, context)
    if question.asks(Operation.GREETING):
        return Answer(Outcome.ANSWERED, (Claim(wording.GREETING.format(example=context.example)),))
    return None


def _loaded(question: Question, context: Context) -> Answer:
    named = {body for group in question.bodies for body in group}
    places = {context.gazetteer.region_of.get(b, "") for group in question.wider for b in group}
    places = (places | {named_area(question, context)}) - {""}
    named |= {b for b in context.by_body for place in places if lies_in(context.by_body[b][0].region, place)}
    named |= {b for group in question.wider for b in group}
    bodies = [b for b in context.by_body if not (named or places) or b in named]
    lines = [Claim(wording.LOADED.format(bodies=len(bodies), reports=sum(len(context.by_body[b]) for b in bodies)))]
    for body in bodies[:SHOWN_BODIES]:
        years = sorted({h.year for h in context.by_body[body] if h.year})
        lines.append(Claim(wording.LOADED_BODY.format(body=body, years=years_text(years))))
    if len(bodies) > SHOWN_BODIES:
        lines.append(Claim(wording.LOADED_MORE.format(count=len(bodies) - SHOWN_BODIES)))
    return Answer(Outcome.ANSWERED, tuple(lines))
