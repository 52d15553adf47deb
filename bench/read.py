"""Reports read a second, format by format, beside what a user would otherwise read the same files with."""

from __future__ import annotations

import io
import statistics
import warnings
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from bench.data import demo_manifest, folder_for
from bench.measure import memory, processor_seconds, show
from bench.mixed import masters
from corpus.assemble import read_report
from corpus.reading import read_document

ROUNDS = 3
FORMATS = {
    "网页": (".html", ".htm"),
    "文本": (".txt", ".md"),
    "DOCX": (".docx",),
    "XLSX": (".xlsx",),
    "CSV": (".csv",),
    "PDF": (".pdf",),
    "OFD": (".ofd",),
    "DOC、RTF、ODT": (".doc", ".rtf", ".odt"),
}
FEW = 12  # reports of a kind that LibreOffice has to convert first

File = tuple[str, bytes]


def read_all(files: Sequence[File]) -> None:
    """Every report read whole: outline, names, statutory cells, rows, figures."""
    for name, data in files:
        read_report(data, name, name)


def read_texts_and_tables(files: Sequence[File]) -> None:
    """Every report's paragraphs and tables only, which is about what the others give."""
    for name, data in files:
        read_document(data, name)


def read_with_pandas(files: Sequence[File]) -> None:
    """The tables of web pages as pandas gives them: no prose, no outline, no labels understood."""
    pandas = import_module("pandas")  # comes with Gradio

    for _, data in files:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                pandas.read_html(io.BytesIO(data), encoding=_encoding(data))
            except ValueError:  # no table that pandas can see
                continue


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-16"


def read_with_python_docx(files: Sequence[File]) -> None:
    """The text of paragraphs and of every cell as python-docx gives it."""
    import docx

    for _, data in files:
        document = docx.Document(io.BytesIO(data))
        found = [paragraph.text for paragraph in document.paragraphs]
        found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]


OTHERS: dict[str, tuple[str, Callable[[Sequence[File]], None]]] = {
    "网页": ("pandas.read_html", read_with_pandas),
    "DOCX": ("python-docx cell.text", read_with_python_docx),
}


def run(given: Namespace) -> None:
    """One line a format: ours and the other, turn by turn in one run."""
    with folder_for(None) as folder:
        where = given.reports or _demo_folder(folder)
        files = [(p.name, p.read_bytes()) for p in sorted(where.iterdir()) if p.is_file()]
    rows = []
    for title, endings in FORMATS.items():
        some = [file for file in files if Path(file[0]).suffix.lower() in endings][: given.limit]
        if some:
            rows.append(_line(title, some))
    show(("格式", "份数", "读完整 份/秒", "只读段落和表格 份/秒", "对照", "对照 份/秒", "速度为对照的"), rows)
    print(f"内存最高 {memory(field='VmHWM')}")


def _demo_folder(folder: Path) -> Path:
    """The demo reports, and some of them in the formats that the demo itself is not printed in."""
    demo_manifest(folder)
    for ending, prints in masters(folder).items():
        for i, data in enumerate(prints if ending in (e for es in FORMATS.values() for e in es) else ()):
            (folder / "demo" / f"{i}{ending}").write_bytes(data)
    return folder / "demo"


def _line(title: str, files: Sequence[File]) -> tuple[str, ...]:
    name, other = OTHERS.get(title, ("—", None))
    readers = [read_all, read_texts_and_tables, *([other] if other else [])]
    files = files[:FEW] if files[0][0].endswith(FORMATS["DOC、RTF、ODT"]) else files
    for read in readers:
        read(files[:5])
    taken = [[_processor_seconds(partial(read, files)) for read in readers] for _ in range(ROUNDS)]
    whole, plain, *its = (len(files) / statistics.median(seconds) for seconds in zip(*taken, strict=True))
    shown = (title, str(len(files)), _shown(whole), _shown(plain), name)
    return (*shown, f"{its[0]:.0f}", f"{whole / its[0]:.1f} / {plain / its[0]:.1f} 倍") if its else (*shown, "—", "—")


def _shown(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _processor_seconds(call: Callable[[], object]) -> float:
    """The processor time of one call, that of programs it starts (LibreOffice) too."""
    before = getrusage(RUSAGE_CHILDREN)
    own = processor_seconds(call)
    after = getrusage(RUSAGE_CHILDREN)
    return own + after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
