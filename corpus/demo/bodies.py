"""Who reports in the demo: regions and bodies read from the data files, and many more that are invented."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_data(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module, read once."""
    return tomllib.loads((files("corpus.demo") / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Region:
    """A city, district, county or township of the invented province; `parent` is the key of the one above."""

    key: str
    name: str
    level: str
    parent: str
    stem: str


@dataclass(frozen=True, slots=True)
class Body:
    """One that reports: its region and kind (kinds.toml), its layout (layouts.toml), its years.

    `early`: the first year of its reports in the form of 2014 (0: none); `free`: years of reports in no form at all.
    """

    region: Region
    kind: str
    layout: str
    title: str
    file: str
    since: int
    absent: tuple[int, ...]
    early: int = 0
    free: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Region and kind: 栖霖市教育局; the region alone where a report covers all of it."""
        return self.region.name + str(self.profile["suffix"])

    @property
    def profile(self) -> dict[str, Any]:
        """The kind's entry in kinds.toml."""
        return dict(read_data("kinds")[self.kind])

    def of_level(self, entry: str) -> Any:
        """What the kind's entry says for the level of this body's region; ranges may be given for all levels."""
        found = read_data("kinds")[self.kind].get(entry, (0, 0))
        return found.get(self.region.level, (0, 0)) if isinstance(found, dict) else found


@cache
def load_regions() -> dict[str, Region]:
    """The regions of places.toml by key."""
    return {
        r["key"]: Region(r["key"], r["name"], r["level"], r.get("parent", ""), r.get("stem", r["name"][:2]))
        for r in read_data("places")["regions"]
    }


@cache
def load_bodies() -> tuple[Body, ...]:
    """The bodies of places.toml, in order."""
    regions = load_regions()
    return tuple(
        Body(
            regions[b["region"]], b["kind"], b["layout"], b["title"], b["file"], b.get("since", 0),
            tuple(b.get("absent", ())), b.get("early", 0), tuple(b.get("free", ())),
        )
        for b in read_data("places")["bodies"]
    )  # fmt: skip


def invent_bodies(seed: int) -> Iterator[Body]:
    """Ever more bodies of invented places, never twice the same name; only layouts that are quick to print."""
    quick = [name for name, layout in read_data("layouts").items() if layout.get("format") in ("html", "text")]
    names = [a + b for a in read_data("places")["first"] for b in read_data("places")["second"] if a != b]
    rng = random.Random(f"{seed}|places")
    rng.shuffle(names)
    kinds = ("office", "education", "health", "police", "market")
    for round_number, suffix in enumerate(("区", "县", "市")):
        level = ("district", "county", "city")[round_number]
        for name in names:
            region = Region(name + suffix, name + suffix, level, "", name)
            for kind in kinds:
                title = rng.choice(("{body}{year}年政府信息公开工作年度报告", "{year}年{body}政府信息公开工作年度报告"))
                yield Body(region, kind, rng.choice(quick), title, "{body}{year}", 0, ())
