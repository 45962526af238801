"""Commands about what goes in: init, import, batches, undo, rejects, retry."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vinculo.cli import refused
from vinculo.cli.session import Form, PageForm, Session
from vinculo.errors import Refusal
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.ingest import Progress as Reached
    from vinculo.ingest import Report


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the commands, with their help in the words of one language."""
    say = wording.say
    format_option = typer.Option("--format", help=say("cli.format"))

    @app.command("init", help=say("cli.init.help"))
    def init(context: typer.Context, form: Annotated[PageForm, format_option] = PageForm.text) -> None:
        session: Session = context.obj
        with session.open(create=True):
            pass
        if form is PageForm.json:
            session.print_json({"ledger": str(session.ledger_path)})
        else:
            session.say("cli.init.done", ledger=session.ledger_path)
            session.say("cli.how_to_get")

    @app.command("import", help=say("cli.import.help"))
    def import_(
        context: typer.Context,
        files: Annotated[list[Path], typer.Argument(help=say("cli.import.files"), show_default=False)],
        owner: Annotated[list[str] | None, typer.Option("--owner", help=say("cli.import.owner"))] = None,
        mapping: Annotated[list[str] | None, typer.Option("--map", help=say("cli.import.map"))] = None,
        is_dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.import.dry_run"))] = False,
        keeps_words: Annotated[
            bool | None, typer.Option("--text/--no-text", help=say("cli.import.text"), show_default=False)
        ] = None,
        form: Annotated[Form, format_option] = Form.text,
    ) -> None:
        session: Session = context.obj
        report = import_with_progress(
            session,
            files,
            owner or [],
            is_dry_run=is_dry_run,
            mapping=mapping or (),
            keeps_words=keeps_words,
        )
        print_report(session, report, form)
        if mapping and is_dry_run and form is Form.text:
            _print_first_rows(session, files, mapping)
        raise typer.Exit(status_of(report))

    @app.command("batches", help=say("cli.batches.help"))
    def batches(context: typer.Context, form: Annotated[Form, format_option] = Form.text) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            found = api.batches(ledger)
        if form is Form.json:
            session.print_json(found)
        elif not found:
            session.say("cli.batches.empty")
        else:
            _print_books(session, found, form)

    @app.command("undo", help=say("cli.undo.help"))
    def undo(
        context: typer.Context,
        run: Annotated[int | None, typer.Argument(help=say("cli.undo.run"), show_default=False)] = None,
        form: Annotated[PageForm, format_option] = PageForm.text,
    ) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            id_, what, gone = api.undo(ledger, session.now, run)
        if form is PageForm.json:
            session.print_json({"import": id_, "what": what, "entries": gone})
        else:
            session.say_count("cli.undo.done", gone, run=id_, what=what)

    @app.command("rejects", help=say("cli.rejects.help"))
    def rejects(context: typer.Context, form: Annotated[Form, format_option] = Form.text) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            found = api.rejects(ledger)
        if form is Form.json:
            session.print_json(found)
        elif not found:
            session.say("cli.rejects.empty")
        else:
            columns = [wording.say(f"cli.column.{name}") for name in ("file", "line", "reason", "raw")]
            rows = [[r["file"], str(r["line"]), _reason(wording, r["reason"]), r["raw"]] for r in found]
            session.print_rows(form, columns, rows)
            session.remark("cli.rejects.retry")

    @app.command("retry", help=say("cli.retry.help"))
    def retry(context: typer.Context, form: Annotated[PageForm, format_option] = PageForm.text) -> None:
        from vinculo import api

        session: Session = context.obj
        with session.open() as ledger:
            report = api.retry(ledger, session.now)
            waiting = len(api.rejects(ledger))
        if form is PageForm.json:
            session.print_json([api.batch_json(batch) for batch in report.batches])
        else:
            session.say_count("cli.retry.done", sum(batch.read for batch in report.batches))
            session.say_count("cli.retry.waiting", waiting)
        raise typer.Exit(1 if report.bugs else 0)


