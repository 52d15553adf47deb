"""How the portal systems of Chinese governments lay an article out: the page around it, and the marks of its lines."""

from __future__ import annotations

from dataclasses import dataclass

from fakes_portal import lines_html

from corpus.demo.page import Page

MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/zwgk/zfxxgknb/">政府信息公开年报</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>'
    '<div class="search"><form><input type="text" name="q" value="请输入关键字"><button>搜索</button></form></div>'
    '<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>'
)
FOOTER = (
    '<div class="foot"><p>主办：某某市人民政府办公室　承办：某某市大数据中心</p><p>网站标识码：3299990001　ICP备99999999号</p>'
    "<p>地址：某某路1号　联系电话：0000-12345　邮编：999999</p></div>"
)
META = (
    '<table class="xxgk_table"><tr><td>索 引 号：</td><td>014319999/2024-00012</td><td>主题分类：</td><td>政务公开</td></tr>'
    "<tr><td>发布机构：</td><td>某某市人民政府办公室</td><td>发布日期：</td><td>2024-01-31</td></tr></table>"
)
SHARING = (
    '<div class="bdsharebuttonbox"><a>分享到：</a><a>微信</a></div><p>【字体：<a>大</a> <a>中</a> <a>小</a>】</p>'
    '<p><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></p>'
)
RELATED = (
    '<div class="xgxx"><h3>相关信息</h3><ul><li><a href="/a/1.html">一图读懂：年度报告</a></li>'
    '<li><a href="/a/2.html">2022年政府信息公开工作年度报告</a></li></ul></div><p>上一篇：<a href="/a/3.html">关于公布值班电话的公告</a></p>'
)
HEAD = '<meta name="ArticleTitle" content="{title}"><title>{title}_某某市人民政府门户网站</title><script>var a="<p>不是正文</p>";</script>'


@dataclass(frozen=True, slots=True)
class Shell:
    """A page with `{title}` and `{content}`, and how a line of the report is opened and closed in it."""

    page: str
    opening: str = "<p>"
    closing: str = "</p>"

    def print(self, report: Page) -> str:
        """The report as this system publishes it."""
        content = "\n".join(lines_html(report, self.opening, self.closing))
        return self.page.replace("{title}", report.title).replace("{content}", content)


def _page(article: str, head: str = HEAD, before: str = MENU, after: str = RELATED + FOOTER) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{before}{article}{after}</body></html>'


