"""Verb one: files → ledger, nothing lost.

Every record of every file that a source recognizes has exactly one outcome: entries, noise, or it
is set aside with its reason. Every file has one too: read, not read because, or refused.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from vinculo import ledger as books
from vinculo.errors import BadRecord, Refusal
from vinculo.identity.forgotten import Forgotten, forgotten
from vinculo.ledger import Keeping, Ledger, OpenBatch, Run, read, secret
from vinculo.measure.interactions import KINDS, SKETCHED
from vinculo.measure.sketch import Sketcher
from vinculo.measure.words import effective_words
from vinculo.model import DAY_S, Batch, Entry, Event, Handle, Ignored, Record, Ruling
from vinculo.sources import Declines, Reads, Source, all_sources
from vinculo.sources.container import Member, members


class Progress(NamedTuple):
    """How far an import has come in one file."""

    file: str
    done: int
    """Bytes read so far."""
    size: int
    """Bytes of the file when unpacked, as declared; may be exceeded."""


class NotRead(NamedTuple):
    """A file that was not read, and why: a key of the catalogue."""

    file: str
    reason: str


class Remark(NamedTuple):
    """Something that had to be guessed to read a file at all."""

    file: str
    key: str
    """A key of the catalogue below `remark.`."""
    records: int
    """How many records it concerns."""


@dataclass
class Report:
    """What an import did, file by file."""

    run: int | None = None
    batches: list[Batch] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def told_nothing(self) -> bool:
        """Whether not one record was understood."""
        return not any(batch.accepted + batch.duplicate for batch in self.batches)

    @property
    def bugs(self) -> int:
        """Records set aside through a fault of ours."""
        return sum(batch.bugs for batch in self.batches)


def ingest(
    ledger: Ledger,
    paths: Sequence[Path],
    now: int,
    *,
    owner: Sequence[Handle] = (),
    is_dry_run: bool = False,
    within: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    sources: Sequence[Source] | None = None,
    keeps_words: bool | None = None,
) -> Report:
    """Reads files, folders and archives into the ledger, and says what became of each.

    `owner` are handles that the owner says are theirs. Files are called by their whole path, or as
    they lie in the folder `within`, which is then never named. A dry run finds out everything and leaves
    the ledger as it was. Without `keeps_words` nobody can read the texts, subjects and titles back, and
    no number is another; None leaves it to what the owner has chosen. A file that cannot be read is
    refused alone; the others are read. Raises LedgerBusy where somebody else imports, Refusal where two
    sources claim one file.
    """
    report = Report(is_dry_run=is_dry_run)
    empty: list[OpenBatch] = []
    known = all_sources() if sources is None else sources
    keeping = _keeping(ledger, keeps_words)
    with books.importing(ledger, ", ".join(path.name for path in paths), now, keeping=keeping) as run:
        books.sketch_older(ledger, keeping)
        gone = forgotten(ledger)
        for path in paths:
            try:
                for member in members(path, path.relative_to(within) if within else None):
                    reading = _Reading(run, now, report, progress, known, empty, gone)
                    _read_member(reading, member)
            except Refusal as refusal:
                report.refused.append(refusal)
        if owner:
            batch = run.open_batch("--owner", "owner", "word")
            batch.add("owner", [(Ruling("owner", tuple(owner), 0), 0)], line=1)
            _finish(batch, report, now)
        _finish_empty(empty, report, now)
        if is_dry_run or not any(batch.read for batch in report.batches):
            books.append.roll_away_open_batches(ledger)
        elif report.batches:
            report.run = run.id
    return report


def _keeping(ledger: Ledger, keeps_words: bool | None) -> Keeping:
    chosen = read.choices(ledger).get("text", "keep") == "keep" if keeps_words is None else keeps_words
    return Keeping(Sketcher(secret(ledger, "sketch")).sketches, SKETCHED, chosen)


def _finish_empty(empty: list[OpenBatch], report: Report, now: int) -> None:
    """An empty file beside others tells that there is nothing of its kind; alone it is no import."""
    is_alone = not any(batch.read for batch in report.batches)
    for batch in empty:
        if is_alone:
            report.batches.append(batch.counted())
        else:
            _finish(batch, report, now)


class _Reading(NamedTuple):
    run: Run
    now: int
    report: Report
    progress: Callable[[Progress], None]
    sources: Sequence[Source]
    empty: list[OpenBatch]
    """Files without a record, whose books are closed last."""
    forgotten: Forgotten | None


def _read_member(reading: _Reading, member: Member) -> None:
    claims = [(source, claim) for source in reading.sources if (claim := source.recognizes(member))]
    takers = [source.NAME for source, claim in claims if isinstance(claim, Reads)]
    if len(takers) > 1:
        raise Refusal("refusal.two_sources", file=member.path, sources=", ".join(takers))
    for source, claim in claims:
        if isinstance(claim, Reads):
            _read_file(reading, member, source, claim)
            return
    reasons = [claim.reason for _, claim in claims if isinstance(claim, Declines)]
    reason = f"declined.{reasons[0]}" if reasons else "declined.unknown"
    reading.report.not_read.append(NotRead(member.path, reason))


def _read_file(reading: _Reading, member: Member, source: Source, claim: Reads) -> None:
    batch = reading.run.open_batch(member.path, source.NAME, claim.reading, claim.observed_on)
    counted = member._replace(open=lambda: _counting(member, reading.progress))
    remarks: Counter[str] = Counter()
    try:
        for record in source.records(counted, claim.reading):
            if record.remark:
                remarks[record.remark] += 1
            result = outcome(source, claim.reading, record, reading.now)
            _enter(batch, source, record, _of_the_rest(reading.forgotten, source, record, result))
    except Refusal as refusal:
        batch.abandon()
        reading.report.refused.append(refusal)
        return
    if batch.counted().read:
        reading.report.remarks += [Remark(member.path, key, n) for key, n in sorted(remarks.items())]
        _finish(batch, reading.report, reading.now)
    else:
        reading.empty.append(batch)


def _finish(batch: OpenBatch, report: Report, now: int) -> None:
    batch.flush()
    report.batches.append(batch.counted() if report.is_dry_run else batch.close(now))


class Mishap(NamedTuple):
    """Why a record was not understood."""

    reason: str
    """A key of the catalogue; for a fault of ours, `bug: ` and what went wrong."""
    is_bug: bool = False


Outcome = list[tuple[Entry, int]] | Ignored | Mishap


def outcome(source: Source, reading: str, record: Record, now: int) -> Outcome:
    """What becomes of one record: entries with the effective words of their texts, noise, or a mishap."""
    if record.flaw:
        return Mishap(record.flaw)
    try:
        said = source.parse(reading, record)
        return said if isinstance(said, Ignored) else _with_words(said, now)
    except BadRecord as bad:
        return Mishap(bad.key)
    except Exception as bug:  # noqa: BLE001 - the one place: a fault of ours must not lose the owner's other records
        return Mishap(f"bug: {type(bug).__name__}: {bug}", is_bug=True)


def _of_the_rest(gone: Forgotten | None, source: Source, record: Record, result: Outcome) -> Outcome:
    """What is left of an outcome without those whom the owner has let go."""
    if gone is None or isinstance(result, Ignored):
        return result
    if isinstance(result, Mishap):
        return Ignored("forgotten") if gone.is_in(record) else result
    return gone.sift(source.NAME, result) or Ignored("forgotten")


def _enter(batch: OpenBatch, source: Source, record: Record, result: Outcome) -> None:
    if isinstance(result, Mishap):
        batch.reject(record, result.reason, is_bug=result.is_bug)
    elif isinstance(result, Ignored):
        batch.ignore(result.kind)
    else:
        batch.add(source.NAME, result, record.line)


def _with_words(said: Iterable[Entry], now: int) -> list[tuple[Entry, int]] | Ignored:
    """Meetings that are still to come are plans, not happenings: they are left to a later reading."""
    entries: list[tuple[Entry, int]] = []
    is_planned = False
    for entry in said:
        if isinstance(entry, Event):
            if entry.at > now + DAY_S and KINDS[entry.kind].is_live:
                is_planned = True
                continue
            if entry.at > now + DAY_S:
                raise BadRecord("bad_record.in_the_future")
            entries.append((entry, effective_words(entry.text) if entry.text else 0))
        else:
            entries.append((entry, 0))
    if is_planned and not any(isinstance(entry, Event) for entry, _ in entries):
        return Ignored("planned")
    if not entries:
        raise ValueError("a source returned neither entries nor a kind of noise")
    return entries


def retry(ledger: Ledger, now: int, sources: Sequence[Source] | None = None) -> Report:
    """Reads the quarantine again with today's parsers; what is understood now joins the ledger.

    What is still not understood stays where it is and is not counted anew.
    """
    report = Report()
    known = {source.NAME: source for source in (all_sources() if sources is None else sources)}
    with books.importing(ledger, "retry", now, keeping=_keeping(ledger, None)) as run:
        gone = forgotten(ledger)
        for (file, name, reading), waiting in _by_file(ledger).items():
            if name not in known:
                continue
            batch = run.open_batch(file, name, reading)
            mended = []
            for reject, record in waiting:
                result = outcome(known[name], reading, record, now)
                if not isinstance(result, Mishap):
                    _enter(batch, known[name], record, _of_the_rest(gone, known[name], record, result))
                    mended.append(reject)
            if mended:
                read.mend(ledger, mended, batch.id)
                _finish(batch, report, now)
            else:
                batch.abandon()
        report.run = run.id if report.batches else None
    return report


def _by_file(ledger: Ledger) -> dict[tuple[str, str, str], list[tuple[int, Record]]]:
    files: dict[tuple[str, str, str], list[tuple[int, Record]]] = {}
    for reject, reading, record in read.rejects(ledger):
        files.setdefault((reject.origin.file, reject.source, reading), []).append((reject.id, record))
    return files


class _Counting(RawIOBase):
    """A stream that tells how much of it was read."""

    def __init__(self, inner: BinaryIO, member: Member, progress: Callable[[Progress], None]) -> None:
        super().__init__()
        self._inner = inner
        self._member = member
        self._progress = progress
        self._done = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Reads through, and tells."""
        chunk = self._inner.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._done += len(chunk)
        self._progress(Progress(self._member.path, self._done, self._member.size))
        return len(chunk)

    def close(self) -> None:
        """Closes what it reads from, too."""
        if not self.closed:
            self._inner.close()
        super().close()


def _counting(member: Member, progress: Callable[[Progress], None]) -> BinaryIO:
    return cast(BinaryIO, BufferedReader(_Counting(member.open(), member, progress), 2**18))
