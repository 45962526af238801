"""The terminal: a thin face over `api`.

Results go to standard output, talk to standard error. Exit status: 0 done; 1 done, but records
were set aside by a fault of ours; 2 refused.
"""

import sys
from collections.abc import Sequence

from vinculo.errors import VinculoError
from vinculo.settings import language_of
from vinculo.wording import Wording

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status, and never shows a traceback for a refusal."""
    said = list(sys.argv[1:] if argv is None else argv)
    wording = Wording(_language_asked(said) or language_of())
    from vinculo.cli.app import build

    try:
        status = build(wording)(said, standalone_mode=False, prog_name="vinculo")
    except VinculoError as refusal:
        print(refused(wording, refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(wording.say("cli.interrupted"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has had enough, as `head` has
        return 0
    except Exception as mistake:
        usage = _usage_mistake(mistake)
        if usage is None:
            raise
        print(usage, file=sys.stderr)
        return REFUSED
    return status if isinstance(status, int) else 0


def refused(wording: Wording, refusal: VinculoError) -> str:
    """A refusal as one sentence of the owner's language, with nothing in it that a terminal obeys."""
    from vinculo.cli.text import inert

    facts = {name: inert(str(value)) for name, value in refusal.facts.items()}
    return wording.say(refusal.key, **facts)


def _language_asked(said: Sequence[str]) -> str | None:
    """The value of `--lang`, needed before the commands are built: their help is in it."""
    for option, value in zip(said, [*said[1:], ""], strict=False):
        if option == "--lang":
            return value
        if option.startswith("--lang="):
            return option.partition("=")[2]
    return None


def _usage_mistake(mistake: Exception) -> str | None:
    """What the command line's own parser says of a mistake in it, or None for any other exception."""
    show = getattr(mistake, "format_message", None)
    return str(show()) if callable(show) else None
