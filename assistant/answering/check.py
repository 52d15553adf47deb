"""What adds up and what doesn't: the table in itself, prose against table, one year against the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.breakdown_check import breakdown_check
from assistant.answering.check_text import Checked, brief, check_claim, cited, numbers_of, told
from assistant.answering.claims import number_claims, number_not_found, said_numbers
from assistant.answering.compare import versus
from assistant.answering.context import Context, Targets, where
from assistant.answering.fault_claims import fault_claims
from assistant.answering.growth_claims import growth_claim
from assistant.answering.region_sum import region_sum
from assistant.answering.share_claims import share_claims
from assistant.answering.value_claims import claim, figures, nested
from assistant.answering.whole_claims import whole_claims
from assistant.answering.years_check import CARRIED, SUMMED, between_years, cells_of, years_check
from assistant.checked import prose_checks, table_checks
from assistant.question import Operation, Question
from assistant.values import TOTAL, Value, find_ratio
from assistant.values import Status as ValueStatus
from corpus.checks import CheckKind, Status
from corpus.forms import load_forms
from corpus.report import Place
from corpus.store import ReportHead

# So many checks are told one by one; of more only the failing ones, behind a summary.
SHOWN_CHECKS = 3
# One number alone stands in many checks.
LEAST_NUMBERS = 2
# So many failing checks are told one by one; the rest are listed.
SHOWN_FAILS = 8

_EQUATION = re.compile("=|等于|等不等于")
_SAME = re.compile("一样|相等|相同|等于|=")
_CROSS_FOOTED = re.compile("勾稽|平不平|平否|平吗|账平|平衡|横向|纵向|各行|各列|每行|每列|第[一二三四]项|总计列|合计列")
_TABLE = re.compile("表格?|统计表")
_NAMED_TABLE = re.compile(r"第([二三四234])(?:张|个)表|表([二三四234])(?!\d)")
_TABLES = {"二": "proactive", "三": "requests", "四": "disputes", "2": "proactive", "3": "requests", "4": "disputes"}


def check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The checks that the question is about; None where it asks for none, or they can't be made."""
    if question.asks(Operation.CHECK, Operation.YES_NO):
        answer = whole_claims(question, targets, context)
        if answer is not None:
            return answer
    if not question.asks(Operation.CHECK):
        return None
    return next((a for kind in KINDS if (a := kind(question, targets, context)) is not None), None)


# --- all checks that touch what is named ----------------------------------------------------------------------


