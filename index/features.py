"""What a short question is made of: the words that name its subject, their characters, and how a number is asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from index.words import bigrams, normal_form

# Words every counting question shares with every other: they say that a number is asked for, not of what.
COUNTING = re.compile(
    "请问(?:一下)?|我?想(?:问|知道|了解)(?:一下|下)?|麻烦(?:问|查)?(?:一下)?|帮我?(?:查|看)(?:一下|下)?|告诉我|"
    "(?:一共|总共|共计?|共有|合计|大概|到底|究竟|具体)(?=有|是|多少|几|收|办|[^0-9])|"
    "(?:是|有|为|达|共)?(?:多少|几(?!成|分|率))(?:件|个|条|次|起|份|宗|例|篇|项|元|万元|人)?(?:次|数)?(?:是)?|"
    "(?:的)?(?:数量|件数|个数|次数|条数|数目|数字|情况)(?:是|有|为)?(?=多少|几|$|[？?。！!呢吗呀啊])|"
    "有没有|有无|是不是|[吗呢呀啊吧？?。！!，,、\\s]+"
)
# 以前年度 is no year before the last.
YEARS = re.compile(r"(?:19|20)?\d{2}年度?|今年度?|去年度?|(?<!以)前年度?|本年度?(?=$)")

LONGEST = 3  # characters of one feature
EDGES = ("^", "$")


def without_counting(question: str) -> str:
    """The question in normal form without years and the words that only say that a number is asked for."""
    text = YEARS.sub("", normal_form(question))
    return COUNTING.sub("", text) or text.strip()


def asked_for(question: str) -> list[str]:
    """How the number is asked for: whether as a share, and of what its unit says it is; each in '<>'."""
    text = normal_form(question)
    share, units = _ways()
    return [f"<{'share' if any(w in text for w in share) else 'count'}>"] + [
        f"<{name}>" for name, words in units.items() if any(word in text for word in words)
    ]


def pairs(question: str) -> list[str]:
    """Characters and bigrams of the subject, and how it is asked for."""
    return bigrams(without_counting(question)) + asked_for(question)


def grams(question: str) -> list[str]:
    """Runs of one to three characters of the subject with its edges marked, and how it is asked for."""
    text = without_counting(question).join(EDGES)
    runs = [text[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(text) - n + 1)]
    return runs + asked_for(question)


@cache
def _ways() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    data = tomllib.loads((files("index") / "wordings.toml").read_text(encoding="utf-8"))
    return tuple(data["share"]["words"]), {name: tuple(words) for name, words in data["units"].items()}
