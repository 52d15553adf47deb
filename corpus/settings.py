"""The settings: one validated record, from `nianbao.toml`, `NIANBAO_*` and the command line, in that order."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from corpus.errors import SettingsError

FILE_NAME = "nianbao.toml"
PREFIX = "NIANBAO_"


def _setting(default: Any, unit: str, meaning: str, between: tuple[int, int] | None = None, like: str = "") -> Any:
    """A field with what the documentation says of it; `between`: the smallest and largest number allowed.

    `like`: what a text must be, beside not empty (`_LIKE`); one that may be empty has '' as its default.
    """
    shown = {"unit": unit, "meaning": meaning, "between": between, "like": like}
    if callable(default):
        return field(default_factory=default, metadata=shown)
    return field(default=default, metadata=shown, repr=like != "secret")


def default_data() -> Path:
    """The folder of the user's where reports and index are kept unless another is named."""
    return Path(platformdirs.user_data_dir("nianbao", appauthor=False))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; SettingsError where a value is of the wrong type or out of bounds."""

    data: Path = _setting(  # noqa: RUF009 - a factory: each user's own folder
        default_data, "路径", "数据文件夹：库文件和索引都放在里面，没有时自动建立"
    )
    host: str = _setting("127.0.0.1", "主机名或地址", "网页监听的地址；127.0.0.1 只供本机访问，0.0.0.0 供所有人访问")
    port: int = _setting(7860, "端口号", "网页监听的端口", (1, 65535))
    root_path: str = _setting("", "路径", "反向代理把服务放在网站的哪个子路径下，如 /qa；直接访问时不写", like="root")
    public_url: str = _setting(
        "",
        "网址",
        "别人从外面打开这个服务的网址，如 https://www.example.gov.cn/qa；API、MCP 和导出的文件里的链接都用它。"
        "不写就照每个请求所说的主机名（Host）",
        like="public",
    )
    trusted_proxies: str = _setting(
        "127.0.0.1",
        "地址",
        "哪些反向代理说的来访地址（X-Forwarded-For）可信；几个之间用空格，可以写网段",
        like="networks",
    )
    rate: int = _setting(60, "次/分钟", "一个地址每分钟最多提问几次；0 表示不限", (0, 100_000))
    api_open: bool = _setting(
        False, "true 或 false", "没有密钥是否也可以使用 API；次数按来访地址算，同 rate。false 表示每个请求都要带密钥"
    )
    api_rate: int = _setting(600, "次/分钟", "一个 API 密钥每分钟最多请求几次；0 表示不限", (0, 100_000))
    log_days: int = _setting(180, "天", "问过的问题保留多久，供工作人员查看；不记是谁问的。0 表示不记", (0, 36_500))
    staff_header: str = _setting(
        "",
        "请求头",
        "由反向代理登录工作人员时，它写用户名的请求头，如 X-Remote-User；只认 trusted_proxies 里的代理。"
        "不写就用账号和密码登录",
        like="header",
    )
    widget_origins: str = _setting(
        "",
        "网站",
        "哪些网站可以嵌入问答小窗，如 https://www.example.gov.cn；几个之间用空格。不写就都不可以",
        like="origins",
    )
    widget_daily: int = _setting(20_000, "次/天", "一个嵌入的网站每天最多提问几次；0 表示不限", (0, 10**9))
    widget_share: int = _setting(
        10,
        "%",
        "一个来访地址每天最多用掉一个网站 widget_daily 的百分之几，至少 100 次；所有人都从一个地址来的内网写 100",
        (1, 100),
    )
    upload_mb: int = _setting(200, "MB", "在工作台一次最多上传多少；单个文件（压缩包除外）最多 30 MB", (1, 4096))
    upload_files: int = _setting(500, "个", "在工作台一次最多上传多少个文件，压缩包里的也算", (1, 20_000))
    model: str = _setting(
        "builtin",
        "名称或路径",
        "向量模型：builtin 是随程序安装的 multilingual-e5-small，不联网；也可以是模型文件夹的路径，"
        "或者已经下载到本机的 sentence-transformers 模型名",
    )
    threads: int = _setting(0, "个", "向量模型使用的线程数；0 表示由程序按处理器决定", (0, 1024))
    processes: int = _setting(0, "个", "加入年报时同时读文件的进程数；0 表示由程序按处理器决定", (0, 256))

    web_delay: int = _setting(2, "秒", "从同一个网站取网页时，两次之间至少隔多久；robots.txt 要求更久的照它", (0, 3600))
    web_pages: int = _setting(50, "页", "一个网址最多翻多少页列表", (1, 10_000))
    web_files: int = _setting(500, "份", "一个网址最多取多少份年报", (1, 100_000))

    llm_url: str = _setting(
        "",
        "网址",
        "大语言模型的接口，须与 OpenAI 兼容，如 http://127.0.0.1:11434/v1；不写就不使用模型。怎样使用、保证什么见 docs/llm.md",
        like="url",
    )
    llm_model: str = _setting("default", "名称", "模型的名称，照该接口的叫法（如 qwen3:8b）")
    llm_key: str = _setting("", "密钥", "接口要求的密钥；不会写进日志和提示。最好用环境变量，不写进文件", like="secret")
    llm_timeout: int = _setting(20, "秒", "一次请求模型最多等多久；等不到就照没有模型时回答", (1, 600))

    def __post_init__(self) -> None:
        for each in fields(self):
            _check(each, getattr(self, each.name), each.name)
        if self.public_url and urlsplit(self.public_url).path.rstrip("/") != self.root_path:
            path = self.root_path or "没有（root_path 没有写）"
            raise SettingsError(
                f"public_url 里的路径应当与 root_path 相同，现在 root_path 是 {path}。请把两个改成一致的，如 "
                'public_url = "https://www.example.gov.cn/qa" 和 root_path = "/qa"。'
            )


def load_settings(
    data: Path | None = None,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    **given: Any,
) -> Settings:
    """The settings in force: what is given here (None = not said) before the environment before the file.

    The file is `nianbao.toml` of the current folder, then that of the data folder, which is closer and wins.
    """
    here = cwd or Path.cwd()
    far = _from_file(here / FILE_NAME)
    variables = _from_environment(os.environ if environ is None else environ)
    folder = here / (data or variables.get("data") or far.get("data") or default_data())
    near = {} if folder.resolve() == here.resolve() else _from_file(folder / FILE_NAME)
    if "data" in near:
        raise SettingsError(f"{folder / FILE_NAME} 已经在数据文件夹里，不能再设置 data。请删去这一行。")
    said = {key: value for key, value in given.items() if value is not None}
    return Settings(**{**far, **near, **variables, **said, "data": folder})


# --- where values come from -----------------------------------------------------------------


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"设置文件 {path} 读不了：{error}。请改正后再试。") from error
    return {key: _from_toml(key, value, path) for key, value in written.items()}


def _from_toml(key: str, value: Any, path: Path) -> Any:
    where = f"{path} 里的 {key}"
    each = _field(key, where)
    if each.name == "data" and isinstance(value, str):
        value = path.parent / Path(value).expanduser()
    _check(each, value, where)
    return value


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = sorted(name for name in environ if name.startswith(PREFIX))
    return {name.removeprefix(PREFIX).lower(): _from_variable(name, environ[name]) for name in names}


def _from_variable(name: str, text: str) -> Any:
    where = f"环境变量 {name}"
    each = _field(name.removeprefix(PREFIX).lower(), where)
    value = _parse(each, text.strip())
    _check(each, value, where)
    return value


def _parse(each: Field[Any], text: str) -> Any:
    """The text of a variable as a value of the field's type; the text itself where it is none, for `_check` to name."""
    if each.type == "Path" and text:
        return Path(text).expanduser()
    if each.type == "int" and text.lstrip("-").isascii() and text.lstrip("-").isdigit():
        return int(text)
    if each.type == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    return text


