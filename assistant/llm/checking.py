"""Whether a sentence says nothing but what its evidence says: numbers, names, denials and the words themselves."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from assistant.llm.amounts import Amount, amounts, plain_text
from assistant.llm.prompts import load_words
from assistant.parsing.foreign import place_words
from assistant.parsing.text import fold, longest_matches

# So many of a sentence's pairs of characters stand in its evidence; a sentence of other words is none of it.
ENOUGH = 0.5
# So many characters before a number (behind it, where it comes first) must stand there in the evidence too.
BESIDE = 4

_ALLOWED = re.compile(r"[一-鿿〇\w，。；：、（）“”《》！,.%‰·—\-()]+")
_FOREIGN = re.compile(r"[A-Za-z]{2,}")
_SENTENCES = re.compile(r"[。；！？;\n]")
# Years, months and days stand for themselves.
_DATES = ("年", "月", "日")
_MARKS = re.compile(r"[^一-鿿〇\w%‰]")
_NAMED = re.compile("[一-龥]{2}(?:省|市|区|县|旗|镇|乡|街道|局|厅|委|法院|检察院|公司|大学|医院|银行|学校)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lines a sentence cites, the years and bodies they are of, and the names of all that is loaded (`loaded`).

    `mixed`: they are of several reports; whose number or doing it is could be told wrongly then.
    """

    lines: tuple[str, ...]
    years: frozenset[int] = frozenset()
    bodies: frozenset[str] = frozenset()
    loaded: Collection[str] = ()
    mixed: bool = False


def holds(sentence: str, evidence: Evidence) -> bool:
    """Whether every check passes; of several reports at once it may tell neither numbers nor names."""
    text, told = plain_text(sentence), [plain_text(line) for line in evidence.lines]
    whole = "\n".join((*told, *map(plain_text, evidence.bodies)))
    names = _names(text, evidence.loaded)
    counted = any(not _is_ordinary(text, amount) and amount.unit for amount in amounts(text))
    return (
        bool(text and _ALLOWED.fullmatch(text))
        and not (evidence.mixed and (names or counted))
        and all(word in whole for word in _FOREIGN.findall(text))
        and _amounts_hold(text, told, evidence.years)
        and all(word not in text or word in whole for word in load_words().quantities)
        and all(name in fold(whole) for name in names)
        and _denials_hold(text, whole)
        and _alike(text, whole) >= ENOUGH
    )


def _alike(text: str, whole: str) -> float:
    """The share of the pairs of characters that the evidence has too, numbers left out."""
    for amount in reversed(list(amounts(text))):
        text = f"{text[: amount.start]}。{text[amount.end :]}"
    pairs = ["".join(pair) for run in _MARKS.split(text) for pair in pairwise(run)]
    return sum(pair in whole for pair in pairs) / len(pairs) if pairs else 0.0


def _names(text: str, loaded: Collection[str]) -> set[str]:
    """Places, bodies and offices named in it, loaded or not."""
    folded = fold(text)
    parts = {folded[i : i + n] for n in range(2, 20) for i in range(len(folded) - n + 1)}
    known = {part for part in parts if part in loaded or part in place_words()}
    longest = longest_matches(folded, {name: (name,) for name in known})
    return {m.value for m in longest} | {fold(name) for name in _NAMED.findall(text)}


# --- numbers -----------------------------------------------------------------------------------------


def _amounts_hold(text: str, told: list[str], years: frozenset[int]) -> bool:
    pieces = [piece for one in told for piece in _SENTENCES.split(one) if piece]
    for piece in _SENTENCES.split(text):
        before: Amount | None = None
        for amount in amounts(piece):
            said = (amount.unit == "年" and amount.value in years) or _is_ordinary(piece, amount)
            if not said and not any(_stands(piece, before, amount, other) for other in pieces):
                return False
            before = before if said else amount
    return True


def _is_ordinary(text: str, amount: Amount) -> bool:
    """Whether the numeral is part of a word that counts nothing (进一步)."""
    return any(
        m.start() <= amount.start and amount.end <= m.end()
        for word in load_words().ordinary
        for m in re.finditer(word, text)
    )


def _stands(text: str, before: Amount | None, amount: Amount, piece: str) -> bool:
    """Whether a sentence of the evidence has the amount, and has it of what it is said of here."""
    written = text[amount.start : amount.end]
    if not written[0].isdigit() and not amount.unit:
        # 统一, 三公: a word, not an amount; it must be there as it is written, with a neighbour.
        around = (text[max(0, amount.start - 1) : amount.end], text[amount.start : amount.end + 1])
        return any(len(word) > len(written) and word in piece for word in around)
    found = list(amounts(piece))
    said, behind = _bare(text[before.end if before else 0 : amount.start])[-BESIDE:], _bare(text[amount.end :])[:BESIDE]
    for previous, other in zip((None, *found), found, strict=False):
        if not amount.same(other):
            continue
        if amount.unit in _DATES:
            return True
        # Of 2件，占46.5% the share must be that of the 2 here as there.
        follows = previous is not None and before is not None and before.same(previous)
        if len(said) < BESIDE and before is not None and not follows:
            continue
        if said and _bare(piece[: other.start]).endswith(said):
            return True
        if not said and (follows or (behind and _bare(piece[other.end :]).startswith(behind))):
            return True
    return False


def _bare(text: str) -> str:
    for word in load_words().fillers:
        text = text.replace(word, "")
    return _MARKS.sub("", text)


# --- denials -----------------------------------------------------------------------------------------


def _denials_hold(text: str, whole: str) -> bool:
    """Whether nothing is denied that the evidence doesn't deny, and nothing said outright that it only denies."""
    here, there = _denied(text), _denied(whole)
    return here <= there and all(
        len(word) < 2 or word not in _without_denials(text) or word in _without_denials(whole) for word in there
    )


def _denied(text: str) -> set[str]:
    """The two characters behind each word that denies, or the one at the end of a clause."""
    return set(_denial().findall(text))


def _without_denials(text: str) -> str:
    """The text with each denial and what it denies taken out."""
    return _denial().sub("□", text)


def _denial() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(load_words().negations)})([一-龥]{{1,2}})")
