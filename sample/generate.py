"""Writes the sample life anew: `python sample/generate.py [FOLDER]`. The same seed gives the same bytes."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from life import linkedin_basic, linkedin_complete, public, whole  # noqa: E402 (the life lies beside this file)
from life.forms import write_zip  # noqa: E402


def write(folder: Path) -> list[Path]:
    """Every export of the sample life, written into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    life = whole.tell()
    in_public = public.act(life.names)
    complete = folder / "Complete_LinkedInDataExport_11-15-2026.zip"
    basic = folder / "Basic_LinkedInDataExport_03-20-2021.zip"
    write_zip(complete, linkedin_complete.files(life, in_public), (2026, 11, 15))
    write_zip(basic, linkedin_basic.files(life), (2021, 3, 20))
    return [basic, complete]


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "archives"):
        print(f"{path.stat().st_size:>9,} {path.name}")
