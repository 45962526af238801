"""The terminal: a thin face over `api`.

Results go to standard output, talk to standard error. Exit status: 0 done; 1 done, but records
were set aside by a fault of ours; 2 refused.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from vinculo.errors import VinculoError
from vinculo.settings import language_of
from vinculo.wording import LANGUAGES, Wording

REFUSED = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status, and never shows a traceback for a refusal."""
    said = list(sys.argv[1:] if argv is None else argv)
    # Matrices here are small: a second thread of BLAS waits more than it works (forecasts of a ledger took
    # 1.4 s instead of .4 s on two busy cores, 2026-11), and sums must not depend on the number of cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    asked = _language_asked(said)
    wording = Wording(language_of({"VINCULO_LANG": asked}) if asked else language_of())
    if asked and not asked.casefold().startswith(LANGUAGES):
        print(wording.say("cli.lang.unknown", said=asked, known=", ".join(LANGUAGES)), file=sys.stderr)
    from vinculo.cli.app import build
    from vinculo.cli.usage import mistake_in_words

    try:
        status = build(wording)(_with_ids(said), standalone_mode=False, prog_name="vinculo")
    except VinculoError as refusal:
        print(refused(wording, refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        status = INTERRUPTED
    except (BrokenPipeError, SystemExit) as leaving:
        if not isinstance(leaving.__context__ or leaving, BrokenPipeError):
            raise
        _let_the_reader_go()
        return 0
    except Exception as mistake:
        sentence = mistake_in_words(wording, mistake)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return REFUSED
    if status == INTERRUPTED:
        print(wording.say("cli.interrupted"), file=sys.stderr)
    return status if isinstance(status, int) else 0


def refused(wording: Wording, refusal: VinculoError) -> str:
    """A refusal as one sentence of the owner's language, with nothing in it that a terminal obeys."""
    from vinculo.cli.text import LONGEST_FACT, inert

    facts = {name: inert(str(value), LONGEST_FACT) for name, value in refusal.facts.items()}
    return wording.say(refusal.key, **facts)


def _let_the_reader_go() -> None:
    """The reader of our output has had enough, as `head` has: what is left of it goes nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_ids(said: Sequence[str]) -> list[str]:
    """A person's id may be negative, and is no option: half of them are. It is said as the same 64
    bits without a sign. What follows an option is that option's value, such as an amount."""
    before = ["", *said]
    return [
        str(int(word) % 2**64) if _is_negative_id(word) and not last.startswith("--") else word
        for last, word in zip(before, said, strict=False)
    ]


def _is_negative_id(word: str) -> bool:
    return word[:1] == "-" and word[1:].isdecimal() and word.isascii() and len(word) <= 20


def _language_asked(said: Sequence[str]) -> str | None:
    """The value of `--lang`, needed before the commands are built: their help is in it."""
    for option, value in zip(said, [*said[1:], ""], strict=False):
        if option == "--lang":
            return value
        if option.startswith("--lang="):
            return option.partition("=")[2]
    return None
