"""The bytes of one file → a Report: read, outline, name, fill the form, rows, figures."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from unicodedata import normalize

from corpus.archives import part_address
from corpus.doubts import with_doubts
from corpus.figures import figures_in
from corpus.folding import folded, plain_view
from corpus.forms.fill import fill_form
from corpus.freerows import free_rows, row_passages
from corpus.naming import Naming, name_report
from corpus.outline import outline
from corpus.places import naming_data
from corpus.reading import read_document
from corpus.report import Document, Grid, Problem, Report
from corpus.split import split_reports

_ID_DIGITS, _SHORT_ID = 16, 6


def read_reports(data: bytes, file: str, address: str) -> tuple[Report, ...]:
    """The reports in `data`, the bytes of `file` that lies at `address` (path or URL); ReadingError where unreadable.

    Nearly always one. Of several the first has the file's address, the others `address#2`, `address#3` …
    """
    content_hash = hashlib.sha256(data).hexdigest()
    documents = split_reports(read_document(data, file))
    return tuple(
        assemble(document, file, part_address(address, number), content_hash)
        for number, document in enumerate(documents, start=1)
    )


def read_report(data: bytes, file: str, address: str) -> Report:
    """The first report in `data`, mostly the only one; see `read_reports`."""
    return read_reports(data, file, address)[0]


def assemble(document: Document, file: str, address: str, content_hash: str) -> Report:
    """The report of a document that was read: every part of it a span of `document.text`.

    Traditional characters and radicals are understood as the ordinary ones; the text and what is quoted of it stay.
    """
    source, document = document, plain_view(document)
    whole = outline(document)
    name = name_report(document, whole, file if document is source else folded(file), address)
    body, unnamed = _whose(name, file, address)
    filled = fill_form(document, name.year)
    statutory = frozenset(filled.statutory_grids)
    parts = outline(document, statutory) if statutory else whole
    rows = tuple(sorted((*filled.rows, *free_rows(document, parts, statutory)), key=lambda row: row.start))
    passages = (*parts.passages, *row_passages(rows, parts))
    report = Report(
        id=report_id(address),
        file=file,
        address=address,
        content_hash=content_hash,
        text=document.text,
        title=name.title,
        body=body,
        region=name.region,
        year=name.year,
        scope=name.scope,
        form=filled.form,
        sections=parts.sections,
        passages=tuple(sorted(passages, key=lambda p: (p.start, p.end))),
        cells=filled.cells,
        rows=rows,
        figures=figures_in(document.text, parts.passages),
        grids=tuple(block for block in document.blocks if isinstance(block, Grid)),
        problems=tuple(sorted((*unnamed, *document.problems, *filled.problems), key=lambda problem: problem.line)),
        aliases=name.aliases,
        pages=document.pages,
    )
    return with_doubts(report if source is document else _as_written(report, source), source)


def _as_written(report: Report, source: Document) -> Report:
    """The report with its text, and all that stands in it word for word, as the source has it."""
    text, title = source.text, report.title
    at = "".join(report.text.split()).find(title)
    return replace(
        report,
        text=text,
        title="".join(text.split())[at : at + len(title)] if at >= 0 else title,
        cells=tuple(c._replace(raw=text[c.start : c.end]) for c in report.cells),
        figures=tuple(replace(f, raw=text[f.start : f.end]) for f in report.figures),
        grids=tuple(block for block in source.blocks if isinstance(block, Grid)),
    )


def _whose(name: Naming, file: str, address: str) -> tuple[str, tuple[Problem, ...]]:
    """The body; where none was recognised a name that no other report has, and a problem that says so."""
    if name.body:
        return name.body, ()
    said = naming_data()["unnamed"]
    body = said["body"].format(file=file, id=report_id(address)[:_SHORT_ID])
    return body, (Problem(1, said["problem"].format(body=body)),)


def report_id(address: str) -> str:
    """Names a report in the store: the first 16 hexadecimal digits of its address's SHA-256 (NFC)."""
    return hashlib.sha256(normalize("NFC", address).encode()).hexdigest()[:_ID_DIGITS]
