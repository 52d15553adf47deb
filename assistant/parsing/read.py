"""A typed question → its slots: each aspect by its own parser, what is read by one hidden from the next."""

from __future__ import annotations

import re
from functools import cache

from assistant.parsing.bodies import asked_bodies, asked_rank, asks_own_place, counted_bodies
from assistant.parsing.chatter import without_chatter
from assistant.parsing.content import content_words, says_something
from assistant.parsing.departments import systems_said
from assistant.parsing.gazetteer import Gazetteer
from assistant.parsing.indicators import Names, listed_wholes, most_specific, parse_names
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.missing_letters import filled
from assistant.parsing.paired import with_requests
from assistant.parsing.places import parse_places
from assistant.parsing.sets import over_years, sets_said, with_conditions
from assistant.parsing.shares import SHARE_OF, share_unread, split_share
from assistant.parsing.text import Mention, fold, longest_matches, mask
from assistant.parsing.unread import added_up, unread_beside
from assistant.parsing.word_slips import mended
from assistant.parsing.years import Years, in_digits, parse_years
from assistant.question import Operation, Origin, Question, Renamed
from corpus.forms.catalogue import load_catalogue
from corpus.report import Scope

_UNIT = re.compile(
    r"(?:多少|几|哪几|\d+)(?:余|多)?(万元|亿元|人次|平方米|公里|百分点|钱|件|条|项|次|场|期|篇|册|份|人(?!口|员|才)|名|个|家|处(?![罚理分置])|台|辆|座|起|宗|批|万|元|天|倍|号|届|种|类)"
)
# How many, as some say it: 好多人次, 几多钱.
_HOW_MANY = re.compile("好多(?=[件个人次份条起宗家篇期场项钱天]|$)|几多")
# The column meant where no applicant is named; saying 总计 adds nothing to it.
TOTAL = "total"

# 本年增/减 is a column of the 2019 form, not a change asked for.
# So is a total that is one of a list: 复议总数、尚未审结各多少 adds nothing up.
_NO_OPERATION = re.compile(
    "(?:项目)?(?:本年)?增/减|(?:项目)?本年增减|项目增减"
    "|(?<![年家个□，])(?:总数|总量|总计)(?![和与及、][每各逐历分])(?=[、和与及跟]|[^，]*(?:各|分别))"
)
# 项目数、增减各多少: so it is beside the other column.
_CHANGE_BESIDE = re.compile("(项目数量?(?:[、和及与跟，]|以及))(?=增减)")

# 不是处罚，是许可: what is denied is not asked for.
_NOT_THIS = re.compile(
    r"^(?:不是|不对|错了|说错了)(?!.{0,6}(?:多少|几|吗))[^，。]{0,12}[，。](?=.)|^(?:我(?:问|说|要|是说|想问)的?(?:是)?)(?=.)|^说错了[，。]?是?"
)

_AMONG = re.compile("(?:多少|几)[^，]{0,4}[，、]?其中")

# 降了百分之几, 涨了几个百分点: a growth, not a share.
_CHANGED_BY = re.compile("[涨降增减升跌][^，占]{0,6}(?:百分|几成)")

_SPELT = {"宗": "件", "起": "件", "号": "", "种": "", "类": "", "万": "万元", "钱": "元"}
# 跟睢阳区比: the body named is set beside the one asked about before.
_COMPARED_WITH = re.compile(r"^那?(?:么)?(?:跟|和|与|同|比|对比|相比).{2,}?(?:比|相比|对比|比较|呢|$)")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%?(?![\d.])")


_COMPARES = frozenset(
    {
        Operation.DIFFERENCE, Operation.GROWTH, Operation.MOST, Operation.LEAST, Operation.TIMES, Operation.SHARE,
        Operation.CHECK,
    }
)  # fmt: skip


