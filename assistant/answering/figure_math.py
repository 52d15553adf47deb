"""What is worked out of numbers in prose: sums, multiples, shares, the largest part of a breakdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording, wording_sets
from assistant.answering.context import where
from assistant.answering.figure_match import (
    BESIDE,
    ENOUGH,
    ENOUGH_WITH_UNIT,
    GROWN,
    best_figures,
    clause_of,
    rank_figures,
    said,
    subject_words,
    unit_fits,
)
from assistant.answering.matching import PARTIAL, coverage, match, prose_of
from assistant.citing import plain
from assistant.parsing.bodies import asked_bodies
from assistant.parsing.content import content_words
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import percent
from corpus.figures import breakdowns
from corpus.regions import find_regions
from corpus.report import Figure, Report
from corpus.store import ReportHead

_SPLIT = re.compile(r"加上?|[和与跟及、]|还有|是(?!多少|不是|否)|比(?!例|重)|占")

_RATE = re.compile(r"([一-龥]{2,8}?)(率|占比|比例|比重)")

# Functional zones end in 区 too, but are no 县区.
_ZONES = ("开发区", "园区", "新区", "示范区", "度假区", "高新区", "保税区", "功能区")

_KINDS_OF_PLACE = (
    ("县区", ("县", "区")),
    ("区县", ("县", "区")),
    ("县", ("县",)),
    ("区", ("区",)),
    ("市", ("市",)),
    ("镇", ("镇",)),
    ("街道", ("街道",)),
)


def pair_of(question: Question, report: Report) -> list[Figure]:
    """The two figures of a sum, difference or multiple: one names each side, both together most of the question."""
    sides = [s for s in _SPLIT.split("，".join(question.clauses)) if content_words(s)]
    if len(sides) < 2:
        return []
    one, other = content_words(sides[0]), content_words("，".join(sides[1:]))
    own = ([w for w in one if w not in other], [w for w in other if w not in one])
    words = tuple(dict.fromkeys((*one, *other)))
    unit = question.unit if question.unit != "倍" else ""
    prose = prose_of(report)
    weights = [prose.weight(w) for w in words]
    near = {
        f: [match(w, fold(f.what) + clause_of(report, f)) for w in words]
        for f in report.figures
        if unit_fits(unit, f.unit)
    }
    left, right = ([f for f in near if _names_one(side, f)] for side in own)
    best: tuple[float, list[Figure]] = (0.0, [])
    for a in left:
        for b in right:
            if a is not b and a.unit == b.unit:
                both = sum(w * max(x, y) for w, x, y in zip(weights, near[a], near[b], strict=True)) / (
                    sum(weights) or 1
                )
                if both > best[0] + 1e-9:
                    best = (both, [a, b])
    return best[1] if best[0] >= ENOUGH else []


def _names_one(words: Sequence[str], figure: Figure) -> bool:
    """Whether what is counted names at least one of the words: a neighbour's number must not slip in."""
    return any(match(word, fold(figure.what)) >= PARTIAL for word in words)


