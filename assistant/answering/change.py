"""How a change is worded: in percent, with caution where the base is small or zero."""

from __future__ import annotations

from decimal import Decimal

from assistant import wording
from assistant.citing import plain
from assistant.values import percent

# Below this base a growth rate says little; it is given with a word of caution.
SMALL_BASE = 10


def growth_text(old: Decimal, new: Decimal) -> str:
    """'，增长45.57%' with a word where the base is zero or small."""
    if old == 0:
        return wording.GROWTH_FROM_ZERO if new else ""
    rate = percent(new - old, abs(old))
    text = (wording.GROWTH_UP if rate >= 0 else wording.GROWTH_DOWN).format(percent=plain(abs(rate)))
    return text + (wording.GROWTH_SMALL_BASE if abs(old) < SMALL_BASE else "")
