"""The prose of two reports set against each other: what is new, gone or reworded, and how much one took from the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from assistant import wording_changes as said
from assistant.answer import Citation, Claim
from assistant.answering.context import Context, where
from assistant.answering.figure_match import shown_quote
from assistant.citing import cite_span
from corpus.audit.masking import Masked
from corpus.changes import TAKEN, ProseChanges, prose_changes
from corpus.labels import chapter_label
from corpus.report import Report
from corpus.store import ReportHead

# So many sentences of a kind are shown of each chapter (more of one kind alone), so many examples of what is the same, and so much of each.
OF_CHAPTER, OF_CHAPTER_ALONE, EXAMPLES, LONGEST = 3, 8, 3, 160
# A chapter needs so many sentences to be called copied: one or two are everybody's.
FEWEST = 3


def changed_prose(
    earlier: ReportHead, later: ReportHead, context: Context, chapter: int | None, kinds: Collection[str]
) -> list[Claim]:
    """How many sentences are kept, reworded, new and gone, and the first of each, chapter by chapter.

    `chapter`: of that alone; `kinds`: 'new' and 'gone', or what is asked of them.
    """
    both = _Both(earlier, later, context, chapter)
    found = both.changes
    count = both.count
    if not count:
        return [Claim(said.PROSE_NONE)]
    text = said.PROSE.format(
        later=where(later), earlier=where(earlier), count=count, kept=len(found.kept), share=_percent(found.share),
        reworded=len(found.reworded), new=len(found.new), gone=len(found.gone),
    )  # fmt: skip
    if not (found.new or found.gone or found.reworded):
        text += said.PROSE_SAME
    return [Claim(text), *(claim for number in both.chapters for claim in both.of_chapter(number, kinds))]


def copied_prose(earlier: ReportHead, later: ReportHead, context: Context, chapter: int | None) -> list[Claim]:
    """How much of the later report's prose stands in the earlier one, by sentences, chapters and paragraphs, with examples."""
    both = _Both(earlier, later, context, chapter)
    kept, count = both.changes.kept, both.count
    if not count:
        return [Claim(said.PROSE_NONE)]
    names = {"later": where(later), "earlier": where(earlier)}
    shown = {**names, "count": count, "kept": len(kept), "share": _percent(both.changes.share)}
    chapters = list(both.shares())
    copied = [text for text, sentences, share in chapters if share >= TAKEN and sentences >= FEWEST]
    if both.changes.share >= TAKEN:
        verdict = said.COPIED_MOST.format(**shown)
    elif not kept:
        verdict = said.COPIED_NONE.format(**shown)
    elif copied:
        verdict = said.COPIED_CHAPTERS.format(**shown, chapters=said.JOIN.join(copied))
    else:
        verdict = said.COPIED_SOME.format(**shown)
    told = [Claim(verdict), Claim(said.COPIED_HOW)]
    paragraphs = both.changes.paragraphs
    taken = sum(share >= TAKEN for *_, share in paragraphs)
    partly = sum(0 < share < TAKEN for *_, share in paragraphs)
    told.append(Claim(said.COPIED_PARAGRAPHS.format(**names, count=len(paragraphs), taken=taken, partly=partly)))
    told += [Claim(said.COPIED_LIST.format(items="；".join(text for text, *_ in chapters)))] if chapters else []
    examples = sorted(kept, key=lambda pair: (-len(pair[1].text), pair[1].start))[:EXAMPLES]
    told += [
        Claim(said.COPIED_EXAMPLE.format(quote=both.quote(b, of_later=True)), (both.cite(a, False), both.cite(b, True)))
        for a, b in examples
    ]
    left = len(kept) - len(examples)
    return [*told, Claim(said.COPIED_LEFT.format(count=left))] if left > 0 else told


