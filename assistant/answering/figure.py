"""Numbers in prose: found by what is counted and the unit, then shown with their sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.change import growth_text
from assistant.answering.context import Context, Targets, where
from assistant.answering.matching import PARTIAL, Prose, alike, coverage, match, prose_of
from assistant.citing import cite_figure, plain, prose_figure
from assistant.parsing.bodies import asked_rank
from assistant.parsing.read import content_words
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import Value, percent
from corpus.figures import breakdowns
from corpus.report import Figure, Report
from corpus.store import ReportHead

# A figure answers a question when it has this share of its rare words; measured on the development questions.
ENOUGH = 0.62
# With a unit that only few figures have, less is needed.
ENOUGH_WITH_UNIT = 0.5
# What is counted may say more than the question asks; all of it beside the point takes so much off.
BESIDE = 0.12
# Figures this close to the best are as good as it.
TIE = 0.08

# What asks for a number; without it a list of things is wanted in words.
ASKS_NUMBER = re.compile(r"多少|(?<!哪)几(?!乎|个方面)|占比|比例|百分|数量|率")

_LIKE_UNITS = (
    {"次", "场", "期", "场次", "人次"},
    {"人", "名", "人次"},
    {"件", "条", "份"},
    {"篇", "条", "件"},
    {"个", "家", "项"},
    {"册", "份", "本"},
    {"元", "万元", "亿元"},
)
_SPLIT = re.compile(r"加上?|[和与跟及、]|还有|是(?!多少|不是|否)|比(?!例|重)|占")
# Units of rates and spans, not of things counted.
_RATES = frozenset({"%", "百分点", "个季度", "个月", "倍", "天"})
# A percentage of change, not of a share.
_GROWN = re.compile("同比|环比|增长|下降|增加|减少|上升|回落|较上年|比上年")
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


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with its score against the words asked."""

    figure: Figure
    score: float


def unit_fits(asked: str, unit: str) -> float:
    """1 the same unit (or none asked), a little less for one people use for it, 0 otherwise."""
    if not asked or asked == unit:
        return 1.0
    return 0.8 if any(asked in group and unit in group for group in _LIKE_UNITS) else 0.0


def _score(words: Sequence[str], unit: str, figure: Figure, prose: Prose, clause: str) -> float:
    fits = unit_fits(unit, figure.unit)
    if not fits:
        return 0.0
    what = fold(figure.what)
    close = coverage(words, what + clause, prose)
    sentence = fold(prose.report.text[figure.sentence_start : figure.sentence_end])
    whole = coverage(words, what + sentence, prose)
    return round(fits * (0.75 * close + 0.25 * whole) * (1 - BESIDE * _beside(words, what)), 4)


def _beside(words: Sequence[str], what: str) -> float:
    """The share of what is counted that the question doesn't speak of: 收费 沭阳县民政局 asks for more than 收费."""
    asked = "".join(w for word in words for w in alike(word))
    pairs = [what[i : i + 2] for i in range(len(what) - 1)]
    return sum(pair not in asked for pair in pairs) / len(pairs) if pairs else 0.0


def clause_of(report: Report, figure: Figure) -> str:
    """The folded clause the figure stands in: from the mark before it to the mark after it."""
    text = report.text
    before = max(text.rfind(mark, figure.sentence_start, figure.start) for mark in "，；。：、（")
    after = [p for mark in "，；。、（）" if (p := text.find(mark, figure.end, figure.sentence_end)) >= 0]
    return fold(text[max(before + 1, figure.sentence_start) : min(after, default=figure.sentence_end)])


def rank_figures(words: Sequence[str], unit: str, report: Report) -> list[Found]:
    """The report's figures by score, best first; equal scores in the order of the text."""
    prose = prose_of(report)
    found = [Found(f, _score(words, unit, f, prose, clause_of(report, f))) for f in report.figures]
    return sorted((f for f in found if f.score > 0), key=lambda f: (-f.score, f.figure.start))


