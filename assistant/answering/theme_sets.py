"""Problems and measures across bodies: grouped by theme, each with how many bodies and one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome, Subjects, Table, TableCell
from assistant.answering.context import Context, names, refuse, where, years_text
from assistant.answering.reports_asked import ReportsAsked, reports_asked
from assistant.answering.theme_items import Item, items_of
from assistant.parsing.lexicon import load_lexicon
from assistant.question import Operation, Question
from corpus.themes import Theme, load_themes

# So many bodies are quoted where one theme is asked for; so many items of no theme; so many places a claim rests on.
SHOWN_BODIES, SHOWN_OTHERS, SHOWN_PLACES = 20, 10, 8


@dataclass(frozen=True, slots=True)
class _Told:
    """What is being told: the items of the reports asked for, and in which words."""

    items: tuple[Item, ...]
    asked: ReportsAsked
    measures: bool

    @property
    def noun(self) -> str:
        return words.MEASURES_NOUN if self.measures else words.PROBLEMS_NOUN

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({h.year for h in self.asked.heads if h.year}))

    @property
    def coverage(self) -> dict[str, object]:
        """How many reports were looked through, and how many of them have anything."""
        written = len({item.head.id for item in self.items})
        return {
            "whose": self.asked.whose, "years": years_text(self.years), "reports": len(self.asked.heads),
            "written": written, "items": len(self.items), "noun": self.noun,
        }  # fmt: skip

    def of(self, theme: Theme) -> list[Item]:
        return [item for item in self.items if theme in item.themes]


def themes_answer(question: Question, context: Context) -> Answer | None:
    """The problems (or measures) of many bodies by theme, or who names the themes asked for; None for single bodies."""
    asks = question.asks(Operation.PROBLEMS, Operation.MEASURES)
    chosen = load_themes().asked(question.text, question.asks(Operation.PROBLEMS)) if not question.keys else ()
    if not asks and not chosen:
        return None
    asked = reports_asked(question, context, anybody=asks and not question.rest)
    if asked is None or isinstance(asked, Answer):
        return asked
    wants = [op is Operation.MEASURES for op in (Operation.PROBLEMS, Operation.MEASURES) if question.asks(op)]
    told = [_Told(tuple(items_of(asked.heads, m, context)), asked, m) for m in wants or [False]]
    claims = [claim for one in told for claim in _claims(one, question, chosen)]
    claims += [Claim(asked.note)] if asked.note else []
    if not any(one.items for one in told):
        return refuse(Outcome.NOT_IN_REPORT, "".join(claim.text for claim in claims))
    subjects = Subjects(tuple(dict.fromkeys(c.body for claim in claims for c in claim.citations)), told[0].years)
    tables = tuple(table for one in told if not chosen and (table := _table(one)))
    reading = wording.READING_JOIN.join((asked.whose, years_text(told[0].years), words.READING_THEMES))
    return Answer(Outcome.ANSWERED, tuple(claims), reading=reading, tables=tables, subjects=subjects)


def _claims(told: _Told, question: Question, chosen: Sequence[Theme]) -> list[Claim]:
    if not told.items:
        return [Claim(words.NOTHING_WRITTEN.format(**told.coverage))]
    unsaid = load_lexicon().asides["unsaid"].find(question.text)
    if unsaid and not chosen:
        return _silent(told) or [Claim(words.ALL_WROTE.format(**told.coverage))]
    if unsaid:
        return [_without(told, theme) for theme in chosen]
    if chosen:
        return [claim for theme in chosen for claim in _of_theme(told, theme)]
    ranked = _ranked(told)
    claims = [Claim(words.THEMES_LEAD.format(**told.coverage))]
    if question.asks(Operation.MOST) or load_lexicon().asides["everybody"].find(question.text):
        claims = [Claim(_most(told, ranked)), *claims] if ranked else claims
    by_year = len(told.asked.sets) > 1
    claims += [
        _by_year(told, nth, theme) if by_year else _theme(told, nth, theme) for nth, theme in enumerate(ranked, start=1)
    ]
    return [*claims, *_others(told), *_silent(told)]


def _ranked(told: _Told) -> list[Theme]:
    """The themes that are there, those of most bodies first."""
    counted = {theme: len({i.head.body for i in told.of(theme)}) for theme in load_themes().themes}
    return sorted((t for t, n in counted.items() if n), key=lambda theme: -counted[theme])


def _most(told: _Told, ranked: Sequence[Theme]) -> str:
    counts = {theme: len({i.head.body for i in told.of(theme)}) for theme in ranked}
    top = [theme.title(told.measures) for theme in ranked if counts[theme] == counts[ranked[0]]]
    return words.THEMES_MOST.format(theme="”“".join(top), count=counts[ranked[0]])


def _theme(told: _Told, nth: int, theme: Theme) -> Claim:
    items = _one_a_body(told.of(theme))
    example = _example(items)
    text = words.THEME.format(
        nth=nth, theme=theme.title(told.measures), count=len(items), bodies=names([i.head.body for i in items]),
        where=example.head.body, quote=example.said,
    )  # fmt: skip
    places = dict.fromkeys((example, *items[:SHOWN_PLACES]))
    return Claim(text, tuple(i.cite() for i in places))


def _example(items: Sequence[Item]) -> Item:
    """The item that is most about its theme alone; of these the first."""
    return min(items, key=lambda item: len(item.themes))


def _by_year(told: _Told, nth: int, theme: Theme) -> Claim:
    items = told.of(theme)
    counts = (
        words.YEAR_COUNT.format(year=year, count=len({i.head.body for i in items if i.head.year == year}))
        for year in told.years
    )
    last = _example([i for i in items if i.head.year == max(h.head.year or 0 for h in items)])
    text = words.THEME_YEARS.format(
        nth=nth, theme=theme.title(told.measures), counts="，".join(counts), where=where(last.head), quote=last.said
    )
    return Claim(text, (last.cite(),))


def _others(told: _Told) -> list[Claim]:
    """The items that no theme fits, quoted one by one."""
    left = [item for item in told.items if not item.themes]
    if not left:
        return []
    shown = left[:SHOWN_OTHERS]
    said = "；".join(words.OTHER_ITEM.format(where=where(i.head), quote=i.said) for i in shown)
    end = words.OTHERS_MORE if len(left) > len(shown) else ""
    text = words.OTHERS.format(count=len(left), items=said + end) + "。"
    return [Claim(text, tuple(i.cite() for i in shown))]


def _silent(told: _Told) -> list[Claim]:
    """The bodies whose reports were looked through and have none."""
    having = {item.head.body for item in told.items}
    silent = tuple(dict.fromkeys(h.body for h in told.asked.heads if h.body not in having))
    text = words.UNWRITTEN_BODIES.format(noun=told.noun, count=len(silent), bodies=names(silent))
    return [Claim(text)] if silent else []


def _of_theme(told: _Told, theme: Theme) -> list[Claim]:
    """Who names the theme: how many of those looked through, each with its sentence."""
    items = _one_a_body(told.of(theme))
    lead = words.THEME_ASKED.format(
        **told.coverage, count=len(items), theme=theme.title(told.measures), end="：" if items else "。"
    )
    claims = [Claim(lead)]
    for item in items[:SHOWN_BODIES]:
        text = words.THEME_SAID.format(where=where(item.head), quote=item.said)
        claims.append(Claim(text, (item.cite(),)))
    rest = [i.head.body for i in items[SHOWN_BODIES:]]
    return [*claims, Claim(words.THEME_MORE.format(count=len(rest), bodies=names(rest)))] if rest else claims


def _without(told: _Told, theme: Theme) -> Claim:
    """Who does not name the theme, of those looked through."""
    having = {i.head.body for i in told.of(theme)}
    rest = tuple(dict.fromkeys(h.body for h in told.asked.heads if h.body not in having))
    return Claim(
        words.WITHOUT_THEME.format(
            **told.coverage, theme=theme.title(told.measures), count=len(rest), bodies=names(rest) or words.NOBODY
        )
    )


def _one_a_body(items: Sequence[Item]) -> list[Item]:
    """The newest item of each body, in the order of the bodies."""
    newest: dict[str, Item] = {}
    for item in items:
        known = newest.get(item.head.body)
        if known is None or (item.head.year or 0) > (known.head.year or 0):
            newest[item.head.body] = item
    return list(newest.values())


def _table(told: _Told) -> Table | None:
    """Theme by theme how many bodies, year by year where several are asked for."""
    ranked = _ranked(told)
    if not ranked:
        return None
    several = len(told.asked.sets) > 1
    rows = tuple(_row(told, theme, several) for theme in ranked)
    years = tuple(words.THEME_YEAR_HEADER.format(year=year) for year in told.years)
    header = (words.THEME_HEADER[0], *years) if several else words.THEME_HEADER
    return Table(words.THEME_TABLE.format(noun=told.noun), header, rows)


def _row(told: _Told, theme: Theme, several: bool) -> tuple[TableCell, ...]:
    items = told.of(theme)
    title = TableCell(theme.title(told.measures))
    if several:
        by_year = ([i for i in items if i.head.year == year] for year in told.years)
        return (title, *(_count(told, own) for own in by_year))
    return (title, _count(told, items), TableCell(names([i.head.body for i in _one_a_body(items)])))


def _count(told: _Told, items: Sequence[Item]) -> TableCell:
    one = _one_a_body(items)
    return TableCell(words.COUNT.format(count=len(one)), tuple(i.cite() for i in one[:SHOWN_PLACES]))
