"""Adding files: what is skipped, replaced, refused, and that no end of the process loses what was acknowledged."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import corpus.assemble
from corpus.errors import ReadingError, StoreError
from corpus.ingest import Outcome, Progress, Summary, add_paths
from corpus.lock import only_writer
from corpus.report import Report, Scope
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[1]
REPORT = "甲市2023年政府信息公开工作年度报告\n一、总体情况\n全年收到申请12件。\n"


def read_first_line(data: bytes, file: str, address: str) -> tuple[Report, ...]:
    """A reader that takes the first line for the body and the second for the year; some files it can't read."""
    text = data.decode()
    if text.startswith("bad"):
        raise ReadingError(f"{file}：不是年报。")
    if text.startswith("bug"):
        raise IndexError("list index out of range")
    if text.startswith("torn"):
        text = "\ud800"
    body, year = (*text.splitlines()[:2], "2023")[:2]
    name = hashlib.sha256(address.encode()).hexdigest()[:16]
    digest = hashlib.sha256(data).hexdigest()
    return (Report(name, file, address, digest, text, "年报", body, body, int(year), Scope.OWN, None),)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.assemble, "read_reports", read_first_line)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def counted(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.replaced, summary.unchanged, len(summary.failed)


@pytest.mark.usefixtures("reader")
def test_a_folder_is_added_once_and_then_only_what_changed(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"b.txt": "乙县\n2023", "deep/a.html": "甲市\n2023", "c.md": "丙区\n2022"})
    assert counted(add_paths(store, [folder])) == (3, 0, 0, 0)
    assert counted(add_paths(store, [folder, folder / "b.txt"])) == (0, 0, 3, 0)
    write(folder, {"b.txt": "乙县\n2024", "d.txt": "丁县\n2023"})
    assert counted(add_paths(store, [folder])) == (1, 1, 2, 0)
    assert sorted((head.body, head.year) for head in store.heads()) == [
        ("丁县", 2023), ("丙区", 2022), ("乙县", 2024), ("甲市", 2023),
    ]  # fmt: skip


@pytest.mark.usefixtures("reader")
def test_progress_is_told_file_by_file_in_order(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"2.txt": "乙", "1.txt": "甲", "3.txt": "bad"})
    told: list[Progress] = []
    add_paths(store, [folder], told.append)
    assert [(p.done, p.total, Path(p.path).name, p.outcome) for p in told] == [
        (1, 3, "1.txt", Outcome.ADDED), (2, 3, "2.txt", Outcome.ADDED), (3, 3, "3.txt", Outcome.FAILED),
    ]  # fmt: skip
    assert told[-1].reason == "不是年报。"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("bad", "不是年报。"),
        ("bug", "读取时程序出了意外（IndexError: list index out of range），已跳过"),
        ("torn", "内容存不进库"),
    ],
)
def test_a_bad_file_stops_nothing_and_is_named_with_its_reason(
    store: Store, tmp_path: Path, content: str, reason: str
) -> None:
    folder = write(tmp_path / "in", {"1.txt": "甲", "2.txt": content, "3.txt": "丙"})
    summary = add_paths(store, [folder])
    assert counted(summary) == (2, 0, 0, 1)
    assert summary.failed[0].path == str(folder / "2.txt")
    assert reason in summary.failed[0].reason
    assert sorted(head.file for head in store.heads()) == ["1.txt", "3.txt"]


