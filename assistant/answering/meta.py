"""Questions about the product itself: what is loaded, what it can do, a greeting."""

from __future__ import annotations

from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.areas import named_area
from assistant.answering.context import Context
from assistant.answering.coverage import coverage
from assistant.examples import example_questions
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question

SHOWN_EXAMPLES = 3
# What is asked of reports, whatever is said before it.
_OF_REPORTS = frozenset({Operation.PROBLEMS, Operation.MEASURES, Operation.CHECK, Operation.DEFINE, Operation.SHARE})


def about_itself(question: Question, context: Context) -> Answer | None:
    """Which bodies and years are loaded, or what can be asked; None for questions about reports."""
    if question.keys or question.applicants:
        return None
    unheard_of = question.unknown and not question.bodies and not named_area(question, context)
    if question.asks(Operation.LOADED) and not question.condition and not unheard_of:
        return coverage(question, context)
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
