"""Mails of LinkedIn's that wait for the owner's word: of an unknown template, or of doubtful origin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vinculo.api.answers import day_of
from vinculo.errors import Refusal
from vinculo.ledger import Ledger, read, tell
from vinculo.measure import notices
from vinculo.measure.notices import MEANINGS, Word
from vinculo.model import Batch, Handle, Ruling

__all__ = [
    "MEANINGS",
    "DoubtfulMails",
    "Sample",
    "UnknownTemplate",
    "doubtful_mails",
    "rule_genuine",
    "rule_template",
    "unknown_templates",
]

_ALWAYS = 2**62
"""An instant after every other: a word about how to read holds on whatever day."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail of several that are alike: the latest."""

    who: str
    """The name that it shows as the actor's; empty where it shows none."""
    on: str
    subject: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class UnknownTemplate:
    """Mails of one template that nobody has named, and what the owner says it means."""

    template: str
    """`?` stands for all mails that name none."""
    mails: int
    means: str | None
    """One of `MEANINGS`; None until the owner says: such mails count for nothing."""
    sample: Sample


@dataclass(frozen=True, slots=True)
class DoubtfulMails:
    """Mails that nothing shows to be LinkedIn's, sent off by one server with one template."""

    group: str
    """`mail.example/email_accept_invite_single_01`; `?` stands for what they do not tell."""
    mails: int
    is_genuine: bool | None
    """None until the owner says: they count for nothing, as if they were not genuine."""
    kinds: tuple[str, ...]
    """What they tell of."""
    sample: Sample


def unknown_templates(ledger: Ledger) -> tuple[UnknownTemplate, ...]:
    """Every template that waits or waited for the owner's word; what waits, and most mails, first."""
    told, word = _told(ledger)
    groups: dict[str, list[read.Told]] = {}
    for one in told:
        doubts = notices.is_doubtful(one) and not word.is_genuine.get(notices.group_of(one), False)
        if one.kind == notices.UNNAMED and not doubts:
            groups.setdefault(notices.template_of(one), []).append(one)
    samples = _latest(ledger, groups)
    found = [
        UnknownTemplate(template, len(ones), word.meanings.get(template), samples[template])
        for template, ones in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.means is not None, -one.mails, one.template)))


def doubtful_mails(ledger: Ledger) -> tuple[DoubtfulMails, ...]:
    """Every group of doubtful mails; what waits for the owner's word, and most mails, first."""
    told, word = _told(ledger)
    groups: dict[str, list[read.Told]] = {}
    for one in told:
        if notices.is_doubtful(one):
            groups.setdefault(notices.group_of(one), []).append(one)
    samples = _latest(ledger, groups)
    found = [
        DoubtfulMails(
            group,
            len(ones),
            word.is_genuine.get(group),
            tuple(sorted({one.kind for one in ones})),
            samples[group],
        )
        for group, ones in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.is_genuine is not None, -one.mails, one.group)))


def rule_template(ledger: Ledger, template: str, means: str, now: int) -> Batch:
    """The owner says what a template means: one of `MEANINGS`, for all its mails, past and future.

    Raises Refusal for a template of which there is no mail, or a meaning that there is not.
    """
    if means not in MEANINGS:
        raise Refusal("refusal.unknown_meaning", said=means, known=", ".join(MEANINGS))
    if template not in {one.template for one in unknown_templates(ledger)}:
        raise Refusal("refusal.no_such_notices", said=template)
    facts = (("means", means), ("template", template))
    return _rule(ledger, notices.TEMPLATE, facts, f"notices {template} --means {means}", now)


def rule_genuine(ledger: Ledger, group: str, now: int, *, is_genuine: bool) -> Batch:
    """The owner says whether a group of doubtful mails is LinkedIn's. Raises Refusal where there is no
    such group."""
    if group not in {one.group for one in doubtful_mails(ledger)}:
        raise Refusal("refusal.no_such_notices", said=group)
    kind = notices.GENUINE if is_genuine else notices.NOT_GENUINE
    option = "--genuine" if is_genuine else "--not-genuine"
    return _rule(ledger, kind, (("group", group),), f"notices {group} {option}", now)


def _rule(ledger: Ledger, kind: str, facts: tuple[tuple[str, str], ...], what: str, now: int) -> Batch:
    """Told after every earlier word, also where two fall into one second: the latest holds."""
    at = max([now, *(told_at + 1 for _, told_at, _, _ in read.rulings(ledger) if told_at >= now)])
    return tell(ledger, "owner", [(Ruling(kind, (), at, facts), 0)], what, now)


def _told(ledger: Ledger) -> tuple[list[read.Told], Word]:
    return read.told_by(ledger, "mail", _ALWAYS, but="email"), notices.word_of(read.rulings(ledger))


def _latest(ledger: Ledger, groups: Mapping[str, Sequence[read.Told]]) -> dict[str, Sample]:
    """The latest mail of each group."""
    latest = {name: max(ones, key=lambda one: (one.at, one.id)) for name, ones in groups.items()}
    handles = read.handles_of(ledger, [one.sender for one in latest.values() if one.sender is not None])
    return {name: _sample(one, handles.get(one.sender or 0)) for name, one in latest.items()}


def _sample(told: read.Told, actor: Handle | None) -> Sample:
    return Sample(
        who=(actor.shown or actor.value) if actor else "",
        on=day_of(told.at),
        subject=told.facts.get("subject", ""),
        file=told.origin.file,
        line=told.origin.line,
    )
