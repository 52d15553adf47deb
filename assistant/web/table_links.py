"""The address under which a table of an answer is had as a file: it holds the questions that bring it again."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from assistant.answer import Table
from assistant.service.asking import MOST_BEFORE
from assistant.service.table_files import mark_of

# What servers in front of this one take as an address.
LONGEST_ADDRESS = 6000


def table_address(
    table: Table, at: int, ending: str, questions: Sequence[str], restated: str = "", within: str = ""
) -> str:
    """The address of table `at` of the last answer, relative to the chat; '' where no address holds the conversation.

    `restated` stands for all the questions where they are too many.
    """
    for asked in (list(questions), [restated] if restated else []):
        query = [("q", question) for question in asked] + [("n", str(at)), ("mark", mark_of(table))]
        query += [("within", within)] if within else []
        address = f"download/table.{ending}?{urlencode(query, quote_via=quote)}"
        if asked and len(asked) <= MOST_BEFORE + 1 and len(address) <= LONGEST_ADDRESS:
            return address
    return ""
