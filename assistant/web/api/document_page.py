"""The OpenAPI document as a page for people: made here, of our own styles, without any script."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from assistant.web import words_api_doc as doc
from assistant.web.display import display_menu
from assistant.web.markup import Html, join, tag, void

JSON = "application/json"
_REF = "#/components/schemas/"


def document_page(document: Mapping[str, Any], base: str, styles: Sequence[str], display: str) -> Html:
    """The whole page; `base`: the address of the service, with / at its end; `display`: that of the script for its looks."""
    page = _Page(document, base)
    head = tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", doc.TITLE),
        tag("script", src=display),
        *(void("link", rel="stylesheet", href=style) for style in styles),
    )
    body = tag(
        "body",
        tag("a", doc.SKIP, href="#main", class_="skip"),
        tag("div", page.menu(), tag("main", *page.parts(), id="main", tabindex=-1), class_="api"),
    )
    return Html("<!doctype html>" + tag("html", head, body, lang="zh-CN"))


class _Page:
    def __init__(self, document: Mapping[str, Any], base: str) -> None:
        self._document = document
        self._schemas: Mapping[str, Any] = document["components"]["schemas"]
        self._base = base

    def menu(self) -> Html:
        """Every operation by its group, then the models."""
        groups = (
            tag("li", tag("span", name), tag("ul", *(self._entry(*each) for each in self._of_tag(name))))
            for name in doc.TAGS
        )
        models = tag("li", tag("a", doc.MODELS_TITLE, href="#models"))
        return tag("nav", tag("ul", *groups, models), aria_label=doc.MENU)

    def _entry(self, path: str, method: str, operation: Mapping[str, Any]) -> Html:
        name = operation["operationId"]
        return tag("li", tag("a", operation["summary"], href=f"#{name}", title=f"{method.upper()} {path}"))

    def parts(self) -> Iterator[Html]:
        """Heading, introduction, operations, models."""
        info = self._document["info"]
        title = tag("h1", info["title"], tag("span", f" {info['version']}", class_="version"))
        yield tag("div", title, display_menu(), class_="top")
        yield from (tag("p", line) for line in info["description"].split("\n") if line)
        links = ((doc.OPENAPI_LINK, "api/openapi.json"), (doc.CHAT_LINK, ""))
        yield tag("p", *(tag("a", text, href=self._base + path) for text, path in links), class_="links")
        for name, said in doc.TAGS.items():
            yield tag("h2", name)
            yield tag("p", said)
            yield from (self._operation(*each) for each in self._of_tag(name))
        yield tag("h2", doc.MODELS_TITLE, id="models")
        yield from (self._model(name, schema) for name, schema in sorted(self._schemas.items()))

    def _of_tag(self, name: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        for path, item in self._document["paths"].items():
            for method, operation in item.items():
                if name in operation["tags"]:
                    yield path, method, operation

    # --- an operation ---------------------------------------------------------------------------

    def _operation(self, path: str, method: str, operation: Mapping[str, Any]) -> Html:
        name = operation["operationId"]
        head = tag("h3", operation["summary"], id=name)
        address = tag("p", tag("span", method.upper(), class_=f"method {method}"), tag("code", path), class_="address")
        key = tag("p", doc.NEEDS_KEY if "security" in operation else doc.NEEDS_NO_KEY, class_="note")
        said = [tag("p", line) for line in operation["description"].split("\n") if line]
        parts = (
            self._parameters(operation),
            self._body(operation),
            _block(doc.EXAMPLE, self._curl(path, method, operation)),
            *self._responses(operation),
            self._errors(operation),
        )
        return tag("section", head, address, *said, key, *parts, aria_labelledby=name)

    def _parameters(self, operation: Mapping[str, Any]) -> Html:
        rows = [
            (
                tag("code", p["name"]),
                self._type(_written(p["schema"])),
                doc.YES if p.get("required") else "",
                _default(p["schema"]),
                p.get("description", ""),
            )
            for p in operation.get("parameters", [])
        ]
        return _table(operation["summary"], doc.PARAMETERS_TITLE, doc.PARAMETER_HEAD, rows)

    def _body(self, operation: Mapping[str, Any]) -> Html:
        content = operation.get("requestBody", {}).get("content", {})
        if JSON not in content:
            return Html()
        return self._fields(operation["summary"], doc.BODY_TITLE, content[JSON]["schema"])

    def _responses(self, operation: Mapping[str, Any]) -> Iterator[Html]:
        for response in operation["responses"].values():
            for kind, content in response.get("content", {}).items():
                if kind == JSON and "example" in content:
                    yield tag("p", doc.ANSWERED_AS, " ", self._type(content["schema"]))
                    shown = json.dumps(content["example"], ensure_ascii=False, indent=2)
                    yield tag("details", tag("summary", doc.ANSWER_EXAMPLE), _code(shown))
                elif "problem" not in kind and "example" in content:
                    yield _block(doc.ALSO_AS.format(kind=kind), content["example"])

    def _errors(self, operation: Mapping[str, Any]) -> Html:
        rows = [
            (tag("code", code), response["description"])
            for code, response in operation["responses"].items()
            if not code.startswith("2")
        ]
        table = _table(operation["summary"], "", doc.ERROR_HEAD, rows)
        return tag("details", tag("summary", doc.ERRORS_TITLE), table)

    def _curl(self, path: str, method: str, operation: Mapping[str, Any]) -> str:
        """The request of the example as it is typed in a shell."""
        asked: list[tuple[str, Any]] = []
        for p in operation.get("parameters", []):
            if "example" not in p:
                continue
            if p["in"] == "path":
                path = path.replace(f"{{{p['name']}}}", str(p["example"]))
            else:
                values = p["example"] if isinstance(p["example"], list) else [p["example"]]
                asked += [(p["name"], value) for value in values]
        query = f"?{urlencode(asked)}" if asked else ""
        parts = ["curl", shlex.quote(f"{self._base.rstrip('/')}{path}{query}")]
        if "security" in operation:
            parts.append('-H "Authorization: Bearer $NIANBAO_KEY"')
        content = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
        if "example" in content:
            parts.append('-H "Content-Type: application/json"')
            parts.append("-d " + shlex.quote(json.dumps(content["example"], ensure_ascii=False)))
        return " \\\n  ".join(parts)

    # --- models -----------------------------------------------------------------------------------

    def _model(self, name: str, schema: Mapping[str, Any]) -> Html:
        head = (tag("h3", name, id=f"model-{name}"), tag("p", schema.get("description", "")))
        if "enum" in schema:
            rows = [(tag("code", str(v)), doc.VALUES.get(f"{name}.{v}", "")) for v in schema["enum"]]
            return tag("section", *head, _table(name, "", doc.VALUE_HEAD, rows), aria_labelledby=f"model-{name}")
        return tag("section", *head, self._fields(name, "", {"$ref": _REF + name}), aria_labelledby=f"model-{name}")

    def _fields(self, whose: str, title: str, schema: Mapping[str, Any]) -> Html:
        found = self._schemas[schema["$ref"].removeprefix(_REF)] if "$ref" in schema else schema
        required = found.get("required", [])
        rows = [
            (
                tag("code", name),
                self._type(field),
                doc.YES if name in required else "",
                _default(field),
                field.get("description", ""),
            )
            for name, field in found.get("properties", {}).items()
        ]
        return _table(whose, title, doc.PARAMETER_HEAD, rows)

    def _type(self, schema: Mapping[str, Any]) -> Html:
        """What kind of value it is, in words; a model as a link to it."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(_REF)
            return tag("a", name, href=f"#model-{name}")
        if "anyOf" in schema:
            return join([self._type(each) for each in schema["anyOf"]], doc.OR)
        if schema.get("type") == "array":
            return join([doc.LIST_OF, self._type(schema.get("items", {}))])
        if "enum" in schema or "const" in schema:
            return join([tag("code", str(v)) for v in schema.get("enum", [schema.get("const")])], doc.OR)
        return join((doc.TYPES.get(schema.get("type", ""), ""), _bounds(schema)))


def _bounds(schema: Mapping[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"（{low}–{high}）"
    longest = schema.get("maxLength")
    return doc.UP_TO.format(most=longest) if longest else ""


def _default(schema: Mapping[str, Any]) -> str:
    value = schema.get("default")
    return "" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)


def _written(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A parameter that may be left out has no null that could be written."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind.get("type") != "null"]
    return kinds[0] if len(kinds) == 1 else schema


def _table(whose: str, title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """A table that scrolls by itself, by keyboard too; `whose` tells it from those of the same title."""
    if not rows:
        return Html()
    columns = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head)))
    body = tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows))
    caption = tag("caption", title) if title else Html()
    table = tag("table", caption, columns, body)
    return tag("div", table, class_="wide", tabindex=0, role="region", aria_label=f"{whose}：{title or head[0]}")


def _block(title: str, text: str) -> Html:
    return join([tag("p", title, class_="caption"), _code(text)])


def _code(text: str) -> Html:
    return tag("pre", tag("code", text), tabindex=0)
