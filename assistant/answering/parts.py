"""Parts inside a report: the county, zone or department that a report about a whole breaks its numbers down by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import wording
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Targets, find_targets, names, refuse, where
from assistant.answering.figure_match import ASKS_NUMBER, TIE, clause_of, figure_claim, said, unit_fits
from assistant.answering.matching import coverage, prose_of
from assistant.answering.prose import sentences_answer
from assistant.citing import cite_figure, plain, prose_figure
from assistant.parsing.indicators import parse_names
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.places import region_parts
from assistant.parsing.read import content_words
from assistant.parsing.text import fold
from assistant.question import Operation, Question
from assistant.values import percent
from corpus.aliases import aliases_of
from corpus.breakdowns import breakdowns
from corpus.places import naming_data, parse_places, stem
from corpus.report import Figure, Report, Scope
from corpus.store import ReportHead
from index.search import Where

# So many passages and reports are looked at for a name that no loaded body has.
LOOKED_AT = 12
# What a breakdown counts must have this share of the question's rare words.
ENOUGH = 0.6

_OWN = "本级"
_RECEIVED = frozenset({"requests.new", "requests.to_handle"})
# What follows a name that makes it another body's: 沭阳县|民政局.
_LONGER = re.compile("[一-龥]{0,12}?(?:局|厅|委|委员会|办公室|人民政府|镇|乡|街道|法院|公司|中心)")
_VERB = re.compile("(?:共)?(?:收取|办理|收到|受理|新收|收办|办结|答复|推送|发布|公开)(?:了)?$")
_GOVERNMENT = re.compile("[省市县区](?:人民)?政府(?!办|网|公报|信息|采购|规章|部门|工作|数据|门户|各)")
_UNITS = re.compile("(?:多少|几)(万元|亿元|人次|钱|元|件|条|项|次|场|期|篇|册|份|人|名|个|家|起|宗)")
_MONEY = {"钱": "元", "起": "件", "宗": "件"}
_REQUESTS = re.compile("收到|收了|申请|[收办][多几]")
_OF_REGION = re.compile("占.{0,4}全[省市县区州旗]")
_OF_THE_WHOLE = (Operation.PROBLEMS, Operation.MEASURES, Operation.OVERVIEW)


@dataclass(frozen=True, slots=True)
class Asked:
    """A part asked for by name or by a word (各部门); without its number a `hard` one leaves nothing to answer."""

    name: str
    word: str = ""
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A number that a report gives for a part: `what` is counted, as far as the question goes."""

    head: ReportHead
    report: Report
    figure: Figure
    name: str
    whole: Figure
    score: float

    @property
    def what(self) -> str:
        """What is counted in all parts."""
        return self.whole.what


