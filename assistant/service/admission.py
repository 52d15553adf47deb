"""Who may use the API: a key with the right purpose, within its minute and its day; or anybody, where that is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.service import moments
from assistant.service.asking import AGAIN_A_QUESTION
from assistant.service.keys import PREFIX, Keys, Scope, user_of_key
from assistant.service.limits import Left, Limits
from corpus.settings import Settings

# What was sent as a key is looked up at all only where it may be one.
LONGEST_KEY = 200
# Wrong keys a minute from one address; a program that is set up wrongly is told, a guesser is stopped.
WRONG_KEYS = 60


class Refusal(StrEnum):
    """Why a request is not let in."""

    NO_KEY = "no_key"
    WRONG_KEY = "wrong_key"
    SCOPE = "scope"
    MINUTE = "minute"
    DAY = "day"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who was let in: `name`: the key's, '' without one; `user`: whose uses are counted; `left`: of this minute, None = no limit."""

    name: str
    user: str
    left: Left | None


class RefusedError(Exception):
    """A request that is not let in; `seconds` until it may be tried again, 0 where waiting does not help.

    `scopes`: what the key may be used for; `daily`: how many requests a day it has.
    """

    def __init__(
        self,
        refusal: Refusal,
        seconds: int = 0,
        left: Left | None = None,
        scopes: Sequence[Scope] = (),
        daily: int = 0,
    ) -> None:
        super().__init__(refusal.value)
        self.refusal, self.seconds, self.left, self.scopes, self.daily = refusal, seconds, left, tuple(scopes), daily


@dataclass(frozen=True, slots=True)
class Door:
    """Lets requests in, and counts them."""

    settings: Settings
    keys: Keys
    limits: Limits

    def admit(self, given: str, address: str, scope: Scope) -> Caller:
        """Who asks with that key ('' = none) from that address, counted once; RefusedError says why not."""
        if not given and self.settings.api_open:
            return Caller("", address, self._counted("api", address, self.settings.rate))
        if not given:
            raise RefusedError(Refusal.NO_KEY)
        found = self.keys.find(given) if given.startswith(PREFIX) and len(given) <= LONGEST_KEY else None
        if found is None:
            # A right key is let in whatever else comes from its address.
            self._counted("wrong-key", address, WRONG_KEYS)
            raise RefusedError(Refusal.WRONG_KEY)
        if scope not in found.scopes:
            raise RefusedError(Refusal.SCOPE, scopes=found.scopes)
        user = user_of_key(found.no)
        of_minute = self._counted("key", user, self.settings.api_rate)
        if not self.keys.spend(user, found.daily):
            raise RefusedError(Refusal.DAY, moments.until_tomorrow(), of_minute, daily=found.daily)
        return Caller(found.name, user, of_minute)

    def ask_again(self, caller: Caller, questions: int) -> None:
        """Count so many earlier questions of a conversation, which are asked again; RefusedError where it were too many."""
        most = caller.left.most * AGAIN_A_QUESTION if caller.left else 0
        if questions and not self.limits.allow("again", caller.user, most, questions):
            left = self.limits.left("again", caller.user, most)
            raise RefusedError(Refusal.EARLIER, left.seconds)

    def _counted(self, kind: str, user: str, per_minute: int) -> Left | None:
        """One more request of this minute counted, and what is left of it."""
        if not per_minute:
            return None
        allowed = self.limits.allow(kind, user, per_minute)
        left = self.limits.left(kind, user, per_minute)
        if not allowed:
            raise RefusedError(Refusal.MINUTE, left.seconds, left)
        return left
