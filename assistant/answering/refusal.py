"""What can't be answered, and why: each reason its own outcome and sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import SHOWN_NAMES, Context, Targets, refuse, reports_text, where, years_text
from assistant.answering.figure_match import shown_quote, subject_words
from assistant.answering.lookup import read_values
from assistant.answering.matching import match, prose_of
from assistant.answering.nearest import about_an_indicator
from assistant.answering.value_claims import claim, figures
from assistant.citing import cite_span
from assistant.examples import EXAMPLE_KEY
from assistant.parsing.declined import declined_kind, unwritten_kind
from assistant.parsing.free import parse_free
from assistant.parsing.indicators import parts_of
from assistant.parsing.together import vague_word
from assistant.question import Operation, Origin, Question
from assistant.values import Status, find_applicant, label_of
from corpus.forms.catalogue import load_catalogue

# Operations that only reports can be meant by.
_REPORT_MATTERS = frozenset({Operation.PROBLEMS, Operation.MEASURES, Operation.CHECK})

# 记者提的, 学生申请了多少
_REQUESTED = re.compile("(?:提出?|递交|提交|申请|来)(?:的|了|过|多少|几)")

# Asked by a verb alone (破了多少起案子), which leaves no word to tell as the topic.
_DEEDS = "deeds"
_HOW_MANY = re.compile("多少|几[件个次份起宗]|有几|最[多少]|数量|占|比例|率")

# Words by which a report gives a reason.
_REASON = ("原因", "由于", "因为", "主要是因", "系因")


def decline(question: Question, context: Context) -> Answer | None:
    """Empty questions and those that no report could answer (opinions, predictions); None otherwise."""
    if not question.text:
        return refuse(Outcome.ASKS_BACK, wording.EMPTY_QUESTION.format(example=context.example))
    named = bool(question.keys) or (bool(context.free) and parse_free(question).known)
    kind = declined_kind(question.text, named)
    return _outside(kind, question, context) if kind else None


def _outside(kind: str, question: Question, context: Context) -> Answer:
    """The one sentence for that kind, with a question that can be answered, of the body named where one is."""
    return refuse(Outcome.OUTSIDE, words.DECLINED[kind].format(example=example_of(question, context)))


def example_of(question: Question, context: Context) -> str:
    """A question that the reports answer, on the body named where its newest report has the number."""
    named = [body for group in question.bodies for body in group]
    newest = max((h for b in named for h in context.by_body.get(b, ())), key=lambda h: h.year or 0, default=None)
    if newest is None or context.reader.value(newest, EXAMPLE_KEY).status is not Status.NUMBER:
        return context.example
    return wording.EXAMPLES[0].format(body=newest.body, year=newest.year)


def ask_years(question: Question, context: Context) -> Answer | None:
    """Asks which years are meant by words that no report explains (疫情前); None where none are, or no number is asked."""
    if not question.vague_years or question.says_years or not (question.keys or question.applicants):
        return None
    bodies = {body for group in question.bodies for body in group} or set(context.by_body)
    loaded = sorted({h.year for body in bodies for h in context.by_body.get(body, ()) if h.year})
    text = wording.ASK_YEARS.format(said=question.vague_years, loaded=years_text(loaded))
    return refuse(Outcome.ASKS_BACK, text, [years_text([year]) for year in loaded[-SHOWN_NAMES:]])


def ask_applicant(question: Question) -> Answer | None:
    """Says that no column counts those who asked (记者, 高校), and asks which column is meant; None where one is named."""
    named = bool(question.keys) and all(key.startswith("requests.") for key in question.keys)
    if not question.uncounted or not (named or (not question.keys and _REQUESTED.search(question.text))):
        return None
    word = question.uncounted[0]
    entry = next(entry for entry in load_catalogue().uncounted if word in entry.words)
    labels = [find_applicant(key).label for key in entry.near]
    text = wording.ASK_APPLICANT.format(said=word, labels="、".join(f"“{label}”" for label in labels))
    return refuse(Outcome.ASKS_BACK, text, labels)


def ask_result(question: Question) -> Answer | None:
    """Asks which result is meant by a plain word for several (被打回几件); None where an indicator is named, or no number asked."""
    said, keys = vague_word(question.remainder) if not question.keys else ("", ())
    if not keys or question.chapter or not _HOW_MANY.search(question.text):
        return None
    labels = [label_of(key) for key in keys]
    text = wording.ASK_RESULT.format(said=said, labels="、".join(f"“{label}”" for label in labels))
    return refuse(Outcome.ASKS_BACK, text, labels)


def left_subject(question: Question, context: Context) -> Answer | None:
    """Declines a later turn that names no body itself and whose words no report has; None for any other."""
    if question.origins.get("bodies") is not Origin.EARLIER or not question.rest:
        return None
    texts = [hit.text for hit in context.search().search(" ".join(question.rest))]
    known = sum(any(word in text for text in texts) for word in question.rest)
    return None if 2 * known >= len(question.rest) else off_subject(replace(question, years=()), context)


def off_subject(question: Question, context: Context) -> Answer | None:
    """Declines a question that names no body, no indicator and nothing that a report is about; None otherwise."""
    named = question.keys or question.applicants or question.terms or question.chapter or question.says_years
    if named or not question.rest or question.operations & _REPORT_MATTERS:
        return None
    if about_an_indicator(question, context):
        return None
    return _outside(unwritten_kind(question.text), question, context)


def why(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Reasons are given only in the report's own words; where it has none, the number and that it has none."""
    if not question.asks(Operation.WHY):
        return None
    subject = subject_words(question.clauses)
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        for s in prose_of(report).sentences:
            if subject and any(r in s.folded for r in _REASON) and all(match(w, s.folded) >= 0.9 for w in subject):
                quote = shown_quote(report.text[s.start : s.end])
                cited = (cite_span(head, report, s.start, s.end, s.chapter),)
                claims.append(Claim(wording.WHY_MAYBE.format(quote=quote), cited))
    if claims:
        return Answer(Outcome.ANSWERED, tuple(claims))
    values = [v for v in read_values(question, targets, context) if v.status is Status.NUMBER] if question.keys else []
    place = "、".join(where(h) for h in targets.heads)
    text = wording.WHY_NOT_SAID if values else wording.WHY_NOTHING
    told = [claim(context, v) for v in values]
    plain = [Claim(load_catalogue().indicator(k).plain) for k in question.keys if _is_indicator(k)]
    return Answer(
        Outcome.NOT_IN_REPORT, (Claim(text.format(where=place)), *told, *plain), figures=figures(context, values)
    )


def _is_indicator(key: str) -> bool:
    return any(i.key == key for i in load_catalogue().indicators) and not parts_of(key, load_catalogue())


def not_found(question: Question, targets: Targets) -> Answer:
    """The reports asked about say nothing of it; or the question names nothing at all."""
    topic = "、".join(dict.fromkeys((*question.unknown, *question.qualifiers, *question.rest)))
    if not topic and question.asks(Operation.PROBLEMS, Operation.MEASURES):
        return refuse(Outcome.NOT_IN_REPORT, words.NO_PROBLEMS.format(where=reports_text(targets.heads)))
    unwritten = unwritten_kind(question.text)
    if not topic and unwritten != _DEEDS:
        return ask_indicator()
    template = words.UNWRITTEN.get(unwritten, words.NOT_WRITTEN)
    return refuse(Outcome.NOT_IN_REPORT, template.format(where=reports_text(targets.heads), topic=topic))


def ask_indicator() -> Answer:
    """Which number is meant, with examples to choose from."""
    return refuse(
        Outcome.ASKS_BACK,
        wording.ASK_INDICATOR.format(examples="、".join(wording.EXAMPLE_INDICATORS)),
        wording.EXAMPLE_INDICATORS,
    )
