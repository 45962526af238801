"""The books: what goes in, what became of it, and the way back."""

from itertools import groupby
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from vinculo import api
from vinculo.errors import Refusal
from vinculo.ingest import Progress
from vinculo.ledger import Ledger
from vinculo.sources.channels import CHANNELS, shown_by
from vinculo.sources.exports import to_add
from vinculo.web import noticing, upload
from vinculo.web.intake import Intake, Phase, Standing
from vinculo.web.window import sentence, window_of
from vinculo.wording import Wording

MOST_IMPORTS = 50
MOST_FILES = 60
"""Lines of one archive or folder; a Maildir has a file for every mail."""
MOST_REJECTS = 200
MOST_NOT_READ = 200
RAW_LENGTH = 600
DRAINED = 2**24
"""Bytes of a refused upload that are read nevertheless: a browser that is cut off shows no answer."""


class Line(NamedTuple):
    """An equation: read = new + known + noise + set aside."""

    name: str
    read: int = 0
    new: int = 0
    known: int = 0
    noise: int = 0
    set_aside: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    """Noise by kind."""


class Archive(NamedTuple):
    """The files that came together."""

    whole: Line
    source: str
    how_many: int
    files: tuple[Line, ...]
    """The first of them, and one line for the others."""


class Import(NamedTuple):
    """One import and its books."""

    id: int
    on: str
    what: str
    is_undone: bool
    whole: Line
    archives: tuple[Archive, ...]


def page(request: Request) -> Response:
    """The books of every import, what is set aside, what the files cannot show; or how to begin."""
    window = window_of(request)
    standing = intake_of(request).standing()
    try:
        with Ledger.open(window.ledger, create=False) as ledger:
            batches, asked = api.batches(ledger), api.imports(ledger)
            told = noticing.shown(request, ledger)
            waiting = api.rejects(ledger, MOST_REJECTS + 1)
    except Refusal as refusal:
        if refusal.key != "refusal.no_ledger":
            raise
        batches, asked, waiting = [], [], []
        told = noticing.shown(request, None)
    imports = _imports(batches, asked)
    standing_batches = [batch for batch in batches if not batch["undone"]]
    facts = {
        "standing": standing,
        "says": _says(window.view(request).wording, standing),
        "imports": imports[:MOST_IMPORTS],
        "older": len(imports) - MOST_IMPORTS,
        "whole": _sum("", [one.whole for one in imports if not one.is_undone]),
        "waiting": [reject | {"raw": reject["raw"][:RAW_LENGTH]} for reject in waiting[:MOST_REJECTS]],
        "has_more_waiting": len(waiting) > MOST_REJECTS,
        "most_rejects": MOST_REJECTS,
        "not_read": _not_read(standing),
        "most_not_read": MOST_NOT_READ,
        **_seen(standing_batches),
        **told,
    }
    return window.page(request, "import.html", facts)


async def receive(request: Request) -> Response:
    """Takes files of any size out of a form and has them read in the background."""
    intake = intake_of(request)
    length = request.headers.get("content-length", "")
    try:
        folder = await run_in_threadpool(intake.begin, int(length) if length.isdecimal() else 0)
    except Refusal:
        await _drain(request)
        raise
    came = False
    refusal: Refusal | None = None
    try:
        words = await upload.receive(request, folder, intake.arrived)
        came = True
    except Refusal as error:
        refusal = error
        raise
    finally:
        if not came:
            await run_in_threadpool(intake.give_up, refusal)
    # A box that is not ticked is not sent: then the choice `text` holds.
    intake.read(words.get("owner", "").strip(), keeps_words=False if "no_text" in words else None)
    return RedirectResponse("/import", 303)


async def _drain(request: Request) -> None:
    drained = 0
    async for chunk in request.stream():
        drained += len(chunk)
        if drained > DRAINED:
            return


def progress(request: Request) -> Response:
    """How far the import is: `{"phase": "reading", "says": "…", "received": 0, "expected": 0, "files":
    [{"name": …, "done": bytes, "size": bytes}]}`."""
    standing = intake_of(request).standing()
    wording = window_of(request).view(request).wording
    return JSONResponse(
        {
            "phase": standing.phase,
            "says": _says(wording, standing),
            "received": standing.received,
            "expected": standing.expected,
            "files": [_file(one, wording) for one in standing.files],
        }
    )


async def undo(request: Request) -> Response:
    """Takes an import back as a whole. Raises Refusal where that cannot be."""
    if intake_of(request).standing().is_busy:
        raise Refusal("refusal.import_under_way")
    said = str((await request.form()).get("run", ""))
    if not said.isascii() or not said.isdecimal() or len(said) > 18:
        raise Refusal("refusal.no_such_import", run=said[:40])
    await run_in_threadpool(_undo, request, int(said))
    return RedirectResponse("/import", 303)


def _undo(request: Request, run: int) -> None:
    window = window_of(request)
    with Ledger.open(window.ledger, create=False) as ledger:
        api.undo(ledger, window.clock(), run)