def best_figures(words: Sequence[str], unit: str, report: Report) -> list[Found]:
    """The best figures where they fit well enough, ties with the same value once; [] where none does."""
    ranked = rank_figures(words, unit, report)
    if not ranked or not words:
        return []
    least = ENOUGH_WITH_UNIT if unit and unit not in ("件", "个", "项") else ENOUGH
    if ranked[0].score < least:
        return []
    best = [f for f in ranked if f.score >= ranked[0].score - TIE]
    best = _without_unasked_parts("".join(words), best, report)
    if not unit and any(f.figure.unit not in _RATES for f in best):
        best = [f for f in best if f.figure.unit not in _RATES]
    seen: dict[tuple[Decimal, str], Found] = {}
    for found in best:
        seen.setdefault((found.figure.value, found.figure.unit), found)
    return list(seen.values())


def _without_unasked_parts(asked: str, found: list[Found], report: Report) -> list[Found]:
    """A total and its parts fit alike: the parts are kept only where they are named, the total only where none is."""
    figures = [f.figure for f in found]
    dropped: list[Figure] = []
    for b in breakdowns(report.text, report.figures):
        if b.head in figures:
            named = [f for name, f in zip(b.names, b.parts, strict=True) if fold(name) in asked]
            dropped += [f for f in (b.parts if not named else (b.head,)) if f in figures]
    return [f for f in found if f.figure not in dropped] or found


def said(figure: Figure) -> str:
    """The number as the report says it: '3万余册'."""
    raw = re.sub(r"\s+", "", figure.raw)
    return raw if figure.approx in raw else figure.approx + raw


def figure_claim(head: ReportHead, report: Report, figure: Figure) -> Claim:
    """The figure in words with the sentence it stands in."""
    quote = shown_quote(report.text[figure.sentence_start : figure.sentence_end])
    text = wording.FIGURE.format(where=where(head), what=figure.what, approx="", said=said(figure))
    return Claim(text + wording.FIGURE_QUOTE.format(quote=quote), (cite_figure(head, report, figure),))


def shown_quote(text: str) -> str:
    """A sentence for reading: line breaks of a hard-wrapped page taken out."""
    return re.sub(r"\s*\n\s*", "", text).strip()


