"""What adds up and what doesn't: the table in itself, prose against table, one year against the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.answering.compare import versus
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure import shown_quote, subject_words
from assistant.answering.lookup import claim, figures, nested
from assistant.answering.matching import coverage, prose_of
from assistant.citing import cell_figure, cite_cell, cite_figure, cite_span, plain, prose_figure
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import Status as ValueStatus
from assistant.values import percent
from corpus.breakdowns import Breakdown, breakdowns
from corpus.checks import CheckKind, CheckResult, Side, Status, check_prose, check_report, check_years
from corpus.forms import load_forms
from corpus.report import CellKind, Report
from corpus.store import ReportHead

# Claims of completeness in prose, set against 结转下年度 in the table.
_ALL_DONE = re.compile(r"(所有|全部|均已?|都).{0,12}(办理完成|办结|办完|按时答复|答复完毕|处理完毕|办理完毕)")
_COUNT_AND_SHARE = re.compile(r"([^，。；、\d]{2,20})(\d+)件[，（(]?占(?:比|总数|全部|比例为?)?(?:的)?(\d+(?:\.\d+)?)%")
# A printed share may be rounded to its own decimals; beyond half of its last one it is another number.
_HALF = Decimal("0.5")


def check(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The checks that the question is about: years, a breakdown, prose against table, or the whole table."""
    if _asks_all_done(question) and question.asks(Operation.CHECK, Operation.YES_NO):
        return _all_done(question, targets, context)
    if not question.asks(Operation.CHECK):
        return None
    for kind in (_years, _breakdown, _shares, _whole_table, _prose, _equal, _tables):
        answer = kind(question, targets, context)
        if answer is not None:
            return answer
    return None


# --- sides and claims -------------------------------------------------------------------------------


def _side(side: Side, report: Report) -> str:
    quote = (
        f"（原文“{shown_quote(report.text[f.sentence_start : f.sentence_end])}”）"
        if (f := next(iter(side.figures), None))
        else ""
    )
    return f"{side.formula}{quote if len(quote) < 120 else ''}"


def _cited(context: Context, sides: Iterable[tuple[Side, ReportHead]]) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for side, head in sides:
        report = context.store.report(head.id)
        found += [cite_cell(context.store, head, c) for c in side.cells]
        found += [cite_figure(head, report, f) for f in side.figures]
    return tuple(dict.fromkeys(found))


def _figures(
    context: Context, results: Sequence[tuple[CheckResult, ReportHead, ReportHead]]
) -> tuple[AnswerFigure, ...]:
    found: list[AnswerFigure] = []
    for result, left, right in results:
        for side, head in ((result.left, left), (result.right, right)):
            found += [cell_figure(context.store, head, c) for c in side.cells if c.kind is CellKind.NUMBER]
            report = context.store.report(head.id)
            found += [prose_figure(head, report, f) for f in side.figures]
    return tuple(dict.fromkeys(found))


def verdict(result: CheckResult, left: str, right: str) -> str:
    """对得上 / 对不上 / 无法判断, with both sides."""
    if result.status is Status.HOLDS:
        return wording.CHECK_HOLDS.format(left=left, right=right)
    if result.status is Status.FAILS:
        difference = abs((result.left.value or Decimal(0)) - (result.right.value or Decimal(0)))
        return wording.CHECK_FAILS.format(left=left, right=right, difference=plain(difference))
    return wording.CHECK_UNKNOWN.format(left=left, right=right)


def _claim(context: Context, result: CheckResult, left: ReportHead, right: ReportHead) -> Claim:
    place = f"（{result.where}）" if result.where else ""
    text = wording.CHECK_TITLE.format(
        where=where(left), title=result.title, place=place,
        verdict=verdict(result, _side(result.left, context.store.report(left.id)), _side(result.right, context.store.report(right.id))),
    )  # fmt: skip
    if result.note:
        text += wording.NOTE.format(note=result.note.rstrip("。"))
    return Claim(text, _cited(context, ((result.left, left), (result.right, right))))


def _answer(
    context: Context, results: Sequence[tuple[CheckResult, ReportHead, ReportHead]], before: Sequence[Claim] = ()
) -> Answer:
    claims = [*before, *(_claim(context, *r) for r in results)]
    return Answer(Outcome.ANSWERED, tuple(claims), figures=_figures(context, results))


# --- one kind each -----------------------------------------------------------------------------------


