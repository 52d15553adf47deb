"""The years of each body taken together: never, always, at least once; runs of consecutive years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant import wording, wording_sets
from assistant.answer import Claim
from assistant.answering.condition_claims import condition_text, settled
from assistant.answering.context import Context, span_text, whose
from assistant.answering.measure import SHOWN_ALL, SHOWN_RANKS, common_label
from assistant.answering.ranking_claims import plain_years
from assistant.answering.value_claims import cited_claim
from assistant.asked import ABOVE_ZERO, Condition, Ever, Run, Way
from assistant.question import Operation, Question
from assistant.values import Value, only_numbers

# A rise or fall of fewer steps is no run.
FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True)
class _Years:
    """The values of one body over its loaded years, ascending; `lost`: years looked at that have no number."""

    name: str
    values: tuple[Value, ...]
    lost: tuple[int, ...]

    @property
    def broken(self) -> bool:
        """Whether a year is missing between the first and the last."""
        years = [v.head.year or 0 for v in self.values]
        return bool(years) and years[-1] - years[0] + 1 != len(years)


def _by_body(values: Sequence[Value], years: Sequence[int]) -> list[_Years]:
    """Body by body; where years are asked for, those without a number are lost, not loaded ones too."""
    grouped: dict[str, list[Value]] = {}
    for value in sorted(values, key=lambda v: v.head.year or 0):
        grouped.setdefault(whose(value.head), []).append(value)
    found = []
    for name, own in grouped.items():
        numbers = tuple(only_numbers(own))
        known = {v.head.year for v in numbers}
        looked_at = years or tuple(v.head.year or 0 for v in own)
        found.append(_Years(name, numbers, tuple(y for y in looked_at if y not in known)))
    return found


def ever_claims(question: Question, values: Sequence[Value], years: Sequence[int], context: Context) -> list[Claim]:
    """The bodies of which no year, every year or one year at least meets the condition; those that can't be told apart."""
    bodies = [b for b in _by_body(values, years) if b.values]
    if not bodies or question.ever is None:
        return []
    everything = [v for b in bodies for v in b.values]
    condition = settled(question, everything)
    holds: dict[Ever, Callable[[_Years], bool]] = {
        Ever.NEVER: lambda b: not any(_meets(condition, v) for v in b.values),
        Ever.ALWAYS: lambda b: all(_meets(condition, v) for v in b.values),
        Ever.ONCE: lambda b: any(_meets(condition, v) for v in b.values),
    }
    met = [b for b in bodies if holds[question.ever](b)]
    open_ = [b for b in met if b.lost and question.ever is not Ever.ONCE]
    met = [b for b in met if b not in open_]
    said = condition_text(question, condition, everything[0].unit)
    place = {"label": common_label(everything), "condition": said}
    if len(bodies) == 1:
        return [_ever_of_one(question, bodies[0], condition, place, context)]
    place |= {"count": str(len(bodies)), "ever": _ever_text(question.ever, condition, said)}
    start = (
        "" if not question.asks(Operation.YES_NO) else wording_sets.THERE_ARE if met else wording_sets.THERE_ARE_NONE
    )
    if met:
        met.sort(key=lambda b: (-len(b.values), b.name))
        shown = met[:SHOWN_ALL]
        told = "、".join(b.name + wording.IN_BRACKETS.format(text=_years_told(question, b, condition)) for b in shown)
        told += wording.AND_MORE.format(count=len(met)) if len(met) > SHOWN_ALL else ""
        text = start + wording_sets.EVER_MET.format(**place, met=len(met), items=told)
        claims = [cited_claim(text, [v for b in shown for v in b.values][: 4 * SHOWN_ALL], context)]
    else:
        claims = [cited_claim(start + wording_sets.EVER_NONE.format(**place), everything[:SHOWN_ALL], context)]
    if open_:
        told = "、".join(f"{b.name}" + wording.IN_BRACKETS.format(text=wording_sets.LACKS.format(years=span_text(b.lost)))
                        for b in open_[:SHOWN_RANKS])  # fmt: skip
        told += wording.AND_MORE.format(count=len(open_)) if len(open_) > SHOWN_RANKS else ""
        claims.append(
            cited_claim(
                wording_sets.EVER_OPEN.format(items=told), [v for b in open_[:SHOWN_RANKS] for v in b.values], context
            )
        )
    claims.append(
        Claim(wording_sets.YEARS_LOOKED_AT.format(years=span_text(sorted({v.head.year or 0 for v in everything}))))
    )
    return claims


