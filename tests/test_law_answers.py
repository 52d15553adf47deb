"""What the law says: each matter with its article, marked as the law's and not the report's; two words told apart."""

from __future__ import annotations

import pytest
from conftest import Demo

from assistant.answer import Outcome

# question → the article, and words that the answer can't do without
LAW = [
    ("怎么申请信息公开", "29", "书面"),
    ("申请政府信息公开需要什么材料", "29", "身份证明"),
    ("网上能申请吗", "29", "网上提交"),
    ("口头申请行吗", "29", "口头"),
    ("能匿名申请吗", "29", "不能匿名"),
    ("可以替别人申请吗", "29", "公开指南"),
    ("公司能申请吗", "27", "法人"),
    ("外国人可以申请吗", "27", "没有专门写外国人"),
    ("申请要说明用途吗", "27", "不用"),
    ("政府多少天内要答复", "33", "二十个工作日"),
    ("能延期吗", "33", "延长"),
    ("超过20个工作日没答复怎么办", "51", "投诉"),
    ("补正要几天", "30", "七个工作日"),
    ("征求第三方意见要多久", "32", "十五个工作日"),
    ("申请信息公开要收费吗", "42", "一般不收费"),
    ("申请信息公开要钱不", "42", "一般不收费"),
    ("申请次数有限制吗", "35", "没有规定次数的上限"),
    ("申请被拒绝了怎么办", "51", "行政复议"),
    ("澄屿市教育局拒绝了我的申请怎么办", "51", "投诉"),
    ("复议期限是多久", "51", "六十日"),
    ("行政诉讼多久内提起", "51", "六个月"),
    ("什么时候发布年报", "49", "1月31日"),
    ("年报各部门最迟啥时候挂网", "49", "1月31日"),
    ("各单位的年报几号前必须公布", "49", "1月31日"),
    ("我交了信息公开申请，几时要给我答复", "33", "二十个工作日"),
    ("申请政府信息公开要不要给前", "42", "一般不收费"),
    ("不给公开我不服，能上哪告", "51", "行政诉讼"),
    ("年报谁写的", "49", "各机关自己编写"),
    ("哪些信息不公开", "14", "国家秘密"),
    ("三安全一稳定 具体哪几个", "14", "社会稳定"),
    ("为什么不公开国家秘密", "14", "国家秘密"),
    ("哪些信息应该主动公开", "20", "行政许可"),
    ("主动公开要在几天内", "26", "二十个工作日"),
]


@pytest.mark.parametrize(("question", "article", "words"), LAW, ids=[q for q, *_ in LAW])
def test_the_law_answers_with_its_article(demo: Demo, question: str, article: str, words: str) -> None:
    answer = demo.assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert words in answer.text
    assert article in answer.text.split("《政府信息公开条例》第")[-1].split("条")[0].split("、")
    assert "不是年报里的话" in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("予以公开和部分公开有什么区别", "一件申请只计在其中一项里"),
        ("不予公开和不予处理的区别", "差别在申请本身"),
        ("无法提供和不予公开有什么不同", "差别在信息有没有"),
        ("复议和诉讼有什么区别", "差别在由谁来审"),
        ("主动公开和依申请公开的区别", "差别在要不要申请"),
    ],
)
def test_two_words_are_told_apart(demo: Demo, question: str, words: str) -> None:
    answer = demo.assistant.ask(question)
    assert len(answer.claims) == 3
    assert answer.claims[-1].text.startswith(words) or words in answer.claims[-1].text


def test_whether_a_result_is_good_is_not_judged(demo: Demo) -> None:
    answer = demo.assistant.ask("结果维持是好是坏")
    assert "予以维持" in answer.text
    assert "不作评价" in answer.text


def test_a_number_and_its_meaning_in_one(demo: Demo) -> None:
    answer = demo.assistant.ask("澄屿市2023年危及三安全一稳定的有几件，什么意思")
    assert answer.figures
    assert "国家安全、公共安全、经济安全和社会稳定" in answer.text


MORE = [
    ("政府多少天内要答复 → 能延长不，最多再拖好久", "延长二十个工作日"),
    ("答复期限是多少天 → 还能再拖吗", "延长二十个工作日"),
    ("第三方意见要征求多少天 → 人家不吭声怎么办", "逾期不提的"),
    ("征求第三方意见要多久 → 他不同意咋办", "由机关依照条例决定"),
]


@pytest.mark.parametrize(("turns", "words"), MORE)
def test_more_is_asked_of_the_same_matter(demo: Demo, turns: str, words: str) -> None:
    conversation = demo.assistant.conversation()
    assert words in [conversation.ask(turn) for turn in turns.split(" → ")][-1].text


@pytest.mark.parametrize(
    "question", ["澄屿市2023年信息处理费收了多少", "哪些单位的申请最多", "澄屿市2023年延期答复的有几件"]
)
def test_what_reports_are_asked_is_not_answered_from_the_law(demo: Demo, question: str) -> None:
    assert "条例" not in demo.assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("行政复议怎么理解", "“行政复议”"),
        ("未经复议直接起诉这个词怎么解释", "“未经复议直接起诉”"),
        ("年报里的复议纠正是指什么", "“行政复议·结果纠正”"),
    ],
)
def test_what_a_word_means_is_no_question_of_law(demo: Demo, question: str, label: str) -> None:
    assert demo.assistant.ask(question).text.startswith(label)
