"""Who writes of a topic: every report asked for is looked through, and the exact sentences are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Citation, Claim, Outcome, Subjects
from assistant.answering.body_sets import asks_all_bodies
from assistant.answering.context import Context, names, refuse, where, years_text
from assistant.answering.figure_match import shown_quote
from assistant.answering.prose import is_denied
from assistant.answering.reports_asked import ReportsAsked, reports_asked
from assistant.citing import chapter_title, cite_words
from assistant.parsing.bodies import asking_bodies
from assistant.parsing.content import content_words
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import Mention, fold, longest_matches, mask, pieces
from assistant.question import Operation, Question
from corpus.report import PassageKind
from corpus.sentences import sentences
from corpus.store import ReportHead
from index.passage_rows import Paragraph
from index.where import Where

# So many bodies are quoted; the rest are named.
SHOWN_BODIES = 20
# 12345 is the name of a hotline; a shorter number is a year or none.
FEWEST_DIGITS = 5
# Single characters that carry nothing wherever they stand; any other may begin a word (区块链).
_PARTICLES = frozenset("的了过吗呢吧啊呀么嘛地得把被给让也都还就是有在对")
# A sentence that is but the title of what follows: （四）平台建设方面。
_TITLE = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．][^，；：]{1,24}[。：:]?")
_NOT_TOPICS = (
    Operation.PROBLEMS, Operation.MEASURES, Operation.CHECK, Operation.WHY, Operation.MOST, Operation.LEAST,
    Operation.DEFINE, Operation.SHARE, Operation.GROWTH, Operation.LOADED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a report that has all the words of the topic."""

    head: ReportHead
    start: int
    text: str
    chapter: int | None

    def cite(self) -> Citation:
        """The place of the sentence."""
        return cite_words(self.head, self.text, self.start, chapter_title(self.chapter))


def who_writes(question: Question, context: Context) -> Answer | None:
    """Which of many bodies write of a topic (哪些单位提到了政务新媒体), how many, and how; None for anything else."""
    asides = load_lexicon().asides
    says = bool(asides["mentions"].find(question.text) or asides["unsaid"].find(question.text))
    asked_all = asks_all_bodies(question)
    who = bool(asides["who_says"].find(question.text)) and says
    if question.keys or question.applicants or question.of_sets or question.asks(*_NOT_TOPICS):
        return None
    if not (who or (asked_all and (asked_all.many or asides["doing"].find(question.text)))):
        return None
    topic = _topic(question)
    asked = reports_asked(question, context, anybody=who) if topic else None
    if asked is None or isinstance(asked, Answer):
        return asked
    if not (question.years or question.spans_years or question.latest):
        asked = _of_all_years(asked, question, context)
    found = _mentions(topic, asked.heads, context)
    loose = tuple(word for phrase in topic for word in content_words(phrase)) if not found else ()
    if loose and (found := _mentions(loose, asked.heads, context)):
        topic = loose
    return _told(question, topic, asked, found)


def _topic(question: Question) -> tuple[str, ...]:
    """What the question is about as it is said: what stands between the words that only ask."""
    hidden = "，".join(question.clauses)
    asking = [Mention("", *m.span()) for m in asking_bodies(hidden)]
    hidden = mask(hidden, [*asking, *longest_matches(hidden, {w: (w,) for w in _asking_words()})])
    return tuple(
        p for piece in pieces(hidden) if len(p := _bare(piece)) > 1 and not (p.isdigit() and len(p) < FEWEST_DIGITS)
    )


@cache
def _asking_words() -> frozenset[str]:
    lexicon = load_lexicon()
    asides = (w for name in ("mentions", "doing", "unsaid", "who_says") for w in lexicon.asides[name].words)
    return frozenset((*asides, *(w for cue in lexicon.cues.values() for w in cue.words)))


def _bare(piece: str) -> str:
    """Without the filler at both ends, as long as two characters are left."""
    filler = [w for w in load_lexicon().filler if len(w) > 1 or w in _PARTICLES]
    while head := next((w for w in filler if piece.startswith(w) and len(piece) > len(w) + 1), ""):
        piece = piece[len(head) :]
    while tail := next((w for w in filler if piece.endswith(w) and len(piece) > len(w) + 1), ""):
        piece = piece[: -len(tail)]
    return piece


