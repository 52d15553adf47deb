"""staff, key: who may use the staff desk, and which programs may use the API."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass

from assistant.commands.terminal import table_lines, warn
from assistant.service.accounts import Accounts, Role
from assistant.service.keys import Keys, Scope
from assistant.service.records import Records
from assistant.wording_access import ROLES
from corpus.errors import NianbaoError
from corpus.settings import Settings


def staff(args: Namespace, settings: Settings) -> int:
    """Add or change an account, remove one, or list all; 1 where there is none of that name."""
    records = Records(settings.data)
    try:
        accounts = Accounts(records)
        if args.action == "list":
            return _list_accounts(accounts)
        if not args.name:
            raise NianbaoError("请写上账号名，例如：nianbao staff add 张某 --role editor")
        if args.action == "remove":
            found = accounts.remove(args.name)
            print(f"已删除账号“{args.name}”。" if found else f"没有账号“{args.name}”。")
            return 0 if found else 1
        accounts.put(args.name, Role(args.role), "" if args.by_proxy else _password())
        print(f"账号“{args.name}”可以登录工作台了（权限：{ROLES[args.role]}）。")
        return 0
    finally:
        records.close()


def _list_accounts(accounts: Accounts) -> int:
    rows = [(a.name, ROLES[a.role], "密码" if a.by_password else "统一登录", a.created) for a in accounts.all()]
    print("\n".join(table_lines([("账号", "权限", "登录方式", "建立时间"), *rows])) if rows else "还没有账号。")
    return 0


def _password() -> str:
    """The password: typed twice on a terminal, else the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass("密码：")
    if first != getpass("再输一遍："):
        raise NianbaoError("两次输入的密码不一样，账号没有变。请再来一次。")
    return first


def key(args: Namespace, settings: Settings) -> int:
    """Make a key, revoke one, or list all; 1 where there is none of that number."""
    records = Records(settings.data)
    try:
        keys = Keys(records)
        if args.action == "list":
            return _list_keys(keys)
        if not args.name:
            raise NianbaoError("请写上密钥的名称或编号，例如：nianbao key add 某市门户")
        if args.action == "revoke":
            found = args.name.isdecimal() and keys.revoke(int(args.name))
            print(f"密钥 {args.name} 已停用。" if found else f"没有在用的密钥 {args.name}。编号见 nianbao key list。")
            return 0 if found else 1
        made = keys.make(args.name, [Scope(s) for s in args.scope or list(Scope)], args.daily)
        warn("请现在就保存下面的密钥，以后不能再看到：")
        print(made)
        return 0
    finally:
        records.close()


def _list_keys(keys: Keys) -> int:
    rows = [
        (
            str(k.no),
            k.name,
            f"…{k.hint}",
            " ".join(k.scopes),
            str(k.daily or "不限"),
            str(k.used_today),
            k.revoked or "在用",
        )
        for k in keys.all()
    ]
    head = ("编号", "名称", "密钥", "用途", "每日次数", "今天已用", "状态")
    print("\n".join(table_lines([head, *rows])) if rows else "还没有密钥。")
    return 0
