"""The rules by which staff correct a cell, or say whose report it is: the same for the terminal and the staff desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from assistant import wording_desk as words
from corpus.corrections import UNREAD, Entry
from corpus.counts import odd_number
from corpus.errors import NianbaoError
from corpus.forms import Form
from corpus.identities import Identity, Statement, identity_of
from corpus.places import parse_places
from corpus.report import CellKind, Correction, Place, Report, Scope
from corpus.store import ReportHead, Store

KIND_WORDS = {CellKind.BLANK: words.BLANK, CellKind.NOT_APPLICABLE: words.NOT_APPLICABLE}
LONGEST_REASON = 500
FIRST_YEAR, LAST_YEAR = 2008, 2100  # the regulation came into force in 2008


def correction_of(
    form: Form, place: Place, kind: CellKind, value: str, reason: str, author: str, report: Report, day: str = ""
) -> Correction:
    """What staff say of that cell; NianbaoError, a Chinese sentence, where it can't stand there or has no reason."""
    cell = report.cell(*place)
    number = cell_number(value, form, place) if kind is CellKind.NUMBER else None
    return Correction(kind, number, said_reason(reason), author, day or today(), cell.raw if cell else UNREAD)


def cell_number(text: str, form: Form, place: Place) -> Decimal:
    """The number that was typed for that cell; NianbaoError where it is none or can't stand there."""
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise NianbaoError(words.NO_NUMBER.format(text=text))
    found = form.place(*place)
    unit = (found[1].unit or found[2].unit) if found else ""
    odd = odd_number(form, place, unit, value)
    if odd:
        raise NianbaoError(words.ODD_NUMBER.format(text=text, odd=odd, unit=unit))
    return value


def said_reason(reason: str) -> str:
    """The reason without blanks around; NianbaoError where there is none."""
    reason = reason.strip()
    if not reason:
        raise NianbaoError(words.NO_REASON)
    return reason[:LONGEST_REASON]


def today() -> str:
    """This day, as corrections note it."""
    return date.today().isoformat()


def held(correction: Correction) -> str:
    """What a cell holds by that correction: a number, 空白 or 不适用."""
    return KIND_WORDS.get(correction.kind) or f"{correction.value:f}"


def state_of(entry: Entry, store: Store, head: ReportHead | None) -> str:
    """Whether a correction applies, in Chinese, and what has become of it where it does not."""
    if entry.withdrawn:
        return words.WITHDRAWN.format(
            author=entry.withdrawn.author, day=entry.withdrawn.day, reason=entry.withdrawn.reason
        )
    if entry.replaced:
        return words.REPLACED
    cell = store.report(head.id).cell(*entry.place) if head else None
    if head and cell is None:
        return words.NO_CELL
    changed = cell is not None and cell.raw != entry.correction.was
    return words.STALE.format(raw=(cell and cell.raw) or words.BLANK) if changed else words.APPLIES


def statement_of(report: Report, body: str, region: str, year: str, scope: str, reason: str, author: str) -> Statement:
    """Whose report staff say it is; NianbaoError where a part of it can't be, or nothing differs from what is known.

    An empty `region` is the place that the body's name begins with.
    """
    body = "".join(body.split())
    if not body or len(body) > 100:
        raise NianbaoError(words.NO_BODY)
    region = "".join(region.split()) or parse_places(body).region
    if len(region) > 100:
        raise NianbaoError(words.LONG_REGION)
    said = Identity(body, region, _year(year), _scope(scope))
    if said == identity_of(report):
        raise NianbaoError(words.SAME)
    return Statement(said, said_reason(reason), author, today(), identity_of(report))


def _year(text: str) -> int | None:
    text = text.strip().removesuffix("年")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise NianbaoError(words.WRONG_YEAR.format(first=FIRST_YEAR, last=LAST_YEAR, text=text))
    return int(text)


def _scope(text: str) -> Scope:
    try:
        return Scope(text)
    except ValueError:
        raise NianbaoError(words.WRONG_SCOPE) from None
