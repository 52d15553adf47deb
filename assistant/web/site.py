"""What all pages and interfaces of one running service share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from assistant.service.accounts import Accounts
from assistant.service.asking import Asking, Assistant
from assistant.service.check_status import CheckStatus
from assistant.service.evaluations import Evaluations
from assistant.service.facts import Facts
from assistant.service.feedback import Feedback
from assistant.service.keys import Keys
from assistant.service.limits import Limits
from assistant.service.originals import Originals
from assistant.service.question_log import QuestionLog
from assistant.service.records import Records
from assistant.service.report_search import ReportSearch
from assistant.service.uploads import Uploads
from assistant.service.widget import WidgetGate
from corpus.settings import Settings
from corpus.store import Store
from corpus.web.originals import CopyOf, original_of


@dataclass(frozen=True, slots=True)
class Site:
    """The reports, the assistant, and what is kept beside them; `copy_of` knows local copies by their address."""

    settings: Settings
    store: Store
    assistant: Assistant
    records: Records
    accounts: Accounts
    keys: Keys
    log: QuestionLog
    feedback: Feedback
    asking: Asking
    limits: Limits
    copy_of: CopyOf
    originals: Originals
    checks: CheckStatus
    facts: Facts
    search: ReportSearch
    uploads: Uploads
    widget: WidgetGate
    evaluations: Evaluations


@contextmanager
def open_site(settings: Settings, store: Store, assistant: Assistant) -> Iterator[Site]:
    """The site of a store and an assistant, with its records open meanwhile; StoreError where they can't be."""
    records = Records(store.folder)
    checks = CheckStatus(store)
    uploads = Uploads(store, records, settings)
    evaluations = Evaluations(store, assistant)
    site = _site(settings, store, assistant, records, checks, uploads, evaluations)
    try:
        yield site
    finally:
        site.originals.close()
        evaluations.close()
        uploads.close()
        checks.close()
        records.close()


def _site(
    settings: Settings,
    store: Store,
    assistant: Assistant,
    records: Records,
    checks: CheckStatus,
    uploads: Uploads,
    evaluations: Evaluations,
) -> Site:
    log = QuestionLog(records, settings.log_days)
    copy_of = partial(original_of, store.folder)
    keys = Keys(records)
    return Site(
        settings,
        store,
        assistant,
        records,
        Accounts(records),
        keys,
        log,
        Feedback(records),
        Asking(assistant, log),
        Limits(),
        copy_of,
        Originals(copy_of),
        checks,
        Facts(store),
        ReportSearch(store, assistant.index_within, checks.standings),
        uploads,
        WidgetGate(settings, keys, records.secret("widget")),
        evaluations,
    )
