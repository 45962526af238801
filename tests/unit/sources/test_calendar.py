"""Calendars: which meetings took place, with whom, and where."""

import time
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.errors import BadRecord
from vinculo.ledger.digest import record_json, record_of
from vinculo.model import OWNER, Card, Entry, Event, Handle, Ignored
from vinculo.sources import Reads, calendar
from vinculo.sources.calendar.framing import frame
from vinculo.sources.calendar.instants import Clock, length
from vinculo.sources.calendar.recurrence import read_rule, starts
from vinculo.sources.calendar.whereabouts import whereabouts
from vinculo.sources.container import HEAD_BYTES, Member
from vinculo.sources.contentlines import Component, Line, read_components

FIXTURES = Path(__file__).parents[2] / "sources" / "calendar"
GUESTS = (
    "ORGANIZER;CN=Clara:mailto:clara@example.org\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:clara@example.org\n"
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Ruiz:mailto:ana@example.com\n"
)

ME = "me@example.org"
MINE = f"X-OWNER:mailto:{ME}\n"


def member_of(raw: bytes, name: str = "calendar.ics") -> Member:
    return Member(name, len(raw), raw[:HEAD_BYTES], lambda: BytesIO(raw))


def told(*events: str, header: str = "", stamp: str = "20240601T000000Z") -> list[Sequence[Entry] | Ignored]:
    """What the parser says of each record of a calendar with these events (the lines inside VEVENT)."""
    bodies = [f"BEGIN:VEVENT\nDTSTAMP:{stamp}\n{event.strip()}\nEND:VEVENT\n" for event in events]
    raw = f"BEGIN:VCALENDAR\n{header}{''.join(bodies)}END:VCALENDAR\n".encode()
    return [calendar.parse("events", record) for record in frame(BytesIO(raw))]


def meetings(*events: str, header: str = "", stamp: str = "20240601T000000Z") -> list[Event]:
    found = [
        one
        for said in told(*events, header=header, stamp=stamp)
        if not isinstance(said, Ignored)
        for one in said
    ]
    return [one for one in found if isinstance(one, Event)]


def event_with(*lines: str) -> Component:
    return read_components("\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT")))[0]


# --- where it was


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("meeting", ()),
        ("meeting", ("LOCATION:TBD",)),
        ("meeting", ("LOCATION:por confirmar",)),
        ("meeting", ("LOCATION:-",)),
        ("meeting", ("LOCATION:ver descripción",)),
        ("meeting_in_person", ("LOCATION:Calle Mayor 3\\, Madrid",)),
        ("meeting_in_person", ("LOCATION:Sala 3",)),
        ("meeting_in_person", ("LOCATION:Gran Vía 1", "X-GOOGLE-CONFERENCE:https://meet.google.com/a")),
        (
            "meeting_in_person",
            ("LOCATION:Room 2", "DESCRIPTION:Join https://teams.microsoft.com/l/meetup-join/1"),
        ),
        ("meeting_in_person", ("LOCATION:https://bar.example Calle Mayor 3",)),
        ("meeting_in_person", ("X-APPLE-STRUCTURED-LOCATION;X-TITLE=Bar:geo:40.4,-3.7",)),
        ("meeting_in_person", ("GEO:40.4;-3.7",)),
        ("meeting_in_person", ('X-MICROSOFT-LOCATIONS:[{"DisplayName":"X"\\,"LocationStreet":"Calle 1"}]',)),
        ("meeting_remote", ("X-GOOGLE-CONFERENCE:https://meet.google.com/a",)),
        ("meeting_remote", ("CONFERENCE;VALUE=URI:https://video.example/1",)),
        ("meeting_remote", ("LOCATION:https://us02web.zoom.us/j/1?pwd=a",)),
        ("meeting_remote", ("LOCATION:zoom.us/j/1",)),
        ("meeting_remote", ("LOCATION:https://intranet.example/room",)),
        ("meeting_remote", ("LOCATION:Microsoft Teams Meeting",)),
        ("meeting_remote", ("LOCATION:Reunión de Microsoft Teams",)),
        ("meeting_remote", ("LOCATION:Microsoft Teams-Besprechung",)),
        ("meeting_remote", ("LOCATION:Zoom (enlace en la invitación)",)),
        ("meeting_remote", ("LOCATION:Online",)),
        ("meeting_remote", ("LOCATION:En línea",)),
        ("meeting_remote", ("LOCATION:Videollamada",)),
        ("meeting_remote", ("LOCATION:Te llamo yo: 600 000 000 (teléfono)",)),
        ("meeting_remote", ("DESCRIPTION:https://zoom.us/j/2",)),
        ("meeting_hybrid", ("LOCATION:Microsoft Teams Meeting; Sala Goya",)),
        ("meeting_hybrid", ("LOCATION:Sala 3 (Zoom)",)),
        ("meeting_hybrid", ("LOCATION:Calle Mayor 3", "DESCRIPTION:https://zoom.us/j/2")),
    ],
)
def test_a_place_is_believed_and_a_link_that_comes_by_itself_is_not(
    kind: str, lines: tuple[str, ...]
) -> None:
    """A typed place is evidence of one room; Meet and Teams links prove nothing beside one."""
    assert whereabouts(event_with(*lines), ()).kind == kind