def _field(key: str, where: str) -> Field[Any]:
    for each in fields(Settings):
        if each.name == key:
            return each
    raise SettingsError(f"{where}：没有这个设置。可以设置的有：{'、'.join(each.name for each in fields(Settings))}。")


# --- what values must be ---------------------------------------------------------------------


def _check(each: Field[Any], value: Any, where: str) -> None:
    """SettingsError, naming `where`, unless the value is of the field's type and within its bounds."""
    kind, between = each.type, each.metadata["between"]
    if kind == "Path" and not isinstance(value, Path):
        raise SettingsError(f"{where} 应当是路径（加引号的文字），现在是 {value!r}。")
    like = each.metadata["like"]
    if like and (not isinstance(value, str) or not _LIKE[like](value)):
        # What was written is not repeated: an address may hold a password too.
        raise SettingsError(f"{where} {_LIKE_SAID[like]}。")
    if kind == "str" and not like and (not isinstance(value, str) or not value.strip()):
        raise SettingsError(f"{where} 应当是不空的文字，现在是 {value!r}。")
    if kind == "int" and (not isinstance(value, int) or isinstance(value, bool)):
        raise SettingsError(f"{where} 应当是整数，现在是 {value!r}。")
    if kind == "bool" and not isinstance(value, bool):
        raise SettingsError(f"{where} 应当是 true 或 false，现在是 {value!r}。")
    if between is not None and not between[0] <= value <= between[1]:
        raise SettingsError(f"{where} 应当在 {between[0]} 和 {between[1]} 之间，现在是 {value}。")


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        )
    except ValueError:
        return False


