"""Going back: 回到刚才那个, 再看看第一个问题, 刚才说的教育局, 回到2023年."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dialogue.turn import Said, Speech, Turn
from assistant.dialogue.words import number, whole

_NO_MORE = "呢吧啊呀，"


def returned(text: str, turns: Sequence[Turn], base: int) -> Said | None:
    """The turn gone back to as `base`, with what is asked of it; `text` is '' where it is just asked again."""
    if found := whole("back", "turn", text):
        asked = [i for i, turn in enumerate(turns) if turn.said.kind is Speech.QUESTION]
        said = found.groupdict()
        at = number(found) - 1 if said.get("n") else 0 if said.get("first") else -2 if said.get("moved") else -1
        if at >= len(asked):
            return None
        return Said(found["rest"].strip(_NO_MORE), base=asked[max(at, -len(asked))])
    if found := whole("back", "earlier", text):
        return Said(found["rest"], base=base, recalls=True)
    if found := whole("back", "plain", text):
        return Said(found["rest"], base=base)
    return None
