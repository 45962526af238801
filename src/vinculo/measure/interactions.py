"""What counts as contact: every kind of event with what it costs and what it says about two people.

Everything a kind means is decided in `KINDS` and nowhere else; the SQL beside this module
(`addressed.sql` and what follows from it) reads it as a table.

Time put in. A text costs its writer words / 19 minutes to compose (Karat, Halverson, Horn and
Karat 1999, CHI: 19 words a minute) and, where it answers another text, words of that text / 238
minutes to read it (Brysbaert 2019, J. Mem. Lang. 109: 238 words a minute over 190 studies). The
time of one act is divided by the number of people it goes to, and is a day at most.

What counts toward a bond is that time x how freely it was given x (1 + depth) / 2. The depth of a
text is judged by `depth`; of a kind that is no text, or says by itself how deep it goes, it is fixed.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

COMPOSED_PER_MINUTE = 19
"""Words written in a minute (Karat et al. 1999)."""
READ_PER_MINUTE = 238
"""Words read in a minute (Brysbaert 2019)."""


class Kind(NamedTuple):
    """What one kind of event costs, and what it says."""

    key: str
    cost: Literal["fixed", "text", "duration"]
    """What its minutes follow from."""
    base_c: int
    """Centiminutes: the whole cost if fixed, beside the text, or where no duration was told."""
    voluntary_pct: int
    """How freely it was given: a click that a platform asks for is worth half of a comment."""
    is_exchange: bool = False
    """It says something to somebody. What is no exchange can be seen, and never be an answer."""
    is_private: bool = False
    is_live: bool = False
    """Both are there at the same time."""
    is_physical: bool = False
    """Both are known to be in the same place."""
    is_symmetric: bool = False
    """It comes from both sides at once, whoever is named first: as an exchange it is answered in itself."""
    is_threaded: bool = False
    """Its place is a thread: what is said there answers what was said there before."""
    is_link: bool = False
    """From then on the two are linked on a platform."""
    is_opening: bool = False
    """It opens a thread and goes to nobody in particular; who answers it has read it."""
    is_aside: bool = False
    """It is about somebody and not between two people: counted in neither direction."""
    depth_pct: int | None = 0
    """How deep it goes, from 0 to 100; None where its text tells."""


UNJUDGED_DEPTH_PCT = 30
"""Of a text whose words nobody has seen, as in a network that tells only who wrote to whom: the mean and
the median of the 5,500 texts of the sample life (2026-11)."""


def _gesture(key: str, base_c: int, voluntary_pct: int, depth_pct: int = 0) -> Kind:
    return Kind(key, "fixed", base_c, voluntary_pct, depth_pct=depth_pct)


def _aside(key: str) -> Kind:
    return Kind(key, "fixed", 0, 0, is_aside=True)


def _opening(key: str) -> Kind:
    return Kind(key, "text", 0, 100, is_opening=True, depth_pct=None)


def _letter(key: str) -> Kind:
    return Kind(
        key, "text", 0, 90, is_exchange=True, is_private=True, is_threaded=True, depth_pct=None
    )  # fmt: skip


def _public(key: str, *, is_threaded: bool) -> Kind:
    return Kind(key, "text", 0, 100, is_exchange=True, is_threaded=is_threaded, depth_pct=None)


def _service(key: str, base_c: int = 0) -> Kind:
    return Kind(key, "text", base_c, 100, is_exchange=True, is_private=True, depth_pct=50)


def _promise(key: str) -> Kind:
    return Kind(key, "fixed", 100, 100, is_exchange=True, is_private=True, depth_pct=50)


def _outcome(key: str) -> Kind:
    """What two do together: as long as it took, and the half hour of a talk where nobody told."""
    return Kind(key, "duration", 3_000, 100, is_exchange=True, is_symmetric=True, depth_pct=100)


def _live(key: str, base_c: int, *, is_physical: bool = False) -> Kind:
    return Kind(
        key, "duration", base_c, 90, is_exchange=True, is_private=True,
        is_live=True, is_physical=is_physical, is_symmetric=True, depth_pct=60,
    )  # fmt: skip


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.key: kind
        for kind in (
            _gesture("reaction", 5, 70),
            _gesture("vote", 5, 70),
            _gesture("endorsement", 5, 70),
            _gesture("repost", 20, 80, 5),
            _gesture("follow", 10, 50),
            _gesture("invitation", 10, 50),
            Kind("accept", "fixed", 10, 50, is_link=True),
            Kind("connect", "fixed", 10, 50, is_link=True, is_symmetric=True),
            _opening("post"),
            _opening("article"),
            _letter("invitation_note"),
            _letter("message"),
            _letter("email"),
            _public("comment", is_threaded=True),
            _public("mention", is_threaded=True),
            _public("recommendation", is_threaded=False),
            # Where nobody told how long it was: a short call, and the half hour that calendars propose.
            _live("call", 500),
            _live("video_call", 3_000),
            _live("meeting", 3_000),
            _live("meeting_remote", 3_000),
            _live("meeting_hybrid", 3_000),
            _live("meeting_in_person", 3_000, is_physical=True),
            _service("introduction", 500),
            _service("help_asked"),
            _service("help_given"),
            _service("help_declined"),
            _promise("promise_made"),
            _promise("promise_kept"),
            # That it will not be kept, said before the day it was due.
            _promise("promise_warned"),
            # Whoever breaks a promise says nothing by it.
            _aside("promise_broken"),
            Kind("promise_released", "fixed", 100, 100, is_exchange=True, is_private=True, is_symmetric=True),
            # Somebody speaks to the owner for a third person: recipients are that person and the owner.
            _service("vouch"),
            # What became of something told in confidence: the owner's judgment, and no contact.
            _aside("confidence_kept"),
            _aside("confidence_breached"),
            _aside("project_possible"),
            _aside("project_planned"),
            _outcome("project_agreed"),
            _outcome("project_delivered"),
            Kind("project_abandoned", "fixed", 0, 100, is_exchange=True, depth_pct=100),
            # What a relationship brought, or cost. It says nothing to anybody: it opens the gate (`stages`)
            # and is no day of contact, or six letters of one side and an invoice would make a bond.
            _aside("return_expected"),
            _aside("return"),
            _aside("loss"),
            # That a meeting will not be, by its organizer, or that a guest will not come.
            _aside("cancellation"),
            _aside("event_attended"),
            _aside("note"),
            # A mail of LinkedIn's of a kind that nobody has named yet: it waits for the owner's word.
            _aside("linkedin_notification"),
        )
    }
)
"""Every kind of event, from the vaguer to the more definite: where two sources call one happening by
different kinds, the later one in this table is believed.

