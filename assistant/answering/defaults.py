"""The indicator meant where a question says only roughly what is counted: 哪年罚得最多, 谁收的申请多."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.parsing.bodies import asked_bodies
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Origin, Question
from corpus.forms.catalogue import load_catalogue

_COMPARES = (
    Operation.MOST, Operation.LEAST, Operation.DIFFERENCE, Operation.GROWTH, Operation.TIMES, Operation.TREND,
)  # fmt: skip
# All that such a clause says.
_RECEIVED = re.compile("(?:一?共|总共|帮我?查?看?下?一?下?)*(?:收到?|接到?)了?(?:多少|几)[件份个]?(?:申请)?")
# With these each is told by itself.
_SIDE_BY_SIDE = frozenset({Operation.EACH, Operation.LIST})


def completed(question: Question) -> Question:
    """The question with an indicator where it names only who asked, which part, or roughly what is compared."""
    if _says("which_reason", question.text) and question.asks(Operation.MOST, Operation.LEAST):
        # 不予公开最多的是什么原因 asks which of the reasons in the table, not why.
        question = replace(question, operations=question.operations - {Operation.WHY})
    if question.keys and not question.chapter and (received := _received_beside(question)):
        return received  # 收了几件，拒了几件
    if question.keys or question.chapter:
        return question
    named = _named_by_term(question)
    if named:
        return replace(question, keys=named, rest=(), origins={**question.origins, "keys": Origin.SAID})
    if question.into and all(_says("carried", word) for word in question.rest):
        return _with(question, "requests.carried_out")  # 22年有多少申请拖到了2023年
    if question.applicants and not question.rest:
        return _with(question, "requests.new")
    bodies = asked_bodies(question.text)
    if (question.bodies or (bodies and bodies.many)) and not question.rest and _says("received", question.text):
        return _with(question, "requests.new")
    if question.condition and question.condition.unit == "件" and not question.rest:
        return _with(question, "requests.new")  # 超过100件的单位
    if not (question.asks(*_COMPARES) or question.of_sets or (bodies and bodies.many)):
        return question
    if all(_says("weak", word) for word in question.rest):
        said = "，".join(question.clauses)
        for key, cue in load_lexicon().defaults.items():
            if cue.find(said) and not _asks_applicant(question):
                return _with(question, key)
    return question


def _received_beside(question: Question) -> Question | None:
    """With what was received, where a clause of its own asks for that in no name and the others for what became of it."""
    if question.origins.get("keys") is not Origin.SAID or question.base or question.operations - _SIDE_BY_SIDE:
        return None
    of_requests = all(key.startswith("requests.") and key != "requests.new" for key in question.keys)
    first = question.clauses[0] if len(question.clauses) > 1 and question.text.endswith(question.clauses[-1]) else ""
    bare = first.replace("□", "")
    if not of_requests or not _RECEIVED.fullmatch(bare):
        return None
    return replace(question, keys=("requests.new", *question.keys))


def _says(aside: str, text: str) -> bool:
    return bool(load_lexicon().asides[aside].find(text))


def _with(question: Question, key: str) -> Question:
    return replace(question, keys=(key,), rest=(), origins={**question.origins, "keys": Origin.DEFAULT})


def _asks_applicant(question: Question) -> bool:
    return bool(re.search("申请人|申请主体|谁申请|谁提", question.text))


def _named_by_term(question: Question) -> tuple[str, ...]:
    """不予公开的理由里哪个最多: the indicator that the term explained is called like."""
    if not question.asks(Operation.MOST, Operation.LEAST, Operation.EACH) or question.asks(Operation.DEFINE):
        return ()
    labels = {term.label for term in load_catalogue().terms if term.key in question.terms}
    if any(word not in label and label not in word for word in question.rest for label in labels):
        return ()
    return tuple(i.key for i in load_catalogue().indicators if i.label in labels)
