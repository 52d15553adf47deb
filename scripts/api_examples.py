"""Write what the API answers to its examples: assistant/web/api/examples.json, made from the demo reports."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.ask import Assistant
from assistant.service.keys import Scope
from assistant.web.api import add_api
from assistant.web.api.document import examples, operations
from assistant.web.api.manners import Manners
from assistant.web.problems import add_problems
from assistant.web.site import Site, open_site
from corpus.demo import write_demo
from corpus.ingest import add_paths
from corpus.settings import Settings
from corpus.store import Store

FILE = Path(__file__).resolve().parent.parent / "assistant" / "web" / "api" / "examples.json"
HOST = "https://nianbao.example.gov.cn"
# Lists are cut to so many entries: an example is to be read; those of plain words to more.
SHOWN, WORDS_SHOWN = 2, 12
# Seconds that the checks of the demo reports may take.
PATIENCE = 120


def answered(site: Site) -> dict[str, dict[str, Any]]:
    """The examples with what this site answers to them now; ids, which name files, are made from their names alone."""
    app = FastAPI()
    add_problems(app)
    add_api(app, site)
    app.add_middleware(Manners)
    headers = {"X-API-Key": site.keys.make("examples", list(Scope))}
    ids = {head.id: sha256(head.file.encode()).hexdigest()[:16] for head in site.store.heads()}
    back = {other: own for own, other in ids.items()}
    addresses = {name: (path, method) for path, method, name in _operations(app)}
    made = {}
    with TestClient(app, base_url=HOST, headers=headers) as client:
        for name, example in examples().items():
            path, method = addresses[name]
            asked = {key: back.get(value, value) for key, value in example.get("path", {}).items()}
            response = client.request(
                method, path.format(**asked), params=example.get("query"), json=example.get("body")
            )
            response.raise_for_status()
            text = response.text
            for own, other in ids.items():
                text = text.replace(own, other)
            made[name] = {**example, "response": shortened(json.loads(text))}
    return made


def _operations(app: FastAPI) -> list[tuple[str, str, str]]:
    document = TestClient(app).get("/api/openapi.json").json()
    return [(path, method, each["operationId"]) for path, method, each in operations(document)]


def shortened(value: Any) -> Any:
    """The value with its lists cut."""
    if isinstance(value, list):
        plain = all(isinstance(each, str | int | None) for each in value)
        return [shortened(each) for each in value[: WORDS_SHOWN if plain else SHOWN]]
    if isinstance(value, dict):
        return {key: shortened(each) for key, each in value.items()}
    return value


def main() -> None:
    """Read the demo reports and write the file."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        manifest = write_demo(data / "demo")
        with Store(data) as store:
            add_paths(store, [manifest.parent], lambda _: None)
            settings = Settings(data=data)
            assistant = Assistant(store, settings)
            with open_site(settings, store, assistant) as site:
                assistant.search.catch_up()
                site.checks.wait(PATIENCE)
                made = answered(site)
    FILE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
