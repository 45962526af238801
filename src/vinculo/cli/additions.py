"""What could be added after an import, and how to get it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vinculo.cli.session import Session

if TYPE_CHECKING:
    from vinculo.sources.exports import Addition


def in_one_line(session: Session, found: Sequence["Addition"]) -> None:
    """Which channels no file shows, and where the way to them is told; nothing where there is none."""
    channels = {channel: None for addition in found for channel in addition.channels}
    if channels:
        told = ", ".join(session.wording.say(f"channel.{channel}.title") for channel in channels)
        session.say("adds.after_import", channels=told)


def step_by_step(session: Session, found: Sequence["Addition"]) -> None:
    """Each kind of export: why one would want it, and how to get it, program by program."""
    from rich.padding import Padding
    from rich.text import Text

    say = session.wording.say
    session.out.print()
    if not found:
        session.say("adds.none")
        return
    session.out.print(Text(say("adds.title"), style="bold"))
    for addition in found:
        why = Text(say(f"family.{addition.family}.title"), style="bold")
        why.append(f": {say(f'family.{addition.family}.why')}", style="not bold")
        session.out.print(why)
        for export in addition.exports:
            steps = Text(say(f"export.{export}.title"), style="underline")
            steps.append(f": {say(f'export.{export}.steps')}", style="not underline")
            session.out.print(Padding(steps, (0, 0, 0, 2)))
