"""How it is said that requests came in, where nothing else is named: 收到多少, 收了几件, 有人申请吗."""

from __future__ import annotations

import re

RECEIVED = re.compile(
    "(?:收到?|受理|接收)(?:了|过|的)?(?:申请)?(?:多少|几)|申请(?:了)?(?:多少|几)|(?:多少|几)(?:件|人|个)?(?:来)?申请(?!的?.{0,3}[被遭让给])"
    "|有人.{0,4}申请|多收|收得|申请量"
)
