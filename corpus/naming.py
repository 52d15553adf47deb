"""Whose report it is and of which year: from its title, its text and its file name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from unicodedata import normalize
from urllib.parse import unquote

from corpus.aliases import aliases_of, is_body, is_fuller, official_name, stands_alone, with_place
from corpus.folding import squeezed
from corpus.kinds import kind_of, title_words
from corpus.outline import Outline
from corpus.paragraphs import Line, paragraphs_of
from corpus.places import naming_data, parse_places, without_national
from corpus.regions import city_named_before, find_regions
from corpus.report import Document, Scope
from corpus.report_year import report_year, year_of_title
from corpus.scopes import scope_of_text, scope_of_title, scope_of_words
from corpus.title_words import CHINESE_YEAR, DATE_LINE, FULL_WIDTH, OPENING, PUBLISHED, title_end
from corpus.whereabouts import settle


@dataclass(frozen=True, slots=True)
class Naming:
    """Title as printed (in one line), body and region ('' where unknown), year reported on, scope, other names."""

    title: str
    body: str
    region: str
    year: int | None
    scope: Scope
    aliases: tuple[str, ...]


_TITLE_WITHIN, _LONGEST_TITLE = 60, 70
# What a notice does with a report: its title names the report's body between these words and the year.
_AGAIN = "更正|补发|转发|重新发布"
_NOT_A_BODY = re.compile(
    r"^(?:关于|正文|附件\d*|公开|政府|部门|各|本|年度|全文|下载|首页|当前位置.*|政府信息公开.*|信息公开.*|政务公开.*|年报|工作|的|发布|公布|编制)$"
)
_ORG = r"[一-鿿]{2,24}?"


def name_report(document: Document, outline: Outline, file: str, address: str = "") -> Naming:
    """Whose report the document is, by title first, then text, then the name of the file it came in.

    `address`: path or URL; its folders may say in which city a place lies that several cities have.
    """
    lines = paragraphs_of(document)
    title, after, before = _title(document, outline, lines)
    title = title or PurePath(file).stem
    stem = squeezed(normalize("NFKC", PurePath(file).stem))
    opening = squeezed(document.text[:OPENING])
    scope = scope_of_title(title) or scope_of_words(stem)
    prose = "\n".join(squeezed(line.text) for line in lines)[:OPENING]
    body, other = _body(title, stem, opening, prose, (after, _signature(document.text), before))
    region = _region(body, stem, opening) if body else ""
    printed = body
    body, region = settle(body, region, f"{stem}\n{document.text}", unquote(address).removesuffix(file))
    other = (*other, printed) if printed != body else other
    scope = scope or scope_of_text(prose, document.text, body)
    year = report_year(title, document, outline, stem, prose)
    names = (
        *other,
        *_second_names(title, printed, region),
        *aliases_of(body, region, scope is Scope.OWN),
        official_name(body),
    )
    aliases = tuple(dict.fromkeys(n for n in names if n and n != body))
    return Naming(title, body, region, year, scope or Scope.UNSTATED, aliases)


# --- title ------------------------------------------------------------------------------------


def _title(document: Document, outline: Outline, paragraphs: list[Line]) -> tuple[str, str, str]:
    """The line (or two or three) that names the report, the line after and the line before it, each squeezed or ''."""
    first = next((s.start for s in outline.sections), len(document.text))
    lines = [p for p in _raw_lines(document) if p.start <= first][:_TITLE_WITHIN] or _raw_lines(document)[
        :_TITLE_WITHIN
    ]
    found: list[tuple[int, int, int, str]] = []
    for i in range(len(lines)):
        for n in (1, 2, 3):
            joined = squeezed("".join(line.text for line in lines[i : i + n])).strip("#*")
            if len(joined) <= _LONGEST_TITLE and _is_title(joined):
                found.append((-_title_worth(joined), n, i, joined))
                break
    if found:
        _, n, i, title = min(found)
        after, before = ([squeezed(p.text) for p in near] for near in (lines[i + n : i + n + 1], lines[:i][-1:]))
        return title, "".join(after), "".join(before)
    if other := next((t for line in lines if _is_other_title(t := squeezed(line.text).strip("#*"))), ""):
        return other, "", ""
    short = (
        p.text
        for p in paragraphs
        if 4 <= len(p.text) <= 50 and not re.search(r"[。；，：:>]|^(?!\d{4}\s*年)[\d\W]", p.text)
    )
    return (squeezed(next(iter(short), "")).strip("#*") if not outline.sections or first > 0 else ""), "", ""


def _raw_lines(document: Document) -> list[Line]:
    pieces = re.finditer(r"[^\n\t|]+", document.text[:OPENING])
    return [Line(m.start(), m.end(), m.group().strip()) for m in pieces if m.group().strip()]


def _is_title(line: str) -> bool:
    return bool(title_end().search(line)) and not re.search(r"[。；]|^《|^本(?:年度)?报告|[>＞›]", line)


def _is_other_title(line: str) -> bool:
    """Whether the line is the title of a report of another kind: 某市2024年政府工作报告."""
    kind = kind_of(line, None)
    return len(line) <= _LONGEST_TITLE and bool(kind and kind.named) and not re.search(r"[。；，：>＞›]|^《", line)


def named_by(line: str) -> tuple[str, int | None, Scope | None] | None:
    """Body ('' where unsaid), year and scope that a line names as the title of a report; None where it is no title."""
    title = squeezed(line).strip("#*")
    if len(title) > _LONGEST_TITLE or not _is_title(title):
        return None
    return _without_tail(title), year_of_title(title), scope_of_title(title)


def _title_worth(line: str) -> int:
    """A title with its year and its body is worth more than a breadcrumb or a heading of the page."""
    place, rest = (
        parse_places(re.sub(rf"^(?:关于|\d{{4}}年度?|{CHINESE_YEAR.pattern})+", "", line)).region,
        _without_tail(line),
    )
    return 2 * bool(year_of_title(line)) + bool(rest) + bool(place) + line.startswith(rest or "\0")


# --- body and region ----------------------------------------------------------------------------


def _body(title: str, stem: str, opening: str, prose: str, alone: tuple[str, str, str]) -> tuple[str, tuple[str, ...]]:
    """The body and other names that title, file or text give it: the official name wins over a shortened one.

    `prose`: the opening, paragraph by paragraph; `alone`: the lines after the title, over the closing date and before
    the title, any of which may be the body's name and no more.
    """
    from_title, from_file = _without_tail(title), _file_body(stem)
    told = _is_title(title) or _is_other_title(squeezed(title)) or squeezed(title) in stem
    if not (told or is_body(_with_place(from_title, prose))):
        from_title = ""  # 首页, 正文: a line that stands in for a title and names nobody
    if not from_title:
        after, signed, before = (line if stands_alone(line) else "" for line in alone)
        from_title = after or from_file or signed or before or _body_in_text(opening)
    from_title = _with_place(from_title, prose)
    if _is_slip_of(from_title, from_file):
        return from_file, ()
    for fuller in (from_file, *_spelled_out(from_title, opening)):
        if is_fuller(fuller, from_title):
            return fuller, (from_title,)
    if from_file and from_file != from_title and is_fuller(from_title, from_file):
        return from_title, (from_file,)
    return from_title, ()


def _is_slip_of(body: str, from_file: str) -> bool:
    """Whether the title's name is the file's but for one character, and only the file's place is there (亨湖区, 亭湖区)."""
    tail = from_file[-len(body) :] if body else ""
    if len(tail) != len(body) or sum(one != other for one, other in zip(body, tail, strict=True)) != 1:
        return False
    real = parse_places(from_file).region
    return bool(real and find_regions(real)) and not find_regions(parse_places(body).region or body)


