"""The indicator meant where a question says only roughly what is counted: 哪年罚得最多, 谁收的申请多."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.parsing.bodies import asked_bodies
from assistant.parsing.received import RECEIVED
from assistant.question import Operation, Origin, Question
from corpus.forms.catalogue import load_catalogue

# What is said alone → what is counted, the first that fits.
_DEFAULTS = (
    (re.compile("罚"), "proactive.penalty.decisions"),
    (re.compile("许可"), "proactive.licence.decisions"),
    (re.compile("收费|收钱|收的钱|费用"), "proactive.fee.amount"),
    (re.compile("申请(?!人|主体)|收件|受理"), "requests.new"),
)
# Words left over that say nothing of what is counted.
_WEAK = re.compile(
    "罚|许可|收费|收钱|费用|[一二两三四五六七八九十\\d]+[个件]?$|申请|收件|受理|第[一二两三四五六七八九十\\d]|名是|县区|区县|前[一二两三四五六七八九十\\d]|单位|部门|^[各哪].{1,2}$|最[快大小]|增长|[多少]收|排名"
)
_WHICH_REASON = re.compile(
    "最[多少高低大].{0,6}(?:什么|哪[个种类项]?|啥)?(?:原因|理由)|(?:什么|哪[个种类项]|啥)(?:原因|理由).{0,4}最[多少]"
    "|(?:原因|理由)(?:里|中|里面|当中)?(?:是)?(?:哪[个种类项]|什么)?.{0,4}最[多少]"
)
_CARRIED = re.compile("[转拖留延]|申请|没办|继续")
_COMPARES = (
    Operation.MOST, Operation.LEAST, Operation.DIFFERENCE, Operation.GROWTH, Operation.TIMES, Operation.TREND,
)  # fmt: skip


def completed(question: Question) -> Question:
    """The question with an indicator where it names only who asked, which part, or roughly what is compared."""
    if _WHICH_REASON.search(question.text) and question.asks(Operation.MOST, Operation.LEAST):
        # 不予公开最多的是什么原因 asks which of the reasons in the table, not why.
        question = replace(question, operations=question.operations - {Operation.WHY})
    if question.keys or question.chapter:
        return question
    named = _named_by_term(question)
    if named:
        return replace(question, keys=named, rest=(), origins={**question.origins, "keys": Origin.SAID})
    if question.into and all(_CARRIED.search(word) for word in question.rest):
        return _with(question, "requests.carried_out")  # 22年有多少申请拖到了2023年
    if question.applicants and not question.rest:
        return _with(question, "requests.new")
    bodies = asked_bodies(question.text)
    if (question.bodies or (bodies and bodies.many)) and not question.rest and RECEIVED.search(question.text):
        return _with(question, "requests.new")
    if question.condition and question.condition.unit == "件" and not question.rest:
        return _with(question, "requests.new")  # 超过100件的单位
    if not (question.asks(*_COMPARES) or question.of_sets or (bodies and bodies.many)):
        return question
    if all(_WEAK.search(word) for word in question.rest):
        said = "，".join(question.clauses)
        for pattern, key in _DEFAULTS:
            if pattern.search(said) and not _asks_applicant(question):
                return _with(question, key)
    return question


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
