"""Growth that a report states (同比增长1.05%), reckoned again from both years where both are loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.answering.context import Context, Targets, where, years_text
from assistant.answering.figure_match import GROWN, best_figures, shown_quote, subject_words
from assistant.answering.value_claims import citations, figures
from assistant.citing import cite_figure, plain, prose_figure
from assistant.parsing.indicators import parse_names
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import find_ratio
from corpus.report import Figure, Report
from corpus.store import ReportHead

_ASKED_GROWN = re.compile("同比|环比|增长|下降|增|减|上升|涨|降|跌")
_DOWN = re.compile("下降|减少|降低|回落|减|降|跌")
_GROWTH_WORDS = re.compile(
    r"(?:较|比|与)?(?:上年|去年|上一年)?(?:同比|环比|相比)?(?:增长|下降|增加|减少|上升|回落|降低)?了?$"
)
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Number:
    """What is counted in one year, with its place."""

    value: Decimal
    said: str
    label: str
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]


def growth_claim(question: Question, targets: Targets, context: Context) -> Answer | None:
    """A percentage of change that the question says, against both years' numbers; else that one year isn't loaded."""
    asked = next((n for n in question.numbers if n.endswith("%")), "")
    if not asked or not (question.asks(Operation.GROWTH) or _ASKED_GROWN.search(question.text)) or question.base:
        return None
    if "占" in question.text:
        return None
    percent_asked = Decimal(asked.rstrip("%"))
    heads = [h for h in targets.heads if not question.years or h.year == max(question.years)] or list(targets.heads)
    for head in heads:
        stated = _stated(question, percent_asked, context.store.report(head.id))
        if stated or question.keys:
            return _reckoned(question, percent_asked, head, stated, context)
    return None


def _stated(question: Question, asked: Decimal, report: Report) -> Figure | None:
    """The growth in prose: the one of that percentage, else the one that fits the words of the question."""
    grown = [f for f in report.figures if f.unit == "%" and GROWN.search(f.what)]
    same = [f for f in grown if f.value == asked]
    if question.keys:
        # Another growth may be of another thing: 收办 grew, and 新收 is asked about.
        return next(iter(same), None)
    ranked = [f.figure for f in best_figures(subject_words(question.clauses), "%", report) if f.figure in grown]
    return next((f for f in ranked if f in same), None) or next(iter(same), None) or next(iter(ranked), None)


def _reckoned(
    question: Question, asked: Decimal, head: ReportHead, stated: Figure | None, context: Context
) -> Answer | None:
    report = context.store.report(head.id)
    claims = []
    if stated:
        quote = _clauses_to(report, stated)
        template = wording.PROSE_SAYS if stated.value == asked else wording.PROSE_SAYS_OTHER
        text = template.format(quote=quote, said=f"{plain(stated.value)}%", asked=f"{plain(asked)}%")
        claims.append(Claim(text, (cite_figure(head, report, stated),)))
    found = [prose_figure(head, report, stated)] if stated else []
    before = min(question.years) if len(question.years) == 2 else (head.year or 0) - 1
    earlier = [h for h in context.by_body.get(head.body, ()) if h.year == before and h.scope == head.scope]
    if not earlier:
        text = wording.GROWTH_NOT_LOADED.format(year=years_text((before,)), where=where(head))
        return Answer(Outcome.NOT_LOADED, (Claim(text), *claims), figures=tuple(found))
    pair = _pair(question, stated, head, earlier[0], context)
    if pair is None:
        if not claims:
            return None
        text = wording.GROWTH_NO_BASE.format(where=where(earlier[0]))
        return Answer(Outcome.PARTLY, (*claims, Claim(text)), figures=tuple(found))
    verdict = _verdict(question, asked, pair, head, earlier[0])
    return Answer(Outcome.ANSWERED, (verdict, *claims), figures=(*pair[0].figures, *pair[1].figures, *found))


def _verdict(
    question: Question, asked: Decimal, pair: tuple[_Number, _Number], head: ReportHead, earlier: ReportHead
) -> Claim:
    old, new = pair
    cites = (*old.citations, *new.citations)
    shown = {
        "body": head.body, "label": new.label, "earlier": f"{earlier.year}年", "later": f"{head.year}年",
        "old": old.said, "new": new.said, "asked": plain(asked),
    }  # fmt: skip
    if not old.value:
        return Claim(wording.GROWTH_ZERO_BASE.format(**shown), cites)
    down = bool(_DOWN.search(question.text))
    exact = ((new.value - old.value) * 100 / old.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    step = Decimal(1).scaleb(-max(0, -int(asked.as_tuple().exponent)))
    right = abs((-exact if down else exact) - asked) <= step * _HALF
    word = wording.WENT_UP if exact >= 0 else wording.WENT_DOWN
    template = wording.GROWTH_RIGHT if right else wording.GROWTH_WRONG
    return Claim(
        template.format(**shown, word=word, percent=plain(abs(exact)), claimed=wording.WENT_DOWN if down else ""), cites
    )


def _pair(
    question: Question, stated: Figure | None, head: ReportHead, earlier: ReportHead, context: Context
) -> tuple[_Number, _Number] | None:
    """What grew, in both years: the prose number the growth stands behind, else the cells it names."""
    counted = _GROWTH_WORDS.sub("", fold(stated.what)) if stated else ""
    names = (m.value for m in parse_names(counted).keys) if counted else ()
    keys = (*(k for k in question.keys if not find_ratio(k)), *(k for k in names if not find_ratio(k)))
    for key in dict.fromkeys(keys):
        old, new = (context.reader.value(h, key, next(iter(question.applicants), "total")) for h in (earlier, head))
        if old.value is not None and new.value is not None:
            return (
                _Number(old.value, old.said, old.label, citations(context, old), figures(context, (old,))),
                _Number(new.value, new.said, new.label, citations(context, new), figures(context, (new,))),
            )
    return _prose_pair(stated, head, earlier, context) if stated else None


def _prose_pair(
    stated: Figure, head: ReportHead, earlier: ReportHead, context: Context
) -> tuple[_Number, _Number] | None:
    """The number before the growth in its sentence, and the one the report of the year before gives in the same words."""
    report, before = context.store.report(head.id), context.store.report(earlier.id)
    same = [
        f for f in report.figures
        if f.sentence_start == stated.sentence_start and f.end <= stated.start and f.unit != "%" and stated.what.startswith(f.what)
    ]  # fmt: skip
    if not same:
        return None
    new = same[-1]
    old = [f for f in before.figures if f.what == new.what and f.unit == new.unit]
    if len({f.value for f in old}) != 1 or old[0].approx or new.approx:
        return None
    return _prose_number(old[0], earlier, before), _prose_number(new, head, report)


def _prose_number(figure: Figure, head: ReportHead, report: Report) -> _Number:
    said = f"{plain(figure.value)}{figure.unit}"
    cites, numbers = (cite_figure(head, report, figure),), (prose_figure(head, report, figure),)
    return _Number(figure.value, said, figure.what, cites, numbers)


def _clauses_to(report: Report, figure: Figure) -> str:
    """The sentence of a growth, cut behind it where it goes on for long."""
    whole = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
    if len(whole) <= 100:
        return whole
    head = shown_quote(report.text[figure.sentence_start : figure.end])
    return head if len(head) <= 100 else f"{head[:40]}……{head[-40:]}"