def _ever_text(ever: Ever, condition: Condition, said: str) -> str:
    if ever is Ever.NEVER and condition == ABOVE_ZERO:
        return wording_sets.NEVER_ANY
    return wording_sets.EVER[ever].format(condition=said)


def _meets(condition: Condition, value: Value) -> bool:
    return value.value is not None and condition.met(value.value)


def _years_told(question: Question, body: _Years, condition: Condition) -> str:
    """The years of a body as they bear it out: those with a number above 0 with it, else only which they are."""
    met = [v for v in body.values if _meets(condition, v)]
    if question.ever is Ever.NEVER:
        return span_text([v.head.year or 0 for v in body.values])
    return plain_years(met)


def _ever_of_one(
    question: Question, body: _Years, condition: Condition, place: dict[str, str], context: Context
) -> Claim:
    met = [v for v in body.values if _meets(condition, v)]
    template = (
        wording_sets.ONE_NEVER
        if not met
        else wording_sets.ONE_ALWAYS
        if len(met) == len(body.values)
        else wording_sets.ONE_SOMETIMES
    )
    text = template.format(
        **place, body=body.name, years=span_text([v.head.year or 0 for v in body.values]), count=len(body.values),
        met=len(met), items=plain_years(met),
    )  # fmt: skip
    if body.lost:
        text += wording_sets.YEARS_LEFT_OUT.format(years=span_text(body.lost))
    return cited_claim(text, body.values, context)


# --- runs ------------------------------------------------------------------------------------------------------------


def run_claims(question: Question, values: Sequence[Value], years: Sequence[int], context: Context) -> list[Claim]:
    """The bodies with so many consecutive years that each went up, down, or met the condition, the latest runs first."""
    run = question.run
    bodies = [b for b in _by_body(values, years) if b.values]
    if run is None or not bodies:
        return []
    everything = [v for b in bodies for v in b.values]
    condition = settled(question, everything)
    # 越来越多 of one body is said of all its years, whichever are loaded.
    span = years or ([v.head.year or 0 for v in everything] if len(bodies) == 1 else ())
    wanted = run.years or (0 if run.longest else _all_steps(run, span))
    name = {"label": common_label(everything), "way": _way_text(question, run, condition, everything[0].unit)}
    found = [(b, longest) for b in bodies if (longest := _longest(b.values, run, condition))]
    if len(bodies) == 1:
        return [_run_of_one(question, bodies[0], found[0][1] if found else (), run, wanted, name, context)]
    least = wanted or FEWEST_STEPS
    met = [(b, own) for b, own in found if _length(run, own) >= least]
    met.sort(key=lambda f: (-(f[1][-1].head.year or 0), -len(f[1]), f[0].name))
    text = wording_sets.RUN_NONE.format(**name, count=len(bodies), years=least)
    cited = [v for _, own in found for v in own][:SHOWN_ALL]
    if met:
        told = "、".join(b.name + wording.IN_BRACKETS.format(text=_steps_told(run, own)) for b, own in met[:SHOWN_ALL])
        told += wording.AND_MORE.format(count=len(met)) if len(met) > SHOWN_ALL else ""
        text = wording_sets.RUN_MET.format(**name, count=len(bodies), met=len(met), years=least, items=told)
        cited = [v for _, own in met[:SHOWN_ALL] for v in own]
    claims = [cited_claim(text, cited or everything[:SHOWN_ALL], context), Claim(_meaning(run, least))]
    broken = [b.name for b in bodies if b.broken]
    if broken:
        shown = "、".join(broken[:SHOWN_RANKS]) + (wording_sets.OTHERS if len(broken) > SHOWN_RANKS else "")
        claims.append(Claim(wording_sets.RUN_BROKEN.format(count=len(broken), names=shown)))
    return claims


def _all_steps(run: Run, years: Sequence[int]) -> int:
    """The length of a run over all the years asked for; the fewest steps where none are."""
    return max(len(years) - (run.way is not Way.ANY), FEWEST_STEPS) if years else FEWEST_STEPS


def _length(run: Run, values: Sequence[Value]) -> int:
    """The years that went the way: one less than the values, of which the first is only compared with."""
    return len(values) - (run.way is not Way.ANY)