def test_a_room_that_accepted_is_a_place_and_one_that_did_not_is_none() -> None:
    """A booked room is evidence; the room is no guest either way."""
    room = "ATTENDEE;CUTYPE=ROOM;PARTSTAT={};CN=Goya:mailto:goya@example.org\n"
    common = "UID:1\nDTSTART:20240501T090000Z\nX-GOOGLE-CONFERENCE:https://meet.google.com/a\n" + GUESTS
    [booked] = meetings(common + room.format("ACCEPTED"))
    [refused] = meetings(common + room.format("DECLINED"))
    assert (booked.kind, refused.kind) == ("meeting_in_person", "meeting_remote")
    assert booked.recipients == refused.recipients == (Handle("email", "ana@example.com", "Ana Ruiz"),)


def test_passwords_in_links_are_not_kept() -> None:
    """Of a link only its host is kept."""
    where = whereabouts(event_with("LOCATION:https://zoom.us/j/1?pwd=SECRET\\, Sala 3"), ())
    assert where.location == "zoom.us Sala 3"


# --- with whom


def test_forty_guests_are_one_event_with_forty_recipients() -> None:
    """A large meeting is one happening."""
    guests = "".join(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:g{n}@example.com\n" for n in range(40))
    [meeting] = meetings(f"UID:1\nDTSTART:20240501T090000Z\nORGANIZER:mailto:clara@example.org\n{guests}")
    assert meeting.sender == Handle("email", "clara@example.org")
    assert len(set(meeting.recipients)) == 40


def test_who_is_reminded_is_the_owner_and_no_guest() -> None:
    """The address inside a reminder is the owner's: with nobody else the event is noise."""
    alarm = "BEGIN:VALARM\nATTENDEE:mailto:me@example.org\nEND:VALARM"
    assert told(f"UID:1\nDTSTART:20240501T090000Z\nATTENDEE:mailto:ME@example.org\n{alarm}") == [
        Ignored("alone")
    ]


def test_the_owner_is_meant_where_the_calendar_names_only_the_other() -> None:
    """Outlook leaves out who was invited: the organizer met the owner of the calendar."""
    [meeting] = meetings("UID:1\nDTSTART:20240501T090000Z\nORGANIZER;CN=Ana:MAILTO:ana@example.com")
    assert (meeting.sender, meeting.recipients) == (Handle("email", "ana@example.com", "Ana"), (OWNER,))


def test_a_known_owner_who_is_not_among_the_guests_is_meant_as_well() -> None:
    """Invited through a list, the owner still has the meeting in their calendar."""
    [card, meeting] = told(
        f"UID:1\nDTSTART:20240501T090000Z\n{GUESTS}", header="X-WR-CALNAME:me@example.net\n"
    )
    assert card == [Card((OWNER, Handle("email", "me@example.net")))]
    assert not isinstance(meeting, Ignored)
    assert isinstance(meeting[0], Event)
    assert meeting[0].recipients[-1] == OWNER


def test_a_calendar_of_a_group_names_no_owner() -> None:
    """Google's shared calendars have addresses of their own, which are nobody's."""
    said = told(header="X-WR-CALNAME:c_1@group.calendar.google.com\n")
    assert said == [Ignored("calendar_of_a_group")]


@pytest.mark.parametrize(
    ("line", "handle"),
    [
        ("ATTENDEE;CN=Ana:mailto:%27ana@example.com%27", Handle("email", "ana@example.com", "Ana")),
        ("ATTENDEE;CN=ana@example.com:MAILTO:ana@example.com", Handle("email", "ana@example.com")),
        ("ATTENDEE;CN=Ana;EMAIL=ana@example.com:/principal/1/", Handle("email", "ana@example.com", "Ana")),
        (
            "ATTENDEE;CN=Ana;EMAIL=ana@example.com:mailto:2_X@imip.me.com",
            Handle("email", "ana@example.com", "Ana"),
        ),
        ("ATTENDEE;CN=Ana:mailto:2_X@imip.me.com", Handle("name", "Ana", "Ana")),
        ("ATTENDEE;CN=Ana:invalid:nomail", Handle("name", "Ana", "Ana")),
        ("ATTENDEE;CN=Ana:tel:+34600000000", Handle("phone", "+34600000000", "Ana")),
        ('ATTENDEE;CN="Ana:mailto:ana@example.com', Handle("email", "ana@example.com", "Ana")),
    ],
)
def test_a_guest_is_found_however_the_address_is_written(line: str, handle: Handle) -> None:
    """Quotes, cases, parameters and relays: each program has its own way."""
    [meeting] = meetings(f"UID:1\nDTSTART:20240501T090000Z\n{line}")
    assert meeting.recipients == (handle,)


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CUTYPE=GROUP;CN=All:mailto:all@example.com",
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:notes@example.com",
        "ATTENDEE:mailto:no-reply@example.com",
        "ATTENDEE;CN=Goya:mailto:c_1@resource.calendar.google.com",
        "ORGANIZER;CN=Team:mailto:c_1@group.calendar.google.com",
        "ORGANIZER:mailto:unknownorganizer@calendar.google.com",
    ],
)
def test_lists_machines_and_platforms_are_nobody(line: str) -> None:
    """A platform's own address never becomes somebody."""
    assert told(f"UID:1\nDTSTART:20240501T090000Z\n{line}") == [Ignored("alone")]


