"""The OpenAPI document, made of the routes and of what is said of them in words_api_doc.py, and its page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.web import words_api as words
from assistant.web import words_api_doc as doc
from assistant.web.access import base_address
from assistant.web.api.document_page import document_page
from assistant.web.api.shapes import Problem
from assistant.web.display import DISPLAY_SCRIPT
from assistant.web.freshness import product_version
from assistant.web.problems import MEDIA_TYPE
from assistant.web.static_files import versioned
from assistant.web.trouble import SAFE_HEADERS

PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
STYLES = ("base.css", "api.css")
_REF = "#/components/schemas/"
_JSON = "application/json"


def add_document(app: FastAPI, router: APIRouter) -> None:
    """Adds the document and its page to `app`; neither needs a key."""

    @cache
    def document() -> dict[str, Any]:
        return openapi_document(router)

    @app.get("/api/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> Response:
        return JSONResponse({**document(), "servers": [{"url": base_address(request).rstrip("/")}]})

    @app.get("/api/docs", include_in_schema=False)
    def page(request: Request) -> Response:
        # What the page itself needs comes from where it was opened; its examples are for elsewhere.
        styles = [f"../{versioned(name)}" for name in STYLES]
        text = document_page(document(), base_address(request), styles, f"../{versioned(DISPLAY_SCRIPT)}")
        return HTMLResponse(text, headers={**SAFE_HEADERS, "Content-Security-Policy": PAGE_POLICY})

    @app.get("/api", include_in_schema=False)
    @app.get("/api/", include_in_schema=False)
    def first(request: Request) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}/api/docs")


def openapi_document(router: APIRouter) -> dict[str, Any]:
    """The OpenAPI 3.1 document of these routes, with every field, parameter and operation described."""
    made = get_openapi(
        title=doc.TITLE,
        version=product_version(),
        description=doc.DESCRIPTION,
        routes=router.routes,
        tags=[{"name": key, "description": said} for key, said in doc.TAGS.items()],
    )
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template=f"{_REF}{{model}}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for name, schema in schemas.items():
        _describe_schema(name, schema)
    for path, method, operation in operations(made):
        _describe_operation(path, method, operation)
    return made


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each (path, method, operation) of a document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


@cache
def examples() -> dict[str, dict[str, Any]]:
    """By operation: what is asked (`path`, `query`, `body`) and what is answered (`response`), of the demo reports."""
    return dict(json.loads((files("assistant.web.api") / "examples.json").read_text(encoding="utf-8")))


def _describe_schema(name: str, schema: dict[str, Any]) -> None:
    """What the model and each of its fields is; titles that pydantic makes of names say nothing."""
    schema.pop("title", None)
    schema["description"] = doc.MODELS.get(name, "")
    for field, said in schema.get("properties", {}).items():
        said.pop("title", None)
        said["description"] = doc.FIELDS.get(f"{name}.{field}") or doc.FIELDS.get(field, "")


def _describe_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    summary, description, tag = doc.OPERATIONS[name]
    operation.update(summary=summary, description=description, tags=[tag])
    example = examples().get(name, {})
    for parameter in operation.get("parameters", []):
        key = parameter["name"]
        parameter["schema"].pop("title", None)
        parameter["description"] = doc.PARAMETERS.get(f"{name}.{key}") or doc.PARAMETERS.get(key, "")
        asked = {**example.get("path", {}), **example.get("query", {})}
        if key in asked:
            parameter["example"] = asked[key]
    if "requestBody" in operation and "body" in example:
        operation["requestBody"]["content"][_JSON]["example"] = example["body"]
    _describe_responses(path, method, operation, example)


def _describe_responses(path: str, method: str, operation: dict[str, Any], example: dict[str, Any]) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    done = next(code for code in responses if code.startswith("2"))
    responses[done]["description"] = doc.DONE
    for kind, content in responses[done].get("content", {}).items():
        if kind == _JSON:
            content.get("schema", {}).pop("title", None)
            if "response" in example:
                content["example"] = example["response"]
        elif kind in doc.OTHER_KINDS:
            content["example"] = doc.OTHER_KINDS[kind]
    for code in _problems_of(path, method, operation):
        said = words.DETAIL.get(code) or doc.PROBLEMS[code]
        responses[str(code)] = {
            "description": f"{words.STATUS[code]}：{said}",
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": f"{_REF}Problem"},
                    "example": {
                        "type": "about:blank",
                        "title": words.STATUS[code],
                        "status": code,
                        "detail": doc.PROBLEMS.get(code, said),
                    },
                }
            },
        }
        if code in (429, 503):
            responses[str(code)]["headers"] = {
                "Retry-After": {"description": doc.RETRY_AFTER, "schema": {"type": "integer"}}
            }


def _problems_of(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    """The errors that the operation may end in."""
    found = [500]
    if "security" in operation:
        found += [401, 403, 429, 503]
    if operation.get("parameters") or "requestBody" in operation:
        found.append(422)
    if "requestBody" in operation:
        found += [400, 413]
    if "{" in path or operation["operationId"] in doc.MAY_NOT_FIND:
        found.append(404)
    return sorted(found)
