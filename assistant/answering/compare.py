"""Values set against one another: change between years, bodies or indicators side by side, the largest year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording, wording_views
from assistant.answer import Answer, Claim
from assistant.answering.change import agrees
from assistant.answering.charts import charts_of
from assistant.answering.context import Context, Targets, where, whose, years_text
from assistant.answering.figure import growth_answer, printed_growth
from assistant.answering.figure_match import figure_claim, shown_quote
from assistant.answering.lookup import look_up, read_values, with_claims
from assistant.answering.trend import asks_each_year, growth_table, trend_claims
from assistant.answering.value_claims import cited_claim, nested
from assistant.citing import cite_figure, plain, prose_figure
from assistant.question import Operation, Question
from assistant.values import Status, Value, find_ratio, label_of, only_numbers, percent

_ASKED = (Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST, Operation.TREND, Operation.TIMES)
# 个人比企业多, 还是企业多, 哪个多: two of one report side by side.
_SIDES = re.compile("比.{1,12}[多少高低大]|还是|哪[个类种项边]?[更]?[多少高低大]|谁|相差|差多少|差几|差了")
_AGAINST = re.compile("比(?!例|重|率)|较")
_WAY = re.compile("趋势|走势|走向|怎么变|如何变|变化")
_CHANGES = re.compile("变化|增长|增加|减少|同比|上一?年|去年|下降|涨|降|趋势")


def compare(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Change, comparison, largest or smallest over the reports asked for; None where there is nothing to compare."""
    if not question.keys:
        return None
    targets = _in_order(targets)
    series = len(question.keys) * max(1, len(question.applicants))
    several = len(targets.heads) > 1 or bool(targets.missing) or series > 1
    if not several or not (question.asks(*_ASKED) or len(targets.heads) > 1):
        return None
    values = read_values(question, targets, context)
    numbers = only_numbers(values)
    answer = look_up(question, targets, context)
    if answer is None or len(numbers) < 2:
        return _said_by_report(question, targets, context) or answer
    claims = _comparisons(question, targets, numbers, context)
    claims += _growth_said(question, targets, numbers, context)
    claims += _incomplete(question, targets, values)
    one_series = len(targets.bodies) == series == 1 and len(numbers) > 1
    tables = (growth_table(numbers, context),) if one_series and asks_each_year(question) else answer.tables
    return replace(with_claims(answer, claims), tables=tables, charts=charts_of(values))


def _in_order(targets: Targets) -> Targets:
    """The years of each body ascending, whatever order they were said in."""
    bodies = {body: at for at, body in enumerate(targets.bodies)}
    heads = sorted(targets.heads, key=lambda h: (bodies[h.body], h.year or 0))
    return replace(targets, heads=tuple(heads))


def versus(one: Value, other: Value) -> str:
    """One sentence that sets two bodies (or two values of one report) side by side; the larger first."""
    if (one.value or 0) < (other.value or 0):
        one, other = other, one
    same_report = one.head == other.head
    name = (where(one.head) + one.label, other.label) if same_report else (where(one.head), where(other.head))
    if one.value == other.value:
        return wording.SAME.format(one=name[0], other=name[1], new=one.said)
    change = (one.value or Decimal(0)) - (other.value or Decimal(0))
    unit = "个百分点" if find_ratio(one.key) else one.unit
    ratio = ""
    if other.value and not find_ratio(one.key):
        ratio = (
            f"，是后者的{plain(((one.value or Decimal(0)) / other.value).quantize(Decimal('0.01'), ROUND_HALF_UP))}倍"
        )
    return wording.MORE.format(
        one=name[0], other=name[1], change=f"{plain(change)}{unit}", new=one.said, old=other.said, times=ratio
    )


def _comparisons(question: Question, targets: Targets, numbers: list[Value], context: Context) -> list[Claim]:
    series = list(dict.fromkeys((v.key, v.applicant) for v in numbers))
    if len(series) > 1 and (len(targets.heads) == 1 or _side_by_side(question)):
        return [c for head in targets.heads for c in _within(question, [v for v in numbers if v.head == head], context)]
    found: list[Claim] = []
    for key, who in series:
        mine = [v for v in numbers if (v.key, v.applicant) == (key, who)]
        bodies = list(dict.fromkeys(v.head.body for v in mine))
        told: list[Claim] = []
        if len(mine) < 2:
            continue
        if len(bodies) == 2:
            told += _two_bodies(question, mine, bodies, context)
        elif len(bodies) == 1:
            told += _over_years(question, mine, context)
        else:
            told += _extreme(question, mine, context)
        if len(bodies) > 1 and question.asks(Operation.TREND):
            told += [c for body in bodies for c in _trend_of(question, body, mine, context)]
        name = wording_views.OF.format(name=nested(label_of(key, who))) if len(series) > 1 else ""
        found += [replace(c, text=name + c.text) for c in told]
    return found


def _trend_of(question: Question, body: str, values: list[Value], context: Context) -> list[Claim]:
    """How the value of one of several bodies went over the years, with its name."""
    own = [v for v in values if v.head.body == body]
    told = trend_claims(question, own, context) if len(own) > 1 else []
    name = wording_views.OF_BODY.format(name=whose(own[0].head)) if own else ""
    return [*told[:1], *(replace(c, text=name + c.text) for c in told[1:])]


def _side_by_side(question: Question) -> bool:
    """Whether two indicators or applicants are set against each other in every report, not each over the years."""
    return bool(_SIDES.search(question.text)) and not _CHANGES.search(question.text)


