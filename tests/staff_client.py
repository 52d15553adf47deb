"""A browser signed in to the staff desk, for tests that are not about signing in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from served import Served

from assistant.web.staff.desk import COOKIE, CSRF_HEADER, PREFIX


@contextmanager
def signed_in(served: Served, name: str) -> Iterator[httpx.Client]:
    """A client of that account; it sends the session's token with all it asks."""
    account = served.site.accounts.get(name)
    assert account
    token = served.site.accounts.sign_in(account)
    session = served.site.accounts.session(token)
    assert session
    headers = {CSRF_HEADER: session.csrf}
    with httpx.Client(base_url=served.address, headers=headers, timeout=30) as client:
        client.cookies.set(COOKIE, token, domain="127.0.0.1", path=PREFIX)
        yield client
