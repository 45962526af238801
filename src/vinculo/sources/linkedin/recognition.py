"""Which file of the archive is this? By its name, which drifts, and by its header.

`messages.csv`, `Messages.csv`, `messages_34875879.csv` (the member's id, since 2026),
`Job Applications_1.csv` (a part), `Connections (1).csv` (a browser's second copy).
"""

import re
from datetime import UTC, datetime

from vinculo.model import DAY_S
from vinculo.sources.container import HEAD_BYTES, Member
from vinculo.sources.linkedin.kinds import KINDS, Kind
from vinculo.sources.linkedin.lines import decoded
from vinculo.sources.linkedin.rows import header_in, plain

_TABLES = (".csv", ".tsv", ".txt")
_COPY = re.compile(r"(?:\s*\(\d+\)|[\s_-]+\d+)+$")
_ARCHIVE = re.compile(r"linkedindataexport(?:_(\d\d)-(\d\d)-(\d{4}))?", re.IGNORECASE)
_DECOY = re.compile(r"(?:guide|coach|roleplay|assistant)messages$")
"""Chats with LinkedIn's machines; they look like messages and are none between people."""

_NOT_READ = {
    "third_persons": "contacts importedcontacts",
    "identity_data": "privateidentityasset verifications",
    "no_person": """
        accounthistory adsclicked adtargeting causesyoucareabout certifications courses easyapplyblocking
        education hashtagfollows honors honorsandawards inferencesaboutyou jobapplicantsavedanswers
        jobapplicantsavedscreeningquestionresponses jobapplications jobseekerpreferences lanadsengagement
        languages learning logins memberhashtag namechanges onlinejobpostings organizations patents
        profilesummary projects publications receipts receiptslbp receiptsv2 registration reviews
        savedjobalerts savedjobs searchqueries securitychallenges skills talentquestionsavedresponse
        testscores volunteering volunteeringexperiences whatsappphonenumbers
    """,
    "not_yet": "calendar groups trustedgraph",
}
_ARTICLES = next(kind for kind in KINDS if kind.reading == "articles")
_REASONS = {name: reason for reason, names in _NOT_READ.items() for name in names.split()}


def observed_on(path: str) -> int | None:
    """The day the export was made, as the name of its archive tells (`…_12-17-2025.zip`, month
    first): days since 1970 UTC. The innermost archive counts."""
    for month, day, year in reversed(_ARCHIVE.findall(path)):
        try:
            return int(datetime(int(year), int(month), int(day), tzinfo=UTC).timestamp()) // DAY_S
        except ValueError:
            continue
    return None


def name_of(member: Member) -> str:
    """The file's name without what drifts: ending, member's id, part, copy, case, blanks."""
    stem = re.sub(r"\.\w+$", "", member.name)
    return plain(_COPY.sub("", stem))


def kind_of(member: Member) -> Kind | str | None:
    """What a file is: a kind that is read, or the reason why it is not; None where it is not of an archive.

    A known name with unknown columns is `unknown_layout`, an unknown file in an archive
    `unknown_file`: the owner should hear of both.
    """
    name = name_of(member)
    in_archive = _ARCHIVE.search(member.path) is not None
    is_table = member.name.casefold().endswith(_TABLES)
    if member.name.casefold().endswith((".html", ".htm")) and _is_article(member, in_archive=in_archive):
        return _ARTICLES
    if is_table and _DECOY.search(name):
        return "chat_with_a_machine"
    named = [kind for kind in KINDS if name in kind.names] if is_table else []
    if is_table:
        found = _by_header(member, named)
        if found:
            return found
    if named:
        return "unknown_layout"
    if is_table and name in _REASONS:
        return _REASONS[name]
    if in_archive:
        return "no_person" if "/Jobs/" in member.path else "unknown_file"
    return None


def _is_article(member: Member, *, in_archive: bool) -> bool:
    """A page below `Articles/` in an archive, or one that has the lines that such pages have."""
    has_marks = (
        b'<p class="created">Created on' in member.head or b'<p class="published">Published on' in member.head
    )
    return has_marks or (in_archive and "/Articles/" in member.path)


def _by_header(member: Member, named: list[Kind]) -> Kind | None:
    """The kind whose columns the file has, among those of its name first. A file that ends, or whose
    first 4 KiB end, before any header is what its name says: `records` goes on looking."""
    if b"\0\0" in member.head[:64]:
        return None
    lines = decoded(member.head)
    is_cut = len(member.head) >= HEAD_BYTES
    candidates = named + [kind for kind in KINDS if kind.is_known_by_header and kind not in named]
    for line in lines[:-1] if is_cut else lines:
        for kind in candidates:
            if kind.shape and header_in(line, kind.shape.needs):
                return kind
    is_open = is_cut or not any(line.strip() for line in lines)
    return named[0] if named and is_open else None
