"""Whatever is sent to the API: no error of the server, and every response is one that the document tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from api_site import Api, opened_api
from fakes_web import FakeAssistant, report_of
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from assistant.web.api.document import examples
from corpus.store import Store
from index.search import SearchIndex

BODIES = [("云岭市", 2023), ("云岭市教育局", 2022), ("甲县", 2021)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A few reports with an index; the assistant knows its sentences."""
    folder = tmp_path_factory.mktemp("schema")
    with Store(folder) as store:
        for n, (body, year) in enumerate(BODIES):
            store.put(report_of(f"/reports/{body}{year}.html", body, year, identity=f"{n:016x}"))
        index = SearchIndex(store, folder / "search")
        index.catch_up()
        with opened_api(store, FakeAssistant(report_of(identity=f"{0:016x}"), index)) as opened:
            yield opened
        index.close()


@pytest.fixture(scope="module")
def operations(api: Api) -> dict[str, Any]:
    """Every operation of the document by its name."""
    loaded: Any = schemathesis.openapi.from_asgi("/api/openapi.json", api.app)
    found = [result.ok() for result in loaded.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


NAMES = (*examples(), "file")
QUICK = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def sent(operation: Any, mode: GenerationMode, test: Callable[[Any], None]) -> None:
    """Runs the test with requests as the document has them (POSITIVE) or as it forbids them (NEGATIVE)."""
    QUICK(given(case=operation.as_strategy(generation_mode=mode))(test))()


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(operations) == set(NAMES)


@pytest.mark.parametrize(
    ("name", "mode"),
    # Nothing that is sent for health is wrong.
    [(name, mode) for name in NAMES for mode in GenerationMode if (name, mode) != ("health", GenerationMode.NEGATIVE)],
)
def test_with_a_key_every_response_is_as_told(operations: dict[str, Any], api: Api, name: str, mode: Any) -> None:
    def test(case: Any) -> None:
        if case.query:
            # No schema can say which cursors there are.
            case.query.pop("cursor", None)
        case.call_and_validate(headers={"Authorization": f"Bearer {api.key}"}, excluded_checks=[ignored_auth])

    sent(operations[name], mode, test)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "health"])
def test_without_a_key_nothing(operations: dict[str, Any], name: str) -> None:
    def test(case: Any) -> None:
        case.headers.clear()
        response = case.call_and_validate()
        assert response.status_code in (400, 401, 413, 422)

    sent(operations[name], GenerationMode.POSITIVE, test)