def figures_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The prose numbers asked for, in each report; None where no figure fits."""
    if question.asks(Operation.LIST) and not ASKS_NUMBER.search(question.text):
        return None
    claims: list[Claim] = []
    used: list[tuple[ReportHead, Report, Figure]] = []
    computed = False
    for head in targets.heads:
        report = context.store.report(head.id)
        for figures, sentence in _in_report(question, head, report):
            if any(u[1] is report and u[2] in figures for u in used):
                continue
            used += [(head, report, f) for f in figures]
            if sentence:
                computed = True
                claims.append(Claim(sentence, tuple(cite_figure(head, report, f) for f in figures)))
            else:
                claims += [figure_claim(head, report, f) for f in figures]
    if not claims:
        return None
    claims += _change(question, targets, used)
    figures_told = tuple(prose_figure(*u) for u in used)
    if question.asks(Operation.SHARE, Operation.TIMES) and not computed and all(u[2].unit != "%" for u in used):
        # The numbers are there, what was asked of them is not done: that is no full answer.
        return Answer(Outcome.PARTLY, (*claims, Claim(wording.NOT_COMPUTED)), figures=figures_told)
    return Answer(Outcome.ANSWERED, tuple(claims), figures=figures_told)


def _change(question: Question, targets: Targets, used: Sequence[tuple[ReportHead, Report, Figure]]) -> list[Claim]:
    """How the number changed between two reports, where that is asked and each gives it in a like unit."""
    firsts = list({head.id: (head, report, figure) for head, report, figure in reversed(used)}.values())[::-1]
    asked = question.asks(Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST)
    if len(targets.heads) != 2 or len(firsts) != 2 or not asked:
        return []
    (head_a, report_a, a), (head_b, report_b, b) = sorted(firsts, key=lambda u: u[0].year or 0)
    if not unit_fits(a.unit, b.unit) or any(f.unit == "%" and _GROWN.search(f.what) for f in (a, b)):
        # Two printed growth rates are no two states of one thing.
        return []
    names = {"later": where(head_b), "earlier": where(head_a), "old": said(a), "new": said(b)}
    change = b.value - a.value
    template = wording.DIFFERENCE_UP if change > 0 else wording.DIFFERENCE_DOWN if change else wording.DIFFERENCE_NONE
    about = wording.ABOUT if a.approx or b.approx else ""
    growth = growth_text(a.value, b.value, about) if head_a.body == head_b.body else ""
    text = template.format(**names, change=f"{about}{plain(abs(change))}{b.unit}", growth=growth)
    return [Claim(text, (cite_figure(head_a, report_a, a), cite_figure(head_b, report_b, b)))]


def _in_report(question: Question, head: ReportHead, report: Report) -> list[tuple[list[Figure], str]]:
    """(figures, sentence or '') pairs: computed ones have a sentence, others are told one by one."""
    if question.asks(Operation.MOST, Operation.LEAST) and not _between_reports(question):
        return _ranked_parts(question, head, report)
    if question.asks(Operation.SHARE):
        part = _share_of_part(question, head, report) or _share_of_figure(question, head, report)
        if part:
            return [part]
    if question.asks(Operation.SUM, Operation.TIMES, Operation.DIFFERENCE):
        pair = _pair(question, report)
        if pair:
            return [(pair, _combined(question, head, pair))]
    rate = _rate(question, head, report) or _growth(question, report)
    if rate:
        return [rate]
    return [([f.figure for f in found], "") for found in _by_clause(question, report) if found]


def _between_reports(question: Question) -> bool:
    """Whether the largest is looked for among years or bodies that are named, not among the parts of one total."""
    return len(question.bodies) > 1 or bool(re.search("哪一?年", question.text))


def _by_clause(question: Question, report: Report) -> list[list[Found]]:
    """The figures for each clause that asks for a number; a clause without a subject keeps the one before's."""
    units = [(clause, unit) for clause in question.clauses if (unit := _asked_unit(clause))]
    if len(units) < 2:
        return [best_figures(subject_words(question.clauses), question.unit, report)]
    found: list[list[Found]] = []
    subject: tuple[str, ...] = ()
    for clause, unit in units:
        words = content_words(clause)
        best = best_figures(words, unit, report) or best_figures((*subject, *words), unit, report)
        if not best and subject:
            best = best_figures(subject, unit, report)
        found.append(best[:1])
        subject = subject or words
    return found


def _asked_unit(clause: str) -> str:
    asked = re.search(r"(?:多少|几)(万元|亿元|人次|件|条|项|次|场|期|篇|册|份|人|名|个|家|起|元|天)", clause)
    return asked[1] if asked else ""


def subject_words(clauses: Sequence[str]) -> tuple[str, ...]:
    """The content words of all clauses, once each."""
    return tuple(dict.fromkeys(w for clause in clauses for w in content_words(clause)))


def _pair(question: Question, report: Report) -> list[Figure]:
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