def _years(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Carry-over and effective documents between consecutive years of one body."""
    documents = any(k.startswith(("proactive.rule", "proactive.normative")) for k in question.keys)
    if "结转" not in question.text and not documents:
        return None
    found = []
    for body in targets.bodies:
        heads = sorted((h for h in context.by_body.get(body, ()) if h.year), key=lambda h: h.year or 0)
        wanted = set(targets.years)
        pairs = [(a, b) for a in heads for b in heads if (a.year or 0) + 1 == b.year and {a.year, b.year} & wanted]
        if len(wanted) > 1:
            pairs = [(a, b) for a, b in pairs if {a.year, b.year} <= wanted]
        for earlier, later in pairs:
            results = check_years(context.store.report(earlier.id), context.store.report(later.id))
            for result in results:
                cells = (*result.left.cells, *result.right.cells)
                is_carry = any("carried" in c.row for c in cells)
                if is_carry == ("结转" in question.text) and (not is_carry or any(c.column == "total" for c in cells)):
                    found.append((result, earlier, later))
    return _answer(context, found) if found else None


def _all_done(question: Question, targets: Targets, context: Context) -> Answer | None:
    """'所有申请均已办理完成' against what the table carries into the next year."""
    for head in targets.heads:
        report = context.store.report(head.id)
        said = next((s for s in prose_of(report).sentences if _ALL_DONE.search(s.folded) and "申请" in s.folded), None)
        carried = context.reader.value(head, "requests.carried_out")
        if carried.status is not ValueStatus.NUMBER:
            cell = next((c for c in report.cells if (c.row, c.column) == ("carried_out", "natural")), None)
            if cell is None or cell.value is None:
                continue
        handled = context.reader.value(head, "requests.handled")
        cells = [cite_cell(context.store, head, c) for c in (*carried.cells, *handled.cells)]
        shown = {"carried": carried.said, "handled": handled.said}
        if said is None:
            template = wording.NOT_ALL_DONE if carried.value else wording.ALL_DONE
            claim = Claim(template.format(where=where(head), **shown), tuple(cells))
        else:
            quote = shown_quote(report.text[said.start : said.end])
            template = wording.ALL_DONE_FAILS if carried.value else wording.ALL_DONE_HOLDS
            cited = (cite_span(head, report, said.start, said.end, said.chapter), *cells)
            claim = Claim(template.format(quote=quote, **shown), cited)
        numbers = [cell_figure(context.store, head, c) for c in (*carried.cells, *handled.cells) if c.value is not None]
        return Answer(Outcome.ANSWERED, (claim,), figures=tuple(numbers))
    return None


def _asks_all_done(question: Question) -> bool:
    return bool(re.search("(所有|全部|都|全).{0,8}(办完|办结|办理完|答复)", question.text))


def _whole_table(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The cross-footing of the tables, where rows, columns or the 勾稽 itself are named."""
    named = re.search("勾稽|平不平|平吗|平衡|横向|纵向|各行|各列|每行|每列|第[一二三四]项|总计列|合计列", question.text)
    return _tables(question, targets, context) if named else None


def _equal(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Two indicators of one report set side by side; one alone that prose doesn't speak of."""
    values = [context.reader.value(h, k) for h in targets.heads for k in question.keys]
    if not values or any(v.status is not ValueStatus.NUMBER for v in values):
        return None
    told = [claim(context, v) for v in values]
    if len(values) == 2:
        told.append(Claim(versus(values[0], values[1])))
    elif "正文" in question.text or "表" in question.text:
        told.append(Claim(wording.PROSE_NOT_SAID.format(where=where(values[0].head), label=nested(values[0].label))))
    else:
        return None
    return Answer(Outcome.ANSWERED, tuple(told), figures=figures(context, values))


def _breakdown(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Whether the parts that prose lists add up to the total it gives."""
    if not re.search("加起来|相加|之和|合计|总和|加总|等于|是不是", question.text):
        return None
    for head in targets.heads:
        report = context.store.report(head.id)
        found = _asked_breakdown(question, report)
        if found is None:
            continue
        total = sum((f.value for f in found.parts), Decimal(0))
        items = "、".join(f"{n}{f.raw}" for n, f in zip(found.names, found.parts, strict=True))
        shown = {"items": items, "total": f"{plain(total)}{found.head.unit}", "head": found.head.raw}
        if total == found.head.value:
            text = wording.PARTS_SUM_HOLDS.format(**shown)
        else:
            text = wording.PARTS_SUM_FAILS.format(**shown, difference=plain(abs(total - found.head.value)))
        numbers = tuple(prose_figure(head, report, f) for f in (found.head, *found.parts))
        return Answer(
            Outcome.ANSWERED, (Claim(where(head) + text, (cite_figure(head, report, found.head),)),), figures=numbers
        )
    return None


def _asked_breakdown(question: Question, report: Report) -> Breakdown | None:
    """The breakdown whose total is a number of the question; else the one that fits its words best."""
    found = breakdowns(report.text, report.figures)
    for b in found:
        if plain(b.head.value) in question.numbers:
            return b
    if question.numbers:
        return None
    words, prose = subject_words(question.clauses), prose_of(report)
    ranked = sorted(found, key=lambda b: -coverage(words, fold(b.head.what), prose))
    return ranked[0] if ranked and coverage(words, fold(ranked[0].head.what), prose) > 0.5 else None


def _shares(question: Question, targets: Targets, context: Context) -> Answer | None:
    """'N件，占P%' in prose against the share that the table gives; with it the count itself."""
    claims: list[Claim] = []
    results: list[tuple[CheckResult, ReportHead, ReportHead]] = []
    if not any("%" in n for n in question.numbers):
        return None
    for head in targets.heads:
        report = context.store.report(head.id)
        bottom = context.reader.value(head, "requests.handled")
        for result in check_prose(report):
            figure = next(iter((*result.left.figures, *result.right.figures)), None)
            if figure is None or plain(figure.value) not in question.numbers:
                continue
            results.append((result, head, head))
            table = result.right if result.left.figures else result.left
            printed = _printed_share(report, figure.start, figure.sentence_end)
            if printed is None or table.value is None or not bottom.value:
                continue
            exact = percent(table.value, bottom.value)
            step = Decimal(1).scaleb(-max(0, -int(printed.as_tuple().exponent)))
            template = wording.SHARE_CLAIM_HOLDS if abs(exact - printed) <= step * _HALF else wording.SHARE_CLAIM_FAILS
            quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
            text = template.format(
                quote=_clause_with(quote, figure.raw),
                percent=plain(exact),
                top=plain(table.value),
                bottom=plain(bottom.value),
            )
            cells = tuple(cite_cell(context.store, head, c) for c in (*table.cells, *bottom.cells))
            claims.append(Claim(text, (cite_figure(head, report, figure), *cells)))
    return _answer(context, results, claims) if results else None


def _printed_share(report: Report, start: int, end: int) -> Decimal | None:
    found = re.match(
        r"[\d.]+[^，。；\d]{0,3}[，,（(]?\s*占[^\d，。；]{0,10}(\d+(?:\.\d+)?)[%％]", report.text[start:end]
    )
    return Decimal(found[1]) if found else None


def _clause_with(quote: str, raw: str) -> str:
    """The part of a sentence between stops that holds the words, with its share behind it."""
    at = quote.find(raw)
    start = max(quote.rfind(mark, 0, at) for mark in "；。，") + 1
    ends = [p for mark in "；。" if (p := quote.find(mark, at)) >= 0]
    return quote[start : min(ends, default=len(quote))]


def _prose(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Numbers that prose and table both give; those the question names, else all."""
    asked = bool(question.numbers) or "正文" in question.text or "表" in question.text
    results = []
    for head in targets.heads:
        report = context.store.report(head.id)
        results += [(r, head, head) for r in check_prose(report)]
    named = [r for r in results if _names(r[0], question)]
    chosen = named or (results if asked and not question.numbers and not question.keys else [])
    return _answer(context, chosen) if chosen else None


def _names(result: CheckResult, question: Question) -> bool:
    """Whether the question gives one of the numbers of a check, or names its indicator."""
    figures = (*result.left.figures, *result.right.figures)
    if any(plain(f.value) in question.numbers for f in figures):
        return True
    if question.numbers:
        return False
    cells = (*result.left.cells, *result.right.cells)
    rows = {f"{c.table}.{c.row}" if c.table == "requests" else f"{c.table}.{c.column}" for c in cells}
    return any(k in rows or any(r.startswith(k.removesuffix("total").rstrip(".")) for r in rows) for k in question.keys)


def _tables(question: Question, targets: Targets, context: Context) -> Answer | None:
    """All cross-footing of the tables: one sentence, then what fails, one by one; None where a number is in doubt."""
    if question.numbers or question.keys:
        return None
    claims: list[Claim] = []
    shown: list[tuple[CheckResult, ReportHead, ReportHead]] = []
    for head in targets.heads:
        if head.form not in load_forms():
            continue
        results = check_report(context.store.report(head.id))
        count = {s: sum(r.status is s for r in results) for s in Status}
        failing = [r for r in results if r.status is Status.FAILS]
        if count[Status.HOLDS] == len(results):
            text = wording.CHECKS_ALL_HOLD.format(where=where(head), count=len(results))
        else:
            text = wording.CHECKS_SOME.format(
                where=where(head), count=len(results), holds=count[Status.HOLDS],
                fails=count[Status.FAILS], unknown=count[Status.UNKNOWN],
            )  # fmt: skip
        shown_results = failing or [r for r in results if r.key == "balance" and r.where == "总计"][:1] or results[:1]
        claims.append(Claim(text, _cited(context, ((r.left, head) for r in shown_results))))
        shown += [(r, head, head) for r in failing]
        for result in check_prose(context.store.report(head.id)):
            if result.kind is CheckKind.PROSE and result.status is Status.FAILS:
                shown.append((result, head, head))
    return _answer(context, shown, claims) if claims else None
