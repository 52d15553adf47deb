"""What each page of the builder shows, as values of its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from assistant import wording_facts as fact_words
from assistant.answer import ChartKind
from assistant.citing import plain
from assistant.service.body_finder import Bodies, Body, code_of
from assistant.service.choice import choice_said, chosen_bodies, unknown_bodies, years_said
from assistant.service.fact_charts import fact_charts, fitting_kind
from assistant.service.fact_files import coverage_said
from assistant.service.fact_table import Across, FactTable, fact_table
from assistant.service.facts import Fact, FactKind
from assistant.service.measure_finder import find_measures, measure_groups
from assistant.values import TOTAL
from assistant.web import words_staff_facts as words
from assistant.web.plot import chart_figure
from assistant.web.site import Site
from assistant.web.source import report_address
from assistant.web.staff.builder_state import JOINT, State
from corpus.forms.catalogue import load_catalogue
from corpus.store import ReportHead

# So many are listed on a page; more are found by more words, or by going on.
MOST_FOUND, MOST_HERE, MOST_CHIPS, MOST_NAMES = 60, 200, 24, 8
MOST_MEASURES = 8
ROWS = 50
MOST_REMARKS = 40
CHARTS_BELOW = 5000

Values = dict[str, Any]


def bodies_page(state: State, bodies: Bodies, heads: Sequence[ReportHead]) -> Values:
    """Search, the tree of places, and what is chosen already."""
    choice = state.choice
    found = bodies.search(state.typed)
    here = bodies.at(state.at)[:MOST_HERE] if state.at else []
    listed = {body.name for body in (*found[:MOST_FOUND], *here)}
    places = bodies.below(state.at)[:MOST_HERE]
    shown = {node.region for node in places}
    chips = [
        *(("regions", r, fact_words.IN_REGION.format(region=r)) for r in choice.regions),
        *(("offices", r, fact_words.OFFICES_OF.format(region=r)) for r in choice.offices),
        *(("below", r, fact_words.BELOW.format(region=r)) for r in choice.below),
        *(("bodies", name, name) for name in choice.bodies),
    ]
    chosen = len({h.body for h in chosen_bodies(choice, heads)})
    here_names = {body.name for body in found[:MOST_FOUND]}
    return {
        "found": found[:MOST_FOUND],
        "found_count": len(found),
        "here": [body for body in here if body.name not in here_names],
        "places": places,
        "trail": [(state.at[: i + 1], name) for i, name in enumerate(state.at)],
        "chips": chips[:MOST_CHIPS],
        "more_chips": len(chips) - MOST_CHIPS,
        "chosen": words.CHOSEN_NONE.format(count=chosen) if choice.of_all else words.CHOSEN_COUNT.format(count=chosen),
        "hidden": [
            *hidden_codes([name for name in choice.bodies if name not in listed]),
            *(("region", r) for r in choice.regions if r not in shown),
            *(("offices", r) for r in choice.offices if r not in shown),
            *(("below", r) for r in choice.below if r not in shown),
            *_hidden_measures(state),
            *_hidden_years(state),
        ],
        "years_of": _years_of,
        "few": few,
    }


def _years_of(body: Body) -> str:
    return words.YEARS_OF.format(first=body.years[0], last=body.years[-1]) if body.years else ""


def few(names: Sequence[str]) -> str:
    """Some of the names, and how many there are."""
    more = words.AND_MORE.format(count=len(names)) if len(names) > MOST_NAMES else ""
    return "、".join(names[:MOST_NAMES]) + more


def measures_page(state: State, bodies: Bodies, heads: Sequence[ReportHead]) -> Values:
    """The catalogue by table, what was found by words, and the applicants."""
    chosen = {measure.key for measure in state.choice.measures}
    found = find_measures(state.typed_measure)[:MOST_MEASURES]
    once = {item.key for item in found}
    groups = [
        (group, [i for i in group.items if i.key not in once], sum(i.key in chosen for i in group.items))
        for group in measure_groups()
    ]
    return {
        "chosen": chosen,
        "found": found,
        "groups": groups,
        "applicants": (load_catalogue().applicants[-1], *load_catalogue().applicants[:-1]),
        "chosen_applicants": {m.applicant for m in state.choice.measures} or {TOTAL},
        "hidden": [*_hidden_bodies(state), *_hidden_years(state)],
    }


def years_page(state: State, bodies: Bodies, heads: Sequence[ReportHead]) -> Values:
    """The years there are reports of, with how many, and the layout of the table."""
    counted = Counter(head.year for head in chosen_bodies(state.choice, heads) if head.year)
    years = sorted({*counted, *state.choice.years}, reverse=True)
    hidden = [*_hidden_bodies(state), *_hidden_measures(state)]
    return {"years": [(year, counted[year]) for year in years], "hidden": hidden, "layouts": list(Across)}


def _hidden_bodies(state: State) -> list[tuple[str, str]]:
    choice = state.choice
    return [
        *hidden_codes(choice.bodies),
        *(("region", r) for r in choice.regions),
        *(("offices", r) for r in choice.offices),
        *(("below", r) for r in choice.below),
    ]


def hidden_codes(names: Sequence[str]) -> list[tuple[str, str]]:
    """The bodies as one field, for a form may not have thousands."""
    return [("bodies", JOINT.join(map(code_of, names)))] if names else []


def _hidden_measures(state: State) -> list[tuple[str, str]]:
    return [("m", str(measure)) for measure in state.choice.measures]


def _hidden_years(state: State) -> list[tuple[str, str]]:
    across = [("across", state.across.value)] if state.across is not Across.YEARS else []
    return [*(("year", str(year)) for year in state.choice.years), *across]


# --- the result --------------------------------------------------------------------------------------------


def result_page(state: State, facts: Sequence[Fact], site: Site, root: str) -> Values:
    """The table of one page of rows, its remarks and notes, the charts, and where the files are."""
    table = fact_table(facts, state.across)
    pages = max(1, -(-len(table.rows) // ROWS))
    page = min(state.page, pages)
    rows = table.rows[(page - 1) * ROWS : page * ROWS]
    of_page = [fact for row in rows for fact in row.cells if fact and (fact.corrected or fact.doubt)]
    kind = ChartKind(state.chart) if state.chart in list(ChartKind) else fitting_kind(facts)
    drawn = fact_charts(facts, kind) if len(facts) <= CHARTS_BELOW else ()
    choice = state.choice
    return {
        "f": fact_words,
        "plain": plain,
        "layouts": {layout.value: layout for layout in Across},
        "share": root.rstrip("/") + state.address(chart="", page=1),
        "facts": facts,
        "table": table,
        "rows": rows,
        "caption": _caption(table, facts),
        "page": page,
        "pages": pages,
        "paging": words.PAGES.format(page=page, pages=pages, rows=len(table.rows)),
        "number": FactKind.NUMBER,
        "texts": FactKind.TEXT,
        "place": _place,
        "remarks": [_remark(fact) for fact in of_page[:MOST_REMARKS]],
        "coverage": coverage_said(facts),
        "notes": _notes(table),
        "chart": kind.value,
        "kinds": list(ChartKind),
        "charts": [(Markup(chart_figure(chart)), note) for chart, note in drawn],
        "unknown": few(unknown_bodies(choice, site.store.heads())),
        "bodies_said": few([choice_said(choice)]) if len(choice.bodies) <= MOST_NAMES else few(choice.bodies),
        "measures_said": "、".join(m.label for m in choice.measures),
        "years_said": years_said(choice.years),
    }


def _caption(table: FactTable, facts: Sequence[Fact]) -> str:
    """What all cells have in common: the one measure where years stand across, the one year where measures do."""
    if table.second or not facts:
        return ""
    first = facts[0].measure
    if table.across is Across.YEARS:
        return f"{first.label}（{first.unit}）"
    return "、".join(dict.fromkeys(f"{fact.year}年" for fact in facts if fact.year))


def _place(fact: Fact) -> str:
    """The address of the number's place in the viewer, '' where there is none."""
    span = fact.span
    return report_address(fact.report.id, *span) if fact.report and span else ""


def _remark(fact: Fact) -> str:
    text = "；".join(filter(None, (fact.corrected, fact.doubt)))
    return words.REMARK.format(body=fact.body, year=fact.year or "", label=fact.measure.label, text=text)


def _notes(table: FactTable) -> list[str]:
    sums = dict.fromkeys(s.note for row in table.sums for s in row.sums if s.value is not None and s.note)
    rows = [f"{row.body}：{row.note}" for row in table.rows if row.note]
    return [*table.notes, *dict.fromkeys(rows[:MOST_REMARKS]), *sums]
