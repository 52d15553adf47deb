"""Settings: the file, the environment, the command line, and what a mistake in them is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import SettingsError
from corpus.settings import Settings, load_settings, settings_page

DOCS = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


def test_defaults_need_no_file(tmp_path: Path) -> None:
    settings = load_settings(environ={}, cwd=tmp_path)
    assert (settings.host, settings.port, settings.model) == ("127.0.0.1", 7860, "builtin")
    assert settings.data.is_absolute()


def test_the_closer_word_wins(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "nianbao.toml").write_text('data = "data"\nhost = "far"\nport = 1\nthreads = 1\n')
    (data / "nianbao.toml").write_text('host = "near"\nport = 2\n')
    settings = load_settings(environ={"NIANBAO_PORT": "3", "OTHER": "x"}, cwd=tmp_path, processes=None)
    assert settings == Settings(data=data, host="near", port=3, threads=1)
    assert load_settings(environ={"NIANBAO_PORT": "3"}, cwd=tmp_path, port=4).port == 4


def test_the_data_folder_may_be_named_in_the_file_the_environment_or_the_command(tmp_path: Path) -> None:
    (tmp_path / "nianbao.toml").write_text('data = "one"\n')
    assert load_settings(environ={}, cwd=tmp_path).data == tmp_path / "one"
    assert load_settings(environ={"NIANBAO_DATA": "two"}, cwd=tmp_path).data == tmp_path / "two"
    assert load_settings(Path("three"), environ={"NIANBAO_DATA": "two"}, cwd=tmp_path).data == tmp_path / "three"


@pytest.mark.parametrize(
    ("toml", "environ", "said"),
    [
        ("prot = 1", {}, "nianbao.toml 里的 prot：没有这个设置"),
        ('port = "7860"', {}, "nianbao.toml 里的 port 应当是整数，现在是 '7860'"),
        ("port = true", {}, "port 应当是整数"),
        ("port = 70000", {}, "port 应当在 1 和 65535 之间，现在是 70000"),
        ("host = 1", {}, "host 应当是不空的文字"),
        ("data = 1", {}, "data 应当是路径"),
        ("port = ", {}, "读不了"),
        ("", {"NIANBAO_PORT": "many"}, "环境变量 NIANBAO_PORT 应当是整数，现在是 'many'"),
        ("", {"NIANBAO_PROT": "1"}, "环境变量 NIANBAO_PROT：没有这个设置"),
        ("", {"NIANBAO_MODEL": " "}, "环境变量 NIANBAO_MODEL 应当是不空的文字"),
        ("", {"NIANBAO_DATA": ""}, "环境变量 NIANBAO_DATA 应当是路径"),
        ("", {"NIANBAO_LLM_URL": "localhost:11434"}, "环境变量 NIANBAO_LLM_URL 应当是 http:// 或 https:// 开头的网址"),
        ("llm_url = 1", {}, "llm_url 应当是 http:// 或 https:// 开头的网址"),
        ("api_open = 1", {}, "api_open 应当是 true 或 false，现在是 1"),
        ("", {"NIANBAO_API_OPEN": "yes"}, "NIANBAO_API_OPEN 应当是 true 或 false，现在是 'yes'"),
        ('public_url = "www.example.gov.cn"', {}, "public_url 应当是 http:// 或 https:// 开头的网址"),
        ('public_url = "https://www.example.gov.cn/?a=1"', {}, "不带用户名、密码和 ? 后面的部分"),
        ('public_url = "https://me:word@www.example.gov.cn"', {}, "public_url 应当是 http:// 或 https:// 开头的网址"),
        ('public_url = "https://www.example.gov.cn/a b"', {}, "public_url 应当是 http:// 或 https:// 开头的网址"),
        ("public_url = 1", {}, "public_url 应当是 http:// 或 https:// 开头的网址"),
        (
            'public_url = "https://www.example.gov.cn/qa"',
            {},
            "public_url 里的路径应当与 root_path 相同，现在 root_path 是 没有",
        ),
        ('public_url = "https://www.example.gov.cn/"\nroot_path = "/qa"', {}, "现在 root_path 是 /qa"),
        ("", {"NIANBAO_LLM_TIMEOUT": "0"}, "NIANBAO_LLM_TIMEOUT 应当在 1 和 600 之间"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_place(
    tmp_path: Path, toml: str, environ: dict[str, str], said: str
) -> None:
    (tmp_path / "nianbao.toml").write_text(toml)
    with pytest.raises(SettingsError, match=re.escape(said)):
        load_settings(environ=environ, cwd=tmp_path)


@pytest.mark.parametrize(
    "environ",
    [
        {"NIANBAO_LLM_KEY": "sk-秘密"},
        {"NIANBAO_LLM_KEY": "sk-secret\nX-Other: 1"},
        {"NIANBAO_LLM_URL": "http://me:sk-secret@127.0.0.1/v1"},
    ],
)
def test_a_mistake_in_a_secret_does_not_repeat_it(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="NIANBAO_LLM_") as raised:
        load_settings(environ=environ, cwd=tmp_path)
    assert "sk-" not in str(raised.value)


def test_the_key_of_the_model_is_not_shown_with_the_settings(tmp_path: Path) -> None:
    settings = load_settings(environ={"NIANBAO_LLM_KEY": "sk-secret"}, cwd=tmp_path)
    assert settings.llm_key == "sk-secret"
    assert "sk-secret" not in repr(settings)


def test_the_data_folder_does_not_name_another(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "nianbao.toml").write_text('data = "elsewhere"\n')
    with pytest.raises(SettingsError, match="不能再设置 data"):
        load_settings(tmp_path / "data", environ={}, cwd=tmp_path)


def test_the_documentation_is_fresh() -> None:
    assert DOCS.read_text(encoding="utf-8") == settings_page()
