"""What the three blog sources have in common: commenters, instants, addresses, and what damage does."""

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.errors import BadRecord, UnreadableFile
from vinculo.model import Event, Handle, Ignored, Record
from vinculo.sources import Reads, blogger, disqus, wordpress
from vinculo.sources.blogs.commenters import addressed, glue, writer
from vinculo.sources.blogs.dates import in_whole_minutes, instant, is_date, mail_instant
from vinculo.sources.blogs.places import bare_address
from vinculo.sources.blogs.reading import day_in
from vinculo.sources.container import Member

FIXTURES = Path(__file__).parents[2] / "sources"
TAKEOUT = "blogger/takeout-20221105T101500Z-001.zip/Takeout/Blogger"
FILES = {
    "blogger/blog-08-02-2018.xml": blogger,
    f"{TAKEOUT}/Blogs/Libreta de campo/feed.atom": blogger,
    f"{TAKEOUT}/Profile/profile.csv": blogger,
    "disqus/cuaderno-2013-11-02T08:15:44.101-all.xml": disqus,
    "wordpress/cuaderno.wordpress.2014-05-02.xml": wordpress,
    "wordpress/broken/descarga.wordpress.2012-05-13.xml": wordpress,
}
DATA = {name: (FIXTURES / name).read_bytes() for name in FILES}


def member(data: bytes, name: str = "feed.xml") -> Member:
    return Member(name, len(data), data[:4096], lambda: io.BytesIO(data))


def outcomes(name: str, data: bytes) -> Iterator[tuple[Record, str]]:
    """Each record of this data, read as the file of that name, with its one outcome."""
    source = FILES[name]
    reading = source.recognizes(member(DATA[name]))
    assert isinstance(reading, Reads)
    for record in source.records(member(data), reading.reading):
        if record.flaw:
            yield record, record.flaw
            continue
        try:
            said = source.parse(reading.reading, record)
        except BadRecord as flaw:
            yield record, flaw.key
            continue
        assert isinstance(said, Ignored) or said, "neither entries nor noise"
        yield record, said.kind if isinstance(said, Ignored) else "entries"


# --- damage


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognized_by_its_own_source_alone(name: str) -> None:
    """No two sources claim one file."""
    claims = [s.NAME for s in (blogger, disqus, wordpress) if s.recognizes(member(DATA[name])) is not None]
    assert claims == [FILES[name].NAME]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_breaks_off_keeps_what_came_before(name: str) -> None:
    """Cut anywhere: the records before the cut stay what they were, and no more than one is broken by it."""
    whole = list(outcomes(name, DATA[name]))
    assert len(whole) > 0
    for share in range(1, 16):
        data = DATA[name][: len(DATA[name]) * share // 16]
        cut = list(outcomes(name, data))
        sound = [(record.line, fate) for record, fate in cut[:-1]]
        assert sound == [(record.line, fate) for record, fate in whole][: len(sound)]
        if not name.endswith(".csv"):
            assert cut[-1][1] == "bad_record.item_cut_off"


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_flipped_bytes_never_crash_it(name: str, flips: list[tuple[float, int]]) -> None:
    """Whatever becomes of single bytes, each record has one outcome and most are as before."""
    data = bytearray(DATA[name])
    for where, byte in flips:
        data[int(where * len(data))] = byte
    found = list(outcomes(name, bytes(data)))
    assert found or name.endswith(".csv")
    assert [record.line for record, _ in found] == sorted(record.line for record, _ in found)


@settings(max_examples=40)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=400), st.floats(0, 1))
def test_arbitrary_bytes_in_the_middle_never_crash_it(name: str, noise: bytes, where: float) -> None:
    """Foreign bytes cost the records that they stand in, no more."""
    at = int(where * len(DATA[name]))
    data = DATA[name][:at] + noise + DATA[name][at:]
    found = [fate for _, fate in outcomes(name, data)]
    assert found or name.endswith(".csv")
    if not name.endswith(".csv"):
        whole = [fate for _, fate in outcomes(name, DATA[name])]
        assert sum(fate == "entries" for fate in found) >= sum(fate == "entries" for fate in whole) - 3


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_nobodys_file_or_an_empty_one(data: bytes) -> None:
    """Noise is not recognized; whoever reads it all the same gets records with a flaw."""
    assert all(source.recognizes(member(data)) is None for source in (blogger, disqus, wordpress))
    fates = {"bad_record.item_cut_off", "bad_record.profile_without_email"}
    for name in FILES:
        with suppress(UnreadableFile):  # bytes that begin like gzip
            assert {fate for _, fate in outcomes(name, data)} <= fates


