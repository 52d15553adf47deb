"""A check told in words: both sides with their units, long sums shortened, what fails before what holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.answering.context import Context, where
from assistant.answering.figure_match import shown_quote
from assistant.citing import cell_figure, cite_cell, cite_figure, plain, prose_figure
from corpus.checks import EFFECTIVE, CheckResult, Side, Status
from corpus.report import CellKind, Figure, Report
from corpus.store import ReportHead

# A sum of so many terms is written out; a longer one is told by its value and how many terms it has.
SHOWN_TERMS = 8
# A sentence up to this length is quoted whole; of a longer one the clause with the number.
SHOWN_QUOTE = 100

_PLUS = " + "
_BARE_NUMBER = re.compile(r" (\d+(?:\.\d+)?)(?=$|[ ）（，])")
_CLAUSE_ENDS = "；。，"
# The cells of the later year in the check of a stock: in force, made, abolished.
_STOCK = ("effective", "made", "abolished")


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with the reports its sides are from: the same one twice, or (earlier, later) between years."""

    result: CheckResult
    left: ReportHead
    right: ReportHead

    @property
    def fails(self) -> bool:
        """Whether the two sides differ."""
        return self.result.status is Status.FAILS


def unit_of(side: Side) -> str:
    """The unit of a side's numbers; '' where it has none."""
    units = [*(c.unit for c in side.cells), *(f.unit for f in side.figures)]
    return next((u for u in units if u), "")


def amount(side: Side, unit: str = "") -> str:
    """A side's value with its unit: '89件'."""
    return f"{plain(side.value)}{unit_of(side) or unit}"


def side_text(side: Side, report: Report, unit: str = "") -> str:
    """One side in words: 本年新收85件 + 上年结转8件 = 93件; a prose number with its quote."""
    unit = unit_of(side) or unit
    terms = side.formula.count(_PLUS) + 1
    if terms > SHOWN_TERMS and side.value is not None:
        return wording.SUM_OF_MANY.format(
            first=_first_term(side.formula), count=terms, total=f"{plain(side.value)}{unit}"
        )
    text = _BARE_NUMBER.sub(rf"\1{unit}", side.formula).replace("表中 ", "表中")
    text = re.sub(r" =(?=\d)", " = ", text)
    if terms > 1 and side.value is not None and "=" not in text:
        text = f"{text} = {plain(side.value)}{unit}"
    figure = next(iter(side.figures), None)
    return text + (wording.QUOTED.format(quote=quote_of(report, figure)) if figure else "")


def _first_term(formula: str) -> str:
    return re.sub(r" .*", "", formula.removeprefix("表中 ").split(_PLUS)[0])


def quote_of(report: Report, figure: Figure) -> str:
    """The sentence of a figure; of a long one the clause it stands in."""
    quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
    return quote if len(quote) <= SHOWN_QUOTE else clause_with(quote, shown_quote(figure.raw), "，；。")


def clause_with(quote: str, raw: str, ends: str = "；。") -> str:
    """The part of a sentence between stops that holds the words; `ends` are the marks that close it."""
    at = quote.find(raw)
    start = max(quote.rfind(mark, 0, max(at, 0)) for mark in _CLAUSE_ENDS) + 1
    found = [p for mark in ends if (p := quote.find(mark, max(at, 0))) >= 0]
    return quote[start : min(found, default=len(quote))]


def verdict(result: CheckResult, left: str, right: str) -> str:
    """对得上 / 对不上 / 无法判断, with both sides."""
    if result.status is Status.HOLDS:
        return wording.CHECK_HOLDS.format(left=left, right=right)
    if result.status is Status.FAILS:
        difference = abs((result.left.value or Decimal(0)) - (result.right.value or Decimal(0)))
        unit = unit_of(result.left) or unit_of(result.right)
        return wording.CHECK_FAILS.format(left=left, right=right, difference=f"{plain(difference)}{unit}")
    return wording.CHECK_UNKNOWN.format(left=left, right=right)


def check_claim(context: Context, checked: Checked) -> Claim:
    """One check in one sentence, with its cells and its sentence of prose."""
    result, left, right = checked.result, checked.left, checked.right
    unit = unit_of(result.left) or unit_of(result.right)
    sides = [
        side_text(side, context.store.report(head.id), unit)
        for side, head in ((result.left, left), (result.right, right))
    ]
    place = f"（{result.where}）" if result.where else ""
    name = where(left) if left == right else wording.TWO_YEARS.format(earlier=where(left), later=right.year)
    text = wording.CHECK_TITLE.format(where=name, title=result.title, place=place, verdict=verdict(result, *sides))
    text += _expected(checked, unit)
    if result.note:
        text += wording.NOTE.format(note=result.note.rstrip("。"))
    return Claim(text, cited(context, (checked,)))


def _expected(checked: Checked, unit: str) -> str:
    """Of a stock that does not follow from the year before: what it should be, reckoned forward; '' for anything else."""
    last, cells = checked.result.left.value, checked.result.right.cells
    if checked.result.key != EFFECTIVE or not checked.fails or last is None or len(cells) != len(_STOCK):
        return ""
    effective, made, abolished = (cell.value or Decimal(0) for cell in cells)
    return wording.STOCK_EXPECTED.format(
        earlier=checked.left.year, later=checked.right.year, last=plain(last), made=plain(made), unit=unit,
        abolished=plain(abolished), expected=plain(last + made - abolished), effective=plain(effective),
    )  # fmt: skip


def note_of(result: CheckResult) -> str:
    """The note of a check in brackets; '' where it has none."""
    return wording.IN_BRACKETS.format(text=result.note.rstrip("。")) if result.note else ""


def brief(checked: Checked) -> str:
    """A check in few words, for a list: its title, place and both values."""
    result = checked.result
    unit = unit_of(result.left) or unit_of(result.right)
    name = result.title + (f"（{result.where}）" if result.where else "")
    note = note_of(result)
    return wording.CHECK_BRIEF.format(
        title=name, left=amount(result.left, unit), right=amount(result.right, unit), note=note
    )


def cited(context: Context, results: Iterable[Checked]) -> tuple[Citation, ...]:
    """The cells and sentences behind checks, once each."""
    found: list[Citation] = []
    for c in results:
        for side, head in ((c.result.left, c.left), (c.result.right, c.right)):
            report = context.store.report(head.id)
            found += [cite_cell(context.store, head, cell) for cell in side.cells]
            found += [cite_figure(head, report, f) for f in side.figures]
    return tuple(dict.fromkeys(found))


def numbers_of(context: Context, results: Iterable[Checked]) -> tuple[AnswerFigure, ...]:
    """The numbers behind checks, once each."""
    found: list[AnswerFigure] = []
    for c in results:
        for side, head in ((c.result.left, c.left), (c.result.right, c.right)):
            report = context.store.report(head.id)
            found += [cell_figure(context.store, head, cell) for cell in side.cells if cell.kind is CellKind.NUMBER]
            found += [prose_figure(head, report, f) for f in side.figures]
    return tuple(dict.fromkeys(found))


def told(context: Context, results: Sequence[Checked], before: Sequence[Claim] = ()) -> Answer:
    """The answer that tells every one of these checks, failing ones first, behind the claims given."""
    ordered = sorted(results, key=lambda c: not c.fails)
    claims = [*before, *(check_claim(context, c) for c in ordered)]
    return Answer(Outcome.ANSWERED, tuple(claims), figures=numbers_of(context, ordered))
