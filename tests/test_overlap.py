"""What a whole region's report counts already is added to nothing: by the divisions, else by the names."""

from __future__ import annotations

import pytest

from assistant.answering.overlap import covering, shared_region
from corpus.report import Scope
from corpus.store import ReportHead


def head(body: str, region: str, scope: Scope = Scope.UNSTATED) -> ReportHead:
    return ReportHead(body, "", "", "", body, region, 2023, scope, "2021", (), 1)


# the whole region's report, another report → may the first count what the second does
COUNTED = [
    ("商丘市", "梁园区", True),  # its report doesn't name the city
    ("商丘市", "河南省商丘市睢阳区", True),
    ("商丘市", "永城市", True),
    ("商丘市", "商丘市经济开发区", True),
    ("河南省", "泗洪县", False),
    ("宿迁市", "梁园区", False),
    ("宿迁市", "江苏省", False),
    ("南京市", "鼓楼区", True),  # which 鼓楼区 nobody says
    # invented places go by their names: what may lie inside counts as inside
    ("澄屿市", "砚岭县", True),
    ("澄屿市", "栖霖市砚岭县", False),
    ("宿迁市", "砚岭县", True),
]


@pytest.mark.parametrize(("whole", "other", "counted"), COUNTED)
def test_whole_regions(whole: str, other: str, counted: bool) -> None:
    one, two = head(whole, whole, Scope.WHOLE_REGION), head(f"{other}人民政府", other)
    assert (covering([one, two]) == {one.id}) is counted


def test_the_own_level_of_a_region_is_in_its_whole_report() -> None:
    whole, own = head("宿迁市", "宿迁市", Scope.WHOLE_REGION), head("宿迁市人民政府", "江苏省宿迁市", Scope.OWN)
    assert covering([whole, own]) == {"宿迁市"}
    assert shared_region([whole], [own])
    assert not shared_region([whole], [head("梁园区人民政府", "梁园区")])
