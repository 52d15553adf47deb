"""What is asked of the web: addresses, bounds, and whom to tell; light, so that adding files loads nothing of the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.web.bounds import Breadth


def _anything(address: str) -> bool:
    return True


def _silently(sentence: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class WebRequest:
    """Addresses to add, how broadly, whom to tell what is being done (Chinese), and which addresses may be asked.

    `may` is asked of every address, redirects included, before a connection is made; a server that takes addresses
    from strangers refuses private networks there.
    """

    addresses: tuple[str, ...] = ()
    breadth: Breadth = field(default_factory=Breadth)
    say: Callable[[str], None] = _silently
    may: Callable[[str], bool] = _anything


NOTHING = WebRequest()