@pytest.mark.parametrize(
    ("kind", "lines", "header"),
    [
        ("canceled", f"STATUS:CANCELLED\n{GUESTS}", ""),
        ("canceled", f"SUMMARY:Cancelada: comida\n{GUESTS}", ""),
        ("canceled", GUESTS, "METHOD:CANCEL\n"),
        ("answer_to_invitation", GUESTS, "METHOD:REPLY\n"),
        ("declined", f"ATTENDEE;PARTSTAT=DECLINED:mailto:a@example.com\nORGANIZER:mailto:{ME}", MINE),
        ("declined", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}\nORGANIZER:mailto:a@example.com", MINE),
        ("alone", f"ORGANIZER:mailto:{ME}", MINE),
    ],
)
def test_what_did_not_take_place_with_anybody_is_noise_by_kind(kind: str, lines: str, header: str) -> None:
    """Noise is declared, not dropped."""
    assert told(f"UID:1\nDTSTART:20240501T090000Z\n{lines}", header=header)[-1] == Ignored(kind)


def test_a_whole_day_counts_only_with_guests_and_marked_as_busy() -> None:
    """Holidays and absences are no meetings; an outing of two is, without a length."""
    day = f"UID:1\nDTSTART;VALUE=DATE:20240501\nDTEND;VALUE=DATE:20240502\n{GUESTS}"
    [outing] = meetings(day)
    assert (outing.precision, outing.duration_s) == ("day", None)
    assert told(day + "TRANSP:TRANSPARENT") == [Ignored("whole_day")]
    assert told("UID:1\nDTSTART;VALUE=DATE:20240501\nORGANIZER:mailto:a@example.com") == [
        Ignored("whole_day")
    ]


