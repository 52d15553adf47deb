"""What a whole is made of, with shares: the results of requests and of cases, the reasons, the kinds of applicants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant import wording_views as words
from assistant.answer import Answer, Chart, ChartKind, Claim, Series, Subjects, Table, TableCell
from assistant.answering.context import Context, Targets, where, whose
from assistant.answering.part_ranking import asks_who
from assistant.answering.part_values import applicant_values, part_keys
from assistant.answering.tabulate import year_said
from assistant.answering.value_claims import (
    citations,
    cited_claim,
    figures,
    form_warning,
    nested,
    outcome_of,
    refusal_text,
)
from assistant.citing import plain
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from assistant.values import Status, Value, find_applicant, find_ratio, label_of, only_numbers, percent
from corpus.forms.catalogue import Indicator, load_catalogue
from corpus.store import ReportHead

_CASES = re.compile(r"disputes\.\w+\.total|disputes\.total")
_RESULTS = ("upheld", "corrected", "other", "pending")
_OF_REQUESTS = re.compile("结果|情形|情况|方式|处理|答复|办理")
_APPLICANTS = re.compile("申请人|申请主体|申请者|谁(?:来|在)?申请")
_DEFAULT, _NEW = "requests.handled", "requests.new"
# So many reports stand side by side in a table of parts.
MOST_REPORTS = 6


@dataclass(frozen=True, slots=True)
class Whole:
    """One report's whole and its parts, each with the name it has among them."""

    head: ReportHead
    value: Value
    parts: tuple[tuple[str, Value], ...]

    def share(self, part: Value) -> Decimal | None:
        """The part's share in the whole, in %; None where there is none."""
        return percent(part.value, self.value.value) if part.value is not None and self.value.value else None


