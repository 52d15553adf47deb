"""Words that ask which of all bodies, and how far down a ranking: 哪个单位, 各县, 全部教育局; 前三名, 第二多."""

from __future__ import annotations

import re

from assistant.asked import AskedBodies, Rank
from assistant.parsing.text import Mention
from assistant.question import Operation, Question
from corpus.numerals import NUMBER, number_said

_KIND = (
    "单位|部门|机关|机构|地方|地区|地市|县市区|县区|区县|乡镇|镇街|街镇|人民政府办公室|政府办公室|政府办|府办|办公室"
    "|人民政府|政府(?!信息|部门)|省(?!政府)|县|区|市(?![监场容])|镇|乡|街道|局|委员会|委(?!托)"
)
# 哪个教育局, 各市监局: a name of its own before 局 or 委.
_NAMED = r"(?:(?!有|哪|[找向给被跟要问]|理由|情形|情况|原因|结果|指标|行政|申请|处罚|许可|复议|诉讼|项|类|种|年|在|的)[一-龥]){0,6}?"
_LEVELS = "县市区|县区|区县|市县|省|市(?![监场容])|县|区|乡镇"
# 各县区教育局: the department of each place of a level.
_LEVELLED = re.compile(
    rf"({_LEVELS})((?:(?!县|区|省|市(?![监场容政])|[的年]|申请|处罚|许可|新收|公开)[一-龥]){{1,6}}?(?:局|委员会|委(?!托)|厅)"
    r"|(?:人民)?(?:政府办公[室厅]|政府办|府办))"
)
_EACH_LEVELLED = re.compile(r"(?P<many>各个?|每个?|所有的?|全部的?|哪些|哪几个)|哪(?:一)?个")
_BARE_KIND = "单位|部门|机关|机构|县市区|县区|区县|乡镇|镇街|街道"
_WHICH = re.compile(
    rf"(?P<many>哪几个|哪几家|哪些个?|哪[两二三四五六七八九十]个|各个?|每个?|每家|所有的?|全部的?|全体)(?P<all>{_NAMED}(?:{_KIND}))"
    rf"|哪(?:一)?个(?P<one>{_NAMED}(?:{_KIND}))|(?P<rated>{_KIND})(?:里|中|里面|当中)?(?:排名|排行)"
    rf"|(?P<within>{_BARE_KIND})(?:里面?|当中|之中|中)(?=[^，]*[最前第])"
    rf"|(?P<listed>{_KIND})(?:有|是|都有|都是|分别是|主要有|主要是)?(?:哪些|哪几)(?!年|[个家]?{_NAMED}(?:{_KIND}))"
    rf"|(?:下面|下属|下辖|所辖|所属)(?:的|所有|全部)*(?P<under>{_KIND})"
    rf"|(?P<several>哪几家|哪些(?:年报|报告)|各家|哪几份|各份)|哪(?:一)?[家份](?!件)|哪[儿里](?=.*[最多少高低])"
    r"|谁(?:家)?(?!申请|提出|提的|来申|问)(?=.*(?:[最多少高低大小]|排|前|第))"
    r"|(?P<who>谁家|(?<!申请)(?<!申请的)(?<!申请人)(?<!提的)(?:都有|都是|有|分别是)谁(?=[，。？呀啊呢吗]|$)"
    r"|谁(?:家)?也(?=说|写|提到|提过|讲|承认|反映|有|存在|面临|碰到|遇到)|谁(?=[^，申提问]{0,6}过|曾|被|从没|从未|一直|年年|每年|没被|承认|检讨|坦[承言]))"
    r"|(?:最[多高大少低小]|第[一二两三四五六七八九十]|冠军|亚军|垫底|倒数)的?(?:都?是|为)谁家?"
    rf"|(?:最[多高大少低小]|第[一二两三四五六七八九十])的(?:是|为|哪个|哪些|是哪个)?(?P<which>{_KIND})"
    rf"|[最前第][^，]{{0,4}}?[两二三四五六七八九十\d]+个(?P<top>{_KIND})"
)
# 几个单位, 多少家, 几成单位: how many bodies, not how many cases; 有没有单位, 有单位…吗: whether any.
_COUNTED = re.compile(
    rf"(?:有|是|共|总共|一共)?(?:多少(?:个|家)?|几(?:个|家))(?P<kind>{_NAMED}(?:{_KIND}))"
    rf"|(?:有|是|共|总共|一共)?(?P<share>几成|百分之几|百分之多少|多大比例|多少比例|多大一部分)的?(?!是)(?P<part>{_NAMED}(?:{_KIND}))"
    rf"|的(?P<parted>{_KIND})的?(?:数量)?(?:占比|占(?=[多几百全总])|所占|比例|比重)(?:是|有|为)?(?:多少|几成)?"
    r"|(?:多少|几)份(?:年报|报告)?(?=[^，]*(?:不平|[对合加]不上|勾稽|不一致|不符))"
    rf"|的(?P<after>{_KIND})(?:一共|总共|共|都)?(?:有|是)?(?:多少|几)(?:个|家)(?=[，。？吗呢]|$)"
    r"|(?<!公司)(?<!企业)(?<!机构)(?<!组织)(?:有|是|共)(?:多少|几)家(?:单位)?|(?<![罚查批发关给])(?<![罚查批发关给封][了过掉])(?<!公司有)(?<!企业有)(?<!公司)(?<!企业)(?:多少|几)家(?!.*(?:企业|媒体|公司))"
)
_ANY_OF = re.compile(
    rf"(?:有没有|有无|是否有|存不存在)(?:哪个|哪家|哪些|任何|什么)?(?P<kind>{_NAMED}(?:{_KIND}))|^有(?P<such>{_KIND})(?=.*吗)"
)
# …的单位, …的有几个: all the bodies of which something is said; what that is must be there besides.
_SUCH = re.compile(
    rf"的(?P<kind>{_NAMED}(?:{_KIND}))(?=名单|清单|□|\d{{4}}年|列|报一|数一|给我|有|是|都|一?共|总共|占|多不多|，|。|？|吗|呢|$)"
    r"|的(?:一共|总共|都)?[有是]?(?:(?P<number>几个|几家|多少个|多少家|多少|几)|哪些|哪几个|哪几家|谁)(?=[，。？]|$)"
)
_REPORTS = re.compile("份报告|份年报|哪(?:一)?份|各份|所有报告|全部报告|所有年报|全部年报|报告里|年报里|报告中")

