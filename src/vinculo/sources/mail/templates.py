"""LinkedIn's mail templates: which mail tells of what.

A template's name is the same in every language. Seen in real mails of 2016 to 2026 are the names
in `_KINDS`; those of comments and reactions on one's own posts were never seen, so they are read
from the words of the name, and whatever is not understood is kept under its name for the owner to
rule on, never guessed.
"""

import re

from vinculo.sources.mail.message import Mail

_VERSION = re.compile(r"_(?:v?\d{1,3})$")
_KINDS = {
    "email_m2m_invite_single": "invitation",
    "invite_guest": "invitation",
    "email_accept_invite_single": "accept",
    "email_member_message": "message",
    "email_hire_inmail_initial_single": "message",
    "email_notification_single_mentioned_you_in_this": "mention",
}
_REPEATED = ("email_m2m_invite_reminder", "email_m2m_invite_digest")
_NOT_PERSONAL = (
    *("email_notification_digest", "email_notification_single_search_appearance", "email_weekly_analytics"),
    *("email_network_conversations", "email_pymk", "email_groups_recommended", "email_editorial_"),
    *(
        "email_series_follow_newsletter",
        "email_job_",
        "email_jobs_",
        "jobs_",
        "email_lss_",
        "email_application_",
    ),
    *("connection_suggestion", "email_career_insights", "b2_"),
)
_SINGLE = "email_notification_single_"

UNKNOWN = "linkedin_notification"
"""An event of which only the template's name is known. It is no exchange."""


def template_of(mail: Mail, slots: list[str]) -> str:
    """The name of the template: by its own field, else by the links, which begin with it."""
    named = mail.get("x-linkedin-template", "").strip().lower()
    if named:
        return named[:100]
    return next((slot.partition("-")[0].lower()[:100] for slot in slots if slot), "")


def kind_of(template: str, mail_class: str) -> str:
    """The kind of event that the template tells of, `UNKNOWN`, or `""` for noise (see `noise_of`)."""
    stem = _VERSION.sub("", template)
    if noise_of(template, mail_class):
        return ""
    if stem in _KINDS:
        return _KINDS[stem]
    if stem.startswith(_SINGLE):
        return _notified(set(stem.removeprefix(_SINGLE).split("_")))
    return {"INMAIL": "message", "INVITE-GUEST": "invitation"}.get(mail_class.upper(), UNKNOWN)


def noise_of(template: str, mail_class: str) -> str:
    """The kind of noise: a reminder of what was told before, or news of no person; empty if neither."""
    if template.startswith(_REPEATED):
        return "linkedin_reminder"
    is_digest = _VERSION.sub("", template).endswith("_digest") and "messag" not in template
    if template.startswith(_NOT_PERSONAL) or is_digest or mail_class.upper() == "SAVEDSEARCH":
        return "linkedin_digest"
    return ""


def _notified(words: set[str]) -> str:
    """The kind by the words of a notification's name, where they say that it was the owner's turn."""
    if not words & {"you", "your"}:
        return UNKNOWN
    for beginnings, kind in (
        (("mention", "tagged"), "mention"),
        (("comment", "replied", "reply"), "comment"),
        (("react", "liked", "like"), "reaction"),
    ):
        if any(word.startswith(beginnings) for word in words):
            return kind
    return UNKNOWN
