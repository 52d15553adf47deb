"""From a typed question to a cited answer: the whole way, top to bottom."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from assistant import wording, wording_talk
from assistant.answer import Answer, Claim, Outcome
from assistant.answering.context import Context, Searching, grouped_by_body
from assistant.answering.free_reports import with_own_names
from assistant.answering.lists import names_listed, speaks_of_lists, speaks_of_some, with_lists
from assistant.answering.other_forms import (
    counted_by_all,
    of_other_form,
    says_own_name,
    told_as_near,
    with_prose,
    without_wholes,
)
from assistant.answering.renamed import with_renamed
from assistant.checked import Failing
from assistant.dialogue.alternatives import alternatives
from assistant.dialogue.hear import hear
from assistant.dialogue.moved import moved
from assistant.dialogue.ranging import in_place, range_of, range_told, without_body
from assistant.dialogue.restate import restated
from assistant.dialogue.slot_sets import of_all_bodies
from assistant.dialogue.slots import denied_slots, follow, only_bodies, settled, takes_over_nothing
from assistant.dialogue.subjects import told_of
from assistant.dialogue.talk import about_the_talk, open_again, side_by_side, still_missing, with_year_before
from assistant.dialogue.turn import NOTHING, Said, Speech, Turn
from assistant.examples import example_questions, first_example
from assistant.in_turn import InTurn
from assistant.kept import KeptSearch, kept_to, leaves, nothing_kept, without_those_that_left
from assistant.kinds import Found, answer_question
from assistant.llm.client import Model
from assistant.llm.reading import as_typed, reading, unread
from assistant.llm.summary import summarised, worth_summing_up
from assistant.parsing.gazetteer import Gazetteer, make_gazetteer
from assistant.parsing.local_words import LocalWords, local_words
from assistant.question import Question
from assistant.reading_line import reading_line
from assistant.readings import Readings
from assistant.remarks import remarked
from assistant.suggestions import suggestions
from assistant.values import Reader
from assistant.within import heads_within
from corpus.errors import NianbaoError
from corpus.forms.catalogue import load_catalogue
from corpus.kinds import kind_of
from corpus.settings import Settings
from corpus.store import ReportHead, Store
from index.embed import SentenceEmbedder
from index.link import IndicatorLinker
from index.search import SearchIndex

# So many bodies and regions that conversations keep to are known at once; a portal names one or a few.
MOST_KEPT_TO = 32
# So many examples are offered to a question that leaves what its conversation keeps to.
OFFERED_INSTEAD = 3
# Where reading a question with the names of lists may do better.
_NOT_SURE = (Outcome.NOT_IN_REPORT, Outcome.ANSWERED)

# Behind an example: a follow-up, and what only the form of a list counts.
_REHEARSED = ("上一年呢", "信函申请数有多少")


@dataclass(slots=True)
class Conversation:
    """Questions asked one after the other; each may lean on those before."""

    assistant: Assistant
    turns: list[Turn] = field(default_factory=list)
    within: str = ""

    def ask(self, text: str) -> Answer:
        """The answer to the next question of this conversation, without waiting for a summary of it; see `summary`."""
        turn = self.assistant.turn(text, self.turns, self.within)
        self.turns.append(turn)
        return turn.answer

    def summary(self) -> Callable[[], Answer | None] | None:
        """What asks a model to sum the last answer up, and waits for it: the answer with its summary above, or None.

        None where that answer needs none. The conversation goes on from the answer as it was, with a summary or without.
        """
        turn = self.turns[-1] if self.turns else None
        if turn is None or not self.assistant.sums_up(turn):
            return None
        return partial(self.assistant.summarised, turn, self.within)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is made of the heads once, until the store changes."""

    heads: tuple[ReportHead, ...]
    gazetteer: Gazetteer
    readings: Readings
    by_body: Mapping[str, tuple[ReportHead, ...]]
    example: str
    disclosing: tuple[ReportHead, ...]
    free: tuple[ReportHead, ...]
    local: LocalWords


