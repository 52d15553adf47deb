"""Questions with known answers asked in bulk: question files and results kept in the data folder, one run at a time."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assistant import wording_evaluations as words
from assistant.answer import Answer, Claim, Outcome
from assistant.evaluate import Case, Verdict, cases_of, judge
from assistant.runs import Mark, load_run, marks_of, save_run
from assistant.service.asking import Assistant
from assistant.service.collected import FILE_NAME, FOLDER, write_whole
from corpus.errors import NianbaoError
from corpus.store import Store

log = logging.getLogger(__name__)

MOST_QUESTIONS = 20_000
LARGEST_FILE = 5_000_000  # bytes
MOST_GENERATED = 3000
PATIENCE = 20  # seconds
_ODD = re.compile(r"[^\w\-（）()·]+")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A kept question file: its name, and how many questions it has."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a run as the list shows them; `at`: when it ended, '2026-01-02 15:04'."""

    name: str
    at: str
    asked: int
    right: int
    wrong_numbers: int


@dataclass(slots=True)
class Job:
    """The run that goes on or was the last: `run` is the name of its results once they are kept."""

    name: str
    total: int = 0
    done: int = 0
    right: int = 0
    running: bool = True
    cancelled: bool = False
    trouble: str = ""
    run: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Stop after the question that is being answered; what is done is kept."""
        self.cancelled = True
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()


class Evaluations:
    """The question files and runs of one data folder; a run lives in this process alone."""

    def __init__(self, store: Store, assistant: Assistant) -> None:
        self._store = store
        self._assistant = assistant
        self._folder = store.folder / FOLDER
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.job: Job | None = None

    # --- question files -----------------------------------------------------------------------

    def sets(self) -> tuple[QuestionSet, ...]:
        """The kept question files, that of collected questions first, then the newest."""
        files = sorted((self._folder / "sets").glob("*.jsonl"), key=lambda p: p.stat().st_mtime, reverse=True)
        collected = self._folder / FILE_NAME
        return tuple(
            QuestionSet(path.stem, _count(path)) for path in ([collected] if collected.is_file() else []) + files
        )

    def set_text(self, name: str) -> str:
        """The text of a kept question file; NianbaoError where there is none."""
        return self._set_path(name).read_text(encoding="utf-8")

    def keep(self, name: str, text: str) -> str:
        """Keep a question file after reading it through; returns its name. NianbaoError says what is wrong and where."""
        cases = cases_of(text, name or words.UNNAMED)
        if not cases:
            raise NianbaoError(words.EMPTY)
        if len(cases) > MOST_QUESTIONS:
            raise NianbaoError(words.TOO_MANY.format(count=len(cases), most=MOST_QUESTIONS))
        wanted = _ODD.sub("_", Path(name).stem).strip("_")[:60] or words.UNNAMED
        taken = {one.name for one in self.sets()}
        found = next(n for i in range(1, len(taken) + 3) if (n := wanted if i == 1 else f"{wanted}-{i}") not in taken)
        write_whole(self._folder / "sets" / f"{found}.jsonl", text.removeprefix("\ufeff"))
        return found

    def _set_path(self, name: str) -> Path:
        if name not in {one.name for one in self.sets()}:
            raise NianbaoError(words.NO_SET.format(name=name))
        collected = self._folder / FILE_NAME
        return collected if name == collected.stem else self._folder / "sets" / f"{name}.jsonl"

    # --- running ---------------------------------------------------------------------------------

    def start(self, name: str) -> None:
        """Ask a kept question file in the background; NianbaoError where it can't be read or another run goes on."""
        cases = cases_of(self.set_text(name), f"{name}.jsonl")
        self._begin(name, lambda: cases)

    def start_generated(self, count: int, kinds: Sequence[str], seed: int) -> None:
        """Make questions from the reports, keep them, and ask them, all in the background."""
        self._begin(words.GENERATED, lambda: self._generated(count, kinds, seed))

    def _generated(self, count: int, kinds: Sequence[str], seed: int) -> Sequence[Case]:
        from corpus.questions import KINDS, make_questions

        wanted = [kind for kind in KINDS if kind in kinds] or list(KINDS)
        made = make_questions(self._store, min(max(count, 1), MOST_GENERATED), seed, wanted)
        if not made:
            raise NianbaoError(words.NOTHING_MADE)
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
        name = self.keep(f"{words.GENERATED}{_stamp()}", text)
        assert self.job is not None  # it is this job that makes them
        self.job.name = name
        return cases_of(text, name)

    def _begin(self, name: str, cases: Callable[[], Sequence[Case]]) -> None:
        with self._lock:
            if self.job and self.job.running:
                raise NianbaoError(words.BUSY.format(name=self.job.name))
            if self._closed:
                raise NianbaoError(words.CLOSING)
            self.job = job = Job(name)
            self._thread = threading.Thread(target=self._run, args=(job, cases), name="nianbao-evaluate", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait for the run to end, at most so long."""
        if self._thread:
            self._thread.join(seconds)

    def close(self) -> None:
        """Stop after the question at hand, waiting a while for it; what is done is kept."""
        with self._lock:  # none is begun after
            self._closed = True
            if self.job:
                self.job.cancel()
        if self._thread:
            self._thread.join(PATIENCE)

    def _run(self, job: Job, cases: Callable[[], Sequence[Case]]) -> None:
        verdicts: list[Verdict] = []
        try:
            asked = cases()
            job.total = len(asked)
            for case in asked:
                if job.stopping:
                    break
                verdicts.append(self._one(case))
                job.done += 1
                job.right += not verdicts[-1].reason
            if verdicts:
                job.run = self._keep_run(job.name, marks_of(verdicts))
        except NianbaoError as error:
            job.trouble = str(error)
        except Exception as error:
            # The thread has nobody else to tell: the page shows it, the log has all of it.
            log.exception("an evaluation was broken off")
            job.trouble = words.STOPPED_BY_FAULT.format(why=type(error).__name__)
        finally:
            job.running = False

    def _one(self, case: Case) -> Verdict:
        """The verdict on one case; a question that makes the program stumble is wrong and does not stop the others."""
        try:
            talk = self._assistant.conversation()
            answers = [talk.ask(turn) for turn in case.turns]
            return judge(case, answers[-1], self._store)
        except NianbaoError:
            raise
        except Exception as error:
            # A question that makes the program stumble is what an evaluation is to find.
            log.exception("a question of an evaluation could not be answered")
            said = words.BROKEN.format(kind=type(error).__name__)
            return Verdict(case, Answer(Outcome.OUTSIDE, (Claim(said),)), said, False, 0)

    # --- results -----------------------------------------------------------------------------------

    def _keep_run(self, name: str, marks: Sequence[Mark]) -> str:
        folder = self._folder / "runs"
        folder.mkdir(parents=True, exist_ok=True)
        found = f"{_stamp()} {name}"
        save_run(folder / f"{found}.json", marks)
        return found

    def runs(self) -> tuple[Run, ...]:
        """The kept runs, newest first; a file that is none is passed over."""
        return tuple(run for name in self._run_names() if (run := self._summary(name)))

    def _summary(self, name: str) -> Run | None:
        try:
            marks = self.marks(name)
        except NianbaoError:
            return None
        at = datetime.fromtimestamp(self._run_path(name).stat().st_mtime).astimezone()
        right, wrong = sum(m.right for m in marks), sum(m.wrong_number for m in marks)
        return Run(name, at.strftime("%Y-%m-%d %H:%M"), len(marks), right, wrong)

    def marks(self, name: str) -> tuple[Mark, ...]:
        """The results of a kept run; NianbaoError where there is none."""
        return load_run(self._run_path(name))

    def run_text(self, name: str) -> str:
        """A kept run as `nianbao eval --compare` reads it."""
        return self._run_path(name).read_text(encoding="utf-8")

    def _run_names(self) -> list[str]:
        return sorted((p.stem for p in (self._folder / "runs").glob("*.json")), reverse=True)

    def _run_path(self, name: str) -> Path:
        if name not in self._run_names():
            raise NianbaoError(words.NO_RUN.format(name=name))
        return self._folder / "runs" / f"{name}.json"


def text_of(data: bytes, name: str) -> str:
    """The text of an uploaded question file; NianbaoError where it is too large or no UTF-8."""
    if len(data) > LARGEST_FILE:
        raise NianbaoError(words.TOO_LARGE.format(name=name, most=LARGEST_FILE // 1_000_000))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NianbaoError(words.NOT_TEXT.format(name=name)) from error


def _count(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def _stamp() -> str:
    return datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
