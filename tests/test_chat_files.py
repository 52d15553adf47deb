"""The files of the chat's page: found in Gradio's own, held ready in memory, told of in the page's head."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.web.access import UnderPath
from assistant.web.gradio_files import PageFiles, page_files
from assistant.web.ready_files import ReadyFiles, ready_file

KINDS = frozenset(("textbox", "html"))
# A page as Gradio builds it: one script, which loads two, of which one shows blocks and one has the table of components.
INDEX = '<head><script type="module" crossorigin src="./assets/index-1.js"></script></head>'
LIST = "const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=[{}])))=>i.map(i=>d[i]);"
PARTS = {
    "index-1.js": LIST.format('"./Index-2.js","./Index-2.css","./core-3.js"')
    + "p([v(()=>import(`./Index-2.js`),__vite__mapDeps([0,1]),u),v(()=>import(`./core-3.js`),__vite__mapDeps([2]),u)])",
    "Index-2.js": LIST.format('"./Blocks-4.js","./Blocks-4.css","./Login-5.js"')
    + 'import{a}from"./core-3.js";import"./side-6.js";'
    + "async()=>{let{default:e}=await import(`./Blocks-4.js`);return{default:e}},__vite__mapDeps([0,1]);"
    + "async()=>{let{default:e}=await import(`./Login-5.js`);return{default:e}},__vite__mapDeps([2]);",
    "core-3.js": LIST.format('"./Text-7.js","./Text-7.css","./Example-8.js","./Plot-9.js"')
    + "var V={plot:{component:()=>v(()=>import(`./Plot-9.js`),__vite__mapDeps([3]),u)},"
    + "textbox:{example:()=>v(()=>import(`./Example-8.js`),__vite__mapDeps([2]),u),"
    + "component:()=>v(()=>import(`./Text-7.js`).then(e=>e.t),__vite__mapDeps([0,1]),u)}};"
    + '({"./lang/de.json":()=>v(()=>import(`./de-1.js`),[],u),"./lang/zh-CN.json":()=>v(()=>import(`./zh-CN-1.js`),[],u)})',
    "Blocks-4.js": 'export*from"./core-3.js"',
    "side-6.js": "",
    "Text-7.js": 'import{b as c}from"./side-6.js"',
    "zh-CN-1.js": "",
}
SCRIPTS = ("index-1.js", "Index-2.js", "core-3.js", "side-6.js", "Blocks-4.js", "Text-7.js", "zh-CN-1.js")


def built(folder: Path, index: str = INDEX, without: str = "") -> Path:
    (folder / "assets").mkdir()
    (folder / "index.html").write_text(index, encoding="utf-8")
    for name, text in PARTS.items():
        if name != without:
            (folder / "assets" / name).write_text(text, encoding="utf-8")
    return folder


def test_all_that_the_page_will_load_is_found_and_nothing_else(tmp_path: Path) -> None:
    found = page_files(KINDS, built(tmp_path))
    assert found.scripts[0] == "index-1.js"
    assert sorted(found.scripts) == sorted(SCRIPTS)
    assert sorted(found.styles) == ["Blocks-4.css", "Index-2.css", "Text-7.css"]


@pytest.mark.parametrize(
    ("index", "without"),
    [("<head></head>", ""), (INDEX.replace("index-1", "index-9"), ""), (INDEX, "side-6.js")],
    ids=["no script", "a script that is not there", "a part that is not there"],
)
def test_of_a_page_that_is_not_as_expected_nothing_is_told(tmp_path: Path, index: str, without: str) -> None:
    assert page_files(KINDS, built(tmp_path, index, without)) == PageFiles()
    assert page_files(KINDS, tmp_path / "none") == PageFiles()


def test_the_installed_gradio_is_as_expected() -> None:
    """The browser's tests tell that nothing is missing; here, that what is told of is there."""
    found = page_files(frozenset(("textbox", "html", "button", "row", "column", "state", "form")))
    assert len(found.scripts) > 20
    assert any(name.startswith("zh-CN") for name in found.scripts)
    assert not any(name.startswith(("Login", "en-")) for name in found.scripts)


# --- held ready -------------------------------------------------------------------------------------


async def the_rest(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("the rest")(scope, receive, send)


@pytest.mark.parametrize("root", ["", "/qa"])
def test_a_file_that_is_held_ready_is_sent_to_be_kept(root: str) -> None:
    ready = ReadyFiles(the_rest, {"assets/a.js": ready_file("a.js", b"let a;"), "b.css?v=1": ready_file("b.css", b"")})
    client = TestClient(UnderPath(ready, root))
    got = client.get(f"{root}/assets/a.js")
    assert (got.text, got.headers["content-encoding"]) == ("let a;", "gzip")
    assert got.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in got.headers["cache-control"]
    head = client.head(f"{root}/assets/a.js")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(gzip.compress(b"let a;", mtime=0))))
    assert client.get(f"{root}/b.css?v=1").headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "address", "takes"),
    [
        ("GET", "/assets/none.js", "gzip"),
        ("GET", "/b.css?v=0", "gzip"),  # of another version
        ("GET", "/b.css", "gzip"),
        ("POST", "/assets/a.js", "gzip"),
        ("GET", "/assets/a.js", "identity"),
    ],
)
def test_all_else_is_left_to_the_rest(method: str, address: str, takes: str) -> None:
    ready = ReadyFiles(the_rest, {"assets/a.js": ready_file("a.js", b"let a;"), "b.css?v=1": ready_file("b.css", b"")})
    assert TestClient(ready).request(method, address, headers={"Accept-Encoding": takes}).text == "the rest"
