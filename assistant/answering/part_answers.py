"""The numbers of parts told: each with its sentence, its share, or added up; and that a report gives none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.asked_parts import Asked
from assistant.answering.context import names, where
from assistant.answering.figure_match import figure_claim, said
from assistant.answering.part_figures import Part
from assistant.citing import cite_figure, plain, prose_figure
from assistant.question import Operation, Question
from assistant.values import percent
from corpus.store import ReportHead


def heads_of_parts(parts: Sequence[Part]) -> tuple[ReportHead, ...]:
    """The reports that the parts are of, once each."""
    return tuple(dict.fromkeys(p.head for p in parts))


def parts_told(question: Question, found: list[Part], asked: Sequence[Asked], heads: Sequence[ReportHead]) -> Answer:
    """The numbers found, report by report; partly answered where one of `heads` says none, which is told."""
    claims: list[Claim] = []
    for head in heads_of_parts(found):
        mine = [p for p in found if p.head == head]
        if question.asks(Operation.SHARE) and (shares := [_share(p) for p in mine if p.whole.value > p.figure.value]):
            claims += shares
        elif len(mine) > 1 and len({p.figure.unit for p in mine}) == 1:
            claims += _several(question, mine)
        else:
            claims += [figure_claim(head, p.report, p.figure) for p in mine]
    lost = [h for h in heads if h not in heads_of_parts(found)]
    if lost:
        name = names([a.name for a in asked])
        claims.append(Claim(wording.PART_NOT_SAID.format(name=name, where=names([where(h) for h in lost]))))
    figures = tuple(prose_figure(p.head, p.report, p.figure) for p in found)
    return Answer(Outcome.PARTLY if lost else Outcome.ANSWERED, tuple(claims), figures=figures)


def _share(part: Part) -> Claim:
    """The part's share in the whole that it is broken out of."""
    text = wording.SHARE.format(
        part=f"{where(part.head)}{part.name}{said(part.figure)}", whole=f"{part.what}{said(part.whole)}",
        percent=plain(percent(part.figure.value, part.whole.value)), top=plain(part.figure.value),
        bottom=plain(part.whole.value),
    )  # fmt: skip
    return Claim(text, tuple(cite_figure(part.head, part.report, f) for f in (part.figure, part.whole)))


def _several(question: Question, parts: Sequence[Part]) -> list[Claim]:
    """The parts one by one, and added up where that is asked."""
    cited = tuple(cite_figure(p.head, p.report, p.figure) for p in parts)
    items = "、".join(f"{p.name}{said(p.figure)}" for p in parts)
    text = f"{where(parts[0].head)}：{parts[0].what}，{wording.PARTS.format(items=items)}"
    if question.asks(Operation.SUM):
        total = sum((p.figure.value for p in parts), Decimal(0))
        formula = " + ".join(plain(p.figure.value) for p in parts)
        text += wording.SUM.format(total=f"{plain(total)}{parts[0].figure.unit}", formula=formula)
    found = [Claim(text, cited)]
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if question.asks(operation):
            top = (max if operation is Operation.MOST else min)(p.figure.value for p in parts)
            best = [p for p in parts if p.figure.value == top]
            found.append(
                Claim(template.format(names="、".join(p.name for p in best), said=said(best[0].figure)), cited)
            )
    return found


def not_said(asked: Sequence[Asked], heads: Sequence[ReportHead]) -> str:
    """That the reports give no number of the parts asked for; of names, that they are not loaded either."""
    places = names([where(h) for h in heads])
    unknown = [a.name for a in asked if not a.word]
    template = wording.PART_NOT_LOADED if unknown else wording.PART_NOT_SAID
    return template.format(name=names(unknown or [a.name for a in asked]), where=places)
