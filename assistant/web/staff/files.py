"""Files that pages of the desk give."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import Response

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def download(data: bytes, name: str, ending: str) -> Response:
    """A file that the browser saves under a Chinese name with that ending."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type=KINDS[ending], headers=headers)
