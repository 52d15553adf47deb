"""评测: question files kept and asked in the background, one run at a time; results looked through and compared."""

from __future__ import annotations

import html
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fakes_web import ANSWERED, BROKEN, MISSING, FakeAssistant, FakeConversation, report_of
from served import PASSWORD, Served

from assistant.answer import Answer
from assistant.runs import compared
from assistant.service.collected import Collected
from assistant.service.evaluations import LARGEST_FILE, Evaluations, text_of
from assistant.web import words_staff_evaluate as words
from assistant.wording_evaluations import BUSY, EMPTY, NO_RUN, NO_SET
from corpus.errors import NianbaoError
from corpus.store import Store

Question = dict[str, object]

RIGHT: Question = {"id": "1", "turns": [ANSWERED], "type": "单格", "must_include": ["17 件"]}
WRONG: Question = {"id": "2", "turns": [ANSWERED], "type": "单格", "must_include": ["18 件"]}
REFUSED: Question = {"id": "3", "turns": ["先问", MISSING], "type": "未收录", "expect": "not_answered"}
BREAKS: Question = {"id": "4", "turns": [BROKEN], "type": "出错"}


def lines(*questions: dict[str, object]) -> str:
    return "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        opened.put(report_of())
        yield opened


@pytest.fixture
def kept(store: Store) -> Evaluations:
    return Evaluations(store, FakeAssistant(report_of()))


def run(kept: Evaluations, *questions: dict[str, object], name: str = "题") -> str:
    kept.start(kept.keep(name, lines(*questions)))
    kept.wait(20)
    assert kept.job is not None
    assert not kept.job.running
    return kept.job.run


# --- running -------------------------------------------------------------------------------------------


def test_a_run_is_judged_and_kept(kept: Evaluations) -> None:
    marks = kept.marks(run(kept, RIGHT, WRONG, REFUSED, BREAKS))
    assert [mark.right for mark in marks] == [True, False, True, False]
    assert "18 件" in marks[1].reason
    assert "程序出了意外" in marks[3].reason
    (summary,) = kept.runs()
    assert (summary.asked, summary.right, summary.wrong_numbers) == (4, 2, 1)


def test_runs_are_kept_for_the_next_process(kept: Evaluations, store: Store) -> None:
    name = run(kept, RIGHT)
    later = Evaluations(store, FakeAssistant(report_of()))
    assert later.marks(name) == kept.marks(name)
    assert later.job is None


def test_two_runs_are_compared(kept: Evaluations) -> None:
    before, after = kept.marks(run(kept, RIGHT, WRONG, name="甲")), kept.marks(run(kept, RIGHT, REFUSED, name="乙"))
    found = compared(before, after)
    assert (found.count, found.better, found.worse) == (1, (), ())


class Waiting(FakeConversation):
    """Answers when it is let."""

    let = threading.Event()

    def ask(self, text: str) -> Answer:
        self.let.wait(20)
        return super().ask(text)


class WaitingAssistant(FakeAssistant):
    def conversation(self, within: str = "") -> FakeConversation:
        return Waiting(self._report)


def test_one_at_a_time_and_what_was_asked_is_kept_when_stopped(store: Store) -> None:
    Waiting.let.clear()
    kept = Evaluations(store, WaitingAssistant(report_of()))
    name = kept.keep("题", lines(*({**RIGHT, "id": str(i)} for i in range(50))))
    kept.start(name)
    with pytest.raises(NianbaoError, match=BUSY.format(name=name)[:8]):
        kept.start(name)
    assert kept.job is not None
    kept.job.cancel()
    Waiting.let.set()
    kept.wait(20)
    assert kept.job.cancelled
    assert len(kept.marks(kept.job.run)) == kept.job.done == 1
    kept.start(name)
    kept.wait(20)


