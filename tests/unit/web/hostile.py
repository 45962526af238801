"""A LinkedIn archive, a calendar and a broken file in which every name and text is an attack."""

import csv
import io
import zipfile

SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"><img src=x onerror=alert(1)> ' onfocus=alert(2) autofocus"
TURNED = "Ana \u202egnp.exe\u202c \u2066L\u00f3pez"
LONG = "n" * 10_000
TEMPLATE = "{{7*7}} {% raw %} ${7*7}"
NAMES = (SCRIPT, QUOTES, TURNED, LONG, TEMPLATE)
ME = "https://www.linkedin.com/in/me"
CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
COMMENTS = ("Date", "Link", "Message")
POST = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A700000000000000000"


def archive() -> bytes:
    """The archive, as bytes of a ZIP."""
    connections = [
        (name, "Surname", f"https://www.linkedin.com/in/p{i}", "", name[:200], name[:200], "01 Feb 2020")
        for i, name in enumerate(NAMES)
    ]
    messages = []
    for i, name in enumerate(NAMES):
        them, whole = f"https://www.linkedin.com/in/p{i}", f"{name} Surname"
        for day in range(1, 9):
            head = (f"c{i}", name[:300])
            told = (f"2020-0{day}-0{1 + i} 10:00:00 UTC", "", f"{name} {day}", "INBOX")
            back = (f"2020-0{day}-0{1 + i} 18:00:00 UTC", "", f"answer {day} to {name}", "INBOX")
            messages.append((*head, whole, them, "Me Myself", ME, *told))
            messages.append((*head, "Me Myself", ME, whole, them, *back))
    comments = [(f"2020-03-0{1 + i} 09:00:00", f"{POST}{i}", name) for i, name in enumerate(NAMES)]
    comments.append(("not a date", f"{POST}9", f"{SCRIPT} \u202eturned"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("Connections.csv", _sheet(CONNECTIONS, connections))
        opened.writestr("messages.csv", _sheet(MESSAGES, messages))
        opened.writestr("Comments.csv", _sheet(COMMENTS, comments))
        opened.writestr(f"{TEMPLATE}/Ünknown.csv", "a,b\n1,2\n")
    return packed.getvalue()


def calendar() -> bytes:
    """A meeting whose title is an attack."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN"]
    for i, name in enumerate((SCRIPT, QUOTES, TEMPLATE)):
        shown = name.replace('"', "")
        lines += [
            "BEGIN:VEVENT", f"UID:m{i}@tests", "DTSTAMP:20200901T090000Z", f"DTSTART:2020040{1 + i}T090000Z",
            f"DTEND:2020040{1 + i}T100000Z", f"SUMMARY:{name}",
            "ORGANIZER;CN=Me:mailto:me@example.org", f'ATTENDEE;CN="{shown}":mailto:p{i}@example.org',
            "ATTENDEE;CN=Me:mailto:me@example.org", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _sheet(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()