@pytest.mark.usefixtures("reader")
def test_in_a_folder_only_reports_are_taken(store: Store, tmp_path: Path) -> None:
    names = ("a.txt", "b.DOCX", "c.shtml", ".hidden.txt", "~$b.docx", "style.css", "manifest.json", ".git/x.txt")
    folder = write(tmp_path / "in", dict.fromkeys(names, "甲"))
    add_paths(store, [folder])
    assert {head.file for head in store.heads()} == {"a.txt", "b.DOCX", "c.shtml"}
    add_paths(store, [folder / "style.css"])
    assert store.head(next(h.id for h in store.heads() if h.file == "style.css")), "a file named by itself is tried"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nothing.txt", "没有这个文件或文件夹"),
        ("empty", "这个文件夹里没有可以读取的年报"),
        ("https:/example.com/1.html", "网址写得不对"),
        ("www.example.com/1.html", "如果是网址，请以 http:// 或 https:// 开头"),
    ],
)
def test_a_path_without_a_report_is_a_failure(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    (failure,) = add_paths(store, [Path(name)]).failed
    assert reason in failure.reason


def test_a_document_of_another_kind_is_not_passed_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "年报.pdf").write_bytes(b"%PDF-1.7 ...")
    (failure,) = add_paths(store, [tmp_path / "in"]).failed
    assert "PDF" in failure.reason
    assert "年报.pdf" not in failure.reason, "the path is said beside it"


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file name be bytes that are no text")
@pytest.mark.usefixtures("reader")
def test_a_file_name_that_is_no_text_is_refused(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "甲"})
    with open(os.fsencode(folder) + "/年报.txt".encode("gbk"), "w") as file:
        file.write("乙")
    summary = add_paths(store, [folder])
    assert counted(summary) == (1, 0, 0, 1)
    assert "文件名的编码不是 UTF-8" in summary.failed[0].reason


@pytest.mark.usefixtures("reader")
def test_two_reports_of_one_body_and_year_are_kept_and_noted(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"1.txt": "甲\n2023", "2.txt": "甲\n2023", "3.txt": "甲\n2022"})
    (note,) = add_paths(store, [folder]).notes
    assert note.startswith("甲2023年的年报（本级）有 2 份，都保留了")
    assert str(folder / "1.txt") in note
    assert str(folder / "2.txt") in note
    assert len(store.heads()) == 3
    assert add_paths(store, [folder]).notes == (), "said once, not with every run"


def test_what_names_no_body_or_year_is_noted(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"通知.txt": "关于召开会议的通知\n请各单位准时参加。", "甲市2023.txt": REPORT})
    (note,) = add_paths(store, [folder]).notes
    assert note.startswith("1 份没有认出是哪个单位或哪一年的：通知.txt。")


def test_two_processes_do_not_add_at_once(store: Store, tmp_path: Path) -> None:
    with only_writer(store.folder), pytest.raises(StoreError, match="另一个 nianbao 正在往这个文件夹里写"):
        add_paths(store, [tmp_path])
    with only_writer(store.folder):
        pass


# --- many files, read in several processes -----------------------------------------------------------

RUN = """
import os, sys
from pathlib import Path
import corpus.assemble
sys.path.insert(0, {tests!r})
from test_ingest import read_first_line

def read(data, file, address):
    if data.startswith(b"die"):
        os._exit(9)
    return read_first_line(data, file, address)

corpus.assemble.read_reports = read  # at the top: the processes started afresh do it again

if __name__ == "__main__":
    from corpus.ingest import add_paths
    from corpus.store import Store
    with Store(Path({data!r})) as store:
        summary = add_paths(store, [Path({folder!r})], lambda p: print(p.outcome, p.path, flush=True), processes=2)
        print("FAILED", [f.reason for f in summary.failed])
"""


def run_script(tmp_path: Path, folder: Path) -> subprocess.Popen[str]:
    script = tmp_path / "run.py"
    script.write_text(RUN.format(tests=str(ROOT / "tests"), data=str(tmp_path / "data"), folder=str(folder)))
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environ)


def test_a_file_that_kills_its_reader_is_a_failure_like_any_other(store: Store, tmp_path: Path) -> None:
    files = {f"{i:03}.txt": f"县{i}" for i in range(60)} | {"030.txt": "die"}
    folder = write(tmp_path / "in", files)
    output, _ = run_script(tmp_path, folder).communicate(timeout=60)
    paths = [line.split()[1] for line in output.splitlines() if line.startswith(("added", "failed"))]
    assert paths == [str(folder / name) for name in sorted(files)]
    assert "读取程序中断了" in output.splitlines()[-1]
    assert len(store.heads()) == 59


