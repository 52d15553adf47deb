"""Ten thousand generated reports: read into the store, indexed, asked; with the seconds and the memory of each step."""

from __future__ import annotations

import resource
from argparse import Namespace
from pathlib import Path

from assistant.ask import Assistant
from bench.answer import WARMING, time_each
from bench.data import folder_for, generated, questions_on
from bench.measure import TIMES, memory, milliseconds, show, spent
from corpus.ingest import Progress, add_paths
from corpus.settings import Settings
from corpus.store import Store

RANKINGS = ("{year}年哪个单位新收申请最多", "{year}年哪个单位不予公开最多", "{year}年哪个单位予以公开率最高")
# Other questions on all reports of a year, or of all years: kind → questions.
OF_SETS = {
    "合计、平均、中位数": (
        "{year}年所有单位新收申请总数是多少",
        "{year}年各单位平均新收多少件",
        "{year}年新收申请的中位数是多少",
    ),
    "条件": ("{year}年哪些单位新收申请超过100件", "{year}年有几个单位不予公开为零", "{year}年新收下降两成以上的单位"),
    "增长排名": ("{year}年哪个单位新收增长最快", "{year}年哪个单位予以公开增加最多"),
    "多年": (
        "2019到{year}年合计新收最多的单位",
        "{year}年以来新收连续两年下降的单位",
        "{year}年以来从来没有被行政复议过的单位",
    ),
    "表格不平": ("{year}年哪些单位的表格不平",),
    "哪些单位写到": ("{year}年哪些单位提到政府开放日", "{year}年哪些单位写到短视频", "{year}年哪些单位提到适老化改造"),
    "哪些单位写到（各年）": (
        "哪些单位提到政府开放日",
        "哪些单位写到短视频",
        "哪些单位提到适老化改造",
        "哪些单位写到政务新媒体",
    ),
}
# Questions of words on one report: kind → question.
OF_WORDS = {
    "改进措施": "{body}{year}年主要的改进措施有哪些",
    "正文说到": "{body}{year}年怎么做政策解读的",
    "正文的数": "{body}{year}年培训了几次",
}


def run(given: Namespace) -> None:
    """Every step in order; with --folder what is there already is used again."""
    with folder_for(given.folder) as folder:
        data = folder / "data"
        reports = generated(folder, given.count)
        with Store(data) as store:
            _read(store, reports, given.processes)
            assistant = Assistant(store, Settings(data=data))
            _open(assistant)
            _ask(assistant, store, given.limit)
            print(f"内存：此时 {memory()}，最高 {memory(field='VmHWM')}")
        sizes = sum(p.stat().st_size for p in data.rglob("*") if p.is_file())
        print(f"数据文件夹 {sizes / 2**20:.0f} MB")


def _read(store: Store, reports: Path, processes: int) -> None:
    progress: list[Progress] = []
    before = _children()
    with spent() as took:
        summary = add_paths(store, [reports], progress.append, processes)
    if summary.added:
        readers = _children() - before
        rate = summary.added / took.wall
        print(
            f"读入 {summary.added} 份（失败 {len(summary.failed)}）：{took.wall:.0f} 秒，每秒 {rate:.0f} 份；"
            f"处理器时间：读 {readers:.0f} 秒，写库 {took.cpu:.0f} 秒",
            flush=True,
        )
    else:
        print(f"没有变化的 {summary.unchanged} 份跳过：{took.wall:.1f} 秒", flush=True)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _open(assistant: Assistant) -> None:
    with spent() as first:
        assistant.ask("某某区2023年新收了多少件政府信息公开申请")
    print(f"第一问（装入词典和单位名称）：{first.wall:.1f} 秒", flush=True)
    with spent() as took:
        index = assistant.search
    status = index.status()
    print(
        f"关键词索引 {status.reports} 份 {status.passages} 段：{took.wall:.0f} 秒，处理器时间 {took.cpu:.0f} 秒",
        flush=True,
    )


def _ask(assistant: Assistant, store: Store, limit: int) -> None:
    asked = questions_on(store, limit + WARMING)
    time_each(assistant, [[question] for question in asked[:WARMING]])
    times, outcomes = time_each(assistant, [[question] for question in asked[WARMING:]])
    rows = [(f"单个数字 {len(times)} 个", *milliseconds(times))]
    years = sorted({head.year for head in store.heads() if head.year})
    rankings = [[template.format(year=year)] for template in RANKINGS for year in years]
    with spent() as first:
        time_each(assistant, rankings[:1])
    rows.append((f"全部单位排名 {len(rankings)} 个", *milliseconds(time_each(assistant, rankings)[0])))
    for kind, templates in OF_SETS.items():
        asked_of_it = dict.fromkeys(template.format(year=year) for template in templates for year in years)
        of_kind = [[question] for question in asked_of_it]
        rows.append((f"{kind} {len(of_kind)} 个", *milliseconds(time_each(assistant, of_kind)[0])))
    for kind, template in OF_WORDS.items():
        of_kind = [[template.format(body=head.body, year=head.year)] for head in store.heads()[::97]]
        rows.append((f"{kind} {len(of_kind)} 个", *milliseconds(time_each(assistant, of_kind)[0])))
    show(("问题", *TIMES), rows)
    print(
        "结果："
        + "，".join(f"{o} {n}" for o, n in outcomes.most_common())
        + f"；第一个排名 {1000 * first.wall:.0f} 毫秒"
    )
