"""Which channels each file can show, so that what no file could see is never taken for silence.

A channel is a way in which something passes between the owner and others, in one direction where
the directions differ in what can be seen. A LinkedIn archive holds nothing that others did on the
owner's posts (seen in archives of 2021-2026): those channels are *not observable* from it.
"""

CHANNELS: dict[str, tuple[str, ...]] = {
    "links": ("linkedin/connections", "linkedin/invitations"),
    "messages": ("linkedin/messages",),
    "recommendations": ("linkedin/recommendations_received", "linkedin/recommendations_given"),
    "endorsements": ("linkedin/endorsements_received", "linkedin/endorsements_given"),
    "comments_by_you": ("linkedin/comments", "blogger/blogger_feed", "wordpress/wordpress", "disqus/disqus"),
    "reactions_by_you": ("linkedin/reactions",),
    "comments_on_yours": (
        "blogger/blogger_feed",
        "wordpress/wordpress",
        "disqus/disqus",
        "mail/mbox",
        "mail/maildir",
    ),
    "reactions_on_yours": ("mail/mbox", "mail/maildir"),
    "mail": ("mail/mbox", "mail/maildir"),
    "meetings": ("calendar/events",),
}
"""Channel → the files (`source/reading`) that show it. Titles and what would fill the gap are in
the catalogue: `channel.<name>.title`, `channel.<name>.fill`."""


def shown_by(readings: set[str]) -> tuple[str, ...]:
    """The channels that these files (`source/reading`) show, in the order of `CHANNELS`."""
    return tuple(channel for channel, files in CHANNELS.items() if readings.intersection(files))
