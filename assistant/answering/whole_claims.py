"""Claims of completeness (全部办结, 均获维持, 零败诉) against the cells that must be zero for them to be true."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant import wording
from assistant.answer import Answer, AnswerFigure, Citation, Claim, Outcome
from assistant.answering.context import Context, Targets, where
from assistant.answering.figure_match import shown_quote
from assistant.answering.matching import Sentence, prose_of
from assistant.answering.value_claims import citations, figures, nested
from assistant.citing import cell_figure, cite_cell, cite_span
from assistant.question import Operation, Question
from assistant.values import Status, Value, label_of
from corpus.report import Report
from corpus.store import ReportHead

# Claims in prose that all requests are done, set against 结转下年度 in the table.
_ALL_DONE = re.compile(r"(所有|全部|均已?|都).{0,12}(办理完成|办结|办完|按时答复|答复完毕|处理完毕|办理完毕)")
_ASKS_ALL_DONE = re.compile("(所有|全部|都|全(?![省市区县州国体])).{0,8}(办完|办结|办理完|答复)")
_RESULTS = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """A wording, the results that must then be 0, and the groups of cases it is about where none is named."""

    said: re.Pattern[str]
    zero: tuple[str, ...]
    groups: tuple[str, ...]


@cache
def load_claims() -> tuple[tuple[WholeClaim, ...], dict[str, tuple[str, ...]]]:
    """The claims of claims.toml, and the groups by the words that name them (longest first)."""
    data = tomllib.loads((files("assistant.answering") / "claims.toml").read_text(encoding="utf-8"))
    claims = tuple(WholeClaim(re.compile(c["said"]), tuple(c["zero"]), tuple(c["groups"])) for c in data["claims"])
    words = sorted(data["groups"], key=lambda w: -len(w))
    return claims, {w: tuple(data["groups"][w]) for w in words}


def whole_claims(question: Question, targets: Targets, context: Context) -> Answer | None:
    """Whether a claim of completeness in the question is true, with the report's own words for it; None where none is."""
    if _ASKS_ALL_DONE.search(question.text):
        return _all_done(targets, context)
    claim = next((c for c in load_claims()[0] if c.said.search(question.text)), None)
    if claim is None or not question.asks(Operation.CHECK):
        return None
    return _of_cases(claim, question, targets, context)


# --- cases ------------------------------------------------------------------------------------------------------------


def _of_cases(claim: WholeClaim, question: Question, targets: Targets, context: Context) -> Answer | None:
    claims: list[Claim] = []
    used: list[Value] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        for group in _groups(claim, question):
            total = context.reader.value(head, f"{group}.total")
            results = [context.reader.value(head, f"{group}.{r}") for r in _RESULTS]
            if total.value is None or not any(v.status is Status.NUMBER for v in results):
                continue
            used += [v for v in (total, *results) if v.status is Status.NUMBER]
            claims.append(_cases_claim(claim, total, results, context))
        said = next((s for s in prose_of(report).sentences if claim.said.search(s.folded)), None)
        if said and claims:
            claims.append(_in_report(said, head, report))
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures(context, used)) if claims else None


def _groups(claim: WholeClaim, question: Question) -> tuple[str, ...]:
    text, found = question.text, list[str]()
    for word, groups in load_claims()[1].items():
        if word in text:
            found += groups
            text = text.replace(word, "□")
    return tuple(dict.fromkeys(found)) or claim.groups


def _cases_claim(claim: WholeClaim, total: Value, results: list[Value], context: Context) -> Claim:
    against = [v for v in results if v.key.rsplit(".", 1)[1] in claim.zero and v.value]
    label = nested(label_of(total.key).removesuffix("·总计"))
    items = "、".join(f"{v.label.rsplit('·', 1)[-1]}{v.said}" for v in results if v.value)
    known = sum((v.value for v in results if v.value is not None), Decimal(0))
    blank = any(v.value is None for v in results if v.key.rsplit(".", 1)[1] in claim.zero)
    if against:
        template = wording.WHOLE_FAILS
    elif not total.value:
        template = wording.WHOLE_EMPTY
    else:
        # Where all cases are told by other results, a blank one can hold none.
        template = wording.WHOLE_OPEN if blank and known != total.value else wording.WHOLE_HOLDS
    shown = "、".join(f"{v.label.rsplit('·', 1)[-1]}{v.said}" for v in against)
    text = template.format(where=where(total.head), label=label, total=total.said, items=items, against=shown)
    return Claim(text, tuple(c for v in (total, *results) if v.status is Status.NUMBER for c in citations(context, v)))


def _in_report(said: Sentence, head: ReportHead, report: Report) -> Claim:
    quote = shown_quote(report.text[said.start : said.end])
    return Claim(wording.PROSE_SAYS.format(quote=quote), (cite_span(head, report, said.start, said.end, said.chapter),))


# --- requests -----------------------------------------------------------------------------------------------------------


def _all_done(targets: Targets, context: Context) -> Answer | None:
    """'所有申请均已办理完成' against what each report's table carries into the next year."""
    found = [told for head in targets.heads for told in _done_in(head, context)]
    if not found:
        return None
    return Answer(Outcome.ANSWERED, tuple(c for c, _ in found), figures=tuple(f for _, own in found for f in own))


def _done_in(head: ReportHead, context: Context) -> Iterator[tuple[Claim, list[AnswerFigure]]]:
    report = context.store.report(head.id)
    carried, handled = (context.reader.value(head, k) for k in ("requests.carried_out", "requests.handled"))
    if carried.value is None or handled.value is None:
        return
    said = next((s for s in prose_of(report).sentences if _ALL_DONE.search(s.folded) and "申请" in s.folded), None)
    cells = [c for c in (*carried.cells, *handled.cells) if c.value is not None]
    cites: tuple[Citation, ...] = tuple(cite_cell(context.store, head, c) for c in cells)
    shown = {"where": where(head), "carried": carried.said, "handled": handled.said, "quote": ""}
    if said is None:
        template = wording.NOT_ALL_DONE if carried.value else wording.ALL_DONE
    else:
        template = wording.ALL_DONE_FAILS if carried.value else wording.ALL_DONE_HOLDS
        shown["quote"] = shown_quote(report.text[said.start : said.end])
        cites = (cite_span(head, report, said.start, said.end, said.chapter), *cites)
    yield Claim(template.format(**shown), cites), [cell_figure(context.store, head, c) for c in cells]
