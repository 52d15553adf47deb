"""What the answering modules share: where values come from, and which reports a question means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.asked_years import wanted_years
from assistant.answering.other_names import OtherName, taken_over_notes, under_other_names
from assistant.checked import Failing
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.local_words import LocalWords
from assistant.question import Origin, Question
from assistant.values import Reader
from corpus.kinds import kind_of
from corpus.places import parse_places, stem
from corpus.regions import lies_in, locate
from corpus.report import Scope
from corpus.store import ReportHead, Store
from index.link import IndicatorLinker
from index.passage_rows import Paragraph
from index.search import Hit
from index.where import Where

if TYPE_CHECKING:
    from assistant.readings import Readings

# So many names fit into a sentence that asks back or tells what is loaded.
SHOWN_NAMES = 8
# A question without a year shows every loaded year up to this many; beyond, the newest ones.
SHOWN_YEARS = 6


class Searching(Protocol):
    """What answers need of the index; see `SearchIndex`."""

    def search(self, query: str, where: Where = ..., limit: int = ...) -> list[Hit]: ...

    def paragraphs(self, where: Where, containing: Sequence[str] = ...) -> list[Paragraph]: ...


@dataclass(frozen=True, slots=True)
class Context:
    """The store and what is built on it; `search` opens the index, which may know no vectors yet.

    `read`: how a question is read with the names of what is loaded; `heads`: the annual reports on
    disclosure, `by_body` those of each body, bodies and heads in the same order; `free`: the reports of other kinds, which
    no statutory number is taken from; `failing`: the table checks that fail; `local`: words that people of the place use.
    """

    store: Store
    reader: Reader
    gazetteer: Gazetteer
    read: Readings
    heads: tuple[ReportHead, ...]
    search: Callable[[], Searching]
    linker: IndicatorLinker
    example: str
    by_body: Mapping[str, tuple[ReportHead, ...]]
    failing: Failing
    free: tuple[ReportHead, ...] = ()
    local: LocalWords = field(default_factory=LocalWords)


@dataclass(frozen=True, slots=True)
class Targets:
    """The reports meant, in the order asked (bodies, then years); `missing`: (body, years) that are not loaded.

    `renamed`: which of the heads are of years in which the body had another name.
    """

    heads: tuple[ReportHead, ...]
    missing: tuple[tuple[str, tuple[int, ...]], ...] = ()
    renamed: tuple[OtherName, ...] = ()
    body_origin: Origin = Origin.SAID
    year_origin: Origin = Origin.SAID

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies of the reports, once each."""
        return tuple(dict.fromkeys(h.body for h in self.heads))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the reports, once each, ascending."""
        return tuple(sorted({h.year for h in self.heads if h.year}))


def grouped_by_body(heads: Sequence[ReportHead]) -> dict[str, tuple[ReportHead, ...]]:
    """The heads of each body, in the order of `heads`."""
    found: dict[str, list[ReportHead]] = {}
    for head in heads:
        found.setdefault(head.body, []).append(head)
    return {body: tuple(own) for body, own in found.items()}


def refuse(outcome: Outcome, text: str, choices: Sequence[str] = ()) -> Answer:
    """An answer without a claim on any report: nothing is cited."""
    return Answer(outcome, (Claim(text),), choices=tuple(choices))


def names(items: Sequence[str]) -> str:
    """'甲、乙、丙等12个' — as many as fit a sentence."""
    shown = "、".join(items[:SHOWN_NAMES])
    return f"{shown}等{len(items)}个" if len(items) > SHOWN_NAMES else shown


def years_text(years: Sequence[int]) -> str:
    """'2021年、2022年'."""
    return "、".join(f"{y}年" for y in years)


def span_text(years: Sequence[int]) -> str:
    """'2019年至2022年、2024年': ascending years, three and more in a row by the first and the last."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    said = (
        years_text(run) if len(run) < 3 else wording.YEARS_FROM_TO.format(first=run[0], last=run[-1]) for run in runs
    )
    return "、".join(said)


def whose(head: ReportHead) -> str:
    """'宿迁市（汇总）': the body, with what its report covers where that is said."""
    return head.body + {Scope.WHOLE_REGION: "（汇总）", Scope.OWN: "（本级）"}.get(head.scope, "")


def where(head: ReportHead) -> str:
    """'宿迁市2023年', '宿迁市2024年政府工作报告', or the title where that says more; 全市汇总 and 本级 are told apart."""
    kind = kind_of(head.title, head.form)
    if not head.year or (kind and not kind.named):
        return f"《{head.title}》"
    return f"{whose(head)}{head.year}年{kind.name if kind else ''}"


