"""What a search found, as the page shows it and as its file lists it: names for values, snippets, addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.citing import CHAPTER_NUMBERS, chapter_title
from assistant.service.region_tree import region_path, short_name
from assistant.service.searched import ANNUAL, NONE, Facet, FacetName, FacetValue, Group, Hit, Place, Wanted
from assistant.web import words_staff_search as words
from assistant.web.markup import Html, join, tag
from assistant.web.source import report_address
from assistant.web.staff.query import Pairs, address
from corpus.forms import load_forms
from corpus.kinds import load_kinds
from corpus.report import Scope
from corpus.sheets import Sheet, Value
from corpus.store import ReportHead

PATH, COMPARE = "/staff/search", "/staff/compare"
# So many values of a facet are shown at once, so many more are folded away.
AT_ONCE, FOLDED = 8, 100
# A snippet has so many characters, about a third of them before the first word found.
SNIPPET = 180
_SCOPES = {Scope.WHOLE_REGION: words.WHOLE, Scope.OWN: words.OWN}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a facet with the address that adds it, or takes it back."""

    name: str
    count: str
    chosen: bool
    depth: int
    address: str


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet with what is shown, what is folded away, and how many are left out."""

    title: str
    values: tuple[ShownValue, ...]
    folded: tuple[ShownValue, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that is on, and the address without it."""

    facet: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A place found, its address in the viewer; `leg`: how it was found, `leg_key` for its colour."""

    place: str
    address: str
    snippet: Html
    leg: str
    leg_key: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A report with what was found in it; `all_hits`: the address of all of it, '' where nothing more is to be seen."""

    name: str
    address: str
    tags: tuple[str, ...]
    check: str
    check_name: str
    hits: tuple[ShownHit, ...]
    count: int
    all_hits: str
    compare: str


# --- names ------------------------------------------------------------------------------------------


def value_name(name: FacetName, value: str) -> str:
    """What a value is called."""
    match name:
        case FacetName.REGION:
            return words.NO_REGION if value == NONE else short_name(value)
        case FacetName.YEAR:
            return words.NO_YEAR if value == NONE else words.YEAR.format(year=value)
        case FacetName.BODY:
            return words.NO_BODY if value == NONE else value
        case FacetName.FORM:
            return form_name(None if value == NONE else value)
        case FacetName.CHAPTER:
            return chapter_name(int(value) if value.isdecimal() else None)
        case FacetName.PLACE:
            return words.PLACES.get(Place(value), value) if value in set(Place) else value
        case FacetName.KIND:
            return kind_name(value)
        case FacetName.CHECK:
            return words.CHECKS.get(value, value)


def form_name(form: str | None) -> str:
    """2021年格式."""
    return load_forms()[form].name if form in load_forms() else words.NO_FORM


def chapter_name(chapter: int | None) -> str:
    """三、收到和处理政府信息公开申请情况."""
    return chapter_title(chapter) if chapter and chapter < len(CHAPTER_NUMBERS) else words.NO_CHAPTER


def kind_name(key: str) -> str:
    """政府工作报告."""
    names = {kind.key: kind.name or words.OTHER_KIND for kind in load_kinds()}
    return words.ANNUAL if key == ANNUAL else names.get(key, key)


def report_name(head: ReportHead) -> str:
    """澄屿市2023年（汇总); the file's name where the body is not known."""
    year = words.YEAR.format(year=head.year) if head.year else words.NO_YEAR
    return f"{head.body or head.file} {year}{_SCOPES.get(head.scope, '')}"


# --- facets -----------------------------------------------------------------------------------------


def shown_facets(facets: Iterable[Facet], pairs: Pairs, of_places: bool) -> list[ShownFacet]:
    """The facets that tell anything apart, each value with the address that chooses it or takes it back."""
    told = words.COUNT_HITS if of_places else words.COUNT_REPORTS
    shown = []
    for facet in facets:
        if len(facet.values) < 2 and not any(v.chosen for v in facet.values):
            continue
        values = _regions_shown(facet.values) if facet.name is FacetName.REGION else facet.values
        first = [v for i, v in enumerate(values) if i < AT_ONCE or v.chosen]
        rest = [v for v in values if v not in first]
        make = [
            tuple(
                ShownValue(
                    value_name(facet.name, v.value), told.format(count=v.count), v.chosen, v.depth,
                    address(PATH, toggled(pairs, facet.name.value, v.value)),
                )
                for v in some
            )
            for some in (first, rest[:FOLDED])
        ]  # fmt: skip
        shown.append(ShownFacet(words.FACETS[facet.name], make[0], make[1], max(0, len(rest) - FOLDED)))
    return shown


