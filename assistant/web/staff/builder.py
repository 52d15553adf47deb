"""取数: bodies, measures and years chosen in three steps; then a table, charts, and files of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assistant.service.body_finder import Bodies, Matched
from assistant.service.choice import Choice, chosen_bodies
from assistant.service.fact_files import list_csv, table_csv, workbook
from assistant.service.fact_table import fact_table
from assistant.service.facts import Fact
from assistant.web import words_staff_facts as words
from assistant.web.access import base_address
from assistant.web.source import report_address
from assistant.web.staff.builder_pages import bodies_page, measures_page, result_page, years_page
from assistant.web.staff.builder_state import State, state_of
from assistant.web.staff.desk import Desk
from assistant.web.staff.files import download
from corpus.store import ReportHead

# More places than these are no table any more, and would take the server minutes.
MOST_PLACES = 500_000
_FILES = ("xlsx", "table.csv", "list.csv")
_PAGES = {"bodies": bodies_page, "measures": measures_page, "years": years_page}


class _Known:
    """The bodies of the reports, made anew when those change."""

    def __init__(self) -> None:
        self._of: tuple[tuple[ReportHead, ...], Bodies] | None = None

    def bodies(self, heads: tuple[ReportHead, ...]) -> Bodies:
        if self._of is None or self._of[0] is not heads:
            self._of = (heads, Bodies(heads))
        return self._of[1]


def add_builder(desk: Desk) -> None:
    """Adds the builder to the desk."""
    known = _Known()
    store = desk.site.store

    def shown(request: Request, state: State, bodies: Bodies, matched: Matched | None = None) -> Response:
        values: dict[str, Any] = {
            "t": words,
            "as_links": state.step == "result",
            "state": state,
            "step": state.step,
            "matched": matched,
        }
        if state.step == "result":
            if not state.choice.measures:
                return _moved(desk, request, replace(state, step="measures"))
            facts, trouble = _facts(desk, state.choice)
            result = result_page(state, facts, desk.site, base_address(request))
            return desk.page(request, "builder_result.html", **values, trouble=trouble, **result)
        heads = store.heads()
        return desk.page(request, f"builder_{state.step}.html", **values, **_PAGES[state.step](state, bodies, heads))

    @desk.router.get("/builder")
    def builder(request: Request) -> Response:
        bodies = known.bodies(store.heads())
        return shown(request, state_of(request.query_params.getlist, bodies), bodies)

    @desk.router.post("/builder")
    async def choose(request: Request) -> Response:
        return await run_in_threadpool(taken, request, await request.form())

    def taken(request: Request, form: FormData) -> Response:
        bodies = known.bodies(store.heads())
        state = _pressed(form, state_of(form.getlist, bodies), bodies)
        names = str(form.get("names", "")).strip()
        if not names:
            return _moved(desk, request, state)
        matched = bodies.match(names)
        choice = replace(state.choice, bodies=tuple(dict.fromkeys((*state.choice.bodies, *matched.found))))
        state = replace(state, choice=choice)
        if not (matched.unclear or matched.unknown):
            return _moved(desk, request, state)
        return shown(request, replace(state, step="bodies"), bodies, matched)

    @desk.router.get("/builder/facts.{ending}")
    def file(request: Request, ending: str) -> Response:
        if ending not in _FILES:
            return Response(status_code=404)
        state = state_of(request.query_params.getlist, known.bodies(store.heads()))
        facts, trouble = _facts(desk, state.choice)
        if trouble:  # which the page says; an empty file would look like no numbers
            return _moved(desk, request, replace(state, step="result"))
        root = base_address(request)

        def place(report: str, start: int, end: int) -> str:
            return root + report_address(report, start, end)

        table = fact_table(facts, state.across)
        data = (
            workbook(facts, table, state.choice, place, date.today())
            if ending == "xlsx"
            else table_csv(table)
            if ending == "table.csv"
            else list_csv(facts, place)
        )
        return download(data, words.FILE_NAME, ending.rpartition(".")[2])


def _moved(desk: Desk, request: Request, state: State) -> Response:
    return RedirectResponse(desk.address(request, state.address()), 303)


def _pressed(form: FormData, state: State, bodies: Bodies) -> State:
    """What the button that was pressed makes of the state."""
    step = str(form.get("to", state.step))
    state = replace(state, step=step if step in words.STEPS else state.step, page=1)
    choice = state.choice
    if "open" in form:
        return replace(state, step="bodies", at=tuple(p for p in str(form["open"]).split("/") if p))
    if "drop" in form:
        return replace(state, step="bodies", choice=_without(choice, str(form["drop"])))
    if "found" in form:
        found = (body.name for body in bodies.search(state.typed))
        return replace(
            state, step="bodies", choice=replace(choice, bodies=tuple(dict.fromkeys((*choice.bodies, *found))))
        )
    if "last" in form:
        return replace(state, step="years", choice=replace(choice, years=_last_years(str(form["last"]), state, bodies)))
    return state


def _without(choice: Choice, dropped: str) -> Choice:
    kind, _, name = dropped.partition(":")
    if kind == "all":
        return Choice(measures=choice.measures, years=choice.years)
    kept = {part: tuple(n for n in getattr(choice, part) if n != name or part != kind) for part in _PARTS}
    return replace(choice, **kept)


_PARTS = ("bodies", "regions", "offices", "below")


def _last_years(count: str, state: State, bodies: Bodies) -> tuple[int, ...]:
    years = sorted({year for body in bodies.by_name.values() for year in body.years})
    return tuple(years[-int(count) :]) if count.isdecimal() and int(count) else ()


def _facts(desk: Desk, choice: Choice) -> tuple[tuple[Fact, ...], str]:
    """The facts chosen, or none and why."""
    heads = chosen_bodies(choice, desk.site.store.heads())
    years = len(choice.years) or len({h.year for h in heads})
    count = len({h.body for h in heads}) * years * len(choice.measures)
    if count > MOST_PLACES:
        return (), words.TOO_MANY.format(count=count, most=MOST_PLACES)
    return desk.site.facts.of(choice), ""
