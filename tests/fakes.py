"""Small public fakes: an embedder without a model, and reports made of paragraphs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from corpus.forms import load_forms
from corpus.report import Passage, PassageKind, Report, Scope
from index.embed import Vectors
from index.words import bigrams


class FakeEmbedder:
    """Vectors from hashes of characters and bigrams: texts that share many are near, and nothing is loaded.

    `synonyms` (word → word) lets two texts be near that share no character; `asked` and `encoded` are what it was
    given as questions and as passages.
    """

    name = "fake"

    def __init__(self, dimension: int = 64, synonyms: dict[str, str] | None = None, version: int = 1) -> None:
        self.dimension = dimension
        self.synonyms = synonyms or {}
        self.version = version
        self.encoded: list[str] = []
        self.asked: list[str] = []

    @property
    def signature(self) -> str:
        return f"fake {self.version} {self.dimension}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self._vectors(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def _vector(self, text: str) -> Vectors:
        for word, same in self.synonyms.items():
            text = text.replace(word, same)
        vector = np.zeros(self.dimension, np.float32)
        for term in bigrams(text):
            digest = hashlib.sha256(f"{self.version} {term}".encode()).digest()
            vector[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        length = float(np.linalg.norm(vector)) or 1.0
        return (vector / length).astype(np.float32)


def report_of(
    name: str,
    paragraphs: Sequence[str],
    body: str = "甲市人民政府办公室",
    region: str = "甲市",
    year: int | None = 2023,
    headings: tuple[str, ...] = ("一、总体情况",),
    chapter: int | None = 1,
) -> Report:
    """A report whose text is these paragraphs, one a line, all under the same headings; `id` is `name`."""
    text = "\n".join(paragraphs)
    passages, at = [], 0
    for paragraph in paragraphs:
        passages.append(Passage(at, at + len(paragraph), PassageKind.PARAGRAPH, chapter, headings))
        at += len(paragraph) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(
        name, f"{name}.txt", f"/reports/{name}.txt", digest, text, name, body, region, year, Scope.UNSTATED, None,
        passages=tuple(passages),
    )  # fmt: skip


_HEAD = "\t申请人情况\t\t\t\t\t\t\n\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"


def small_report(natural: str = "12", total: str = "12") -> str:
    """A report with the first rows of chapter 3: so many new requests of natural persons, and in all."""
    new = f"一、本年新收政府信息公开申请数量\t{natural}\t0\t0\t0\t0\t0\t{total}\n"
    rest = "".join(
        f"{label}\t0\t0\t0\t0\t0\t0\t0\n"
        for label in (
            "二、上年结转政府信息公开申请数量",
            "三、本年度办理结果\t（一）予以公开",
            "四、结转下年度继续办理",
        )
    )
    title = "甲市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年工作平稳。\n\n"
    return f"{title}三、收到和处理政府信息公开申请情况\n\n{_HEAD}{new}{rest}"


def full_report(
    title: str = "甲市教育局2023年政府信息公开工作年度报告",
    top: str = "",
    chapters: Sequence[str] = (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    first: str = "2023年，我局认真落实条例，公开工作平稳有序。",
    fifth: str = "存在公开形式单一的问题，下一步将丰富公开形式。",
    sixth: str = "无。",
    numbers: Mapping[tuple[str, str, str], str] | None = None,
) -> str:
    """The text of a report in the form of 2021 with all its tables: 0 in every cell but in those given."""
    said = numbers or {}
    tables = []
    for table in load_forms()["2021"].tables:
        lines = []
        for block in table.blocks:
            depth = max(len(row.path) for row in block.rows)
            levels = range(max(len(column.path) for column in block.columns))
            lines += [block.title] if block.title else []
            lines += ["\t" * depth + "\t".join((*c.path, *[""] * 3)[level] for c in block.columns) for level in levels]
            for row in block.rows:
                labels = (*row.path[:-1], *[""] * (depth - len(row.path)), *row.path[-1:])
                values = [said.get((table.key, row.key, column.key), "0") for column in block.columns]
                lines.append("\t".join((*labels, *values)))
        tables.append("\n".join(lines))
    below = dict(enumerate((first, *tables, fifth, sixth)))
    return "\n\n".join(
        [title, *([top] if top else []), *(x for i, c in enumerate(chapters) for x in (c, below[i]) if x)]
    )