def scoped_check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The checks of the named cells, tables or kinds in each report: a summary where they are many, failing first."""
    if said_numbers(question) and not question.keys:
        return None
    claims: list[Claim] = []
    shown: list[Checked] = []
    for head in targets.heads:
        if head.form not in load_forms():
            continue
        places = _places(question, head, context)
        results = _meant(question, head, places, context)
        if not results:
            continue
        own, used = _told_of(question, head, results, context)
        others = _elsewhere(question, head, context)
        claims += [*own, *_also(others, context)]
        if places is None and _kinds(question) == frozenset(CheckKind) and not _named_tables(question):
            claims += fault_claims(head, context)
        shown += [*used, *others]
    return Answer(Outcome.ANSWERED, tuple(claims), figures=numbers_of(context, shown)) if claims else None


def _meant(question: Question, head: ReportHead, places: frozenset[Place] | None, context: Context) -> list[Checked]:
    """The checks of one report that the question is about: of the kinds, tables and cells it names."""
    kinds = _kinds(question)
    results = [c for c in _prose_and_years(head, context) if c.result.kind in kinds]
    if CheckKind.TABLE in kinds:
        results += [Checked(r, head, head) for r in table_checks(context.store.report(head.id))]
    tables = _named_tables(question)
    if tables:
        results = [c for c in results if any(cell.table in tables for cell in cells_of(c))]
    return results if places is None else _touching(question, results, places)


def _elsewhere(question: Question, head: ReportHead, context: Context) -> list[Checked]:
    """Where only the tables are asked about: the prose and years that contradict them."""
    if question.keys or _kinds(question) != {CheckKind.TABLE}:
        return []
    tables = _named_tables(question)
    found = [c for c in _prose_and_years(head, context) if c.fails]
    return [c for c in found if not tables or any(cell.table in tables for cell in cells_of(c))]


def _also(others: Sequence[Checked], context: Context) -> list[Claim]:
    if not others:
        return []
    return [Claim(wording.ALSO_FAILS.format(items="；".join(map(brief, others))), cited(context, others))]


def _prose_and_years(head: ReportHead, context: Context) -> list[Checked]:
    results = [Checked(r, head, head) for r in prose_checks(context.store.report(head.id))]
    for other in context.by_body.get(head.body, ()):
        if other.year and head.year and other.scope == head.scope and abs(other.year - head.year) == 1:
            earlier, later = sorted((other, head), key=lambda h: h.year or 0)
            results += between_years(earlier, later, context)
    return results


def _kinds(question: Question) -> frozenset[CheckKind]:
    """Prose against table where 正文 is named, the tables alone where only they are, else every kind."""
    text = question.text
    if "正文" in text:
        both = _CROSS_FOOTED.search(text)
        return frozenset((CheckKind.PROSE, CheckKind.TABLE)) if both else frozenset((CheckKind.PROSE,))
    if _CROSS_FOOTED.search(text) or SUMMED.search(text) or _EQUATION.search(text):
        return frozenset((CheckKind.TABLE,))
    if _TABLE.search(text) and not question.keys:
        return frozenset((CheckKind.TABLE,))
    return frozenset(CheckKind)


def _named_tables(question: Question) -> frozenset[str]:
    found = _NAMED_TABLE.search(question.text)
    return frozenset((_TABLES[found[1] or found[2]],)) if found else frozenset()


def _places(question: Question, head: ReportHead, context: Context) -> frozenset[Place] | None:
    """The cells of the indicators named; None where none is named: every check is meant then."""
    keys = tuple(k for k in (*question.keys, *question.base) if not find_ratio(k))
    if not keys and "结转" in question.text:
        keys = CARRIED
    if not keys:
        return None
    applicants = question.applicants or (TOTAL,)
    values = [context.reader.value(head, k, a) for k in keys for a in applicants]
    return frozenset(c.place for v in values for c in v.cells)


def _touching(question: Question, results: Sequence[Checked], places: frozenset[Place]) -> list[Checked]:
    """The checks with one of the cells; where several indicators are named and a check has all their cells, only it."""
    touching = [c for c in results if places & {cell.place for cell in cells_of(c)}]
    if len(question.keys) > 1:
        whole = [c for c in touching if places <= {cell.place for cell in cells_of(c)}]
        return whole or touching
    only = [c for c in touching if c.result.kind is CheckKind.PROSE and {cell.place for cell in cells_of(c)} <= places]
    return [c for c in touching if not only or c in only or c.result.kind is not CheckKind.PROSE]


def equation_check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Two and more numbers said without a name (859+18与805+72平否): the check of the tables that has them all."""
    said = {number.value for number in said_numbers(question)}
    if len(said) < LEAST_NUMBERS or question.keys:
        return None
    tables = _named_tables(question)
    found: list[Checked] = []
    for head in targets.heads:
        results = [Checked(r, head, head) for r in table_checks(context.store.report(head.id))]
        results = [c for c in results if said <= {cell.value for cell in cells_of(c)}]
        results = [c for c in results if not tables or any(cell.table in tables for cell in cells_of(c))]
        totals = [c for c in results if c.result.where in ("", "总计")]
        found += (totals or results)[:SHOWN_CHECKS]
    return told(context, found) if found else None


# --- told -----------------------------------------------------------------------------------------------------


def _told_of(
    question: Question, head: ReportHead, results: list[Checked], context: Context
) -> tuple[list[Claim], list[Checked]]:
    """The sentences on one report's checks, and the checks that they show."""
    failing = [c for c in results if c.fails]
    if len(results) <= SHOWN_CHECKS:
        ordered = [*failing, *(c for c in results if not c.fails)]
        return [check_claim(context, c) for c in ordered], ordered
    claims = [_summary(question, head, results, context)]
    claims += [check_claim(context, c) for c in failing[:SHOWN_FAILS]]
    if failing[SHOWN_FAILS:]:
        rest = failing[SHOWN_FAILS:]
        items = "；".join(map(brief, rest))
        claims.append(Claim(wording.CHECKS_MORE_FAIL.format(items=items), cited(context, rest)))
    holding = [c for c in results if c.result.status is Status.HOLDS and c.result.kind is CheckKind.PROSE]
    if holding and _kinds(question) == {CheckKind.PROSE}:
        claims.append(
            Claim(wording.PROSE_AGREES.format(items="；".join(map(_agreed, holding))), cited(context, holding))
        )
    shown = [*failing, *holding] if len(claims) > 1 else results[:1]
    return claims, shown


