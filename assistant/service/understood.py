"""How far a report was understood when it was read."""

from __future__ import annotations

from corpus.report import Problem, Report


def unread_of(report: Report) -> tuple[Problem, ...]:
    """What of it could not be made sense of. That no body was recognised is settled once a member has said whose it is."""
    if not is_named(report):
        return report.problems
    from corpus.places import naming_data

    unnamed = naming_data()["unnamed"]["problem"].partition("{body}")[0]
    return tuple(p for p in report.problems if not p.message.startswith(unnamed))


def is_named(report: Report) -> bool:
    """Whether it is known whose report it is."""
    from corpus.places import naming_data

    return bool(report.body) and not report.body.startswith(naming_data()["unnamed"]["body"].partition("{")[0])
