"""Letting a person go for good: forget."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.errors import Refusal
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.api.forget import Proof

MOST_FILES = 12


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say
    who_argument = typer.Argument(help=say("cli.forget.who"), show_default=False)
    lift_option = typer.Option("--lift", help=say("cli.forget.lift"), show_default=False)

    @app.command("forget", help=say("cli.forget.help"))
    def forget(
        context: typer.Context,
        who: Annotated[str, who_argument] = "",
        is_dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.forget.dry_run"))] = False,
        is_sure: Annotated[bool, typer.Option("--yes", help=say("cli.forget.yes"))] = False,
        handle: Annotated[str, lift_option] = "",
        form: Annotated[PageForm, typer.Option("--format", help=say("cli.format"))] = PageForm.text,
    ) -> None:
        session: Session = context.obj
        if handle:
            _lift(session, handle, form)
        elif who:
            _forget(session, who, form, is_dry_run=is_dry_run, is_sure=is_sure)
        else:
            _write_anew(session, form)


def _forget(session: Session, who: str, form: PageForm, *, is_dry_run: bool, is_sure: bool) -> None:
    from vinculo.api import forget as forgetting
    from vinculo.web.folder import sweep

    with session.open() as ledger:
        if not is_dry_run and not is_sure:
            _make_sure(session, forgetting.forget(ledger, who, session.now, is_dry_run=True))
        proof = forgetting.forget(ledger, who, session.now, is_dry_run=is_dry_run)
    if not is_dry_run:
        sweep(session.ledger_path)
    if form is PageForm.json:
        session.print_json(proof)
    else:
        _print_proof(session, proof)
    raise typer.Exit(1 if proof.found else 0)


def _make_sure(session: Session, proof: "Proof") -> None:
    """Only who types the name goes on. Raises Refusal for everybody else, and without a terminal."""
    if not (sys.stdin.isatty() and session.out.is_terminal):
        raise Refusal("refusal.say_yes")
    _print_proof(session, proof)
    session.out.print()
    session.say("cli.forget.sure", name=proof.name)
    if input("> ").strip().casefold() != proof.name.strip().casefold():
        raise Refusal("refusal.not_the_name")


def _print_proof(session: Session, proof: "Proof") -> None:
    say, number = session.wording.say, session.wording.number
    session.say("forget.would_go" if proof.is_dry_run else "forget.went", name=proof.name)
    rows = [[kind_in_words(session.wording, kind), number(n)] for kind, n in proof.entries.items()]
    counted = (("rewritten", proof.rewritten), ("rejects", proof.rejects), ("handles", proof.handles),
               ("returns", proof.returns))  # fmt: skip
    rows += [[say(f"forget.{name}"), number(n)] for name, n in counted if n]
    session.print_rows(PageForm.text, ["", ""], rows, numeric=(1,))
    session.out.print()
    session.say("forget.remains")
    session.say_count("forget.marks", proof.marks)
    if proof.files:
        session.say_count("forget.files", len(proof.files))
        files = [[file] for file in proof.files[:MOST_FILES]]
        session.print_rows(PageForm.text, [""], files)
    if proof.copies:
        session.say("forget.copies", names=", ".join(proof.copies))
    session.say("forget.backups")
    if proof.namesakes:
        session.say_count("forget.mentions", proof.mentions, names=", ".join(proof.namesakes))
    session.out.print()
    if proof.is_dry_run:
        session.say("forget.no_undo")
    elif proof.found:
        session.say("forget.found", terms=", ".join(f"{term} ({n})" for term, n in proof.found.items()))
    else:
        session.say_count("forget.proof", proof.searched)


def kind_in_words(wording: Wording, kind: str) -> str:
    """A kind of entry as people call it."""
    return wording.say(f"forget.{kind}" if kind in {"card", "ruling"} else f"kind.{kind}.title")


def _lift(session: Session, handle: str, form: PageForm) -> None:
    from vinculo.api import forget as forgetting

    with session.open() as ledger:
        lifted = forgetting.lift(ledger, handle)
    if form is PageForm.json:
        session.print_json({"lifted": lifted})
    else:
        session.say("cli.forget.lifted", handle=handle)


def _write_anew(session: Session, form: PageForm) -> None:
    from vinculo.api import forget as forgetting

    with session.open() as ledger:
        marks = forgetting.write_anew(ledger)
    if form is PageForm.json:
        session.print_json({"marks": marks})
    else:
        session.say_count("cli.forget.written_anew", marks)
