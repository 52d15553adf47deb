"""Files that members send: kept as they are, read as drafts, set right, stored or discarded; one bad file stops no other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from served import Served
from staff_client import signed_in

from assistant.service.records import Records
from assistant.service.upload_folders import kept_name, remove_report
from assistant.service.upload_records import GoneError, State
from assistant.service.uploads import Uploads
from assistant.web import words_upload
from assistant.web.staff import upload_list
from assistant.wording_uploads import NOT_READ
from corpus.archives import read_bytes
from corpus.identities import Identity, Statement, identity_of
from corpus.lock import BusyError, only_writer
from corpus.reading.limits import UPLOAD
from corpus.report import Problem, Report, Scope
from corpus.settings import Settings
from corpus.store import Store

PATIENCE = 30


def text_of(body: str, year: int, new: int = 12) -> bytes:
    lines = (
        f"{body}{year}年政府信息公开工作年度报告", "一、总体情况", f"{year}年，{body}新收政府信息公开申请{new}件。",
        "二、主动公开政府信息情况", "无", "三、收到和处理政府信息公开申请情况", "无", "四、政府信息公开行政复议、行政诉讼情况", "无",
        "五、存在的主要问题及改进情况", "一是培训不够。", "六、其他需要报告的事项", "无",
    )  # fmt: skip
    return "\n".join(lines).encode()


def packed(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def uploads(store: Store) -> Iterator[Uploads]:
    records = Records(store.folder)
    opened = Uploads(store, records, Settings(data=store.folder, upload_files=5))
    yield opened
    opened.close()
    records.close()


def sent(uploads: Uploads, *files: tuple[str, bytes]) -> dict[str, State]:
    for name, data in files:
        uploads.receive(name, io.BytesIO(data), "小王")
    assert uploads.wait(PATIENCE)
    return {u.file: u.state for u in uploads.all()}


def only_draft(uploads: Uploads) -> Report:
    (upload,) = uploads.all()
    (draft,) = uploads.drafts_of(upload)
    return draft


@pytest.mark.parametrize(
    ("sent_as", "kept"),
    [
        ("年报.html", "年报.html"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\年报 2023.DOCX", "年报 2023.docx"),
        ("a\x00b<>|.txt", "a b.txt"),
        ("..", "文件"),
        ("", "文件"),
        (".html", "html"),
        ("长" * 300 + ".pdf", "长" * 80 + ".pdf"),
        ("a#2!/b:c.zip", "b c.zip"),
    ],
)
def test_a_name_leads_nowhere_and_keeps_its_ending(sent_as: str, kept: str) -> None:
    assert kept_name(sent_as) == kept


def test_a_file_is_read_but_not_stored_until_it_is_confirmed(uploads: Uploads, store: Store) -> None:
    data = text_of("栖霖市教育局", 2023)
    assert sent(uploads, ("教育局.txt", data)) == {"教育局.txt": State.READ}
    draft = only_draft(uploads)
    assert (draft.body, draft.year, store.heads()) == ("栖霖市教育局", 2023, ())
    uploads.confirm(uploads.all()[0].no)
    (head,) = store.heads()
    assert (head.id, head.body, head.file) == (draft.id, "栖霖市教育局", "教育局.txt")
    assert read_bytes(head.address) == data, "the original is kept byte for byte"
    assert uploads.all()[0].state is State.STORED
    assert uploads.drafts.heads() == ()


def test_a_discarded_file_is_gone(uploads: Uploads, store: Store) -> None:
    sent(uploads, ("教育局.txt", text_of("栖霖市教育局", 2023)))
    address = uploads.all()[0].address
    uploads.discard(uploads.all()[0].no)
    assert (uploads.all(), uploads.drafts.heads(), store.heads()) == ((), (), ())
    assert not Path(address).parent.exists()
    with pytest.raises(GoneError):
        uploads.confirm(1)


def test_one_bad_file_stops_no_other_and_each_says_why(uploads: Uploads) -> None:
    states = sent(
        uploads,
        ("好.txt", text_of("栖霖市教育局", 2023)),
        ("空.txt", b""),
        ("程序.pdf", bytes(range(256)) * 40),
        ("坏.zip", b"PK\x03\x04 broken"),
        ("太大.pdf", b"%PDF-" + b"0" * UPLOAD),
    )
    assert states == {"好.txt": State.READ} | dict.fromkeys(("空.txt", "程序.pdf", "坏.zip", "太大.pdf"), State.FAILED)
    assert all(u.reason.endswith("。") for u in uploads.all() if u.state is State.FAILED)
    assert uploads.clear_done() == 4
    assert [u.file for u in uploads.all()] == ["好.txt"]


def test_a_fault_of_the_reader_is_told_where_the_file_stands_and_not_tried_for_ever(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("assistant.service.uploads.read_files", broken)
    assert sent(uploads, ("年报.txt", text_of("云岭市", 2023))) == {"年报.txt": State.FAILED}
    assert uploads.all()[0].reason == NOT_READ
    assert "broken on purpose" in caplog.text
    monkeypatch.undo()
    assert sent(uploads, ("第二份.txt", text_of("云岭市", 2024)))["第二份.txt"] is State.READ


def test_an_archive_is_its_files_and_each_stands_for_itself(uploads: Uploads, store: Store) -> None:
    archive = packed(
        ("甲/教育局.txt", text_of("栖霖市教育局", 2023)),
        ("公安局.txt", text_of("栖霖市公安局", 2023)),
        ("../出去.txt", b"x"),
        ("空.txt", b""),
        ("图标.ico", b"x"),
    )
    assert sent(uploads, ("一批.zip", archive)) == {
        "教育局.txt": State.READ, "公安局.txt": State.READ, "出去.txt": State.FAILED, "空.txt": State.FAILED,
    }  # fmt: skip
    first, second = (u for u in uploads.all() if u.state is State.READ)
    uploads.confirm(first.no)
    uploads.discard(second.no)
    uploads.clear_done()
    (head,) = store.heads()
    assert read_bytes(head.address), "the archive stays as long as a stored report comes from it"
    remove_report(store, head.id)
    assert [p for p in (store.folder / "uploads").iterdir() if p.is_dir()] == []


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(packed(("弹.txt", b"0" * 40_000_000)), id="a bomb"),
        pytest.param(packed(*((f"{i}.txt", b"x") for i in range(6))), id="more files than are allowed"),
        pytest.param(packed(("只有.exe", b"x")), id="nothing to read"),
    ],
)
def test_an_archive_that_is_too_much_is_refused_whole(uploads: Uploads, archive: bytes) -> None:
    assert sent(uploads, ("包.zip", archive)) == {"包.zip": State.FAILED}
    assert uploads.all()[0].reason.endswith("。")


def test_what_is_stored_or_sent_already_is_told(uploads: Uploads) -> None:
    data = text_of("栖霖市教育局", 2023)
    sent(uploads, ("一.txt", data))
    assert sent(uploads, ("二.txt", data))["二.txt"] is State.SAME
    uploads.confirm(next(u.no for u in uploads.all() if u.file == "一.txt"))
    assert sent(uploads, ("三.txt", data))["三.txt"] is State.SAME
    assert "栖霖市教育局2023" in uploads.all()[0].reason


def test_whose_it_is_can_be_set_right_before_it_is_stored(uploads: Uploads, store: Store) -> None:
    sent(
        uploads, ("无名.txt", text_of("栖霖市教育局", 2023).replace(b"2023", b"").replace("栖霖市教育局".encode(), b""))
    )
    draft = only_draft(uploads)
    assert draft.year is None
    assert not uploads.is_clear(uploads.all()[0])
    said = Identity("栖霖市教育局", "栖霖市", 2022, Scope.UNSTATED)
    uploads.identify(draft.id, Statement(said, "封面上写的", "小王", "2026-01-02", identity_of(draft)))
    assert (only_draft(uploads).body, only_draft(uploads).year) == ("栖霖市教育局", 2022)
    assert uploads.is_clear(uploads.all()[0])
    uploads.confirm(uploads.all()[0].no)
    (head,) = store.heads()
    assert (head.body, head.region, head.year) == ("栖霖市教育局", "栖霖市", 2022)
    assert [e.statement.reason for e in store.identities()] == ["封面上写的"]


def test_what_was_not_understood_is_looked_at_before_it_is_stored(editor: httpx.Client, served: Served) -> None:
    editor.post("/staff/upload", files=files(("一.txt", text_of("栖霖市教育局", 2023))))
    uploads = served.site.uploads
    assert uploads.wait(PATIENCE)
    (upload,) = uploads.all()
    assert uploads.is_clear(upload)
    uploads.drafts.put(replace(only_draft(uploads), problems=(Problem(3, "这一行没有读懂"),)))
    assert not uploads.is_clear(upload)
    assert words_upload.UNREAD.format(count=1) in editor.get("/staff/upload").text


def test_a_new_version_takes_the_place_of_the_old_one_or_stands_beside_it(uploads: Uploads, store: Store) -> None:
    sent(uploads, ("旧.txt", text_of("栖霖市教育局", 2023)))
    (old,) = uploads.confirm(uploads.all()[0].no)
    sent(uploads, ("新.txt", text_of("栖霖市教育局", 2023, new=13)))
    new = uploads.all()[0]
    assert [h.id for h in uploads.doubles(uploads.drafts_of(new)[0])] == [old]
    assert not uploads.is_clear(new), "what replaces is looked at"
    uploads.confirm(new.no, replaced=[old])
    assert [h.file for h in store.heads()] == ["新.txt"]


def test_what_is_to_be_replaced_may_be_gone_already(uploads: Uploads, store: Store) -> None:
    sent(uploads, ("新.txt", text_of("栖霖市教育局", 2023)))
    uploads.confirm(uploads.all()[0].no, replaced=["removed-by-another"])
    assert ([h.file for h in store.heads()], uploads.all()[0].state) == (["新.txt"], State.STORED)


def test_nothing_is_lost_while_another_process_is_adding(uploads: Uploads, store: Store) -> None:
    sent(uploads, ("教育局.txt", text_of("栖霖市教育局", 2023)))
    with only_writer(store.folder), pytest.raises(BusyError):
        uploads.confirm(uploads.all()[0].no)
    assert (uploads.all()[0].state, store.heads()) == (State.READ, ())
    uploads.confirm(uploads.all()[0].no)
    assert len(store.heads()) == 1


def test_what_was_being_read_when_the_process_ended_is_read_again(uploads: Uploads, store: Store) -> None:
    uploads.receive("教育局.txt", io.BytesIO(text_of("栖霖市教育局", 2023)), "小王")
    uploads._rows.set(1, State.READING)
    records = Records(store.folder)
    again = Uploads(store, records, Settings(data=store.folder))
    assert again.wait(PATIENCE)
    assert [u.state for u in again.all()] == [State.READ]
    again.close()
    records.close()


def test_a_report_from_elsewhere_keeps_its_file(store: Store, tmp_path: Path) -> None:
    from corpus.ingest import add_paths

    file = tmp_path / "教育局.txt"
    file.write_bytes(text_of("栖霖市教育局", 2023))
    add_paths(store, [file])
    head = store.heads()[0]
    assert replace(remove_report(store, head.id)) == head
    assert file.exists()


# --- the pages -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("served"), upload_mb=1, upload_files=3)
    yield server
    server.stop()


@pytest.fixture
def editor(served: Served) -> Iterator[httpx.Client]:
    with signed_in(served, "editor") as client:
        yield client
    for upload in served.site.uploads.all():
        served.site.uploads.discard(upload.no)


def files(*sent: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", each) for each in sent]


def test_a_plain_form_without_script_sends_files_too(editor: httpx.Client, served: Served) -> None:
    token = editor.headers.pop("X-CSRF-Token")
    sent = files(("教育局.txt", text_of("栖霖市教育局", 2023)))
    refused = editor.post("/staff/upload", files=sent)
    assert refused.status_code == 403
    page = editor.post("/staff/upload", files=sent, data={"csrf": token}, follow_redirects=True)
    assert "教育局.txt" in page.text
    assert served.site.uploads.wait(PATIENCE)
    assert [u.state for u in served.site.uploads.all()] == [State.READ]


def test_too_many_or_too_much_is_told_and_not_kept(editor: httpx.Client, served: Served) -> None:
    json = {"Accept": "application/json"}
    many = editor.post("/staff/upload", files=files(*((f"{i}.txt", b"x") for i in range(4))), headers=json)
    assert (many.status_code, many.json()["count"]) == (422, 0)
    assert editor.post("/staff/upload", headers=json).json()["trouble"] == words_upload.NONE_CHOSEN
    large = editor.post("/staff/upload", files=files(("大.txt", b"x" * 4_000_000)))
    assert (large.status_code, large.text) == (413, words_upload.TOO_MUCH.format(most="1 MB"))
    long = editor.post("/staff/upload/clear", data={"x": "y" * 2_000_000})
    assert (long.status_code, long.text) == (413, words_upload.FORM_TOO_LONG.format(most="1 MB")), "forms are short"
    assert served.site.uploads.all() == ()


def test_a_long_list_has_pages_and_those_that_wait_stand_first(
    editor: httpx.Client, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_list, "A_PAGE", 2)
    sent = (("教育局.txt", text_of("栖霖市教育局", 2023)), ("空.txt", b" "), ("空2.txt", b"  "))
    editor.post("/staff/upload", files=files(*sent))
    assert served.site.uploads.wait(PATIENCE)
    first, last = (editor.get(f"/staff/upload?page={page}").text for page in (1, 9))
    assert [first.count('<li class="upload '), last.count('<li class="upload ')] == [2, 1]
    assert "教育局.txt" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last


def test_an_original_is_shown_where_it_can_do_nothing(editor: httpx.Client, served: Served) -> None:
    hostile = b"<html><script>alert(1)</script><table><tr><td>1</td></tr></table>" + text_of("栖霖市教育局", 2023)
    editor.post("/staff/upload", files=files(("页.html", hostile), ("图.png", b"\x89PNG\r\n\x1a\n")))
    assert served.site.uploads.wait(PATIENCE)
    upload = next(u for u in served.site.uploads.all() if u.file == "页.html")
    page = editor.get(f"/staff/upload/{upload.no}").text
    assert "alert(1)" not in page
    original = editor.get(f"/staff/upload/{upload.no}/original")
    assert "sandbox" in original.headers["content-security-policy"]
    assert "<script" not in editor.get(f"/staff/upload/{upload.no}/text/{upload.reports[0]}").text.replace(
        "<script src", ""
    )


def test_all_without_a_doubt_are_stored_at_once(editor: httpx.Client, served: Served) -> None:
    one, two = text_of("栖霖市教育局", 2023), text_of("栖霖市公安局", 2023)
    nameless = text_of("", 2023)
    editor.post("/staff/upload", files=files(("一.txt", one), ("二.txt", two), ("无名.txt", nameless)))
    assert served.site.uploads.wait(PATIENCE)
    told = editor.post("/staff/upload/store-clear", follow_redirects=True).text
    assert words_upload.CLEARED_NOW.format(stored=2) in told
    assert {h.file for h in served.store.heads()} == {"一.txt", "二.txt"}


def test_who_may_only_read_neither_sends_nor_sees(served: Served) -> None:
    with signed_in(served, "reader") as client:
        assert client.get("/staff/upload").status_code == 403
        assert client.post("/staff/upload", files=files(("a.txt", b"x"))).status_code == 403
        assert client.post("/staff/upload/1/confirm").status_code == 403
