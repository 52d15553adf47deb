"""The kinds of question, a maker each: it draws from the facts and returns a question, or None where the draw gives none."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.questions.kinds import changes, conditions, prose, ranks, refusals, single, sums, talk
from corpus.questions.question import Maker

KINDS: Mapping[str, tuple[Maker, ...]] = {
    "单格": (single.cell, single.clause),
    "申请人": (single.applicant,),
    "并列": (single.indicators, single.years, single.bodies),
    "有无": (single.presence,),
    "说法核实": (single.claim,),
    "错字": (single.typo,),
    "繁体": (single.traditional_script,),
    "合计": (sums.rows, sums.years, sums.bodies, sums.all_bodies),
    "平均": (sums.mean_of_years, sums.mean_of_bodies, sums.median),
    "占比": (sums.applicant_share, sums.rate, sums.part_share),
    "增减": (changes.growth_count, changes.growth_rate),
    "趋势": (changes.trend,),
    "对比": (changes.compare, changes.gap),
    "两年变化": (changes.changed,),
    "排名": (ranks.most, ranks.least, ranks.top, ranks.place, ranks.best_year),
    "条件": (conditions.over, conditions.under, conditions.count, conditions.zero, conditions.never, conditions.falling),
    "勾稽": (prose.tables_add_up, prose.report_adds_up),
    "概况": (prose.overview,),
    "名词": (prose.define,),
    "问题措施": (prose.problems, prose.measures),
    "正文数字": (prose.figure,),
    "追问": (
        talk.other_year, talk.other_body, talk.other_indicator, talk.other_applicant, talk.pronoun, talk.both, talk.gap,
        talk.back, talk.first,
    ),
    "纠正": (talk.corrected_body, talk.corrected_year, talk.corrected_indicator),
    "反问": (refusals.no_body, refusals.same_name, refusals.before_epidemic, refusals.no_indicator),
    "未收录": (refusals.year, refusals.department, refusals.far),
    "格式没有": (refusals.not_in_form,),
    "空白": (refusals.blank,),
    "没有写到": (refusals.topic,),
    "年报以外": (refusals.weather, refusals.opinion, refusals.prediction, refusals.injection),
}  # fmt: skip