def _operations(text: str) -> frozenset[Operation]:
    found = {Operation(name) for name, cue in load_lexicon().cues.items() if cue.find(text)}
    if found & {Operation.EACH, Operation.SUM} or _UNIT.search(text):
        # 理由分别是什么 asks for the parts, 几件 for a number; neither for the meaning of a word.
        found.discard(Operation.DEFINE)
    if found & {Operation.PROBLEMS, Operation.MEASURES, Operation.MOST, Operation.LEAST}:
        # 年报里说的主要问题是什么 asks for the problems, 办理结果里第二多的是什么 for a result.
        found.discard(Operation.DEFINE)
    if load_lexicon().asides["others"].find(text):
        found.discard(Operation.LOADED)  # 还有哪些单位也提到了
    cues = load_lexicon().cues
    if cues[Operation.CHANGES].find(text) in cues[Operation.MEASURES].find(text):
        found.discard(Operation.CHANGES)  # 整改了什么 is no 改了什么
    if _CHANGED_BY.search(text):
        found = (found - {Operation.SHARE}) | {Operation.GROWTH}
    return frozenset(found)


def _counted_or_who(names: Names) -> list[Mention]:
    """What is counted and who asked; 合计 names neither."""
    return [*names.keys, *(m for m in names.applicants if m.value != TOTAL)]


def _hidden(names: Names, operations: frozenset[Operation]) -> list[Mention]:
    """The mentions that leave nothing to search for; a term is a subject of prose too, unless its meaning is asked."""
    if Operation.DEFINE in operations:
        return list(names.mentions)
    named = [*names.keys, *names.applicants]
    return named + [m for m in names.terms if any(m.overlaps(n) for n in named)]


def _applicants(names: Names, text: str) -> tuple[str, ...]:
    """The applicants named; 新收多少件，其中企业几件 asks for everybody too."""
    named = dict.fromkeys(m.value for m in names.applicants if m.value != TOTAL)
    return ((TOTAL,) if named and _AMONG.search(text) else ()) + tuple(named)


@cache
def _uncounted() -> dict[str, tuple[str, ...]]:
    return {fold(word): (word,) for entry in load_catalogue().uncounted for word in entry.words}


def _basis(text: str) -> list[Mention]:
    """Words that only say that the tables are meant: 同比增速(表格口径)."""
    return longest_matches(text, {w: (w,) for w in load_lexicon().asides["basis"].words})


def _qualifiers(text: str, names: Names) -> tuple[str, ...]:
    """Words that narrow an indicator to what no cell tells, unless they are part of one's own name."""
    found = longest_matches(text, {q: (q,) for q in load_lexicon().qualifiers})
    whole = [(m.start, m.end) for m in names.keys]
    return tuple(q.value for q in found if not any(a <= q.start and q.end <= b for a, b in whole))


def _parts(text: str) -> tuple[str, ...]:
    """Words for parts of the region (各部门, 经开区), as said; a part that is only asked about (哪个县区) is none."""
    return tuple(text[m.start : m.end] for m in longest_matches(text, load_lexicon().parts))


def _scope(text: str) -> Scope:
    """全市 (汇总) or 本级, where the question says so."""
    if "本级" in text:
        return Scope.OWN
    return Scope.WHOLE_REGION if re.search("全[省市区县州]|汇总", text) else Scope.UNSTATED


def _says_years(years: Years) -> bool:
    return bool(years.years or years.latest or years.earliest or years.since or years.until)


def _unknown(text: str, names: tuple[str, ...]) -> list[Mention]:
    """Where names that are not loaded stand."""
    return [Mention(name, m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), text)]