Minutes of gestures, voluntariness and what is an exchange are conventions, few and in one place."""

SKETCHED: frozenset[str] = frozenset(key for key, kind in KINDS.items() if kind.cost == "text")
"""The kinds whose texts are judged, or are what others take up."""

CODES: Mapping[str, int] = MappingProxyType({key: code for code, key in enumerate(KINDS)})
"""The number of each kind: its place in `KINDS`."""


def kind_table(defined: Mapping[str, Kind] = KINDS) -> "pa.Table":
    """`KINDS`, or other conventions for the same keys, as the table `kind` of the kernel: one row per
    kind; yes and no are 1 and 0, bigint."""
    import pyarrow as pa

    kinds = defined.values()

    def numbers(values: Iterable[int]) -> pa.Array:
        return pa.array([int(value) for value in values], pa.int64())

    return pa.table(
        {
            "kind": pa.array(list(defined), pa.string()),
            "code": numbers([CODES[key] for key in defined]),
            "is_text": numbers([kind.cost == "text" for kind in kinds]),
            "is_timed": numbers([kind.cost == "duration" for kind in kinds]),
            "base_c": numbers([kind.base_c for kind in kinds]),
            "voluntary_pct": numbers([kind.voluntary_pct for kind in kinds]),
            "exchange": numbers([kind.is_exchange for kind in kinds]),
            "private": numbers([kind.is_private for kind in kinds]),
            "live": numbers([kind.is_live for kind in kinds]),
            "physical": numbers([kind.is_physical for kind in kinds]),
            "symmetric": numbers([kind.is_symmetric for kind in kinds]),
            "threaded": numbers([kind.is_threaded for kind in kinds]),
            "link": numbers([kind.is_link for kind in kinds]),
            "opening": numbers([kind.is_opening for kind in kinds]),
            "aside": numbers([kind.is_aside for kind in kinds]),
            "depth_pct": numbers(
                UNJUDGED_DEPTH_PCT if kind.depth_pct is None else kind.depth_pct for kind in kinds
            ),
        }
    )
