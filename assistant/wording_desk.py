"""What staff are told who correct a cell, say whose a report is, give names, or ask a question again, in Chinese."""

from __future__ import annotations

AGAIN_BROKEN = "再问这个问题时程序出了意外，没有得到答案；日志里有详细情况。"

# --- corrections of cells -----------------------------------------------------------------------------
BLANK, NOT_APPLICABLE = "空白", "不适用"
NO_NUMBER = "应当是一个数，现在是“{text}”。"
ODD_NUMBER = "{text} {odd}，不能填在以“{unit}”计的格里。"
NO_REASON = "请写明理由。"
WITHDRAWN = "已撤回（{author}，{day}：{reason}）"
REPLACED = "已被后来的更正取代"
NO_CELL = "年报重读后没有这一格"
STALE = "有效；年报又变了，现在原文为{raw}"
APPLIES = "有效"

# --- whose a report is --------------------------------------------------------------------------------
NO_BODY = "请写单位的全称，如“某市教育局”。"
LONG_REGION = "地区的名称太长。请写行政区划的名称，如“某省某市”。"
SAME = "和现在的一样，没有要改的。"
WRONG_YEAR = "年份应当是 {first} 到 {last} 之间的四位数，现在是“{text}”。不知道就不填。"
WRONG_SCOPE = "口径应当是本级、汇总或没有写明。"

# --- local names --------------------------------------------------------------------------------------
NO_TARGET = "没有“{written}”。请从列表里选。"
TARGET_NOT_SAID = "请选它指的是什么。"
NAME_LENGTH = "名称应当是 {shortest} 到 {longest} 个字。"
NAME_CHARACTERS = "名称里要有汉字或字母，不能有逗号、句号这样的标点。"
NAME_GIVEN = "“{word}”已经是“{label}”的名称（编号 {no}）。请先删去那一条。"
NAME_KNOWN = "“{word}”已经认得出是{target}，不必再加。"
NAME_OF_BODIES = "“{word}”已经是{bodies}的名称，再用会分不清。请换一个更明确的叫法。"
MORE_BODIES = "等 {count} 个单位"
NAME_OF_PLACE = "“{word}”已经是一个地方的名称，再用会分不清。请换一个叫法。"
NAME_OF_DIVISION = "“{word}”是行政区划的名称，再用会分不清。请换一个叫法。"
NAME_OF_MEASURE = "“{word}”已经是指标或名词的说法，再用会分不清。请换一个叫法。"
NAME_TOO_GENERAL = "“{word}”太宽泛：问题里常用它说别的意思。请换一个更明确的叫法。"