def test_what_was_asked_is_kept_when_the_service_stops(store: Store) -> None:
    Waiting.let.clear()
    kept = Evaluations(store, WaitingAssistant(report_of()))
    name = kept.keep("停", lines(*({**RIGHT, "id": str(i)} for i in range(50))))
    kept.start(name)
    threading.Timer(0.1, Waiting.let.set).start()
    kept.close()
    assert kept.job is not None
    assert not kept.job.running
    assert len(kept.marks(kept.job.run)) == kept.job.done < 50
    with pytest.raises(NianbaoError, match="正在停止"):
        kept.start(name)


def test_questions_are_made_from_the_reports(kept: Evaluations) -> None:
    kept.start_generated(3, ("单格",), 7)
    kept.wait(60)
    assert kept.job is not None
    assert (kept.job.total, kept.job.done, kept.job.trouble) == (3, 3, "")
    (made,) = kept.sets()
    assert (made.name, made.count) == (kept.job.name, 3)
    assert len(kept.marks(kept.job.run)) == 3


def test_without_reports_no_questions_are_made(tmp_path: Path) -> None:
    with Store(tmp_path) as empty:
        kept = Evaluations(empty, FakeAssistant(report_of()))
        kept.start_generated(3, (), 7)
        kept.wait(20)
        assert kept.job is not None
        assert "出不了题" in kept.job.trouble
        assert kept.runs() == ()


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", EMPTY),
        ("\n \n", EMPTY),
        (lines(RIGHT) + "{不是\n", "第 2 行"),
        (lines(RIGHT, RIGHT) + "\n\n[1]\n", "第 5 行"),
        ('{"id": "1"}', "第 1 行读不懂：缺少 'turns'"),
        ('{"turns": ["问"]}', "缺少 'id'"),
        ('{"id": "1", "turns": []}', "turns"),
        ('{"id": "1", "turns": [1]}', "turns"),
        ('{"id": "1", "turns": ["问"], "must_include": [17]}', "第 1 行"),
        ('{"id": "1", "turns": ["问"], "must_include": [[17]]}', "应是文字"),
        ('{"id": "1", "turns": ["问"], "expect": "对"}', "expect"),
        ('{"id": "1", "turns": ["问"], "outcome": "对"}', "第 1 行"),
    ],
)
def test_a_bad_file_is_told_with_its_line(kept: Evaluations, text: str, told: str) -> None:
    with pytest.raises(NianbaoError) as caught:
        kept.keep("题", text)
    assert told in str(caught.value)
    assert kept.sets() == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("题.jsonl", "题"),
        ("../../etc/passwd", "passwd"),
        ("", "未命名"),
        ("a/b\\c:d", "b_c_d"),
        ("..", "未命名"),
        ("字" * 99, "字" * 60),
    ],
)
def test_a_name_is_a_name_and_no_path(kept: Evaluations, store: Store, name: str, found: str) -> None:
    assert kept.keep(name, lines(RIGHT)) == found
    assert [p.name for p in (store.folder / "evaluation" / "sets").iterdir()] == [f"{found}.jsonl"]


def test_files_of_one_name_are_kept_both(kept: Evaluations) -> None:
    assert [kept.keep("题", lines(RIGHT)) for _ in range(3)] == ["题", "题-2", "题-3"]


@pytest.mark.parametrize("name", ["没有", "../collected", ""])
def test_what_is_not_there_is_said(kept: Evaluations, name: str) -> None:
    with pytest.raises(NianbaoError, match=NO_SET[:3]):
        kept.start(name)
    with pytest.raises(NianbaoError, match=NO_RUN[:3]):
        kept.marks(name)


def test_collected_questions_are_a_file_too(kept: Evaluations, store: Store) -> None:
    Collected(store.folder).add([ANSWERED], "answered", ["17 件"])
    kept.start("collected")
    kept.wait(20)
    assert kept.job is not None
    assert kept.job.right == 1


@pytest.mark.parametrize("data", ["题".encode("gbk"), b"x" * 5_000_001])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(NianbaoError, match=r"题\.jsonl"):
        text_of(data, "题.jsonl")


# --- the pages -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("evaluate"), report_of())
    yield server
    server.stop()