def composition(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The parts of one whole in each report, with counts and shares; None where nothing is asked that has parts."""
    if not question.asks(Operation.COMPOSITION) or question.asks(Operation.CHECK) or question.base:
        return None
    if question.applicants and asked_bodies(question.text):
        return None  # 各单位个人申请占比: one share of each body
    key = _key(question)
    if not key:
        return None
    wholes = [w for head in targets.heads[:MOST_REPORTS] if (w := _whole(question, key, head, context))]
    if not wholes:
        return None
    claims = [claim for whole in wholes for claim in _claims(whole, context)]
    used = [v for w in wholes for v in (w.value, *(part for _, part in w.parts))]
    claims += form_warning([w.value for w in wholes])
    told = [w for w in wholes if w.value.value and any(part.value for _, part in w.parts)]
    return Answer(
        outcome_of([w.value for w in wholes]),
        tuple(claims),
        figures=figures(context, only_numbers(used)),
        tables=tuple(_tables(told, context)),
        charts=tuple(_charts(told)),
        subjects=Subjects(targets.bodies, targets.years, (key,)),
    )


def _key(question: Question) -> str:
    """The whole that is asked about: the one indicator named, else the requests that were handled, or came from whom."""
    keys = tuple(k for k in question.keys if not find_ratio(k))
    if len(keys) == 1 and not question.applicants:
        return keys[0]
    if keys or question.applicants:
        return ""
    if _APPLICANTS.search(question.text):
        return _NEW
    return _DEFAULT if _OF_REQUESTS.search(question.text) and _only_parts(question) else ""


def _only_parts(question: Question) -> bool:
    """Whether the words left over only name the parts of what was handled (办理结果, 各种情形)."""
    return not question.chapter and all(_OF_REQUESTS.search(word) for word in question.rest)


def _whole(question: Question, key: str, head: ReportHead, context: Context) -> Whole | None:
    value = context.reader.value(head, key)
    if key == _NEW or asks_who(question):
        parts = [(find_applicant(v.applicant).label, v) for v in applicant_values(value, context)]
    else:
        detail = any(word in question.text for word in load_lexicon().parts_in_detail)
        parts = [(_short(v), v) for k in _parts(key, head, detail) for v in [context.reader.value(head, k)]]
    parts = [(name, v) for name, v in parts if v.status is not Status.NOT_IN_FORM]
    if value.status is not Status.NUMBER:
        return Whole(head, value, ()) if parts or value.cells else None
    return Whole(head, value, tuple(parts)) if parts else None


def _short(value: Value) -> str:
    """结果维持 of 行政复议·结果维持: what all parts have in common is said of the whole."""
    return value.label.rsplit("·", 1)[-1] if value.key.startswith("disputes.") else value.label


def _parts(key: str, head: ReportHead, detail: bool) -> tuple[str, ...]:
    """The parts of a whole: the results of cases; else its rows, in groups where the catalogue has them and no detail is asked."""
    known = {i.key: i for i in load_catalogue().indicators}
    if _CASES.fullmatch(key):
        group = key.removesuffix(".total")
        return tuple(k for result in _RESULTS if (k := f"{group}.{result}") in known)
    rows = part_keys(key, head.form or "")
    return rows if detail else _grouped(rows, known)


def _grouped(rows: Sequence[str], known: dict[str, Indicator]) -> tuple[str, ...]:
    """The rows, each group of them that is an indicator of its own (不予公开) as one."""
    groups = sorted((i for i in known.values() if set(i.parts) & set(rows)), key=lambda i: -len(i.parts))
    found: dict[str, None] = {}
    of = {row: i.key for i in groups for row in i.parts if row in rows and set(i.parts) != set(rows)}
    for row in rows:
        found[of.get(row, row)] = None
    return tuple(found) if len(found) > 1 else tuple(rows)


def _claims(whole: Whole, context: Context) -> list[Claim]:
    value, place = whole.value, where(whole.head)
    label = nested(label_of(value.key))
    if value.status is not Status.NUMBER:
        return [Claim(refusal_text(value), citations(context, value))]
    if not value.value:
        return [cited_claim(words.PARTS_EMPTY.format(where=place, label=label), [value], context)]
    shown = sorted(((n, p) for n, p in whole.parts if p.value), key=lambda part: -(part[1].value or Decimal(0)))
    items = "、".join(words.PART.format(name=n, said=p.said, percent=plain(whole.share(p))) for n, p in shown)
    zero = sum(p.value == 0 for _, p in whole.parts)
    blank = sum(p.value is None for _, p in whole.parts)
    rest = words.PARTS_ZERO.format(count=zero) if zero else ""
    rest += words.PARTS_BLANK.format(count=blank) if blank else ""
    text = words.PARTS_OF.format(where=place, label=label, whole=value.said, items=items, rest=rest)
    total = sum((p.value for _, p in whole.parts if p.value is not None), Decimal(0))
    if total != value.value:
        text += words.PARTS_UNEQUAL.format(sum=f"{plain(total)}{value.unit}", whole=value.said)
    return [cited_claim(text, [value, *(p for _, p in shown)], context)]


def _tables(wholes: Sequence[Whole], context: Context) -> list[Table]:
    """The parts with counts and shares: of one report in two columns, of several a column each."""
    if not wholes:
        return []
    names = list(dict.fromkeys(name for w in wholes for name, p in w.parts if p.value is not None))
    title = words.JOIN.join((*_common(wholes), words.PARTS_TITLE.format(label=_subject(wholes[0].value))))
    rows = []
    for name in names:
        cells: list[TableCell] = [TableCell(name)]
        for whole in wholes:
            part = dict(whole.parts).get(name)
            cells += _cells(whole, part, len(wholes) > 1, context)
        rows.append(tuple(cells))
    columns = (words.VALUE, words.SHARE) if len(wholes) == 1 else tuple(_column(w, wholes) for w in wholes)
    return [Table(title, (words.PART_OF, *columns), tuple(rows))]


def _cells(whole: Whole, part: Value | None, together: bool, context: Context) -> list[TableCell]:
    if part is None or part.value is None:
        word = words.CELL_NOT_IN_FORM if part is None else words.CELL_BLANK
        return [TableCell(word)] if together else [TableCell(word), TableCell("")]
    cited = citations(context, part) if part.value else ()
    share = plain(whole.share(part))
    if together:
        return [TableCell(words.COUNTED.format(said=part.said, percent=share), cited)]
    return [TableCell(part.said, cited), TableCell(words.PERCENT.format(percent=share))]


def _subject(value: Value) -> str:
    """办理结果 of 办理结果·总计."""
    return label_of(value.key).removesuffix("·总计")


def _common(wholes: Sequence[Whole]) -> list[str]:
    """The body and the year, where all have the same."""
    bodies, years = {whose(w.head) for w in wholes}, {w.head.year for w in wholes}
    found = [whose(wholes[0].head)] if len(bodies) == 1 else []
    return [*found, year_said(wholes[0].head.year)] if len(years) == 1 and wholes[0].head.year else found


def _column(whole: Whole, wholes: Sequence[Whole]) -> str:
    bodies, years = {whose(w.head) for w in wholes}, {w.head.year for w in wholes}
    if len(bodies) > 1 and len(years) > 1:
        return where(whole.head)
    return whose(whole.head) if len(bodies) > 1 else year_said(whole.head.year or 0)


def _charts(wholes: Sequence[Whole]) -> list[Chart]:
    """The counts as bars, the largest of the first report on top."""
    if not wholes:
        return []
    first = sorted(wholes[0].parts, key=lambda part: -(part[1].value or Decimal(0)))
    names = list(dict.fromkeys((*(n for n, _ in first), *(n for w in wholes for n, _ in w.parts))))
    names = [n for n in names if any(dict(w.parts)[n].value for w in wholes if n in dict(w.parts))]
    series = []
    for whole in wholes:
        parts = dict(whole.parts)
        series.append(Series(_column(whole, wholes), tuple(parts[n].value if n in parts else None for n in names)))
    title = words.JOIN.join((*_common(wholes), words.PARTS_TITLE.format(label=_subject(wholes[0].value))))
    return [Chart(ChartKind.BAR, title, wholes[0].value.unit, tuple(names), tuple(series))] if len(names) > 1 else []
