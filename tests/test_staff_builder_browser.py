"""取数, 问题记录, 反馈 and 评测 in a real browser: by keyboard and by touch, on a desk and on a phone, without serious faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes_web import ANSWERED, MISSING, FakeAssistant, report_of
from served import Served
from staff_browser import IN_A_BROWSER, SCREENS, no_fault, signed_in, watched

from assistant.answer import Outcome
from assistant.service.evaluations import Evaluations
from assistant.service.feedback import Verdict
from assistant.service.question_log import Channel
from assistant.web import words_staff_evaluate as evaluate_words
from assistant.web import words_staff_facts as words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = IN_A_BROWSER

# The name of the one run that is there from the start.
RUN: list[str] = []
QUERY = "region=云岭市&m=requests.new:natural&m=granted_rate"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    reports = [
        replace(
            report_of(body=body, year=year, first_value=str(year - 2000 + len(body)), identity=f"{year}{at:012d}"),
            region="云岭市", address=f"/{body}{year}.html", scope=report_of().scope.UNSTATED,
        )
        for at, body in enumerate(("云岭市教育局", "云岭市公安局"))
        for year in (2021, 2022, 2023)
    ]  # fmt: skip
    server = Served(tmp_path_factory.mktemp("builder"), *reports)
    talk = server.site.asking.conversation(Channel.CHAT)
    for question in (MISSING, MISSING, ANSWERED):
        talk.ask(question)
    server.site.feedback.add(
        Verdict.ANSWER_WRONG, "问", "答", Outcome.ANSWERED, Channel.WIDGET, "门户", "不对", ("先问",)
    )
    kept = Evaluations(server.store, FakeAssistant(report_of()))
    kept.start(kept.keep("题", '{"id": "1", "turns": ["新收了多少件"], "must_include": ["没有的"]}'))
    kept.wait(20)
    assert kept.job is not None
    RUN.append(kept.job.run)
    yield server
    server.stop()


@pytest.fixture(params=SCREENS)
def page(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = signed_in(browser, served, "editor", request.param)
    complaints = watched(opened := context.new_page(), served)
    yield opened
    context.close()
    assert complaints == []


def test_three_steps_without_a_mouse(page: Page, served: Served) -> None:
    page.goto(f"{served.address}staff/builder")
    page.get_by_label(words.FIND_LABEL).fill("公安")
    page.get_by_label(words.FIND_LABEL).press("Enter")
    box = page.get_by_role("checkbox", name="云岭市公安局")
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.get_by_role("button", name=words.NEXT["bodies"]).press("Enter")
    measure = page.get_by_role("checkbox", name="本年新收政府信息公开申请数量").first
    measure.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name=words.NEXT["measures"]).press("Enter")
    page.get_by_role("button", name=words.NEXT["years"]).press("Enter")
    page.locator("table.facts").wait_for()
    assert page.locator("table.facts thead th").all_inner_texts()[1:] == ["2021年", "2022年", "2023年"]
    assert page.locator("svg.plot").count() == 1, "three years of one body make a line"


def test_a_number_opens_its_place_in_the_report(page: Page, served: Served) -> None:
    page.goto(f"{served.address}staff/builder?{QUERY}")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="29", exact=True).first.click()
    opened = opening.value
    opened.locator("mark").first.wait_for()
    assert opened.locator("mark").first.inner_text() == "29"
    opened.close()


def test_the_address_can_be_copied_and_is_the_same_table(page: Page, served: Served) -> None:
    page.goto(f"{served.address}staff/builder?{QUERY}")
    address = page.get_by_label(words.SHARE).input_value()
    page.get_by_role("button", name=words.COPY).click()
    page.get_by_role("button", name=words.COPIED).wait_for()
    table = page.locator("table.facts").inner_text()
    page.goto(address)
    assert page.locator("table.facts").inner_text() == table


def test_it_works_without_script(browser: Browser, served: Served) -> None:
    context = signed_in(browser, served, "editor", "phone", java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{served.address}staff/builder?step=years&{QUERY}")
    opened.get_by_role("button", name=words.LAST_YEARS[3]).click()
    opened.get_by_role("button", name=words.NEXT["years"]).click()
    opened.locator("table.facts tbody tr").first.wait_for()
    assert opened.locator("table.facts tbody tr").count() == 4
    context.close()


@pytest.mark.parametrize(
    "path", ["questions", "questions/1?again=1", "feedback", "feedback/1?again=1", "evaluate", "evaluate/runs/{run}"]
)
def test_the_logs_and_the_evaluation_have_no_serious_fault(page: Page, served: Served, path: str) -> None:
    page.goto(f"{served.address}staff/{path.format(run=RUN[0])}")
    assert page.locator("h1").count() == 1
    no_fault(page)


def test_a_run_is_followed_to_its_end(page: Page, served: Served) -> None:
    """Begun by a press, seen to its end without reloading, and its results are one press away."""
    page.goto(f"{served.address}staff/evaluate")
    page.get_by_role("button", name=evaluate_words.START_OF.format(name="题")).click()
    page.get_by_role("link", name=evaluate_words.SEE_RUN).click()
    page.get_by_role("heading", name=evaluate_words.WRONG.format(count=1)).wait_for()


@pytest.mark.parametrize("step", ["bodies&q=教育", "measures&mq=新收", "years", "result", "result&chart=bar"])
def test_no_serious_fault_and_nothing_beside_the_screen(page: Page, served: Served, step: str) -> None:
    page.goto(f"{served.address}staff/builder?{QUERY}&step={step}")
    no_fault(page)
