"""Fifteen ways in which real exports mislead a reader, each found in a file of somebody's.

Every test takes files through a whole import, as an owner would. Beside them every source that reads
XML meets a bomb.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from vinculo import derive
from vinculo.identity.posts import one_post
from vinculo.ingest import Report, ingest
from vinculo.ledger import Ledger, read
from vinculo.ledger.read import Told
from vinculo.measure.interactions import KINDS

NOW = 1_900_000_000
HERE = Path(__file__).parent
NOTE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are'
    ' missing."\n\n'
)
COLUMNS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANA = "Ana,Ruiz,https://www.linkedin.com/in/ana-ruiz,,Norte,Chief,03 Aug 2026\n"


class Read(NamedTuple):
    """What an import left."""

    ledger: Ledger
    report: Report
    events: list[Told]

    @property
    def noise(self) -> dict[str, int]:
        return {kind: n for batch in self.report.batches for kind, n in batch.ignored}


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str | bytes]], Read]]:
    """Writes files and imports the folder, all into one ledger."""
    ledger = Ledger.open(tmp_path / "ledger.sqlite")
    folders = iter(range(99))

    def read_all(files: Mapping[str, str | bytes]) -> Read:
        folder = tmp_path / f"files{next(folders)}"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        report = ingest(ledger, [folder], NOW)
        assert all(batch.balances for batch in report.batches)
        assert not report.bugs
        ids = [id_ for (id_,) in ledger.sql.execute("SELECT id FROM entry WHERE type = 'event'")]
        events = sorted(read.entries(ledger, ids).values(), key=lambda told: (told.at, told.id))
        return Read(ledger, report, events)

    yield read_all
    ledger.close()


Importing = Callable[[Mapping[str, str | bytes]], Read]


def utc(told: Told) -> str:
    return datetime.fromtimestamp(told.at, UTC).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    "written",
    [
        COLUMNS + ANA,
        NOTE + COLUMNS + ANA,
        NOTE + "\n\n" + COLUMNS + ANA,
        "".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in (COLUMNS + ANA).splitlines()
        ),
        "\ufeff" + (COLUMNS + ANA).replace("\n", "\r\n"),
    ],
    ids=["no preamble", "3 lines", "5 lines", "all quoted", "BOM and CRLF"],
)
def test_trap_01_connections_in_every_form(importing: Importing, written: str) -> None:
    """Whatever stands above the header and however it is written, it is the same link; a row with
    only a date is a link with somebody who is hidden, and two of them are two."""
    hidden = ",,,,,,30 Jan 2026\n" * 2
    found = importing({"Connections.csv": written + hidden})
    assert [(told.kind, utc(told)[:10]) for told in found.events] == [
        ("connect", "2026-01-30"),
        ("connect", "2026-01-30"),
        ("connect", "2026-08-03"),
    ]
    assert derive.derive(found.ledger, NOW).unidentified == 2


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"She said \"yes\", and left"', 'She said "yes", and left'),
        ('"She said ""yes"", and left"', 'She said "yes", and left'),
        ('"one\ntwo\n\nthree"', "one\ntwo\n\nthree"),
        ("NA", "NA"),
    ],
)
def test_trap_02_comments_with_broken_escapes(importing: Importing, written: str, text: str) -> None:
    """Quotes are escaped in either way, lines break raw, and the next row is still a row."""
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7397589537792815104"
    rows = f"2025-12-15 21:58:49,{link},{written}\n2025-12-16 21:58:49,{link},plain\n"
    found = importing({"Comments.csv": f"Date,Link,Message\n{rows}"})
    assert [told.text for told in found.events] == [text, "plain"]


MESSAGE = {
    "CONVERSATION ID": "2-YWJj==",
    "CONVERSATION TITLE": "",
    "FROM": "Ana Ruiz",
    "SENDER PROFILE URL": "https://www.linkedin.com/in/ana-ruiz",
    "TO": "Marta Vidal",
    "RECIPIENT PROFILE URLS": "https://www.linkedin.com/in/marta",
    "DATE": "2021-06-01 08:51:08 UTC",
    "SUBJECT": "",
    "CONTENT": 'Hola, ""Marta""',
    "FOLDER": "INBOX",
    "ATTACHMENTS": "",
    "IS MESSAGE DRAFT": "",
    "IS CONVERSATION DRAFT": "",
}
ERAS = {
    "2021": [name for name in list(MESSAGE)[:10] if name != "RECIPIENT PROFILE URLS"],
    "2023": list(MESSAGE)[:10],
    "2024": [name for name in MESSAGE if name != "ATTACHMENTS"],
    "2025": list(MESSAGE)[:12],
    "2026": list(MESSAGE)[:11],
}


def test_trap_03_messages_of_every_era_say_the_same(importing: Importing) -> None:
    """All of them in one ledger are one message: five tellings, counted once."""
    files = {}
    for era, names in ERAS.items():
        quote = '"' if era == "2026" else ""
        header = ",".join(f"{quote}{name}{quote}" for name in names)
        row = ",".join(f'"{MESSAGE[name]}"' for name in names)
        files[f"Basic_LinkedInDataExport_01-01-{era}/messages.csv"] = f"{header}\n{row}\n"
    found = importing(files)
    assert len(found.report.batches) == len(ERAS)
    assert {(told.kind, told.fold, told.text) for told in found.events} == {
        ("message", found.events[0].fold, 'Hola, "Marta"')
    }
    assert {utc(told) for told in found.events} == {"2021-06-01 08:51"}


def test_trap_04_invitations_tell_the_time_of_california(importing: Importing) -> None:
    """In winter eight hours behind UTC, in summer seven; nothing in the file says so."""
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    row = (
        "Ana Ruiz,Marta Vidal,{},,INCOMING,https://www.linkedin.com/in/{},https://www.linkedin.com/in/marta\n"
    )
    winter, summer = row.format('"11/10/25, 7:01 AM"', "ana"), row.format('"10/12/25, 7:01 AM"', "eva")
    found = importing({"Invitations.csv": header + winter + summer})
    assert [utc(told) for told in found.events] == ["2025-10-12 14:01", "2025-11-10 15:01"]


def test_trap_05_a_share_and_the_comment_on_it_are_one_post(importing: Importing) -> None:
    """Two numbers of one post: each holds its instant, half a second apart."""
    share = 7397589535519502336
    activity = share + (600 << 22)
    found = importing(
        {
            "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2025-11-21 09:00:00,"
            f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{share},A map,,,MEMBER_NETWORK\n",
            "Comments.csv": "Date,Link,Message\n2025-11-22 09:00:00,"
            f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{activity},Thanks\n",
        }
    )
    places = read.places(found.ledger)
    assert len(places) == 2
    assert len(one_post(places)) == 1
    assert len(derive.derive(found.ledger, NOW).places) == 1


def test_trap_06_a_name_with_a_title_is_one_person(importing: Importing) -> None:
    """`TO` joins names with the comma that stands in `Doe, Ph.D.`; the addresses tell how many."""
    names = list(MESSAGE)[:10]
    row = MESSAGE | {
        "FROM": "Marta Vidal",
        "SENDER PROFILE URL": "https://www.linkedin.com/in/marta",
        "TO": "Jon Doe, Ph.D., Ana Ruiz",
        "RECIPIENT PROFILE URLS": "https://www.linkedin.com/in/jon-doe,https://www.linkedin.com/in/ana-ruiz",
    }
    line = ",".join(f'"{row[name]}"' for name in names)
    (told,) = importing({"messages.csv": f"{','.join(names)}\n{line}\n"}).events
    assert told.targets == 2


def test_trap_07_chats_with_machines_are_named_and_not_read(importing: Importing) -> None:
    """They have the columns of messages and no person in them."""
    names = list(MESSAGE)[:10]
    content = f"{','.join(names)}\n" + ",".join(f'"{MESSAGE[name]}"' for name in names) + "\n"
    decoys = ("guide_messages.csv", "learning_role_play_messages.csv", "LearningCoachMessages.csv")
    found = importing(dict.fromkeys(decoys, content) | {"Connections.csv": COLUMNS + ANA})
    assert [told.kind for told in found.events] == ["connect"]
    assert {Path(one.file).name: one.reason for one in found.report.not_read} == dict.fromkeys(
        decoys, "declined.chat_with_a_machine"
    )


def test_trap_08_an_answer_that_there_is_no_data_is_no_error(importing: Importing) -> None:
    """What LinkedIn's portability interface answers for a domain without data (404), saved beside other
    files, is named as not read, is no refusal, and stops nothing."""
    empty = {"status": 404, "code": "RESOURCE_NOT_FOUND", "message": "No data found for this memberId"}
    nothing: dict[str, object] = {"paging": {"start": 0, "count": 10, "links": []}, "elements": {}}
    found = importing(
        {"a.json": json.dumps(empty), "b.json": json.dumps(nothing), "Connections.csv": COLUMNS + ANA}
    )
    assert [told.kind for told in found.events] == ["connect"]
    assert found.report.refused == []
    assert {Path(one.file).name for one in found.report.not_read} == {"a.json", "b.json"}


def feed(*comments: int) -> str:
    entry = (
        "<entry><id>tag:blogger.com,1999:blog-1.post-{0}</id><blogger:type>COMMENT</blogger:type>"
        "<blogger:status>LIVE</blogger:status><author><name>Marta</name></author><blogger:parent>"
        "tag:blogger.com,1999:blog-1.post-1</blogger:parent><content type='html'>c{0}</content>"
        "<blogger:created>2020-05-0{0}T10:00:00Z</blogger:created></entry>"
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:blogger='http://schemas.google.com/blogger/2018'>"
        + "".join(entry.format(number) for number in comments)
        + "</feed>"
    )


def test_trap_09_a_comment_below_blogs_and_below_comments_counts_once(importing: Importing) -> None:
    """Google's archive has what the account wrote on its own blog twice."""
    base = "Takeout/Blogger"
    found = importing({f"{base}/Blogs/a/feed.atom": feed(2, 3), f"{base}/Comments/a/feed.atom": feed(3)})
    assert len(found.report.batches) == 2
    assert sum(batch.read for batch in found.report.batches) == 3
    assert len({told.fold for told in found.events}) == 2