class _Both:
    """Two reports, what changed between them, and how their sentences are shown and cited."""

    def __init__(self, earlier: ReportHead, later: ReportHead, context: Context, chapter: int | None) -> None:
        self.heads = (earlier, later)
        self.reports: tuple[Report, Report] = (context.store.report(earlier.id), context.store.report(later.id))
        self.changes = _of_chapter(prose_changes(*self.reports), self.reports[1], chapter)

    @property
    def count(self) -> int:
        """The later report's sentences that can be compared."""
        return len(self.changes.kept) + len(self.changes.reworded) + len(self.changes.new)

    @property
    def chapters(self) -> list[int]:
        """The chapters in which something is new, reworded or gone."""
        changed = (*self.changes.new, *self.changes.gone, *(b for _, b in self.changes.reworded))
        return sorted({m.chapter for m in changed})

    def cite(self, sentence: Masked, of_later: bool) -> Citation:
        return cite_span(self.heads[of_later], self.reports[of_later], sentence.start, sentence.end, sentence.chapter)

    def quote(self, sentence: Masked, of_later: bool) -> str:
        whole = shown_quote(self.reports[of_later].text[sentence.start : sentence.end])
        return whole if len(whole) <= LONGEST else whole[:LONGEST] + said.CUT

    def of_chapter(self, number: int, kinds: Collection[str]) -> Iterator[Claim]:
        """The first new, reworded and gone sentences of a chapter, and how many more there are."""
        every = len(kinds) > 1
        most = OF_CHAPTER if every else OF_CHAPTER_ALONE
        new = [m for m in self.changes.new if m.chapter == number and "new" in kinds]
        gone = [m for m in self.changes.gone if m.chapter == number and "gone" in kinds]
        reworded = [(a, b) for a, b in self.changes.reworded if b.chapter == number and every]
        name = said.IN_CHAPTER.format(chapter=self.title(number))
        for m in new[:most]:
            yield Claim(said.NEW.format(chapter=name, quote=self.quote(m, True)), (self.cite(m, True),))
        for a, b in reworded[:most]:
            text = said.REWORDED.format(chapter=name, old=self.quote(a, False), new=self.quote(b, True))
            yield Claim(text, (self.cite(a, False), self.cite(b, True)))
        for m in gone[:most]:
            yield Claim(said.GONE.format(chapter=name, quote=self.quote(m, False)), (self.cite(m, False),))
        counts = ((said.COUNT_NEW, len(new)), (said.COUNT_REWORDED, len(reworded)), (said.COUNT_GONE, len(gone)))
        left = [text.format(count=count - most) for text, count in counts if count > most]
        if left:
            yield Claim(said.CHAPTER_MORE.format(chapter=name, items=said.JOIN.join(left)))

    def shares(self) -> Iterator[tuple[str, int, float]]:
        """(what is said, sentences, share taken by characters) of each chapter of the later report."""
        kept = [b for _, b in self.changes.kept]
        every = [*kept, *(b for _, b in self.changes.reworded), *self.changes.new]
        for number in sorted({m.chapter for m in every}):
            own, same = ([m for m in some if m.chapter == number] for some in (every, kept))
            share = sum(len(m.text) for m in same) / sum(len(m.text) for m in own)
            text = said.COPIED_CHAPTER.format(
                chapter=self.title(number), count=len(own), kept=len(same), share=_percent(share)
            )
            yield text, len(own), share

    def title(self, number: int) -> str:
        return chapter_label(self.reports[1], number)


def _of_chapter(changes: ProseChanges, later: Report, chapter: int | None) -> ProseChanges:
    """The changes of one chapter alone, where one is asked for."""
    if chapter is None:
        return changes
    spans = [(s.start, s.end) for s in later.sections if s.chapter == chapter and s.level == 1]
    return ProseChanges(
        tuple(pair for pair in changes.kept if pair[1].chapter == chapter),
        tuple(pair for pair in changes.reworded if pair[1].chapter == chapter),
        tuple(m for m in changes.new if m.chapter == chapter),
        tuple(m for m in changes.gone if m.chapter == chapter),
        tuple(p for p in changes.paragraphs if any(a <= p[0] < b for a, b in spans)),
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