def _agreed(checked: Checked) -> str:
    name = checked.result.title.removeprefix("正文所说").split("与表")[0].removesuffix("数")
    said = next(iter(checked.result.left.figures), None)
    note = f"（{checked.result.note}）" if checked.result.note else ""
    return f"{name}{said.raw if said else ''}{note}"


def _summary(question: Question, head: ReportHead, results: Sequence[Checked], context: Context) -> Claim:
    """One sentence on all: how many of each kind were checked, and whether any fails."""
    failing = [c for c in results if c.fails]
    unknown = [c for c in results if c.result.status is Status.UNKNOWN]
    counts = "、".join(
        wording.CHECK_COUNTS[kind.value].format(count=n)
        for kind in CheckKind
        if (n := sum(c.result.kind is kind for c in results))
    )
    counts = wording.IN_BRACKETS.format(text=counts) if len({c.result.kind for c in results}) > 1 else ""
    every = _kinds(question) == frozenset(CheckKind) and not question.keys
    shown = {
        "where": where(head), "what": _scope_text(question), "counts": counts, "count": len(results),
        "holds": len(results) - len(failing) - len(unknown), "fails": len(failing), "unknown": wording.CHECKS_UNKNOWN.format(count=len(unknown)) if unknown else "",
    }  # fmt: skip
    if failing:
        template = wording.CHECKS_FAIL
    elif unknown:
        template = wording.CHECKS_OPEN
    else:
        template = wording.CHECKS_HOLD_ALL if every else wording.CHECKS_HOLD
    cites = failing or [c for c in results if c.result.key == "balance" and c.result.where == "总计"][:1] or results[:1]
    return Claim(template.format(**shown), cited(context, cites[:SHOWN_FAILS]))


def _scope_text(question: Question) -> str:
    found = _NAMED_TABLE.search(question.text)
    if question.keys:
        return wording.SCOPE_NAMED
    if "正文" in question.text:
        return wording.SCOPE_PROSE
    if found:
        name = found[1] or found[2]
        return wording.SCOPE_TABLE.format(number={"2": "二", "3": "三", "4": "四"}.get(name, name))
    return wording.SCOPE_ALL if _kinds(question) == frozenset(CheckKind) else wording.SCOPE_TABLES


# --- side by side -----------------------------------------------------------------------------------------------


def side_by_side(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Two indicators of one report side by side; one alone that prose doesn't speak of."""
    values: list[Value] = [context.reader.value(h, k) for h in targets.heads for k in question.keys]
    if not values or any(v.status is not ValueStatus.NUMBER for v in values):
        return None
    claims = [claim(context, v) for v in values]
    if len(values) == 2:
        claims.append(Claim(versus(values[0], values[1])))
    elif "正文" in question.text or "表" in question.text:
        claims.append(Claim(wording.PROSE_NOT_SAID.format(where=where(values[0].head), label=nested(values[0].label))))
    else:
        return None
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, values))


def _equal(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Whether two indicators are the same (新收和办结一样多吗): side by side, unless a check is just these two."""
    same = _SAME.search(question.text) and not re.search("正文|表", question.text)
    if not same or len(question.keys) != 2:
        return None
    for head in targets.heads:
        places = _places(question, head, context)
        if any(places == frozenset(c.place for c in cells_of(x)) for x in _meant(question, head, places, context)):
            return None
    return side_by_side(question, targets, context)


def _prose_only(question: Question, targets: Targets, context: Context) -> Answer | None:
    """One indicator that the prose doesn't speak of, asked against the prose: the cell, and that it doesn't."""
    return side_by_side(question, targets, context) if question.keys and "正文" in question.text else None


# The kinds of check in the order they are tried.
KINDS: tuple[Callable[[Question, Targets, Context], Answer | None], ...] = (
    growth_claim, share_claims, years_check, region_sum, breakdown_check, equation_check, number_claims, _equal, scoped_check, _prose_only, side_by_side,
    number_not_found,
)  # fmt: skip
