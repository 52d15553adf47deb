"""What a question asks of a set of values: conditions, never and always, runs of years, ranks, means, changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Compare(StrEnum):
    """How a value is held against a number; 以上 and 以下 include it, as in law."""

    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    BETWEEN = "between"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Condition:
    """`low` to `high` (BETWEEN, both included), else `low` alone, in `unit` ('' = that of the values).

    `mean`: against the mean of the values, whatever it is; `low` is 0 then.
    """

    compare: Compare
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unit: str = ""
    mean: bool = False

    def met(self, value: Decimal) -> bool:
        """Whether the value satisfies it."""
        match self.compare:
            case Compare.OVER:
                return value > self.low
            case Compare.AT_LEAST:
                return value >= self.low
            case Compare.UNDER:
                return value < self.low
            case Compare.AT_MOST:
                return value <= self.low
            case Compare.BETWEEN:
                return self.low <= value <= self.high
            case Compare.EQUAL:
                return value == self.low

    def distance(self, value: Decimal) -> Decimal:
        """How far the value is from satisfying it; 0 at its edge and within."""
        if self.met(value):
            return Decimal(0)
        return min(abs(value - self.low), abs(value - self.high)) if self.high else abs(value - self.low)


ZERO = Condition(Compare.EQUAL)
ABOVE_ZERO = Condition(Compare.OVER)


class Ever(StrEnum):
    """Of all the years of a body: none of them, every one, at least one."""

    NEVER = "never"
    ALWAYS = "always"
    ONCE = "once"


class Way(StrEnum):
    """Which way values go from year to year."""

    UP = "up"
    DOWN = "down"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Run:
    """So many consecutive years (0 = all those looked at) that each went the way, or (ANY) that each met the condition.

    `longest`: how many it is, is asked (连续几年).
    """

    way: Way
    years: int = 0
    longest: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked is not the value but how it changed since the year before, or since the year `since`: in %, or
    (`percent` False) in its unit.
    """

    way: Way
    percent: bool
    since: int = 0


class Aggregate(StrEnum):
    """What a set of values is brought down to."""

    MEAN = "mean"
    MEDIAN = "median"
    YEARLY_MEAN = "yearly_mean"


@dataclass(frozen=True, slots=True)
class Rank:
    """Only the first so many of a ranking (0 = no word of it), or the one at a place (0 or 1 = first); `below`: from the smallest.

    `asks`: the place itself is asked for (排第几).
    """

    top: int = 0
    place: int = 0
    asks: bool = False
    below: bool = False


NO_RANK = Rank()


@dataclass(frozen=True, slots=True)
class AskedBodies:
    """`kind`: the word for the bodies meant ('' = any); `many`: all of them; `reports`: reports of whatever year.

    `counted`: how many they are is asked (几个单位); `share`: as a share of all (几成单位).
    """

    kind: str = ""
    many: bool = False
    reports: bool = False
    counted: bool = False
    share: bool = False
