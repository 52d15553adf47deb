"""What is said of the law, of what is declined, of themes and topics across reports; `{…}` are filled by the answering modules."""

from __future__ import annotations

# --- the law --------------------------------------------------------------------------------------
LAW = "{plain}（以上是{source}的要点，用平常话写成，不是条文原文，也不是年报里的话。）"
ARTICLES = "《政府信息公开条例》第{articles}条"
LAW_NAME = "《{name}》"
DIFFERENCE = "{plain}"
NO_DIFFERENCE = "以上两个词的含义不同，请对照着看。"
NOT_JUDGED = "这里只说明它是什么意思；好坏年报不作评价，我也不作评价。"
READING_LAW = "法律规定"
READING_DIFFERENCE = "区别"

# --- what is declined, one sentence a reason ------------------------------------------------------
DECLINED = {
    "instruction": "我只照已收录的年报原文回答，不改数字，也不照别的吩咐说话；可以问的例如：“{example}”",
    "supposition": "我只用年报里的数字，不按假设的数字推算；可以问的例如：“{example}”",
    "privacy": "年报不写申请人等个人的姓名和联系方式，我也不提供；可以问的例如：“{example}”",
    "prediction": "以后的事年报没有写，我不作预测，无法回答；已有各年的数字可以问，例如：“{example}”",
    "advice": "我不能替您拿主意；法律的规定（例如：申请被拒绝了怎么办）和年报里的数字（例如：“{example}”）都可以问。",
    "writing": "我只回答年报里有什么，不代写、改写或翻译文稿；可以问的例如：“{example}”",
    "own_case": "您自己的申请办到哪一步，年报里没有，我也查不到，请向受理申请的机关询问；年报里的数字可以问，例如：“{example}”",
    "opinion": "年报不作评价，我也不作评价，这样的问题无法回答；年报里的数字可以问，例如：“{example}”",
    "weak_opinion": "年报不作评价，我也不作评价，这样的问题无法回答；年报里的数字可以问，例如：“{example}”",
    "subject": "这不是政府信息公开年报会写的事，无法回答；可以问的例如：“{example}”",
    "persons": "政府信息公开年报不写领导人的姓名和情况，无法回答；可以问的例如：“{example}”",
    "facts": "政府信息公开年报不写这类情况，已收录的报告里也没有，无法回答；可以问的例如：“{example}”",
    "contact": "年报不一定写办公的地址和电话，已收录的年报里没有找到；可以看该机关的政府信息公开指南，年报里的数字可以问，例如：“{example}”",
    "": "这个问题年报没有记载，无法回答；我只回答已收录的政府信息公开工作年度报告里的数字和内容，例如：“{example}”",
}
UNWRITTEN = {
    "deeds": "{where}没有写到问的这个数字：政府信息公开年报只写公开工作的情况，一般不写办了哪些案、做了哪些工程。",
    "persons": "{where}没有写到“{topic}”：政府信息公开年报只写公开工作的情况，不写领导人的姓名和情况。",
    "facts": "{where}没有写到“{topic}”：政府信息公开年报只写公开工作的情况，不写这类内容。",
    "contact": "{where}没有写到“{topic}”；办公的地址和电话，可以看该机关的政府信息公开指南。",
}
REPORTS_OF = "{body}{years}的{count}份年报"
YEARS_SPAN = "{first}—{last}年"
NO_PROBLEMS = "{where}没有写存在的问题和改进情况。"
NOT_WRITTEN = "{where}没有写到“{topic}”。"

# --- the product itself ---------------------------------------------------------------------------
ABOUT = {
    "hello": "您好。我可以回答已收录的政府信息公开工作年度报告里的数字和内容，每个数字都附出处。例如：{examples}",
    "thanks": "不客气。还可以接着问，例如：“{example}”",
    "goodbye": "再见。",
    "who": "我是年报问答，一个照年报原文回答问题的程序，不是人，也不替任何机关说话。例如可以问：{examples}",
    "can": "我可以查一个数、几个数相加或相比、占比、排名、历年变化，核对表格和正文，摘出年报里写的问题、措施和做法，解释统计表里的词和申请公开的规定；每个数字都附出处。例如：{examples}",
}
QUOTED_EXAMPLE = "“{example}”"
LOADED_YEARS = "各年的份数：{years}。"
LOADED_YEAR = "{year}年{count}份"
LOADED_IN = "{year}年收录了{count}个单位的年报：{bodies}。"
LOADED_IN_NONE = "没有收录{year}年的年报。"
LACKING_IN = "已收录的{all}个单位中，{count}个没有收录{year}年的年报：{bodies}。"
LACKING_IN_NONE = "已收录的{all}个单位都有{year}年的年报。"
LACKING = "已收录的{all}个单位中，{count}个在首尾两年之间缺年份，{whole}个不缺。"
LACKING_YEARS = "{body}：收录了{loaded}，其间缺{lost}。"
LACKING_NO_YEARS = "{body}：收录了{loaded}，其间不缺年份。"
OF_SCOPE = "{scope}的年报，已收录{count}个单位的{reports}份："
OF_SCOPE_NONE = "已收录的年报中，没有写明是{scope}的。"
SCOPES = {"whole_region": "汇总（数字含所属部门和下级地方）", "own": "本级（数字只是一个机关自己的）"}
NEWEST = "最新的是{year}年，有{count}个单位：{bodies}。"
OLDEST = "最早的是{year}年，有{count}个单位：{bodies}。"
LONGEST = "收录年份最多的是{bodies}，有{count}年的年报。"

