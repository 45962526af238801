"""Letting a person go: what goes, what remains, what is proven."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from properties.ledgers import HUMANS, ME, NOW, START, entries, ledger_of, numbers, read_into

from vinculo import api
from vinculo.api import forget as forgetting
from vinculo.api import who
from vinculo.derive import derive
from vinculo.errors import Refusal, UnknownPerson
from vinculo.identity.forgotten import BLACK
from vinculo.ledger import Ledger, importing, read
from vinculo.ledger.residue import left_in_bytes
from vinculo.model import DAY_S, Card, Entry, Event, Handle, Record

P, Q = HUMANS[:2]
ON = dt.date(2020, 6, 1)


def message(sender: Handle, *to: Handle, day: int = 1, text: str = "Hello there") -> Event:
    at = START + day * DAY_S
    return Event("message", at, "second", "written", sender, to, f"m|{at}|{text}|{sender.value}", None, text)


SAID: list[Entry] = entries(
    [
        message(P.profile, ME, day=1),
        message(ME, P.profile, Q.profile, day=2, text="Dear Ana Ruiz, dear Jon"),
        message(Q.profile, ME, day=3, text="Ask Ana Ruiz, ana.0@example.org"),
        message(ME, Handle("names", "Jon Mata, Ana Ruiz"), day=4),
    ]
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with ledger_of(tmp_path, SAID) as opened:
        yield opened


def texts(ledger: Ledger) -> set[str]:
    return set(read.texts(ledger))


def test_a_dry_run_tells_all_and_changes_nothing(ledger: Ledger) -> None:
    """Not a byte of what is said."""
    digest, before = read.digest(ledger), numbers(ledger)
    proof = forgetting.forget(ledger, P.name, NOW, is_dry_run=True)
    assert proof.is_dry_run
    assert proof.entries == {"card": 1, "connect": 1, "message": 1}
    assert proof.rewritten == 3
    assert (read.digest(ledger), numbers(ledger)) == (digest, before)
    assert (proof.files, proof.found) == (("export.zip",), {})


def test_what_names_them_goes_and_what_is_shared_stays_without_them(ledger: Ledger) -> None:
    """Group messages lose a recipient, texts of others a name and an address."""
    proof = forgetting.forget(ledger, P.name, NOW)
    assert (proof.rewritten, proof.found) == (3, {})
    assert f"Ask {BLACK}, {BLACK}" in texts(ledger)
    assert f"Dear {BLACK}, dear Jon" in texts(ledger)
    assert {one.value for one in read.handles(ledger).values() if one.namespace == "names"} == {"Jon Mata"}
    targets = {n for (n,) in ledger.sql.execute("SELECT targets FROM entry WHERE kind = 'message'")}
    assert targets == {1}
    with pytest.raises(UnknownPerson):
        forgetting.forget(ledger, P.name, NOW)


def test_the_file_and_its_log_hold_no_byte_of_them(ledger: Ledger) -> None:
    """Nor is anything left that the tables do not say."""
    forgetting.forget(ledger, P.profile.value, NOW)
    terms = [P.name, P.mail.value, "ana-ruiz-70"]
    assert left_in_bytes(ledger, [*terms, Q.name]) == dict.fromkeys([*terms, Q.name], 0)
    whole = ledger.path.read_bytes().lower()
    assert [term for term in terms if term.lower().encode() in whole] == []
    wal = ledger.path.with_name(ledger.path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_the_search_finds_what_is_only_deleted(ledger: Ledger) -> None:
    """A row that was deleted without care is still in the file, or in its log."""
    ledger.sql.execute("PRAGMA secure_delete = OFF")
    ledger.sql.execute("DELETE FROM handle WHERE shown = ?", (P.name,))
    assert left_in_bytes(ledger, [P.mail.value])[P.mail.value] > 0


def test_a_longer_name_is_somebody_elses(tmp_path: Path) -> None:
    """Ana Ruiz goes; Ana Ruiz Mata stays, with her name, wherever it stands."""
    mata = Handle("linkedin", "https://www.linkedin.com/in/ana-ruiz-mata", "Ana Ruiz Mata")
    said = [*SAID, message(mata, ME, day=5, text="Ana Ruiz Mata here, with Ana Ruiz")]
    with ledger_of(tmp_path, said) as ledger:
        proof = forgetting.forget(ledger, P.profile.value, NOW)
        assert proof.found == {}
        assert f"Ana Ruiz Mata here, with {BLACK}" in texts(ledger)
        assert "Ana Ruiz Mata" in numbers(ledger)


def test_a_namesake_stays_and_is_told_of(tmp_path: Path) -> None:
    """Their name is no trait of either; the texts in which it stands are counted."""
    other = Handle("linkedin", "https://www.linkedin.com/in/another", P.name)
    with ledger_of(tmp_path, [*SAID, message(other, ME, day=5), message(ME, other, day=6)]) as ledger:
        proof = forgetting.forget(ledger, P.profile.value, NOW)
        assert proof.namesakes == (P.name,)
        assert proof.mentions == 2
        assert P.name in numbers(ledger)
        assert proof.found == {}


def test_records_set_aside_that_name_them_go(ledger: Ledger) -> None:
    """And none of them is set aside again by a later import."""
    with importing(ledger, "broken.zip", NOW) as run:
        batch = run.open_batch("broken.zip", "linkedin", "messages")
        batch.reject(Record(("?", "to Ana Ruiz"), 1), "bad_record.no_date")
        batch.reject(Record(("?", "to Jon Mata"), 2), "bad_record.no_date")
        batch.close(NOW)
    proof = forgetting.forget(ledger, P.name, NOW)
    assert proof.rejects == 1
    assert [reject.raw for reject, _, _ in read.rejects(ledger)] == ["?\nto Jon Mata"]
    told = {batch.file: batch for batch, _ in read.batches(ledger)}
    assert (told["broken.zip"].read, told["broken.zip"].rejected) == (1, 1)
    assert all(batch.balances for batch in told.values())


def test_files_and_commands_called_after_them_are_called_otherwise(ledger: Ledger) -> None:
    """`Ana Ruiz.vcf` names them too."""
    read_into(ledger, [message(Q.profile, ME, day=9)], "chats/Ana Ruiz.csv")
    forgetting.forget(ledger, P.name, NOW)
    assert {batch.file for batch, _ in read.batches(ledger)} == {"export.zip", f"chats/{BLACK}.csv"}


def test_words_of_the_owner_about_them_go(ledger: Ledger) -> None:
    """Notes, meetings, rulings; and no empty run is left of them."""
    runs = len(read.runs(ledger))
    api.log_note(ledger, P.name, NOW, text="likes tea", on=ON)
    api.log_meeting(ledger, [P.name], NOW, on=ON)
    api.log_meeting(ledger, [P.name, Q.name], NOW + 1, on=ON)
    who.rule(ledger, who.known(ledger, NOW), "different", [P.name, Q.name], NOW)
    proof = forgetting.forget(ledger, P.name, NOW + 5)
    assert (proof.entries["note"], proof.entries["meeting_in_person"], proof.entries["ruling"]) == (1, 1, 1)
    assert len(read.runs(ledger)) == runs + 1
    assert numbers(ledger)[Q.name]["row"]["physical_meetings"] == 1


def test_their_share_of_a_return_is_nobodys_and_the_others_keep_theirs(ledger: Ledger) -> None:
    """To the cent, whatever is told later."""
    api.log_return(ledger, P.name, NOW, dimension="money", amount=100, unit="EUR", on=ON)
    api.log_return(ledger, Q.name, NOW, dimension="money", amount=50, unit="EUR", on=ON)
    derived = derive(ledger, NOW + 1)
    before = {part.person: part.amount for parts in derived.attribute().values() for part in parts}
    ids = {person.name: person.id for person in derived.people.persons.values()}
    proof = forgetting.forget(ledger, P.name, NOW + 1)
    assert proof.returns == 1
    derived = derive(ledger, NOW + 9)
    after: dict[int | None, object] = {}
    for parts in derived.attribute().values():
        for part in parts:
            after[part.person] = part.amount
    assert after == {None: before[ids[P.name]], ids[Q.name]: before[ids[Q.name]]}


def test_handles_that_only_a_card_tells_of_go_with_their_name(tmp_path: Path) -> None:
    """An address book knows more addresses than any event."""
    card = Card((Handle("email", "old@example.net"),), (("name", P.name),))
    with ledger_of(tmp_path, [*SAID, card]) as ledger:
        forgetting.forget(ledger, P.name, NOW)
        assert "old@example.net" not in {one.value for one in read.handles(ledger).values()}
        again = read_into(ledger, [message(card.handles[0], ME, day=20)]).counted()
        assert dict(again.ignored) == {"forgotten": 1}


def test_the_owner_cannot_be_forgotten(ledger: Ledger) -> None:
    """Nor whoever was never forgotten be lifted."""
    with pytest.raises(Refusal, match="owner_stays"):
        forgetting.forget(ledger, ME.value, NOW)
    with pytest.raises(Refusal, match="not_forgotten"):
        forgetting.lift(ledger, "nobody@example.org")


def test_a_lifted_person_may_come_back_and_nobody_else_does(ledger: Ledger) -> None:
    """Each act of forgetting has marks of its own, even two within one second."""
    for human in (P, Q):
        forgetting.forget(ledger, human.name, NOW)
    forgetting.lift(ledger, P.name)
    read_into(ledger, SAID)
    assert P.name in numbers(ledger)
    assert Q.name not in numbers(ledger)


def test_an_open_window_notices(ledger: Ledger) -> None:
    """The version of the ledger is another after each act of forgetting, and after lifting."""
    versions = [read.version(ledger)]
    forgetting.forget(ledger, P.name, NOW)
    versions.append(read.version(ledger))
    forgetting.lift(ledger, P.name)
    versions.append(read.version(ledger))
    assert versions[0] != versions[1] != versions[2]


def test_copies_beside_the_ledger_are_named(ledger: Ledger) -> None:
    """They are the owner's to delete."""
    copy = ledger.path.with_name("before.sqlite")
    copy.write_bytes(ledger.path.read_bytes())
    ledger.path.with_name(f"{ledger.path.name}.bak").write_text("?")
    ledger.path.with_name("letters.txt").write_text("?")
    proof = forgetting.forget(ledger, P.name, NOW, is_dry_run=True)
    assert proof.copies == ("before.sqlite", "ledger.sqlite.bak")


def test_a_file_that_could_not_be_written_anew_is_written_anew_later(ledger: Ledger) -> None:
    """By asking for it once more; it says how many marks there are."""
    proof = forgetting.forget(ledger, P.name, NOW)
    assert forgetting.write_anew(ledger) == proof.marks
