"""A handful of fields, read once at the door and passed down."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner may choose; every room below the faces gets it as an argument."""

    ledger: Path
    """The ledger's file."""
    language: str = "en"
    """`en` or `es`."""


def default_ledger() -> Path:
    """Where the ledger is if nobody says otherwise: the platform's folder for data of this user."""
    import platformdirs

    return Path(platformdirs.user_data_dir("vinculo", appauthor=False)) / "ledger.sqlite"


def language_of(environ: dict[str, str] | os._Environ[str] = os.environ) -> str:
    """`es` or `en`, by VINCULO_LANG and then by the locale's variables in the order of gettext."""
    for name in ("VINCULO_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = environ.get(name, "")
        if said:
            return "es" if said.casefold().startswith("es") else "en"
    return "en"
