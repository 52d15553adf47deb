"""Adding addresses of a portal in tests: what to ask, what came of it, and pages that portals serve."""

from __future__ import annotations

from pathlib import Path

from fakes_portal import Portal, reports
from portal_shells import MENU, SHELLS

from corpus.demo.page import Page
from corpus.demo.word import print_docx
from corpus.ingest import Summary, add_paths
from corpus.store import Store
from corpus.web.bounds import Breadth
from corpus.web.gather import gather
from corpus.web.harvest import Harvest
from corpus.web.request import WebRequest


def add(
    store: Store, portal: Portal, *paths: str, pages: int = 50, files: int = 500, told: list[str] | None = None
) -> Summary:
    """Add what these paths of the portal lead to."""
    told = [] if told is None else told
    request = WebRequest(tuple(portal.address + path for path in paths), Breadth(0.0, pages, files), told.append)
    return add_paths(store, [], web=request)


def found(folder: Path, portal: Portal, path: str) -> Harvest:
    """What is found at that path of the portal, fetched and not yet read."""
    return gather(folder, WebRequest((portal.address + path,), Breadth(0.0)))


def paths(harvest: Harvest, portal: Portal) -> set[str]:
    return {address.removeprefix(portal.address) for address in harvest.found}


def added(store: Store, portal: Portal) -> dict[str, str]:
    """The bodies of the store by the paths of their reports."""
    return {head.address.removeprefix(portal.address): head.body for head in store.heads()}


def counted(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.replaced, summary.unchanged, len(summary.failed)


def reason(summary: Summary) -> str:
    (failure,) = summary.failed
    return failure.reason


def cells(store: Store, address: str) -> dict[str, str]:
    (head,) = (head for head in store.heads() if head.address == address)
    return {f"{c.table}|{c.row}|{c.column}": c.raw for c in store.report(head.id).cells}


def article(page: Page, shell: str = "trs") -> str:
    return SHELLS[shell].print(page)


def holder(title: str, *links: str, prose: str = "现将年度报告予以公布，详见附件。") -> str:
    """An article that only hangs its report on."""
    return (
        f"<html><head><title>{title}_门户网站</title></head><body>{MENU}<h1>{title}</h1><div id='zoom'><p>{prose}</p>"
        f"{''.join(f'<p>{link}</p>' for link in links)}</div></body></html>"
    )


def listing(*entries: str, title: str = "政府信息公开年报", after: str = "") -> str:
    """A column's list; entries are links, or (address, title) pairs written as `address title`."""
    items = "".join(
        f"<li>{e}</li>"
        if e.startswith("<")
        else f"<li><a href='{e.split()[0]}'>{e.split()[1]}</a><span>2024-01-31</span></li>"
        for e in entries
    )
    return f"<html><head><title>{title}</title></head><body>{MENU}<ul class='list'>{items}</ul>{after}</body></html>"


ONE, TWO, THREE, FOUR = (reports(2023)[i] for i in (2, 4, 8, 11))
OLDER = reports(2019)[2]
DOCX = print_docx(ONE)
