"""The catalogue of indicators: what each number is called, in the form's words and in people's."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from corpus.forms import load_forms


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing reports count. Its value is the cell (`table`, `row`, `column`); `column` is '' in chapter 3,
    where the applicant chooses it. Where a form has no such cell, the value is the sum of `parts` (keys), or, where
    the form lacks one of them too, of `other_parts`. Not `comparable`: what is counted differs from form to form.
    `near`: the key of what other forms count much like it, though not the same; `only`: names that mean it alone,
    though other forms count it within something wider.
    """

    key: str
    label: str
    unit: str
    table: str
    row: str
    column: str
    parts: tuple[str, ...]
    plain: str
    articles: tuple[str, ...]
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    comparable: bool = True
    other_parts: tuple[str, ...] = ()
    near: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asked: one column of chapter 3, or several added up (法人或其他组织)."""

    key: str
    label: str
    columns: tuple[str, ...]
    plain: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Words for who asked that no column has for itself (记者, 高校); `near`: keys of the applicants that may hold them."""

    words: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A named share (予以公开率): numerator and denominator are indicator keys; numerators are added up.

    `beside`: the ratio that is told besides, for what people call by one word (公开率).
    """

    key: str
    label: str
    numerator: tuple[str, ...]
    denominator: str
    plain: str
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the law or the form explained in plain Chinese, with articles of the 条例 as pointers ('14').

    `laws`: other laws it rests on. `asked`: ways of asking for what the law says of it (see law.toml); `anywhere`: such
    a question may name a body. `follows`: ways of asking more of it, behind a question that it answered.
    """

    key: str
    label: str
    aliases: tuple[str, ...]
    plain: str
    articles: tuple[str, ...]
    laws: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    anywhere: bool = False
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What tells two terms (by their keys) apart, in one plain sentence."""

    between: frozenset[str]
    plain: str


@dataclass(frozen=True)
class Catalogue:
    """All of it, in the order of the files; keys are unique within each kind. `outside`: wordings of what no form counts."""

    indicators: tuple[Indicator, ...]
    applicants: tuple[Applicant, ...]
    ratios: tuple[Ratio, ...]
    terms: tuple[Term, ...]
    uncounted: tuple[Uncounted, ...] = ()
    differences: tuple[Difference, ...] = ()
    outside: tuple[str, ...] = ()

    def indicator(self, key: str) -> Indicator:
        """The indicator of that key; KeyError where there is none."""
        return self._by_key[key]

    @cached_property
    def chaptered(self) -> Catalogue:
        """Without the indicators that only a list counts (统计指标 …): what reports are asked by that have none."""
        lists = {t.key for form in load_forms().values() for t in form.tables if t.is_list}
        return replace(self, indicators=tuple(i for i in self.indicators if i.table not in lists))

    @cached_property
    def listed(self) -> Catalogue:
        """The indicators that only a list counts, alone."""
        return replace(
            self,
            indicators=tuple(i for i in self.indicators if i not in self.chaptered.indicators),
            ratios=(),
            outside=(),
        )

    @cached_property
    def _by_key(self) -> dict[str, Indicator]:
        return {indicator.key: indicator for indicator in self.indicators}


def _indicator(d: dict[str, Any]) -> Indicator:
    return Indicator(
        d["key"], d["label"], d["unit"], d.get("table", ""), d.get("row", ""), d.get("column", ""),
        tuple(d.get("parts", ())), d["plain"], tuple(d.get("articles", ())),
        tuple(d.get("aliases", ())), tuple(d.get("questions", ())), d.get("comparable", True),
        tuple(d.get("other_parts", ())), d.get("near", ""), tuple(d.get("only", ())),
    )  # fmt: skip


def _applicant(d: dict[str, Any]) -> Applicant:
    return Applicant(d["key"], d["label"], tuple(d["columns"]), d["plain"], tuple(d["aliases"]))


def _ratio(d: dict[str, Any]) -> Ratio:
    return Ratio(
        d["key"], d["label"], tuple(d["numerator"]), d["denominator"], d["plain"],
        tuple(d.get("aliases", ())), tuple(d.get("questions", ())), d.get("beside", ""),
    )  # fmt: skip


def _term(d: dict[str, Any]) -> Term:
    return Term(
        d["key"], d["label"], tuple(d.get("aliases", ())), d["plain"], tuple(d.get("articles", ())),
        tuple(d.get("laws", ())), tuple(d.get("asked", ())), d.get("anywhere", False),
        tuple(d.get("follows", ())),
    )  # fmt: skip


def _outside(d: dict[str, Any], indicators: tuple[Indicator, ...]) -> tuple[str, ...]:
    """Its wordings, and those of the indicators whose keys begin with one of `lists`."""
    mine = (i for i in indicators if i.key.startswith(tuple(d["lists"])))
    return (*d["wordings"], *(said for i in mine for said in (i.label, *i.aliases, *i.questions)))


@cache
def load_catalogue() -> Catalogue:
    """The catalogue, read once from `catalogue/*.toml`."""
    folder = files("corpus.forms") / "catalogue"
    kinds = ("indicators", "applicants", "ratios", "terms", "uncounted", "differences", "outside")
    data: dict[str, list[dict[str, Any]]] = {kind: [] for kind in kinds}
    for name in sorted(p.name for p in folder.iterdir() if p.name.endswith(".toml")):
        for kind, entries in tomllib.loads((folder / name).read_text(encoding="utf-8")).items():
            data[kind].extend(entries)
    indicators = tuple(map(_indicator, data["indicators"]))
    return Catalogue(
        indicators,
        tuple(map(_applicant, data["applicants"])),
        tuple(map(_ratio, data["ratios"])),
        tuple(map(_term, data["terms"])),
        tuple(Uncounted(tuple(d["words"]), tuple(d["near"])) for d in data["uncounted"]),
        tuple(Difference(frozenset(d["between"]), d["plain"]) for d in data["differences"]),
        tuple(wording for d in data["outside"] for wording in _outside(d, indicators)),
    )
