"""The tools themselves: each a call of the same services that the API uses. Blocking: call them off the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from fastapi import Request

from assistant.answer import Answer
from assistant.service.admission import Caller
from assistant.service.choice import Choice, unknown_bodies
from assistant.service.facts import Fact, FactKind
from assistant.service.measures import Measure, measure_of
from assistant.service.question_log import Channel
from assistant.service.region_tree import region_path
from assistant.service.searched import FacetName, Wanted
from assistant.values import TOTAL
from assistant.web import words_mcp as words
from assistant.web.api.answer_shapes import AnswerShown, answer_shown, citation_shown
from assistant.web.api.keys import ask_again
from assistant.web.api.report_shapes import report_shown, sections_shown
from assistant.web.api.shapes import viewer_link
from assistant.web.problems import ProblemError
from assistant.web.site import Site
from assistant.web.tools.shapes import (
    Checked,
    FindingTold,
    Found,
    Number,
    Numbers,
    PartOfReport,
    PlaceFound,
    ReportsFound,
    SideOfFinding,
)
from corpus.audit.finding import Finding
from corpus.errors import NianbaoError
from corpus.folding import squeezed
from corpus.forms.catalogue import load_catalogue
from corpus.outline import ITEM_LEVEL, heading_of
from corpus.regions import lies_in, same_place
from corpus.report import Report, Section
from corpus.store import ReportHead

# Characters of a report that are given at once.
LONGEST_PART = 8_000
NEAREST = 8


class ToolFaultError(NianbaoError):
    """What is wrong with a call, in words for the model that made it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of one site; `request` is what links are made for, `name` under whose key questions are noted.

    `caller`: whose requests are counted, None for a program of this machine.
    """

    site: Site
    request: Request
    name: str = ""
    caller: Caller | None = None

    def ask(self, question: str, before: Sequence[str], within: str) -> tuple[Answer, AnswerShown]:
        """The answer to a question after others."""
        if self.caller:
            try:
                ask_again(self.site, self.caller, len(before))
            except ProblemError as error:
                raise ToolFaultError(str(error.detail)) from error
        talk = self.site.asking.conversation(Channel.MCP, self.name, within.strip(), tuple(before))
        question = " ".join(question.split())
        answer = talk.ask(question)
        return answer, answer_shown(question, answer, self.request)

    def search(self, query: str, body: str, region: str, years: Sequence[int], limit: int) -> Found:
        """The best places for a query."""
        chosen = {(FacetName.YEAR, str(year)) for year in years}
        if region:
            chosen.add((FacetName.REGION, (region_path(region) or (region,))[-1]))
        wanted = Wanted(text=query, chosen=frozenset(chosen), named=body.strip())
        results = self.site.search.results(wanted)
        if results.index is None:
            raise ToolFaultError(words.NOT_READY)
        found = [
            PlaceFound(
                report=report_shown(hit.head, self.request),
                text=hit.text,
                chapter=hit.chapter,
                start=hit.start,
                end=hit.end,
                matched_by=[leg.value for leg in hit.legs],
                link=viewer_link(self.request, hit.head.id, hit.start, hit.end),
            )
            for hit in self.site.search.hits(wanted, limit)
        ]
        return Found(items=found, total=results.places, searched=results.index.message)

    def section(self, report_id: str, section: str, start: int | None) -> PartOfReport:
        """The outline of a report, or the text of a section of it from `start` on."""
        head, report = self._report(report_id)
        found = _section_named(report, section) if section.strip() else None
        whole = section.strip() or start is not None
        first = max(start or 0, found.start if found else 0)
        last = found.end if found else len(report.text)
        end = min(last, first + LONGEST_PART) if whole else first
        shown = sections_shown(report, self.request)
        return PartOfReport(
            report=report_shown(head, self.request),
            outline=[] if whole else shown,
            section=shown[report.sections.index(found)] if found else None,
            start=first,
            end=max(first, end),
            text=report.text[first:end],
            next_start=end if whole and end < last else None,
            link=viewer_link(self.request, report.id, first, end) if whole else viewer_link(self.request, report.id),
        )

    def facts(
        self,
        indicators: Sequence[str],
        bodies: Sequence[str],
        regions: Sequence[str],
        years: Sequence[int],
        applicant: str,
        limit: int,
    ) -> Numbers:
        """Statutory numbers; those of years without a report are told too where years are asked for."""
        measures = tuple(dict.fromkeys(_measure(name, applicant) for name in indicators))
        choice = Choice(
            bodies=tuple(dict.fromkeys(bodies)),
            regions=tuple(dict.fromkeys(regions)),
            measures=measures,
            years=tuple(sorted(set(years))),
        )
        if unknown := unknown_bodies(choice, self.site.store.heads()):
            raise ToolFaultError(words.UNKNOWN_NAMES.format(names="、".join(unknown)))
        found = self.site.facts.of(choice, absent=bool(years))
        return Numbers(items=[self._number(fact) for fact in found[:limit]], total=len(found))

    def _number(self, fact: Fact) -> Number:
        cited = self.site.facts.citations(fact)
        is_number = fact.kind is FactKind.NUMBER and fact.value is not None
        return Number(
            body=fact.body,
            year=fact.year,
            indicator=fact.measure.key,
            label=fact.label or fact.measure.label,
            applicant=fact.measure.applicant,
            kind=fact.kind,
            value=f"{fact.value:f}" if is_number else None,
            unit=fact.unit or fact.measure.unit,
            text=fact.text,
            note=" ".join(filter(None, (fact.formula, fact.note, fact.corrected, fact.doubt))),
            citations=[citation_shown(n, c, self.request) for n, c in enumerate(cited, start=1)],
        )

    def reports(self, body: str, region: str, years: Sequence[int], limit: int, offset: int) -> ReportsFound:
        """The reports loaded, by body and year."""
        found = [head for head in self.site.store.heads() if _fits(head, body.strip(), region.strip(), years)]
        found.sort(key=lambda head: (head.body, head.year or 0, head.id))
        shown = [report_shown(head, self.request) for head in found[offset : offset + limit]]
        return ReportsFound(items=shown, total=len(found))

    def check(self, report_id: str) -> Checked:
        """What is wrong or doubtful in a report."""
        head, _ = self._report(report_id)
        findings = self.site.checks.of_report(report_id)
        return Checked(report=report_shown(head, self.request), findings=[self._finding(f) for f in findings])

    def _finding(self, finding: Finding) -> FindingTold:
        sides = [
            SideOfFinding(
                report_id=side.report_id,
                body=side.body,
                year=side.year,
                said=side.said,
                place=side.place,
                quote=side.quote,
                start=side.start,
                end=side.end,
                link=viewer_link(self.request, side.report_id, side.start, side.end),
            )
            for side in finding.sides
        ]
        kind = finding.kind
        return FindingTold(
            severity=kind.severity.key,
            kind=kind.name,
            message=finding.message,
            note=finding.note,
            reason=kind.reason,
            sides=sides,
        )

    def _report(self, report_id: str) -> tuple[ReportHead, Report]:
        head = self.site.store.head(report_id)
        try:
            if head:
                return head, self.site.store.report(report_id)
        except KeyError:
            pass  # removed between the two
        raise ToolFaultError(words.NO_REPORT.format(id=report_id[:60]))


def _fits(head: ReportHead, body: str, region: str, years: Sequence[int]) -> bool:
    return (
        (not body or any(body in name for name in (head.body, *head.aliases)))
        and (not region or same_place(head.region, region) or lies_in(head.region, region))
        and (not years or head.year in years)
    )


def _section_named(report: Report, said: str) -> Section:
    """The section with that number, or whose heading has those words; the outermost first."""
    wanted = squeezed(said).removeprefix("第").removesuffix("部分").removesuffix("章").strip("、.．")
    by_number = [s for s in report.sections if wanted in (squeezed(s.number).strip("、.．（）()"), str(s.chapter))]
    by_words = [s for s in report.sections if wanted and wanted in squeezed(heading_of(s))]
    found = min(by_number or by_words, key=lambda s: (s.level, s.start), default=None)
    if found is None:
        known = "、".join(heading_of(s) for s in report.sections if s.level < ITEM_LEVEL)
        raise ToolFaultError(words.NO_SECTION.format(section=said[:60], known=known))
    return found


def _measure(name: str, applicant: str) -> Measure:
    """The measure of that key, or called so in the catalogue."""
    key = _key_called(name.strip())
    try:
        measure_of(key)
    except NianbaoError:
        raise ToolFaultError(words.NO_INDICATOR.format(name=name[:60], near=_near(name))) from None
    try:
        return measure_of(key if applicant in ("", TOTAL) else f"{key}:{applicant}")
    except NianbaoError as error:
        raise ToolFaultError(str(error)) from None


class _Counted(NamedTuple):
    """An indicator or ratio of the catalogue, as it may be called."""

    label: str
    key: str
    aliases: tuple[str, ...]


@cache
def _counted() -> tuple[_Counted, ...]:
    catalogue = load_catalogue()
    return (
        *(_Counted(i.label, i.key, tuple(i.aliases)) for i in catalogue.indicators),
        *(_Counted(r.label, r.key, tuple(r.aliases)) for r in catalogue.ratios),
    )


def _key_called(name: str) -> str:
    """The key of the one indicator or ratio with that label or alias; the name itself where none or several are."""
    for called in ([c.key for c in _counted() if name == c.label], [c.key for c in _counted() if name in c.aliases]):
        if len(called) == 1:
            return called[0]
    return name


def _near(name: str) -> str:
    """The indicators whose names are most like it, with their keys."""
    likeness = {
        c: max(SequenceMatcher(None, name, said).ratio() for said in (c.label, c.key, *c.aliases)) for c in _counted()
    }
    nearest = sorted(_counted(), key=lambda c: (-likeness[c], c.key))[:NEAREST]
    return "、".join(f"{c.label}（{c.key}）" for c in nearest)
