"""The MCP server: the tools with their names, descriptions and schemas. Importing this loads `mcp`, which takes a second."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import anyio.to_thread
from fastapi import Request
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant.service.asking import MOST_BEFORE, NotReadyError
from assistant.values import TOTAL
from assistant.web import words_mcp as words
from assistant.web.answer_text import pieces_of, whole
from assistant.web.api.answer_shapes import AnswerShown
from assistant.web.api.asking import LONGEST_QUESTION, Question
from assistant.web.api.shapes import Name, Year
from assistant.web.freshness import product_version
from assistant.web.site import Site
from assistant.web.tools.shapes import Checked, Found, Numbers, PartOfReport, ReportsFound
from assistant.web.tools.tools import ToolFaultError, Tools
from corpus.errors import NianbaoError

MOST = 200
READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

T = TypeVar("T")
log = logging.getLogger(__name__)

Years = Annotated[tuple[Year, ...], Field(max_length=50, description=words.YEARS)]
Limit = Annotated[int, Field(ge=1, le=MOST, description=words.LIMIT)]
ReportId = Annotated[str, Field(min_length=1, max_length=64, description=words.REPORT_ID)]
Words = Annotated[str, Field(max_length=100)]


def make_server(site: Site, tools_for: Callable[[Request | None], Tools]) -> MCPServer[Any]:
    """The server of a site; `tools_for` gives the tools for a request of HTTP, or for None over stdio."""
    with _logging_left_alone():
        server: MCPServer[Any] = MCPServer(
            words.NAME,
            title=words.TITLE,
            instructions=words.INSTRUCTIONS,
            version=product_version(),
            subscriptions=False,
        )

    async def called(context: Context[Any, Any], use: Callable[[Tools], T]) -> T:
        request = context.request_context.request
        tools = tools_for(request if isinstance(request, Request) else None)
        try:
            return await anyio.to_thread.run_sync(lambda: use(tools))
        except ToolFaultError as error:
            raise ToolError(str(error)) from error
        except NotReadyError as error:
            raise ToolError(words.NOT_READY) from error
        except NianbaoError as error:
            # It may name files of this machine: for the log alone.
            log.error("a tool failed: %s", error)
            raise ToolError(words.FAILED) from error

    @server.tool(title=words.TITLES["ask"], description=words.ASK, annotations=READS)
    async def ask(
        context: Context[Any, Any],
        question: Annotated[Question, Field(max_length=LONGEST_QUESTION, description=words.QUESTION)],
        before: Annotated[tuple[Question, ...], Field(max_length=MOST_BEFORE, description=words.BEFORE)] = (),
        within: Annotated[Words, Field(description=words.WITHIN)] = "",
    ) -> Annotated[CallToolResult, AnswerShown]:
        answer, shown = await called(context, lambda tools: tools.ask(question, before, within))
        text, _ = whole(tuple(pieces_of(answer, shown)))
        return CallToolResult(
            content=[TextContent(type="text", text=text)], structured_content=shown.model_dump(mode="json")
        )

    @server.tool(title=words.TITLES["search_reports"], description=words.SEARCH, annotations=READS)
    async def search_reports(
        context: Context[Any, Any],
        query: Annotated[str, Field(min_length=1, max_length=200, description=words.QUERY)],
        body: Annotated[Words, Field(description=words.BODY)] = "",
        region: Annotated[Words, Field(description=words.REGION)] = "",
        years: Years = (),
        limit: Limit = 10,
    ) -> Found:
        return await called(context, lambda tools: tools.search(query, body, region, years, limit))

    @server.tool(title=words.TITLES["get_report_section"], description=words.SECTION, annotations=READS)
    async def get_report_section(
        context: Context[Any, Any],
        report_id: ReportId,
        section: Annotated[Words, Field(description=words.SECTION_NAME)] = "",
        start: Annotated[int | None, Field(ge=0, le=2**31, description=words.START)] = None,
    ) -> PartOfReport:
        return await called(context, lambda tools: tools.section(report_id, section, start))

    @server.tool(title=words.TITLES["get_facts"], description=words.FACTS, annotations=READS)
    async def get_facts(
        context: Context[Any, Any],
        indicators: Annotated[list[Name], Field(min_length=1, max_length=20, description=words.INDICATORS)],
        bodies: Annotated[tuple[Name, ...], Field(max_length=100, description=words.BODIES)] = (),
        regions: Annotated[tuple[Name, ...], Field(max_length=100, description=words.REGIONS)] = (),
        years: Years = (),
        applicant: Annotated[Words, Field(description=words.APPLICANT)] = TOTAL,
        limit: Limit = 100,
    ) -> Numbers:
        return await called(context, lambda tools: tools.facts(indicators, bodies, regions, years, applicant, limit))

    @server.tool(title=words.TITLES["list_reports"], description=words.LIST, annotations=READS)
    async def list_reports(
        context: Context[Any, Any],
        body: Annotated[Words, Field(description=words.BODY)] = "",
        region: Annotated[Words, Field(description=words.REGION)] = "",
        years: Years = (),
        limit: Limit = 50,
        offset: Annotated[int, Field(ge=0, le=10**6, description=words.OFFSET)] = 0,
    ) -> ReportsFound:
        return await called(context, lambda tools: tools.reports(body, region, years, limit, offset))

    @server.tool(title=words.TITLES["check_report"], description=words.CHECK, annotations=READS)
    async def check_report(context: Context[Any, Any], report_id: ReportId) -> Checked:
        return await called(context, lambda tools: tools.check(report_id))

    return server


@contextmanager
def _logging_left_alone() -> Iterator[None]:
    """MCPServer sets up the logging of the whole program, unless that has been done already."""
    root, done = logging.getLogger(), logging.NullHandler()
    root.addHandler(done)
    try:
        yield
    finally:
        root.removeHandler(done)
