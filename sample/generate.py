"""Writes the sample life anew: `python sample/generate.py [FOLDER]`. The same seed gives the same bytes."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from life import (  # noqa: E402 (the life lies beside this file)
    agenda,
    blog,
    blogger_export,
    bulk,
    calendar_export,
    letters,
    linkedin_basic,
    linkedin_complete,
    mbox_export,
    notebook_export,
    notices,
    public,
    ties,
    vcard_export,
    whole,
    wordpress_export,
)
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
    entries = blog.tell(life)
    appointments = agenda.appointments(life)
    composed = letters.composed(life, ties.library())
    written = [*letters.scripted(life), *composed, *letters.to_forty(life)]
    noise = [*notices.notices(life, in_public), *bulk.bulk(life, appointments, composed)]
    others = {
        "blog-2009-2014.xml": blogger_export.feed(entries).encode("utf-8"),
        "blog-wordpress.xml": wordpress_export.feed(entries).encode("utf-8"),
        "calendar.ics": calendar_export.calendar(life, appointments),
        "contacts.vcf": vcard_export.cards(life, letters.writers(life)).encode("utf-8"),
        "notebook.csv": notebook_export.notebook(life).encode("utf-8"),
        "mail.mbox": mbox_export.mbox([*written, *noise]),
    }
    for name, content in others.items():
        (folder / name).write_bytes(content)
    return [basic, complete, *(folder / name for name in others)]


if __name__ == "__main__":
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "archives"):
        print(f"{path.stat().st_size:>9,} {path.name}")
