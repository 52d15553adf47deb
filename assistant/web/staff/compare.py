"""Two reports side by side: chosen by body and year, cell by cell and sentence by sentence, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from assistant.service.compared import Change, Comparison, Pair, Prose, Sentence, before, compared, named
from assistant.web import words_staff_compare as words
from assistant.web.markup import Html, join, safe, tag
from assistant.web.source import report_address
from assistant.web.staff.desk import Desk
from assistant.web.staff.query import address, pairs_of
from assistant.web.staff.search import MEDIA_TYPES, whole_address
from assistant.web.staff.search_shown import form_name, report_name
from corpus.sheets import Sheet, Value, file_bytes
from corpus.store import ReportHead

PATH = "/staff/compare"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one side's fields say, the report they mean (None: none, or not chosen), others of the same body and year, and
    what is wrong ('' where nothing is).
    """

    body: str
    year: int | None
    head: ReportHead | None
    others: tuple[ReportHead, ...] = ()
    trouble: str = ""


def add_compare(desk: Desk) -> None:
    """Adds the page and its files to the desk."""

    @desk.router.get("/compare")
    def compare(request: Request) -> HTMLResponse:
        heads = desk.site.store.heads()
        left, right = chosen_reports(request, heads)
        found = _compared(desk, left, right)
        everything, totals = _asks(request, "show", "all"), _asks(request, "columns", "total")
        pairs = _pairs(left, right)
        options = [*([("show", "all")] if everything else []), *([("columns", "total")] if totals else [])]
        return desk.page(
            request,
            "compare.html",
            t=words,
            left=left,
            right=right,
            found=found,
            notes=_notes(found) if found else [],
            tables=_tables(found, everything, totals) if found else [],
            told=_told(found) if found else "",
            prose={kind: _sentences(found, kind) for kind in Prose} if found else {},
            share=f"{found.share * 100:.0f}" if found else "",
            everything=everything,
            totals=totals,
            bodies=list(dict.fromkeys(head.body for head in heads if head.body)),
            years=sorted({head.year for head in heads if head.year}, reverse=True),
            report_name=report_name,
            reworded=reworded,
            at_place=lambda head, start, end: "/" + report_address(head.id, start, end),
            swapped=address(PATH, [*_pairs(right, left), *options]),
            instead=lambda side, head: address(PATH, [*(p for p in pairs if p[0] != side), (side, head.id), *options]),
            shown_as=lambda name, value: address(
                PATH, [*pairs, *(o for o in options if o[0] != name), *([(name, value)] if value else [])]
            ),
            exported=lambda ending: address(f"{PATH}.{ending}", pairs),
        )

    @desk.router.get("/compare.{ending}")
    def export(request: Request, ending: str) -> Response:
        found = _compared(desk, *chosen_reports(request, desk.site.store.heads()))
        if ending not in MEDIA_TYPES or found is None:
            return Response(status_code=404)
        link = whole_address(request)
        cells, prose = _cell_sheet(found, link), _prose_sheet(found, link)
        # A CSV file holds one table: the numbers; an Excel file both.
        sheets = (cells, prose) if ending == "xlsx" else (cells,)
        disposition = f"attachment; filename*=UTF-8''{quote(words.EXPORT_FILE)}.{ending}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return Response(file_bytes(ending, sheets), media_type=MEDIA_TYPES[ending], headers=headers)


# --- which reports ------------------------------------------------------------------------------------


def chosen_reports(request: Request, heads: Sequence[ReportHead]) -> tuple[Chosen, Chosen]:
    """(left, right) as the address says: by id, or by body and year; the left one else the year before the right one."""
    asked = request.query_params
    right = _chosen(heads, asked.get("right", ""), asked.get("right_body", ""), asked.get("right_year", ""))
    left = _chosen(heads, asked.get("left", ""), asked.get("left_body", ""), asked.get("left_year", ""))
    if left.head or left.trouble or left.body or right.head is None:
        return left, right
    earlier = before(heads, right.head)
    if earlier is None:
        return Chosen(right.head.body, None, None, (), words.NO_EARLIER.format(report=report_name(right.head))), right
    return Chosen(earlier.body, earlier.year, earlier), right


def _chosen(heads: Sequence[ReportHead], report_id: str, body: str, year: str) -> Chosen:
    body = body.strip()
    if report_id:
        head = next((h for h in heads if h.id == report_id), None)
        return Chosen(head.body, head.year, head) if head else Chosen(body, None, None, (), words.UNKNOWN)
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
    if not body:
        return Chosen("", number, None)
    own = [h for h in heads if body in (h.body, h.printed, *h.aliases)]
    if not own:
        return Chosen(body, number, None, (), words.NO_SUCH_BODY.format(body=body))
    if number is None:
        number = max((h.year or 0 for h in own), default=0) or None
    found = named(heads, body, number)
    if not found:
        years = "、".join(str(y) for y in sorted({h.year for h in own if h.year}))
        said = words.NOT_LOADED.format(body=body, year=words.YEAR.format(year=number) if number else "")
        return Chosen(body, number, None, (), said + words.NOT_LOADED_HAVE.format(years=years))
    return Chosen(body, number, found[0], tuple(found[1:]))


