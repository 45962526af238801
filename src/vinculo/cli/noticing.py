"""Mails of LinkedIn's that wait for the owner's word: what they mean, and whether they are genuine."""

from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.session import Form, Session
from vinculo.errors import Refusal
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.api.notices import Sample
    from vinculo.ledger import Ledger


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say

    @app.command("notices", help=say("cli.notices.help"))
    def notices(
        context: typer.Context,
        which: Annotated[str, typer.Argument(help=say("cli.notices.which"), show_default=False)] = "",
        means: Annotated[str | None, typer.Option("--means", help=say("cli.notices.means"))] = None,
        is_genuine: Annotated[
            bool | None,
            typer.Option("--genuine/--not-genuine", help=say("cli.notices.genuine"), show_default=False),
        ] = None,
        form: Annotated[Form, typer.Option("--format", help=say("cli.format"))] = Form.text,
    ) -> None:
        session: Session = context.obj
        if means is None and is_genuine is None:
            _list(session, which, form)
        elif not which or (means is not None and is_genuine is not None):
            raise Refusal("refusal.notices_say_one")
        else:
            _rule(session, which, means, form, is_genuine=is_genuine)


def say_how_many_wait(session: Session, ledger: "Ledger") -> None:
    """One line about the mails that wait for the owner's word, where there are any."""
    from vinculo.api import notices

    waiting = sum(one.mails for one in notices.unknown_templates(ledger) if one.means is None)
    waiting += sum(one.mails for one in notices.doubtful_mails(ledger) if one.is_genuine is None)
    if waiting:
        session.say_count("cli.notices.waiting", waiting)


def _rule(session: Session, which: str, means: str | None, form: Form, *, is_genuine: bool | None) -> None:
    from vinculo import api
    from vinculo.api import notices

    with session.open() as ledger:
        if means is not None:
            batch = notices.rule_template(ledger, which, means, session.now)
        else:
            batch = notices.rule_genuine(ledger, which, session.now, is_genuine=bool(is_genuine))
    if form is Form.json:
        session.print_json(api.batch_json(batch))
    else:
        session.say("cli.log.done", run=batch.run)


def _list(session: Session, which: str, form: Form) -> None:
    from vinculo import api
    from vinculo.api import notices

    say, number = session.wording.say, session.wording.number
    with session.open() as ledger:
        unnamed = [one for one in notices.unknown_templates(ledger) if which in ("", one.template)]
        doubtful = [one for one in notices.doubtful_mails(ledger) if which in ("", one.group)]
    if which and not unnamed and not doubtful:
        raise Refusal("refusal.no_such_notices", said=which)
    if form is Form.json:
        session.print_json({"unknown": api.as_json(unnamed), "doubtful": api.as_json(doubtful)})
        return
    rows = [
        [one.template, number(one.mails), meaning_said(session.wording, one.means), *_sample(one.sample)]
        for one in unnamed
    ]
    rows += [
        [one.group, number(one.mails), origin_said(session.wording, one.is_genuine), *_sample(one.sample)]
        for one in doubtful
    ]
    if not rows:
        session.say("cli.notices.none")
        return
    columns = [
        say(f"cli.column.{name}") for name in ("notices", "mails", "your_word", "latest", "file", "line")
    ]
    session.print_rows(form, columns, rows, numeric=(1, 5))
    if any(one.means is None for one in unnamed):
        session.remark("cli.notices.how")
    if any(one.is_genuine is None for one in doubtful):
        session.remark("cli.notices.how_genuine")


def _sample(sample: "Sample") -> list[str]:
    said = sample.subject or sample.who
    return [f"{sample.on} {said}", sample.file, str(sample.line)]


def meaning_said(wording: Wording, means: str | None) -> str:
    """What the owner says a template means, or that it waits."""
    if means is None:
        return wording.say("notices.waits")
    return wording.say("notices.ignore" if means == "ignore" else f"kind.{means}.title")


def origin_said(wording: Wording, is_genuine: bool | None) -> str:
    """What the owner says of doubtful mails, or that they wait."""
    if is_genuine is None:
        return wording.say("notices.doubtful")
    return wording.say("notices.genuine" if is_genuine else "notices.not_genuine")