_N = f"({NUMBER})"
_TOP = re.compile(
    rf"前{_N}(?!年)|[最][多高大少低小快]的?(?:是哪|前)?{_N}[个家种类项]|[后末]{_N}[名位个家]|倒数{_N}[个名家]|top{_N}|哪{_N}[个家](?=[^，]*最)"
)
_BELOW = re.compile(rf"倒数|[后末]{_N}[名位个家]")
_BARE = re.compile(_BARE_KIND)
_PLACE = re.compile(rf"(?:倒数)?第{_N}[多高大少低小名位]|排(?:名|在)?(?:倒数)?第{_N}|倒数第{_N}")

# 市公安局行政诉讼的排名: the place of one body; with 理由 or 结果 before it, its parts are ranked.
_OWN_PLACE = re.compile("(?<!理由)(?<!结果)(?<!原因)(?<!情形)的(?:排名|排行|名次|位次)(?:情况)?[呢啊]?[，。？]*$")

_MEDALS = {"亚军": 2, "季军": 3}


def counted_bodies(text: str) -> list[Mention]:
    """The words of a folded question that ask how many bodies, no number of cases."""
    return [Mention("", *m.span()) for m in _COUNTED.finditer(text)]


def asking_bodies(text: str) -> list[re.Match[str]]:
    """The words of a folded question that ask which bodies, or how many."""
    return [m for pattern in (_COUNTED, _ANY_OF, _WHICH) for m in pattern.finditer(text)]


def asked_bodies(text: str) -> AskedBodies | None:
    """Which bodies a folded question asks about without naming them; None where it doesn't."""
    counted = _COUNTED.search(text)
    if counted:
        kind = next((counted[g] for g in ("kind", "part", "after", "parted") if counted[g]), "")
        return AskedBodies(kind, many=True, counted=True, share=bool(counted["share"] or counted["parted"]))
    if levelled := levelled_bodies(text):
        each = _EACH_LEVELLED.match(text, levelled.start)
        return AskedBodies(levelled.value, bool(each and each["many"]), bool(_REPORTS.search(text)))
    some = _ANY_OF.search(text)
    if some:
        return AskedBodies(some["kind"] or some["such"] or "", many=True)
    found = _WHICH.search(text)
    if not found:
        return None
    kind = next(
        (found[g] for g in ("all", "one", "rated", "listed", "under", "top", "which", "within") if found[g]), ""
    )
    many = any(found[g] for g in ("many", "rated", "listed", "under", "several", "who"))
    return AskedBodies(kind, many, bool(_REPORTS.search(text)))


def levelled_bodies(text: str) -> Mention | None:
    """The department of each place of a level that a folded question asks about (各县区教育局); None where none is."""
    for each in _EACH_LEVELLED.finditer(text):
        found = _LEVELLED.match(text, each.end())
        if found:
            return Mention(found[0], each.start(), found.end())
    return None


def level_and_department(kind: str) -> tuple[str, str]:
    """县区教育局 → 县区, 教育局; ('', kind) for any other kind."""
    found = _LEVELLED.fullmatch(kind)
    return (found[1], found[2]) if found else ("", kind)


def such_bodies(text: str) -> AskedBodies | None:
    """Which bodies a question that says something of them asks about (新收超过100件的单位): of any kind, where it names none."""
    found = _SUCH.search(text)
    if not found:
        return None
    return AskedBodies(found["kind"] or "", many=True, counted=bool(found["number"]))


def without_asked_bodies(text: str) -> str:
    """The text with the words that ask which bodies masked."""
    return _WHICH.sub(lambda found: "□" * len(found[0]), text)


def asked_rank(text: str, asks: bool = False) -> Rank:
    """How far down a ranking a folded question asks: 前三名, 最多的两个, 第二多; `asks`: for the place itself."""
    top, place = _TOP.search(text), _PLACE.search(text)
    medal = next((n for word, n in _MEDALS.items() if word in text), 0)
    return Rank(_number(top), 0 if asks else _number(place) or medal, asks, bool(_BELOW.search(text)))


def asks_own_place(text: str) -> bool:
    """Whether a folded question that names one body asks for its place among the others (…的排名)."""
    return bool(_OWN_PLACE.search(text))


def bare_kind(text: str) -> str:
    """The word for the bodies meant where it stands alone (乡镇新收平均多少); '' where there is none."""
    found = _BARE.search(text)
    return found.group() if found else ""


def asked_orders(question: Question, rank: Rank) -> tuple[bool, ...]:
    """The orders a ranking is asked for in: True the largest first, False the smallest first (最少, 倒数第二); or both."""
    least = question.asks(Operation.LEAST) or ((rank.place > 0 or rank.top > 0) and rank.below)
    most = question.asks(Operation.MOST) and not (least and rank.below)
    return (True,) * (most or not least) + (False,) * least


def _number(found: re.Match[str] | None) -> int:
    return number_said(next((g for g in found.groups() if g), "") if found else "")
