"""Indicators, ratios, applicants and terms in a question, by the names of the catalogue."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from assistant.parsing.homophones import Spoken, by_sound, sounds_like
from assistant.parsing.text import Mention, fold, longest_matches, mask
from assistant.parsing.together import named_together, names_in_row
from corpus.counts import MONEY
from corpus.forms.catalogue import Applicant, Catalogue, Indicator, Ratio, Term, load_catalogue

# A column this many characters behind its row belongs to one name with it.
CLOSE = 4
# A clause with one of these asks for a value of its own.
_ASKED = re.compile(r"多少|几|吗|有没有|有无|是否|占|率")
# 几个人, 三个人, 那个人
_COUNTS = re.compile(r"[几多少哪两一二三四五六七八九十百\d每那这]$")
# A name shorter than this is too easily hit by chance to be read out of a typo.
SHORTEST_TYPO = 3


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of a question name; every mention's value is a key of the catalogue."""

    keys: tuple[Mention, ...] = ()
    applicants: tuple[Mention, ...] = ()
    terms: tuple[Mention, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All of them, in the order of the text."""
        return tuple(sorted((*self.keys, *self.applicants, *self.terms), key=lambda m: (m.start, m.value)))


@dataclass(frozen=True, slots=True)
class Facets:
    """The two words that a cell of chapter 2 or 4 is called by: word → keys, and what completes one alone."""

    rows: dict[str, tuple[str, ...]]
    columns: dict[str, tuple[str, ...]]
    default: dict[str, tuple[str, ...]]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    prefix: str
    rates: dict[str, tuple[str, ...]]
    own_rates: dict[str, tuple[str, ...]]
    strict: frozenset[str] = frozenset()


def _by_word(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {fold(word): (key,) for key, words in table.items() for word in words}


@cache
def _facets() -> tuple[Facets, ...]:
    data = tomllib.loads((files("assistant.parsing") / "facets.toml").read_text(encoding="utf-8"))
    disputes, proactive = data["disputes"], data["proactive"]
    return (
        Facets(
            _by_word(disputes["groups"]),
            _by_word(disputes["results"]),
            dict.fromkeys(disputes["groups"], (disputes["default"]["result"],)),
            tuple((re.compile(p), group) for group, found in disputes["patterns"].items() for p in found),
            "disputes",
            _by_word(disputes["rates"]),
            _by_word(disputes["own_rates"]),
        ),
        Facets(
            _by_word(proactive["rows"]),
            _by_word(proactive["columns"]),
            {row: tuple(columns) for row, columns in proactive["default"].items()},
            (),
            "proactive",
            {},
            {},
            frozenset(proactive["strict"]["columns"]),
        ),
    )


@cache
def _all_names(listed: bool) -> dict[str, tuple[str, ...]]:
    """Folded name → tagged keys ('i:' indicator or ratio, 'a:' applicant, 't:' term) of the catalogue.

    `listed`: with what only a list counts (政务微博公开政府信息数), which in later reports is a matter of prose.
    """
    catalogue = load_catalogue().chaptered
    names: dict[str, set[str]] = {}
    entries: list[tuple[str, Indicator | Ratio | Applicant | Term]] = [("i", e) for e in catalogue.indicators]
    entries += [("i", e) for e in catalogue.ratios]
    entries += [("a", e) for e in catalogue.applicants]
    entries += [("t", e) for e in catalogue.terms]
    for tag, entry in entries:
        for name in {entry.label, *entry.aliases}:
            names.setdefault(fold(name), set()).add(f"{tag}:{entry.key}")
    for word, keys in named_together().items():
        names.setdefault(fold(word), set()).update(f"i:{key}" for key in keys)
    if listed:  # of a list its own rows are meant, whatever later forms call so
        own = (
            (fold(name), f"i:{i.key}")
            for i in load_catalogue().listed.indicators
            for name in (i.label, *i.aliases, *i.only)
        )
        names |= {name: {key} for name, key in own}
    return {name: tuple(sorted(keys)) for name, keys in names.items() if name}


@cache
def known_names() -> frozenset[str]:
    """Every word, folded, that names something of the catalogue or one side of a cell."""
    sides = (word for f in _facets() for words in (f.rows, f.columns, f.rates, f.own_rates) for word in words)
    return frozenset((*_all_names(False), *_all_names(True), *sides))


def names_over(text: str, at: int) -> bool:
    """Whether a name of the catalogue stands over this place of a folded text, beginning before it and ending behind."""
    return any(m.start < at < m.end for m in longest_matches(text, {name: (name,) for name in known_names()}))


@cache
def _spoken_names(listed: bool) -> Spoken:
    return by_sound(name for name in _all_names(listed) if len(name) >= SHORTEST_TYPO)


@cache
def _known_keys() -> frozenset[str]:
    catalogue = load_catalogue()
    return frozenset({e.key for e in catalogue.indicators} | {e.key for e in catalogue.ratios})


def _facet_mentions(text: str, facets: Facets) -> list[Mention]:
    """One mention a (row, column) pair, clause by clause; a clause with columns alone keeps the row before it."""
    spoken = [Mention(group, *m.span()) for p, group in facets.patterns if (m := p.search(text))][:1]
    rows = sorted([*spoken, *longest_matches(mask(text, spoken), facets.rows)], key=lambda m: m.start)
    rates = longest_matches(mask(text, rows), facets.rates)
    if rates:
        return [*_rates(text, rows, rates, facets), *(Mention("", r.start, r.end) for r in rows)]
    # 办理结果为其他处理 is a result of requests, not one of a court.
    columns = [c for c in longest_matches(mask(text, rows), facets.columns) if not text[: c.start].endswith("办理")]
    if not rows:
        return _results_alone(columns) if facets.prefix == "disputes" else _documents_alone(columns)
    found: list[Mention] = []
    waiting: list[Mention] = []
    listed = frozenset(m.start("mark") for m in _TOTAL_LISTED.finditer(text))
    for start, end in _clause_spans(text):
        mine = [r for r in rows if start <= r.start < end]
        said = [c for c in columns if start <= c.start < end]
        asked = bool(_ASKED.search(text[start:end]))
        if mine and not said and not asked:
            waiting = mine
            continue
        if found and not mine and not said:
            continue  # 复议没审结的，…是多少: the row has its result already
        found += _pairs(mine or waiting or ([rows[0]] if said else []), said, facets, listed)
        waiting = mine or waiting
    if not found:
        found = _pairs(rows, [], facets)
    found += [Mention("", c.start, c.end) for c in columns]
    return found


def _rates(text: str, rows: list[Mention], rates: list[Mention], facets: Facets) -> list[Mention]:
    """A rate of each group named, or of both together where none is or both are and its word says none (败诉率)."""
    groups = dict.fromkeys("reconsideration" if r.value == "reconsideration" else "litigation" for r in rows)

    def prefix(rate: Mention) -> str:
        mine = tuple(groups) or facets.own_rates.get(text[rate.start : rate.end], ())
        return f"{mine[0]}_" if len(mine) == 1 else ""

    return [Mention(f"{prefix(r)}{r.value}", r.start, r.end) for r in rates]


def _results_alone(columns: list[Mention]) -> list[Mention]:
    """Results without 复议 or 诉讼: of both together; 总计 alone says nothing."""
    said = [c for c in columns if c.value != "total"]
    return [Mention(f"disputes.{c.value}", c.start, c.end) for c in said if len(said) > 1 or c.end - c.start > 2]


def _documents_alone(columns: list[Mention]) -> list[Mention]:
    """制发, 废止 and 现行有效 side by side without 规章 or 规范性文件: of both; one alone may be said of anything."""
    said = [c for c in columns if c.value in ("made", "abolished", "effective")]
    if len({c.value for c in said}) < 2:
        return []
    return [Mention(f"proactive.{row}.{c.value}", c.start, c.end) for row in ("rule", "normative") for c in said]


def _clause_spans(text: str) -> list[tuple[int, int]]:
    edges = [0, *(m.end() for m in re.finditer("[，；。？]", text)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _pairs(
    rows: list[Mention], columns: list[Mention], facets: Facets, listed: frozenset[int] = frozenset()
) -> list[Mention]:
    """A column belongs to the nearest row before it, else to the first; rows without one get their defaults.

    `listed`: where a total that ends is one of a list.
    """
    found: list[Mention] = []
    for i, row in enumerate(rows):
        until = rows[i + 1].start if i + 1 < len(rows) else None
        mine = [c for c in columns if (c.start >= row.start or i == 0) and (until is None or c.start < until)]
        said = dict.fromkeys(c.value for c in mine or columns)
        totals = [c for c in columns if c.value == "total"]
        if len(said) > 1 and totals and all(c.end - c.start == 2 and c.end not in listed for c in totals):
            del said["total"]  # 行政复议纠正的一共多少
        chosen = [c for c in said if f"{facets.prefix}.{row.value}.{c}" in _known_keys()]
        if not chosen and set(said) & facets.strict:
            continue
        keys = (f"{facets.prefix}.{row.value}.{c}" for c in chosen or facets.default[row.value])
        close = [c.end for c in mine if c.value in chosen and 0 <= c.start - row.end <= CLOSE]
        found += [Mention(key, row.start, max((row.end, *close))) for key in keys if key in _known_keys()]
    return found


def parse_names(text: str, listed: bool = False) -> Names:
    """The catalogue's entries named in a folded question (bodies and years masked), longest names first.

    `listed`: also those that only the form of a list has.
    """
    facet = [m for facets in _facets() for m in _facet_mentions(text, facets)]
    row = names_in_row(text)
    tagged = [m for m in longest_matches(mask(text, row), _all_names(listed)) if not _number_of_people(text, m)]
    if not listed:
        tagged = _without_counts_in_amounts(text, tagged)
    longer = [
        m
        for m in tagged
        if not any(m.overlaps(f) and (f.end - f.start) >= (m.end - m.start) and f.value for f in facet)
    ]
    facet = [f for f in facet if not any(f.overlaps(m) and (m.end - m.start) > (f.end - f.start) for m in longer)]
    corrected: tuple[tuple[str, str], ...] = ()
    if not any(m.value for m in facet) and not longer and not row:
        guess = sounds_like(text, _spoken_names(listed))
        if guess:
            corrected = ((text[guess.start : guess.end], guess.value),)
            longer = [Mention(v, guess.start, guess.end) for v in _all_names(listed)[guess.value]]
    keys = [Mention(m.value[2:], m.start, m.end) for m in longer if m.value.startswith("i:")]
    keys += [*(f for f in facet if f.value), *row]
    return Names(
        tuple(sorted(dict.fromkeys(keys), key=lambda m: m.start)),
        tuple(Mention(m.value[2:], m.start, m.end) for m in longer if m.value.startswith("a:")),
        tuple(
            Mention(m.value[2:], m.start, m.end)
            for m in {**dict.fromkeys(tagged), **dict.fromkeys(longer)}
            if m.value.startswith("t:")
        ),
        corrected,
    )


def _without_counts_in_amounts(text: str, tagged: list[Mention]) -> list[Mention]:
    """Without the counts whose words stand in the name of an amount of money: 依申请公开信息收取的费用 is no 依申请公开."""
    amounts = longest_matches(text, _amounts_of_lists())
    counts = {f"i:{i.key}" for i in load_catalogue().chaptered.indicators if i.unit not in MONEY} if amounts else set()
    return [
        m
        for m in tagged
        if m.value not in counts
        or not any(a.start <= m.start and m.end <= a.end and a.end - a.start > m.end - m.start for a in amounts)
    ]


@cache
def _amounts_of_lists() -> dict[str, tuple[str, ...]]:
    """Folded name → keys of the amounts of money that only lists have."""
    amounts = [i for i in load_catalogue().listed.indicators if i.unit in MONEY]
    return {fold(name): (i.key,) for i in amounts for name in (i.label, *i.aliases)}


def _number_of_people(text: str, mention: Mention) -> bool:
    """Whether 个人 counts people (有几个人申请) rather than says that a person asked."""
    return text[mention.start : mention.end] == "个人" and bool(_COUNTS.search(text[: mention.start]))


def other_column(text: str, key: str) -> tuple[str, ...]:
    """The key with the column (or result) that a follow-up names alone: 纠正的呢 after 行政复议·结果维持; () if none."""
    for facets in _facets():
        if key.startswith(f"{facets.prefix}."):
            _, row, *_ = key.split(".")
            said = longest_matches(text, facets.columns)
            keys = [f"{facets.prefix}.{row}.{m.value}" for m in said]
            rates = [
                f"{'reconsideration' if row == 'reconsideration' else 'litigation'}_{m.value}"
                for m in longest_matches(text, facets.rates)
            ]
            return tuple(k for k in dict.fromkeys(rates or keys) if k in _known_keys())
    return ()


def parts_of(key: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The keys an aggregate is made of, down to single rows; () for a single row or a ratio."""
    entry = next((i for i in catalogue.indicators if i.key == key), None)
    if entry is None:
        return ()
    found: list[str] = []
    for part in entry.parts:
        found += [part, *parts_of(part, catalogue)]
    return tuple(dict.fromkeys(found))


_TOTAL_LISTED = re.compile("(?:总数|总计|总量|合计)(?P<mark>[、和与及跟])")
# 复议总数、尚未审结各多少: a whole and a part of it side by side, each asked for.
_BESIDE_PART = re.compile("的?(?:总数|总计|总量|总件数|合计|数量|件数|数)?[、，和与及跟]")
# 不予处理多少件，其中重复申请几件: the whole has a number asked of its own.
_ASKED_BEFORE_PART = re.compile(
    "的?(?:总数|数量|一?共)?(?:有|是|为)?(?:多少|几)[件个条起宗]?[，、](?:其中|里面|当中)?的?"
)
_TOTAL_SAID = re.compile("总[数计量件]|合计|总$")


def listed_wholes(names: Names, text: str, each: bool) -> frozenset[str]:
    """The aggregates listed beside a part of theirs and asked for too, for each is asked (`each`) or a total is said."""
    pairs = pairwise(sorted(names.keys, key=lambda m: m.start))
    totals = [m.start() for m in _TOTAL_LISTED.finditer(text)]
    told = {m.value for m in names.keys if any(m.start <= at <= m.end + 1 for at in totals)}
    return frozenset(told) | frozenset(
        one.value
        for one, other in pairs
        if _ASKED_BEFORE_PART.fullmatch(gap := text[one.end : other.start])
        or (_BESIDE_PART.fullmatch(gap) and (each or _TOTAL_SAID.search(text[one.start : other.start - 1])))
    )


def most_specific(keys: tuple[str, ...], catalogue: Catalogue, kept: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Without the aggregates of which a part is named too (因第三方权益不公开 → the part), in order, once each; `kept`: but for these."""
    wider = {k for k in keys if k not in kept and any(o in parts_of(k, catalogue) for o in keys)}
    # A named share (败诉率) says its own numerator; the words it is made of are not asked for besides.
    wider |= {n for r in catalogue.ratios if r.key in keys for n in (*r.numerator, r.denominator)}
    return tuple(dict.fromkeys(k for k in keys if k not in wider))
