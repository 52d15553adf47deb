"""What else is wrong or doubtful in a report that is asked about as a whole: its chapters, its words, its growth."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import wording
from assistant.answer import Citation, Claim
from assistant.answering.context import Context
from assistant.citing import cite_span
from assistant.memo import PerReport
from corpus.audit.finding import Finding, Spot
from corpus.audit.kinds import Severity
from corpus.audit.walk import beside_sums
from corpus.audit.years import check_against_last_year
from corpus.store import ReportHead

# So many are told of one report; the command line lists them all.
SHOWN = 5
# What the reader could not make out is no fault of the report.
_READING = frozenset(("unread", "doubtful_cell", "stale_correction"))

_faults = PerReport(lambda report: tuple(beside_sums(report)))


def fault_claims(head: ReportHead, context: Context) -> list[Claim]:
    """A claim for each error and doubt of the report beside its sums, the errors first, each with its places."""
    found = [f for f in (*_faults(context.store.report(head.id)), *_beside_last_year(head, context)) if _is_told(f)]
    found.sort(key=lambda f: f.kind.severity.rank)
    claims = [_claim(f, context) for f in found[:SHOWN]]
    if found[SHOWN:]:
        claims.append(Claim(wording.MORE_FAULTS.format(count=len(found) - SHOWN)))
    return claims


def _is_told(finding: Finding) -> bool:
    return finding.kind.severity in (Severity.ERROR, Severity.DOUBT) and finding.kind.key not in _READING


def _beside_last_year(head: ReportHead, context: Context) -> Iterator[Finding]:
    for other in context.by_body.get(head.body, ()):
        if other.year and head.year and other.year + 1 == head.year and other.scope is head.scope:
            yield from check_against_last_year(context.store.report(other.id), context.store.report(head.id))


def _claim(finding: Finding, context: Context) -> Claim:
    text = wording.FAULT.format(
        severity=finding.kind.severity.label, name=finding.kind.name, message=finding.message.rstrip("。")
    )
    cites = (_cited(side, context) for side in finding.sides)
    return Claim(text, tuple(dict.fromkeys(c for c in cites if c)))


def _cited(side: Spot, context: Context) -> Citation | None:
    head = context.store.head(side.report_id)
    if head is None or side.start == side.end:
        return None
    return cite_span(head, context.store.report(head.id), side.start, side.end, None)
