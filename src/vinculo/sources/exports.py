"""Where exports come from, and what each would add: the way to the channels that no file shows yet.

What an export is called and how to get it is in the catalogue, in each language: `export.KEY.title`
and `export.KEY.steps`; why one wants its family: `family.KEY.why`. The page of the sources
(`docs/sources.md`) and every screen take it from there.
"""

from dataclasses import dataclass
from typing import NamedTuple

from vinculo.sources.channels import CHANNELS, shown_by


class Export(NamedTuple):
    """One way to get a file that is read here."""

    key: str
    files: tuple[str, ...]
    """What comes of it, as `source/reading`."""


class Family(NamedTuple):
    """Exports of which one is enough: each shows the same of another life of the owner's."""

    key: str
    exports: tuple[Export, ...]

    @property
    def files(self) -> frozenset[str]:
        """What comes of any of them."""
        return frozenset(file for export in self.exports for file in export.files)

    @property
    def channels(self) -> tuple[str, ...]:
        """What they show; none where they only tell who is who."""
        return shown_by(set(self.files))


def _files_of(source: str) -> tuple[str, ...]:
    found = {file: None for files in CHANNELS.values() for file in files if file.startswith(f"{source}/")}
    return tuple(found)


_BOX = ("mail/mbox",)
_EVENTS = ("calendar/events",)
_CARDS = ("vcard/cards",)
FAMILIES: tuple[Family, ...] = (
    Family("linkedin", (Export("linkedin", _files_of("linkedin")),)),
    Family(
        "mail",
        (
            Export("gmail", _BOX),
            Export("thunderbird", _BOX),
            Export("apple_mail", _BOX),
            Export("maildir", ("mail/maildir",)),
        ),
    ),
    Family(
        "blog",
        (
            Export("blogger", ("blogger/blogger_feed",)),
            Export("wordpress", ("wordpress/wordpress",)),
            Export("disqus", ("disqus/disqus",)),
        ),
    ),
    Family(
        "calendar",
        (
            Export("google_calendar", _EVENTS),
            Export("outlook_calendar", _EVENTS),
            Export("apple_calendar", _EVENTS),
        ),
    ),
    Family("contacts", (Export("google_contacts", _CARDS), Export("apple_contacts", _CARDS))),
)
"""In the order in which they are worth the trouble."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A family that would show what no imported file shows."""

    family: str
    channels: tuple[str, ...]
    """Those that it would show first; none where it only tells who is who."""
    exports: tuple[str, ...]


def to_add(readings: set[str]) -> tuple[Addition, ...]:
    """What could be added to these files (`source/reading`): every family of which there is none, or
    that would show a channel that no file shows."""
    shown = set(shown_by(readings))
    found = []
    for family in FAMILIES:
        unseen = tuple(channel for channel in family.channels if channel not in shown)
        if unseen or not family.files & readings:
            exports = tuple(export.key for export in family.exports)
            found.append(Addition(family.key, unseen, exports))
    return tuple(found)