def reports_text(heads: Sequence[ReportHead]) -> str:
    """'宿迁市2023年', or '宿迁市2019—2024年的6份年报' of several of one body."""
    bodies = dict.fromkeys(h.body for h in heads)
    told = []
    for body in bodies:
        own = [h for h in heads if h.body == body]
        years = sorted({h.year for h in own if h.year})
        if len(own) < 3 or not years:
            told += [where(h) for h in own]
            continue
        span = words.YEARS_SPAN.format(first=years[0], last=years[-1])
        told.append(words.REPORTS_OF.format(body=body, years=span, count=len(own)))
    return names(told)


def _fitting(bodies: Sequence[str], context: Context, years: Sequence[int]) -> tuple[str, ...]:
    """The bodies that have every one of the years; where none has, those that have one; else all."""
    have = {b: {h.year for h in context.by_body.get(b, ())} for b in bodies}
    for test in (all, any):
        fit = tuple(b for b in bodies if years and test(y in have[b] for y in years))
        if fit:
            return fit
    return tuple(bodies)


def _choose(group: tuple[str, ...], context: Context, years: Sequence[int]) -> tuple[str, ...]:
    """The bodies that may be meant; which of several places of one name it is, their years don't tell."""
    return group if len(group) == 1 or _shared_name(group, context) else _fitting(group, context, years)


def _shared_name(group: Sequence[str], context: Context) -> str:
    """The name that the bodies' places have in common though they are different places (鼓楼区); '' for one place."""
    regions = {context.gazetteer.region_of.get(b, "") for b in group}
    if len(regions) < 2 or "" in regions:
        return ""
    last = {parse_places(region).places[-1:] for region in regions}
    alike = len({stem(place) for found in last for place in found}) == 1 and () not in last
    places = {place.key if (place := locate(region)) else "" for region in regions}
    return "、".join(sorted(found[0] for found in last)) if alike and "" not in places and len(places) > 1 else ""


def _most_alike(name: str, context: Context) -> tuple[str, ...]:
    """The bodies loaded, first those that have most of the name's pairs of characters; those without a name last."""
    asked = set(pairwise(name))
    return tuple(
        sorted(
            context.by_body, key=lambda body: (-len(asked & set(pairwise(body))), not context.by_body[body][0].region)
        )
    )


def find_targets(question: Question, context: Context) -> Targets | Answer:
    """The reports a question means; or the answer that asks which body, or says that it is not loaded."""
    if not context.heads:
        return refuse(Outcome.NOT_LOADED, wording.EMPTY_STORE)
    if question.unknown and not question.bodies:
        name = question.unknown[0]
        nearby = context.gazetteer.regions.get(name, ())
        nearby = nearby or tuple(b for b in context.by_body if lies_in(context.by_body[b][0].region, name))
        loaded = nearby or _most_alike(name, context)
        return refuse(
            Outcome.NOT_LOADED,
            wording.NOT_LOADED_BODY.format(name=name, loaded=names(loaded)),
            loaded[:4],
        )
    groups, origin = question.bodies, question.origins.get("bodies", Origin.SAID)
    if not groups:
        return _without_body(question, context)
    chosen: list[str] = []
    for group in groups:
        group = _of_scope(group, question, context)
        group = _nearby(group, chosen, question, context)
        fit = _choose(group, context, wanted_years(question, _loaded(group, context)))
        if len(fit) > 1:
            shared = _shared_name(fit, context)
            text = wording.ASK_PLACE if shared else wording.ASK_BODY
            return refuse(Outcome.ASKS_BACK, text.format(name=shared, choices=names(fit)), fit[:SHOWN_NAMES])
        chosen.append(fit[0])
    return _heads_of(tuple(dict.fromkeys(chosen)), question, context, origin)


def _nearby(bodies: tuple[str, ...], chosen: Sequence[str], question: Question, context: Context) -> tuple[str, ...]:
    """Of several bodies, those in the region of the one named or asked about just before (那市监局呢), if any."""
    last = chosen[-1:] or next((group for group in reversed(question.earlier_bodies) if len(group) == 1), ())
    regions = {context.gazetteer.region_of.get(b, "") for b in last} - {""}
    return tuple(b for b in bodies if context.gazetteer.region_of.get(b) in regions) or bodies


