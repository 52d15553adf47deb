"""What can be counted: an indicator or ratio of the catalogue, of all applicants or of one; written as it stands in addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant import wording_facts as words
from assistant.values import TOTAL, comparable, find_ratio, label_of
from corpus.errors import NianbaoError
from corpus.forms.catalogue import load_catalogue

_JOIN = ":"


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """An indicator or ratio by its key, and whose requests are counted ("total" = all); `str()` is how addresses say it."""

    key: str
    applicant: str = TOTAL

    def __str__(self) -> str:
        return self.key if self.applicant == TOTAL else f"{self.key}{_JOIN}{self.applicant}"

    @property
    def label(self) -> str:
        """'予以公开（自然人）'."""
        return label_of(self.key, self.applicant)

    @property
    def unit(self) -> str:
        """The unit of its values; '%' of a ratio."""
        return "%" if self.is_ratio else load_catalogue().indicator(self.key).unit

    @property
    def is_ratio(self) -> bool:
        """Whether it is a share, which can't be added up."""
        return find_ratio(self.key) is not None

    @property
    def comparable(self) -> bool:
        """Whether it means the same in every form."""
        return comparable(self.key)


def measure_of(written: str) -> Measure:
    """The measure as an address writes it: 'requests.new', 'granted_rate:natural'; NianbaoError where there is none."""
    key, _, applicant = written.strip().partition(_JOIN)
    applicant = applicant or TOTAL
    if key not in _known():
        raise NianbaoError(words.UNKNOWN_MEASURE.format(name=written))
    labels = {a.key: a.label for a in load_catalogue().applicants}
    if applicant not in labels:
        raise NianbaoError(words.UNKNOWN_APPLICANT.format(name=applicant, known="、".join(labels)))
    if applicant != TOTAL and not by_applicant(key):
        raise NianbaoError(words.NO_APPLICANTS.format(label=label_of(key), applicant=labels[applicant]))
    return Measure(key, applicant)


@cache
def by_applicant(key: str) -> bool:
    """Whether an indicator or ratio is told for each kind of applicant (chapter 3)."""
    ratio = find_ratio(key)
    keys = (*ratio.numerator, ratio.denominator) if ratio else (key,)
    counted = [load_catalogue().indicator(k) for k in keys]
    return all(i.table == "requests" and not i.column for i in counted)


@cache
def _known() -> frozenset[str]:
    catalogue = load_catalogue()
    return frozenset((*(i.key for i in catalogue.indicators), *(r.key for r in catalogue.ratios)))