# --- when

RFC_EXAMPLES = [  # RFC 5545 §3.8.5.3, all from 2 September 1997 at nine
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "0902 0912 0922 1002 1012"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=4", "0902 0916 0930 1014"),
    ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "0902 0904 0909 0911 0916 0918 0923 0925 0930 1002"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "0902 0904 0916 0918 0930 1002 1014 1016"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "0905 1003 1107"),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "0907 0928 1102 1130"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "0922 1020 1117"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "0928 1029 1128"),
    ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "0930 1001 1031 1101"),
    ("FREQ=YEARLY;COUNT=2;BYMONTH=11,12", "1102 1202"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "0213 0313 1113"),
    ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3", "0913 1011 1108"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "0904 1007 1106"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "0929 1030 1127"),
    ("FREQ=YEARLY;BYDAY=20MO;COUNT=1", "0518"),
    ("FREQ=YEARLY;BYYEARDAY=1,100;COUNT=2", "0101 0410"),
]


@pytest.mark.parametrize(("rule", "days"), RFC_EXAMPLES)
def test_rules_mean_what_the_standard_says_they_mean(rule: str, days: str) -> None:
    """The examples of RFC 5545 come out as they are printed there."""
    first = datetime(1997, 9, 2, 9)  # noqa: DTZ001 - a wall clock
    found = list(starts(read_rule(rule), first, datetime(2000, 1, 1)))  # noqa: DTZ001
    assert " ".join(f"{one:%m%d}" for one in found) == days
    assert {one.hour for one in found} == {9}


def test_a_weekly_meeting_stays_at_ten_when_the_clocks_change() -> None:
    """Madrid left winter time on 31 March 2024; so did the meeting."""
    weekly = "UID:1\nDTSTART;TZID=Europe/Madrid:20240326T100000\nRRULE:FREQ=WEEKLY;COUNT=2\n"
    before, after = meetings(weekly + GUESTS)
    assert after.at - before.at == 7 * 86_400 - 3_600
    assert before.zone == "written"


def test_a_series_ends_where_the_file_knows_no_more() -> None:
    """An endless rule is followed to the newest stamp; what begins later is no meeting yet."""
    weekly = "UID:1\nDTSTART:20240501T090000Z\nRRULE:FREQ=WEEKLY\n" + GUESTS
    assert len(meetings(weekly, stamp="20240601T000000Z")) == 5
    assert told(weekly, stamp="20240430T000000Z") == [Ignored("planned")]


@pytest.mark.parametrize("order", [1, -1])
def test_changes_of_a_series_hold_wherever_they_stand(order: int) -> None:
    """A moved instance keeps its key, a canceled one goes, an excluded one goes, in any order of lines."""
    series = "UID:1\nDTSTART:20240501T090000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20240502T090000Z\n" + GUESTS
    moved = "UID:1\nRECURRENCE-ID:20240503T090000Z\nDTSTART:20240503T150000Z\n" + GUESTS
    gone = "UID:1\nRECURRENCE-ID:20240504T090000Z\nDTSTART:20240504T090000Z\nSTATUS:CANCELLED\n" + GUESTS
    found = {one.native: one.at for one in meetings(*[series, moved, gone][::order])}
    assert found == {"meeting|1|1714554000": 1714554000, "meeting|1|1714726800": 1714748400}


def test_a_change_from_here_on_moves_all_that_follow() -> None:
    """RANGE=THISANDFUTURE: the rest of the series is shifted and keeps its keys."""
    series = "UID:1\nDTSTART:20240501T090000Z\nRRULE:FREQ=DAILY;COUNT=3\n" + GUESTS
    later = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20240502T090000Z\nDTSTART:20240502T100000Z\n" + GUESTS
    found = sorted((one.native.rpartition("|")[2], one.at) for one in meetings(series, later))
    assert [at - int(key) for key, at in found] == [0, 3_600, 3_600]