def _spelled_out(body: str, opening: str) -> tuple[str, ...]:
    full = official_name(body)
    return (full,) if full and full in opening else ()


def _signature(text: str) -> str:
    """The line right over the last date that stands alone in a line; '' where there is none."""
    lines = [squeezed(line) for line in text.split("\n") if line.strip()]
    return next((line for line, below in reversed([*pairwise(lines)]) if DATE_LINE.fullmatch(below)), "")


def _second_names(title: str, body: str, region: str) -> tuple[str, ...]:
    """The names of the body in brackets behind its name: 统战部（浙江省民族宗教事务委员会）."""
    found = re.search(rf"{re.escape(body)}[（(]([^（()）]+)[）)]", title) if body else None
    return (found[1], *aliases_of(found[1], region)) if found and is_body(found[1]) else ()


def _with_place(body: str, opening: str) -> str:
    """市科委 with the place the text or the file gives it: 上海市科委; 宿迁 as 宿迁市 where the text says so."""
    if not body or parse_places(body).places:
        province = next((full for short, full in naming_data()["provinces"].items() if short == body), "")
        return province or body
    if placed := with_place(body, opening):
        return placed
    suffixed = [body + s for s in ("市", "县", "区", "省", "自治州", "镇", "乡") if body + s in opening]
    return suffixed[0] if len(body) <= 6 and suffixed and not is_body(body) else body