def _pairs(left: Chosen, right: Chosen) -> list[tuple[str, str]]:
    return [(name, c.head.id) for name, c in (("left", left), ("right", right)) if c.head]


def _compared(desk: Desk, left: Chosen, right: Chosen) -> Comparison | None:
    if left.head is None or right.head is None or left.head.id == right.head.id:
        return None
    return compared(desk.site.store, left.head, right.head)


def _asks(request: Request, name: str, value: str) -> bool:
    return (name, value) in pairs_of(request)


# --- what is shown ------------------------------------------------------------------------------------


def _notes(found: Comparison) -> list[str]:
    """What must be said before any number."""
    notes = []
    if found.of_other_kinds:
        notes.append(words.OTHER_KIND)
    if found.left.body != found.right.body:
        notes.append(words.BODY_CHANGED)
    if found.form_changed and not found.of_other_kinds:
        left, right = form_name(found.left.form), form_name(found.right.form)
        notes.append(words.FORM_CHANGED.format(left=left, right=right))
    if found.scope_changed:
        left, right = (words.SCOPES[head.scope.value] for head in (found.left, found.right))
        notes.append(words.SCOPE_CHANGED.format(left=left, right=right))
    return notes


def _told(found: Comparison) -> str:
    """How many cells were compared, and how many could not be; '' where there are none at all."""
    same, apart = found.count(Change.SAME), found.count(Change.NEW, Change.GONE, Change.OTHER)
    count = sum(1 for _ in found.pairs) - apart
    told = words.CELLS_TOLD.format(count=count, changed=count - same, same=same) if count else ""
    return told + (words.CELLS_APART.format(count=apart) if apart else "")


def _tables(found: Comparison, everything: bool, totals: bool) -> list[tuple[str, list[Pair]]]:
    """(title, cells) of the tables that have any left to be shown."""
    shown = []
    for table in found.tables:
        pairs = [p for p in table.pairs if (everything or p.change is not Change.SAME) and (p.total or not totals)]
        if pairs:
            shown.append((table.title, pairs))
    return shown


def _sentences(found: Comparison, kind: Prose) -> int:
    return sum(s.kind is kind for chapter in found.chapters for s in chapter.sentences)


def reworded(old: str, new: str) -> tuple[Html, Html]:
    """Both sentences, what was taken out of the one and put into the other marked."""
    gone, come = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone.append(safe(old[a:b]) if kind == "equal" or a == b else tag("del", old[a:b]))
        come.append(safe(new[c:d]) if kind == "equal" or c == d else tag("ins", new[c:d]))
    return join(gone), join(come)


# --- as a file ----------------------------------------------------------------------------------------


def _cell_sheet(found: Comparison, link: Callable[[str], str]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for table in found.tables:
        for p in table.pairs:
            sides = [None if s is None else s.value if s.value is not None else s.said for s in (p.left, p.right)]
            links = [
                link("/" + report_address(head.id, s.start, s.end)) if s else ""
                for head, s in ((found.left, p.left), (found.right, p.right))
            ]
            told = words.CHANGES[p.change]
            rows.append((table.title, p.row, p.column, *sides, p.unit, p.difference, p.rate, told, *links))
    return Sheet(words.SHEET_CELLS, _titled(words.CELL_COLUMNS, found), rows, tuple(words.CELL_COLUMNS.values()))


def _prose_sheet(found: Comparison, link: Callable[[str], str]) -> Sheet:
    def row(title: str, s: Sentence) -> tuple[Value, ...]:
        links = [
            link("/" + report_address(head.id, side[1], side[2])) if side[0] else ""
            for head, side in ((found.left, s.left), (found.right, s.right))
        ]
        return title, words.PROSE_KINDS[s.kind], s.left[0], s.right[0], *links

    rows = [row(chapter.title, sentence) for chapter in found.chapters for sentence in chapter.sentences]
    return Sheet(words.SHEET_PROSE, _titled(words.PROSE_COLUMNS, found), rows, tuple(words.PROSE_COLUMNS.values()))


def _titled(columns: Sequence[str] | dict[str, int], found: Comparison) -> tuple[str, ...]:
    """The titles of the columns, the two sides by the names of their reports."""
    names = dict(zip(tuple(columns), tuple(columns), strict=True))
    names["左"], names["右"] = report_name(found.left), report_name(found.right)
    return tuple(names.values())