def _within(question: Question, values: list[Value], context: Context) -> list[Claim]:
    """The values of one report: two set against each other, of more the largest or smallest."""
    if len(values) == 2 and values[0].unit == values[1].unit:
        return [cited_claim(versus(values[0], values[1]), values, context)]
    return _extreme(question, values, context) if len(values) > 1 else []


def _two_bodies(question: Question, values: list[Value], bodies: list[str], context: Context) -> list[Claim]:
    """Two bodies in each year that both have; where none is, their newest reports, the years said."""
    if question.asks(Operation.EACH, Operation.SUM) and not question.asks(*_ASKED):
        return []
    one, other = ({v.head.year: v for v in values if v.head.body == body} for body in bodies)
    pairs = [(one[year], other[year]) for year in one if year in other]
    if not pairs:
        pairs = [(list(one.values())[-1], list(other.values())[-1])]
    return [cited_claim(versus(a, b), (a, b), context) for a, b in pairs]


def _over_years(question: Question, values: list[Value], context: Context) -> list[Claim]:
    """The change from the first year to the last where one is asked for; the year with most or least."""
    found: list[Claim] = []
    asked = question.asks(Operation.DIFFERENCE, Operation.GROWTH, Operation.TREND) or question.previous
    asked = asked or question.spans_years or question.compared
    asked = asked or (len(question.years) == 2 and bool(_AGAINST.search(question.text)))
    only_listed = question.asks(Operation.EACH, Operation.SUM) and not (
        question.asks(Operation.DIFFERENCE, Operation.GROWTH)
        or _WAY.search(question.text)
        or (len(question.years) == 2 and _AGAINST.search(question.text))
    )
    if asked and not only_listed:
        found += trend_claims(question, values, context)
    return found + _extreme(question, values, context)


def _extreme(question: Question, values: list[Value], context: Context) -> list[Claim]:
    found = []
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if question.asks(operation):
            top = (max if operation is Operation.MOST else min)(v.value or Decimal(0) for v in values)
            best = [v for v in values if v.value == top]
            same_head = len({v.head.id for v in values}) == 1
            names = "、".join(v.label if same_head else where(v.head) for v in best)
            found.append(cited_claim(template.format(names=names, said=best[0].said), best, context))
    return found


def _said_by_report(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The change that the report itself states (同比增长70.3%), where the year before is not loaded."""
    if not targets.missing or not question.asks(Operation.GROWTH, Operation.DIFFERENCE):
        return None
    answer = _printed(question, targets, context)
    if answer is None:
        asked = replace(question, unit="", operations=frozenset({Operation.GROWTH}))
        answer = growth_answer(asked, replace(targets, missing=()), context)
    if answer is None:
        return None
    lost = "；".join(f"{body}{years_text(years)}" for body, years in targets.missing)
    return with_claims(answer, [Claim(wording.GROWTH_ONLY_SAID.format(missing=lost))])


def _printed(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The value of the one report that is there, and the growth printed beside that number in its prose."""
    values = read_values(question, targets, context)
    answer = look_up(question, targets, context)
    if len(values) != 1 or values[0].status is not Status.NUMBER or answer is None:
        return None
    report = context.store.report(values[0].head.id)
    figure = printed_growth(values, report)
    if figure is None:
        return None
    told = figure_claim(values[0].head, report, figure)
    shown = (*answer.figures, prose_figure(values[0].head, report, figure))
    return replace(with_claims(answer, [told]), figures=shown)


def _growth_said(question: Question, targets: Targets, numbers: Sequence[Value], context: Context) -> list[Claim]:
    """What the later report itself says of the growth, beside what was computed; that the two differ, where they do."""
    years = len(targets.heads) == len({h.year for h in targets.heads}) == 2 and len(targets.bodies) == 1
    if not years or not question.asks(Operation.GROWTH, Operation.DIFFERENCE) or len(numbers) != 2:
        return []
    if find_ratio(numbers[0].key) or len(question.keys) != 1:
        return []
    earlier, later = numbers
    report = context.store.report(later.head.id)
    figure = printed_growth(numbers, report)
    if figure is None:
        return []
    quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
    old, new = earlier.value or Decimal(0), later.value or Decimal(0)
    names = {"where": where(later.head), "quote": quote}
    text = wording.GROWTH_SAID.format(**names)
    if old and not agrees(figure.value, old, new):
        computed = plain(abs(percent(new - old, abs(old))))
        text = wording.GROWTH_SAID_DIFFERS.format(**names, said=f"{figure.raw.strip()}", computed=computed)
    return [Claim(text, (cite_figure(later.head, report, figure),))]


def _incomplete(question: Question, targets: Targets, values: Sequence[Value]) -> list[Claim]:
    """That a sum, a largest year or a trend lacks a year that was asked for."""
    lost = [f"{body}{year}年" for body, years in targets.missing for year in years]
    lost += [where(v.head) for v in values if v.status is not Status.NUMBER and v.head.year]
    lost = list(dict.fromkeys(lost))
    if not lost or len(values) - len(lost) < 1:
        return []
    if question.asks(Operation.SUM):
        return [Claim(wording.TOO_FEW_TO_ADD.format(missing="、".join(lost)))]
    asked = question.asks(Operation.MOST, Operation.LEAST, Operation.TREND, Operation.DIFFERENCE, Operation.GROWTH)
    return [Claim(wording.INCOMPLETE.format(missing="、".join(lost)))] if asked else []
