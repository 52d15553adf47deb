"""The layout test set: one report printed in many layouts, formats and states of decay, every cell known.

`Sheet` holds the true numbers, `states` what happened to the report, `printed` the bytes; `verdict` compares what was
read cell by cell with the truth.
"""

from __future__ import annotations

from layouts.reading import Verdict, verdict
from layouts.sheet import FORMATS, NUMBERS, Sheet, printed, sheet
from layouts.states import STATES, State

__all__ = ["FORMATS", "NUMBERS", "STATES", "Sheet", "State", "Verdict", "printed", "sheet", "verdict"]
