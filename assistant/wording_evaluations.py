"""What is said of questions evaluated in bulk and collected from feedback, in Chinese."""

from __future__ import annotations

BUSY = "正在评测“{name}”，一次只能评测一份。请等它做完，或者先停止它。"
CLOSING = "服务正在停止，不能开始评测。请等它重新启动后再试。"
NO_SET = "没有“{name}”这份题。请从列表里选。"
NO_RUN = "没有“{name}”这次评测。请从列表里选。"
EMPTY = "里面没有问题。每行应是一个 JSON 问题，格式见 docs/questions.md。"
TOO_MANY = "里面有 {count} 道题，最多 {most} 道。请分成几份。"
NOT_TEXT = "{name} 不是 UTF-8 编码的文字文件。请另存为 UTF-8 后再上传。"
TOO_LARGE = "{name} 太大了（最大 {most} MB）。请分成几份。"
NOTHING_MADE = "这些年报出不了题。请先加入年报，或者换几个类别。"
BROKEN = "程序出了意外：{kind}"
STOPPED_BY_FAULT = "评测中断了：{why}"
UNNAMED, GENERATED = "未命名", "出题"

# The kind of a question that was collected from feedback.
KIND = "反馈"
NOT_WRITTEN = "写不了 {path}（{reason}）。请检查磁盘空间和文件夹的权限；刚才的内容没有保存。"
