"""What is said of accounts of the staff desk, of keys of the API and of the file they are kept in, in Chinese."""

from __future__ import annotations

# Roles by their names in the service's file and on the command line (`accounts.Role`).
ROLES = {"reader": "查阅", "editor": "编辑", "admin": "管理"}

ACCOUNT_NAME = "账号名应当是 1 到 64 个字，不含换行等控制字符。"
PASSWORD_LENGTH = "密码应当有 {shortest} 到 {longest} 个字符。"
KEY_NAME = "密钥的名称应当是 1 到 64 个字，不含换行等控制字符。"
KEY_PURPOSE = "密钥至少要有一种用途：{scopes}。"
KEY_DAILY = "每日次数应当是 0 到 10 亿之间的整数，0 表示不限。"
OTHER_VERSION = (
    "{path} 是另一个版本的 nianbao 建立的（{version}，本程序用的是 {own}）。"
    "请换用相应版本的程序；不需要其中的账号和记录时，把它移走，程序会另建一个。"
)