@pytest.mark.skipif(sys.platform == "win32", reason="kills the process by a signal")
def test_killed_in_the_middle_nothing_acknowledged_is_lost_and_the_rest_is_added(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {f"{i:03}.txt": f"县{i}\n2023\n" + "字" * 40_000 for i in range(200)})
    process = run_script(tmp_path, folder)
    assert process.stdout is not None
    acknowledged = {process.stdout.readline().split()[1] for _ in range(20)}
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    acknowledged |= {
        line.split()[1] for line in rest.splitlines() if line.startswith("added ") and line.endswith("txt")
    }
    kept = {head.address for head in store.heads()}
    assert acknowledged <= kept
    output, _ = run_script(tmp_path, folder).communicate(timeout=60)
    assert output.count("unchanged ") == len(kept)
    assert len(store.heads()) == 200
    assert all(store.report(head.id).text.endswith("字") for head in store.heads()[::20])


def test_the_sample_reports_are_read(store: Store, shared: Path) -> None:
    summary = add_paths(store, [shared / "reports"])
    assert counted(summary) == (5, 0, 0, 0)
    assert {(head.body, head.year) for head in store.heads()} >= {("宿迁市", 2023), ("上海市人民政府办公厅", 2019)}


# --- archives --------------------------------------------------------------------------------------------


class OldWindowsEntry(zipfile.ZipInfo):
    """An entry whose name is written as Chinese Windows does: in GB18030, without a mark that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - what zipfile asks an entry for
        return self.filename.encode("gb18030"), self.flag_bits


def packed(path: Path, files: dict[str, str], entry: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> Path:
    """A ZIP of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(entry(name), text, zipfile.ZIP_DEFLATED)
    return path


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("entry", [zipfile.ZipInfo, OldWindowsEntry])
def test_an_archive_is_read_like_a_folder(store: Store, tmp_path: Path, entry: type[zipfile.ZipInfo]) -> None:
    path = packed(tmp_path / "年报.zip", {"各县/乙县.txt": "乙", "甲市.html": "甲", "说明.exe": "丙"}, entry)
    assert counted(add_paths(store, [path])) == (2, 0, 0, 0)
    assert {(head.file, head.address) for head in store.heads()} == {
        ("甲市.html", f"{path}!/甲市.html"),
        ("乙县.txt", f"{path}!/各县/乙县.txt"),
    }
    assert counted(add_paths(store, [tmp_path])) == (0, 0, 2, 0)


@pytest.mark.usefixtures("reader")
def test_an_archive_in_an_archive_is_read_and_no_deeper(store: Store, tmp_path: Path) -> None:
    inner = packed(tmp_path / "c.zip", {"a.txt": "甲"}).read_bytes()
    for level in ("b.zip", "a.zip"):
        with zipfile.ZipFile(tmp_path / level, "w") as archive:
            archive.writestr("in.zip", inner)
            archive.writestr("b.txt", "乙")
        inner = (tmp_path / level).read_bytes()
    summary = add_paths(store, [tmp_path / "a.zip"])
    assert counted(summary) == (2, 0, 0, 1)
    assert "又套了几层压缩包" in summary.failed[0].reason


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("name", "reason"),
    [("../外.txt", "指到压缩包以外"), ("/etc/外.txt", "指到压缩包以外"), ("C:\\外.txt", "指到压缩包以外")],
)
def test_a_member_that_points_outside_is_refused_and_the_rest_is_read(
    store: Store, tmp_path: Path, name: str, reason: str
) -> None:
    summary = add_paths(store, [packed(tmp_path / "a.zip", {name: "甲", "乙.txt": "乙"})])
    assert counted(summary) == (1, 0, 0, 1)
    assert reason in summary.failed[0].reason


def test_damaged_and_empty_archives_are_told(store: Store, tmp_path: Path) -> None:
    whole = packed(tmp_path / "good.zip", {"a.txt": "甲"}).read_bytes()
    (tmp_path / "torn.zip").write_bytes(whole[:40])
    packed(tmp_path / "empty.zip", {"a.exe": "甲"})
    reasons = {
        Path(f.path).name: f.reason for f in add_paths(store, [tmp_path / "torn.zip", tmp_path / "empty.zip"]).failed
    }
    assert "已损坏" in reasons["torn.zip"] or "压缩包" in reasons["torn.zip"]
    assert reasons["empty.zip"] == "这个压缩包里没有可以读取的年报。"
