"""Numbers that the user says: each against the cell or the sentence it is about; growth and shares reckoned again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Claim, Outcome
from assistant.answering.check_text import Checked, cited, note_of, numbers_of, quote_of, side_text
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure_match import best_figures, rank_figures, said
from assistant.answering.lists import is_list
from assistant.answering.nearest import with_nearest_indicator
from assistant.answering.value_claims import citations, figures, nested, refusal_text
from assistant.checked import prose_checks
from assistant.citing import cell_figure, cite_cell, cite_figure, plain, prose_figure
from assistant.parsing.content import content_words
from assistant.parsing.indicators import most_specific, parse_names
from assistant.question import Question
from assistant.values import TOTAL, Status, Value, find_ratio
from corpus.checking import line_name
from corpus.checks import Status as CheckStatus
from corpus.forms import Form, load_forms
from corpus.forms.catalogue import load_catalogue
from corpus.report import Cell, Figure, Report
from corpus.store import ReportHead

_NUMBER = re.compile(
    r"(?<![表第\d.%])(\d{1,3}(?:，\d{3})+(?!\d)|\d+(?:\.\d+)?)(万|亿)?"
    r"(万元|亿元|人次|场次|件|条|项|次|场|期|篇|册|份|人|名|个|家|起|宗|元|天)?(?![\d.%％年月日])"
)
_BREAK = re.compile("[，、；。]|和|与|跟|而|但")
_TIMES = {"万": 10_000, "亿": 100_000_000}
# So many values are told where the words name several and none is the number said.
SHOWN_VALUES = 3
# The units that people give to requests and cases.
_CASES = ("", "件", "份", "起", "宗", "个", "项", "条", "次")
_TOTALS = re.compile("总计|合计|总数|表[里中上格]|表")
# A figure of the very number said needs fewer of the words around it.
_ENOUGH_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Said:
    """A number of the question: what stands around it, without the number itself; the indicators and applicants it is of.

    `earlier`: the subject words of the numbers before it.
    """

    value: Decimal
    unit: str
    words: str
    keys: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The number with its unit: '80件'."""
        return f"{plain(self.value)}{self.unit}"


def said_numbers(question: Question) -> tuple[Said, ...]:
    """The plain numbers of the question, each with the words that belong to it; percentages are none of them."""
    text = "，".join(question.clauses)
    found: list[Said] = []
    start = 0
    numbers = list(_NUMBER.finditer(text))
    for i, m in enumerate(numbers):
        following = numbers[i + 1].start() if i + 1 < len(numbers) else len(text)
        stop = _BREAK.search(text, m.end(), following)
        end = len(text) if i + 1 == len(numbers) else stop.start() if stop else m.end()
        value = Decimal(m[1].replace("，", "")) * _TIMES.get(m[2] or "", 1)
        found.append(Said(value, m[3] or "", text[start : m.start()] + text[m.end() : end]))
        start = end
    return tuple(found)