def _share_of_part(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
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


def _combined(question: Question, head: ReportHead, pair: list[Figure]) -> str:
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


def _rate(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
    """X率: the percentage the report says, else X ÷ the whole it is counted in, in the same sentence."""
    asked = next((m for clause in question.clauses if (m := _RATE.search(clause))), None)
    if not asked:
        return None
    word = asked[1]
    key = content_words(word)[-1:] or (word[-2:],)
    stem = tuple(w for w in subject_words(question.clauses) if not w.endswith(("率", "占比"))) or key
    for words in (subject_words(question.clauses), tuple(dict.fromkeys((*stem, *key)))):
        direct = [f for f in best_figures(words, "%", report) if not _GROWN.search(f.figure.what)]
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


def _growth(question: Question, report: Report) -> tuple[list[Figure], str] | None:
    """The growth in % that the report states of what is asked (同比增长6.7%), where a growth is asked for."""
    if question.unit or not question.asks(Operation.GROWTH):
        return None
    figure = stated_growth(question, report)
    return ([figure], "") if figure else None


def stated_growth(question: Question, report: Report) -> Figure | None:
    """The percentage of change that the report gives for what is asked; None where none fits."""
    best = [f for f in best_figures(subject_words(question.clauses), "%", report) if _GROWN.search(f.figure.what)]
    return best[0].figure if best else None


def _share_of_figure(question: Question, head: ReportHead, report: Report) -> tuple[list[Figure], str] | None:
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


def printed_growth(values: Sequence[Value], report: Report) -> Figure | None:
    """The percentage of change printed right behind one of these values in a sentence on the same subject, or None."""
    for value in reversed(values):
        for at, figure in enumerate(report.figures):
            if figure.value != value.value or not unit_fits(value.unit, figure.unit):
                continue
            sentence = report.text[figure.sentence_start : figure.sentence_end]
            following = next(iter(report.figures[at + 1 :]), None)
            if following and following.sentence_start == figure.sentence_start and _topic(value) in sentence:
                between = following.what + report.text[figure.end : following.start]
                if following.unit == "%" and _GROWN.search(between):
                    return following
    return None


def _topic(value: Value) -> str:
    """The word that a sentence on the indicator can't do without."""
    return "申请" if value.key.startswith("requests.") else value.label.split("·")[0]


def growth_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The growth that the reports themselves state (同比增长70.3%), nothing computed; None where none does."""
    claims: list[Claim] = []
    used: list[tuple[ReportHead, Report, Figure]] = []
    for head in targets.heads:
        report = context.store.report(head.id)
        found = _growth(question, report)
        if found:
            used.append((head, report, found[0][0]))
            claims.append(figure_claim(head, report, found[0][0]))
    if not claims:
        return None
    return Answer(Outcome.ANSWERED, tuple(claims), figures=tuple(prose_figure(*u) for u in used))


def _whole_of(part: Figure, report: Report) -> Figure | None:
    """The nearest larger number of the same unit before it in its sentence, said to contain it (其中)."""
    between = [
        f for f in report.figures
        if f.sentence_start == part.sentence_start and f.start < part.start and f.unit == part.unit and f.value >= part.value
    ]  # fmt: skip
    if not between or not between[-1].value:
        return None
    return between[-1] if "其中" in report.text[between[-1].end : part.start] else None


def _ranked_parts(question: Question, head: ReportHead, report: Report) -> list[tuple[list[Figure], str]]:
    """The largest or smallest part of a total that the prose breaks down (沭阳县477件、…)."""
    words = subject_words(question.clauses)
    prose = prose_of(report)
    best: tuple[float, list[tuple[str, Figure]]] = (0.0, [])
    for breakdown in breakdowns(report.text, report.figures):
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
            place = min(max(asked_rank(question.text).place, 1), len(steps))
            chosen = [(n, f) for n, f in parts if f.value == steps[place - 1]]
            if place > 1:
                template = wording.NTH_MOST if operation is Operation.MOST else wording.NTH_LEAST
                template = template.replace("{nth}", str(place))
            text = where(head) + template.format(names="、".join(n for n, _ in chosen), said=said(chosen[0][1]))
            ordered = sorted(parts, key=lambda p: -p[1].value)
            text += wording.RANKING.format(items="、".join(f"{n}{said(f)}" for n, f in ordered))
            found.append(([f for _, f in chosen], text))
    return found


def _of_kind(text: str, parts: list[tuple[str, Figure]]) -> list[tuple[str, Figure]]:
    """Only the parts of the kind asked for (哪个县区 → names ending in 县 or 区), where there are any."""
    for word, endings in _KINDS_OF_PLACE:
        if f"哪个{word}" in text or f"哪{word}" in text or f"各{word}" in text:
            kept = [p for p in parts if p[0].endswith(endings) and not p[0].endswith(_ZONES)]
            return kept or parts
    return parts