@pytest.fixture
def editor(served: Served) -> Iterator[httpx.Client]:
    account = served.site.accounts.get("editor")
    assert account is not None
    with httpx.Client(
        base_url=served.address, cookies={"nianbao_staff": served.site.accounts.sign_in(account)}
    ) as client:
        yield client


def csrf_of(client: httpx.Client) -> str:
    return client.get("/staff").text.split('data-csrf="')[1].split('"')[0]


def finished(client: httpx.Client) -> dict[str, object]:
    for _ in range(200):
        told: dict[str, object] = client.get("/staff/evaluate/status").json()
        if not told["running"]:
            return told
        time.sleep(0.05)
    raise AssertionError("the run does not end")


def test_from_the_file_to_the_results(editor: httpx.Client) -> None:
    csrf = csrf_of(editor)
    files = {"file": ("我的题.jsonl", lines(RIGHT, WRONG).encode())}
    added = editor.post("/staff/evaluate/sets", data={"csrf": csrf}, files=files, follow_redirects=True)
    assert words.ADDED.format(name="我的题", count=2) in added.text
    editor.post("/staff/evaluate/start", data={"csrf": csrf, "name": "我的题"})
    assert finished(editor)["said"] == words.FINISHED.format(name="我的题", done=2, total=2, right=1)
    page = editor.get("/staff/evaluate").text
    address = page.split("/staff/evaluate/runs/")[1].split('"')[0]
    results = editor.get(f"/staff/evaluate/runs/{address}").text
    assert words.WRONG.format(count=1) in results
    assert "缺少 18 件" in results
    assert editor.get(f"/staff/evaluate/results/{address}/file.json").json()["questions"][0]["id"] == "1"
    assert words.RESULT_COLUMNS[0] in editor.get(f"/staff/evaluate/results/{address}/file.csv").text
    assert editor.get("/staff/evaluate/sets/我的题").text == lines(RIGHT, WRONG)
    beside = editor.get(f"/staff/evaluate/runs/{address}?beside=没有")
    assert (beside.status_code, NO_RUN.format(name="没有") in beside.text) == (404, True)


def test_a_bad_file_stays_in_the_box_to_be_mended(editor: httpx.Client) -> None:
    files = {"file": ("坏的.jsonl", (lines(RIGHT) + "{坏了").encode())}
    answer = editor.post("/staff/evaluate/sets", data={"csrf": csrf_of(editor)}, files=files)
    assert answer.status_code == 422
    assert "坏的.jsonl 第 2 行" in answer.text
    assert "{坏了</textarea>" in answer.text
    nothing = editor.post("/staff/evaluate/sets", data={"csrf": csrf_of(editor)})
    assert words.NOTHING_GIVEN in nothing.text


def test_a_large_set_is_taken_and_the_page_says_how_one_is_written(editor: httpx.Client, kept: Evaluations) -> None:
    csrf = csrf_of(editor)
    many = lines(*({**RIGHT, "id": str(n), "note": "长" * 300} for n in range(1500))).encode()
    assert 1 << 20 < len(many) < LARGEST_FILE
    added = editor.post(
        "/staff/evaluate/sets", data={"csrf": csrf}, files={"file": ("大.jsonl", many)}, follow_redirects=True
    )
    assert words.ADDED.format(name="大", count=1500) in added.text
    assert html.escape(words.FORMAT_EXAMPLE, quote=True).replace("&quot;", "&#34;") in added.text
    assert kept.keep("例子", words.FORMAT_EXAMPLE), "what the page shows as an example can be saved"


def test_readers_only_look(served: Served) -> None:
    with httpx.Client(base_url=served.address) as reader:
        reader.post("/staff/login", data={"name": "reader", "password": PASSWORD})
        page = reader.get("/staff/evaluate").text
        assert words.NEEDS_EDITOR in page
        assert words.ADD_BUTTON not in page
        data = {"csrf": csrf_of(reader), "name": "题"}
        for what in ("start", "sets", "generate", "stop"):
            assert reader.post(f"/staff/evaluate/{what}", data=data).status_code == 403
