"""What is said of the originals of reports and of the pictures of their pages, in Chinese."""

from __future__ import annotations

PAGES_BUSY = "同时打开的页面太多，请稍后再试。"
PAGE_TOO_SLOW = "这一页太复杂，没有能够画出来。请下载原件查看。"
PAGE_CUT_OFF = "画这一页时程序中断了，可能是文件太大或已损坏。请下载原件查看。"
