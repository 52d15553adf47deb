"""Write the generated pages of docs/: commands from the parser, settings from their record, kinds of findings."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.cli import make_parser
from corpus.audit.page import kinds_page
from corpus.settings import settings_page

DOCS = Path(__file__).resolve().parent.parent / "docs"

_HEAD = """# 命令

本页由 `python scripts/docs.py` 从程序的帮助生成。每条命令都可以加 `--help` 查看用法。

{options}

退出码：0 正常；1 有失败（例如有文件没有加入、有勾稽关系不成立、有问题没有答对）；2 用法不对。
"""
_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "add": ("nianbao add 年报文件夹/", "nianbao add 某市2022.html 某市2023.docx --data 某市年报"),
    "list": ("nianbao list", "nianbao list --json"),
    "remove": ("nianbao remove 某市2022.html", "nianbao remove 某市2023"),
    "check": (
        "nianbao check",
        "nianbao check 某市 --all",
        "nianbao check 草稿.docx",
        "nianbao check --severity 错误 --xlsx 退回.xlsx",
        "nianbao check --kind 雷同",
    ),
    "export": ("nianbao export 全部数据.xlsx", "nianbao export 全部数据.csv"),
    "correct": (
        'nianbao correct 某市2023 "表三 本年新收 × 自然人" --value 21 --reason "排版时颠倒" --author 张某',
        "nianbao correct --withdraw 3 --reason 原文无误 --author 张某",
    ),
    "corrections": ("nianbao corrections", "nianbao corrections 某市 --history", "nianbao corrections --csv 更正.xlsx"),
    "demo": ("nianbao demo", "nianbao demo --seed 7 --data 演示"),
    "ask": (
        'nianbao ask "澄屿市公安局2021年新收多少件申请"',
        'nianbao ask --turn "澄屿市公安局2021年新收多少件申请" "不予公开的呢"',
        'nianbao ask --json "芷岸县2023年予以公开占百分之几"',
        "nianbao ask --batch 问题.jsonl",
    ),
    "eval": (
        "nianbao eval 问题.jsonl",
        "nianbao eval 问题.jsonl --reports 年报文件夹/",
        "nianbao eval 问题.jsonl --save 这次.json --compare 上次.json",
    ),
    "questions": (
        "nianbao questions --count 1000 -o 问题.jsonl",
        "nianbao questions --kinds 单格 占比 排名 --seed 7 -o 问题.jsonl",
    ),
    "serve": ("nianbao serve", "nianbao serve --host 0.0.0.0 --port 8080"),
    "mcp": ("nianbao mcp", "nianbao mcp --data 某市年报"),
    "staff": ("nianbao staff add 张某 --role editor", "nianbao staff list", "nianbao staff remove 张某"),
    "key": ("nianbao key add 某市门户 --scope ask --daily 5000", "nianbao key list", "nianbao key revoke 1"),
}


def pages() -> Mapping[str, str]:
    """File name → text of every generated page."""
    return {"commands.md": commands_page(), "settings.md": settings_page(), "checking.md": kinds_page()}


def commands_page() -> str:
    """The whole of `docs/commands.md`."""
    parser = make_parser()
    head = _HEAD.format(options="\n".join(_table(parser)))
    return "\n".join([head, *(_command(name, each, help) for name, each, help in _commands(parser))])


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._get_subactions()}
            yield from ((name, each, said[name]) for name, each in action.choices.items())


def _command(name: str, parser: argparse.ArgumentParser, summary: str) -> str:
    examples = "\n".join(("```sh", *_EXAMPLES[name], "```"))
    return "\n".join((f"## nianbao {name}", "", f"{summary}。", "", *_table(parser), "", examples, ""))


def _table(parser: argparse.ArgumentParser) -> Iterator[str]:
    """A line an argument; the list of commands and --help itself are left out."""
    yield from ("| 写法 | 含义 |", "|---|---|")
    for action in parser._actions:
        if not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
            yield f"| `{_written(action)}` | {action.help}{_default(action)} |"


def _written(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest)
    if action.option_strings:
        return " ".join((*action.option_strings, *([] if action.nargs == 0 else [name])))
    return {"+": f"{name} …", "*": f"[{name} …]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _default(action: argparse.Action) -> str:
    return f"；默认 {action.default}" if isinstance(action.default, int) and action.nargs != 0 else ""


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