def _of_scope(group: tuple[str, ...], question: Question, context: Context) -> tuple[str, ...]:
    """The bodies of the regions meant whose reports are of the scope said (本级, 全市); the group where none is."""
    if question.scope is Scope.UNSTATED:
        return group
    regions = {h.region for b in group for h in context.by_body.get(b, ())}
    governments = [h for h in context.heads if h.region in regions and is_government(h)]
    if not any(h.body in group for h in governments):
        return group
    own = tuple(dict.fromkeys(h.body for h in governments if h.scope is question.scope))
    # Where only the whole region's report is loaded, its part 本级 is asked for: parts.py answers that.
    return own or group


def is_government(head: ReportHead) -> bool:
    """Whether the body speaks for its whole region: 某市, 某市人民政府, or their office."""
    return speaks_for(head.body, head.region)


def speaks_for(body: str, region: str) -> bool:
    """Whether the body is the government of that region, by its name."""
    return body.removeprefix(region) in ("", "人民政府", "政府")


def _loaded(bodies: Sequence[str], context: Context) -> tuple[int, ...]:
    return tuple(sorted({h.year for b in bodies for h in context.by_body.get(b, ()) if h.year}))


def _without_body(question: Question, context: Context) -> Targets | Answer:
    bodies = tuple(context.by_body)
    years = wanted_years(question, _loaded(bodies, context))
    fit = tuple(b for b in bodies if not years or any(h.year in years for h in context.by_body[b]))
    if years and not fit:
        loaded = _loaded(bodies, context)
        text = wording.NOT_LOADED_SINGLE.format(years=years_text(years), loaded=years_text(loaded))
        return refuse(Outcome.NOT_LOADED, text)
    if len(fit) == 1:
        return _heads_of(fit, question, context, Origin.ONLY_ONE)
    return refuse(Outcome.ASKS_BACK, wording.ASK_BODY.format(choices=names(fit)), fit[:SHOWN_NAMES])


def _heads_of(bodies: tuple[str, ...], question: Question, context: Context, origin: Origin) -> Targets | Answer:
    heads: list[ReportHead] = []
    missing: list[tuple[str, tuple[int, ...]]] = []
    renamed: list[OtherName] = []
    year_origin = question.origins.get("years", Origin.SAID)
    for body in bodies:
        own = list(context.by_body.get(body, ()))
        own = [h for h in own if h.scope is question.scope] or own
        loaded = _loaded((body,), context)
        years = wanted_years(question, loaded)
        if not years:
            year_origin = Origin.ONLY_ONE
            newest = loaded[-SHOWN_YEARS:]
            heads += [h for h in own if h.year is None or h.year in newest]
            continue
        lost = tuple(y for y in years if y not in loaded)
        others = under_other_names(body, lost, context.by_body) if lost and own else []
        renamed += others
        heads += [h for y in years for h in (*own, *(o.head for o in others)) if h.year == y]
        lost = tuple(y for y in lost if all(o.head.year != y for o in others))
        if lost:
            missing.append((body, lost))
    if not heads:
        last = _loaded([body for body, _ in missing], context)[-1:]
        return refuse(Outcome.NOT_LOADED, _missing_text(missing, context), (years_text(last),) if last else ())
    return Targets(tuple(dict.fromkeys(heads)), tuple(missing), tuple(renamed), origin, year_origin)


def _missing_text(missing: Sequence[tuple[str, tuple[int, ...]]], context: Context) -> str:
    return "".join(
        wording.NOT_LOADED_YEAR.format(body=b, years=years_text(y), loaded=years_text(_loaded((b,), context)))
        + "".join(taken_over_notes(b, y, context.by_body) if b in context.by_body else ())
        for b, y in missing
    )


def with_missing(answer: Answer, targets: Targets, context: Context) -> Answer:
    """The answer with a sentence on what was asked and is not loaded; answered becomes partly."""
    from_table = any(c.table for c in answer.citations) or not answer.citations
    if not targets.missing or answer.outcome is not Outcome.ANSWERED or not from_table:
        return answer
    claims = (*answer.claims, Claim(_missing_text(targets.missing, context)))
    return replace(answer, outcome=Outcome.PARTLY, claims=claims)


def with_absent(answer: Answer, question: Question) -> Answer:
    """The answer on the loaded bodies of a list, with a sentence on those that are not loaded; answered becomes partly."""
    if not question.absent or answer.outcome not in (Outcome.ANSWERED, Outcome.PARTLY):
        return answer
    claim = Claim(wording.ABSENT.format(names="、".join(question.absent)))
    return replace(answer, outcome=Outcome.PARTLY, claims=(*answer.claims, claim))