def _is_public(text: str) -> bool:
    """Whether it is empty or an address that others can be put behind: no query, no fragment, nothing but ASCII."""
    if not text:
        return True
    plain = text.isascii() and not any(c in text for c in "?#\\") and not any(map(str.isspace, text))
    return plain and _is_url(text) and _is_root(urlsplit(text).path.rstrip("/"))


def _is_secret(text: str) -> bool:
    """Whether it can be sent in a header: printable ASCII without white space."""
    return text.isascii() and text.isprintable() and not any(map(str.isspace, text))


def _is_root(text: str) -> bool:
    """Whether it is empty or a path such as /qa: absolute, without a slash at its end."""
    return not text or bool(re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", text))


def _is_header(text: str) -> bool:
    return not text or bool(re.fullmatch(r"[A-Za-z0-9-]+", text))


def _are_networks(text: str) -> bool:
    try:
        return all(ip_network(part, strict=False) for part in text.replace(",", " ").split())
    except ValueError:
        return False


def _are_origins(text: str) -> bool:
    return all(map(_is_origin, text.replace(",", " ").split()))


def _is_origin(text: str) -> bool:
    """Whether it is scheme, host and perhaps port, and nothing behind."""
    return _is_url(text) and text == "{0.scheme}://{0.netloc}".format(urlsplit(text))


_LIKE = {
    "url": lambda text: not text or _is_url(text),
    "public": _is_public,
    "secret": _is_secret,
    "root": _is_root,
    "header": _is_header,
    "networks": _are_networks,
    "origins": _are_origins,
}
_LIKE_SAID = {
    "url": "应当是 http:// 或 https:// 开头的网址，不带用户名和密码",
    "public": "应当是 http:// 或 https:// 开头的网址，不带用户名、密码和 ? 后面的部分，如 https://www.example.gov.cn/qa",
    "secret": "应当是不含空格和汉字的一串字符",
    "root": "应当以 / 开头，末尾没有 /，如 /qa",
    "header": "应当是请求头的名称，只含字母、数字和 -，如 X-Remote-User",
    "networks": "应当是 IP 地址或网段，几个之间用空格，如 127.0.0.1 10.0.0.0/8",
    "origins": "应当是 http:// 或 https:// 开头的网站地址，不带路径，几个之间用空格，如 https://www.example.gov.cn",
}


# --- what the documentation says ---------------------------------------------------------------

_DOCS = """# 设置

设置写在 `{file}` 里，放在当前文件夹或数据文件夹；两处都有时，以数据文件夹的为准。
环境变量（如 `{prefix}PORT=8080`）优先于文件，命令行优先于环境变量。
写错的名称或数值会在启动时指出来，不会被忽略。本页由 `python -m corpus.settings` 生成。

{table}

例：

```toml
host = "0.0.0.0"
port = 8080
```
"""


def settings_table() -> str:
    """The Markdown table of all settings: key, variable, default, unit, bounds, meaning."""
    head = ("| 设置 | 环境变量 | 默认值 | 单位 | 范围 | 含义 |", "|---|---|---|---|---|---|")
    return "\n".join((*head, *_table_rows()))


def _table_rows() -> Iterator[str]:
    for each in fields(Settings):
        written = str(each.default).lower() if each.type == "bool" else each.default
        default = "用户的数据文件夹" if each.name == "data" else f"`{written}`" if written != "" else ""
        between = each.metadata["between"]
        bounds = f"{between[0]}–{between[1]}" if between else ""
        cells = (f"`{each.name}`", f"`{PREFIX}{each.name.upper()}`", default, each.metadata["unit"], bounds)
        yield f"| {' | '.join(cells)} | {each.metadata['meaning']} |"


def settings_page() -> str:
    """The whole of `docs/settings.md`."""
    return _DOCS.format(file=FILE_NAME, prefix=PREFIX, table=settings_table())


if __name__ == "__main__":
    print(settings_page(), end="")
