"""The checks of a report, computed once for the reports asked about last."""

from __future__ import annotations

from assistant.memo import PerReport
from corpus.checks import check_prose, check_report

# What must add up within the tables, and what prose and tables both say: tuples of CheckResult.
table_checks = PerReport(check_report)
prose_checks = PerReport(check_prose)
