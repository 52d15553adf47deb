"""Tables of an answer as files: the questions of its conversation are asked again, and what they bring is written."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from assistant.answer import Answer, Citation
from assistant.links import is_web_address
from assistant.service.asking import AGAIN_A_QUESTION, MOST_BEFORE, NotReadyError
from assistant.service.question_log import Channel
from assistant.service.table_files import ENDINGS, file_name, mark_of, table_file
from assistant.web import words
from assistant.web.access import base_address, client_address
from assistant.web.site import Site
from assistant.web.source import report_address
from assistant.web.trouble import SAFE_HEADERS, trouble

log = logging.getLogger(__name__)

MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
LONGEST_QUESTION = 500
MOST_ROWS = 5000


def add_downloads(app: FastAPI, site: Site) -> None:
    """Adds the address of tables to `app`; call it before the chat is mounted at the root."""

    @app.get("/download/table.{ending}")
    def table(
        request: Request,
        ending: str,
        q: Annotated[list[str] | None, Query()] = None,
        n: str = "0",
        mark: str = "",
        within: str = "",
    ) -> Response:
        if ending not in ENDINGS:
            return trouble(words.UNKNOWN_PAGE, 404)
        if not site.limits.allow("download", client_address(request), site.settings.rate):
            return trouble(words.TOO_MANY_DOWNLOADS, 429)
        q = q or []
        if not 1 <= len(q) <= MOST_BEFORE + 1 or not all(0 < len(question) <= LONGEST_QUESTION for question in q):
            return trouble(words.DOWNLOAD_WITHOUT_QUESTION.format(most=MOST_BEFORE + 1, longest=LONGEST_QUESTION), 400)
        again = site.settings.rate * AGAIN_A_QUESTION
        if len(q) > 1 and not site.limits.allow("again", client_address(request), again, len(q) - 1):
            return trouble(words.TOO_MANY_DOWNLOADS, 429)
        try:
            answer = _last_answer(site, q, within)
        except NotReadyError:
            return trouble(words.NOT_READY, 503)
        except Exception:
            # Whatever a question brings about, who asks for a file gets a page in Chinese.
            log.exception("a table could not be made again")
            return trouble(words.DOWNLOAD_FAILED, 500)
        at = int(n) if n.isascii() and n.isdigit() and len(n) < 4 else -1
        if not 0 <= at < len(answer.tables):
            return trouble(words.NO_SUCH_TABLE, 404)
        found = answer.tables[at]
        if mark and mark != mark_of(found):
            return trouble(words.TABLE_CHANGED, 409)
        if len(found.rows) > MOST_ROWS:
            return trouble(words.TABLE_TOO_LONG.format(most=MOST_ROWS), 413)
        base = base_address(request)
        data = table_file(found, ending, q[-1], lambda citation: _link(citation, base))
        name = quote(file_name(found, ending), safe="")
        headers = {
            "Content-Disposition": f"attachment; filename=\"table.{ending}\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
            **SAFE_HEADERS,
        }
        return Response(data, headers=headers, media_type=MEDIA[ending])


def _last_answer(site: Site, questions: Sequence[str], within: str) -> Answer:
    """The answer to the last question after the others; nothing is noted, for nobody has asked anew."""
    asking = replace(site.asking, log=None)
    return asking.conversation(Channel.CHAT, within=within, before=questions[:-1]).ask(questions[-1])


def _link(citation: Citation, base: str) -> str:
    """The original on the web at that place, else the place in the text as it is kept here; never a path of this machine."""
    if is_web_address(citation.url):
        return citation.link
    return base.rstrip("/") + "/" + report_address(citation.report_id, citation.start, citation.end)