def number_claims(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Each number said against the cell it names, else the sentence; None where nothing is found for any of them."""
    numbers = _with_subjects(question)
    claims: list[Claim] = []
    used: list[AnswerFigure] = []
    lost: list[Claim] = []
    for head, number in _by_year(numbers, targets.heads):
        found = _against_table(number, "正文" in question.text, head, context)
        found = found or _against_prose(number, head, context)
        found = found or (_against_totals(number, head, context) if _TOTALS.search(question.text) else None)
        if found:
            claims += found[0]
            used += found[1]
        else:
            lost.append(_lost(number, head))
    outcome = Outcome.PARTLY if lost else Outcome.ANSWERED
    return Answer(outcome, (*claims, *lost), figures=tuple(dict.fromkeys(used))) if claims else None


def _lost(number: Said, head: ReportHead) -> Claim:
    return Claim(wording.NUMBER_NOT_FOUND.format(where=where(head), unit=number.unit, asked=number.text))


_Told = tuple[list[Claim], list[AnswerFigure]]


def _with_subjects(question: Question) -> tuple[Said, ...]:
    """The numbers with what they are of: what their own words name, else what those of the number before name.

    The only number of a question is of what the question names.
    """
    numbers = said_numbers(question)
    found: list[Said] = []
    for number in numbers:
        names = parse_names(number.words, question.listed)
        keys = _without_ratios(most_specific(tuple(dict.fromkeys(m.value for m in names.keys)), load_catalogue()))
        who = tuple(dict.fromkeys(m.value for m in names.applicants if m.value != TOTAL))
        before = found[-1] if found else None
        if not keys and before and not [w for w in content_words(number.words) if not who]:
            keys = before.keys
        if len(numbers) == 1:
            keys, who = keys or _without_ratios(question.keys), who or question.applicants
        earlier = (*before.earlier, *content_words(before.words)) if before else ()
        found.append(replace(number, keys=keys, applicants=who or (TOTAL,), earlier=earlier))
    return tuple(found)


def _without_ratios(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(k for k in keys if not find_ratio(k))


def _by_year(numbers: tuple[Said, ...], heads: Sequence[ReportHead]) -> list[tuple[ReportHead, Said]]:
    """Every number in every report; as many numbers as reports of one thing (从11到12) belong to one each."""
    same = len({(n.keys, n.applicants) for n in numbers}) == 1 and bool(numbers and numbers[0].keys)
    if len(numbers) == len(heads) > 1 and same:
        return list(zip(sorted(heads, key=lambda h: h.year or 0), numbers, strict=True))
    return [(head, number) for head in heads for number in numbers]


def _against_table(number: Said, of_prose: bool, head: ReportHead, context: Context) -> _Told | None:
    """对 or 不对, with the cell; what the prose says of it, and which other row the number may be."""
    if not number.keys or (number.unit not in _CASES and number.unit not in _units(number.keys)):
        return None
    values = [context.reader.value(head, k, a) for k in number.keys for a in number.applicants]
    values = [v for v in values if v.status is not Status.NOT_IN_FORM] or values[:1]
    equal = [v for v in values if v.value == number.value]
    chosen = equal[:1] or values[:SHOWN_VALUES]
    claims = [_verdict_on(number, v, context) for v in chosen]
    prose = _prose_on(number, chosen, of_prose, head, context)
    numbers_used = [*figures(context, chosen), *prose[1]]
    return [*claims, *prose[0]], numbers_used


def _units(keys: tuple[str, ...]) -> set[str]:
    known = {i.key: i.unit for i in load_catalogue().indicators}
    return {known[k] for k in keys if k in known}


def _verdict_on(number: Said, value: Value, context: Context) -> Claim:
    if value.status is not Status.NUMBER:
        return Claim(refusal_text(value), citations(context, value))
    template = wording.CLAIM_RIGHT if value.value == number.value else wording.CLAIM_WRONG
    formula = wording.IN_BRACKETS.format(text=value.formula) if value.formula and value.formula.count("+") < 8 else ""
    shown = number.text if number.unit else f"{number.text}{value.unit}"
    text = template.format(
        where=where(value.head), place=_table_name(value), label=nested(value.label), said=value.said,
        formula=formula, asked=shown,
    )  # fmt: skip
    return Claim(text, citations(context, value))


def _table_name(value: Value) -> str:
    """'表三' for a value of chapter 3; '' where it has no cells."""
    names = {"proactive": "表二", "requests": "表三", "disputes": "表四"}
    return names.get(value.cells[0].table, "") if value.cells and not is_list(value.head.form) else ""


def _prose_on(number: Said, values: list[Value], asked: bool, head: ReportHead, context: Context) -> _Told:
    """What the prose says of the same cells, as far as it bears on the number; that it says nothing, where asked."""
    report = context.store.report(head.id)
    places = {c.place for v in values for c in v.cells}
    touching = [
        Checked(r, head, head) for r in prose_checks(report)
        if places & {c.place for c in (*r.left.cells, *r.right.cells)}
    ]  # fmt: skip
    wanted = [
        c for c in touching
        if c.fails or asked or (c.result.left.value == number.value and c.result.status is CheckStatus.HOLDS and c.result.note)
        or (c.result.left.value == number.value and not any(v.value == number.value for v in values))
    ]  # fmt: skip
    claims = [_prose_claim(number, c, values, report, context) for c in wanted]
    if asked and not wanted:
        label = nested(values[0].label)
        claims = [Claim(wording.PROSE_NOT_SAID.format(where=where(head), label=label))]
    return claims, list(numbers_of(context, wanted))


def _prose_claim(number: Said, checked: Checked, values: list[Value], report: Report, context: Context) -> Claim:
    result = checked.result
    figure = result.left.figures[0]
    template = wording.PROSE_SAYS_TOO if result.left.value == number.value else wording.PROSE_SAYS_OTHER
    status = {
        CheckStatus.HOLDS: wording.AGREES_WITH, CheckStatus.FAILS: wording.DIFFERS_FROM, CheckStatus.UNKNOWN: wording.OPEN_AGAINST,
    }[result.status]  # fmt: skip
    same = any(v.value == result.right.value for v in values)
    table = "" if same else wording.TABLE_SIDE.format(table=side_text(result.right, report, figure.unit))
    note = note_of(result)
    text = template.format(quote=quote_of(report, figure), said=said(figure), asked=_asked(number, figure))
    return Claim(text + status.format(table=table, note=note), cited(context, (checked,)))


def _asked(number: Said, figure: Figure) -> str:
    """The number asked about, with the unit of the figure where it was said without one."""
    return number.text if number.unit else f"{number.text}{figure.unit}"


def _against_prose(number: Said, head: ReportHead, context: Context) -> _Told | None:
    """对 or 不对, with the sentence that gives what the words around the number ask for."""
    report = context.store.report(head.id)
    own = content_words(number.words)
    together = tuple(dict.fromkeys((*number.earlier, *own)))
    found = next((f for w in (own, together) if w and (f := best_figures(w, number.unit, report))), [])
    if not any(f.figure.value == number.value for f in found) and together:
        same = [f for f in rank_figures(together, number.unit, report) if f.figure.value == number.value]
        found = [f for f in same if f.score >= _ENOUGH_SAME][:1] or found
    if not found:
        return None
    equal = [f.figure for f in found if f.figure.value == number.value]
    chosen = (equal or [f.figure for f in found])[:2]
    claims = []
    for figure in chosen:
        template = wording.PROSE_CLAIM_RIGHT if equal else wording.PROSE_CLAIM_WRONG
        text = template.format(
            where=where(head), quote=quote_of(report, figure), said=said(figure),
            asked=_asked(number, figure),
        )  # fmt: skip
        claims.append(Claim(text, (cite_figure(head, report, figure),)))
    return claims, [prose_figure(head, report, f) for f in chosen]


def _against_totals(number: Said, head: ReportHead, context: Context) -> _Told | None:
    """The 总计 cells of the report that have the number; where none has, what they are."""
    report = context.store.report(head.id)
    form = load_forms().get(head.form or "")
    totals = [c for c in report.cells if c.value is not None and _is_total(c)]
    if form is None or not totals:
        return None
    found = [c for c in totals if c.value == number.value]
    shown = found or [c for c in totals if c.row in ("new", "handled")] or totals[:3]
    items = "、".join(f"“{_cell_name(c, form)}”{plain(c.value)}{c.unit}" for c in shown)
    template = wording.TOTAL_FOUND if found else wording.TOTAL_NOT_FOUND
    asked = number.text if number.unit else f"{number.text}{shown[0].unit}"
    text = template.format(where=where(head), items=items, asked=asked)
    cites = tuple(cite_cell(context.store, head, c) for c in shown)
    return [Claim(text, cites)], [cell_figure(context.store, head, c) for c in shown]


def _is_total(cell: Cell) -> bool:
    return cell.column == TOTAL or cell.column.endswith(f".{TOTAL}")


def _cell_name(cell: Cell, form: Form) -> str:
    place = form.place(*cell.place)
    if place is None:
        return ""
    return nested(line_name(place[1] if place[1].path else place[2]))


def number_not_found(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The last word on numbers that no cell and no sentence was found for: the nearest indicator's, else that there is none."""
    numbers = said_numbers(question)
    if not numbers or question.keys:
        return None
    nearest = with_nearest_indicator(question, targets, context)
    answer = number_claims(nearest, targets, context) if nearest else None
    return answer or Answer(Outcome.NOT_IN_REPORT, tuple(_lost(n, head) for head in targets.heads for n in numbers))
