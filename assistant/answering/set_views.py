"""The values of a set side by side: the bodies told, in the order told, as a table and as bars."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Chart, Claim, Table
from assistant.answering.charts import bar_chart
from assistant.answering.context import Context, span_text
from assistant.answering.measure import SHOWN_ALL, common_label, in_groups
from assistant.answering.tabulate import tabulated
from assistant.values import Value, only_numbers
from assistant.wording_views import JOIN

# Kinds of answers that single out bodies, and don't bring them down to one number.
_OF_BODIES = frozenset({"rank", "list", "condition", "sum", "ever", "run"})
# More bars can't be read.
MOST_BARS = 20


def set_views(
    mode: str, claims: Sequence[Claim], values: Sequence[Value], context: Context
) -> tuple[tuple[Table, ...], tuple[Chart, ...]]:
    """The table and the bars of the values that the claims tell; none where they tell of one body, or of means."""
    order = {c.report_id: at for at, c in reversed(list(enumerate(c for one in claims for c in one.citations)))}
    told = sorted((v for v in only_numbers(values) if v.head.id in order), key=lambda v: order[v.head.id])[:SHOWN_ALL]
    if mode not in _OF_BODIES or len({v.head.body for v in told}) < 2:
        return (), ()
    title = JOIN.join((span_text(sorted({v.head.year or 0 for v in told})), common_label(told)))
    table = tabulated(told, context, title=title)
    one_year = len({v.head.year for v in told}) == 1
    single = [v for v in told if not any(group.wholes and v in group.values for group in in_groups(told))]
    chart = bar_chart(single[:MOST_BARS], title) if one_year else None
    return ((table,) if table else ()), ((chart,) if chart else ())
