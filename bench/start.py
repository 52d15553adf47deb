"""From the command to the first page: how long, and how much memory then and when all is loaded."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.data import demo_questions, folder_for
from bench.measure import memory, show

APP = Path(__file__).resolve().parents[1] / "app.py"
PATIENCE = 120  # seconds
LOADED_AFTER = 30  # seconds in which the model is loaded behind the page


def run(given: Namespace) -> None:
    """One line a start: seconds from the command to the first byte of the page; then the memory."""
    with folder_for(given.data) as folder:
        if given.data is None:
            demo_questions(folder, 1)
        rows, times = [], []
        for number in range(1, given.rounds + 1):
            seconds, at_first, later = _start(folder, wait=LOADED_AFTER if number == given.rounds else 0)
            times.append(seconds)
            rows.append((str(number), f"{seconds:.2f} 秒", at_first, later))
    show(("第几次", "命令到首字节", "此时内存", f"{LOADED_AFTER} 秒后内存"), rows)
    print(f"中位数 {statistics.median(times):.2f} 秒")


def _start(data: Path, wait: int) -> tuple[float, str, str]:
    """Seconds to the first byte of the page, memory then, and after `wait` seconds more ('—' where none)."""
    port = _free_port()
    command = [sys.executable, str(APP), "--data", str(data), "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _first_byte(f"http://127.0.0.1:{port}/", process)
            seconds, at_first = time.perf_counter() - began, memory(process.pid)
            time.sleep(wait)
            return seconds, at_first, memory(process.pid) if wait else "—"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _first_byte(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=PATIENCE) as page:
                page.read(1)
                return
        except URLError:
            time.sleep(0.02)
    raise SystemExit("网页没有启动。请先单独运行 python app.py 看看原因。")
