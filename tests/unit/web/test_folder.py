"""A folder of mixed exports is read alike by the terminal and by the page of imports."""

import time
from pathlib import Path
from typing import Any

from faces.life import vinculo
from unit.web.browser import HOST, TOKEN, Browser
from unit.web.conftest import done

from vinculo import api
from vinculo.ledger import Ledger
from vinculo.web.app import application

FIXTURES = Path(__file__).parents[2] / "sources"
EXPORTS = {
    "sheet.csv": "table/hoja.csv",
    "cards.vcf": "vcard/address_book.vcf",
    "comments.xml": "disqus/cuaderno-2013-11-02T08:15:44.101-all.xml",
    "blog.xml": "wordpress/cuaderno.wordpress.2014-05-02.xml",
}


def mixed(folder: Path) -> Path:
    """Four exports, one that nobody reads, and what an operating system leaves behind."""
    folder.mkdir()
    for name, fixture in EXPORTS.items():
        (folder / name).write_bytes((FIXTURES / fixture).read_bytes())
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 not for us")
    (folder / ".DS_Store").write_bytes(b"\0")
    return folder


def books(ledger: Path) -> list[dict[str, Any]]:
    """What was read of each file, wherever the folder lay."""
    with Ledger.open(ledger, create=False) as opened:
        found = api.batches(opened)
    return sorted(
        ({**book, "file": book["file"].rsplit("/", 1)[-1]} for book in found), key=lambda book: book["file"]
    )


def test_a_folder_has_one_table_of_books_whichever_door_it_comes_by(tmp_path: Path) -> None:
    """The same files with the same counts; what was not read is named with its reason in both."""
    folder = mixed(tmp_path / "exports")
    said = vinculo(tmp_path / "cli.sqlite", "import", folder)
    assert said.status == 0, said.err
    assert "photo.jpg" in said.out
    assert "not read" in said.out
    assert ".DS_Store" not in said.out
    app = application(  # by the clock of the terminal: what is still to come is no meeting
        tmp_path / "web.sqlite", "en", hosts=frozenset({HOST}), token=TOKEN, clock=lambda: int(time.time())
    )
    browser = Browser(app).enter()
    files = [(f"exports/{path.name}", path.read_bytes()) for path in sorted(folder.iterdir())]
    assert browser.upload(files).status == 303
    done(browser)
    page = browser.get("/import").text
    assert "photo.jpg" in page
    assert ".DS_Store" not in page
    assert len(books(tmp_path / "cli.sqlite")) == len(EXPORTS)
    assert books(tmp_path / "cli.sqlite") == books(tmp_path / "web.sqlite")
    for book in books(tmp_path / "cli.sqlite"):
        assert book["file"] in said.out
        assert book["file"] in page
