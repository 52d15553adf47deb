"""The command line: `nianbao`, its commands and their help, in Chinese."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from corpus.errors import NianbaoError
from corpus.settings import load_settings

SEVERITIES = ("错误", "存疑", "提示", "error", "doubt", "hint")

ROLES, SCOPES = ("reader", "editor", "admin"), ("ask", "read", "feedback")

OK, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0 when it went well, 1 when something failed, 2 when it was called wrongly."""
    _speak_utf8(sys.stdout, sys.stderr)
    try:
        args = make_parser().parse_args(argv)
        settings = load_settings(args.data, host=getattr(args, "host", None), port=getattr(args, "port", None))
        status = int(_command(args.command)(args, settings))
        sys.stdout.flush()
        return status
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else FAILED
    except NianbaoError as error:
        print(f"出错了：{error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\n已停止。已经完成的都保存了，再运行一次会接着做。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _speak_utf8(*streams: Any) -> None:
    """Chinese comes out whole whatever the locale; a file name that is no text is shown escaped."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _command(name: str) -> Callable[[argparse.Namespace, Any], int]:
    """The function of that command; its module is loaded only now, so that no command waits for another's."""
    module, function = name.split(":")
    command: Callable[[argparse.Namespace, Any], int] = getattr(import_module(f"assistant.commands.{module}"), function)
    return command


# --- the commands and their arguments ------------------------------------------------------------


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `args.command` is the `module:function` to call."""
    parser = ChineseParser(
        prog="nianbao",
        description="年报问答：用中文提问政府信息公开工作年度报告，每个数字都有出处。",
        epilog="各命令的用法：nianbao 命令 --help。退出码：0 正常，1 有失败，2 用法不对。",
    )
    _add_data(parser, default=None)
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _reports_commands(commands)
    _question_commands(commands)
    _service_commands(commands)
    return parser


def _reports_commands(commands: Any) -> None:
    add = _command_parser(commands, "add", "reports:add", "加入年报：文件、文件夹或网址，没有变化的自动跳过")
    add.add_argument(
        "paths",
        metavar="路径或网址",
        nargs="+",
        help="年报文件（网页、Word、WPS、PDF、表格、文本等）、文件夹，或者年报网页、附件、栏目列表的网址",
    )
    add.add_argument("--pages", metavar="页数", type=_positive, help="网址是列表时最多翻多少页，默认见设置 web_pages")
    add.add_argument(
        "--delay", metavar="秒", type=_seconds, help="从同一个网站取网页时两次之间至少隔多少秒，默认见设置 web_delay"
    )

    listing = _command_parser(commands, "list", "reports:list_reports", "列出已加入的年报")
    listing.add_argument("--json", action="store_true", help="输出 JSON")

    remove = _command_parser(commands, "remove", "reports:remove", "删去年报（只从库里删，不动原文件）")
    remove.add_argument(
        "names", metavar="年报", nargs="+", help="文件名、路径、网址、编号，或单位加年份（如 某市2023）"
    )

    check = _command_parser(
        commands, "check", "checking:check", "核对年报：勾稽、正文、相邻年度、汇总、章节、雷同，按严重程度列出"
    )
    check.add_argument(
        "names", metavar="年报", nargs="*", help="只核对这些单位、年报，或还没有加入的文件；不写则核对全部"
    )
    check.add_argument("--all", action="store_true", help="成立的、没有核对的也列出来")
    check.add_argument(
        "--severity", metavar="程度", action="append", choices=SEVERITIES, help="只列这些：错误、存疑、提示，可以写多次"
    )
    check.add_argument(
        "--kind", metavar="种类", action="append", help="只列这一种问题（如 章节编号跳号或重复），可以写多次"
    )
    output = check.add_mutually_exclusive_group()
    output.add_argument("--csv", metavar="文件", help="写成 .csv 文件，供退回修改")
    output.add_argument("--xlsx", metavar="文件", help="写成 Excel 文件，可按程度和种类筛选")

    export = _command_parser(commands, "export", "reports:export", "把全部数据导出为 CSV 或 Excel")
    export.add_argument("file", metavar="文件", help="要写的文件，以 .csv 或 .xlsx 结尾")

    _correction_commands(commands)

    demo = _command_parser(commands, "demo", "reports:demo", "生成并加入一个虚构省份的演示年报")
    demo.add_argument("--seed", metavar="整数", type=_integer, default=2024, help="随机种子，同一个数生成同样的年报")


def _correction_commands(commands: Any) -> None:
    correct = _command_parser(
        commands, "correct", "correcting:correct", "更正一格：写明改成什么、理由和经办人，可以撤回"
    )
    correct.add_argument("report", metavar="年报", nargs="?", help="文件名、编号，或单位加年份（如 某市2023）")
    correct.add_argument(
        "cell", metavar="格", nargs="?", help="行名 × 列名（如 “表三 本年新收 × 自然人”），或指标的名称"
    )
    held = correct.add_mutually_exclusive_group()
    held.add_argument("--value", metavar="数", help="更正为这个数")
    held.add_argument("--blank", action="store_true", help="更正为空白")
    held.add_argument("--not-applicable", action="store_true", help="更正为不适用（“/”“-”）")
    held.add_argument("--withdraw", metavar="编号", type=_integer, help="撤回这一条更正")
    correct.add_argument("--reason", metavar="理由", required=True, help="为什么这样更正或撤回")
    correct.add_argument("--author", metavar="姓名", required=True, help="经办人")
    correct.add_argument("--date", metavar="日期", type=_day, help="更正的日期，默认今天（如 2026-01-02）")
    correct.set_defaults(must=_says_what)

    listing = _command_parser(commands, "corrections", "correcting:corrections", "列出做过的更正")
    listing.add_argument("names", metavar="年报", nargs="*", help="只列这些单位或年报的；不写则全部列出")
    listing.add_argument("--history", action="store_true", help="已撤回的、被取代的也列出来")
    output = listing.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="输出 JSON")
    output.add_argument("--csv", metavar="文件", help="写成 .csv 或 .xlsx 文件")


def _question_commands(commands: Any) -> None:
    ask = _command_parser(commands, "ask", "questions:ask", "提问，回答附出处")
    ask.add_argument("question", metavar="问题", nargs="?", help="要问的话；有 --turn 时是最后一问")
    ask.add_argument("--turn", metavar="话", action="append", default=[], help="对话里在前面说过的话，可以写多次")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--batch", metavar="文件.jsonl", help="逐行回答文件里的问题，每行输出一个 JSON（- 表示标准输入）")
    ask.set_defaults(must=_asks_something)

    evaluate = _command_parser(commands, "eval", "measuring:evaluate", "用有标准答案的问题检验回答")
    evaluate.add_argument("file", metavar="文件.jsonl", help="问题文件")
    evaluate.add_argument("--reports", metavar="文件夹", help="问题所问的年报；不写则用数据文件夹里已加入的")
    evaluate.add_argument("--save", metavar="文件.json", help="把这次检验的结果存下，供以后比较")
    evaluate.add_argument("--compare", metavar="文件.json", help="与以前存下的一次比较：哪些变对了，哪些变错了")

    questions = _command_parser(
        commands, "questions", "measuring:questions", "由已加入的年报出题，附准确答案，供 nianbao eval 检验"
    )
    questions.add_argument("-o", "--output", metavar="文件.jsonl", help="写到这个文件；不写则输出到屏幕")
    questions.add_argument("--count", metavar="个数", type=_positive, default=500, help="出多少题，各类别平均")
    questions.add_argument("--seed", metavar="整数", type=_integer, default=2024, help="随机种子，同一个数出同样的题")
    questions.add_argument(
        "--kinds", metavar="类别", nargs="+", help="只出这些类别的题，如 单格 占比 排名；全部类别见 docs/questions.md"
    )

    serve = _command_parser(commands, "serve", "questions:serve", "打开问答网页")
    serve.add_argument("--host", metavar="地址", help="监听的地址，默认 127.0.0.1（只供本机访问）")
    serve.add_argument("--port", metavar="端口", type=_integer, help="监听的端口，默认 7860")


def _service_commands(commands: Any) -> None:
    _command_parser(commands, "mcp", "tools_server:mcp", "MCP 服务（标准输入输出），供本机的智能助手调用")
    staff = _command_parser(commands, "staff", "accounts:staff", "工作台的账号：添加、修改、删除、列出")
    staff.add_argument(
        "action", metavar="动作", choices=("add", "remove", "list"), help="add 添加或修改，remove 删除，list 列出"
    )
    staff.add_argument("name", metavar="账号", nargs="?", help="账号名；添加时从终端或标准输入读密码")
    staff.add_argument(
        "--role",
        metavar="权限",
        choices=ROLES,
        default="reader",
        help="reader 查阅，editor 还能编辑，admin 还能管理账号和密钥",
    )
    staff.add_argument("--by-proxy", action="store_true", help="由反向代理登录（设置 staff_header），不用密码")

    key = _command_parser(commands, "key", "accounts:key", "接口的密钥：新建、停用、列出")
    key.add_argument(
        "action", metavar="动作", choices=("add", "revoke", "list"), help="add 新建，revoke 停用，list 列出"
    )
    key.add_argument("name", metavar="名称", nargs="?", help="新建时是名称，停用时是编号")
    key.add_argument(
        "--scope",
        metavar="用途",
        action="append",
        choices=SCOPES,
        help="ask 提问，read 查数据，feedback 反馈，可以写多次；不写则都可以",
    )
    key.add_argument("--daily", metavar="次数", type=_integer, default=0, help="每天最多用多少次，0 表示不限")


def _command_parser(commands: Any, name: str, command: str, summary: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary + "。")
    parser.set_defaults(command=command)
    _add_data(parser, default=argparse.SUPPRESS)  # said before the command, it is not undone by saying nothing after
    return parser


def _add_data(parser: argparse.ArgumentParser, default: Any) -> None:
    shown = "数据文件夹，默认是用户的数据文件夹"
    parser.add_argument("--data", metavar="文件夹", type=Path, default=default, help=shown)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应当是整数，现在是“{text}”") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应当是 2026-01-02 这样的日期，现在是“{text}”") from None


def _says_what(args: argparse.Namespace) -> str:
    """What is wrong with the arguments of `correct`, '' where nothing is."""
    if not (args.reason.strip() and args.author.strip()):
        return "--reason 和 --author 不能是空的"
    if args.withdraw is not None:
        return "撤回更正时不用写年报和格" if args.report else ""
    if not args.cell:
        return (
            '请写上年报和格，例如：nianbao correct 某市2023 "表三 本年新收 × 自然人" --value 21 --reason … --author …'
        )
    given = args.value is not None or args.blank or args.not_applicable
    return "" if given else "请用 --value、--blank 或 --not-applicable 写明更正为什么"


def _positive(text: str) -> int:
    number = _integer(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"应当是 1 或更大的整数，现在是“{text}”")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"应当是 0 到 3600 之间的秒数，现在是“{text}”")
    return seconds


def _asks_something(args: argparse.Namespace) -> str:
    """What is wrong with the arguments of `ask`, '' where nothing is."""
    typed = args.question is not None or bool(args.turn)
    if args.batch and typed:
        return "--batch 不能和问题同时使用"
    return "" if args.batch or typed else '请写上要问的问题，例如：nianbao ask "某市2023年新收了多少件申请"'


# --- argparse in Chinese -------------------------------------------------------------------------

_ARGPARSE_SAYS = (
    (re.compile(r"the following arguments are required: (.+)"), r"还缺少：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识：\1"),
    (re.compile(r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)"), r"没有“\2”这个\1，可以用的有：\3"),
    (re.compile(r"argument (.+?): expected (?:one|at least one) argument"), r"\1 后面还缺少内容"),
    (re.compile(r"argument (.+?): ignored explicit argument '?(.+?)'?"), r"\1 后面不能带“\2”"),
    (re.compile(r"ambiguous option: (.+?) could match (.+)"), r"\1 不完整，可能是：\2"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), r"\1 不能和 \2 同时使用"),
    (re.compile(r"argument (.+?): (.+)"), r"\1 \2"),
)


class ChineseHelp(argparse.HelpFormatter):
    """Help whose usage line begins in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage line; a prefix is given where the line is only part of another."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are Chinese; `must` of the defaults says what is wrong between arguments."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": ChineseHelp, **given, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; ends the program with a Chinese sentence where they are wrong."""
        found = super().parse_args(args, namespace)
        wrong = found.must(found) if hasattr(found, "must") else ""
        if wrong:
            self.error(wrong)
        return found

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end the program."""
        for pattern, words in _ARGPARSE_SAYS:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}：{message}。加 --help 查看用法。\n")


if __name__ == "__main__":
    sys.exit(main())
