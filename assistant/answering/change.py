"""How a change is worded: in percent, with caution where the base is small or zero; and what the report says of it."""

from __future__ import annotations

from decimal import Decimal

from assistant import wording
from assistant.citing import plain
from assistant.values import percent

# Below this base a growth rate says little; it is given with a word of caution.
SMALL_BASE = 10


def growth_text(old: Decimal, new: Decimal, about: str = "") -> str:
    """'，增长45.57%' with a word where the base is zero or small; `about` (约) where the numbers are rounded."""
    if old == 0:
        return wording.GROWTH_FROM_ZERO if new else ""
    rate = percent(new - old, abs(old))
    text = (wording.GROWTH_UP if rate >= 0 else wording.GROWTH_DOWN).format(percent=plain(abs(rate)))
    text = text.replace("增长", f"增长{about}").replace("下降", f"下降{about}") if about else text
    return text + (wording.GROWTH_SMALL_BASE if abs(old) < SMALL_BASE else "")


def agrees(said: Decimal, old: Decimal, new: Decimal) -> bool:
    """Whether a printed growth rate in % is the computed one, rounded as it is printed; a half may go either way."""
    if not old:
        return False
    exact = abs(new - old) * 100 / abs(old)
    step = Decimal(1).scaleb(int(said.as_tuple().exponent))
    return abs(exact - abs(said)) <= step / 2