class Assistant:
    """Answers questions from one store; safe to share between threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self._folder = settings.data / "index"
        self._embedder = SentenceEmbedder(settings.model, threads=settings.threads)
        self.linker = IndicatorLinker(load_catalogue().chaptered, self._embedder, self._folder)
        self._listed_linker = IndicatorLinker(load_catalogue().listed, self._embedder, self._folder / "listed")
        self._search: SearchIndex | None = None
        self._indexed: tuple[ReportHead, ...] | None = None  # the reports when the index last caught up
        self._reader = Reader(store)
        self._failing = Failing(store)
        self._model = Model(settings) if settings.llm_url else None
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._in_turn = InTurn()
        self._known: dict[str, _Known] = {}

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question typed after those of `history`, with a summary where there is one."""
        turn = self.turn(question, history)
        return self.summarised(turn) or turn.answer

    def sums_up(self, turn: Turn) -> bool:
        """Whether there is a model, and an answer that is worth its summary."""
        return self._model is not None and turn.read is not None and worth_summing_up(turn.answer, turn.read)

    def summarised(self, turn: Turn, within: str = "") -> Answer | None:
        """The answer of a turn with a model's summary above it, None where it has none; waits for the model."""
        if self._model is None or turn.read is None:
            return None
        answer = summarised(turn.answer, turn.read, self._model, self._context(within).gazetteer.names)
        return answer if answer.summarised else None

    def turn(self, typed: str, history: Sequence[Turn] = (), within: str = "") -> Turn:
        """A question typed after those of `history`, as it was understood, and its answer from the reports `within`.

        It does not wait for a summary; see `summarised`. Where many ask at once, they are answered in the order they came.
        """
        with self._in_turn.turn():
            return self._turn(typed, history, within)

    def _turn(self, typed: str, history: Sequence[Turn], within: str) -> Turn:
        context = self._context(within)
        kept = (*context.heads, *context.free)
        if within and not kept:
            return Turn(typed, nothing_kept(within), Said(typed))
        history = without_those_that_left(history) if within else history
        said = self._asks_instead(hear(context.local.read(typed), history), history, context)
        if said.kind is not Speech.QUESTION:
            return Turn(typed, about_the_talk(said, history, context), said)
        if within and self._leaves(said.text, kept, within):
            return Turn(typed, kept_to(within, example_questions(context, OFFERED_INSTEAD)), said)
        found = self._answered(said, history, context)
        answer, targets, understood = found
        if self._model and unread(understood, answer):
            answer, targets, understood = self._read_by_model(found, said, history, context)
        answer = told_as_near(understood, answer, context)
        if open_again(answer, history):
            answer, targets, understood = _all_or_missing(answer, understood, context)
        answer = with_year_before(answer, understood, said, history, context)
        by_itself = said.base == NOTHING or (
            answer is found[0] and self._takes_over_nothing(said, history, found, context)
        )
        answer = _only_cited(replace(answer, subjects=told_of(answer, understood, targets)))
        alone = said.text if by_itself else self._said_in_full(settled(understood, answer), answer, context)
        answer = remarked(with_renamed(range_told(answer, understood), understood, targets))
        line = answer.reading or reading_line(understood, targets, answer)
        line += wording.READING_MODEL.format(question=answer.read_as) if answer.read_as else ""
        answer = replace(answer, reading=line)
        offered = answer.suggestions or suggestions(understood, targets, answer, context)
        others = alternatives(understood, targets, context)
        answer = replace(answer, suggestions=offered, alternatives=others, restated=alone)
        return Turn(typed, answer, said, settled(understood, answer))

    def _leaves(self, text: str, kept: Sequence[ReportHead], within: str) -> bool:
        """Whether a question names a body or a place that this conversation does not keep to.

        It is read with the names of all that is loaded: 丹阳市 must not be taken for 丹棱市 because that alone is kept to.
        """
        known = self._context(), self._context(within)
        return any(leaves(context.read(text), kept, within) for context in known)

    def _asks_instead(self, said: Said, history: Sequence[Turn], context: Context) -> Said:
        """A bare 不要2024年的 that leaves nothing, or all, of what was asked: that it is wrong, and which part of it."""
        before = history[said.base].read if said.denied and not said.text and said.base != NOTHING else None
        if before is None or of_all_bodies(before):
            return said
        slots = denied_slots(before, context.read(said.denied))
        words = "".join(wording_talk.SLOTS.get(slot, "") for slot in slots)
        return replace(said, text=words, denied="", kind=Speech.WRONG) if slots else said

    def _said_in_full(self, understood: Question, answer: Answer, context: Context) -> str:
        """The turn as a question that needs none before it, asked to make sure."""
        return restated(understood, answer, lambda text: self._answered(Said(text), (), context)[0])

    def _takes_over_nothing(self, said: Said, history: Sequence[Turn], found: Found, context: Context) -> bool:
        """Whether a question is read after those before it just as it is by itself, so that it has the same answer."""
        if found[2].listed:
            return False  # the names of lists may be meant because of those before
        plainly = _is_sure(self._followed(said, history, context), found)
        by_itself = Said(said.text)
        return all(
            takes_over_nothing(self._followed(said, history, context, w), self._followed(by_itself, (), context, w))
            for w in ((False,) if plainly else (False, True))
        )

    def _read_by_model(self, plain: Found, said: Said, history: Sequence[Turn], context: Context) -> Found:
        """What is found where the model reads the question, as a follow-up to what was typed; `plain` where it can't."""
        read_as = reading(plain[2], context, self._model) if self._model else ""
        if not read_as:
            return plain
        typed = Turn(said.text, plain[0], said, plain[2])
        answer, targets, understood = self._answered(Said(read_as, len(history)), (*history, typed), context)
        if answer.outcome in (Outcome.OUTSIDE, Outcome.NOT_IN_REPORT):
            return plain
        return replace(answer, read_as=read_as), targets, as_typed(understood, plain[2])

    def _answered(self, said: Said, history: Sequence[Turn], context: Context) -> Found:
        """As `answer_question`; where the reports meant are lists, or nothing is found, read with the names of lists."""
        read = self._followed(said, history, context)
        by_list = speaks_of_lists(read, context)
        if not by_list and (other := self._of_other_form(said, history, context, read)):
            return other
        found = None if by_list else answer_question(read, context)
        if found and _is_sure(read, found):
            return found
        listed = self._followed(said, history, context, listed=True)
        if found and _is_of_some_lists(read, found) and names_listed(listed):
            of_lists, targets, _ = answer_question(listed, replace(context, linker=self._listed_linker))
            return with_lists(found[0], of_lists, targets), *found[1:]
        # Sentences without a number are no answer to what is asked by a label; that no form here has it is one.
        if found and not names_listed(listed, in_full=found[0].outcome is Outcome.ANSWERED):
            return found
        return answer_question(listed, replace(context, linker=self._listed_linker))

    def _of_other_form(self, said: Said, history: Sequence[Turn], context: Context, read: Question) -> Found | None:
        """That the form of the reports meant lacks an item that the question names as only another form does."""
        base = history[said.base].read if said.base != NOTHING else None
        if not (says_own_name(said.text) or (base is not None and base.listed)):
            return None
        listed = without_wholes(self._followed(said, history, context, listed=True))
        by_name = counted_by_all(listed)
        if not (by_name or of_other_form(listed, context)):
            return None
        answer, targets, found = answer_question(listed, replace(context, linker=self._listed_linker))
        if by_name:
            return (answer, targets, found) if answer.figures else None
        other = answer_question(read, context)[0] if answer.outcome is Outcome.NOT_IN_FORM else None
        return with_prose(answer, other), targets, found

    def _followed(self, said: Said, history: Sequence[Turn], context: Context, listed: bool = False) -> Question:
        """The question as read after the turn it goes on from; `listed`: see `read_question`."""
        named = [body for body in said.bodies if body in context.by_body]
        read = only_bodies(context.read(said.text, listed), named)
        if said.base == NOTHING:
            return read
        turn = history[said.base]
        before = turn.read
        if before is None or before.listed != listed:
            before = self._followed(turn.said, history, context, listed)
            if turn.answer.read_as:
                before = follow(context.read(turn.answer.read_as, listed), before)
        steps = moved(history, said.base)
        over = range_of(read, before, context, steps)
        if over is not None:
            read = replace(context.read(in_place(over, said.text), listed), over=over)
            before = without_body(before)
        denied = context.read(said.denied, listed) if said.denied else None
        return follow(read, before, denied, said, steps)

    def conversation(self, within: str = "") -> Conversation:
        """A new conversation; `within`: the body or region that it keeps to, '' = all."""
        return Conversation(self, within=within)

    def examples(self, n: int = 4, within: str = "") -> tuple[str, ...]:
        """Questions that the loaded reports can answer, those of `within` alone."""
        return example_questions(self._context(within), n)

    @property
    def search(self) -> SearchIndex:
        """The index, brought up to date with the store where that has changed; vectors follow in the background."""
        heads = self.store.heads()
        with self._opening:
            if self._search is None:
                self._search = SearchIndex(self.store, self._folder, self._embedder)
            if self._indexed is not heads:
                self._search.catch_up()
                self._indexed = heads
            return self._search

    def index_within(self, seconds: float) -> SearchIndex | None:
        """The index as `search`, waited for so long; where it is not up to date by then as it is, None where not open."""
        if self._indexed is not self.store.heads():
            catching_up = threading.Thread(target=self._catch_up, name="nianbao-catch-up", daemon=True)
            catching_up.start()
            catching_up.join(seconds)
        return self._search

    def _catch_up(self) -> None:
        try:
            _ = self.search
        except NianbaoError as error:
            logging.getLogger(__name__).warning("%s", error)

    def start_background(self) -> None:
        """`get_ready`, without waiting for it."""
        threading.Thread(target=self.get_ready, name="nianbao-get-ready", daemon=True).start()

    def get_ready(self) -> None:
        """Makes all that the first questions would wait for, and opens the index; embedding what is new goes on behind."""
        try:
            self._rehearse(self._context())
            self.search.start_background()
            self.linker.prepare()
            self._listed_linker.prepare()
        except NianbaoError as error:
            # Keywords and cells go on answering; what is missing is said where the index's state is shown.
            logging.getLogger(__name__).warning("%s", error)

    def _rehearse(self, context: Context) -> None:
        """Asks what nobody asked, so that dictionaries, names and patterns are read; no model is asked, nothing noted."""
        turns: list[Turn] = []
        for typed in (context.example, *_REHEARSED):
            said = hear(typed, turns)
            answer, targets, understood = self._answered(said, turns, context)
            suggestions(understood, targets, answer, context)
            alternatives(understood, targets, context)
            turns.append(Turn(typed, answer, said, understood))

    def _context(self, within: str = "") -> Context:
        heads = self.store.heads()
        with self._lock:
            known = self._known.get(within)
            if known is None or known.heads is not heads:
                if len(self._known) >= MOST_KEPT_TO:
                    self._known = {}
                self._known[within] = known = self._know(heads, within)
        return Context(
            self.store,
            self._reader,
            known.gazetteer,
            known.readings,
            known.disclosing,
            self._searching(known, within),
            self.linker,
            known.example,
            known.by_body,
            self._failing,
            known.free,
            known.local,
        )

    def _searching(self, known: _Known, within: str) -> Callable[[], Searching]:
        """What opens the index; only the reports kept to are found in it."""
        if not within:
            return lambda: self.search
        reports = frozenset(h.id for h in (*known.disclosing, *known.free))
        return lambda: KeptSearch(lambda: self.search, reports)

    def _know(self, heads: tuple[ReportHead, ...], within: str) -> _Known:
        """What is made of these heads once; `heads` itself is kept whole, to notice that the store has changed."""
        kept = heads_within(heads, within)
        free = tuple(h for h in kept if kind_of(h.title, h.form))
        own = tuple(h for h in kept if not kind_of(h.title, h.form)) if free else kept
        example = first_example(own, self._reader)
        gazetteer = make_gazetteer((*own, *with_own_names(free, own)))
        named = (entry.name for entry in self.store.names() if entry.removed is None)
        local = local_words(named, gazetteer)
        return _Known(heads, gazetteer, Readings(gazetteer), grouped_by_body(own), example, own, free, local)


def _is_of_some_lists(read: Question, found: Found) -> bool:
    """Whether lists are among the reports that an answer without an indicator is about."""
    return not read.keys and speaks_of_some(found[1])


def _is_sure(read: Question, found: Found) -> bool:
    """Whether an answer stands, so that the question need not be read with the names of lists."""
    return not _is_of_some_lists(read, found) and bool(found[0].figures or found[0].outcome not in _NOT_SURE)


def _all_or_missing(answer: Answer, question: Question, context: Context) -> Found:
    """Instead of asking back a second time: all that may be meant side by side, else what has to be said."""
    together = side_by_side(question, answer, context)
    found = answer_question(together, context) if together else None
    if found is None or found[0].outcome is Outcome.ASKS_BACK:
        return still_missing(question, context), None, question
    told = Claim(wording_talk.ALL_CANDIDATES.format(count=len({c.body for c in found[0].citations})))
    return replace(found[0], claims=(told, *found[0].claims)), *found[1:]


def _only_cited(answer: Answer) -> Answer:
    """Figures that no claim shows (the zeros left out of a ranking) are not part of the answer."""
    cited = set(answer.citations)
    return replace(answer, figures=tuple(f for f in answer.figures if f.citation in cited))