@pytest.mark.parametrize("name", FILES)
def test_addresses_of_machines_reach_no_record(name: str) -> None:
    """Some exports have the IP address of every commenter: neither entries nor what is set aside keeps it."""
    held = " ".join(" ".join(record.fields) for record, _ in outcomes(name, DATA[name]))
    assert held
    for address in ("198.51.100.7", "203.0.113.", "2001:db8::1"):
        assert address not in held
    damaged = DATA[name].replace(b"</wp:comment>", b"").replace(b"</post>", b"")
    assert "203.0.113." not in " ".join(" ".join(record.fields) for record, _ in outcomes(name, damaged))


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".csv")])
def test_the_same_file_with_other_ends_of_lines_says_the_same(name: str) -> None:
    """CRLF and a byte order mark change nothing but bytes."""
    other = b"\xef\xbb\xbf" + DATA[name].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )
    assert list(outcomes(name, other)) == list(outcomes(name, DATA[name]))


HOSTILE = {
    "digits": "1" * 200_000 + "x",
    "blanks": "1" + " " * 200_000 + "x",
    "address": "a@" + "a." * 100_000 + "@",
    "site": "http://" + "a." * 100_000 + " x",
    "slashes": "http://a.example" + "/" * 200_000 + " x",
    "numbers": ".post-1 " * 25_000,
    "plugin": "dsq_post_id" + " " * 200_000,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "name",
    sorted(name for name in FILES if name.count("/") == 1),
)
def test_a_hostile_value_in_any_field_is_read_in_linear_time(name: str, value: str) -> None:
    """Some 10^5 characters that almost match: quadratic work would take minutes."""
    source = FILES[name]
    reading = source.recognizes(member(DATA[name]))
    assert isinstance(reading, Reads)
    record = next(r for r in source.records(member(DATA[name]), reading.reading) if "parent" in r.layout)
    for place in range(len(record.fields)):
        if record.layout[place] not in ("record", "kind", "type"):
            with suppress(BadRecord):
                fields = (*record.fields[:place], value, *record.fields[place + 1 :])
                assert source.parse(reading.reading, record._replace(fields=fields))
    tail = DATA[name].rpartition(b"</")[0].rpartition(b"</")[0]
    hostile = tail + b"<wp:comment><post><entry><title>" + value.encode() + b"</title>"
    assert list(source.records(member(hostile), reading.reading))


# --- commenters


def test_an_account_identifies_best_then_mail_then_site_then_a_name() -> None:
    """The first of these that is given becomes the handle; the name is shown beside it."""
    account = Handle("disqus", "ana")
    assert writer("Ana", "ana@a.example", "http://a.example", account) == account
    assert writer("Ana", " ana@a.example\n", "http://a.example") == Handle("email", "ana@a.example", "Ana")
    assert writer("Ana", "", "https://www.linkedin.com/in/ana/?x") == Handle(
        "linkedin", "https://www.linkedin.com/in/ana", "Ana"
    )
    assert writer("Ana", "no mail", "http://a.example/") == Handle("url", "http://a.example/", "Ana")
    assert writer("Ana", "", "http://") == Handle("name", "Ana")


@pytest.mark.parametrize("name", ["", "  ", "Anonymous", "ANÓNIMO", "Anonyme", "Unknown"])
def test_whoever_gives_no_name_is_nobody(name: str) -> None:
    """A platform's word for nobody is nobody's name, and its own address nobody's address."""
    assert writer(name, "noreply@blogger.com") is None
    assert writer(name, "ana@a.example") == Handle("email", "ana@a.example", "")


def test_only_what_identifies_one_human_is_glued() -> None:
    """Account, mail and a LinkedIn profile are one person; a site may be anybody's, and is a fact."""
    account = Handle("wordpress", "a.example|ana", "Ana")
    mail = Handle("email", "ana@a.example", "Ana")
    (card,) = glue("Ana", "ana@a.example", "https://firm.example", account)
    assert card.handles == (account, mail)
    assert card.facts == (("name", "Ana"), ("website", "https://firm.example"))
    (card,) = glue("Ana", "ana@a.example", "https://es.linkedin.com/in/ana")
    assert card.handles == (mail, Handle("linkedin", "https://es.linkedin.com/in/ana", "Ana"))
    assert glue("Ana", "ana@a.example") == ()
    assert glue("Ana", "", "https://firm.example") == ()


