"""Questions about the product itself: what is loaded, what it can do, a greeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import named_area
from assistant.answering.context import Context, years_text
from assistant.answering.free import others_loaded
from assistant.examples import example_questions
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question
from corpus.regions import lies_in

# So many bodies are listed with their years; the rest are counted.
SHOWN_BODIES = 40
SHOWN_EXAMPLES = 3
# What is asked of reports, whatever is said before it.
_OF_REPORTS = frozenset({Operation.PROBLEMS, Operation.MEASURES, Operation.CHECK, Operation.DEFINE, Operation.SHARE})


def about_itself(question: Question, context: Context) -> Answer | None:
    """Which bodies and years are loaded, or what can be asked; None for questions about reports."""
    if question.keys or question.applicants:
        return None
    if question.asks(Operation.LOADED):
        return _loaded(question, context)
    # 你好，某区2023年存在哪些问题 is a question of its own.
    elsewhere = question.origins.get("bodies") is Origin.SAID or question.operations & _OF_REPORTS
    if question.asks(Operation.GREETING) and not elsewhere and question.origins.get("years") is not Origin.SAID:
        return Answer(Outcome.ANSWERED, (Claim(_greeting(question.text, context)),))
    return None


def _greeting(text: str, context: Context) -> str:
    asides = load_lexicon().asides
    kind = next((k for k in ("thanks", "goodbye", "who", "can") if asides[k].find(text)), "hello")
    examples = example_questions(context, SHOWN_EXAMPLES) or (context.example,)
    quoted = "".join(words.QUOTED_EXAMPLE.format(example=example) for example in examples)
    return words.ABOUT[kind].format(example=context.example, examples=quoted)


def _loaded(question: Question, context: Context) -> Answer:
    named = {body for group in question.bodies for body in group}
    places = {context.gazetteer.region_of.get(b, "") for group in question.wider for b in group}
    places = (places | {named_area(question, context)}) - {""}
    named |= {b for b in context.by_body for place in places if lies_in(context.by_body[b][0].region, place)}
    named |= {b for group in question.wider for b in group}
    bodies = [b for b in context.by_body if not (named or places) or b in named]
    lines = [Claim(wording.LOADED.format(bodies=len(bodies), reports=sum(len(context.by_body[b]) for b in bodies)))]
    lines += others_loaded(question, context, named if named or places else None)
    if len(bodies) > 1:
        lines.append(Claim(_by_year(bodies, context)))
        if not (named or places) and load_lexicon().asides["which_years"].find(question.text):
            return Answer(Outcome.ANSWERED, tuple(lines))
    for body in bodies[:SHOWN_BODIES]:
        years = sorted({h.year for h in context.by_body[body] if h.year})
        lines.append(Claim(wording.LOADED_BODY.format(body=body, years=years_text(years))))
    if len(bodies) > SHOWN_BODIES:
        lines.append(Claim(wording.LOADED_MORE.format(count=len(bodies) - SHOWN_BODIES)))
    return Answer(Outcome.ANSWERED, tuple(lines))


def _by_year(bodies: Sequence[str], context: Context) -> str:
    """How many reports of each year are loaded, the newest first."""
    counted = Counter(h.year for b in bodies for h in context.by_body[b] if h.year)
    years = (words.LOADED_YEAR.format(year=year, count=counted[year]) for year in sorted(counted, reverse=True))
    return words.LOADED_YEARS.format(years="、".join(years))