def _longest(values: Sequence[Value], run: Run, condition: Condition) -> tuple[Value, ...]:
    """The longest run of consecutive years, of equal ones the latest; () where no year goes the way."""
    runs: list[list[Value]] = []
    if run.way is Way.ANY:
        previous: Value | None = None
        for value in values:
            follows = previous is not None and (value.head.year or 0) == (previous.head.year or 0) + 1
            if not _meets(condition, value):
                previous = None
                continue
            if follows:
                runs[-1].append(value)
            else:
                runs.append([value])
            previous = value
    else:
        sign = 1 if run.way is Way.UP else -1
        open_ = False
        for one, other in pairwise(values):
            steps = (other.head.year or 0) == (one.head.year or 0) + 1
            goes = steps and sign * ((other.value or Decimal(0)) - (one.value or Decimal(0))) > 0
            if goes and open_:
                runs[-1].append(other)
            elif goes:
                runs.append([one, other])
            open_ = goes
    best = max(runs, key=lambda own: (len(own), own[-1].head.year or 0)) if runs else []
    return tuple(best)


def _steps_told(run: Run, values: Sequence[Value]) -> str:
    joined = "→".join(wording_sets.YEAR_ITEM.format(year=v.head.year, said=v.said) for v in values)
    return joined if run.way is not Way.ANY else plain_years(values)


def _way_text(question: Question, run: Run, condition: Condition, unit: str) -> str:
    if run.way is not Way.ANY:
        return wording_sets.WENT[run.way]
    return wording_sets.ABOVE_ZERO if condition == ABOVE_ZERO else condition_text(question, condition, unit)


def _meaning(run: Run, years: int) -> str:
    if run.way is Way.ANY:
        return wording_sets.RUN_OF_YEARS
    word = wording_sets.RUN_MORE if run.way is Way.UP else wording_sets.RUN_LESS
    return wording_sets.RUN_MEANING.format(years=years, way=wording_sets.WENT[run.way], word=word, values=years + 1)


def _run_of_one(
    question: Question,
    body: _Years,
    own: Sequence[Value],
    run: Run,
    wanted: int,
    name: dict[str, str],
    context: Context,
) -> Claim:
    """Whether the body has such a run, or how long its longest is."""
    length = _length(run, own) if own else 0
    told = _steps_told(run, own) if length else plain_years(body.values)
    if run.longest or not wanted:
        template = wording_sets.ONE_LONGEST if length else wording_sets.ONE_NO_RUN
    else:
        template = (
            wording_sets.ONE_RUN
            if length >= wanted
            else wording_sets.ONE_SHORTER
            if length
            else wording_sets.ONE_NO_RUN
        )
    text = template.format(**name, body=body.name, years=wanted, length=length, items=told)
    if body.broken:
        text += wording_sets.ONE_BROKEN
    if length < wanted and 0 < len(own) < len(body.values):
        return cited_claim(text + wording_sets.ALL_YEARS.format(items=plain_years(body.values)), body.values, context)
    return cited_claim(text, own or body.values, context)


def years_met_claims(question: Question, values: Sequence[Value], context: Context) -> list[Claim]:
    """In which years one body meets the condition; of a single year, whether it does."""
    numbers = sorted(only_numbers(values), key=lambda v: v.head.year or 0)
    if not numbers:
        return []
    condition = settled(question, numbers)
    met = [v for v in numbers if _meets(condition, v)]
    place = {
        "body": whose(numbers[0].head), "label": common_label(numbers),
        "condition": condition_text(question, condition, numbers[0].unit),
        "years": span_text([v.head.year or 0 for v in numbers]),
    }  # fmt: skip
    if len(numbers) == 1:
        template = wording_sets.ONE_MEETS if met else wording_sets.ONE_MEETS_NOT
        return [cited_claim(template.format(**place, said=numbers[0].said), numbers, context)]
    template = wording_sets.YEARS_MEET if met else wording_sets.NO_YEAR_MEETS
    text = template.format(**place, count=len(numbers), met=len(met), items=plain_years(met or numbers))
    claims = [cited_claim(text, met or numbers, context)]
    lost = sorted({v.head.year or 0 for v in values if v.value is None})
    if lost:
        claims.append(Claim(wording_sets.YEARS_LEFT_OUT.format(years=span_text(lost))))
    return claims
