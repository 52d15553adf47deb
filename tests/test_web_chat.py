"""The chat without a browser: what is shown when, what is said when something fails, and how serving starts."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from urllib.parse import unquote

import gradio as gr
import pytest
from fakes_web import ANSWERED, ASKS, BROKEN, HOSTILE, MISSING, FakeAssistant, FakeStore, cite_cell, report_of
from selectolax.lexbor import LexborHTMLParser

from assistant.answer import Answer
from assistant.service.asking import Asking, NotReadyError
from assistant.web import words
from assistant.web.answers import conversation_view
from assistant.web.serve import browser_address, listening_socket, serve
from assistant.web.talking import EXAMPLES, MOST_CHARACTERS, Page, Talk
from assistant.web.waking import Calm, Waking
from corpus.errors import NianbaoError
from corpus.report import Report
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def texts(html: str, selector: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(selector)]


def page_of(*reports: Report) -> Page:
    return Page(Asking(FakeAssistant(report_of())), FakeStore(*reports))


def ask(page: Page, *questions: str) -> tuple[str, Talk]:
    """The whole view of a conversation in which these questions were asked."""
    talk = Talk()
    for question in questions:
        assert page.ask(question, talk)
    return conversation_view(talk.exchanges), talk


# --- opening the page -----------------------------------------------------------------------------


def test_an_empty_store_says_how_reports_are_added() -> None:
    page = page_of()
    line, view = page.opening()
    assert page.with_examples() == gr.skip()
    assert texts(line, "p") == [""]
    assert texts(view, "code") == [words.ADD_COMMAND, words.DEMO_COMMAND]
    assert not texts(view, "button")


def test_the_welcome_stands_before_the_examples_are_ready() -> None:
    """Examples wait for the assistant; what is loaded is said at once."""
    page = page_of(report_of())
    line, view = page.opening()
    assert texts(line, "p") == ["已收录 1 份年报，1 个单位，2023 年"]
    assert not texts(view, "button")
    assert texts(page.with_examples(), "button") == list(FakeAssistant(report_of()).examples(EXAMPLES))


# --- asking ---------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_citations_and_how_it_was_read() -> None:
    last, _ = ask(page_of(report_of()), f"云岭市{ANSWERED}申请？")
    assert texts(last, ".claims .cite") == ["[1]", "[2]", "[3]"]
    (reading,) = texts(last, ".read-as")
    assert reading.startswith("答的是：云岭市 · 2023 年")
    assert " · 本年新收政府信息公开申请数量 · 自然人" in reading


def test_the_reading_of_the_newest_answer_can_be_changed_and_is_a_link() -> None:
    view, _ = ask(page_of(report_of()), f"云岭市{ANSWERED}？", f"云岭市{ANSWERED}申请？")
    assert texts(view, ".change summary") == ["2023 年"], "of the two answers, the newest alone"
    assert texts(view, ".change button") == ["2022年"]
    links = [node.attributes["data-share"] for node in LexborHTMLParser(view).css(".question-link")]
    assert [unquote(link or "") for link in links] == [f"?q=云岭市{ANSWERED}？", f"?q=云岭市{ANSWERED}申请？"]


@pytest.mark.parametrize(
    ("question", "selector", "said"),
    [
        (ASKS, ".choices button", ["云岭市2023年新收了多少件申请？", "云岭市教育局2023年新收了多少件申请？"]),
        (MISSING, ".suggestions button", ["云岭市2023年新收了多少件申请？"]),
        (MISSING, ".cite", []),
        (BROKEN, ".trouble", [words.FAILED]),
        ("问" * (MOST_CHARACTERS + 1), ".trouble", [words.TOO_LONG.format(most=MOST_CHARACTERS)]),
    ],
)
def test_what_stands_below_a_question(question: str, selector: str, said: list[str]) -> None:
    view, _ = ask(page_of(report_of()), question)
    assert texts(view, selector) == said


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t　"])
def test_an_empty_question_changes_nothing(nothing: str) -> None:
    assert page_of(report_of()).ask(nothing, None) is None


def test_a_failure_is_logged_with_its_traceback_and_without_the_question(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        view, _ = ask(page_of(report_of()), f"我家的事{BROKEN}", ANSWERED)
    assert "broken on purpose" in caplog.text
    assert "我家的事" not in caplog.text
    assert texts(view, ".trouble") == [words.FAILED]
    assert texts(view, ".claims .cite") == ["[1]", "[2]", "[3]"], "the conversation goes on after a failure"


# --- opening a source --------------------------------------------------------------------------------


def test_each_answer_opens_its_own_sources() -> None:
    page = page_of(report_of())
    _, talk = ask(page, ANSWERED, MISSING, ANSWERED)
    assert texts(page.source(0, 1, talk), "td.cited") == ["17"]
    assert texts(page.source(2, 2, talk), ".passages mark") == ["全年新收政府信息公开申请 17 件。"]


@pytest.mark.parametrize(
    ("turn", "number"), [(0, 0), (0, 4), (0, -1), (1, 1), (-1, 1), (9, 1), ("0", "1"), (None, None), (0.5, 1)]
)
def test_a_source_that_does_not_exist_is_said_politely(turn: object, number: object) -> None:
    page = page_of(report_of())
    _, talk = ask(page, ANSWERED, MISSING)
    assert texts(page.source(turn, number, talk), ".warning") == [words.TURN_GONE]
    assert texts(page.source(turn, number, None), ".warning") == [words.TURN_GONE]


def test_a_removed_report_leaves_its_quote() -> None:
    page = page_of()
    _, talk = ask(page, ANSWERED)
    panel = page.source(0, 1, talk)
    assert texts(panel, ".warning") == [words.REPORT_GONE]
    assert texts(panel, "mark") == [cite_cell(report_of()).quote]


# --- the assistant behind the page ----------------------------------------------------------------------


def test_who_asks_early_waits_for_the_assistant() -> None:
    go = threading.Event()

    def make() -> FakeAssistant:
        go.wait(5)
        return FakeAssistant(report_of())

    waking = Waking(make)
    waking.start()
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(waking.conversation().ask(ANSWERED)))
    asking.start()
    assert not answers
    go.set()
    asking.join(5)
    assert [f.value for f in answers[0].figures] == ["17"]


def test_who_opens_the_page_goes_before_the_assistant() -> None:
    """It is made when no request was there for a moment; its index and model follow when there was none again."""
    calm, done = Calm(moment=0.05, patience=60), threading.Event()
    steps: list[str] = []

    def make() -> FakeAssistant:
        steps.append("made")
        return FakeAssistant(report_of())

    def go_on(_: FakeAssistant) -> None:
        steps.append("went on")
        done.set()

    waking = Waking(make, go_on, calm)
    with calm.answering():
        waking.start()
        assert not done.wait(0.3)
        assert steps == []
        assert waking.conversation(), "but who asks does not wait"
        assert not done.wait(0.3)
        assert steps == ["made"]
    assert done.wait(5)
    assert steps == ["made", "went on"]


def test_the_assistant_is_made_also_where_requests_never_end() -> None:
    calm, made = Calm(moment=0.05, patience=0.1), threading.Event()
    waking = Waking(lambda: FakeAssistant(report_of()), lambda _: made.set(), calm)
    with calm.answering():
        waking.start()
        assert made.wait(5)


def test_an_assistant_that_cannot_be_made_is_said_to_users_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> FakeAssistant:
        raise NianbaoError("向量模型打不开")

    waking = Waking(make)
    waking.start()
    with pytest.raises(NotReadyError):
        waking.conversation()
    page = Page(Asking(waking), FakeStore(report_of()))
    view, _ = ask(page, ANSWERED)
    assert texts(view, ".trouble") == [words.NOT_READY]
    assert texts(page.opening()[1], ".greeting"), "the page opens all the same"
    assert "向量模型打不开" in caplog.text


# --- serving ---------------------------------------------------------------------------------------------


def test_an_answer_is_sent_at_once_in_however_many_pieces() -> None:
    """Not when the browser has said that the first piece came, which it does 40 ms later."""
    with listening_socket("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()) as browser:
        assert browser.fileno() >= 0
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_busy_port_is_said_and_nothing_is_created(tmp_path: Path) -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NianbaoError, match=f"端口 {port} 已被别的程序占用"):
            serve(Settings(data=tmp_path / "data", port=port))
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("host", "message"), [("192.0.2.1", words.HOST_NOT_OURS), ("no such host", words.HOST_UNKNOWN)]
)
def test_a_wrong_host_is_said(host: str, message: str) -> None:
    with pytest.raises(NianbaoError, match=message):
        listening_socket(host, 0)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860/"),
        ("0.0.0.0", "http://127.0.0.1:7860/"),
        ("::", "http://[::1]:7860/"),
        ("fe80::1", "http://[fe80::1]:7860/"),
        ("nianbao.example", "http://nianbao.example:7860/"),
    ],
)
def test_the_address_printed_can_be_opened(host: str, address: str) -> None:
    assert browser_address(host, 7860) == address


def test_the_page_is_made_without_loading_a_model(tmp_path: Path) -> None:
    """Torch takes seconds to import; the page must not wait for it, nor write to Gradio's own folder."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from assistant.web.serve import web_app\n"
        "from assistant.web.site import open_site\n"
        "from assistant.web.waking import Waking\n"
        "from corpus.settings import Settings\n"
        "from corpus.store import Store\n"
        "def never(): raise AssertionError\n"
        "folder = Path(sys.argv[1])\n"
        "with Store(folder) as store, open_site(Settings(data=folder), store, Waking(never)) as site: web_app(site)\n"
        "heavy = ('torch', 'sentence_transformers', 'transformers', 'faiss', 'jieba', 'lxml')\n"
        "import json; print(json.dumps([m for m in heavy if m in sys.modules]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(ran.stdout.splitlines()[-1]) == []


def test_app_py_serves_the_chat_from_an_empty_folder(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--port", str(port), "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == words.READY.format(address=f"http://127.0.0.1:{port}/")
            page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
            assert 'lang="zh-CN"' in page.read().decode()
            assert "default-src 'self'" in page.headers["content-security-policy"]
        finally:
            process.terminate()


def test_markup_in_a_question_is_shown_as_typed() -> None:
    view, _ = ask(page_of(report_of()), HOSTILE + ANSWERED)
    assert not texts(view, "script, img")
    assert any("<script>" in text for text in texts(view, ".question"))