# --- themes of chapter 5 --------------------------------------------------------------------------
PROBLEMS_NOUN = "存在的问题"
MEASURES_NOUN = "改进的措施"
THEMES_LEAD = "{whose}{years}共有{reports}份年报，其中{written}份的第五部分写了{noun}，共{items}条。按内容归类（一条可以归入几类），有："
THEME = "{nth}. {theme}：{count}个单位（{bodies}）。如{where}：“{quote}”"
THEMES_MOST = "提到单位最多的是“{theme}”，{count}个单位。"
OTHERS = "没有归入以上各类的{count}条：{items}"
OTHER_ITEM = "{where}：“{quote}”"
OTHERS_MORE = "等，其余见各单位的年报"
UNWRITTEN_BODIES = "第五部分没有写{noun}的有{count}个单位：{bodies}。"
THEME_ASKED = "{whose}{years}共有{reports}份年报，其中{written}份的第五部分写了{noun}；{count}个单位写到“{theme}”{end}"
THEME_SAID = "{where}：“{quote}”"
THEME_MORE = "另有{count}个单位：{bodies}。"
THEME_YEARS = "{nth}. {theme}：{counts}。如{where}：“{quote}”"
YEAR_COUNT = "{year}年{count}个单位"
NOTHING_WRITTEN = "{whose}{years}共有{reports}份年报，第五部分都没有写{noun}。"
THEME_TABLE = "{noun}：主题和单位数"
THEME_HEADER = ("主题", "单位数", "单位")
THEME_YEAR_HEADER = "{year}年"
COUNT = "{count}个"
NOBODY = "无"
NAMED_ALIKE = "已收录的各{name}"
ALL_WROTE = "{whose}{years}共有{reports}份年报，第五部分都写了{noun}。"
WITHOUT_THEME = "{whose}{years}共有{reports}份年报，其中{written}份的第五部分写了{noun}；没有写到“{theme}”的有{count}个单位：{bodies}。"
READING_THEMES = "按主题归类"
REPEATED_LEAD = "{body}{years}的{reports}份年报中，第五部分写了问题的有{written}份。"
REPEATED = "不止一年提到的：{theme}（{years}）。如{where}：“{quote}”"
NOT_REPEATED = "没有哪一类问题不止一年提到。"
ONLY_ONCE = "只在一年提到的：{items}。"
ONCE_ITEM = "{theme}（{years}）"
STILL = "{earlier}提到的“{theme}”，{later}仍然提到：“{quote}”"
NO_MORE = "{earlier}提到的“{theme}”，{later}没有再提到。"
NEWLY = "{later}新提到的：{items}。"
DONE = "关于上年的问题，{where}写道：“{quote}”"
ADJACENT_NEWEST = "按已收录的最近两年（{years}）比较。"

# --- who writes of a topic ------------------------------------------------------------------------
TOPIC = "{whose}{years}共有{reports}份年报，{count}个单位的正文写到“{topic}”{end}"
TOPIC_NONE = "查阅了{whose}{years}的{reports}份年报，正文都没有写到“{topic}”。"
TOPIC_WITHOUT = "{whose}{years}共有{reports}份年报，正文没有写到“{topic}”的有{count}个单位：{bodies}。"
TOPIC_SAID = "{where}：“{quote}”"
TOPIC_DENIED = "，其中{count}个单位写的是没有（列在最后）："
ALL_LOADED_YEARS = "历年"
READING_TOPIC = "正文写到“{topic}”"

# --- what a question takes for granted ------------------------------------------------------------
NOT_NONE = "不是没有：{where}“{label}”为{said}。"
INDEED_NONE = "对，没有：{where}“{label}”为{said}。"
NOT_SO = "不是这样：{told}"
INDEED = "对：{told}"
IS_SO = "是。{told}"
IS_NOT_SO = "不是。{told}"

# --- the whole of a place against its parts --------------------------------------------------------
REGION_SUM_HOLDS = "{year}年“{label}”对得上，一致：{items} = {sum}，等于{where}的{total}。"
REGION_SUM_FAILS = "{year}年“{label}”对不上，不一致：{items} = {sum}，{where}填的是{total}，相差{difference}。"
REGION_SUM_OPEN = "{year}年“{label}”无法核对：{items}，合计{sum}，{where}为{total}；{lost}没有这一项的数字。"

# --- a section of chapter 1, a name ------------------------------------------------------------------
SECTION = "{where}“{title}”：{quote}"
NOT_CALLED = "{where}没有写明{carrier}叫什么。"
CALLED = "{where}的{carrier}叫“{name}”。原文：“{quote}”"

# --- fees for answering requests ------------------------------------------------------------------
FEES = "依申请公开收取的费用（信息处理费）"
FEES_NOT_SAID = "{where}没有写依申请公开收取了多少费用（信息处理费）。"
FEES_NOT_COUNTED = "{where}用的是{form}，这个格式的统计表没有“{label}”这一项，正文也没有写收取了多少信息处理费，所以查不到。表二的“行政事业性收费”是机关办理各项事务的收费，不是申请信息公开的收费。"
