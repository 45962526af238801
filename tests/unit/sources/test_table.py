"""Plain tables: what a row says, and what it leaves open."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinculo.errors import BadRecord, Refusal
from vinculo.ledger.digest import record_json, record_of
from vinculo.measure.interactions import KINDS as MEASURED
from vinculo.model import OWNER, Card, Entry, Event, Handle, Ignored
from vinculo.sources import Reads, Source, table
from vinculo.sources.container import HEAD_BYTES, Member
from vinculo.sources.table.columns import ASIDE, COLUMNS, DIRECTIONS, KINDS, SYMMETRIC, plain

FIXTURES = Path(__file__).parents[2] / "sources" / "table"
ANA = Handle("email", "ana@example.com", "Ana")


def member_of(raw: bytes, name: str = "log.csv") -> Member:
    return Member(name, len(raw), raw[:HEAD_BYTES], lambda: BytesIO(raw))


def said(**row: str) -> list[Entry] | Ignored:
    """What the parser says of one row with these cells."""
    told = {"at": "2024-03-12", "kind": "call", "who": "Ana", "email": "ana@example.com", **row}
    raw = ",".join(told) + "\n" + ",".join(f'"{cell}"' for cell in told.values()) + "\n"
    [record] = table.records(member_of(raw.encode()), "interactions")
    assert not record.flaw
    found = table.parse("interactions", record)
    return found if isinstance(found, Ignored) else list(found)


def event(**row: str) -> Event:
    found = said(**row)
    assert not isinstance(found, Ignored)
    [one] = found
    assert isinstance(one, Event)
    return one


def test_every_kind_of_a_table_is_one_that_is_measured() -> None:
    """A kind that nobody measures would be lost in silence; what both do at once is so everywhere."""
    assert set(KINDS) <= set(MEASURED)
    assert {kind for kind in KINDS if MEASURED[kind].is_symmetric} == SYMMETRIC
    assert {kind for kind in KINDS if MEASURED[kind].is_aside} == ASIDE


@pytest.mark.parametrize("words", [COLUMNS, KINDS, DIRECTIONS], ids=["columns", "kinds", "directions"])
def test_no_word_means_two_things(words: dict[str, tuple[str, ...]]) -> None:
    """Each name belongs to one key and is written as `plain` leaves it."""
    names = [name for key, names in words.items() for name in (plain(key), *names)]
    assert len(names) == len(set(names))
    assert names == [plain(name) for name in names]


@pytest.mark.parametrize(
    ("written", "at", "precision", "zone"),
    [
        ("2024", 1704067200, "year", "assumed"),
        ("2024-03", 1709251200, "month", "assumed"),
        ("2024-03-12", 1710201600, "day", "assumed"),
        ("2024-3-2", 1709337600, "day", "assumed"),
        ("2024-03-12 09:30", 1710235800, "minute", "assumed"),
        ("2024-03-12T09:30:15Z", 1710235815, "second", "written"),
        ("2024-03-12T09:30:15.250+01:00", 1710232215, "second", "written"),
        ("2024-03-12 09:30 -0500", 1710253800, "minute", "written"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(written: str, at: int, precision: str, zone: str) -> None:
    """ISO 8601 down to the second; without a zone it is taken for UTC, and says so."""
    one = event(at=written)
    assert (one.at, one.precision, one.zone) == (at, precision, zone)


@pytest.mark.parametrize(
    ("reason", "row"),
    [
        ("table_date", {"at": "03/05/2024"}),
        ("table_date", {"at": "2024-02-30"}),
        ("table_date", {"at": "0001-01-01"}),
        ("table_date", {"at": ""}),
        ("table_kind", {"kind": "walk"}),
        ("table_needs", {"kind": "return", "dimension": "money"}),
        ("table_needs", {"kind": "loss", "amount": "300"}),
        ("table_needs", {"kind": "promise_kept"}),
        ("table_needs", {"kind": "proyecto acordado", "project": ""}),
        ("table_nobody", {"who": "", "email": ""}),
        ("table_email", {"email": "Ana"}),
        ("table_uneven_names", {"who": "Ana; Eva"}),
        ("table_direction_missing", {"kind": "email"}),
        ("table_direction", {"direction": "sideways"}),
        ("table_many_senders", {"kind": "email", "direction": "in", "email": "a@b.c; d@e.f", "who": ""}),
        ("table_minutes", {"minutes": "an hour"}),
        ("table_minutes", {"minutes": "1441"}),
    ],
)  # fmt: skip
def test_a_row_that_leaves_something_open_is_set_aside(reason: str, row: dict[str, str]) -> None:
    """Nothing is guessed: neither the order of day and month nor who wrote to whom."""
    with pytest.raises(BadRecord, match=reason):
        said(**row)


@pytest.mark.parametrize("written", ["90", "90 min", "90,0", "1:30", "1 h 30", "1:30:00", "90 minutos"])
def test_a_length_is_read_as_people_write_it(written: str) -> None:
    """Minutes, or hours and minutes."""
    assert event(minutes=written).duration_s == 5_400


def test_directions_are_who_sent_to_whom() -> None:
    """Out from the owner, in to the owner, both once each way; what both did at once is one event."""
    out, back = event(kind="email", direction="enviado"), event(kind="correo", direction="in")
    assert (out.sender, out.recipients) == (OWNER, (ANA,))
    assert (back.sender, back.recipients) == (ANA, (OWNER,))
    both = said(kind="email", direction="both")
    assert not isinstance(both, Ignored)
    assert [one.native.rpartition("|")[2] for one in both if isinstance(one, Event)] == ["out", "in"]
    assert event(kind="meeting", direction="both").recipients == (ANA,)


def test_several_people_in_a_row_are_one_event() -> None:
    """Names and addresses in the same order, with semicolons between them."""
    one = event(who="Ana; Eva", email="ana@example.com; eva@example.com", kind="reunión")
    assert one.recipients == (ANA, Handle("email", "eva@example.com", "Eva"))


def test_a_row_that_names_somebody_twice_glues_both() -> None:
    """An address and a profile beside each other are one person's."""
    found = said(linkedin="https://www.linkedin.com/in/ana")
    assert not isinstance(found, Ignored)
    glue = Card((ANA, Handle("linkedin", "https://www.linkedin.com/in/ana", "Ana")), (("name", "Ana"),))
    assert [one for one in found if isinstance(one, Card)] == [glue]


