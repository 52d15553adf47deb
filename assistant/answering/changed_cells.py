"""The numbers of two reports of one body set against each other: those that changed most, and what the form changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant import wording_changes as said
from assistant import wording_views as words
from assistant.answer import Claim, Table, TableCell
from assistant.answering.change import growth_text
from assistant.answering.context import Context, where, whose
from assistant.answering.lists import is_list
from assistant.answering.tabulate import cell_text, cited_cell, year_said
from assistant.answering.value_claims import citations, nested
from assistant.citing import plain
from assistant.values import Status, Value, in_form
from corpus.forms import load_forms
from corpus.forms.catalogue import Indicator, load_catalogue
from corpus.store import ReportHead

# So many changes are told one by one, so many more in one line; and so many names of the form's items.
ONE_BY_ONE, IN_LINE, NAMES = 10, 12, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator in both reports."""

    earlier: Value
    later: Value

    @property
    def change(self) -> Decimal:
        """How much larger the later number is; 0 where one of the two is no number."""
        return (self.later.value or Decimal(0)) - (self.earlier.value or Decimal(0)) if self.counted else Decimal(0)

    @property
    def counted(self) -> bool:
        """Whether both are numbers."""
        return self.earlier.value is not None and self.later.value is not None


def changed_cells(
    earlier: ReportHead, later: ReportHead, context: Context
) -> tuple[list[Claim], Table | None, list[Value]]:
    """(claims, table, values told) on the numbers of two reports, those that changed most first."""
    pairs = _pairs(earlier, later, context)
    counted = [p for p in pairs if p.counted]
    names = {"earlier": where(earlier), "later": where(later)}
    if not counted:
        return [Claim(said.NUMBERS_NONE.format(**names)), *form_changes(earlier, later)], None, []
    changed = sorted((p for p in counted if p.change), key=lambda p: -abs(p.change))
    text = said.NUMBERS.format(**names, count=len(counted), changed=len(changed), same=len(counted) - len(changed))
    claims = [Claim(text), *(_claim(p, context) for p in changed[:ONE_BY_ONE])]
    claims += _brief(changed[ONE_BY_ONE:], context)
    claims += _filled(pairs, names, context)
    claims += form_changes(earlier, later)
    table = _table(changed[:ONE_BY_ONE], earlier, later, context) if len(changed) > 1 else None
    return claims, table, [v for p in changed[: ONE_BY_ONE + IN_LINE] for v in (p.earlier, p.later)]


def _pairs(earlier: ReportHead, later: ReportHead, context: Context) -> list[Pair]:
    """Every single cell that both forms have and that means the same in both, by its 总计."""
    own = [i for i in _single(later) if in_form(i.key, earlier.form or "") and _same_meaning(i, earlier, later)]
    found = [Pair(context.reader.value(earlier, i.key), context.reader.value(later, i.key)) for i in own]
    return [p for p in found if p.earlier.unit == p.later.unit or not p.counted]


def _single(head: ReportHead) -> list[Indicator]:
    """The indicators that are a cell of their own in the form of a report, in the order of the catalogue."""
    catalogue = load_catalogue().listed if is_list(head.form) else load_catalogue().chaptered
    return [i for i in catalogue.indicators if i.row and in_form(i.key, head.form or "")]


def _same_meaning(indicator: Indicator, earlier: ReportHead, later: ReportHead) -> bool:
    return indicator.comparable or earlier.form == later.form


def _claim(pair: Pair, context: Context) -> Claim:
    template = said.NUMBER_UP if pair.change > 0 else said.NUMBER_DOWN
    text = template.format(
        label=nested(pair.later.label), old=pair.earlier.said, new=pair.later.said,
        change=f"{plain(abs(pair.change))}{pair.later.unit}",
        growth=growth_text(pair.earlier.value or Decimal(0), pair.later.value or Decimal(0)),
    )  # fmt: skip
    return Claim(text, (*citations(context, pair.earlier), *citations(context, pair.later)))


def _brief(pairs: Sequence[Pair], context: Context) -> list[Claim]:
    """The smaller changes in one line, the smallest of very many only counted."""
    if not pairs:
        return []
    shown = pairs[:IN_LINE]
    items = said.JOIN.join(
        said.NUMBER_BRIEF.format(label=nested(p.later.label), old=p.earlier.said, new=p.later.said) for p in shown
    )
    cited = tuple(c for p in shown for v in (p.earlier, p.later) for c in citations(context, v))
    left = len(pairs) - len(shown)
    more = [Claim(said.NUMBERS_LEFT.format(count=left))] if left else []
    return [Claim(said.NUMBERS_MORE.format(items=items), cited), *more]


def _filled(pairs: Sequence[Pair], names: dict[str, str], context: Context) -> list[Claim]:
    """Cells that held a number in one of the two reports and none in the other."""
    open_now = [
        p for p in pairs if p.earlier.value is not None and p.later.status in (Status.BLANK, Status.NOT_APPLICABLE)
    ]
    new = [p for p in pairs if p.later.value is not None and p.earlier.status in (Status.BLANK, Status.NOT_APPLICABLE)]
    found = []
    for template, own in ((said.NO_LONGER_FILLED, open_now), (said.NEWLY_FILLED, new)):
        shown = own[:NAMES]
        items = [f"{nested(p.later.label)}（{cell_text(p.earlier)}→{cell_text(p.later)}）" for p in shown]
        cited = tuple(c for p in shown for v in (p.earlier, p.later) for c in citations(context, v))
        if own:
            found.append(Claim(template.format(**names, items=_names(items, len(own))), cited))
    return found


def form_changes(earlier: ReportHead, later: ReportHead, kinds: Collection[str] = ("new", "gone")) -> list[Claim]:
    """What another form has new, no more, or with another meaning; `kinds`: only what is new, or gone."""
    forms = load_forms()
    if earlier.form == later.form or not (earlier.form in forms and later.form in forms):
        return []
    before, after = _single(earlier), _single(later)
    new = [i.label for i in after if not in_form(i.key, earlier.form or "")]
    gone = [i.label for i in before if not in_form(i.key, later.form or "")]
    other = [i.label for i in after if i in before and not i.comparable]
    text = said.FORM.format(earlier=forms[earlier.form or ""].name, later=forms[later.form or ""].name)
    told = ((said.FORM_NEW, new, "new"), (said.FORM_GONE, gone, "gone"), (said.FORM_OTHER, other, ""))
    for template, labels, kind in told:
        if labels and (kind in kinds or (not kind and len(kinds) > 1)):
            text += template.format(items=_names(labels[:NAMES], len(labels)))
    return [Claim(text)]


def _names(shown: Iterable[str], count: int) -> str:
    items = list(shown)
    joined = said.JOIN.join(items)
    return joined if len(items) == count else said.AND_MORE.format(items=joined, count=count)


def _table(pairs: Sequence[Pair], earlier: ReportHead, later: ReportHead, context: Context) -> Table:
    rows = []
    for pair in pairs:
        change = f"{plain(pair.change)}{pair.later.unit}"
        shown = said.UP.format(change=change) if pair.change > 0 else change
        values = (cited_cell(pair.earlier, context), cited_cell(pair.later, context))
        rows.append((TableCell(pair.later.label), *values, TableCell(shown)))
    years = (year_said(head.year) if head.year else where(head) for head in (earlier, later))
    title = said.TABLE.format(body=whose(later))
    return Table(title, (words.INDICATOR, *years, said.CHANGE), tuple(rows))