def test_trap_10_pingbacks_are_no_persons(importing: Importing) -> None:
    """A machine wrote them; the comment beside them is somebody's."""
    comment = (
        "<wp:comment><wp:comment_id>{0}</wp:comment_id><wp:comment_author>Ana {0}</wp:comment_author>"
        "<wp:comment_date_gmt>2014-05-0{0} 10:00:00</wp:comment_date_gmt><wp:comment_content>x"
        "</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>{1}"
        "</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>"
    )
    comments = comment.format(1, "") + comment.format(2, "pingback") + comment.format(3, "trackback")
    wxr = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<wp:wxr_version>1.2</wp:wxr_version><link>https://a.example</link><item><title>t</title>"
        "<link>https://a.example/p</link><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status><wp:post_date_gmt>2014-05-01 09:00:00</wp:post_date_gmt>"
        f"{comments}</item></channel></rss>"
    )
    found = importing({"blog.wordpress.xml": wxr})
    assert [told.kind for told in found.events if told.kind == "comment"] == ["comment"]
    assert sum(found.noise.values()) >= 2


def calendar(*lines: str) -> str:
    body = "\n".join(lines)
    return (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:marta@example.org\nBEGIN:VEVENT\nUID:1@a.example\n"
        f"DTSTAMP:20240601T000000Z\nDTSTART:20240501T090000Z\nDTEND:20240501T100000Z\n{body}\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )


def test_trap_11_who_is_reminded_was_not_invited(importing: Importing) -> None:
    """The address inside an alarm is the owner's own."""
    alarm = ("BEGIN:VALARM", "ACTION:EMAIL", "ATTENDEE:mailto:marta@example.org", "END:VALARM")
    found = importing({"a.ics": calendar("SUMMARY:Alone", *alarm)})
    assert found.events == []
    assert found.noise == {"alone": 1}


def test_trap_12_a_link_beside_an_address_makes_no_meeting_remote(importing: Importing) -> None:
    """Google adds a link to meetings in a street as well."""
    guests = ("ORGANIZER:mailto:marta@example.org", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.org")
    link = "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij"
    street = "LOCATION:Calle Mayor 3\\, 50001 Zaragoza"
    (told,) = importing({"a.ics": calendar(street, link, *guests)}).events
    assert told.kind in {"meeting_in_person", "meeting_hybrid"}


TOKENS = ("SECRET", "midToken", "midSig", "otpToken", "eid=", "loid", "lipi", "trkEmail")


def test_trap_13_no_token_enters_the_ledger(importing: Importing) -> None:
    """Some of them log their reader in as the owner: neither entries nor what is set aside, nor the
    file's bytes, may hold one."""
    query = "&".join(f"{name.strip('=')}=SECRET" for name in TOKENS)
    link = f"https://www.linkedin.com/comm/in/ana-ruiz?{query}&trk=eml-email_x_01-hero-3"
    mails = "".join(
        f"From 1@xxx Mon Mar 04 10:00:00 +0000 2024\n{head}\nSubject: s {link}\n\nHola {link}\n\n"
        for head in (
            "X-LinkedIn-Template: email_x_01\nFrom: Ana Ruiz <notifications-noreply@linkedin.com>\n"
            "Date: Mon, 04 Mar 2024 10:00:00 +0000",
            "From: Eva <eva@example.org>\nTo: marta@example.org\nDate: Mon, 04 Mar 2024 10:00:00 +0000",
            "From: Leo <leo@example.org>\nX: no date",
        )
    )
    found = importing(
        {"All.mbox": mails.replace("Mon Mar 04 10:00:00 +0000 2024\nFrom: Leo", "x\nFrom: Leo")}
    )
    assert len(found.events) >= 2
    path = found.ledger.path
    found.ledger.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = path.read_bytes()
    assert b"ana-ruiz" in raw
    assert [token for token in TOKENS if token.encode() in raw] == []


def test_trap_14_what_is_not_known_is_reported(importing: Importing) -> None:
    """A file, a layout or a template that nobody has seen is named; a new column costs no row."""
    archive = "Complete_LinkedInDataExport_01-01-2027"
    found = importing(
        {
            f"{archive}/Holograms.csv": "When,Whom\n2027-01-01,Ana\n",
            f"{archive}/Votes.csv": "Moment,Choice\n2027-01-01,a\n",
            f"{archive}/Connections.csv": COLUMNS.replace("\n", ",Aura\n") + ANA.replace("\n", ",blue\n"),
            "All.mbox": "From 1@xxx Mon Mar 04 10:00:00 +0000 2024\n"
            "X-LinkedIn-Template: email_new_thing_01\n"
            "From: Ana Ruiz <notifications-noreply@linkedin.com>\n"
            "Date: Mon, 04 Mar 2024 10:00:00 +0000\n\nx\n",
        }
    )
    not_read = {Path(one.file).name: one.reason for one in found.report.not_read}
    assert not_read == {"Holograms.csv": "declined.unknown_file", "Votes.csv": "declined.unknown_layout"}
    assert [told.kind for told in found.events] == ["linkedin_notification", "connect"]
    assert found.events[0].facts["template"] == "email_new_thing_01"


def test_trap_15_reading_again_or_an_older_archive_later_changes_nothing(importing: Importing) -> None:
    """Twice the same file adds no entry at all; one from before that says less, after it, no person and
    no happening."""
    new = {"Basic_LinkedInDataExport_08-04-2026/Connections.csv": COLUMNS + ANA}
    old_columns = COLUMNS.replace("URL,", "")
    old_row = ANA.replace("https://www.linkedin.com/in/ana-ruiz,", "")
    old = {"Basic_LinkedInDataExport_08-03-2026/Connections.csv": NOTE + old_columns + old_row}
    first = importing(new)
    digest, people = read.digest(first.ledger), set(derive.derive(first.ledger, NOW).rows)
    assert read.digest(importing(new).ledger) == digest
    after = derive.derive(importing(old).ledger, NOW)
    assert len(after.rows) == len(people) == 1
    assert sum(tuple(KINDS)[row["code"]] == "connect" for row in after.happenings.to_pylist()) == 1


BOMB = (
    "<!DOCTYPE x ["
    + '<!ENTITY a "boom">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "http://127.0.0.1:9/x">]>'
)
XML = ("blogger", "disqus", "wordpress")


@pytest.mark.parametrize("name", XML)
def test_a_bomb_of_entities_stays_the_characters_it_is_written_with(name: str, importing: Importing) -> None:
    """Nothing is expanded, no file opened, no address asked, in any source that reads XML."""
    files: dict[str, str | bytes] = {}
    for path in sorted((HERE / name).rglob("*.xml")):
        text = path.read_text("utf-8", "replace").lstrip("`\ufeff")
        declared, mark, rest = text.partition("?>")
        text = f"{declared}{mark}{BOMB}{rest}" if mark else BOMB + text
        for end in ("</content>", "</message>", "</wp:comment_content>", "]]></message>"):
            text = text.replace(end, f"&i;&file;&net;{end}")
        files[f"{path.parent.name}/{path.name}"] = text
    assert files, "no file was tried"
    found = importing(files)
    said = "\n".join(told.text for told in found.events)
    assert "boom" not in said
    assert "root:" not in said
    assert "&i;&file;&net;" in said


def test_a_comment_and_the_mail_that_a_blog_sends_about_it_count_once(importing: Importing) -> None:
    """WordPress, Blogger and Disqus write in the commenter's name from an address of their own: nobody
    becomes that address, and the blog tells of the comment itself."""
    mails = "".join(
        f"From 1@xxx Mon Mar 04 10:00:00 +0000 2024\nFrom: Ana Ruiz <{address}>\nTo: marta@example.org\n"
        f"Date: Mon, 04 Mar 2024 10:00:00 +0000\nMessage-ID: <{number}@a.example>\n"
        "Reply-To: ana@example.org\nSubject: [Blog] Comment\n\nNew comment on your post\n\n"
        for number, address in enumerate(
            ("wordpress@blog.example", "noreply-comment@blogger.com", "notifications@disqus.net")
        )
    )
    found = importing({"All.mbox": mails})
    assert found.events == []
    assert found.noise == {"mail_automatic": 3}
