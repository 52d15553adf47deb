"""nginx in front of the service, as docs/deploy.md sets it up, and a portal of another origin beside it; for tests."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or ""
NO_NGINX = "nginx is not installed (apt install nginx-light)"
# What the documentation calls the service and the folder of the portal.
SERVICE_IN_DOCS, BACKEND_IN_DOCS = "https://qa.example.gov.cn", "http://127.0.0.1:7860"

CONFIGURATION = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {servers}
}}
"""
SERVER = "server {{ listen 127.0.0.1:{port}; {content} }}"


def locations(kept: bool = False) -> str:
    """The `location` blocks of the example in docs/deploy.md; `kept`: nginx leaves /qa in the path."""
    (example,) = re.findall(r"```nginx\n(.*?)```", (DOCS / "deploy.md").read_text(encoding="utf-8"), re.DOTALL)
    block = "".join(re.findall(r"^    location .*?^    }\n", example, re.DOTALL | re.MULTILINE))
    return block.replace(f"proxy_pass {BACKEND_IN_DOCS}/;", f"proxy_pass {BACKEND_IN_DOCS};") if kept else block


class Nginx:
    """nginx on free ports of this machine: `service` (prefix taken away), `kept` (prefix left), `portal`."""

    def __init__(self, folder: Path, backend_port: int, ports: tuple[int, int, int]) -> None:
        self.pages = pages = folder / "portal"
        shutil.copytree(DOCS / "widget", pages)
        stripped, kept, portal = ports
        self.service, self.kept = f"http://127.0.0.1:{stripped}/qa/", f"http://127.0.0.1:{kept}/qa/"
        # Another site to the browser, not only another port: what it holds back from third parties, it holds back here.
        self.portal, self.stranger = f"http://localhost:{portal}", f"http://127.0.0.1:{portal}"
        for page in pages.glob("*.html"):
            text = page.read_text(encoding="utf-8").replace(SERVICE_IN_DOCS, f"http://127.0.0.1:{stripped}")
            page.write_text(text, encoding="utf-8")
        backend = f"http://127.0.0.1:{backend_port}"
        servers = (
            SERVER.format(port=stripped, content=locations().replace(BACKEND_IN_DOCS, backend)),
            SERVER.format(port=kept, content=locations(kept=True).replace(BACKEND_IN_DOCS, backend)),
            SERVER.format(port=portal, content=f"root {pages}; charset utf-8;"),
        )
        written = folder / "nginx.conf"
        written.write_text(CONFIGURATION.format(folder=folder, servers="\n".join(servers)), encoding="utf-8")
        self._process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(written)], stderr=subprocess.DEVNULL)
        self._log = folder / "error.log"
        for port in ports:
            self._answers(port)

    def _answers(self, port: int) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(self._log.read_text() if self._log.exists() else "nginx did not start")
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"nginx does not answer on port {port}")

    def page(self, name: str, html: str) -> str:
        """One more page of the portal; returns its address."""
        (self.pages / name).write_text(html, encoding="utf-8")
        return f"{self.portal}/{name}"

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


def free_ports(count: int) -> tuple[int, ...]:
    """So many ports that nobody listens on at this moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = tuple(s.getsockname()[1] for s in sockets)
    for each in sockets:
        each.close()
    return ports
