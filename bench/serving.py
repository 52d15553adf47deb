"""The service as a process of its own, for the benchmarks that look at it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

APP = Path(__file__).resolve().parents[1] / "app.py"
PATIENCE = 120  # seconds
QUIET_PATIENCE = 1200  # seconds


@dataclass(frozen=True, slots=True)
class Service:
    """A service that answers at `address`."""

    address: str
    process: int

    def processor_seconds(self) -> float:
        """What it has used of the processors so far, all its threads; Linux only."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_quiet(self) -> None:
        """Until it uses next to nothing of the processors: it has started, and computed the vectors of what is new."""
        until, quiet = time.monotonic() + QUIET_PATIENCE, 0
        while quiet < 3 and time.monotonic() < until:
            before = self.processor_seconds()
            time.sleep(1)
            quiet = quiet + 1 if self.processor_seconds() - before < 0.1 else 0
        if quiet < 3:
            raise SystemExit("服务一直在忙，没有等到它空闲。")


@contextmanager
def service(data: Path, **settings: str) -> Iterator[Service]:
    """A service that answers from `data`, with settings by their names; stopped afterwards."""
    address = f"http://127.0.0.1:{_free_port()}/"
    port = address.rsplit(":", 1)[1].strip("/")
    environment = {**os.environ, **{f"NIANBAO_{name.upper()}": value for name, value in settings.items()}}
    command = [sys.executable, str(APP), "--data", str(data), "--port", port]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            _first_byte(address, process)
            yield Service(address, process.pid)
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
