"""What stands in words: chapter 5, numbers of the prose, terms; whether tables add up; and an overview."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.forms import CrossFooting, load_forms
from corpus.questions.kinds.single import number
from corpus.questions.question import Draw, Made, Must
from corpus.questions.words import plain, read_data
from corpus.report import CellKind, Figure, Report
from corpus.store import ReportHead

# --- does it add up --------------------------------------------------------------------------------

_FAILS: Must = ("对不上", "不成立", "不平", "不一致", "不相等")
_HOLDS: Must = ("对得上", "没有发现", "成立", "一致", "相等", "平")


def _adds_up(draw: Draw, path: str) -> tuple[str, ReportHead, list[str]] | None:
    head = draw.head()
    if not head:
        return None
    text = draw.say(path, who=draw.who(head), when=draw.when(head.year))
    return text, head, fails(draw.facts.report(head))


def tables_add_up(draw: Draw) -> Made | None:
    """Whether the tables of a report add up as its form says they must."""
    found = _adds_up(draw, "adds_up.tables")
    if not found:
        return None
    text, head, failing = found
    denied = () if failing else ("表格的勾稽关系有对不上的",)
    return Made((text,), (_FAILS if failing else _HOLDS,), evidence=_checked(head, failing), must_not_include=denied)


def report_adds_up(draw: Draw) -> Made | None:
    """Whether a report agrees with itself; what its prose says and other years' reports may differ where tables don't."""
    found = _adds_up(draw, "adds_up.all")
    if not found:
        return None
    text, head, failing = found
    return Made((text,), (_FAILS if failing else (*_HOLDS, *_FAILS),), evidence=_checked(head, failing))


def _checked(head: ReportHead, failing: list[str]) -> str:
    return f"{head.file}：{'；'.join(failing[:3]) or '表内勾稽全部成立'}"


def fails(report: Report) -> list[str]:
    """The cross-footings of its form that the report's cells break; those with a blank say nothing."""
    form = load_forms()[report.form or ""]
    numbers = {c.place: c.value for c in report.cells if c.kind is CellKind.NUMBER and c.value is not None}
    return [f"{check.title}（{across}）" for check in form.checks for across, broken in _each(check, numbers) if broken]


def _each(check: CrossFooting, numbers: dict[tuple[str, str, str], Decimal]) -> list[tuple[str, bool]]:
    """Whether it is broken in each column or row where every number of it is there."""
    at = 1 if check.across == "rows" else 2
    lines = dict.fromkeys(place[at] for place in numbers if place[0] == check.table)
    found = []
    for line in lines:
        sides = [
            [numbers.get((check.table, line, k) if at == 1 else (check.table, k, line)) for k in keys]
            for keys in (check.left, check.right)
        ]
        if None not in sides[0] and None not in sides[1]:
            left, right = (sum((v for v in side if v is not None), Decimal(0)) for side in sides)
            found.append((line, left != right))
    return found


# --- overview, terms --------------------------------------------------------------------------------


def overview(draw: Draw) -> Made | None:
    """The main numbers of a report."""
    head = draw.head()
    keys = ("requests.new", "requests.handled", "requests.carried_out", "requests.granted")
    if not head or any(draw.facts.number(head, k) is None for k in keys):
        return None
    text = draw.say("overview.plain", who=draw.who(head), when=draw.when(head.year))
    return Made((text,), tuple(number(draw, head, k) for k in keys), evidence=head.file)


def define(draw: Draw) -> Made | None:
    """A term of the law or of the forms."""
    data = read_data("terms")
    term = draw.rng.choice(data["terms"])
    text = draw.one_of(data["wordings"]).format(term=draw.one_of(term["names"]))
    return Made((text,), tuple(term["says"]), evidence="terms.toml")


# --- chapter 5 --------------------------------------------------------------------------------------

_TURN = re.compile("下一步|改进措施|针对|重点做好|今后|将从|将采取|加以改进|为此")
_NUMBERED = re.compile(r"^(?:\d+[.．、]|[（(]?[一二三四五六七八九十\d]+[)）、]|[一二三四五六七八九]是)")
_SHORT, _LONG = 8, 60


def _points(report: Report) -> tuple[list[str], list[str]]:
    """The numbered problems and measures of chapter 5, as they stand there; parted by the sentence that turns to measures."""
    problems: list[str] = []
    measures: list[str] = []
    into = problems
    for passage in report.passages:
        if passage.chapter != 5:
            continue
        for part in re.split(r"[。；\n]", report.text[passage.start : passage.end]):
            said = part.strip()
            if _TURN.search(said) and not _NUMBERED.match(said):
                into = measures
            elif _NUMBERED.match(said) and _SHORT <= len(said) <= _LONG:
                into.append(_NUMBERED.sub("", said))
    return list(dict.fromkeys(problems)), list(dict.fromkeys(measures))


def _chapter(draw: Draw, path: str, which: int) -> Made | None:
    head = draw.head()
    points = _points(draw.facts.report(head)) if head else ([], [])
    if not head or not (points[0] and points[1]):
        return None
    text = draw.say(path, who=draw.who(head), when=draw.when(head.year))
    return Made((text,), tuple((point,) for point in points[which]), evidence=f"{head.file} 第五章")


def problems(draw: Draw) -> Made | None:
    """The problems that a report names."""
    return _chapter(draw, "problems.plain", 0)


def measures(draw: Draw) -> Made | None:
    """What it says will be done."""
    return _chapter(draw, "problems.measures", 1)


# --- numbers in prose -------------------------------------------------------------------------------

_STATUTORY = re.compile(
    "申请|复议|诉讼|办结|结转|予以|部分公开|不予|无法提供|其他处理|许可|处罚|强制|规章|规范性文件|收费|占|同比|增长|下降"
)
_LONGEST = 18
_GAP = 3


def figure(draw: Draw) -> Made | None:
    """A number that only the prose tells, asked for in the words that stand before it."""
    head = draw.head()
    if not head:
        return None
    report = draw.facts.report(head)
    counted = [f for f in report.figures if " " not in f.what and _SHORT - 4 <= len(f.what) <= _LONGEST]
    alone = [f for f in counted if sum(f.what in o.what or o.what in f.what for o in report.figures) == 1]
    fit = [f for f in alone if not _STATUTORY.search(f.what) and f.unit not in ("%", "") and _plainly(report, f)]
    if not fit:
        return None
    chosen = draw.rng.choice(fit)
    text = draw.say(
        "prose.plain", who=draw.who(head), when=draw.when(head.year), what=chosen.what, many=f"多少{chosen.unit}"
    )  # fmt: skip
    said = ("".join(chosen.raw.split()), *(f"{way}{chosen.unit}" for way in plain(chosen.value)))
    return Made((text,), (said,), evidence=f"{head.file}：{report.text[chosen.sentence_start : chosen.sentence_end]}")


def _plainly(report: Report, one: Figure) -> bool:
    """Whether the number is in digits, close behind the words that say what is counted."""
    before = report.text[max(0, one.start - len(one.what) - _GAP) : one.start]
    return one.raw[:1].isdigit() and one.what in before
