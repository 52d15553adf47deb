"""The store: what is put comes back exactly, in order, to every thread, and after any end of the process."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.report import (
    Cell,
    CellKind,
    Correction,
    Figure,
    FreeRow,
    Grid,
    GridCell,
    Passage,
    PassageKind,
    Problem,
    Report,
    Scope,
    Section,
)
from corpus.store import Changes, Counts, Store

TEXT = "一、总体情况\n全年收到申请12件，办结3.50万元。\n第一季度\t7\n"


def cell(row: str, value: str | None, column: str = "total", table: str = "requests") -> Cell:
    number = None if value is None else Decimal(value)
    kind = CellKind.BLANK if value is None else CellKind.NUMBER
    return Cell(table, row, column, kind, number, "件", value or "", 13, 15, 7, 30)


def report(
    name: str = "1", body: str = "甲市", year: int | None = 2023, cells: tuple[Cell, ...] = (cell("new", "12"),)
) -> Report:
    return Report(
        id=name,
        file=f"{name}.txt",
        address=f"/reports/{name}.txt",
        content_hash=f"hash of {name}",
        text=TEXT,
        title=f"{body}{year}年报",
        body=body,
        region=body,
        year=year,
        scope=Scope.OWN,
        form="2021",
        sections=(Section(0, 30, 1, "一", "总体情况", 1),),
        passages=(
            Passage(7, 30, PassageKind.PARAGRAPH, 1, ("一、总体情况",)),
            Passage(31, 37, PassageKind.ROW, None, ()),
        ),
        cells=cells,
        rows=(FreeRow(31, 37, None, "按季度", (("季度", "第一季度"), ("件", "7"))),),
        figures=(Figure("收到申请", Decimal("12"), "件", "12件", "", 13, 16, 7, 30, 1),),
        grids=(Grid(31, 37, (GridCell("第一季度", 31, 35, 0, 0), GridCell("七", 36, 37, 0, 1, 1, 2))),),
        problems=(Problem(3, "这一行不认识"),),
        aliases=("甲府办",),
    )


def test_a_report_comes_back_as_it_was_put(store: Store) -> None:
    first = report(cells=(cell("new", "12"), cell("carried_in", None), cell("new", "0", "natural")))
    store.put(first)
    assert store.report("1") == first
    assert store.report("1") is store.report("1"), "kept in memory"
    with pytest.raises(KeyError):
        store.report("2")


@pytest.mark.parametrize("value", ["0", "-8", "3.50", "0.0001", "12345678901234567890.123456789", "1E+3", "1036"])
def test_a_decimal_keeps_every_digit(store: Store, value: str) -> None:
    store.put(report(cells=(cell("new", value),)))
    (hit,) = store.cells(None, "requests", "new", "total")
    assert str(hit.cell.value) == value


def test_heads_are_ordered_by_body_year_and_id(store: Store) -> None:
    store.put_many(
        [report("c", "乙县", 2020), report("b", "乙县", 2020), report("a", "乙县", 2021), report("d", "乙县", None)]
    )
    store.put(report("z", "一县", 2024))
    assert [head.id for head in store.heads()] == ["z", "d", "b", "c", "a"]
    head = store.head("z")
    assert head is not None
    assert (head.body, head.year, head.form, head.aliases) == ("一县", 2024, "2021", ("甲府办",))
    assert store.head("nothing") is None


def test_cells_of_many_reports_in_order(store: Store) -> None:
    of_two = (cell("new", "1"), cell("new", "2", "natural"), cell("granted", "3"), cell("cases", "4", table="disputes"))
    store.put_many([report("b", "乙县", 2020, of_two), report("a", "甲县", 2020, of_two)])

    def found(ids: list[str] | None, *place: str) -> list[tuple[str, str]]:
        return [(hit.report.id, str(hit.cell.value)) for hit in store.cells(ids, *place)]

    assert found(None, "requests", "new", "total") == [("b", "1"), ("a", "1")]
    assert found(["a", "unknown"], "requests") == [("a", "1"), ("a", "2"), ("a", "3")]
    assert found(["b", "a"], "requests", "new") == [("b", "1"), ("b", "2"), ("a", "1"), ("a", "2")]
    assert found([], "requests") == []
    assert found(None, "proactive") == []


def test_cells_asked_for_by_many_ids_or_by_all_are_the_same(store: Store) -> None:
    store.put_many([report(f"{i:03}", f"县{i:03}", cells=(cell("new", str(i)),)) for i in range(700)])
    every = store.cells(None, "requests", "new", "total")
    assert [hit.cell.value for hit in every] == list(range(700))
    assert store.cells([head.id for head in store.heads()[:600]], "requests", "new", "total") == every[:600]


def test_figures_come_with_their_report(store: Store) -> None:
    store.put_many([report("b", "乙县"), report("a", "一县")])
    assert [(head.id, figure.value) for head, figure in store.figures(None)] == [
        ("a", Decimal(12)),
        ("b", Decimal(12)),
    ]
    assert [head.id for head, _ in store.figures(["b", "unknown"])] == ["b"]


def test_putting_again_replaces(store: Store) -> None:
    store.put(report(cells=(cell("new", "1"), cell("granted", "2"))))
    store.put(replace(report(cells=(cell("new", "5"),)), body="丙县"))
    assert [hit.cell.value for hit in store.cells(None, "requests")] == [5]
    assert [head.body for head in store.heads()] == ["丙县"]
    assert store.report("1").body == "丙县"


def test_removing_leaves_nothing(store: Store) -> None:
    store.put(report())
    assert store.remove("1")
    assert not store.remove("1")
    assert (store.heads(), store.cells(None, "requests"), store.figures(None), store.counts()) == ((), (), (), {})
    with sqlite3.connect(store.path) as database:
        left = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("cells", "contents")]
    database.close()
    assert left == [0, 0]


def test_an_index_that_was_away_catches_up(store: Store) -> None:
    assert store.changes_since(0) == Changes(0, (), ())
    store.put_many([report("a"), report("b"), report("c")])
    seen = store.generation
    store.put(report("a"))
    store.remove("b")
    store.remove("c")
    store.put(report("c"))
    changes = store.changes_since(seen)
    assert (changes.changed, changes.removed) == (("a", "c"), ("b",))
    assert changes.generation == store.generation > seen
    assert store.changes_since(changes.generation) == Changes(changes.generation, (), ())


def test_several_reports_are_put_all_or_none(store: Store) -> None:
    broken = replace(report("b"), text="\ud800")
    with pytest.raises(UnicodeEncodeError):
        store.put_many([report("a"), broken])
    assert store.heads() == ()
    assert store.generation == 0
    store.put(report("a"))
    assert [hit.report.id for hit in store.cells(None, "requests")] == ["a"]


def test_hashes_and_counts(store: Store) -> None:
    store.put(replace(report(), address="/年报/é.txt"))
    assert store.content_hash("/年报/e\u0301.txt") == "hash of 1", "a path is the same however it is composed"
    assert store.content_hash("/年报/other.txt") is None
    assert store.counts() == {"1": Counts(cells=1, problems=1)}


def test_a_second_store_on_the_folder_sees_every_change(store: Store) -> None:
    with Store(store.folder) as other:
        assert other.identity == store.identity
        assert other.heads() == ()
        store.put(report("a"))
        assert [head.id for head in other.heads()] == ["a"]
        store.put(replace(report("a"), body="新名"))
        assert other.report("a").body == "新名"
        other.remove("a")
        assert store.head("a") is None


def test_threads_read_while_one_writes(store: Store) -> None:
    wrong: list[object] = []

    def read() -> None:
        for _ in range(40):
            hits = store.cells(None, "requests")
            wrong.extend(hit for hit in hits if hit.report.body != f"县{hit.cell.value}")
            store.figures(None)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in readers:
        thread.start()
    for i in range(40):
        store.put(report(str(i % 10), f"县{i}", cells=(cell("new", str(i)), cell("granted", str(i)))))
    for thread in readers:
        thread.join()
    assert wrong == []
    assert len(store.cells(None, "requests")) == 20


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nianbao.sqlite").write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreError, match="不是 nianbao 的库文件"):
        Store(tmp_path)


def test_a_store_of_the_version_before_is_brought_up_and_its_files_are_read_again(store: Store) -> None:
    old = report()
    store.put(old)
    with sqlite3.connect(store.path) as database:
        database.execute("ALTER TABLE cells DROP COLUMN doubt")
        database.execute("ALTER TABLE reports DROP COLUMN pages")
        database.execute("DROP TABLE corrections")
        database.execute("UPDATE meta SET schema_version = 1")
    with Store(store.folder) as opened:
        assert opened.report(old.id) == replace(old, content_hash="")
        assert opened.content_hash(old.address) == ""
        place = ("requests", "new", "total")
        opened.correct(old.id, place, Correction(CellKind.NUMBER, Decimal(21), "看错了", "张某", "2026-01-02", "12"))
        assert [hit.cell.value for hit in opened.cells(None, *place)] == [21]


def test_another_version_is_refused(store: Store) -> None:
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE meta SET schema_version = 99")
    database.close()
    with pytest.raises(StoreError, match="库的版本是 99"):
        Store(store.folder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="不能建立数据文件夹"):
        Store(tmp_path / "file" / "data")


def test_the_pages_of_a_report_are_known_without_its_text(store: Store) -> None:
    paged = replace(report(), pages=(0, 7, 31))
    store.put(paged)
    assert store.report(paged.id) == paged
    (head,) = store.heads()
    assert [head.page_at(at) for at in (0, 6, 7, 40)] == [1, 1, 2, 3]
