"""One import at a time, in the background: what arrives, how far it has come, what became of it.

Nothing here can harm a ledger: what is written belongs to batches that nobody sees before they are
whole. Stopping the window stops the reading at the next chunk, and the ledger rolls the rest away.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock, Thread

from vinculo import api
from vinculo.errors import Refusal, VinculoError
from vinculo.ingest import Progress, Report
from vinculo.ledger import Ledger
from vinculo.web.folder import PrivateFolder, sweep

SHOWN_FILES = 6
"""Files of which the progress is told, the latest ones."""
STOP_WAIT_S = 5.0


class Phase(StrEnum):
    """Where an import is."""

    idle = "idle"
    receiving = "receiving"
    reading = "reading"
    done = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an import stands."""

    phase: Phase = Phase.idle
    received: int = 0
    """Bytes that have come from the browser."""
    expected: int = 0
    """Bytes that the browser said would come; 0 where it did not."""
    files: tuple[Progress, ...] = ()
    finished: int = 0
    """Files that were read to their end."""
    report: Report | None = None
    refusal: VinculoError | None = None
    is_retry: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether another import has to wait."""
        return self.phase in {Phase.receiving, Phase.reading}

    @property
    def is_broken(self) -> bool:
        """Whether it ended through a fault of ours; what it is stands in the terminal."""
        return self.phase is Phase.done and self.report is None and self.refusal is None


class _Stopped(Exception):
    """The window closes while files are being read."""


class Intake:
    """The imports of one window."""

    def __init__(self, ledger: Path, clock: Callable[[], int]) -> None:
        self._ledger = ledger
        self._clock = clock
        self._lock = Lock()
        self._standing = Standing()
        self._folder: PrivateFolder | None = None
        self._thread: Thread | None = None
        self._is_stopped = Event()

    def open(self) -> None:
        """Removes what a window that was killed has left behind."""
        sweep(self._ledger)

    def close(self) -> None:
        """Stops what is under way and removes the files that came."""
        self._is_stopped.set()
        if self._thread is not None:
            self._thread.join(STOP_WAIT_S)
        self._remove_folder()

    def standing(self) -> Standing:
        """How the present import stands, or the last one."""
        with self._lock:
            return self._standing

    def begin(self, expected: int) -> Path:
        """The folder for files that are about to come. Raises Refusal while another import is under way,
        and where no folder can be made."""
        self._take(Standing(Phase.receiving, expected=expected))
        try:
            self._folder = PrivateFolder(self._ledger)
        except OSError as error:
            refusal = Refusal("refusal.upload_not_kept", reason=error.strerror or type(error).__name__)
            self.give_up(refusal)
            raise refusal from error
        return self._folder.files

    def arrived(self, received: int) -> None:
        """So many bytes have come."""
        self._change(lambda now: replace(now, received=received))

    def give_up(self, refusal: VinculoError | None) -> None:
        """The files did not come, and why; None where that is a fault of ours."""
        self._remove_folder()
        self._change(lambda now: replace(now, phase=Phase.done, refusal=refusal))

    def read(self, owner: str, *, keeps_words: bool | None = None) -> None:
        """Reads the files that have come, in the background. `owner`: an address of the owner's, or empty;
        `keeps_words`: see `api.import_files`."""
        folder = self._folder
        if folder is None:
            raise RuntimeError("files are read before they came")
        self._start(lambda: self._import(folder.files, [owner] if owner else [], keeps_words))

    def retry(self) -> None:
        """Reads the quarantine again, in the background. Raises Refusal while an import is under way."""
        self._take(Standing(Phase.reading, is_retry=True))
        self._start(self._retry)

    def _take(self, beginning: Standing) -> None:
        with self._lock:
            if self._standing.is_busy:
                raise Refusal("refusal.import_under_way")
            self._standing = beginning

    def _change(self, change: Callable[[Standing], Standing]) -> None:
        with self._lock:
            self._standing = change(self._standing)

    def _start(self, work: Callable[[], Report]) -> None:
        self._change(lambda now: replace(now, phase=Phase.reading))
        self._thread = Thread(target=self._work, args=(work,), name="import", daemon=True)
        self._thread.start()

    def _work(self, work: Callable[[], Report]) -> None:
        report: Report | None = None
        refusal: VinculoError | None = None
        try:
            report = work()
        except VinculoError as error:
            refusal = error
        except _Stopped:
            return
        finally:
            self._remove_folder()
            self._change(lambda now: replace(now, phase=Phase.done, report=report, refusal=refusal))

    def _import(self, files: Path, owner: list[str], keeps_words: bool | None) -> Report:
        paths = sorted(files.iterdir())
        if not paths:
            raise Refusal("refusal.no_files")
        with Ledger.open(self._ledger, create=True) as ledger:
            return api.import_files(
                ledger,
                paths,
                self._clock(),
                owner=owner,
                within=files,
                progress=self._reached,
                keeps_words=keeps_words,
            )

    def _retry(self) -> Report:
        with Ledger.open(self._ledger, create=False) as ledger:
            return api.retry(ledger, self._clock())

    def _reached(self, reached: Progress) -> None:
        if self._is_stopped.is_set():
            raise _Stopped
        self._change(lambda now: _with_progress(now, reached))

    def _remove_folder(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.remove()


def _with_progress(now: Standing, reached: Progress) -> Standing:
    """A file that was begun before goes on; a new one pushes the oldest out of sight."""
    if now.files and now.files[-1].file == reached.file:
        return replace(now, files=(*now.files[:-1], reached))
    files = (*now.files, reached)[-SHOWN_FILES:]
    return replace(now, files=files, finished=now.finished + bool(now.files))
