"""The six chapters in prose: sentences chosen from the stock by seed, with numbers of the table and numbers of their own.

A sentence may use any {slot}; one that names a number the report does not print is not used at all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from corpus.demo.bodies import Body, read_data
from corpus.demo.style import Style

SLOT = re.compile(r"\{(\w+)\}")
ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number told in prose: what is counted, its full value, unit, the words as printed, and their sentence."""

    slot: str
    what: str
    value: Decimal
    unit: str
    raw: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose: `level` 0 a paragraph, 1 a chapter heading, 2 a section heading."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What prose tells beside the tables: numbers added to some slots (a lie), and how a whole's requests divide.

    `manner`: the year whose words are used; the year itself unless the report copies the one before.
    """

    lies: Mapping[str, int]
    parts: Mapping[str, int]
    manner: int


Spoken = tuple[Decimal, str] | str
"""A number with its words as printed, or words alone."""


def table_slots(printed: Mapping[str, Decimal | None], new_last: Decimal | None) -> dict[str, Decimal]:
    """Numbers of the tables that prose may tell; what is not printed as a number is left out."""

    def total(*keys: str) -> Decimal | None:
        values = [printed.get(key) for key in keys]
        return None if any(v is None for v in values) else sum((v for v in values if v is not None), Decimal())

    def group(prefix: str) -> Decimal | None:
        return total(*(key for key in printed if key.startswith(f"requests|{prefix}.") and key.endswith("|total")))

    columns = ("company", "research", "public_interest", "legal_service", "other_organisation")
    made = "made" if "proactive|normative|made" in printed else "newly_made"
    found = {
        "new": total("requests|new|total"),
        "carried_in": total("requests|carried_in|total"),
        "handled": total("requests|handled|total"),
        "carried_out": total("requests|carried_out|total"),
        "natural": total("requests|new|natural"),
        "organisation": total(*(f"requests|new|{c}" for c in columns)),
        "granted": total("requests|granted|total"),
        "partly": total("requests|partly_granted|total"),
        "refused": group("refused"),
        "unavailable": group("unavailable"),
        "not_processed": group("not_processed"),
        "recon": total("disputes|cases|reconsideration.total"),
        "recon_corrected": total("disputes|cases|reconsideration.corrected"),
        "litig": total("disputes|cases|direct_litigation.total", "disputes|cases|litigation_after.total"),
        "normative": total(f"proactive|normative|{made}"),
        "new_last": new_last,
    }
    return _with_shares({slot: value for slot, value in found.items() if value is not None})


def _with_shares(slots: dict[str, Decimal]) -> dict[str, Decimal]:
    tenth = Decimal("0.1")
    for share, part, whole in (("granted_share", "granted", "handled"), ("natural_share", "natural", "new")):
        if part in slots and slots.get(whole):
            slots[share] = (100 * slots[part] / slots[whole]).quantize(tenth)
    if "new" in slots and slots.get("new_last"):
        slots["growth"] = (100 * (slots["new"] - slots["new_last"]) / slots["new_last"]).quantize(tenth)
    return slots


@lru_cache(maxsize=500)
def _drawn(seed: int, body: str, key: str) -> tuple[float, float]:
    """Where in its range a body's number starts (0 to 1), and how it grows from year to year."""
    rng = random.Random(f"{seed}|{body}|{key}")
    return rng.random(), rng.uniform(-0.02, 0.09)


