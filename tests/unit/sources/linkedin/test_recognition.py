"""Which file of the archive is this?"""

import io

import pytest

from vinculo.sources import Declines, Reads, linkedin
from vinculo.sources.container import Member

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
ARCHIVE = "Complete_LinkedInDataExport_12-17-2025.zip/"


def recognized(path: str, text: str, size: int | None = None) -> Reads | Declines | None:
    data = text.encode()
    return linkedin.recognizes(Member(path, size or len(data), data[:4096], lambda: io.BytesIO(data)))


@pytest.mark.parametrize(
    "name",
    [
        "messages.csv",
        "Messages.csv",
        "messages_34875879.csv",
        "messages_34875879_1.csv",
        "messages (1).csv",
        "anything else.csv",
        "MESSAGES.CSV",
    ],
)
def test_messages_are_known_by_name_and_header(name: str) -> None:
    """Names drift: case, the member's id, parts, copies; and the header alone is enough."""
    assert recognized(name, MESSAGES) == Reads("messages")
    assert recognized(name, '"' + MESSAGES.replace(",", '","').strip() + '"\n') == Reads("messages")


def test_the_header_wins_over_the_name() -> None:
    """A renamed file is what it holds."""
    assert recognized("Connections.csv", MESSAGES) == Reads("messages")


def test_the_day_of_the_export_is_in_the_name_of_the_archive() -> None:
    """Month first; the innermost archive counts; a date that is none tells nothing."""
    assert recognized(ARCHIVE + "messages.csv", MESSAGES) == Reads("messages", 20439)
    nested = f"old/Basic_LinkedInDataExport_01-02-2020.zip/{ARCHIVE}messages.csv"
    assert recognized(nested, MESSAGES) == Reads("messages", 20439)
    assert recognized("Basic_LinkedInDataExport_13-40-2020/messages.csv", MESSAGES) == Reads("messages")


@pytest.mark.parametrize(
    "name",
    [
        "guide_messages.csv",
        "learning_coach_messages.csv",
        "LearningCoachMessages.csv",
        "coach_messages_123456.csv",
    ],
)
def test_a_chat_with_a_machine_is_named_and_not_read(name: str) -> None:
    """It may look like messages to the last column."""
    assert recognized(name, MESSAGES) == Declines("chat_with_a_machine")
    assert recognized(name, "No conversations found\n") == Declines("chat_with_a_machine")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("ImportedContacts.csv", "third_persons"),
        ("Imported Contacts.csv", "third_persons"),
        ("Contacts.csv", "third_persons"),
        (ARCHIVE + "Verifications/Verifications.csv", "identity_data"),
        ("Ad_Targeting.csv", "no_person"),
        ("Receipts_v2.csv", "no_person"),
        (ARCHIVE + "Jobs/Something New.csv", "no_person"),
        (ARCHIVE + "Something New.csv", "unknown_file"),
        (ARCHIVE + "Something.pdf", "unknown_file"),
        ("messages.csv", "unknown_layout"),
        ("Connections.csv", "unknown_layout"),
    ],
)
def test_what_is_not_read_says_why(path: str, reason: str) -> None:
    """So that the report of an import can name each file."""
    assert recognized(path, "x,y\n1,2\n") == Declines(reason)


@pytest.mark.parametrize("path", ["photo.jpg", "contacts.vcf", "other.csv", "messages.json"])
def test_what_is_not_of_linkedin_is_left_to_others(path: str) -> None:
    """No word about files that nothing ties to the archive."""
    assert recognized(path, "x,y\n1,2\n") is None


def test_an_empty_file_is_what_its_name_says() -> None:
    """It has no records, and nothing is wrong with it."""
    assert recognized("Connections.csv", "") == Reads("connections")


def test_a_long_preamble_hides_no_header() -> None:
    """Beyond the first 4 KiB the name decides, and reading goes on looking."""
    text = "Notes:\n" + "more, and more\n" * 1000 + CONNECTIONS
    assert recognized("Connections.csv", text) == Reads("connections")
    assert recognized("Connections.csv", "Notes:\n\n" + CONNECTIONS) == Reads("connections")


def test_recommendations_are_told_apart_by_name_only() -> None:
    """Their columns are the same in both directions."""
    text = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    assert recognized("Recommendations Given.csv", text) == Reads("recommendations_given")
    assert recognized("Recommendations_Received.csv", text) == Reads("recommendations_received")
    assert recognized("renamed.csv", text) is None