def import_with_progress(
    session: Session,
    files: list[Path],
    owner: list[str],
    *,
    is_dry_run: bool,
    mapping: Sequence[str] = (),
    keeps_words: bool | None = None,
) -> "Report":
    """Imports with a bar for each file, on standard error, where that is a terminal."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from vinculo import api
    from vinculo.cli.text import inert

    if not any(file.exists() for file in files):
        raise Refusal("refusal.no_such_file", file=files[0])  # before a ledger is made for nothing
    with (
        session.open_for_trial() if is_dry_run else session.open(create=True) as ledger,
        Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TimeRemainingColumn(),
            console=session.talk,
            disable=not session.talk.is_terminal,
            transient=True,
        ) as bars,
    ):
        tasks: dict[str, Any] = {}

        def progress(reached: "Reached") -> None:
            task = tasks.get(reached.file)
            if task is None:
                shown = inert(reached.file.rsplit("/", 1)[-1], 40)
                task = tasks[reached.file] = bars.add_task(shown, total=reached.size)
            bars.update(task, completed=reached.done, total=max(reached.size, reached.done))

        return api.import_files(
            ledger,
            files,
            session.now,
            owner=owner,
            is_dry_run=is_dry_run,
            progress=progress,
            mapping=mapping,
            keeps_words=keeps_words,
        )


def status_of(report: "Report") -> int:
    """0 done; 1 done, but records were set aside by a fault of ours; 2 refused."""
    if report.refused or report.told_nothing:
        return 2
    return 1 if report.bugs else 0


def print_report(session: Session, report: "Report", form: Form) -> None:
    """The books of an import, what was not read and why, what was refused, and what could be added."""
    from vinculo import api
    from vinculo.cli import additions, noticing, zone

    if report.told_nothing:
        _say_why_nothing(session, report)
        return
    found = [api.batch_json(batch) for batch in report.batches]
    if form is Form.json:
        session.print_json(found)
    elif found:
        _print_books(session, found, form)
    _say_refusals(session, report)
    if form is Form.text and report.not_read:
        session.out.print()
        session.say_count("cli.import.not_read", len(report.not_read))
        files = [
            [api.parted(skipped.file)[1], session.wording.say(skipped.reason)] for skipped in report.not_read
        ]
        session.print_rows(form, ["", ""], files)
        _propose_a_mapping(session, report)
    if form is Form.text:
        for remark in report.remarks:
            where = api.parted(remark.file)[1]
            session.say_count(
                "cli.import.remark", remark.records, file=where, remark=session.wording.say(remark.key)
            )
        rejected = sum(batch.rejected for batch in report.batches)
        if rejected:
            session.say_count("cli.import.set_aside", rejected)
        if report.bugs:
            session.say_count("cli.import.bugs", report.bugs)
        if report.is_dry_run:
            session.say("cli.import.dry")
            return
        with session.open() as ledger:
            additions.in_one_line(session, api.additions(ledger))
            noticing.say_how_many_wait(session, ledger)
            zone.propose(session, ledger)
        session.say("cli.import.next")


def _print_first_rows(session: Session, files: list[Path], mapping: list[str]) -> None:
    """How the first rows of a table are understood, before anything is written."""
    from vinculo.api import tables

    say = session.wording.say
    rows = []
    for one in tables.first_rows(files, tables.mapped_table(mapping), session.now):
        told = one.text[:60]
        if one.reason:
            rows.append([str(one.line), "", "", "", "", f"{_reason(session.wording, one.reason)} ({told})"])
            continue
        sides = (one.sender, ", ".join(one.recipients))
        kind = say(f"kind.{one.kind}.title")
        rows.append([str(one.line), one.at, kind, *(side or say("web.you") for side in sides), told])
    session.out.print()
    session.say("cli.import.first_rows")
    columns = [say(f"cli.import.row.{name}") for name in ("line", "at", "kind", "sender", "to", "text")]
    session.print_rows(Form.text, columns, rows, numeric=(0,))


def _say_refusals(session: Session, report: "Report") -> None:
    for refusal in report.refused:
        session.warn(refused(session.wording, refusal))


def _say_why_nothing(session: Session, report: "Report") -> None:
    """Why an import brought nothing at all: the refusals, or else one sentence."""
    noise = sum(count for batch in report.batches for _, count in batch.ignored)
    rejected = sum(batch.rejected for batch in report.batches)
    if report.refused:
        _say_refusals(session, report)
    elif rejected:
        session.remark("cli.import.all_set_aside")
    elif noise:
        session.remark("cli.import.all_noise")
    elif report.batches:
        session.remark("cli.import.empty", file=", ".join(batch.file for batch in report.batches))
    else:
        session.remark("cli.import.told_nothing")
        _propose_a_mapping(session, report)


def _propose_a_mapping(session: Session, report: "Report") -> None:
    """Tables whose columns nobody knows can still be read, if the owner says what they are."""
    endings = (".csv", ".tsv", ".jsonl")
    unknown = [
        one.file
        for one in report.not_read
        if one.reason == "declined.unknown" and one.file.casefold().endswith(endings)
    ]
    if unknown:
        session.remark("cli.import.map_them", file=unknown[0].rsplit("/", 1)[-1])


def _print_books(session: Session, found: list[dict[str, Any]], form: Form) -> None:
    """One line per file, below the archive it came in."""
    from vinculo import api

    say = session.wording.say
    number = str if form is Form.csv else session.wording.number
    columns = [
        say(f"cli.column.{name}") for name in ("import", "file", "read", "new", "known", "noise", "set_aside")
    ]
    rows: list[list[str]] = []
    above = ""
    for batch in found:
        noise = ", ".join(f"{number(n)} {say(f'noise.{kind}')}" for kind, n in batch["ignored"].items())
        undone = f" ({say('cli.batches.undone')})" if batch.get("undone") else ""
        counts = [number(batch[name]) for name in ("read", "accepted", "duplicate")]
        file = batch["file"]
        if form is Form.text:
            archive, file = api.parted(file)
            if archive != above:
                rows.append([str(batch["import"]), archive] + [""] * 5 if archive else [])
                above = archive
            file = f"  {file}" if archive else file
        rows.append([str(batch["import"]), file + undone, *counts, noise or "0", number(batch["rejected"])])
    session.print_rows(form, columns, [row for row in rows if row], numeric=(2, 3, 4, 6))


def _reason(wording: Wording, reason: str) -> str:
    return wording.say("bad_record.bug") + " " + reason if reason.startswith("bug:") else wording.say(reason)