def test_of_copies_the_latest_holds() -> None:
    """Highest SEQUENCE, then newest DTSTAMP; those that nothing orders are both kept."""
    old = f"UID:1\nSEQUENCE:1\nDTSTART:20240501T090000Z\n{GUESTS}"
    new = f"UID:1\nSEQUENCE:2\nDTSTART:20240502T090000Z\n{GUESTS}"
    assert [one.at for one in meetings(new, old)] == [one.at for one in meetings(old, new)] == [1714640400]
    assert len(meetings(old, old.replace("20240501", "20240503"))) == 2


@pytest.mark.parametrize(
    ("tzid", "zone", "at"),
    [
        ("Romance Standard Time", "written", 1714546800),
        ('"Europe/Madrid"', "written", 1714546800),
        ("/freeassociation.sourceforge.net/Europe/Madrid", "written", 1714546800),
        ("(UTC+01:00) Madrid", "written", 1714550400),
        ('"(UTC+01:00) Madrid"', "written", 1714550400),
        ("UTC+11", "written", 1714514400),
        ("Own Time", "written", 1714546800),
        ("Nowhere/At All", "assumed", 1714554000),
    ],
)
def test_zones_go_by_many_names(tzid: str, zone: str, at: int) -> None:
    """IANA, Windows, a maker's prefix, an offset, the file's own description; else UTC is assumed."""
    own = (
        "BEGIN:VTIMEZONE\nTZID:Own Time\n"
        "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    [meeting] = meetings(f"UID:1\nDTSTART;TZID={tzid}:20240501T090000\n{GUESTS}", header=own)
    assert (meeting.zone, meeting.at) == (zone, at)


def test_a_time_without_a_zone_is_of_the_zone_that_the_calendar_names() -> None:
    """X-WR-TIMEZONE is how Google names it."""
    floating = f"UID:1\nDTSTART:20240501T090000\n{GUESTS}"
    [known] = meetings(floating, header="X-WR-TIMEZONE:Europe/Madrid\n")
    [assumed] = meetings(floating)
    assert (known.zone, assumed.zone, assumed.at - known.at) == ("known", "assumed", 7_200)


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("calendar_without_start", ""),
        ("calendar_date", "DTSTART:20241301T090000Z"),
        ("calendar_date", "DTSTART:00010101T090000Z"),
        ("calendar_length", "DTSTART:20240501T090000Z\nDURATION:soon"),
        ("calendar_ends_before_start", "DTSTART:20240501T090000Z\nDTEND:20240501T080000Z"),
        ("calendar_rule", "DTSTART:20240501T090000Z\nRRULE:FREQ=SECONDLY"),
        ("calendar_rule", "DTSTART:20240501T090000Z\nRRULE:nonsense"),
        ("calendar_without_bounds", "DTSTART:19500501T090000Z\nRRULE:FREQ=DAILY"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_with_its_reason(reason: str, lines: str) -> None:
    """A broken event is set aside alone."""
    with pytest.raises(BadRecord, match=reason):
        told(f"UID:1\n{lines}\n{GUESTS}")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=300;BYHOUR=1,2,3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=99999",
    ],
)
def test_a_rule_without_instances_is_followed_no_further_than_the_file(rule: str) -> None:
    """Measured: other readings look until the year 9999, for seconds. This one has an end."""
    begun = time.process_time()
    found = meetings(f"UID:1\nDTSTART:20000101T090000Z\nRRULE:{rule}\n{GUESTS}")
    assert len(found) == 1, "the event itself"
    assert time.process_time() - begun < 2


def test_lengths_are_read_as_the_standard_writes_them() -> None:
    """Weeks, days and clock time; with a sign."""
    written = ("PT45M", "P1DT2H", "P1W", "-PT15M", "PT1H30M5S")
    assert [length(one).total_seconds() for one in written] == [2_700, 93_600, 604_800, -900, 5_405]


def test_a_moment_before_the_epoch_is_one() -> None:
    """Negative seconds are seconds too."""
    assert Clock({}).moment(Line("DTSTART", (), ""), "19691231T235959Z").at == -1


# --- the file


