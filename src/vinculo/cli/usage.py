"""What the parser of the command line says by itself, in the owner's language.

The parser speaks English, and its exceptions are told apart by their names and sentences (typer
0.29, November 2026): what is not known here is said as the parser says it.
"""

import re
from functools import partial
from typing import Any

from vinculo.cli.text import inert
from vinculo.wording import Wording

_HELP_PHRASES = (
    (r"^Usage: ", "usage"),
    (r"^Arguments:$", "arguments"),
    (r"^Options:$", "options"),
    (r"^Commands:$", "commands"),
    (r"\[OPTIONS\]", "options_sign"),
    (r"COMMAND \[ARGS\]\.\.\.", "command_sign"),
    (r"Show\s+this\s+message\s+and\s+exit\.", "help_option"),
    (r"\brequired\](?=\s|$)", "required"),
    (r"\bdefault:(?=\s)", "default"),
    (r"\benv\s+var:(?=\s)", "variable"),
)
"""What the parser puts into every page of help → its key below `cli.usage.`."""

_SENTENCES = (
    (r"Missing command\.", "missing_command"),
    (r"No such command '(?P<said>.*)'\.", "no_such_command"),
    (r"Got unexpected extra argument\(s\) \((?P<said>.*)\)", "too_many"),
    (r"Option '(?P<what>.*)' requires an argument\.", "needs_value"),
    (r"Option '(?P<what>.*)' does not take a value\.", "takes_no_value"),
    (r"(?:Value error, )?'(?P<said>.*)' is not one of (?P<known>.*)\.", "not_one_of"),
    (r"(?:Value error, )?'(?P<said>.*)' does not match the formats .*", "not_a_day"),
)


def in_their_words(command: Any, wording: Wording) -> Any:
    """The command and those below it, whose pages of help are in the words of one language."""
    command.get_help = partial(_help, command.get_help, wording)
    for below in getattr(command, "commands", {}).values():
        in_their_words(below, wording)
    return command


def _help(get_help: Any, wording: Wording, context: Any) -> str:
    page = str(get_help(context))
    for phrase, key in _HELP_PHRASES:
        page = re.sub(phrase, wording.say(f"cli.usage.{key}").replace("\\", r"\\"), page, flags=re.MULTILINE)
    return page


def mistake_in_words(wording: Wording, mistake: Exception) -> str | None:
    """One sentence about a mistake in the command line; None for any other exception.

    A command that needs more words and got none answers with its page of help.
    """
    show = getattr(mistake, "format_message", None)
    if not callable(show):
        return None
    key, facts = _key(mistake, str(getattr(mistake, "message", "")))
    return wording.say(f"cli.usage.{key}", **{k: inert(v) for k, v in facts.items()}) if key else str(show())


def _key(mistake: Exception, message: str) -> tuple[str, dict[str, str]]:
    name = type(mistake).__name__
    parameter: Any = getattr(mistake, "param", None)
    what = "" if parameter is None else _named(parameter)
    if name == "NoSuchOption":
        near = ", ".join(sorted(getattr(mistake, "possibilities", None) or ()))
        said = str(getattr(mistake, "option_name", ""))
        return ("no_such_option_near" if near else "no_such_option"), {"said": said, "near": near}
    if name == "MissingParameter":
        return "missing", {"what": what}
    for sentence, key in _SENTENCES:
        found = re.fullmatch(sentence, message, re.DOTALL)
        if found:
            facts = {"what": what} | {k: v for k, v in found.groupdict().items() if v is not None}
            return key, facts | {"known": facts["known"].replace("'", "")} if "known" in facts else facts
    return ("bad_value", {"what": what}) if what else ("", {})


def _named(parameter: Any) -> str:
    """How the owner writes it: `--limit`, or the name of an argument."""
    return str((parameter.opts or [parameter.name])[0])
