"""What the law says, marked as such: how to apply, how long, what it costs, what to do when refused; words apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant import wording
from assistant import wording_topics as words
from assistant.answer import Answer, Claim, Outcome
from assistant.parsing.bodies import asked_bodies, asking_bodies
from assistant.parsing.lexicon import load_lexicon
from assistant.parsing.text import fold, longest_matches
from assistant.question import Operation, Origin, Question
from corpus.forms.catalogue import Indicator, Ratio, Term, load_catalogue

# What a question about reports asks; the law has no numbers.
_OF_REPORTS = (
    Operation.MOST, Operation.LEAST, Operation.SHARE, Operation.TIMES, Operation.GROWTH, Operation.PROBLEMS,
    Operation.MEASURES,
)  # fmt: skip
_TIMES = ("", "天", "次", "钱", "元", "个")
# How words for every body begin: 各部门, 所有单位, 每个局, 全部机关.
_EVERY = "各所每全"


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking: of each group one word must stand in the question, of `without` none may."""

    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]

    def said(self, text: str) -> int:
        """How many characters of the question fit this way; 0 where it is not asked so."""
        if any(word in text for word in self.without):
            return 0
        found = [max((len(w) for w in group if w in text), default=0) for group in self.groups]
        return sum(found) if all(found) else 0


def law_answer(question: Question) -> Answer | None:
    """What the law says of the matter asked about; None where none is, or a report's numbers are meant."""
    if question.asks(*_OF_REPORTS) or question.unit not in _TIMES or _asks_which_bodies(question.text):
        return None
    if differing := _difference(question):
        return differing
    body, year = (question.origins.get(slot) is Origin.SAID for slot in ("bodies", "years"))
    if year or question.latest:
        return None
    term = _asked_for(question.text, body)
    return _told((term,), (), words.READING_LAW) if term else None


def asks_on(before: str, text: str) -> bool:
    """Whether a folded turn asks more of the matter of law that the turn before it asked about (能延长不)."""
    term = _asked_for(before)
    return term is not None and any(way.said(text) for way in map(_way, term.follows))


def _asked_for(text: str, body: bool = False) -> Term | None:
    """The matter of law that a folded question asks about; `body`: it names one."""
    scored = [(max(way.said(text) for way in ways), term) for term, ways in _ways() if term.anywhere or not body]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None


def _asks_which_bodies(text: str) -> bool:
    """Whether it is asked which bodies (哪些部门); a rule for every body (各部门最迟什么时候公布年报) is one of law."""
    return bool(asked_bodies(text)) and any(found[0][0] not in _EVERY for found in asking_bodies(text))


def _difference(question: Question) -> Answer | None:
    """The two words whose difference is asked for, each explained, and what tells them apart."""
    if question.origins.get("bodies") is Origin.SAID or not load_lexicon().asides["difference"].find(question.text):
        return None
    terms = _terms_in(question.text)
    if len(terms) < 2:
        both = [term for term in terms if "与" in term.label]  # 全市汇总与本级: one term tells two words apart
        return _told(both, (), words.READING_DIFFERENCE) if both else None
    told = [d.plain for d in load_catalogue().differences if d.between <= {t.key for t in terms}]
    return _told(terms[:3], told or (words.NO_DIFFERENCE,), words.READING_DIFFERENCE)


def _terms_in(text: str) -> tuple[Term, ...]:
    """The terms named in a folded question, in its order."""
    catalogue = load_catalogue()
    by_key = {term.key: term for term in catalogue.terms}
    found = longest_matches(text, {name: (key,) for name, key in _names().items()})
    return tuple(dict.fromkeys(by_key[m.value] for m in found))


@cache
def _names() -> dict[str, str]:
    named = {fold(n): t.key for t in load_catalogue().terms for n in (t.label, *t.aliases)}
    return named | {fold(name): key for name, key in _SHORT.items()}


# What people call a term beside another (复议和诉讼), too short to be its name anywhere.
_SHORT = {"诉讼": "litigation", "起诉": "litigation", "法人": "organisation", "依申请": "on_request"}


@cache
def _ways() -> tuple[tuple[Term, tuple[_Way, ...]], ...]:
    return tuple((term, tuple(map(_way, term.asked))) for term in load_catalogue().terms if term.asked)


def _way(written: str) -> _Way:
    groups = [tuple(map(fold, group.removeprefix("-").split("|"))) for group in written.split()]
    denied = [group.startswith("-") for group in written.split()]
    return _Way(
        tuple(g for g, no in zip(groups, denied, strict=True) if not no),
        tuple(w for g, no in zip(groups, denied, strict=True) if no for w in g),
    )


def _told(terms: Sequence[Term], more: Sequence[str], reading: str) -> Answer:
    claims = [Claim(explained(term)) for term in terms] + [Claim(text) for text in more]
    labels = "、".join(term.label for term in terms)
    return Answer(Outcome.ANSWERED, tuple(claims), reading=wording.READING_JOIN.join((reading, labels)))


def explained(entry: Term | Indicator | Ratio) -> str:
    """The term in plain words, and where these come from; never as the report's own."""
    text = wording.TERM.format(label=entry.label, plain=entry.plain)
    if isinstance(entry, Term) and entry.asked:
        told = [words.ARTICLES.format(articles="、".join(entry.articles))]
        sources = [*told, *(words.LAW_NAME.format(name=name) for name in entry.laws)]
        return words.LAW.format(plain=text, source="、".join(sources))
    articles = () if isinstance(entry, Ratio) else entry.articles
    source = wording.TERM_SOURCE.format(articles="、".join(articles)) if articles else ""
    return text + (source or wording.TERM_SOURCE_NONE)


def with_meaning(answer: Answer, question: Question) -> Answer:
    """The numbers with what they mean, where that is asked besides (有几件，什么意思)."""
    asked = load_lexicon().asides["meaning"].find(question.text)
    if not asked or question.asks(Operation.DEFINE) or answer.outcome is not Outcome.ANSWERED or not answer.figures:
        return answer
    catalogue = load_catalogue()
    terms = [term for term in catalogue.terms if term.key in question.terms]
    indicators = [] if terms else [i for i in catalogue.indicators if i.key in question.keys]
    told = [*map(explained, terms), *map(explained, indicators)]
    return replace(answer, claims=(*answer.claims, *map(Claim, told[:2])))
