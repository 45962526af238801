"""The owner's word on LinkedIn's mails: what an unknown template tells of, and which are genuine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vinculo import api, derive
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read
from vinculo.measure.interactions import KINDS
from vinculo.model import DAY_S

NOW = 1_760_000_000
DKIM = "Authentication-Results: mx.google.com; dkim=pass header.i=@linkedin.com\n"
UNKNOWN = "email_notification_single_cheered_01"
FORGED = "mail.evil.example/email_m2m_invite_single_01"


def mail(number: int, name: str, template: str, subject: str, *, trust: str = DKIM) -> str:
    slug = name.lower().replace(" ", "-")
    link = f"https://www.linkedin.com/comm/in/{slug}?midToken=SECRET&trk=eml-{template}-hero-3-prof"
    return (
        f"From {number}@xxx Mon Mar 0{number} 10:00:00 +0000 2019\n"
        f"{trust}X-LinkedIn-Template: {template}\n"
        f"From: {name} via LinkedIn <notifications-noreply@linkedin.com>\n"
        f"To: Marta Vidal <marta@example.org>\nDate: Mon, 0{number} Mar 2019 10:00:00 +0000\n"
        f"Message-ID: <{number}@prod.linkedin.com>\nSubject: {subject}\n\n{name}\n{link}\n\n"
    )


BOX = (
    mail(1, "Ana Ruiz", UNKNOWN, "Ana cheered")
    + mail(2, "Eva Sanz", UNKNOWN, "Eva cheered https://www.linkedin.com/x?otpToken=SECRET")
    + mail(3, "Leo Mas", "email_m2m_invite_single_01", "Join", trust="Return-Path: <x@mail.evil.example>\n")
    + mail(4, "Ana Ruiz", "email_notification_single_commented_on_your_post_01", "Ana commented")
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    box = tmp_path / "All.mbox"
    box.write_text(BOX)
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        report = api.import_files(opened, [box], NOW, owner=["marta@example.org"])
        assert not report.refused
        yield opened


def counted(ledger: Ledger, as_of: int = NOW) -> dict[str, list[str]]:
    """Name → kinds of what counts, with everybody there is."""
    derived = derive.derive(ledger, as_of)
    found: dict[str, list[str]] = {derived.people.persons[tie].name: [] for tie in derived.rows}
    for row in derived.happenings.to_pylist():
        found[derived.people.persons[row["tie"]].name].append(tuple(KINDS)[row["code"]])
    return found


def test_an_unknown_template_is_shown_once_with_a_sample(ledger: Ledger) -> None:
    """How many mails, the latest of them, and nothing in it that could log anybody in."""
    (one,) = api.unknown_templates(ledger)
    assert (one.template, one.mails, one.means) == (UNKNOWN, 2, None)
    assert (one.sample.who, one.sample.on) == ("Eva Sanz", "2019-03-02")
    assert one.sample.subject == "Eva cheered https://www.linkedin.com/x"
    assert (Path(one.sample.file).name, one.sample.line) == (
        "All.mbox",
        BOX[: BOX.index("From 2@")].count("\n") + 1,
    )


def test_what_the_owner_says_holds_for_all_mails_on_any_day(ledger: Ledger) -> None:
    """Also for a day before it was said: it is about how to read. The entries stay as they were."""
    before = read.digest(ledger)
    assert counted(ledger)["Eva Sanz"] == ["linkedin_notification"]
    batch = api.rule_template(ledger, UNKNOWN, "reaction", NOW)
    assert counted(ledger) == {"Ana Ruiz": ["reaction", "comment"], "Eva Sanz": ["reaction"]}
    assert counted(ledger, NOW - 300 * DAY_S)["Eva Sanz"] == ["reaction"]
    assert [one.means for one in api.unknown_templates(ledger)] == ["reaction"]
    assert {told.kind for told in read.told_by(ledger, "mail", NOW)} >= {"linkedin_notification"}
    api.undo(ledger, NOW + 1, batch.run)
    assert read.digest(ledger) == before
    assert counted(ledger)["Eva Sanz"] == ["linkedin_notification"]


def test_the_latest_word_on_a_template_holds(ledger: Ledger) -> None:
    """And what is to be ignored is nobody's event."""
    api.rule_template(ledger, UNKNOWN, "mention", NOW)
    api.rule_template(ledger, UNKNOWN, "ignore", NOW + 1)
    assert counted(ledger) == {"Ana Ruiz": ["comment"]}


def test_it_holds_for_mails_that_come_later(ledger: Ledger, tmp_path: Path) -> None:
    """A word is asked for once."""
    api.rule_template(ledger, UNKNOWN, "comment", NOW)
    later = tmp_path / "later.mbox"
    later.write_text(mail(5, "Ada Gil", UNKNOWN, "Ada cheered"))
    api.import_files(ledger, [later], NOW)
    assert counted(ledger)["Ada Gil"] == ["comment"]
    assert [(one.mails, one.means) for one in api.unknown_templates(ledger)] == [(3, "comment")]


def test_a_doubtful_mail_counts_for_nothing_until_it_is_confirmed(ledger: Ledger) -> None:
    """Not even its person is there; confirmed, it counts as what it tells of; and back."""
    (group,) = api.doubtful_mails(ledger)
    assert (group.group, group.mails, group.is_genuine, group.kinds) == (FORGED, 1, None, ("invitation",))
    assert "Leo Mas" not in counted(ledger)
    batch = api.rule_genuine(ledger, FORGED, NOW, is_genuine=True)
    assert counted(ledger)["Leo Mas"] == ["invitation"]
    assert api.doubtful_mails(ledger)[0].is_genuine
    api.undo(ledger, NOW, batch.run)
    assert "Leo Mas" not in counted(ledger)
    api.rule_genuine(ledger, FORGED, NOW + 1, is_genuine=False)
    assert "Leo Mas" not in counted(ledger)
    assert api.doubtful_mails(ledger)[0].is_genuine is False


def test_a_word_that_cannot_be_is_refused(ledger: Ledger) -> None:
    """A template or group of which there is no mail, and a meaning that there is not."""
    for wrong in (
        lambda: api.rule_template(ledger, UNKNOWN, "applause", NOW),
        lambda: api.rule_template(ledger, "email_nothing_01", "comment", NOW),
        lambda: api.rule_genuine(ledger, "linkedin.com/x", NOW, is_genuine=True),
    ):
        with pytest.raises(Refusal):
            wrong()
    assert [one.means for one in api.unknown_templates(ledger)] == [None]