def test_nobody_answers_themselves() -> None:
    """Who goes on under their own words addresses nobody in particular."""
    ana, bea = Handle("name", "Ana", "x"), Handle("name", "Bea")
    assert addressed(Handle("name", "Ana"), ana) == ()
    assert addressed(bea, ana) == (bea,)
    assert addressed(bea, None) == (bea,)
    assert addressed(None, ana) == ()


# --- instants and addresses


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2010-11-29T12:35:44.027-08:00", "known", (1291062944, "second", "written")),
        ("2011-08-31T15:16:29Z", "known", (1314803789, "second", "written")),
        ("2011-08-31T15:16:29", "known", (1314803789, "second", "known")),
        (" 2014-01-14 17:32:12 ", "assumed", (1389720732, "second", "assumed")),
        ("2006-12-30T15:43:10.490Z", "known", (1167493390, "second", "written")),
        ("9999-12-31T23:59:59-12:00", "known", (253402343999, "second", "written")),
    ],
)
def test_an_instant_keeps_how_its_zone_was_known(
    written: str, zone: str, expected: tuple[int, str, str]
) -> None:
    """Seconds since 1970 in UTC, rounded down; the zone is written or has a stated source."""
    assert tuple(instant(written, zone)) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "ayer", "2011-x09-30T22:48:43Z", "2011-13-01T00:00:00Z", "2011-02-30 00:00:00", "20110203"),
        *("2011-02-03", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "２０１１-01-01T00:00:00Z"),
        "2011-01-01T25:00:00Z",
    ],
)
def test_what_is_no_instant_is_a_bad_record(written: str) -> None:
    """Nothing is guessed, and no comment is older than the web."""
    with pytest.raises(BadRecord, match="not_a_date"):
        instant(written)


def test_the_dates_of_feeds_and_of_drafts() -> None:
    """RSS writes dates as mail does; a draft's is none."""
    assert tuple(mail_instant("Tue, 14 Jan 2014 17:31:03 +0100")) == (1389717063, "second", "written")
    for none in ("Mon, 30 Nov -0001 00:00:00 +0000", "0000-00-00 00:00:00", "", "-0001-11-30T00:00:00Z"):
        assert not is_date(none)
    with pytest.raises(BadRecord):
        mail_instant("Mon, 30 Nov -0001 00:00:00 +0000")
    assert in_whole_minutes(instant("2014-01-14 17:31:00")).precision == "minute"
    assert in_whole_minutes(instant("2014-01-14 17:31:03")).precision == "second"


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("https://www.Blog.example/2014/A/?utm_source=x#comments", "blog.example/2014/A"),
        ("http://blog.example/2014/A", "blog.example/2014/A"),
        ("http://blog.example/?p=18", "blog.example?p=18"),
        ("http://b.example/a.html?showComment=12&m=1#c12", "b.example/a.html"),
        ("http://b.example/a?x=1&utm_medium=y&z=2", "b.example/a?x=1&z=2"),
        ("/2014/a.html", ""),
        ("", ""),
    ],
)
def test_one_page_has_one_address(address: str, bare: str) -> None:
    """A page moved to https, or reached by a campaign, is the same place."""
    assert bare_address(address) == bare


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("cuaderno.wordpress.2014-05-02.xml", 16192),
        ("forum-2021-03-04T12:34:56.789-all.xml.gz", 18690),
        ("blog-08-02-2018.xml", 17745),
        ("takeout-20221105T101500Z-001.zip", 19301),
        ("blog-13-40-2018.xml", None),
        ("feed.atom", None),
    ],
)
def test_an_export_bears_its_day_in_its_name(name: str, day: int | None) -> None:
    """The day an export was made, where its name tells."""
    assert day_in(name) == day


def test_fixtures_hold_events() -> None:
    """The files above are not empty: each but the profile tells of comments."""
    for name, source in FILES.items():
        reading = source.recognizes(member(DATA[name]))
        assert isinstance(reading, Reads)
        entries = [
            entry
            for record in source.records(member(DATA[name]), reading.reading)
            if not record.flaw
            for entry in _said(source.parse, reading.reading, record)
        ]
        assert name.endswith(".csv") or any(isinstance(entry, Event) for entry in entries)


def _said(parse, reading: str, record: Record) -> list[object]:  # type: ignore[no-untyped-def]
    try:
        said = parse(reading, record)
    except BadRecord:
        return []
    return [] if isinstance(said, Ignored) else list(said)
