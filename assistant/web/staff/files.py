"""Files that pages of the desk give."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def download(data: bytes | Iterator[bytes], name: str, ending: str) -> Response:
    """A file that the browser saves under a Chinese name with that ending; of pieces each is made when its turn comes."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if isinstance(data, bytes):
        return Response(data, media_type=KINDS[ending], headers=headers)
    return StreamingResponse(data, media_type=KINDS[ending], headers=headers)
