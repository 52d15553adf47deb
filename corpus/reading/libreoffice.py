"""Documents of older programs, through LibreOffice where it is installed: .doc, .wps, .rtf, .odt, .xls → DOCX or XLSX.

Always into Word's or Excel's own format: on the way to text, HTML or PDF LibreOffice keeps words that were deleted.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from glob import glob
from pathlib import Path
from typing import Final

from corpus.errors import ReadingError
from corpus.reading import deadline
from corpus.reading.limits import FILE_SECONDS, OFFICE_CPU, OFFICE_MEMORY, OFFICE_SECONDS, UNPACKED, UPLOAD

_FILTERS: Final = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# Caps for LibreOffice and all it starts; and its end, and that of its folder (HOME), where this process ends: then the
# pipe on its input closes.
_LAUNCH: Final = """
ulimit -d {memory} 2>/dev/null; ulimit -t {seconds} 2>/dev/null; ulimit -f {blocks} 2>/dev/null
exec 3<&0
"$@" 3<&- </dev/null >/dev/null 2>&1 &
main=$!
{{ cat <&3 >/dev/null; kill -9 $main; rm -rf "${{HOME:?}}"; kill -9 0; }} &
wait $main
"""
# No macros, no links, no updates, no recovery: a document is only ever looked at.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" \
oor:op="fuse"><value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>\
</prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>\
</prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled" oor:op="fuse">\
<value>false</value></prop></item>
</oor:items>
"""
_INSTALL = "请在这台机器上安装 LibreOffice（Debian、Ubuntu：apt install libreoffice-writer libreoffice-calc），或用 Word、WPS 另存为 {target} 再试。"


@cache
def office_program() -> str:
    """The path of LibreOffice on this machine, '' where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = (place for pattern in _PLACES for place in sorted(glob(pattern)))
    return found or next((place for place in places if os.access(place, os.X_OK)), "")


def converted(data: bytes, ending: str, target: str, kind: str) -> bytes:
    """The document as `target` (docx or xlsx); `ending` says what the bytes are, `kind` what to call them.

    ReadingError, a Chinese sentence, where LibreOffice is missing, fails, or takes too long.
    """
    program = office_program()
    if not program:
        raise ReadingError(f"读{kind}要用 LibreOffice，这台机器上没有。" + _INSTALL.format(target=target.upper()))
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"report.{ending}"
        source.write_bytes(data)
        settings = place / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        deadline.allow(OFFICE_SECONDS + FILE_SECONDS)
        _run(_command(program, source, target), place, kind)
        deadline.allow(FILE_SECONDS)
        return _result(place / "out" / f"report.{target}", kind, target)


def _command(program: str, source: Path, target: str) -> list[str]:
    """A profile of its own for each call: two that share one get in each other's way."""
    profile = (source.parent / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--nodefault", "--nofirststartwizard", "--convert-to", f"{target}:{_FILTERS[target]}"]
    command += ["--outdir", str(source.parent / "out"), str(source)]
    if sys.platform == "win32":
        return command
    blocks = 2 * UNPACKED // 1024  # of 512 bytes
    script = _LAUNCH.format(memory=OFFICE_MEMORY // 1024, seconds=OFFICE_CPU, blocks=blocks)
    return ["/bin/sh", "-c", script, "sh", *command]


def _run(command: list[str], place: Path, kind: str) -> None:
    """Runs to the end of the command; all it started is ended with it."""
    known = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    # No display, a home of its own, and a proxy that is not there for whatever a document wants from the network.
    nowhere = "http://127.0.0.1:9"
    env = {**known, "HOME": str(place), "TMPDIR": str(place), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    env |= {"http_proxy": nowhere, "https_proxy": nowhere}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, cwd=place, env=env, start_new_session=True
    )
    try:
        process.wait(OFFICE_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(
            f"LibreOffice 用 {OFFICE_SECONDS} 秒没有转换完这个{kind}，已停止。请用 Word 或 WPS 另存为 DOCX 再试。"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and whatever it started, and waits for it."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):  # all of them have ended by themselves
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    process.wait()


def _result(path: Path, kind: str, target: str) -> bytes:
    # LibreOffice ends without an error where it could make nothing of a file.
    if not path.is_file() or not path.stat().st_size:
        raise ReadingError(
            f"LibreOffice 打不开这个{kind}，文件可能已损坏、没有下载完整、设了密码或者过大。"
            f"请用 Word 或 WPS 打开，另存为 {target.upper()} 再试。"
        )
    if path.stat().st_size > UPLOAD:
        raise ReadingError(f"这个{kind}转换后过大，不像一份正常的年报。请删去其中的图片和附件再试。")
    return path.read_bytes()
