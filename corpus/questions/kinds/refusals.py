"""What is to be asked back, and what has no answer, each for its own reason."""

from __future__ import annotations

from corpus.forms import load_forms
from corpus.questions.facts import TOTAL
from corpus.questions.question import Draw, Made
from corpus.questions.words import read_data, split_body
from corpus.report import Scope
from corpus.store import ReportHead

_OLDEST, _WIDTH = 2003, 3
_KEYS = ("requests.", "disputes.")


def _plain(draw: Draw, path: str, head: ReportHead, **words: str) -> str | None:
    """A wording filled in with an indicator of that report."""
    key = draw.key(head, _KEYS)
    if not key:
        return None
    said = {"who": draw.who(head), "when": draw.when(head.year), "what": draw.what(key), "many": draw.many(key)}
    clause = draw.clause(key)
    return draw.say(path, **{**said, "clause": clause or draw.what(key) + "有多少件", **words})


def _asks_back(text: str | None, evidence: str) -> Made | None:
    return Made((text,), expect="asks_back", evidence=evidence) if text else None


# --- asked back ------------------------------------------------------------------------------------


def no_body(draw: Draw) -> Made | None:
    """No body is named, and several are loaded."""
    head = draw.head()
    if not head or len(draw.facts.by_body) < 2:
        return None
    return _asks_back(_plain(draw, "ask_back.no_body", head), "没有说是哪个单位")


def same_name(draw: Draw) -> Made | None:
    """A bureau without its place, which several places have."""
    head = draw.head(h for h in draw.facts.heads if h.scope is Scope.UNSTATED)
    department = split_body(head)[1] if head else ""
    year = draw.facts.by_year[head.year or 0] if head else ()
    if not head or not department or len({h.body for h in year if split_body(h)[1] == department}) < 2:
        return None
    bare = draw.one_of(read_data("names")["departments"][department])
    return _asks_back(_plain(draw, "ask_back.same_name", head, bare=bare), f"不止一个单位叫{bare}")


def before_epidemic(draw: Draw) -> Made | None:
    """疫情前 is no year."""
    head = draw.head(h for h in draw.facts.heads if h.year and h.year <= 2020)
    return _asks_back(_plain(draw, "ask_back.before", head) if head else None, "疫情前不是确定的年份")


def no_indicator(draw: Draw) -> Made | None:
    """A body and a year, and nothing that is counted."""
    head = draw.head()
    return _asks_back(_plain(draw, "ask_back.no_indicator", head) if head else None, "没有说是哪一项")


# --- not loaded --------------------------------------------------------------------------------------


def _refused(text: str | None, evidence: str, *outcomes: str) -> Made | None:
    return Made((text,), expect="not_answered", evidence=evidence, outcome=outcomes) if text else None


def year(draw: Draw) -> Made | None:
    """A year of a loaded body that is not loaded."""
    head = draw.head(h for h in draw.facts.heads if h.scope is not Scope.WHOLE_REGION)
    if not head:
        return None
    loaded = [h.year or 0 for h in draw.facts.years_of(head)]
    known = draw.facts.loaded
    free = range(max(_OLDEST, min(loaded) - _WIDTH), max(loaded) + 1)
    gaps = [y for y in free if (head.body, y) not in known]
    if not gaps:
        return None
    text = _plain(draw, "cell.plain", head, when=draw.when(draw.rng.choice(gaps)))
    return _refused(text, f"{head.body}收录了{'、'.join(map(str, loaded))}年", "not_loaded")


def department(draw: Draw) -> Made | None:
    """A department of a loaded place that is not loaded."""
    head = draw.head(h for h in draw.facts.heads if h.scope is Scope.UNSTATED)
    place = split_body(head)[0] if head else ""
    who = place + draw.one_of(read_data("wordings")["refusal"]["department"])
    if not head or any(who in (h.body, h.printed, *h.aliases) for h in draw.facts.all_heads):
        return None
    text = _plain(draw, "cell.plain", head, who=who)
    return _refused(text, f"没有收录{who}", "not_loaded", "not_in_report")


def far(draw: Draw) -> Made | None:
    """A body of quite another place."""
    head, who = draw.head(), draw.one_of(read_data("wordings")["refusal"]["far"])
    if not head or any(h.region[:2] in who for h in draw.facts.all_heads):
        return None
    return _refused(_plain(draw, "cell.plain", head, who=who), f"没有收录{who}", "not_loaded")


# --- loaded, and still without an answer ----------------------------------------------------------------


def not_in_form(draw: Draw) -> Made | None:
    """An item that the form of that year does not have."""
    head = draw.head()
    lacking = read_data("names")["lacking"].get(head.form or "", ()) if head else ()
    if not head or not lacking:
        return None
    key = draw.one_of(lacking)
    assert draw.facts.fact(head, key).lack == "not_in_form"
    text = draw.say(
        "cell.plain", who=draw.who(head), when=draw.when(head.year), what=draw.what(key), many=draw.many(key)
    )  # fmt: skip
    return _refused(text, f"{load_forms()[head.form or ''].name}没有{key}", "not_in_form")


def blank(draw: Draw) -> Made | None:
    """A cell that the report leaves blank, or marks as having no number."""
    head = draw.head(h for h in draw.facts.heads if draw.facts.lacking(h))
    if not head:
        return None
    key, of = draw.rng.choice(draw.facts.lacking(head))
    path = "cell.plain" if of == TOTAL else "applicant.plain"
    text = draw.say(
        path, who=draw.who(head), when=draw.when(head.year), what=draw.what(key), many=draw.many(key),
        of="" if of == TOTAL else draw.of(of),
    )  # fmt: skip
    return _refused(text, f"{head.file}：{key}（{of}）空白或“/”", "blank")


def topic(draw: Draw) -> Made | None:
    """Something that annual reports of disclosure do not tell."""
    head = draw.head()
    text = _plain(draw, "refusal.topic", head) if head else None
    return _refused(text, "年报不写这些", "not_in_report", "outside")


def _outside(draw: Draw, path: str, *outcomes: str) -> Made | None:
    head = draw.head()
    return _refused(_plain(draw, path, head) if head else None, "不是年报的事", "outside", *outcomes)


def weather(draw: Draw) -> Made | None:
    """Another subject altogether."""
    return _outside(draw, "refusal.weather")


def opinion(draw: Draw) -> Made | None:
    """An opinion or a mark."""
    return _outside(draw, "refusal.opinion")


def prediction(draw: Draw) -> Made | None:
    """What nobody knows yet; that the year is not loaded is as true."""
    return _outside(draw, "refusal.prediction", "not_loaded")


def injection(draw: Draw) -> Made | None:
    """An attempt to make the assistant say something else."""
    return _outside(draw, "refusal.injection")