def read_question(typed: str, gazetteer: Gazetteer, today: int, listed: bool = False) -> Question:
    """The slots of a question as typed, without looking at what was asked before; `listed`: see `parse_names`."""
    catalogue = load_catalogue()
    text = _HOW_MANY.sub("多少", in_digits(without_chatter(_NOT_THIS.sub("", fold(typed)))))
    text = _CHANGE_BESIDE.sub(r"\1本年", text)
    # 哪些单位提到教育系统 is asked for the words themselves.
    text, systems = (text, ()) if load_lexicon().asides["mentions"].find(text) else systems_said(text)
    places = parse_places(text, gazetteer)
    text, left_out = filled(text, [*places.mentions, *_unknown(text, places.unknown)])
    if left_out:
        places = parse_places(text, gazetteer)
    read_over = mended(text, [*places.mentions, *_unknown(text, places.unknown)])
    text = read_over.text
    after_places = mask(text, places.mentions)
    years = parse_years(after_places, today)
    asked = sets_said(after_places, years, listed)
    hidden = [*asked.mentions, *counted_bodies(after_places), *_basis(after_places)]
    masked = mask(after_places, [*years.mentions, *hidden])
    names = with_requests(parse_names(masked, listed), masked, asked)
    asked, pairs = with_conditions(asked, names, masked, text)
    operations = _operations(_NO_OPERATION.sub("□", mask(after_places, hidden)))
    if names.keys and added_up(masked, _counted_or_who(names), says_something):
        operations |= {Operation.SUM}
    keys, base = split_share(masked, names, listed)
    wholes = listed_wholes(names, masked, Operation.EACH in operations)
    whole = SHARE_OF.search(masked)
    chapter = next(iter(longest_matches(masked, load_lexicon().chapters)), None)
    unit = _UNIT.search(masked)
    said = {
        "bodies": places.groups, "years": years.mentions, "keys": keys, "applicants": names.applicants,
    }  # fmt: skip
    corrected = places.corrected + left_out + read_over.corrected + years.corrected + names.corrected
    one_body = len(places.groups) == 1 and not any(places.wider) and len(keys) == 1
    own_place = one_body and asks_own_place(text) and not asked_bodies(text)
    # Without one of two bodies there is nothing to compare, but the other has a number of its own.
    told = places.absent if keys and not operations & _COMPARES and not asked_bodies(text) else ()
    return Question(
        text=text,
        bodies=places.groups,
        compared=bool(_COMPARED_WITH.match(text)),
        unknown=tuple(name for name in places.unknown if name not in told),
        absent=told,
        wider=places.wider,
        inside=places.inside,
        years=years.years,
        latest=years.latest,
        earliest=years.earliest,
        since=years.since,
        until=years.until,
        vague_years=years.vague,
        every_year=years.every or (over_years(asked) and not _says_years(years)),
        previous=years.previous,
        into=years.into,
        plan=years.plan,
        keys=most_specific(keys, catalogue, wholes),
        base=base,
        base_unread=bool(
            whole and not base and whole[1] and content_words(mask(whole[1], parse_names(whole[1], listed).mentions))
        ),
        applicants=_applicants(names, masked),
        uncounted=tuple(
            m.value
            for m in longest_matches(mask(masked, names.mentions), _uncounted())
            if not any(m.value in name for name in places.unknown)
        ),
        terms=tuple(dict.fromkeys(m.value for m in names.terms)),
        chapter=int(chapter.value) if chapter else None,
        operations=operations,
        unit=_SPELT.get(unit[1], unit[1]) if unit else "",
        numbers=tuple(_NUMBER.findall(masked)),
        unread=unread_beside(masked, _counted_or_who(names), says_something) if keys else (),
        share_unread=share_unread(masked, listed) if Operation.SHARE in operations else ("", ""),
        rest=content_words(mask(masked, _hidden(names, operations))),
        remainder=mask(masked, [m for m in names.mentions if m not in names.terms]),
        scope=_scope(masked),
        parts=_parts(masked),
        qualifiers=_qualifiers(masked, names),
        clauses=tuple(p for p in re.split("[，；。？]", masked) if len(p) > 2),
        corrected=corrected,
        renamed=(*places.renamed, *(Renamed(said, read, "", "system") for said, read in systems)),
        listed=listed,
        condition=asked.condition,
        conditions=pairs,
        ever=asked.ever,
        run=asked.run,
        rank=asked_rank(text, asked.asks_place or own_place),
        aggregates=asked.aggregates,
        change=asked.change,
        origins={slot: Origin.SAID for slot, value in said.items() if value},
    )
