"""Many ask at once: first come, first served, and who computes for long keeps nobody waiting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.in_turn import InTurn

PATIENCE = 20  # seconds, for what takes a moment


def test_turns_are_taken_one_at_a_time_in_the_order_of_coming() -> None:
    gate = InTurn(longest=PATIENCE)
    order: list[int] = []
    inside = 0

    def work(number: int, came: threading.Event) -> None:
        nonlocal inside
        came.set()
        with gate.turn():
            inside += 1
            assert inside == 1
            order.append(number)
            inside -= 1

    threads = []
    with gate.turn():
        for number in range(5):
            came = threading.Event()
            threads.append(threading.Thread(target=work, args=(number, came)))
            threads[-1].start()
            assert came.wait(PATIENCE)
            wait_until(lambda: gate.waiting == len(threads))  # it has taken its place before the next one comes
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4]


def test_one_that_takes_long_is_passed_by() -> None:
    gate = InTurn(longest=0.01)
    passed, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with gate.turn():
            assert may_end.wait(PATIENCE)

    thread = threading.Thread(target=slow)
    thread.start()
    with gate.turn():
        passed.set()
    assert passed.is_set()
    may_end.set()
    thread.join(PATIENCE)
    with gate.turn():  # nobody's turn is lost by it
        pass


def test_a_turn_ends_with_an_error_too() -> None:
    gate = InTurn(longest=PATIENCE)
    for _ in range(2):
        try:
            with gate.turn():
                raise KeyError
        except KeyError:
            pass
    assert gate.waiting == 0


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.001)