def test_columns_that_are_not_ours_are_kept_as_facts() -> None:
    """Nothing that the owner wrote is lost."""
    one = event(title="Plan", place="Toledo", Project="Tajo")
    assert dict(one.facts) == {"title": "Plan", "location": "Toledo", "Project": "Tajo"}


@pytest.mark.parametrize(
    ("raw", "is_ours"),
    [
        (b"at,kind,who\n2024,call,Ana\n", True),
        (b"\xef\xbb\xbfFecha;Tipo;Con qui\xc3\xa9n\r\n2024;llamada;Ana\r\n", True),
        ("Fecha\tTipo\tNombre\n2024\tllamada\tAna\n".encode("utf-16"), True),
        (b"sep=;\r\nat;kind;who\r\n2024;call;Ana\r\n", True),
        (b"at,kind,who\n", True),
        (b"Date,Type,Name,Amount\n2024-01-01,Payment,ACME,12\n", False),
        (b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", False),
        (b"Date,Type,Link\n2024,call,x\n", False),
        (b'{"at":"2024","kind":"call","who":"Ana"}\n', False),
        (b"", False),
    ],
)
def test_a_table_is_ours_by_its_columns_and_its_kinds(raw: bytes, is_ours: bool) -> None:
    """Bank statements have dates, types and names as well."""
    assert (table.recognizes(member_of(raw)) == Reads("interactions")) == is_ours


def test_a_list_is_ours_by_its_keys() -> None:
    """One JSON object a line, with the same names."""
    assert table.recognizes(member_of(b'{"at":"2024","kind":"call","who":"Ana"}\n', "a.jsonl")) == Reads(
        "interactions_json"
    )
    assert table.recognizes(member_of(b'{"time":"2024","level":"info"}\n', "a.jsonl")) is None


def test_columns_can_be_renamed_by_their_owner() -> None:
    """`mapped` is a source like any other, and what it frames can be read again without it."""
    source = table.mapped({"Cuándo pasó": "at", "Qué": "kind", "Amiga": "who"})
    assert isinstance(source, Source)
    member = member_of("Cuándo pasó,Qué,Amiga\n2024,call,Ana\n".encode())
    assert table.recognizes(member) is None
    assert source.recognizes(member) == Reads("interactions")
    [record] = source.records(member, "interactions")
    assert table.parse("interactions", record_of(record_json(record))) == source.parse("interactions", record)


def test_half_a_character_in_json_is_no_text() -> None:
    """`\\ud800` is valid JSON and cannot be stored: it is replaced."""
    raw = b'{"at":"2024","kind":"call","who":"Ana \\ud800","note \\udfff":"x"}'
    [record] = table.records(member_of(raw, "a.jsonl"), "interactions_json")
    assert "".join((*record.fields, *record.layout)).encode()


def test_a_name_that_is_no_column_of_ours_is_refused() -> None:
    """A slip in a mapping is said, not passed over."""
    with pytest.raises(Refusal, match="no_such_column"):
        table.mapped({"Cuándo": "whenever"})


@given(st.data())
@settings(max_examples=120)
def test_damaged_tables_have_one_outcome_for_each_record(data: st.DataObject) -> None:
    """Truncated anywhere, with bytes flipped anywhere and rubbish behind: nothing crashes."""
    name = data.draw(st.sampled_from(["hoja.csv", "log.jsonl"]))
    raw = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(0, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    whole = bytes(raw[: data.draw(st.integers(0, len(raw)))]) + data.draw(st.binary(max_size=60))
    member = member_of(whole, name)
    found = table.recognizes(member)
    if not isinstance(found, Reads):
        return
    for record in table.records(member, found.reading):
        if record.flaw:
            continue
        try:
            entries = table.parse(found.reading, record)
        except BadRecord:
            continue
        assert entries
        assert table.parse(found.reading, record_of(record_json(record))) == entries


@pytest.mark.parametrize(
    ("sender", "recipient", "expected"),
    [
        ("me", "Ana Lasa <ana@example.org>", (OWNER, (Handle("email", "ana@example.org", "Ana Lasa"),))),
        ("ana@example.org", "Yo", (Handle("email", "ana@example.org"), (OWNER,))),
        (
            "https://www.linkedin.com/in/ana",
            "me",
            (Handle("linkedin", "https://www.linkedin.com/in/ana"), (OWNER,)),
        ),
        ("+34 600 000 000", "me", (Handle("phone", "+34 600 000 000"), (OWNER,))),
        (
            "Ana Lasa",
            "me; Luc",
            (Handle("name", "Ana Lasa", "Ana Lasa"), (OWNER, Handle("name", "Luc", "Luc"))),
        ),
    ],
)
def test_a_row_may_name_both_sides(
    sender: str, recipient: str, expected: tuple[Handle, tuple[Handle, ...]]
) -> None:
    """As messages do: no direction is needed, and the owner may be either, under any address."""
    member = member_of(f'date,type,from,to\n2024-03-01,message,"{sender}","{recipient}"\n'.encode())
    assert table.recognizes(member) == Reads("interactions")
    [record] = table.records(member, "interactions")
    [event] = table.parse("interactions", record)
    assert isinstance(event, Event)
    assert (event.sender, event.recipients) == expected


@pytest.mark.parametrize(
    ("sender", "recipient", "reason"),
    [("Ana; Luc", "me", "many_senders"), ("Ana", "", "nobody"), ("me", "yo", "nobody")],
)
def test_a_row_with_a_side_that_is_nobody_is_set_aside(sender: str, recipient: str, reason: str) -> None:
    """One sends, and to somebody else."""
    [record] = table.records(
        member_of(f"at,kind,from,to\n2024,message,{sender},{recipient}\n".encode()), "interactions"
    )
    with pytest.raises(BadRecord, match=reason):
        table.parse("interactions", record)


def test_what_a_table_lacks_is_said_with_what_may_be_meant() -> None:
    """The columns that were found, those still needed, and the likeliest of the others."""
    member = member_of("Fecha de envío;Canal usado;Destino\n2024-01-01;correo;Ana\n".encode())
    with pytest.raises(Refusal) as lacking:
        table.mapped({"Destino": "who"}).refuse_if_lacking(member)
    assert lacking.value.key == "refusal.columns_needed"
    assert lacking.value.facts["found"] == "Fecha de envío, Canal usado, Destino"
    assert lacking.value.facts["needed"] == "at, kind"
    assert lacking.value.facts["near"] == "at=Fecha de envío,kind=Canal usado"
    with pytest.raises(Refusal) as slip:
        table.mapped({"Fecha de envio": "at", "Canal": "kind", "Destino": "who"}).refuse_if_lacking(member)
    assert slip.value.facts["near"] == "kind=Canal usado"
    whole = {"Fecha de envio": "at", "CANAL USADO": "kind", "Destino": "who"}
    table.mapped(whole).refuse_if_lacking(member)