def test_a_calendar_is_known_by_its_head() -> None:
    """By what it holds, whatever it is called; the old vCalendar is not read."""
    assert calendar.recognizes(member_of(b"\xef\xbb\xbfbegin:vcalendar\n", "export.txt")) == Reads("events")
    assert calendar.recognizes(member_of(b"PK\x03\x04", "calendar.ics")) is None
    assert calendar.recognizes(member_of(b"From: BEGIN:VCALENDAR", "mail.eml")) is None
    old = calendar.recognizes(member_of(b"BEGIN:VCALENDAR\r\nVERSION:1.0\r\n"))
    assert not isinstance(old, Reads)
    assert old is not None


def test_a_copy_of_a_file_says_the_same_with_other_folds_and_line_ends() -> None:
    """Folding, blank lines and line ends mean nothing."""
    raw = (FIXTURES / "google.ics").read_bytes()
    unfolded = raw.replace(b"\r\n ", b"")
    again = b"".join(
        b"\n\t".join(line[at : at + 20] for at in range(0, max(len(line), 1), 20)) + b"\n"
        for line in unfolded.split(b"\r\n")
    )
    said = [
        [calendar.parse("events", one) for one in frame(BytesIO(copy))] for copy in (raw, unfolded, again)
    ]
    assert said[0] == said[1] == said[2]
    assert any(not isinstance(one, Ignored) for one in said[0])


def outcomes(raw: bytes) -> list[str]:
    """What became of each record; any exception but BadRecord is a fault of ours and comes through."""
    fates = []
    for record in islice(frame(BytesIO(raw)), 500):
        if record.flaw:
            fates.append("flaw")
            continue
        try:
            said = calendar.parse("events", record)
        except BadRecord:
            fates.append("set aside")
            continue
        assert calendar.parse("events", record_of(record_json(record))) == said
        assert isinstance(said, Ignored) or said
        fates.append("noise" if isinstance(said, Ignored) else "entries")
    return fates


LINES = sorted(
    {
        line.encode()
        for path in FIXTURES.glob("*.ics")
        for line in path.read_bytes().decode("utf-8", "replace").splitlines()
    }
)


@given(st.lists(st.one_of(st.sampled_from(LINES), st.binary(max_size=30)), max_size=40))
@settings(max_examples=150)
def test_lines_in_any_order_have_one_outcome_each(lines: list[bytes]) -> None:
    """Whatever stands in a calendar, nothing crashes and nothing is read twice otherwise."""
    outcomes(b"BEGIN:VCALENDAR\r\n" + b"\r\n".join(lines))


@given(st.data())
@settings(max_examples=60)
def test_damaged_calendars_never_crash(data: st.DataObject) -> None:
    """Truncated anywhere, with bytes flipped anywhere."""
    raw = bytearray((FIXTURES / data.draw(st.sampled_from(["google.ics", "outlook.ics"]))).read_bytes())
    for _ in range(data.draw(st.integers(0, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    whole = bytes(raw[:cut])
    assert outcomes(whole) or b":" not in whole


def test_a_rule_with_hundreds_of_weekdays_costs_no_more_than_one() -> None:
    """In weeks and days the number before a weekday means nothing (found by fuzzing: a hang)."""
    days = ",".join(f"{n}{day}" for n in range(1, 54) for day in ("MO", "TU", "WE"))
    first = datetime(2000, 1, 3, 9)  # noqa: DTZ001 - a wall clock
    begun = time.process_time()
    found = list(starts(read_rule(f"FREQ=DAILY;BYDAY={days}"), first, datetime(2027, 1, 1)))  # noqa: DTZ001
    assert time.process_time() - begun < 2
    assert {day.weekday() for day in found} == {0, 1, 2}
    assert found == list(starts(read_rule("FREQ=WEEKLY;BYDAY=MO,TU,WE"), first, datetime(2027, 1, 1)))  # noqa: DTZ001


def test_an_event_outside_of_every_calendar_has_its_line() -> None:
    """And so has the owner named after it (found by fuzzing: line 0)."""
    records = list(frame(BytesIO(b"BEGIN:VEVENT\nUID:1\nEND:VEVENT\nX-OWNER:mailto:me@example.org\n")))
    assert [record.line for record in records] == [1, 1]