def _without_tail(title: str) -> str:
    """The title without year, subject and 年度报告: the body's name as the title has it."""
    title = PUBLISHED.sub("", title.translate(FULL_WIDTH))
    plain = _without_remarks(title) or title
    plain = CHINESE_YEAR.sub("", re.sub(r"(?:(?:19|20)\d{2}|(?<!\d)\d{2})年?(?:度(?!假)|(?=政))?", "", plain))
    plain = re.sub(rf"^(?:关于|公布|发布|{_AGAIN})+|^\W+|^[A-Za-z]+(?=[一-鿿])", "", plain)
    subjects = "|".join(naming_data()["titles"]["subjects"])
    plain = re.split(
        rf"(?:的)?(?:依法)?(?:{subjects}|{title_words()}|年度报告|年度工作报告|年报|工作报告|工作总结|预算|决算|公报|公告|通知)",
        plain,
        maxsplit=1,
    )[0]
    plain = re.sub(
        rf"(?:(?:本级|关于|公布|发布|年度|{_AGAIN})|[年的、，\-–—~～至_\s（(]|[（(][^（()）]*[）)])+$", "", plain
    )
    return "" if _NOT_A_BODY.match(plain) or len(plain) > 40 or not re.search(r"[一-鿿]{2}", plain) else plain


def _without_remarks(title: str) -> str:
    """The title without 【年报】, （2022年度）, （本级）; （上海） in a body's name stays."""
    plain = re.sub(r"[《【\[][^》】\]]*[》】\]]|^[（(][^（()）]*[）)]|(?:[（(][^（()）]*[）)])+$", "", title)
    remark = re.compile(naming_data()["titles"]["remarks"])
    return re.sub(r"[（(]([^（()）]*)[）)]", lambda found: "" if remark.search(found[1]) else found[0], plain)


def _file_body(stem: str) -> str:
    plain = _without_tail(re.sub(r"(?:全[省市县区州]汇总|汇总|本级|最终|定稿|终稿|副本|公开版|[_\-\s]+)", "", stem))
    plain = re.sub(r"[^一-鿿（）]+", "", re.sub(r"\(([一-鿿]+)\)", r"（\1）", plain))
    return plain if len(plain) >= 2 and is_body(plain) else ""


def _body_in_text(opening: str) -> str:
    """The body that most often opens a sentence or a year's account: 2021年，某某市教育局认真…"""
    endings = "|".join(sorted(naming_data()["bodies"]["endings"], key=len, reverse=True))
    pattern = rf"(?:^|[。，；：、\n》]|\d年度?|由|现将|按照|我代表)((?!我代表){_ORG}(?:{endings}))(?=，?向|认真|坚持|深入|全面|严格|编制|共|持续|积极|按照|根据|以|政府信息|\d|高度|始终|紧紧|在|20)"
    found = Counter(name for name in re.findall(pattern, opening) if parse_places(name).places)
    return found.most_common(1)[0][0] if found else ""


def _region(body: str, stem: str, opening: str) -> str:
    """The place of the body; where its name has none, that of the file name, then the place most named at the start."""
    local = without_national(body)
    region = parse_places(local).region or parse_places(_file_body(stem)).region
    if not region and (local != body or local.endswith(tuple(naming_data()["bodies"]["branches"]))):
        region = city_named_before(local)  # 国家统计局商丘调查队, 商丘海关
    if region or body.startswith(("国务院", "国家", "中国", "全国", "中华人民共和国")):
        return region
    named = Counter(
        re.findall(
            r"(?:^|[，。；、“《（年和])([一-鿿]{2,6}?(?:省|市|县|区|自治州))(?=委|政府|人民|各|认真|政府信息)", opening
        )
    )
    places = [(n, name) for name, n in named.items() if parse_places(name).region == name]
    return max(places)[1] if places and max(places)[0] > 1 else ""


# --- year -----------------------------------------------------------------------------
