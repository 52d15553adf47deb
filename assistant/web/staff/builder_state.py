"""What has been chosen in the builder, as its addresses and forms carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from assistant.service.body_finder import Bodies, code_of, codes_in
from assistant.service.choice import Choice
from assistant.service.fact_table import Across
from assistant.service.measures import Measure, by_applicant, measure_of
from assistant.values import TOTAL
from corpus.errors import NianbaoError

PATH = "/staff/builder"
STEPS = ("bodies", "measures", "years", "result")
# More bodies than these are named by codes in addresses, which proxies cut off at eight thousand characters.
NAMED_BODIES = 12
LONGEST_WORDS = 200
JOINT, _PATH_JOINT = "-", "/"

GetList = Callable[[str], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class State:
    """All that an address says: what is chosen, at which step, what is searched for and shown."""

    choice: Choice
    step: str = "bodies"
    across: Across = Across.YEARS
    chart: str = ""
    page: int = 1
    typed: str = ""
    typed_measure: str = ""
    at: tuple[str, ...] = ()

    def address(self, **changes: Any) -> str:
        """The address of this state with some of it changed, below the root."""
        return _address(replace(self, **changes))

    def file(self, name: str) -> str:
        """The address of a file of what is chosen."""
        return f"{PATH}/{name}?{urlencode(_choice_pairs(self))}"


def _address(state: State) -> str:
    pairs = _choice_pairs(state)
    found: list[tuple[str, str]] = [("step", state.step), *pairs]
    if state.step == "bodies":
        found += [("q", state.typed), ("at", _PATH_JOINT.join(state.at))]
    if state.step == "measures":
        found += [("mq", state.typed_measure)]
    if state.step == "result":
        found += [("chart", state.chart), ("page", str(state.page) if state.page > 1 else "")]
    return f"{PATH}?{urlencode([pair for pair in found if pair[1]])}"


def _choice_pairs(state: State) -> list[tuple[str, str]]:
    choice = state.choice
    many = len(choice.bodies) > NAMED_BODIES
    bodies = [("bodies", JOINT.join(map(code_of, choice.bodies)))] if many else [("body", b) for b in choice.bodies]
    return [
        *bodies,
        *(("region", r) for r in choice.regions),
        *(("offices", r) for r in choice.offices),
        *(("below", r) for r in choice.below),
        *(("m", str(m)) for m in choice.measures),
        *(("year", str(y)) for y in choice.years),
        *([("across", state.across.value)] if state.across is not Across.YEARS else []),
    ]


def state_of(get: GetList, bodies: Bodies) -> State:
    """The state that the fields of an address or a form say; what can't be read is left out."""
    given = {name: [str(v)[:LONGEST_WORDS] for v in get(name)] for name in ("body", "region", "offices", "below")}
    coded = [bodies.by_code[c] for text in get("bodies") for c in codes_in(str(text)) if c in bodies.by_code]
    choice = Choice(
        _once((*given["body"], *coded)), _once(given["region"]), _once(given["offices"]), _once(given["below"]),
        _measures(get), tuple(sorted({int(y) for y in map(str, get("year")) if y.isdecimal() and len(y) == 4})),
    )  # fmt: skip
    across, step = _first(get, "across"), _first(get, "step")
    page = _first(get, "page")
    return State(
        choice,
        step if step in STEPS else "result" if choice.measures else "bodies",
        Across(across) if across in list(Across) else Across.YEARS,
        _first(get, "chart"),
        max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        _first(get, "q").strip(),
        _first(get, "mq").strip(),
        tuple(part for part in _first(get, "at").split(_PATH_JOINT) if part),
    )


def _first(get: GetList, name: str) -> str:
    return next((str(v)[:LONGEST_WORDS] for v in get(name)), "")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name)


def _measures(get: GetList) -> tuple[Measure, ...]:
    """The measures written out, and those ticked: each indicator of chapter three for each applicant ticked."""
    applicants = [str(a) for a in get("applicant")] or [TOTAL]
    ticked = [
        str(key) if applicant == TOTAL else f"{key}:{applicant}"
        for key in get("key")
        for applicant in (applicants if _told_by_applicant(str(key)) else [TOTAL])
    ]
    found: dict[Measure, None] = {}
    for written in (*map(str, get("m")), *ticked):
        try:
            found[measure_of(written)] = None
        except NianbaoError:
            continue
    return tuple(found)


def _told_by_applicant(key: str) -> bool:
    try:
        return by_applicant(key)
    except KeyError:
        return False