def _of_all_years(asked: ReportsAsked, question: Question, context: Context) -> ReportsAsked:
    """Where no year is said, all reports of the bodies asked for."""
    bodies = dict.fromkeys(h.body for own in asked.sets for h in own)
    if asked.whose == wording.ALL_BODIES:
        bodies = dict.fromkeys(context.by_body)
    heads = tuple(h for body in bodies for h in context.by_body[body] if h.year)
    return ReportsAsked((heads,), asked.whose, "")


def _mentions(topic: Sequence[str], heads: Sequence[ReportHead], context: Context) -> dict[str, Said]:
    """By body, the first sentence of its newest report that has every word of the topic."""
    where = Where(reports=frozenset(head.id for head in heads))
    having = context.search().paragraphs(where, (max(topic, key=len),))
    by_report = {i: list(own) for i, own in groupby(having, lambda p: p.report_id)}
    found: dict[str, Said] = {}
    for head in sorted((h for h in heads if h.id in by_report), key=lambda h: -(h.year or 0)):
        if head.body not in found and (said := _in_report(head, topic, by_report[head.id])):
            found[head.body] = said
    return found


def _in_report(head: ReportHead, topic: Sequence[str], paragraphs: Sequence[Paragraph]) -> Said | None:
    for p in paragraphs:
        spans = _sentences(p)
        fitting = next((span for span in spans if _has(p.shown[slice(*span)], topic)), None)
        if fitting is None and spans and _has(p.heading + p.shown, topic):
            fitting = spans[0]
        if fitting:
            return Said(head, p.start + fitting[0], p.shown[slice(*fitting)], p.chapter)
    return None


def _has(text: str, topic: Sequence[str]) -> bool:
    """Whether the text has every word of the topic, as it is written or in another way of writing it."""
    return all(word in text for word in topic) or all(word in fold(text) for word in topic)


def _sentences(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The sentences of a paragraph, one that is but a title with what follows it; a row is one."""
    if paragraph.kind is PassageKind.ROW:
        return [(0, len(paragraph.shown))]
    found: list[tuple[int, int]] = []
    for a, b in sentences(paragraph.shown, 0, len(paragraph.shown)):
        if found and _TITLE.fullmatch(paragraph.shown[slice(*found[-1])]):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _told(question: Question, topic: Sequence[str], asked: ReportsAsked, first: Mapping[str, Said]) -> Answer:
    said = bool(question.years or question.spans_years or question.latest)
    years = tuple(sorted({h.year for h in asked.heads if h.year}))
    bodies = tuple(dict.fromkeys(h.body for h in asked.heads))
    denied = {b for b, m in first.items() if is_denied(topic, fold(m.text))} if _asks_deeds(question) else set()
    having = tuple(sorted((b for b in bodies if b in first), key=lambda body: body in denied))
    names_of = {
        "whose": asked.whose, "years": years_text(years) if said else words.ALL_LOADED_YEARS,
        "reports": len(asked.heads), "topic": "、".join(topic),
    }  # fmt: skip
    reading = wording.READING_JOIN.join((asked.whose, str(names_of["years"]), words.READING_TOPIC.format(**names_of)))
    if load_lexicon().asides["unsaid"].find(question.text):
        rest = [body for body in bodies if body not in first]
        text = words.TOPIC_WITHOUT.format(**names_of, count=len(rest), bodies=names(rest) or words.NOBODY)
        return Answer(Outcome.ANSWERED, (Claim(text),), reading=reading, subjects=Subjects(tuple(rest), years))
    if not having:
        return refuse(Outcome.NOT_IN_REPORT, words.TOPIC_NONE.format(**names_of))
    end = words.TOPIC_DENIED.format(count=len(denied)) if denied else "："
    claims = [Claim(words.TOPIC.format(**names_of, count=len(having), end=end))]
    for body in having[:SHOWN_BODIES]:
        mention = first[body]
        text = words.TOPIC_SAID.format(where=where(mention.head), quote=shown_quote(mention.text))
        claims.append(Claim(text, (mention.cite(),)))
    rest = list(having[SHOWN_BODIES:])
    claims += [Claim(words.THEME_MORE.format(count=len(rest), bodies=names(rest)))] if rest else []
    return Answer(Outcome.ANSWERED, tuple(claims), reading=reading, subjects=Subjects(having, years))


def _asks_deeds(question: Question) -> bool:
    """Whether what bodies did is asked, and not what they write."""
    asides = load_lexicon().asides
    return bool(asides["doing"].find(question.text)) and not asides["mentions"].find(question.text)