def retry(request: Request) -> Response:
    """Has the quarantine read again, in the background."""
    intake_of(request).retry()
    return RedirectResponse("/import", 303)


def intake_of(request: Request) -> Intake:
    """The imports of the window that a request looks through."""
    intake: Intake = request.app.state.intake
    return intake


def _imports(batches: list[dict[str, Any]], asked: list[dict[str, Any]]) -> list[Import]:
    """Newest first."""
    known = {one["import"]: one for one in asked}
    imports = []
    for run, of_run in groupby(batches, key=lambda batch: int(batch["import"])):
        archives = _archives(list(of_run))
        told = known[run]
        whole = _sum("", [archive.whole for archive in archives])
        imports.append(Import(run, told["at"][:10], told["what"], told["undone"], whole, archives))
    return imports[::-1]


def _archives(batches: list[dict[str, Any]]) -> tuple[Archive, ...]:
    together: dict[tuple[str, str], list[Line]] = {}
    for batch in batches:
        archive, name = api.parted(batch["file"])
        together.setdefault((archive, batch["source"]), []).append(_line(name, batch))
    return tuple(
        Archive(_sum(_together(archive, lines), lines), source, len(lines), _shortened(lines))
        for (archive, source), lines in together.items()
    )


def _together(archive: str, lines: list[Line]) -> str:
    """What files came in: a lone one in a folder is called by its own name."""
    return archive if len(lines) > 1 or archive.endswith(".zip") else ""


def _line(name: str, batch: dict[str, Any]) -> Line:
    kinds = tuple(batch["ignored"].items())
    noise = sum(count for _, count in kinds)
    return Line(name, batch["read"], batch["accepted"], batch["duplicate"], noise, batch["rejected"], kinds)


def _sum(name: str, lines: list[Line]) -> Line:
    return Line(
        name,
        read=sum(line.read for line in lines),
        new=sum(line.new for line in lines),
        known=sum(line.known for line in lines),
        noise=sum(line.noise for line in lines),
        set_aside=sum(line.set_aside for line in lines),
    )


def _shortened(lines: list[Line]) -> tuple[Line, ...]:
    """The first lines, and one for all the others: it has no name."""
    if len(lines) <= MOST_FILES:
        return tuple(lines)
    return (*lines[:MOST_FILES], _sum("", lines[MOST_FILES:]))


def _not_read(standing: Standing) -> list[tuple[str, str, str]]:
    """Archive, file and reason of what the last import did not read."""
    skipped = standing.report.not_read if standing.report else []
    return [(*api.parted(one.file), one.reason) for one in skipped]


def _seen(batches: list[dict[str, Any]]) -> dict[str, Any]:
    """What each kind of source could show so far, and what could be added."""
    readings = {f"{batch['source']}/{batch['reading']}" for batch in batches}
    sources = sorted({batch["source"] for batch in batches} & {f.partition("/")[0] for f in _files()})
    by_source = {
        source: shown_by({reading for reading in readings if reading.startswith(f"{source}/")})
        for source in sources
    }
    return {
        "channels": list(CHANNELS),
        "sources": by_source,
        "additions": to_add(readings),
    }


def _files() -> set[str]:
    return {file for files in CHANNELS.values() for file in files}


def _file(reached: Progress, wording: Wording) -> dict[str, object]:
    size = max(reached.size, reached.done)
    says = wording.say(
        "web.import.of", done=bytes_in_words(reached.done, wording), size=bytes_in_words(size, wording)
    )
    return {"name": api.parted(reached.file)[1], "done": reached.done, "size": size, "says": says}


def bytes_in_words(n: int, wording: Wording) -> str:
    """A size as people write it: `1.8 MB`; a thousand bytes are a kilobyte (SI)."""
    for power, unit in ((3, "gigabytes"), (2, "megabytes")):
        if n >= 1000**power:
            return wording.say(f"web.import.{unit}", n=wording.number(round(n / 1000**power, 1)))
    return wording.say("web.import.kilobytes", n=wording.number(-(-n // 1000)))


def _says(wording: Wording, standing: Standing) -> str:
    """One sentence about an import."""
    if standing.phase is Phase.receiving:
        return wording.say("web.import.receiving", size=bytes_in_words(standing.received, wording))
    if standing.phase is Phase.reading:
        if standing.is_retry:
            return wording.say("web.import.retrying")
        if not standing.finished:
            return wording.say("web.import.reading_first")
        return wording.say_count("web.import.reading", standing.finished)
    if standing.phase is Phase.idle:
        return ""
    if standing.refusal is not None:
        return sentence(wording, standing.refusal)
    if standing.report is None:
        return wording.say("web.import.broken")
    if standing.is_retry:
        understood = sum(batch.accepted + batch.duplicate for batch in standing.report.batches)
        return wording.say_count("cli.retry.done", understood)
    if standing.report.told_nothing:
        return wording.say("web.import.told_nothing")
    whole = sum(batch.read for batch in standing.report.batches)
    new = sum(batch.accepted for batch in standing.report.batches)
    return wording.say_count("web.import.told", whole, new=wording.number(new))