def part_answer(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The report's own number for the part asked for, never the whole's; None where no part is asked for."""
    if question.asks(Operation.CHECK):
        return None
    asked = asked_parts(question, targets.heads)
    if question.asks(*_OF_THE_WHOLE, Operation.MOST, Operation.LEAST, Operation.WHY):
        asked = [a for a in asked if not a.word]
    if not asked:
        return _own_of_whole(question, targets, context)
    if question.asks(*_OF_THE_WHOLE) or question.chapter:
        return refuse(Outcome.NOT_LOADED, _not_said(asked, targets.heads)) if question.unknown else None
    found = [part for head in targets.heads for part in _in_report(question, asked, head, context)]
    if found:
        return _told(question, found, asked, targets.heads)
    hard = [a for a in asked if a.hard]
    if not hard:
        return None
    return _in_words(question, hard, targets, context)


def _own_of_whole(question: Question, targets: Targets, context: Context) -> Answer | None:
    """The share of 本级 in its whole region (本级占全市), where the region's report breaks it out."""
    if question.scope is not Scope.OWN or not question.asks(Operation.SHARE) or not _OF_REGION.search(question.text):
        return None
    places = {(h.region, h.year) for h in targets.heads}
    wholes = [h for h in context.heads if h.scope is Scope.WHOLE_REGION and (h.region, h.year) in places]
    asked = [Asked(_OWN, _OWN)]
    found = [part for head in wholes for part in _in_report(question, asked, head, context)]
    return _told(question, found, asked, wholes) if found else None


def nested_answer(question: Question, context: Context) -> Answer | None:
    """The number of a body or place that is not loaded, where exactly one loaded body's reports break it out."""
    if not question.unknown or question.bodies or question.asks(Operation.CHECK, *_OF_THE_WHOLE):
        return None
    asked = [Asked(name) for name in question.unknown]
    earlier = [h for group in question.earlier_bodies[::-1] for b in group for h in context.by_body.get(b, ())]
    for heads in (_of_years(question, earlier), _candidates(question, context)):
        found = [part for head in heads for part in _in_report(question, asked, head, context)]
        if len({p.head.body for p in found}) == 1:
            told = _told(question, found, asked, tuple(dict.fromkeys(p.head for p in found)))
            note = wording.PART_FROM.format(
                name=names(question.unknown), where=names([where(h) for h in _heads(found)])
            )
            reading = wording.READING_JOIN.join(dict.fromkeys(where(h) for h in _heads(found)))
            return replace(told, claims=(*told.claims, Claim(note)), reading=reading)
    return None


def own_report(question: Question, context: Context) -> Question:
    """A loaded body said to be inside another (澄屿市2022年砚岭县) is asked itself, unless the other counts it apart."""
    if not question.inside:
        return question
    inside = question.unknown[-len(question.inside) :]
    targets = find_targets(question, context)
    if isinstance(targets, Targets):
        asked = [Asked(name) for name in inside]
        if any(_in_report(question, asked, head, context) for head in targets.heads):
            return question
    others = question.unknown[: -len(question.inside)]
    return replace(question, bodies=question.inside, unknown=others, inside=(), wider=())


def asked_parts(question: Question, heads: Sequence[ReportHead]) -> list[Asked]:
    """The parts a question names: places and bodies that are not loaded, words for parts, 本级 of a whole region."""
    asked = [Asked(name) for name in question.unknown]
    words = load_lexicon().parts
    for part in question.parts:
        kind = next(iter(words.get(part, ("",))))
        if not re.search(f"(?<!全){part}(?!接)", question.text):
            continue  # 全市直接起诉
        if kind and not any(part in a.name or a.name in part for a in asked):
            asked.append(Asked(part, kind, kind != "政府" and bool(question.keys or question.applicants)))
    whole = [h for h in heads if h.scope is Scope.WHOLE_REGION]
    if whole and question.scope is Scope.OWN:
        asked.append(Asked(_OWN, _OWN))
    if whole and not asked and _GOVERNMENT.search(question.text):
        asked.append(Asked("政府", "政府", hard=False))
    return asked


def _of_years(question: Question, heads: Iterable[ReportHead]) -> list[ReportHead]:
    return [h for h in dict.fromkeys(heads) if not question.years or h.year in question.years]


def _candidates(question: Question, context: Context) -> list[ReportHead]:
    """The reports of the region that the unknown name begins with, else those in which the index finds the name."""
    name = question.unknown[0]
    regions = [bodies for n in range(len(name), 1, -1) if (bodies := context.gazetteer.regions.get(name[:n]))]
    heads = _of_years(question, [h for b in (regions or [()])[0] for h in context.by_body.get(b, ())])
    if heads:
        return heads[:LOOKED_AT]
    hits = context.search().search(name, Where(years=frozenset(question.years) or None), LOOKED_AT)
    found = (context.store.head(report_id) for report_id in dict.fromkeys(h.report_id for h in hits))
    return [h for h in found if h is not None]


# --- the parts of a report ---------------------------------------------------------------------


def _in_report(question: Question, asked: Sequence[Asked], head: ReportHead, context: Context) -> list[Part]:
    """The numbers of the parts asked for that best fit the other words, all of one breakdown."""
    if any(a for a in question.applicants if a != "total"):
        return []
    report = context.store.report(head.id)
    found: list[Part] = []
    for one in _in_full(asked, question, report):
        fit = [p for p in _named(one, head, report, question) if p.score >= ENOUGH]
        best = max((p.score for p in fit), default=0.0)
        best_fit = [p for p in fit if p.score >= best - TIE]
        found += _of_units(question, best_fit) if len({p.name for p in best_fit}) == 1 else _same_whole(best_fit)
    return list({(p.figure.start, p.name): p for p in found}.values())


def _in_full(asked: Sequence[Asked], question: Question, report: Report) -> list[Asked]:
    """苏州宿迁工业园区 said in full is that part, not 苏州."""
    parts = {fold(name) for b in breakdowns(report.text, report.figures) for name in b.names}
    said_whole = [n for n in parts if n in question.text and any(a.name != n and a.name in n for a in asked)]
    rest = [a for a in asked if not any(a.name in n for n in said_whole)]
    return [*rest, *(Asked(n) for n in sorted(said_whole))]


def _of_units(question: Question, parts: list[Part]) -> list[Part]:
    """One number a unit (15件, 1500元): the first."""
    first: dict[str, Part] = {}
    for part in parts:
        first.setdefault(part.figure.unit, part)
    return list(first.values())


def _same_whole(parts: list[Part]) -> list[Part]:
    return [p for p in parts if p.what == parts[0].what]


def _named(asked: Asked, head: ReportHead, report: Report, question: Question) -> list[Part]:
    found: list[Part] = []
    inside = set[int]()
    for b in breakdowns(report.text, report.figures):
        for name, figure in zip(b.names, b.parts, strict=True):
            inside.add(figure.start)
            if is_part(asked, name, report.region):
                score = _fit(question, asked, b.head, name, report)
                found.append(Part(head, report, figure, _VERB.sub("", name), b.head, score))
    for figure in report.figures:
        if figure.start not in inside and not asked.word and _speaks_of(asked.name, fold(figure.what)):
            score = _fit(question, asked, figure, asked.name, report)
            found.append(Part(head, report, figure, asked.name, figure, score))
    return found


def _speaks_of(name: str, what: str) -> bool:
    at = what.find(name)
    return at >= 0 and not _LONGER.match(what, at + len(name))


def _fit(question: Question, asked: Asked, whole: Figure, name: str, report: Report) -> float:
    """How well what a breakdown counts fits the question without the part's name; 0 where it counts something else."""
    units = set(_UNITS.findall("，".join(question.clauses))) or {question.unit}
    if not any(unit_fits(_MONEY.get(unit, unit), whole.unit) for unit in units):
        return 0.0
    text = fold(whole.what) + clause_of(report, whole)
    clauses = "，".join(question.clauses)
    counted = {m.value for m in parse_names(fold(whole.what)).keys}
    keys = set(question.keys)
    if not keys and question.unit in ("", "件") and _REQUESTS.search(clauses):
        keys = {"requests.new"}
    if keys and counted and not keys & counted:
        loosely = keys | counted <= _RECEIVED and "新收" not in clauses
        if not loosely:
            return 0.0
    for word in (*question.unknown, *question.parts, name, asked.name):
        clauses = clauses.replace(fold(word), "，")
    words = [
        w
        for w in content_words(clauses)
        if w not in (_OWN, "其中")
        and w not in f"{fold(name)}{asked.name}"
        and not re.fullmatch("[两二三四五六七]个.{1,3}", w)
    ]
    if not words and not keys and question.unit == "元" and whole.unit.endswith("元"):
        return 1.0
    if not words:
        return 1.0 if keys & counted or (keys and keys | counted <= _RECEIVED and counted) else 0.0
    return coverage(words, text, prose_of(report)) if not (keys & counted and keys <= _RECEIVED) else 1.0


def is_part(asked: Asked, name: str, region: str) -> bool:
    """Whether a part's name in a breakdown is the part asked for; a bureau of a county is not the county."""
    name = _VERB.sub("", fold(name))
    if asked.word:
        return _of_kind(asked, name, region)
    one, other = _plain(asked.name, region), _plain(name, region)
    if one == other or (stem(one) == stem(other) and not parse_places(other).rest):
        return True
    chain = parse_places(name).places
    if not parse_places(name).rest:
        return False
    town = bool(chain) and chain[-1].endswith(("镇", "乡", "街道"))
    placed = (fold(a) for a in aliases_of(name, own_level=not town) if any(stem(p) in a for p in chain))
    return one in {_plain(a, region) for a in placed}


def _of_kind(asked: Asked, name: str, region: str) -> bool:
    bare = _plain(name, region)
    zones = tuple(naming_data()["regions"]["zones"])
    if asked.word == _OWN:
        return bool(re.fullmatch("[省市县区州旗]?(?:本级|级)", name))
    if asked.word == "政府":
        return bool(re.fullmatch("[省市县区州旗]?(?:人民)?政府", bare))
    if asked.word == "县区":
        return bare.endswith(("县", "区", "旗")) and not bare.endswith(zones)
    if asked.word == "乡镇":
        return bare.endswith(("镇", "乡", "街道"))
    if asked.word == "部门":
        return bool(re.search("部门|[市县区]直", name))
    return bare == _plain(asked.name, region) or (asked.word not in ("开发区", "高新区") and asked.word in name)


def _plain(name: str, region: str) -> str:
    """The name without the whole's own name before it, zones by their short names: 宿迁经济技术开发区 → 经开区."""
    for own in sorted(region_parts(region), key=len, reverse=True):
        if name.startswith(own) and len(name) - len(own) >= 2 and name[len(own)] not in "政人":
            name = name[len(own) :]
            break
    name = re.sub("^市(?=[^区政场直级本].{2,})", "", name)
    name = re.sub("经济技术开发区$|经济开发区$", "经开区", name)
    return re.sub("高新技术产业开发区$|高新技术开发区$", "高新区", name).replace("人民政府", "政府")


# --- the answer ----------------------------------------------------------------------------------


def _heads(parts: Sequence[Part]) -> tuple[ReportHead, ...]:
    return tuple(dict.fromkeys(p.head for p in parts))


def _told(question: Question, found: list[Part], asked: Sequence[Asked], heads: Sequence[ReportHead]) -> Answer:
    claims: list[Claim] = []
    for head in _heads(found):
        mine = [p for p in found if p.head == head]
        if question.asks(Operation.SHARE) and (shares := [_share(p) for p in mine if p.whole.value > p.figure.value]):
            claims += shares
        elif len(mine) > 1 and len({p.figure.unit for p in mine}) == 1:
            claims += _several(question, mine)
        else:
            claims += [figure_claim(head, p.report, p.figure) for p in mine]
    lost = [h for h in heads if h not in _heads(found)]
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


def _in_words(question: Question, asked: Sequence[Asked], targets: Targets, context: Context) -> Answer | None:
    """Where the report gives no number of the part: its sentences that name it, else that it has none."""
    numbers = question.keys or question.applicants or ASKS_NUMBER.search(question.text)
    named = [a.name for a in asked if not a.word]
    texts = [fold(context.store.report(h.id).text) for h in targets.heads]
    if not numbers and all(any(name in text for text in texts) for name in named):
        return None
    if named and not question.keys:
        told = sentences_answer(question, targets, context)
        if told and all(
            any(n in fold(c.quote) and not _LONGER.match(fold(c.quote), fold(c.quote).find(n) + len(n)) for n in named)
            for c in told.citations
        ):
            return told
    outcome = Outcome.NOT_LOADED if named else Outcome.NOT_IN_REPORT
    return refuse(outcome, _not_said(asked, targets.heads))


def _not_said(asked: Sequence[Asked], heads: Sequence[ReportHead]) -> str:
    places = names([where(h) for h in heads])
    unknown = [a.name for a in asked if not a.word]
    template = wording.PART_NOT_LOADED if unknown else wording.PART_NOT_SAID
    return template.format(name=names(unknown or [a.name for a in asked]), where=places)
