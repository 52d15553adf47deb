"""Reports as HTML: a clean page, a page saved from a word processor, portals with all their furniture."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from corpus.demo.page import Page
from corpus.demo.prose import Line
from corpus.demo.style import BREAK
from corpus.demo.tables import Drawn, Rows, spread

CellPrinter = Callable[[Drawn], str]


def _text(text: str) -> str:
    return escape(text, quote=False).replace(BREAK, "<br>")


def _spans(cell: Drawn) -> str:
    wide = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    return wide + (f' rowspan="{cell.high}"' if cell.high > 1 else "")


def _plain_cell(cell: Drawn) -> str:
    return f"<td{_spans(cell)}>{_text(cell.text)}</td>"


def _head_cell(cell: Drawn) -> str:
    name = "th" if cell.head else "td"
    return f"<{name}{_spans(cell)}>{_text(cell.text)}</{name}>"


def _styled_cell(cell: Drawn) -> str:
    look = ' style="width:57px;border:1px solid #000" nowrap="nowrap"'
    return f'<td{_spans(cell)}{look}><p align="center">{_text(cell.text) or "&nbsp;"}</p></td>'


def _office_cell(cell: Drawn) -> str:
    inner = _text(cell.text).replace("<br>", '</span><span lang="EN-US"><br></span><span>') or "&nbsp;"
    look = ' style="padding:0cm 5.4pt" valign="center"'
    mark = '<span style="font-family:仿宋;font-size:10.5pt"><font face="仿宋">'
    return f'<td{_spans(cell)}{look}><p class="MsoNormal" align="center">{mark}{inner}</font></span></p></td>'


def _old_cell(cell: Drawn) -> str:
    wide = f" colSpan={cell.wide}" if cell.wide > 1 else ""
    high = f" rowSpan={cell.high}" if cell.high > 1 else ""
    return f"<TD{wide}{high} align=middle><SPAN>{_text(cell.text) or '&nbsp;'}</SPAN>"


def _table(rows: Rows, cell: CellPrinter, opening: str = '<table border="1" cellspacing="0">') -> str:
    body = "\n".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows)
    return f"{opening}<tbody>\n{body}\n</tbody></table>"


def _expanded_table(rows: Rows) -> str:
    body = "\n".join("<tr>" + "".join(f"<td>{_text(t)}</td>" for t in line) + "</tr>" for line in spread(rows, True))
    return f'<table border="1">\n{body}\n</table>'


def _old_table(rows: Rows) -> str:
    body = "\n".join("<TR>" + "\n".join(map(_old_cell, row)) for row in rows)
    return f"<TABLE border=1 cellSpacing=0 width=640><TBODY>\n{body}</TBODY></TABLE>"


def _content(page: Page, lines: tuple[str, ...], table: Callable[[Rows], str]) -> str:
    # lines: the tag patterns of a paragraph, a chapter heading, a section heading.
    return "\n".join(
        lines[item.level].format(_text(item.text)) if isinstance(item, Line) else table(item) for item in page.items
    )


def _noted(page: Page, before: str, content: str) -> str:
    notice = f'<p class="notice">{page.notice}</p>'
    return f"{before}\n{notice}\n{content}" if page.style.notice == "top" else f"{before}\n{content}\n{notice}"


def _document(page: Page, head: str, inner: str) -> str:
    charset = page.style.charset or page.style.encoding.removesuffix("-sig")
    title = escape(page.title)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{charset}">\n<title>{title}</title>\n{head}</head>\n'
        f"<body>\n{inner}\n</body>\n</html>\n"
    )


def _clean(page: Page, table: Callable[[Rows], str]) -> str:
    content = _content(page, ("<p>{}</p>", "<h2>{}</h2>", "<h3>{}</h3>"), table)
    return _document(page, "", _noted(page, f"<h1>{page.title}</h1>", content))


def print_spans(page: Page) -> str:
    """A clean page with merged cells."""
    return _clean(page, lambda rows: _table(rows, _plain_cell))


def print_expanded(page: Page) -> str:
    """A clean page whose tables have no merged cells: what was merged is repeated."""
    return _clean(page, _expanded_table)


def print_office(page: Page) -> str:
    """A page saved from a word processor: paragraphs in spans in cells, &nbsp; for nothing."""
    pattern = '<p class="MsoNormal" style="text-indent:32pt"><span style="font-family:仿宋">{}</span></p>'
    bold = '<p class="MsoNormal"><b><span style="font-family:黑体"><font face="黑体">{}</font></span></b></p>'
    content = _content(page, (pattern, bold, bold), lambda rows: _table(rows, _office_cell))
    title = f'<p class="MsoNormal" align="center"><b><span style="font-size:22pt">{page.title}</span></b></p>'
    head = '<meta name="Generator" content="Office"><style>p.MsoNormal{margin:0;}</style>\n'
    return _document(page, head, _noted(page, title, content))


def _links(words: list[str]) -> str:
    return "".join(f'<li><a href="#{at}">{_text(word)}</a></li>' for at, word in enumerate(words))


def _facts_table(page: Page) -> str:
    pairs = (
        ("索引号", f"000000000/{page.year + 1}-{len(page.title):05d}"), ("信息分类", "政府信息公开年报"),
        ("发布机构", page.body.name), ("发文日期", page.published), ("文号", ""), ("是否有效", "有效"),
    )  # fmt: skip
    cells = [f"<td>{name}：</td><td>{value}</td>" for name, value in pairs]
    return f'<table class="xxgk">{"".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))}</table>'


def print_portal(page: Page) -> str:
    """A portal page: navigation, breadcrumbs, a table of 索引号, side bar, related links, footer."""
    words = page.words
    pattern = '<p style="text-indent:2em"><span style="font-size:16px">{}</span></p>'
    strong = '<p style="text-indent:2em"><span style="font-size:16px"><strong>{}</strong></span></p>'
    content = _content(page, (pattern, strong, strong), lambda rows: _table(rows, _styled_cell))
    article = _noted(
        page,
        f'<div class="title">{page.title}</div><div>发布日期：{page.published} 浏览次数：<em>0</em></div>',
        content,
    )
    crumbs = f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; 政务公开 &gt; 政府信息公开年报 &gt; {page.year}年</div>'
    frame = (
        f'<table width="1000" class="layout"><tr><td width="220" valign="top"><ul>{_links(words["sidebar"])}</ul></td>'
        f'<td valign="top">{_facts_table(page)}<div id="zoom">{article}</div></td></tr></table>'
    )
    inner = (
        f'<div class="top"><ul class="nav">{_links(words["navigation"])}</ul><input type="text" value="请输入关键字"></div>\n'
        f'{crumbs}\n{frame}\n<div class="related"><b>相关信息</b><ul>{_links(words["related"])}</ul></div>\n'
        f'<div class="footer">{"　".join(words["footer"])}</div>\n<script>var count = {page.year};</script>'
    )
    return _document(page, '<script>function share(){ return "<table></table>"; }</script>\n', inner)


def print_nested(page: Page) -> str:
    """An old portal: layout tables in layout tables, capital tags, cells and rows left open."""
    content = _content(page, ("<P>　　{}</P>", "<P><B>{}</B></P>", "<P><B>　　{}</B></P>"), _old_table)
    article = _noted(page, f"<CENTER><FONT size=5>{page.title}</FONT></CENTER>", content)
    menu = "<BR>".join(page.words["sidebar"])
    inner = (
        f"<TABLE width=100%><TR><TD>{' | '.join(page.words['navigation'])}</TD></TR><TR><TD>"
        f"<TABLE width=980><TR><TD width=200>{menu}</TD><TD><TABLE><TR><TD>发布时间：{page.published}</TD></TR>"
        f"<TR><TD>{article}</TD></TR></TABLE></TD></TR></TABLE></TD></TR>"
        f"<TR><TD>{'<BR>'.join(page.words['footer'])}</TD></TR></TABLE>"
    )
    return _document(page, "", inner)


def print_divs(page: Page) -> str:
    """A new portal: header, aside, article and footer, th for labels, each table in a scrolling box."""
    content = _content(
        page, ("<p>{}</p>", '<p class="h"><strong>{}</strong></p>', "<p><strong>{}</strong></p>"),
        lambda rows: f'<div class="scroll">{_table(rows, _head_cell, "<table>")}</div>',
    )  # fmt: skip
    article = _noted(
        page, f"<h1>{page.title}</h1><p><span>来源：{page.body.name}</span> <time>{page.published}</time></p>", content
    )
    inner = (
        f"<header><nav><ul>{_links(page.words['navigation'])}</ul></nav></header>\n<aside><ul>{_links(page.words['sidebar'])}</ul>"
        f"</aside>\n<main><article>{article}</article></main>\n<section><h2>相关阅读</h2><ul>{_links(page.words['related'])}</ul>"
        f"</section>\n<footer>{''.join(f'<p>{w}</p>' for w in page.words['footer'])}</footer>"
    )
    return _document(page, "<style>table{border-collapse:collapse}</style>\n", inner)


PRINTERS: dict[str, Callable[[Page], str]] = {
    "spans": print_spans, "expanded": print_expanded, "office": print_office,
    "portal": print_portal, "nested": print_nested, "divs": print_divs,
}  # fmt: skip