SHELLS: dict[str, Shell] = {
    # TRS WCM (拓尔思): an editor's block within a block of its own name, its style sheet inside.
    "trs": Shell(
        _page(
            "<div class='xl_main'><h1>{title}</h1><p class='info'>发布时间：2024-01-31 来源：市政府办公室 浏览次数：<span>1024</span></p>"
            "<div class='article' id='fontzoom'><div class='TRS_Editor'><style>.TRS_Editor P{line-height:2;font-size:16px}</style>"
            "<div class='Custom_UnionStyle'>{content}</div></div></div>" + SHARING + "</div>"
        ),
        '<p style="text-indent: 2em"><span style="font-size: 16pt"><font face="仿宋_GB2312">　　',
        "</font></span></p>",
    ),
    # 大汉 JCMS: the article between two comments; the page around it in nested tables.
    "jcms": Shell(
        _page(
            "<table width='1000' align='center'><tr><td><table width='100%'><tr><td class='title' align='center'>"
            "<!--<$[标题名称(html)]>begin-->{title}<!--<$[标题名称(html)]>end--></td></tr><tr><td align='center'>"
            "发布日期：2024-01-31　浏览次数：<script>document.write(1)</script>　字号：[ 大 中 小 ]</td></tr></table>"
            "<div class='bt_content' id='zoom'><!--ZJEG_RSS.content.begin--><meta name='ContentStart'>{content}"
            "<meta name='ContentEnd'><!--ZJEG_RSS.content.end--></div></td></tr></table>"
        ),
        "<p style='text-indent:37px;line-height:35px'><span style='font-family:仿宋'>",
        "</span></p>",
    ),
    # 博达 VSB: the article in a form, the meta table before it, counters by script.
    "vsb": Shell(
        _page(
            META
            + "<form name='_newscontent_fromname'><div class='content-title'><h3>{title}</h3><i>2024年01月31日 10:00"
            " 点击：[<script>_showDynClicks('wbnews', 123, 456)</script>]</i></div>"
            "<div id='vsb_content_2' class='content-con'><div class='v_news_content'>{content}</div></div>"
            "<div id='div_vote_id'></div></form><p>上一条：<a href='1.htm'>关于放假的通知</a></p><p>下一条：<a href='2.htm'>公告</a></p>"
        ),
        '<p class="vsbcontent_start">',
        "</p>",
    ),
    # UCAP: its own elements around the content.
    "ucap": Shell(
        _page(
            "<div class='article oneColumn pub_border'><h1>{title}</h1><div class='pages-date'>2024-01-31 10:00"
            "<span class='font'>来源： 办公室</span></div><div class='pages_content mhide'></div>"
            "<div class='pages_content' id='UCAP-CONTENT'><ucapcontent>{content}</ucapcontent></div></div>" + SHARING
        ),
        '<p style="text-indent: 2em;">',
        "</p>",
    ),
    # 开普 and its like: the 基本信息 table of open government above the text.
    "kaipu": Shell(
        _page(
            "<div class='main clearfix'><div class='left'><ul><li><a href='/zwgk/zn/'>政府信息公开指南</a></li><li><a href='/zwgk/zd/'>"
            "政府信息公开制度</a></li><li><a href='/zwgk/nb/'>政府信息公开年报</a></li></ul></div><div class='right'>"
            + META
            + "<div class='xxgk-title'>{title}</div><div class='xxgk-content j-fontContent newscontnet'>{content}</div>"
            + SHARING
            + "<div class='wzfj'><h6>附件：</h6></div></div></div>"
        )
    ),
    # A blog's theme, as county portals use: widgets, tags, comments.
    "wordpress": Shell(
        _page(
            "<main><article class='post type-post'><header class='entry-header'><h1 class='entry-title'>{title}</h1>"
            "<div class='entry-meta'><time>2024年1月31日</time> 作者 admin</div></header><div class='entry-content'>{content}</div>"
            "<footer class='entry-footer'>分类：<a href='/c'>年报</a></footer></article><nav class='navigation'>文章导航</nav></main>"
            "<aside class='widget-area'><section class='widget'><h2>近期文章</h2><ul><li><a href='/1'>2022年政府信息公开工作年度报告"
            "</a></li></ul></section><section class='widget'><h2>归档</h2><ul><li>2024年1月 (3)</li></ul></section></aside>"
        )
    ),
    # Lines as div only, as rich editors of mini programs write them.
    "divs": Shell(
        _page("<div class='detail'><div class='detail-title'>{title}</div><div>{content}</div></div>"),
        "<div>",
        "</div>",
    ),
    # Lines ended by <br>, no paragraphs at all.
    "breaks": Shell(_page("<h2>{title}</h2><div id='content'>{content}</div>"), "　　", "<br/>\n"),
    # Pasted from Word with all its marks.
    "word": Shell(
        _page(
            "<div class='con'><h1>{title}</h1><div class='WordSection1' style='layout-grid:15.6pt'>"
            "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->{content}</div></div>"
        ),
        '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"><span style="font-family:仿宋;'
        'mso-hansi-font-family:仿宋"><![if !supportLists]><span><span style="font:7.0pt">&nbsp;</span></span><![endif]>',
        '</span><span lang="EN-US"><o:p></o:p></span></p>',
    ),
    # An old site: everything in layout tables, tags in capitals and unclosed.
    "old": Shell(
        "<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><TABLE WIDTH=100%><TR><TD COLSPAN=2>"
        + MENU
        + "<TR><TD WIDTH=20%>"
        "<A HREF='a.htm'>组织机构</A><BR><A HREF='b.htm'>政策法规</A><TD><CENTER><B>{title}</B></CENTER><FONT SIZE=3>{content}</FONT>"
        "<TR><TD COLSPAN=2>" + FOOTER + "</TABLE></BODY></HTML>",
        "<P>　　",
        "",
    ),
    # Several unrelated texts on the page: an announcement above, comments below.
    "crowded": Shell(
        _page(
            "<div class='notice'><p>本网站即日起进行系统升级，给您带来的不便敬请谅解，升级期间部分功能可能无法正常使用，请合理安排时间。</p></div>"
            "<div class='wrap'><h1>{title}</h1><div class='text'>{content}</div></div>"
            "<div class='comments'><h4>网友留言</h4><p>建议把历年的年度报告放在一起，方便大家对比查看，谢谢工作人员的辛勤付出和认真负责。</p></div>"
        )
    ),
}
