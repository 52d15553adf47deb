"""The report as a workbook and as CSV, one line of prose or one row of a table a row."""

from __future__ import annotations

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.tables import Rows, spread
from layouts.tables import GONE

NUMBER = re.compile("0|[1-9][0-9]*")


def print_csv(page: Page) -> bytes:
    """Comma-separated values with a mark of UTF-8, as a spreadsheet saves them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([page.title])
    for item in page.items:
        if isinstance(item, Line):
            writer.writerow([item.text])
        else:
            writer.writerows([text for text in line if text != GONE] for line in spread(item, False))
    return out.getvalue().encode("utf-8-sig")


def print_xlsx(page: Page) -> bytes:
    """One sheet; merged cells are merged, and whole numbers are numbers."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([page.title])
    for item in page.items:
        if isinstance(item, Line):
            sheet.append([item.text])
        else:
            _lay_out(sheet, item, sheet.max_row + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lay_out(sheet: Worksheet, rows: Rows, top: int) -> None:
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows, top):
        x = 1
        for cell in (c for c in row if c.text != GONE):
            while (y, x) in taken:
                x += 1
            last = min(y + cell.high, top + len(rows)) - 1
            taken |= {(j, i) for j in range(y, last + 1) for i in range(x, x + cell.wide)}
            sheet.cell(y, x, int(cell.text) if NUMBER.fullmatch(cell.text) else cell.text)
            if cell.wide > 1 or last > y:
                sheet.merge_cells(start_row=y, end_row=last, start_column=x, end_column=x + cell.wide - 1)
            x += cell.wide
