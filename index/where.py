"""What a search may find, and the same as SQL."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from corpus.report import PassageKind


@dataclass(frozen=True, slots=True)
class Where:
    """What may be found; None = anything. `years` and `chapters` hold None for reports and passages without one."""

    reports: Collection[str] | None = None
    years: Collection[int | None] | None = None
    bodies: Collection[str] | None = None
    regions: Collection[str] | None = None
    chapters: Collection[int | None] | None = None
    kinds: Collection[PassageKind] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is ruled out."""
        return all(v is None for v in (self.reports, self.years, self.bodies, self.regions, self.chapters, self.kinds))


ANYTHING = Where()


def sql_condition(where: Where) -> tuple[str, list[object]]:
    """`where` as an SQL condition over passages joined with reports, and the values of its `?`, in order."""
    wanted: tuple[tuple[str, Collection[object] | None], ...] = (
        ("report", where.reports), ("year", where.years), ("body", where.bodies), ("region", where.regions),
        ("chapter", where.chapters), ("kind", where.kinds),
    )  # fmt: skip
    parts, values = ["1"], list[object]()
    for column, allowed in wanted:
        if allowed is not None:
            # json_each takes any number of values; SQLite's own parameters are limited.
            missing = f" OR {column} IS NULL" if None in allowed else ""
            parts.append(f"({column} IN (SELECT value FROM json_each(?)){missing})")
            values.append(json.dumps([v for v in allowed if v is not None], ensure_ascii=False))
    return " AND ".join(parts), values
