"""Pages of a long list: which one an address means, and the addresses of its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `page` of `pages`, of `rows` rows; `query` is what the address says besides."""

    page: int
    pages: int
    rows: int
    path: str
    query: tuple[tuple[str, str], ...]

    def to(self, page: int) -> str:
        """The address of another page, below the root."""
        return address(self.path, (*self.query, ("page", str(page))))


def address(path: str, query: tuple[tuple[str, str], ...]) -> str:
    """A path with a query, what is empty left out."""
    said = urlencode([pair for pair in query if pair[1]])
    return f"{path}?{said}" if said else path


def page_of(written: str) -> int:
    """The number of a page as an address writes it; 1 for anything else."""
    return min(max(1, int(written)), LARGEST) if written.isdecimal() and len(written) < 8 else 1


def paged(page: int, size: int, rows: int, path: str, query: tuple[tuple[str, str], ...]) -> Paging:
    """The page among the pages of `size` rows."""
    return Paging(page, max(1, -(-rows // size)), rows, path, query)
