"""A question as it was understood: its slots, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.asked import NO_RANK, Aggregate, Change, Condition, Ever, Rank, Run
from corpus.report import Scope


class Operation(StrEnum):
    """What is to be done with the values asked for; the names are those of lexicon.toml."""

    VALUE = "value"
    SHARE = "share"
    TIMES = "times"
    GROWTH = "growth"
    DIFFERENCE = "difference"
    SUM = "sum"
    MOST = "most"
    LEAST = "least"
    YES_NO = "yes_no"
    DEFINE = "define"
    CHECK = "check"
    WHY = "why"
    EACH = "each"
    LIST = "list"
    TREND = "trend"
    OVERVIEW = "overview"
    PROBLEMS = "problems"
    MEASURES = "measures"
    COMPOSITION = "composition"
    CHANGES = "changes"
    COPIED = "copied"
    LOADED = "loaded"
    GREETING = "greeting"


class Origin(StrEnum):
    """Where a slot's value came from."""

    SAID = "said"
    EARLIER = "earlier"
    ONLY_ONE = "only_one"
    NEAREST = "nearest"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Renamed:
    """A word of the question read as one of another day: `said` → `read`, since or until `reform`.

    `kind`: later (a body's name today), merged (the body that took it in), earlier (its name before), place, earlier_place; system (教育系统 → 教育局).
    """

    said: str
    read: str
    reform: str
    kind: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question's slots. `bodies`: for each body meant, the bodies its words fit; `wider`: all those of its region,
    where only that is named. `unknown`: names not loaded, and those said to be inside a body (`inside`: the bodies the
    last of them fit). `absent`: names not loaded, listed beside loaded bodies. `keys`: indicators and ratios of the catalogue, as said; `base`: keys after 占 (the whole of a share). `uncounted`: words for who asked that no column has for itself.
    `rest`: content words left over; `remainder`: the text with all
    that was read masked; `among`: the earlier question that asked which of all bodies, where this one goes on from it.
    `unread`: parts of a list that were not read beside one that was, and whether they stand before it;
    `share_unread`: the part and the whole of a share, where one was not read.
    `over`: the place over whose bodies one about a single body goes on (哪个单位最多), '' for all loaded; else None.
    `within`: the question that asked of all bodies, from whose list its bodies are taken (第一名占多少).
    `of_whole`: the earlier question that said of what a share is asked, where this one goes on from it.
    `listed`: read with the names of what only a list counts. `latest`, `earliest`, `since`, `until`, `vague_years`: years
    by words, as `parsing.years` reads them. `conditions`: two to be met together, each with the key it is on.
    """

    text: str
    bodies: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    wider: tuple[tuple[str, ...], ...] = ()
    inside: tuple[tuple[str, ...], ...] = ()
    compared: bool = False
    years: tuple[int, ...] = ()
    latest: int = 0
    earliest: int = 0
    since: int = 0
    until: int = 0
    vague_years: str = ""
    every_year: bool = False
    previous: bool = False
    into: int = 0
    plan: bool = False
    keys: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    base_unread: bool = False
    unread: tuple[tuple[str, bool], ...] = ()
    share_unread: tuple[str, str] = ("", "")
    applicants: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    chapter: int | None = None
    operations: frozenset[Operation] = frozenset()
    unit: str = ""
    numbers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    remainder: str = ""
    scope: Scope = Scope.UNSTATED
    among: str = ""
    over: str | None = None
    within: str = ""
    of_whole: str = ""
    earlier_keys: tuple[str, ...] = ()
    earlier_bodies: tuple[tuple[str, ...], ...] = ()
    clauses: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    renamed: tuple[Renamed, ...] = ()
    listed: bool = False
    condition: Condition | None = None
    conditions: tuple[tuple[str, Condition], ...] = ()
    ever: Ever | None = None
    run: Run | None = None
    rank: Rank = NO_RANK
    aggregates: tuple[Aggregate, ...] = ()
    change: Change | None = None
    origins: dict[str, Origin] = field(default_factory=dict, hash=False, compare=False)

    @property
    def says_years(self) -> bool:
        """Whether it says of which years, by number or by words."""
        return bool(self.years or self.spans_years or self.latest or self.earliest or self.every_year)

    @property
    def spans_years(self) -> bool:
        """Whether words say several years of those loaded: 近三年, 2019年以来."""
        return bool(self.latest > 1 or self.earliest > 1 or self.since or self.until)

    @property
    def of_sets(self) -> bool:
        """Whether it asks what only several values together tell: which of them, their mean, a run of years, a place."""
        return bool(self.condition or self.ever or self.run or self.aggregates or self.rank.asks)

    def asks(self, *operations: Operation) -> bool:
        """Whether any of these operations is asked for."""
        return any(operation in self.operations for operation in operations)
