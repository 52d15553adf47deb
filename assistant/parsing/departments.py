"""Where the name of a department stands in a question, whole (教育局), shortened (公安, 市监) or of a branch."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.places import naming_data

# What makes the place before it part of another body's name; 半城镇, 经开区 are places themselves.
_DEPARTMENT = re.compile(
    r"(?:人民)?(?:政府办公[室厅]|政府办(?!结(?!转)|[理完件案了过])|府办(?!结(?!转)|[理完件案了过])|办公[室厅]|"
    r"(?!各|全[省市县区州]|有关|相关|哪|所有|下面|下属|下辖|所属|所辖|辖区|全部|部分|几个|多少|办|政府信息)[一-龥]{2,9}?"
    r"(?:局|厅|委员会|(?:卫健|发改|国资|经信|工信|住建|农业|教|科|民宗)委|法院|检察院|公司|大学|医院))"
)
# A name holds none of these: 收到多少县 is a question.
ASKED = re.compile(
    "[的了吗呢几哪是里]|诉讼|复议|起诉|文件|网站|多少|收到|办理|申请|最多|最少|一共|有没有|第[一二三四五六]"
)
# A name holds no word of a list either: 教育两局, 两地公安局.
_LISTED = re.compile("[和与跟比谁及其]|[两俩三四五六七八九十][个家地市县区州局]")
_HANDLED = re.compile("办(?:结(?!转)|[理完件案])")
_BRANCH = re.compile("[^有几个多少的和与及各哪是，。？]{0,4}?(?:分局|支队|大队|总队|派出所)")
# 政府集中采购 is a row of the 2019 form.
_BOUGHT = ("集中采购", "采购")
_ENDINGS = ("委员会", "办公室", "局", "委", "厅", "办")
_LONGEST = 14


def department_at(text: str, at: int) -> int:
    """Where the name of a department that stands there ends (教育局, 市监局); `at` itself where none does."""
    known = known_department(text, at)
    if known > at:
        return at if handled_at(text, known) else known
    spelt = _DEPARTMENT.match(text, at) or _short_at(text, at)
    return spelt.end() if spelt and not ASKED.search(spelt[0]) and not _LISTED.search(spelt[0]) else at


def _short_at(text: str, at: int) -> re.Match[str] | None:
    found = _short_department().match(text, at)
    return found if found and found[0] not in _data()["spelt"]["never"] else None


@cache
def _short_department() -> re.Pattern[str]:
    # 澄屿市法院 is a body; in 澄屿市法院判的, 澄屿市大学申请的 it is somebody else.
    return re.compile(
        f"[一-龥](?:局|厅)|(?:{'|'.join(_data()['spelt']['also'])})(?!申请|提|起诉|诉讼|判|受理|维持|纠正|撤销)"
    )


def known_department(text: str, at: int) -> int:
    """Where one of the usual names of departments that stands there ends; `at` itself where none does."""
    return next((at + n for n in range(_LONGEST, 1, -1) if text[at : at + n] in departments()), at)


def department_alone(text: str) -> str:
    """The usual name of a department that a question consists of (那财政局呢); '' where there is more, or none."""
    start = next((len(w) for w in ("那么", "那", "换成", "还有") if text.startswith(w)), 0)
    end = known_department(text, start)
    return text[start:end] if end > start and text[end:].rstrip("？。") in ("", "呢", "的呢", "的") else ""


def stem_at(text: str, at: int) -> int:
    """Where a department's name without its 局 ends (教育, 人社), read so only before certain words; `at` where none does."""
    ends = (at + n for n in range(_LONGEST, 1, -1) if text[at : at + n] in stems())
    return next((end for end in ends if is_stem_before(text, end)), at)


def is_stem_before(text: str, end: int) -> bool:
    """Whether a shortened name that ends there is a department's by what follows: 教育|2023年, not 教育|领域."""
    at = listed_at(text, end)
    if at > end and text[end] not in "比同":  # 教育、公安两局, 澄屿教育和栖霖教育; but 教育、医疗领域
        return any(max(known_department(text, at + n), stem_at(text, at + n)) > at + n for n in range(5))
    return bool(_behind().match(text, end))


def systems_said(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with the department in the place of each word for all of its field (教育系统 → 教育局), and these pairs."""
    told = []
    for department, words in _data()["systems"].items():
        for word in sorted(words, key=len, reverse=True):
            # Beside the department's own name it is a matter of prose: 教育局年报里全区教育系统备案的.
            if word in text and stem_of(department) not in text.replace(word, ""):
                text = text.replace(word, department)
                told.append((word, department))
    return text, tuple(told)


def handled_at(text: str, end: int) -> bool:
    """Whether a name that ends there would cut a word in two: 县政府办|结多少件, 市政府|集中采购."""
    return bool(_HANDLED.match(text, end - 1)) or (text[:end].endswith("政府") and text[end:].startswith(_BOUGHT))


def branch_at(text: str, at: int) -> int:
    """Where a branch named behind a body ends (公安局|宿城分局); `at` itself where none is."""
    found = _BRANCH.match(text, at)
    return found.end() if found else at


def listed_at(text: str, at: int) -> int:
    """Where the word between two members of a list ends that stands there (和, 、); `at` itself where none does."""
    return next((at + len(word) for word in _between() if text.startswith(word, at)), at)


@cache
def departments() -> frozenset[str]:
    """The names of departments that end like one; 公安, 城管 alone may be a subject."""
    return frozenset(n for n in _names() if n.endswith(("局", "委", "厅", "办", "会", "室", "公安")))


@cache
def stems() -> frozenset[str]:
    """The names of departments without their 局 or 委, where these stand for them: 教育, 卫健, 市场监管."""
    return frozenset(stem for name in _names() if (stem := stem_of(name)))


def stem_of(name: str) -> str:
    """教育局 → 教育; '' where that is no name of a department."""
    ending = next((e for e in _ENDINGS if name.endswith(e)), "")
    stem = name.removesuffix(ending)
    return stem if len(stem) >= 2 and stem not in _data()["stems"]["never"] and "政府" not in stem else ""


def _names() -> Iterable[str]:
    for row in naming_data()["names"]:
        yield from (*row["official"], *row["short"])
    for row in naming_data()["renamed"]:
        yield from (*row["former"], *row["short"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("assistant.parsing") / "departments.toml").read_text(encoding="utf-8"))


@cache
def _behind() -> re.Pattern[str]:
    return re.compile("|".join(_data()["stems"]["behind"]))


@cache
def _between() -> tuple[str, ...]:
    return tuple(sorted(_data()["lists"]["between"], key=len, reverse=True))