def share_of_part(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
    """The share of a named part in the total that the prose breaks down (泗洪县占全市收办的比例)."""
    words, prose = subject_words(question.clauses), prose_of(report)
    best: tuple[float, str, Figure, Figure] | None = None
    for b in breakdowns(report.text, report.figures):
        for name, part in zip(b.names, b.parts, strict=True):
            if not _named(fold(name), question.text, words):
                continue
            score = coverage(words, fold(b.head.what + name) + clause_of(report, b.head), prose)
            if b.head.value and (best is None or score > best[0]):
                best = (score, name, part, b.head)
    if best is None or best[0] < ENOUGH:
        return None
    _, name, part, whole = best
    text = wording.SHARE.format(
        part=f"{where(head)}{name}{said(part)}", whole=f"{whole.what}{said(whole)}",
        percent=plain(percent(part.value, whole.value)), top=plain(part.value), bottom=plain(whole.value),
    )  # fmt: skip
    return [part, whole], text


def combined(question: Question, head: ReportHead, pair: list[Figure]) -> str:
    one, other = pair
    names = [f"{f.what}{said(f)}" for f in pair]
    if question.asks(Operation.TIMES):
        times = (one.value / other.value).quantize(Decimal("0.01"), ROUND_HALF_UP) if other.value else Decimal(0)
        return wording.TIMES.format(
            one=f"{where(head)}{one.what}",
            other=other.what,
            times=plain(times),
            top=plain(one.value),
            bottom=plain(other.value),
        )
    if question.asks(Operation.DIFFERENCE):
        change = abs(one.value - other.value)
        return f"{where(head)}{names[0]}，{names[1]}，相差{plain(change)}{one.unit}。"
    total = one.value + other.value
    formula = f"{plain(one.value)} + {plain(other.value)}"
    return f"{where(head)}{names[0]}，{names[1]}，" + wording.SUM.format(
        total=f"{plain(total)}{one.unit}", formula=formula
    )


def rate_of(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
    """X率: the percentage the report says, else X ÷ the whole it is counted in, in the same sentence."""
    asked = next((m for clause in question.clauses if (m := _RATE.search(clause))), None)
    if not asked:
        return None
    word = asked[1]
    key = content_words(word)[-1:] or (word[-2:],)
    stem = tuple(w for w in subject_words(question.clauses) if not w.endswith(("率", "占比"))) or key
    for words in (subject_words(question.clauses), tuple(dict.fromkeys((*stem, *key)))):
        direct = [f for f in best_figures(words, "%", report) if not GROWN.search(f.figure.what)]
        if direct:
            return [direct[0].figure], ""
    for found in rank_figures(tuple(dict.fromkeys((*stem, *key))), "", report):
        part = found.figure
        if found.score < ENOUGH_WITH_UNIT or not any(match(k, fold(part.what)) >= 0.9 for k in key):
            continue
        whole = _whole_of(part, report)
        if whole:
            text = wording.ORIGINAL_RATE.format(
                where=where(head), label=word + asked[2], percent=plain(percent(part.value, whole.value)),
                top=plain(part.value), bottom=plain(whole.value),
            )  # fmt: skip
            return [part, whole], text
    return None


def share_of_figure(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
    """The share of a prose number in the larger one its sentence counts it in (编发文章1640篇，其中原创文章294篇)."""
    for found in rank_figures(subject_words(question.clauses), "", report):
        part = found.figure
        whole = _whole_of(part, report) if found.score >= ENOUGH_WITH_UNIT else None
        if whole:
            text = wording.SHARE.format(
                part=f"{where(head)}{part.what}{said(part)}", whole=f"{whole.what}{said(whole)}",
                percent=plain(percent(part.value, whole.value)), top=plain(part.value), bottom=plain(whole.value),
            )  # fmt: skip
            return [part, whole], text
    return None


def _named(name: str, text: str, words: Sequence[str]) -> bool:
    """Whether the question names the part, whole or by a word of it that is long enough to be no accident."""
    return name in text or any(len(w) >= 3 and w in name for w in words)


def _whole_of(part: Figure, report: Report) -> Figure | None:
    """The nearest larger number of the same unit before it in its sentence, said to contain it (其中)."""
    between = [
        f for f in report.figures
        if f.sentence_start == part.sentence_start and f.start < part.start and f.unit == part.unit and f.value >= part.value
    ]  # fmt: skip
    if not between or not between[-1].value:
        return None
    return between[-1] if "其中" in report.text[between[-1].end : part.start] else None


def ranked_parts(question: Question, head: ReportHead, report: Report) -> list[tuple[list[Figure], str]]:
    """The largest or smallest part of a total that the prose breaks down (沭阳县477件、…)."""
    words = subject_words(question.clauses)
    prose = prose_of(report)
    asked = asked_bodies(question.text)
    of_bodies = bool(asked and asked.kind)
    best: tuple[float, list[tuple[str, Figure]]] = (0.0, [])
    for breakdown in breakdowns(report.text, report.figures):
        if of_bodies and not _are_bodies(breakdown.names):
            continue  # 自然人申请, 行政诉讼: none of them is a 单位
        parts = list(zip(breakdown.names, breakdown.parts, strict=True))
        score = coverage(words, fold(breakdown.head.what) + clause_of(report, breakdown.head), prose)
        # What is collected is asked for in money before it is asked for in cases.
        score += BESIDE if breakdown.head.unit in ("元", "万元", "亿元") and re.search("费|钱", question.text) else 0
        if score > best[0] and unit_fits(question.unit, breakdown.head.unit):
            best = (score, parts)
    parts = _of_kind(question.text, best[1])
    if best[0] < ENOUGH_WITH_UNIT / 2 or not parts:
        return []
    found = []
    for operation, template in ((Operation.MOST, wording.MOST), (Operation.LEAST, wording.LEAST)):
        if question.asks(operation):
            steps = sorted({f.value for _, f in parts}, reverse=operation is Operation.MOST)
            place = max(question.rank.place, 1)
            if place > len(steps):
                text = where(head) + wording_sets.NO_SUCH_PLACE.format(count=len(steps), place=place)
                found.append(([f for _, f in parts], text))
                continue
            chosen = [(n, f) for n, f in parts if f.value == steps[place - 1]]
            if place > 1:
                template = wording.NTH_MOST if operation is Operation.MOST else wording.NTH_LEAST
                template = template.replace("{nth}", str(place))
            text = where(head) + template.format(names="、".join(n for n, _ in chosen), said=said(chosen[0][1]))
            ordered = sorted(parts, key=lambda p: -p[1].value)
            text += wording.RANKING.format(items="、".join(f"{n}{said(f)}" for n, f in ordered))
            found.append(([f for _, f in chosen], text))
    return found


# How names of places and bodies end; the channels, kinds of applicants and results of a breakdown end otherwise.
_BODY = re.compile(
    "(?:省|市|县|区|旗|州|盟|镇|乡|街道|本级|机关|政府|局|部门|委员会|委|厅|办|办公室|中心|院|所|公司|集团|学校|单位)$"
)


def _are_bodies(names: Sequence[str]) -> bool:
    """Whether most parts of a breakdown are bodies or places."""
    return 2 * sum(bool(_BODY.search(n) or find_regions(n)) for n in names) > len(names)


# 各局 and 各部门 are never the counties of a breakdown.
OFFICES = ("局", "部门", "委员会", "委", "厅")


def _of_kind(text: str, parts: list[tuple[str, Figure]]) -> list[tuple[str, Figure]]:
    """Only the parts of the kind asked for (哪个县区 → names ending in 县 or 区), where there are any; of 各局 only offices."""
    asked = asked_bodies(text)
    if asked and asked.kind.endswith(OFFICES):
        return [p for p in parts if p[0].endswith(OFFICES)]
    for word, endings in _KINDS_OF_PLACE:
        if f"哪个{word}" in text or f"哪{word}" in text or f"各{word}" in text:
            kept = [p for p in parts if p[0].endswith(endings) and not p[0].endswith(_ZONES)]
            return kept or parts
    return parts
