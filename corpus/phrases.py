"""The words around a number: cut out of its clause, freed of adverbs and quotes, their verb found."""

from __future__ import annotations

import re
from functools import cache

from corpus.words import any_of, word_data

_LONGEST, _LONGEST_OBJECT, _SHORT_OBJECT, _LONGEST_MEASURE = 40, 25, 12, 6
STRONG = "，；：。,;:"
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’")
BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_OPENING = re.compile(
    r"^(?:截至|截止|到|自|从)?(?=\d+[年月日])(?:\d{2,4}年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末初]|以来|止)?[，,]?"
    r"|^[一二三四五六七八九十]是|^[（(][一二三四五六七八九十\d]+[）)]|^\d{1,2}[.、．]"
)
# 与上年的2043件相比，新收申请数量增长10.7%: the number is last year's of what follows.
_COMPARED = re.compile(
    r"(?:的?情况)?相比(?:较)?[，,]([^，。；\d]{2,16}?)(?=同比|上升|下降|增长|增加|减少|持平|回落|提高|基本|略|有所|\d|[，。；])"
)


def own_words(left: str, right: str, followed: bool) -> str:
    """The words before the number in its clause, then the noun after its unit."""
    words = cleaned(last_clause(left))
    return (words + _noun_after(right, followed)).strip()


def last_clause(left: str) -> str:
    """What stands after the last comma outside quotes; 、 separates only where it opens the piece."""
    masked = _QUOTED.sub(lambda m: "□" * len(m.group()), left)
    cut = max((masked.rfind(c) for c in STRONG), default=-1) + 1
    return left[cut:].lstrip("、和及与")


def after_noun(left: str) -> str:
    """The words between two figures without the first one's noun: 53个（部门、）2261项, 26个（单位和）30名."""
    if any(c in left for c in STRONG):
        return left
    if "、" in left:
        return left.split("、", 1)[1]
    return "" if left.endswith(("和", "及", "与")) else left


def runs_on(view: str, end: int, following: int) -> bool:
    """Whether the figure that begins at `following` comes in the same breath, without punctuation between (53个部门2261项事项)."""
    return not re.search(r"[，。；、：（）,;:()]", view[end:following])


def _noun_after(right: str, followed: bool) -> str:
    masked = _QUOTED.sub(lambda m: "□" * len(m.group()), right)
    if compared := _COMPARED.match(masked):
        return _trimmed(compared[1])
    noun = right[: len(re.split(r"[，。；、：（）,;:()！？]", masked, maxsplit=1)[0])]
    noun = noun.removeprefix("以上").removeprefix("左右").lstrip("的了")
    if not noun or noun.startswith(word_data().no_object) or not re.match(r"[一-鿿“《A-Za-z]", noun):
        return ""
    noun = _object_ends().split(noun, maxsplit=1)[0] if _object_ends().search(noun) else noun
    noun = re.sub(r"[和及与].$", "", _trimmed(unquoted(noun)))
    if followed:
        noun = _measure_tail().sub("", noun)
    if len(noun) > _SHORT_OBJECT:
        noun = re.split(r"(?<=.{4})[和及与向]", noun, maxsplit=1)[0]
    return noun[:_LONGEST_OBJECT]


def cleaned(clause: str) -> str:
    """The clause without dates, adverbs and prepositions at its ends, quotes taken off."""
    clause = _after_means(without_brackets(clause))
    clause = unquoted(clause)
    clause = _adverbs().sub("", clause)
    clause = _trimmed(_led(clause))
    return clause if len(clause) <= _LONGEST else clause.rsplit("、", 1)[-1][-_LONGEST:]


def _after_means(clause: str) -> str:
    """通过…等渠道主动公开信息 → 主动公开信息."""
    rest = _means().split(clause)[-1]
    return rest if len(rest) >= 2 else clause


def _led(clause: str) -> str:
    while (shorter := _leading().sub("", _OPENING.sub("", clause, count=1), count=1)) != clause:
        clause = shorter
    return clause


def _trimmed(clause: str) -> str:
    while not _ends_name(clause) and (shorter := _trailing().sub("", clause, count=1)) != clause:
        clause = shorter
    return clause


def _ends_name(clause: str) -> bool:
    return clause.endswith(word_data().not_trailing)


def unquoted(text: str) -> str:
    """Quotation marks taken off; a name quoted right after 公众号, 平台 … goes, the word before it says enough."""

    def plain(match: re.Match[str]) -> str:
        said = match.group()[1:-1]
        is_name = text[: match.start()].endswith(word_data().named) and match.end() < len(text)
        return "" if is_name or len(said) > _LONGEST_OBJECT else said

    return _QUOTED.sub(plain, text) if _QUOTED.search(text) else text


def without_brackets(text: str) -> str:
    return BRACKETS.sub("", text) if "（" in text or "(" in text else text


# --- verbs ------------------------------------------------------------------------------------


def verb_in(words: str) -> tuple[int, int] | None:
    """The first verb, with others joined to it (制作并发布); verbs inside names (信息公开) are none."""
    masked = _names().sub(lambda m: "□" * len(m.group()), words)
    match = _verbs().search(masked)
    return match.span() if match else None


def object_of(words: str) -> str:
    verb = verb_in(words)
    return words[verb[1] :] if verb else words


def is_verb(words: str) -> bool:
    verb = verb_in(words)
    return verb == (0, len(words))


def is_measure(words: str) -> bool:
    """Whether it is a bare measure (观看量, 粉丝数), which needs the subject of an earlier clause."""
    return len(words) <= _LONGEST_MEASURE and words.endswith(word_data().measures)


@cache
def _verbs() -> re.Pattern[str]:
    one = any_of(word_data().verbs)
    return re.compile(rf"(?:{one})(?:(?:并|和|、|及)?(?:{one}))*了?")


@cache
def _leading() -> re.Pattern[str]:
    """A word to drop at the head; one character alone is kept where it opens another word (共享, 在线)."""
    words = word_data().leading
    long, short = [w for w in words if len(w) > 1], [w for w in words if len(w) == 1]
    return re.compile(rf"^(?:{any_of(long)}|(?!{any_of(word_data().not_leading)})(?:{any_of(short)}))")


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(word_data().trailing)})$")


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"{any_of(word_data().anywhere)}|(?<!公)共(?=[{word_data().in_all_before}])")


@cache
def _names() -> re.Pattern[str]:
    return re.compile(any_of(word_data().nouns))


@cache
def _means() -> re.Pattern[str]:
    return re.compile(rf"等(?:多种|各类|各种|多个|线上线下)?(?:{any_of(word_data().means)})")


@cache
def _object_ends() -> re.Pattern[str]:
    return re.compile(rf"(?<=.)(?:{any_of(word_data().object_ends_at)})")


@cache
def _measure_tail() -> re.Pattern[str]:
    return re.compile(
        r"(?:累计|总)?(?:播放|阅读|访问|浏览|点击|观看|点赞|转发|粉丝|关注|下载|使用)(?:总?量|总?数|人数|次数).*$"
    )
