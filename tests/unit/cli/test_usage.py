"""What the parser of the command line says, in the owner's language."""

import pytest

from vinculo.cli import main
from vinculo.cli.usage import mistake_in_words
from vinculo.wording import Wording


class OfTheParser(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def format_message(self) -> str:
        return self.message


def test_a_mistake_nobody_knows_is_said_as_the_parser_says_it() -> None:
    """A later version of the parser may say something new: in English rather than not at all."""
    assert mistake_in_words(Wording("es"), OfTheParser("Something new.")) == "Something new."


def test_other_exceptions_are_no_mistakes_of_the_owner() -> None:
    """A bug crashes with its traceback."""
    assert mistake_in_words(Wording("en"), KeyError("x")) is None
    with pytest.raises(ZeroDivisionError):
        _crash()


def _crash() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("vinculo.cli.app.default_ledger", lambda: 1 / 0)
        main(["worth"])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["worth", "--limt", "3"], "Aquí no hay ninguna opción --limt. Quizá: --limit.\n"),
        (["show", "Ana", "Ruiz"], "«Ruiz» es más de lo que admite esta orden. Pon entre comillas"),
        (["show"], "Falta who. Mira --help.\n"),
        (["worth", "--limit"], "--limit necesita un valor detrás.\n"),
        (["worth", "--as-of", "ayer"], "«ayer» no es un día. Escríbelo como 2026-11-15.\n"),
        (["worth", "--sort", "valor"], "«valor» no vale para --sort. Di uno de: evolved, last"),
        (["hola"], "«hola» no es una orden. vinculo --help muestra las que hay.\n"),
    ],
)  # fmt: skip
def test_mistakes_are_said_in_spanish(
    said: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence that says what to do, with what was said in it."""
    assert main(["--lang", "es", *said]) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_the_version_is_printed_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The version, and nothing else."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("vinculo 0.")


@pytest.mark.parametrize(
    ("variable", "language"), [("es_ES.UTF-8", "Uso:"), ("de_DE", "Usage:"), ("C", "Usage:")]
)
def test_the_language_is_that_of_the_locale(
    variable: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spanish where the locale is Spanish, English elsewhere; the flag wins."""
    for name in ("VINCULO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", variable)
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith(language)
    assert main(["--lang=es", "--help"]) == 0
    assert capsys.readouterr().out.startswith("Uso:")
