"""The addresses a user gives → the reports there, fetched into the data folder. Can be cut off and gone on with."""

from __future__ import annotations

from pathlib import Path

from corpus.web.addresses import clean
from corpus.web.crawl import Crawl
from corpus.web.fetch import Fetcher
from corpus.web.harvest import Harvest
from corpus.web.kept import Journal
from corpus.web.library import Library
from corpus.web.pace import Pace
from corpus.web.request import WebRequest


def gather(folder: Path, request: WebRequest) -> Harvest:
    """Fetch the reports the addresses lead to into the data folder; never raises for what is wrong with a site."""
    harvest = Harvest()
    if not request.addresses:
        return harvest
    pace = Pace(request.breadth.delay)
    with Journal(folder) as journal, Fetcher(pace, request.may, request.say) as fetcher:
        library = Library(fetcher, journal, request.say)
        for written in dict.fromkeys(request.addresses):
            start = clean(written)
            if not start:
                harvest.miss(written, "网址写得不对。网址以 http:// 或 https:// 开头，请检查。")
                continue
            library.since = journal.begin(start)
            if Crawl(library, start, request.breadth, harvest).run():
                journal.finish(start)
        for found in harvest.found.values():
            journal.note_report(found.address, found.file.relative_to(folder).as_posix(), found.found_on)
    return harvest
