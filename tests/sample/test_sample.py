"""The sample life is the same everywhere, says that it is invented, and looks like a real archive."""

import contextlib
import csv
import datetime
import io
import json
import mailbox
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
ARCHIVES = SAMPLE / "archives"
COMPLETE = ARCHIVES / "Complete_LinkedInDataExport_11-15-2026.zip"
BASIC = ARCHIVES / "Basic_LinkedInDataExport_03-20-2021.zip"

PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses '
    "are missing. You will only see email addresses for connections who have allowed their connections "
    "to see or download their email address using this setting "
    "https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample made anew."""
    sys.path.insert(0, str(SAMPLE))
    try:
        import generate
    finally:
        sys.path.remove(str(SAMPLE))
    folder = tmp_path_factory.mktemp("sample")
    generate.write(folder)
    return folder


def text(archive: Path, name: str) -> str:
    """One file of an archive."""
    with zipfile.ZipFile(archive) as opened:
        return opened.read(name).decode("utf-8")


def rows(archive: Path, name: str) -> list[list[str]]:
    """The records of a CSV file, its header first."""
    return list(csv.reader(io.StringIO(text(archive, name), newline="")))


def test_the_same_seed_gives_the_bytes_that_are_committed(made: Path) -> None:
    """`make sample` changes nothing unless the generator did."""
    written = {path.name: path.read_bytes() for path in made.iterdir()}
    committed = {name: (ARCHIVES / name).read_bytes() for name in written}
    assert len(written) == 8
    assert [name for name in written if written[name] != committed[name]] == []


def test_the_readme_says_in_its_first_line_that_people_are_invented() -> None:
    """Nobody should have to wonder whose data this is."""
    assert "invented" in (SAMPLE / "README.md").read_text("utf-8").splitlines()[0]


def test_connections_begin_as_linkedin_writes_them() -> None:
    """The newer archive has three lines of notes, and addresses; the older neither, and no last line end."""
    assert text(COMPLETE, "Connections.csv").startswith(
        f"{PREAMBLE}First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    )
    older = text(BASIC, "Connections.csv")
    assert older.startswith("First Name,Last Name,Email Address,Company,Position,Connected On\n")
    assert not older.endswith("\n")


def test_every_row_has_as_many_cells_as_its_header() -> None:
    """A spoiled quote would shift columns without any error."""
    for archive in (COMPLETE, BASIC):
        with zipfile.ZipFile(archive) as opened:
            names = [
                n
                for n in opened.namelist()
                if n.endswith(".csv") and n not in ("Comments.csv", "Connections.csv")
            ]
        assert len(names) > 8
        for name in names:
            header, *body = rows(archive, name)
            assert {len(row) for row in body} <= {len(header)}, name


def test_comments_break_the_default_reader_as_real_ones_do() -> None:
    r"""Inner quotes are written `\"`; read so, every row has three cells."""
    told = text(COMPLETE, "Comments.csv")
    escaped = list(csv.reader(io.StringIO(told, newline=""), doublequote=True, escapechar="\\"))
    assert {len(row) for row in escaped} == {3}
    assert {len(row) for row in csv.reader(io.StringIO(told, newline=""))} != {3}


def test_the_older_archive_is_told_again_by_the_newer_one() -> None:
    """Same conversations, same times, same texts: an overlap in which nothing may be counted twice."""
    newer = {(row[0], row[6], row[8]) for row in rows(COMPLETE, "messages.csv")[1:]}
    older = {(row[0], row[5], row[7]) for row in rows(BASIC, "messages.csv")[1:]}
    assert len(older) > 1000
    assert older <= newer


def test_the_time_inside_a_posts_id_is_its_time() -> None:
    """`id >> 22` counts milliseconds since 1970, to the second of the row."""
    shares = rows(COMPLETE, "Shares.csv")[1:]
    assert len(shares) > 100
    for told, link, *_ in shares:
        at = datetime.datetime.fromtimestamp((int(link.rsplit("%3A", 1)[1]) >> 22) // 1000, datetime.UTC)
        assert f"{at:%Y-%m-%d %H:%M:%S}" == told


def test_comments_on_own_posts_name_the_other_number_of_the_post() -> None:
    """A share and the activity that shows it have two ids, minted 0.27 to 0.74 seconds apart."""
    shares = {int(row[1].rsplit("%3A", 1)[1]) for row in rows(COMPLETE, "Shares.csv")[1:]}
    told = unquote(text(COMPLETE, "Comments.csv"))
    activities = {int(number) for number in re.findall(r"urn:li:activity:(\d+)", told)}
    apart = [(a >> 22) - (s >> 22) for s in shares for a in activities if 0 <= (a >> 22) - (s >> 22) < 1000]
    assert len(apart) > 50
    assert min(apart) >= 270
    assert max(apart) <= 740
    assert not shares & activities


def test_only_reserved_domains_are_linked_in_texts() -> None:
    """No message of an invented person leads to a real site."""
    hosts = set()
    for name in ("messages.csv", "Shares.csv", "Comments.csv"):
        hosts |= set(re.findall(r"https?://([\w.-]+)", text(COMPLETE, name)))
    strange = [h for h in hosts if not re.search(r"(^|\.)(example\.(org|com|net)|linkedin\.com)$", h)]
    assert "desdecero.example.org" in hosts
    assert strange == []


def test_twenty_people_have_an_expected_stage_and_are_in_the_archive() -> None:
    """Each is found by their address; the two of one name are told apart by it."""
    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))["people"]
    there = {
        unquote(row[2].rsplit("/", 1)[-1]): row for row in rows(COMPLETE, "Connections.csv") if len(row) == 7
    }
    assert len({person["profile"] for person in expected}) == 20
    assert {person["stage"] for person in expected} == {"contact", "interlocutor", "recognized", "bond"}
    assert sum(person["edge"] for person in expected) == 2
    for person in expected:
        first, last = there[person["profile"]][:2]
        assert f"{first} {last}" == person["name"]