class Teller:
    """Tells one report: picks sentences, fills their slots, and keeps the facts it told."""

    def __init__(
        self,
        body: Body,
        year: int,
        seed: int,
        style: Style,
        tables: Mapping[str, Decimal],
        told: Told,
        stock: Mapping[str, Any] | None = None,
    ) -> None:
        self.body, self.year, self.style, self.tables, self.seed = body, year, style, tables, seed
        self.lies, self.parts = told.lies, told.parts
        self.rng = random.Random(f"{seed}|{body.name}|{body.kind}|{told.manner}|prose")
        self.stock = stock or read_data("prose")
        self.facts: list[Fact] = []
        self.told: set[str] = set()
        we, everyone = body.of_level("we"), body.of_level("all")
        self.words = {
            "year": str(year), "last": str(year - 1), "next": str(year + 1), "body": body.name,
            "we": str(we), "all": str(everyone), "region": body.region.name, "account": f"{body.region.stem}发布",
        }  # fmt: skip

    def _own_number(self, key: str, year: int) -> Decimal:
        entry = self.stock["figures"][key]
        if "parts" in entry:
            return sum((self._own_number(part, year) for part in entry["parts"]), Decimal())
        if "growth_of" in entry:
            now, last = (self._own_number(entry["growth_of"], y) for y in (year, year - 1))
            return (100 * (now - last) / last).quantize(Decimal("0.1"))
        low, high = entry["range"]
        scale = self.body.of_level("scale") if entry.get("scaled") else 1
        place, growth = _drawn(self.seed, self.body.name, key)
        grown = (low + place * (high - low)) * scale * (1 + growth) ** (year - 2019)
        value = Decimal(round(min(grown, high if not entry.get("scaled") else grown)))
        if entry.get("style") == "wan":
            return max(round(value / 1000), 1) * Decimal(1000)
        return value / 10 if entry.get("style") == "tenth" else max(value, Decimal(1))

    def _spoken(self, slot: str) -> Spoken | None:
        if slot in self.words:
            return self.words[slot]
        if slot == "growth":
            return self._growth()
        if slot == "parts":
            return self._divided()
        gap = " " if self.style.spaced else ""
        if slot in self.stock["numbers"]:
            if slot not in self.tables:
                return None
            value, unit = self.tables[slot] + self.lies.get(slot, 0), self.stock["numbers"][slot]["unit"]
            return value, f"{value}%" if unit == "%" else f"{value}{gap}{unit}"
        value, entry = self._own_number(slot, self.year), self.stock["figures"][slot]
        if entry["unit"] == "%":
            return value, f"{value}%"
        if entry.get("style") == "wan" and value >= 10_000:
            return value, f"{(value / 10_000).normalize():f}{gap}万{entry['unit']}"
        return value, f"{value}{gap}{entry['unit']}"

    def _growth(self) -> Spoken | None:
        if "growth" not in self.tables:
            return None
        value = self.tables["growth"]
        return (value, f"{'增长' if value > 0 else '下降'}{abs(value)}%") if value else "持平"

    def _divided(self) -> str | None:
        gap = " " if self.style.spaced else ""
        return "、".join(f"{name}{count}{gap}件" for name, count in self.parts.items()) or None

    def say(self, template: str, before: str = "") -> str | None:
        """The sentence filled in (and its facts kept), or None where it names a number that can't be told."""
        found = {slot: self._spoken(slot) for slot in SLOT.findall(template)}
        if any(spoken is None for spoken in found.values()):
            return None
        words = {
            slot: spoken if isinstance(spoken, str) else str((spoken or ("", ""))[1]) for slot, spoken in found.items()
        }
        sentence = self.style.prose(before + SLOT.sub(lambda m: words[m[1]], template))
        named = {**self.stock["numbers"], **self.stock["figures"]}
        for slot, spoken in found.items():
            if isinstance(spoken, tuple):
                entry = named[slot]
                self.facts.append(Fact(slot, entry["what"], spoken[0], entry["unit"], words[slot], sentence))
            elif slot == "parts":
                self.facts += self._part_facts(sentence)
        return sentence

    def _part_facts(self, sentence: str) -> list[Fact]:
        gap = " " if self.style.spaced else ""
        return [
            Fact("parts", f"{name}收到政府信息公开申请", Decimal(n), "件", f"{n}{gap}件", sentence)
            for name, n in self.parts.items()
        ]

    def _can_say(self, template: str) -> bool:
        return all(self._known(slot) for slot in SLOT.findall(template))

    def _known(self, slot: str) -> bool:
        if slot in self.stock["numbers"]:
            return slot in self.tables
        if slot == "parts":
            return bool(self.parts)
        entry = self.stock["figures"].get(slot, {})
        if "growth_of" in entry:
            return self._own_number(slot, self.year) > 0
        return bool(self.tables.get("new", Decimal()) >= entry.get("least_requests", 0))

    def choose(self, entries: Iterable[str], count: int, needs: str = "") -> list[str]:
        """Up to `count` sentences not yet told that can be told; with `needs`, only such as name that slot."""
        fitting = [t for t in entries if t not in self.told and self._can_say(t) and needs in [*SLOT.findall(t), ""]]
        chosen = self.rng.sample(fitting, min(count, len(fitting)))
        self.told.update(chosen)
        return chosen

    def listed(self, templates: Sequence[str], ends: str = "") -> list[str]:
        """The sentences one after another, with 一是 二是 … before them; `ends` closes each but the last."""
        said = []
        for at, template in enumerate(templates):
            sentence = self.say(template, before=f"{ORDINALS[at]}是")
            if sentence:
                last = at == len(templates) - 1
                said.append(sentence + (ends if ends and not last else "。" if ends else ""))
        return said
