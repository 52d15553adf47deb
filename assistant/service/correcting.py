"""The rules by which staff correct a cell, or say whose report it is: the same for the terminal and the staff desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from corpus.corrections import UNREAD, Entry
from corpus.counts import odd_number
from corpus.errors import NianbaoError
from corpus.forms import Form
from corpus.identities import Identity, Statement, identity_of
from corpus.places import parse_places
from corpus.report import CellKind, Correction, Place, Report, Scope
from corpus.store import ReportHead, Store

KIND_WORDS = {CellKind.BLANK: "空白", CellKind.NOT_APPLICABLE: "不适用"}
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
        raise NianbaoError(f"应当是一个数，现在是“{text}”。")
    found = form.place(*place)
    unit = (found[1].unit or found[2].unit) if found else ""
    odd = odd_number(form, place, unit, value)
    if odd:
        raise NianbaoError(f"{text} {odd}，不能填在以“{unit}”计的格里。")
    return value


def said_reason(reason: str) -> str:
    """The reason without blanks around; NianbaoError where there is none."""
    reason = reason.strip()
    if not reason:
        raise NianbaoError("请写明理由。")
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
        return f"已撤回（{entry.withdrawn.author}，{entry.withdrawn.day}：{entry.withdrawn.reason}）"
    if entry.replaced:
        return "已被后来的更正取代"
    cell = store.report(head.id).cell(*entry.place) if head else None
    if head and cell is None:
        return "年报重读后没有这一格"
    return f"有效；年报又变了，现在原文为{cell.raw or '空白'}" if cell and cell.raw != entry.correction.was else "有效"


def statement_of(report: Report, body: str, region: str, year: str, scope: str, reason: str, author: str) -> Statement:
    """Whose report staff say it is; NianbaoError where a part of it can't be, or nothing differs from what is known.

    An empty `region` is the place that the body's name begins with.
    """
    body = "".join(body.split())
    if not body or len(body) > 100:
        raise NianbaoError("请写单位的全称，如“某市教育局”。")
    region = "".join(region.split()) or parse_places(body).region
    if len(region) > 100:
        raise NianbaoError("地区的名称太长。请写行政区划的名称，如“某省某市”。")
    said = Identity(body, region, _year(year), _scope(scope))
    if said == identity_of(report):
        raise NianbaoError("和现在的一样，没有要改的。")
    return Statement(said, said_reason(reason), author, today(), identity_of(report))


def _year(text: str) -> int | None:
    text = text.strip().removesuffix("年")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise NianbaoError(f"年份应当是 {FIRST_YEAR} 到 {LAST_YEAR} 之间的四位数，现在是“{text}”。不知道就不填。")
    return int(text)


def _scope(text: str) -> Scope:
    try:
        return Scope(text)
    except ValueError:
        raise NianbaoError("口径应当是本级、汇总或没有写明。") from None