def test_the_readme_names_the_twenty() -> None:
    """Whoever reads an expectation finds the person in the README."""
    told = (SAMPLE / "README.md").read_text("utf-8")
    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))["people"]
    assert [person["name"] for person in expected if person["name"] not in told] == []


def test_blog_exports_are_well_formed_and_answers_follow_what_they_answer() -> None:
    """A comment's parent is in the same post and came before."""
    old = ElementTree.parse(ARCHIVES / "blog-2009-2014.xml").getroot()
    kinds = [c.get("term", "") for c in old.iter("{http://www.w3.org/2005/Atom}category")]
    assert sum(kind.endswith("#comment") for kind in kinds) > 60
    new = ElementTree.parse(ARCHIVES / "blog-wordpress.xml").getroot()
    wp = "{http://wordpress.org/export/1.2/}"
    answers = 0
    for item in new.iter("item"):
        seen: set[str] = set()
        for comment in item.iter(f"{wp}comment"):
            parent = comment.findtext(f"{wp}comment_parent")
            assert parent == "0" or parent in seen
            answers += parent != "0"
            seen.add(comment.findtext(f"{wp}comment_id") or "")
    assert answers > 50


def test_the_mail_box_splits_into_its_messages() -> None:
    """Four hundred messages, less a few; two stand in it twice; imitations fail their signature."""
    with contextlib.closing(mailbox.mbox(ARCHIVES / "mail.mbox", create=False)) as box:
        told = list(box)
    ids = [message["Message-ID"] for message in told if message["Message-ID"]]
    assert 350 < len(told) < 420
    assert len(ids) - len(set(ids)) == 2
    notices = [message for message in told if message["X-LinkedIn-Template"]]
    assert sum("dkim=fail" in message["Authentication-Results"] for message in notices) == 2
    assert all("dkim=" in message["Authentication-Results"] for message in notices)
    assert max(len(str(message["To"]).split(",")) for message in told) == 40


def test_calendar_lines_are_folded_by_bytes_and_all_events_end() -> None:
    """No line is longer than 75 bytes; unfolded, it is UTF-8 again."""
    raw = (ARCHIVES / "calendar.ics").read_bytes()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    text_again = raw.replace(b"\r\n ", b"").decode("utf-8")
    assert text_again.count("BEGIN:VEVENT") == text_again.count("END:VEVENT") > 50
    for sign in (
        "RECURRENCE-ID",
        "BEGIN:VALARM",
        "PARTSTAT=DECLINED",
        "STATUS:CANCELLED",
        "X-GOOGLE-CONFERENCE",
    ):
        assert sign in text_again


def test_one_address_is_one_person_in_every_file() -> None:
    """Mail, calendar and address book agree with one another on whose an address is."""
    cards = (ARCHIVES / "contacts.vcf").read_text("utf-8").split("END:VCARD")
    by_address: dict[str, set[str]] = {}
    for card in cards:
        address = re.search(r"EMAIL[^:]*:(\S+)", card)
        name = re.search(r"FN:(.*)", card)
        if address and name:
            by_address.setdefault(address[1], set()).add(name[1].strip().replace("\\,", ","))
    events = (ARCHIVES / "calendar.ics").read_bytes().replace(b"\r\n ", b"").decode("utf-8")
    for name, address in re.findall(r"ATTENDEE;[^\r\n]*CN=\"?([^;:\"]+)\"?[^\r\n]*mailto:(\S+)", events):
        by_address.setdefault(address, set()).add(name)
    assert len(by_address) > 60
    assert {a: names for a, names in by_address.items() if len(names) > 1 and "lezaun" not in a} == {}
