"""The API alone over a store, without the chat beside it, and a client with a key for everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.service.asking import Assistant
from assistant.service.keys import Scope
from assistant.web.api import PREFIX, add_api, add_unknown
from assistant.web.api.manners import Manners
from assistant.web.problems import add_problems
from assistant.web.site import Site, open_site
from corpus.settings import Settings
from corpus.store import Store

HOST = "https://nianbao.example.gov.cn"


@dataclass(frozen=True, slots=True)
class Api:
    """A site, its application, and a client whose addresses begin behind /api/v1/."""

    site: Site
    app: FastAPI
    client: TestClient
    key: str


@contextmanager
def opened_api(store: Store, assistant: Assistant, **settings: Any) -> Iterator[Api]:
    """The API of that store and assistant; without a limit a minute unless the settings say so."""
    with open_site(Settings(data=store.folder, **{"api_rate": 0, **settings}), store, assistant) as site:
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        add_problems(app)
        add_api(app, site)
        add_unknown(app)
        app.add_middleware(Manners)
        key = site.keys.make("某市门户", list(Scope))
        headers = {"Authorization": f"Bearer {key}"}
        with TestClient(app, f"{HOST}{PREFIX}/", raise_server_exceptions=False, headers=headers) as client:
            yield Api(site, app, client, key)