def _regions_shown(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Of the tree of regions its first levels up to one that branches, and what lies right in a region chosen or around it."""
    chosen = {v.value for v in values if v.chosen}
    around = {outer for region in chosen for outer in region_path(region)} | chosen
    first = next((d for d in range(5) if sum(v.depth == d for v in values) > 1), 0)
    return [
        v
        for v in values
        if v.depth <= first or v.value in around or (region_path(v.value)[-2:-1] or ("",))[0] in around
    ]


def toggled(pairs: Pairs, name: str, value: str) -> Pairs:
    """The query with that value added, or without it where it was there; from the first page."""
    kept = tuple(pair for pair in pairs if pair[0] != "page")
    return tuple(p for p in kept if p != (name, value)) if (name, value) in kept else (*kept, (name, value))


def chips(wanted: Wanted, pairs: Pairs) -> list[Chip]:
    """The conditions that are on, in the order of the facets."""
    found = [
        Chip(words.FACETS[name], value_name(name, value), address(PATH, toggled(pairs, name.value, value)))
        for name in FacetName
        for value in sorted(wanted.of(name))
    ]
    if wanted.named:
        found.append(Chip(words.NAMED, wanted.named, address(PATH, toggled(pairs, "named", wanted.named))))
    return found


# --- what was found ------------------------------------------------------------------------------------


def shown_group(group: Group, wanted: Wanted, pairs: Pairs) -> ShownGroup:
    """A report with its places; how it stands is told where it was checked."""
    head = group.head
    tags = [form_name(head.form)] if head.form else []
    more = group.count > len(group.hits) and not wanted.report
    every = address(PATH, (*((k, v) for k, v in pairs if k not in ("page", "report")), ("report", head.id)))
    return ShownGroup(
        report_name(head), "/" + report_address(head.id), tuple(tags), group.check,
        words.CHECKS.get(group.check, ""), tuple(map(_shown_hit, group.hits)), group.count, every if more else "",
        address(COMPARE, (("right", head.id),)),
    )  # fmt: skip


def _shown_hit(hit: Hit) -> ShownHit:
    place = chapter_name(hit.chapter)
    if hit.place is not Place.PARAGRAPH:
        place = f"{place} · {words.PLACES[hit.place]}"
    return ShownHit(
        place, "/" + report_address(hit.head.id, hit.start, hit.end), snippet(hit.text, hit.marks),
        words.LEGS[hit.legs], "both" if len(hit.legs) > 1 else hit.legs[0].value,
    )  # fmt: skip


def snippet(text: str, marks: Sequence[tuple[int, int]]) -> Html:
    """The text around the first word found, its words marked; what is left out at either end is shown by dots."""
    first = marks[0][0] if marks else 0
    start = 0 if len(text) <= SNIPPET else max(0, min(first - SNIPPET // 3, len(text) - SNIPPET))
    end = min(len(text), start + SNIPPET)
    pieces: list[str] = [words.CUT] if start else []
    at = start
    for a, b in marks:
        if a >= at and b <= end:
            pieces += [_line(text[at:a]), tag("mark", _line(text[a:b]))]
            at = b
    pieces.append(_line(text[at:end]))
    return join((*pieces, words.CUT) if end < len(text) else pieces)


def _line(text: str) -> str:
    """Wrapped lines as one; the tabs of a row as blanks."""
    return text.replace("\n", "").replace("\t", " ")


# --- as a file --------------------------------------------------------------------------------------


def hits_sheet(hits: Iterable[Hit], link: Callable[[str], str]) -> Sheet:
    """A line for each place found; `link` makes a whole address of one of this server."""
    return Sheet(
        words.EXPORT_SHEET,
        tuple(words.EXPORT_COLUMNS),
        list(_hit_rows(hits, link)),
        tuple(words.EXPORT_COLUMNS.values()),
    )


def _hit_rows(hits: Iterable[Hit], link: Callable[[str], str]) -> Iterator[tuple[Value, ...]]:
    for hit in hits:
        head = hit.head
        at = link("/" + report_address(head.id, hit.start, hit.end))
        yield (
            head.file, head.body, head.region, head.year, form_name(head.form), chapter_name(hit.chapter),
            words.PLACES[hit.place], hit.text, words.LEGS[hit.legs], at,
        )  # fmt: skip


def reports_sheet(groups: Iterable[tuple[ReportHead, str]], link: Callable[[str], str]) -> Sheet:
    """A line for each report with how it stands."""
    rows = [
        (
            h.file,
            h.body,
            h.region,
            h.year,
            form_name(h.form),
            words.CHECKS.get(check, ""),
            link("/" + report_address(h.id)),
        )
        for h, check in groups
    ]
    columns = words.EXPORT_REPORT_COLUMNS
    return Sheet(words.EXPORT_SHEET, tuple(columns), rows, tuple(columns.values()))
