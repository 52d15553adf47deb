"""Values side by side as a table: bodies, years and indicators in rows and columns, a word where there is no number."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import wording_views as words
from assistant.answer import Table, TableCell
from assistant.answering.context import Context, where, whose
from assistant.citing import cite_cell
from assistant.values import Status, Value, label_of

# What a value is told apart by: whose it is, of which year, and what is counted.
Place = tuple[str, str, str]
BODY, YEAR, SERIES = range(3)
# Years that a body was asked for and has no report of, as in `Targets.missing`.
Missing = Sequence[tuple[str, tuple[int, ...]]]

_NAMES = (words.BODY, words.YEAR, words.INDICATOR)
_WORDS = {
    Status.BLANK: words.CELL_BLANK,
    Status.NOT_APPLICABLE: words.CELL_NOT_APPLICABLE,
    Status.NOT_IN_FORM: words.CELL_NOT_IN_FORM,
    Status.NOT_READ: words.CELL_NOT_READ,
}


def cell_text(value: Value) -> str:
    """The value in a word: '6件', '46.43%', 空白, 没有这一项; what the cell says where it is text."""
    if value.status is Status.TEXT:
        return value.cells[0].raw.strip()
    if value.status is not Status.NUMBER:
        return _WORDS[value.status]
    return value.said if value.value is not None else words.CELL_ZERO_BASE


def cited_cell(value: Value, context: Context) -> TableCell:
    """The value as a cell of a table, with the cells of the report behind it."""
    cites = tuple(cite_cell(context.store, head, cell) for head, cell in value.sources)
    return TableCell(cell_text(value), cites)


def year_said(year: int) -> str:
    """'2023年'."""
    return words.YEAR_SAID.format(year=year)


def place_of(value: Value) -> Place:
    """Whose, which year and what, each as it is said; the title of a report whose year is not known."""
    head = value.head
    year = year_said(head.year) if head.year else where(head)
    return whose(head), year, label_of(value.key, value.applicant)


def tabulated(values: Sequence[Value], context: Context, missing: Missing = (), title: str = "") -> Table | None:
    """The values in a table, and the years that are not loaded; the longer side downwards; None for one place alone.

    Without a `title` that is what all of them have in common.
    """
    told = {place_of(v): cited_cell(v, context) for v in values}
    reports = _reports(values, missing)
    sides = (*_sides(reports), list(dict.fromkeys(place[SERIES] for place in told)))
    several = [side for side in (BODY, YEAR, SERIES) if len(sides[side]) > 1]
    if not several:
        return None
    down, across = _directions(sides, several, reports)
    rows = reports if len(down) > 1 else [(said,) for said in sides[down[0]]]
    columns = sides[across] if across is not None else [words.VALUE]
    absent = _absent(values, context)
    lines = []
    for row in rows:
        whole = {side: names[0] for side, names in enumerate(sides)} | dict(zip(down, row, strict=True))
        places = [whole | ({across: column} if across is not None else {}) for column in columns]
        keys = [(at[BODY], at[YEAR], at[SERIES]) for at in places]
        cells = (told.get(key) or TableCell(absent.get(key[:2], words.CELL_NOT_LOADED)) for key in keys)
        lines.append((TableCell("".join(row)), *cells))
    common = words.JOIN.join(sides[side][0] for side in (BODY, YEAR, SERIES) if side not in (*down, across))
    if len(down) > 1 and across is not None and len(columns) > len(lines):
        # Many things counted of few reports: they go downwards, or the table is too wide.
        turned = tuple((TableCell(name), *(line[i] for line in lines)) for i, name in enumerate(columns, start=1))
        return Table(title or common, (_NAMES[across], *(line[0].text for line in lines)), turned)
    corner = words.REPORT if len(down) > 1 else _NAMES[down[0]]
    return Table(title or common, (corner, *columns), tuple(lines))


def _reports(values: Sequence[Value], missing: Missing) -> list[tuple[str, str]]:
    """Whose report and of which year, of all values and of what is not loaded: bodies in order, their years ascending."""
    found = [place_of(v)[:2] for v in values]
    names = {v.head.body: whose(v.head) for v in reversed(values)}
    found += [(names.get(body, body), year_said(year)) for body, years in missing for year in years]
    order = {body: at for at, body in enumerate(dict.fromkeys(body for body, _ in found))}
    return sorted(dict.fromkeys(found), key=lambda report: (order[report[0]], report[1]))


def _sides(reports: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """The bodies in their order and the years ascending."""
    return list(dict.fromkeys(body for body, _ in reports)), sorted({year for _, year in reports})


def _directions(
    sides: Sequence[Sequence[str]], several: Sequence[int], reports: Sequence[tuple[str, str]]
) -> tuple[tuple[int, ...], int | None]:
    """(sides that go downwards, the side across): body and year together where all differ or few pairs of them are."""
    sparse = BODY in several and YEAR in several and 2 * len(reports) <= len(sides[BODY]) * len(sides[YEAR])
    if len(several) == 3 or sparse:
        return (BODY, YEAR), SERIES if SERIES in several else None
    down = max(several, key=lambda side: len(sides[side]))
    return (down,), next((side for side in several if side != down), None)


def _absent(values: Sequence[Value], context: Context) -> dict[tuple[str, str], str]:
    """What stands where a report gives no value: not told though loaded; not in its form where others of it are told."""
    told = {place_of(v)[:2]: words.CELL_NOT_IN_FORM for v in values}
    own = [h for body in {v.head.body for v in values} for h in context.by_body.get(body, ()) if h.year]
    return {(whose(h), year_said(h.year or 0)): words.CELL_NOT_TOLD for h in own} | told
