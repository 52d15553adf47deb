"""What is said of files that members of the staff send, in Chinese."""

from __future__ import annotations

TOO_LARGE = "文件有 {size:.0f} MB，单个文件最多 {most} MB（压缩包除外）。请删去其中的图片和附件，只留年报正文再试。"
TOO_MANY = "压缩包里有 {count} 个文件，一次最多 {most} 个。请分成几个压缩包再上传。"
NO_ROOM = "没有存下来（{reason}）。可能磁盘已满，请找管理员。"
ALREADY = "这份已经收录了，内容完全相同：{where}。不必再上传。"
ALREADY_SENT = "同样内容的文件已经上传过，还在等确认，不必再传一遍。"
NOT_STORED = "内容存不下来（{reason}）。请另存为文本再试。"
NOT_READ = "读这个文件时程序出了错，原因已写入日志。请另存为别的格式再传一次；仍然不行请找管理员。"
# What a file without a name of its own is kept as.
NAMELESS = "文件"
