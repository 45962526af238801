"""Who is who: the queue of questions, its answers, and the handles of one person."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from vinculo.cli.session import PageForm, Session
from vinculo.errors import Refusal
from vinculo.wording import Wording

if TYPE_CHECKING:
    from vinculo.api.who import Asked, Pairing, Somebody, WhoShown
    from vinculo.model import Batch

ACTS = ("same", "different", "split", "accept")
"""First words that are no name."""
KEYS = {"s": "same", "d": "different", "l": "later"}
MOST_HANDLES = 6
MOST_LISTED = 15


def add_to(app: typer.Typer, wording: Wording) -> None:
    """Adds the command, with its help in the words of one language."""
    say = wording.say
    words_argument = typer.Argument(help=say("cli.who.words"), show_default=False)
    group_option = typer.Option("--group", help=say("cli.who.group"), show_default=False)
    above_option = typer.Option("--above", help=say("cli.who.above"))

    @app.command("who", help=say("cli.who.help"))
    def who(
        context: typer.Context,
        words: Annotated[list[str] | None, words_argument] = None,
        groups: Annotated[list[str] | None, group_option] = None,
        above: Annotated[float, above_option] = 0.99,
        is_dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.who.dry_run"))] = False,
        form: Annotated[PageForm, typer.Option("--format", help=say("cli.format"))] = PageForm.text,
    ) -> None:
        session: Session = context.obj
        match words or []:
            case []:
                _queue(session, form)
            case ["accept"]:
                _accept(session, above, form, is_dry_run=is_dry_run)
            case ["split", who]:
                _split(session, who, groups or [], form)
            case [("same" | "different") as kind, *people]:
                _rule(session, kind, people, form)
            case [name] if name not in ACTS:
                _show(session, name, form)
            case [first, *_]:
                raise Refusal("refusal.unknown_act", said=first, known=", ".join(ACTS))


def _queue(session: Session, form: PageForm) -> None:
    from vinculo.api import who

    with session.open() as ledger:
        asked = who.questions(who.known(ledger, session.now + 1))
    if form is PageForm.json:
        session.print_json(asked)
    elif not asked:
        session.say("cli.who.nothing")
    elif sys.stdin.isatty() and session.out.is_terminal:
        _ask_one_by_one(session)
    else:
        session.say_count("cli.who.open", len(asked))
        for one in asked[:MOST_LISTED]:
            session.out.print()
            _print_question(session, one)
        session.out.print()
        session.remark("cli.who.how")


def _ask_one_by_one(session: Session) -> None:
    """The first open question, again and again, until none is left or the owner quits."""
    from vinculo.api import who

    passed: set[str] = set()
    while True:
        with session.open() as ledger:
            told = who.known(ledger, session.now + 1)
            waiting = [asked for asked in who.questions(told) if asked.id not in passed]
            if not waiting:
                session.say("cli.who.nothing_more")
                return
            asked = waiting[0]
            session.out.print()
            session.say_count("cli.who.open", len(waiting))
            _print_question(session, asked)
            session.say("cli.who.keys_name" if asked.name else "cli.who.keys")
            kind, people = _key(asked)
            if kind == "quit":
                return
            batch = who.answer(ledger, told, asked, kind, session.now, people)
            session.say(f"cli.who.done.{kind}", run=batch.run)
            if kind == "later":
                passed.add(asked.id)


def _key(asked: "Asked") -> tuple[str, list[str]]:
    """What one key says; other keys say nothing."""
    while True:
        said = typer.getchar().casefold()
        if said in {"q", "\x1b", "\x03", "\x04"}:
            return "quit", []
        if asked.name and said.isdecimal() and 1 <= int(said) <= len(asked.people):
            return "same", [asked.people[int(said) - 1].id]
        if said in KEYS and not (asked.name and KEYS[said] == "same" and len(asked.people) > 1):
            return KEYS[said], []


def _print_question(session: Session, asked: "Asked") -> None:
    if asked.name:
        session.say("who.ask_name", name=asked.name)
    else:
        session.say("who.ask" if len(asked.people) == 2 else "who.ask_several")
    heads = [f"{n}. {one.name}" if asked.name else one.name for n, one in enumerate(asked.people, 1)]
    columns = [_lines(session, one) for one in asked.people]
    longest = max(map(len, columns), default=0)
    rows = [[column[n] if n < len(column) else "" for column in columns] for n in range(longest)]
    session.print_rows(PageForm.text, heads, rows)
    names = {one.id: _told_apart(one) for one in asked.people}
    for pairing in asked.pairings:
        if len(asked.people) > 2 or asked.name:
            pair = [names[id_] for id_ in (pairing.one, pairing.other) if id_ in names]
            session.out.print()
            session.say("who.pair", names=" · ".join(pair))
        _print_parts(session, pairing)


def _told_apart(one: "Somebody") -> str:
    """A name with the first handle: people in question often have one name."""
    return f"{one.name} ({one.spelled[0].key})" if one.spelled else one.name


def _lines(session: Session, one: "Somebody") -> list[str]:
    say = session.wording
    since = say.say_count("who.events_since", one.events, day=one.first_on or "")
    handles = [spelled.key for spelled in one.spelled[:MOST_HANDLES]]
    return [since if one.first_on else say.say("who.no_events"), *handles]


def _print_parts(session: Session, pairing: "Pairing") -> None:
    from vinculo.api import who

    say = session.wording.say
    word, n = who.odds(pairing.p)
    session.say(f"who.odds.{word}", n=n)
    rows = [
        ["+" if part.bits >= 0 else "−", part_in_words(session.wording, part.key, part.facts),
         say(f"who.strength.{who.strength(part.bits)}")]
        for part in pairing.parts
    ]  # fmt: skip
    session.print_rows(PageForm.text, ["", "", ""], rows)


def part_in_words(wording: Wording, key: str, facts: dict[str, str]) -> str:
    """A piece of evidence as a sentence."""
    return wording.say(f"match.part.{key}", **facts)


def _show(session: Session, name: str, form: PageForm) -> None:
    from vinculo.api import who

    with session.open() as ledger:
        shown = who.shown(who.known(ledger, session.now + 1), name)
    if form is PageForm.json:
        session.print_json(shown)
    else:
        _print_shown(session, shown)


def _print_shown(session: Session, shown: "WhoShown") -> None:
    say = session.wording.say
    session.say("cli.who.handles_of", name=shown.person.name)
    rows = [
        [one.key, ", ".join(one.shown), str(one.events), one.first_on or ""] for one in shown.person.spelled
    ]
    columns = [say(f"cli.who.column.{name}") for name in ("handle", "shown", "events", "since")]
    session.print_rows(PageForm.text, columns, rows, numeric=(2,))
    for asked in shown.candidates:
        session.out.print()
        _print_question(session, asked)


def _rule(session: Session, kind: str, people: Sequence[str], form: PageForm) -> None:
    from vinculo.api import who

    with session.open() as ledger:
        batch = who.rule(ledger, who.known(ledger, session.now + 1), kind, people, session.now)
    _told(session, kind, batch, form)


def _split(session: Session, name: str, groups: Sequence[str], form: PageForm) -> None:
    from vinculo.api import who

    parts = [[handle for handle in group.split(",") if handle.strip()] for group in groups]
    with session.open() as ledger:
        batch = who.split(ledger, who.known(ledger, session.now + 1), name, parts, session.now)
    _told(session, "split", batch, form)


def _accept(session: Session, above: float, form: PageForm, *, is_dry_run: bool) -> None:
    from vinculo import api
    from vinculo.api import who

    with session.open() as ledger:
        told = who.known(ledger, session.now + 1)
        pairs = who.likely(told, above)
        batch = who.accept(ledger, told, pairs, session.now) if pairs and not is_dry_run else None
    if form is PageForm.json:
        books = api.batch_json(batch) if batch else None
        session.print_json({"pairs": [pairing for _, pairing in pairs], "batch": books})
        return
    rows = []
    for asked, pairing in pairs:
        names = {one.id: _told_apart(one) for one in asked.people}
        word, n = who.odds(pairing.p)
        odds = session.wording.say(f"who.share.{word}", n=n)
        rows.append([names.get(pairing.one, asked.name), names.get(pairing.other, ""), odds])
    session.print_rows(PageForm.text, ["", "", ""], rows)
    if batch:
        session.say_count("cli.who.accepted", len(pairs), run=batch.run)
    else:
        session.say_count("cli.who.would_accept", len(pairs))


def _told(session: Session, kind: str, batch: "Batch", form: PageForm) -> None:
    from vinculo import api

    if form is PageForm.json:
        session.print_json(api.batch_json(batch))
    else:
        session.say(f"cli.who.done.{kind}", run=batch.run)
