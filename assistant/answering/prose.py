"""What a report says in words: the sentences that answer, chapters, problems and measures, yes or no."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure_match import ASKS_NUMBER, shown_quote, subject_words, unit_fits
from assistant.answering.matching import Sentence, coverage, has_all, match, prose_of
from assistant.citing import chapter_title, cite_span
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from corpus.report import Report, Section
from corpus.store import ReportHead

# A sentence answers when it has this share of the question's rare words; measured on the development questions.
ENOUGH = 0.6
# A section answers when its title has this share of them; a longer one is not quoted whole.
TITLE_ENOUGH, LONGEST_QUOTE, LONGEST_TITLE = 0.8, 1500, 24
# Sentences shown at the most, and how far below the best one they may be.
SHOWN, NEAR = 3, 0.12
# Sentences shown of what a report says on a topic.
SHOWN_ON_TOPIC = 8

_NEGATION = re.compile(r"未|缺少|缺乏|缺失|不足|不够|有待|尚无|没有|没|无(?!障碍|线|偿|缝)|零|不存在|0[件次起]")
# Words that titles of sections end in; they tell nothing apart.
_OF_TITLES = frozenset(["工作", "方面", "情况", "建设情况", "措施", "做法", "内容", "举措"])
# What is said in a sentence; a heading or a label has no stop.
_SENTENCE = re.compile(r"[，。；！？：]")


def sentences_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The exact sentences that fit the words asked, report by report; yes/no where that is asked."""
    words = subject_words(question.clauses)
    if not words:
        return None
    claims: list[Claim] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        words = tuple(w for w in words if w not in _OF_TITLES) or words
        whole = None if ASKS_NUMBER.search(question.text) or question.asks(Operation.YES_NO) else titled(words, report)
        if whole:
            quote = shown_quote(report.text[whole.start : whole.end])
            cited = (cite_span(head, report, whole.start, whole.end, whole.chapter),)
            claims.append(Claim(wording.PROSE.format(where=where(head), quote=quote), cited))
            continue
        found = _sentences_on(question, words, report)
        claims += [_said(question, words, head, report, s) for s in found]
    if claims and ASKS_NUMBER.search(question.text) and not question.asks(Operation.LIST, Operation.YES_NO):
        if any(_has_number(question.unit, claim, context) or _says_none(words, claim) for claim in claims):
            return Answer(Outcome.ANSWERED, tuple(claims))
        # Words about the subject are there, the number asked for is not: that is said first.
        place = "、".join(where(h) for h in targets.heads)
        return Answer(Outcome.NOT_IN_REPORT, (Claim(wording.NUMBER_NOT_SAID.format(where=place)), *claims))
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _has_number(unit: str, claim: Claim, context: Context) -> bool:
    """Whether the sentences cited have a number of the unit asked for; any number, where none is."""
    if not unit:
        return bool(re.search(r"\d", claim.text.split("“", 1)[-1]))
    return any(
        unit_fits(unit, figure.unit)
        for c in claim.citations
        for figure in context.store.report(c.report_id).figures
        if c.start <= figure.start < c.end
    )


def _says_none(words: Sequence[str], claim: Claim) -> bool:
    """Whether the sentences say that there was none (未收取…): that is the number."""
    return any(is_denied(words, fold(c.quote)) for c in claim.citations)


def _sentences_on(question: Question, words: Sequence[str], report: Report) -> list[Sentence]:
    """The best sentence for yes or no; what is said on a topic in the order of the report; else the best ones."""
    best = best_sentences(words, report, question.chapter)
    if question.asks(Operation.YES_NO):
        return best[:1]
    says = load_lexicon().asides["mentions"].find(question.text) or question.asks(Operation.LIST)
    if not says or ASKS_NUMBER.search(question.text):
        return best
    topic = [w for w in words if w not in load_lexicon().asides["doing"].words] or words
    on_topic = [s for s in prose_of(report).sentences if _SENTENCE.search(s.folded) and has_all(topic, s.folded)]
    return [s for s in on_topic if question.chapter in (None, s.chapter)][:SHOWN_ON_TOPIC] or best


def titled(words: Sequence[str], report: Report) -> Section | None:
    """The section whose title alone has nearly all of the words (平台建设做了什么), if it is not too long to quote."""
    prose = prose_of(report)
    scored = [(coverage(words, fold(s.title), prose), s) for s in report.sections if s.level > 1 and s.title]
    best = max(scored, key=lambda pair: (pair[0], pair[1].level), default=None)
    if best is None or best[0] < TITLE_ENOUGH or best[1].end - best[1].start > LONGEST_QUOTE:
        return None
    return best[1]


def best_sentences(words: Sequence[str], report: Report, chapter: int | None = None) -> list[Sentence]:
    """The sentences with enough of the words, best first; [] where none has."""
    prose = prose_of(report)
    scored = [
        (round(0.85 * coverage(words, s.folded, prose) + 0.15 * coverage(words, s.folded + s.headings, prose), 4), s)
        for s in prose.sentences
        if (chapter is None or s.chapter == chapter) and _SENTENCE.search(s.folded) and not _is_title(s)
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1].start))
    if not scored or scored[0][0] < ENOUGH:
        return []
    return [s for score, s in scored[:SHOWN] if score >= max(ENOUGH, scored[0][0] - NEAR)]


def _is_title(sentence: Sentence) -> bool:
    """Whether the sentence is but the title of its section: （五）监督保障。"""
    bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]*", "", sentence.folded).rstrip("。：:")
    return len(bare) < LONGEST_TITLE and bare in sentence.headings


def _said(question: Question, words: Sequence[str], head: ReportHead, report: Report, sentence: Sentence) -> Claim:
    quote = report.text[sentence.start : sentence.end]
    template = wording.PROSE
    if question.asks(Operation.YES_NO):
        template = wording.PROSE_NO if is_denied(words, sentence.folded) else wording.PROSE_YES
    text = template.format(where=where(head), quote=shown_quote(quote))
    return Claim(text, (cite_span(head, report, sentence.start, sentence.end, sentence.chapter),))


def is_denied(words: Sequence[str], folded: str) -> bool:
    """Whether the clause with most of the words says no before them (未出现…泄密事故)."""
    parts = re.split("[，；]", folded)
    clause = max(parts, key=lambda c: sum(match(w, c) for w in words))
    last = max((clause.find(w) for w in words if w in clause), default=len(clause))
    denial = _NEGATION.search(clause)
    return bool(denial and denial.start() <= last)


def chapter_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """A whole chapter as the report writes it, where one is asked for by name."""
    if question.chapter is None:
        return None
    claims = []
    for head in targets.heads:
        report = context.store.report(head.id)
        section = _chapter(report, question.chapter)
        if section is None:
            continue
        spans = [(p.start, p.end) for p in report.passages if _inside(p.start, section) and p.start > section.start]
        title = chapter_title(question.chapter)
        for i, (start, end) in enumerate(spans):
            quote = shown_quote(report.text[start:end])
            text = wording.CHAPTER.format(where=where(head), chapter=title, quote=quote) if i == 0 else quote
            claims.append(Claim(text, (cite_span(head, report, start, end, question.chapter),)))
    return Answer(Outcome.ANSWERED, tuple(claims)) if claims else None


def _chapter(report: Report, number: int) -> Section | None:
    return next((s for s in report.sections if s.chapter == number and s.level == 1), None)


def _inside(place: int, section: Section) -> bool:
    return section.start <= place < section.end
