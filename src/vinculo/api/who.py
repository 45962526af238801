"""Who is who: what the owner is asked, and what they answer.

Answers are rulings, anchored on handles, with undo. Whoever they make one, or two, is derived again,
and every number follows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from vinculo.api.somebody import (
    Known,
    Somebody,
    Spelled,
    anchor_of,
    bearer,
    handle_meant,
    handles_of,
    known,
    somebody,
    strongest,
    whom,
)
from vinculo.errors import Refusal
from vinculo.identity import Match, Question
from vinculo.identity.normalize import key_of, name_key
from vinculo.identity.rulings import DIFFERENT, LATER, SAME, Parted, node_of
from vinculo.ledger import Ledger, read, tell
from vinculo.ledger.digest import digest64
from vinculo.model import Batch, Handle, Ruling

__all__ = [
    "Asked", "Known", "Pairing", "Somebody", "Speaks", "Spelled", "WhoShown", "accept", "anchor_of", "answer",
    "handles_of", "known", "likely", "odds", "question", "questions", "rule", "shown", "somebody", "split",
    "strength", "whom",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaks:
    """What speaks for two being one, or against."""

    key: str
    """Below `match.part.` of the catalogue."""
    bits: float
    """log2 of how much likelier this is of one human; negative speaks against."""
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two that may be one human."""

    one: str
    other: str
    """Ids of persons; `one` is empty where a mere name is asked about."""
    anchors: tuple[str, str]
    """Handle ids that an answer is anchored on."""
    p: float
    bits: float
    parts: tuple[Speaks, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the owner: are these one human, or which of these is meant by a name?"""

    id: str
    """The same as long as the same is asked."""
    name: str
    """The mere name that is asked about; empty where persons are."""
    people: tuple[Somebody, ...]
    pairings: tuple[Pairing, ...]
    gain: float
    is_put_off: bool


@dataclass(frozen=True, slots=True)
class WhoShown:
    """A person's handles, and who else they may be."""

    person: Somebody
    candidates: tuple[Asked, ...]


def questions(told: Known) -> tuple[Asked, ...]:
    """What is open, the answer that changes most first; what was put off comes after all else."""
    put_off = {nodes: place for place, nodes in enumerate(told.settled.later)}
    found = []
    apart = Parted()
    for one, other in told.settled.different:
        apart.part(node_of(told.handles[one]), node_of(told.handles[other]))
    for place, question in enumerate(told.people.questions):
        if _is_answered(told, question, apart):
            continue
        nodes = frozenset(node_of(told.handles[id_]) for id_ in _anchors(told, question))
        when = put_off.get(nodes, -1)
        found.append((when, place, _asked(told, question, nodes, is_put_off=when >= 0)))
    return tuple(asked for *_, asked in sorted(found, key=lambda row: row[:2]))


def _is_answered(told: Known, question: Question, apart: Parted) -> bool:
    """Whether the owner has said of every two of them that they are two."""
    anchors = [node_of(told.handles[id_]) for id_ in _anchors(told, question)]
    named = [node_of(told.handles[id_]) for id_ in question.asked]
    pairs = product(named, anchors[len(named) :]) if named else combinations(anchors, 2)
    return all(apart.are_apart(one, other) for one, other in pairs)


def question(told: Known, id_: str) -> Asked:
    """The open question of this id. Raises Refusal where it is not open, or was answered."""
    for asked in questions(told):
        if asked.id == id_:
            return asked
    raise Refusal("refusal.no_such_question")


def shown(told: Known, who: str) -> WhoShown:
    """The handles of whom `who` means, and the open questions about them. Raises UnknownPerson."""
    person = whom(told, who)
    about = tuple(asked for asked in questions(told) if str(person) in {one.id for one in asked.people})
    return WhoShown(somebody(told, person), about)


def _anchors(told: Known, question: Question) -> tuple[int, ...]:
    """One handle for each that is asked about."""
    if question.asked:
        return (*question.asked, *(_anchor(told, question, person) for person in question.people))
    return tuple(_anchor(told, question, person) for person in question.people)


def _anchor(told: Known, question: Question, person: int) -> int:
    """The handle that speaks for a person: the one that their matches name, if any does."""
    for match in question.matches:
        for id_ in (match.one, match.other):
            if told.people.persons_of.get(id_) == (person,) and id_ not in question.asked:
                return id_
    return strongest(told, person)


def _asked(told: Known, question: Question, nodes: frozenset[str], *, is_put_off: bool) -> Asked:
    return Asked(
        str(digest64("\x1f".join(sorted(nodes)))),
        question.name if question.asked else "",
        tuple(somebody(told, person) for person in question.people),
        tuple(_pairing(told, question, match) for match in question.matches),
        question.gain,
        is_put_off,
    )


def _pairing(told: Known, question: Question, match: Match) -> Pairing:
    def person(id_: int) -> str:
        found = told.people.persons_of.get(id_, ())
        return "" if id_ in question.asked or len(found) != 1 else str(found[0])

    return Pairing(
        person(match.one),
        person(match.other),
        (str(match.one), str(match.other)),
        match.p,
        match.bits,
        tuple(Speaks(part.key, part.bits, dict(part.facts)) for part in match.parts),
    )


def rule(ledger: Ledger, told: Known, kind: str, who: Sequence[str], now: int) -> Batch:
    """Rules that all of these are one person (`same`), or as many persons (`different`).

    Raises UnknownPerson, and Refusal where fewer than two are named, or two that one handle names.
    """
    anchors = {anchor_of(told, one): None for one in who}
    nodes = {node_of(told.handles[id_]) for id_ in anchors}
    are_handles = all(handle_meant(told, one) is not None for one in who)
    if len(nodes) < 2 or (not are_handles and len({bearer(told, id_) for id_ in anchors}) < 2):
        raise Refusal("refusal.needs_two")
    return _tell(ledger, told, [(kind, tuple(anchors))], kind, now)


def answer(
    ledger: Ledger, told: Known, asked: Asked, kind: str, now: int, people: Sequence[str] = ()
) -> Batch:
    """Answers an open question: `same`, `different` or `later`, of all its people or of these.

    Where a mere name is asked about, `same` takes exactly one person: whom the name means. Raises
    Refusal for any other answer, or people that are not asked about.
    """
    if kind not in {SAME, DIFFERENT, LATER}:
        raise Refusal("refusal.unknown_answer", said=kind)
    meant = [question for question in told.people.questions if _is_asked(told, question, asked)]
    if not meant or not set(people) <= {one.id for one in asked.people}:
        raise Refusal("refusal.no_such_question")
    (question,) = meant
    chosen = [id_ for id_ in question.people if not people or str(id_) in people]
    return _tell(ledger, told, _rulings(told, question, kind, chosen), f"who {kind}", now)


def _rulings(
    told: Known, question: Question, kind: str, chosen: Sequence[int]
) -> list[tuple[str, tuple[int, ...]]]:
    if kind == LATER:
        return [(LATER, _anchors(told, question))]
    anchors = [_anchor(told, question, person) for person in chosen]
    if question.asked:
        if kind == SAME and len(anchors) != 1:
            raise Refusal("refusal.needs_one")
        return [(kind, (asked, anchor)) for asked in question.asked for anchor in anchors]
    if len(anchors) < 2:
        raise Refusal("refusal.needs_two")
    return [(kind, tuple(anchors))]


def _is_asked(told: Known, question: Question, asked: Asked) -> bool:
    nodes = {node_of(told.handles[id_]) for id_ in _anchors(told, question)}
    return str(digest64("\x1f".join(sorted(nodes)))) == asked.id


def split(ledger: Ledger, told: Known, who: str, groups: Sequence[Sequence[str]], now: int) -> Batch:
    """Splits a person into groups of their handles: each stays together, no two are one person.

    A group names handles by their keys, or as one types them; what is named in no group is one more.
    Raises UnknownPerson, and Refusal where a handle is not this person's or is in two groups, or
    where nothing would be split.
    """
    person = whom(told, who)
    mine: dict[str, list[int]] = {}
    for id_ in handles_of(told, person):
        mine.setdefault(node_of(told.handles[id_]), []).append(id_)
    named: dict[str, int] = {}
    for number, group in enumerate(groups):
        for said in group:
            node = _node_said(said, mine)
            if node is None:
                raise Refusal("refusal.not_their_handle", said=said)
            if named.setdefault(node, number) != number:
                raise Refusal("refusal.in_two_groups", said=said)
    parts: dict[int, list[int]] = {}
    for node, ids in sorted(mine.items()):
        parts.setdefault(named.get(node, len(groups)), []).append(ids[0])
    if len(parts) < 2:
        raise Refusal("refusal.nothing_to_split")
    rulings: list[tuple[str, tuple[int, ...]]] = [
        (SAME, tuple(ids)) for ids in parts.values() if len(ids) > 1
    ]
    rulings.append((DIFFERENT, tuple(ids[0] for ids in parts.values())))
    return _tell(ledger, told, rulings, "who split", now)


def _node_said(said: str, mine: dict[str, list[int]]) -> str | None:
    written = said.strip()
    spellings = (
        written,
        key_of(Handle("email" if "@" in written else "linkedin", written)),
        f"name:{name_key(written)}",
    )
    return next((node for node in spellings if node in mine), None)


def likely(told: Known, above: float) -> tuple[tuple[Asked, Pairing], ...]:
    """The pairs of open questions that are one human with at least this probability, the likeliest
    first; of a name, its one likeliest bearer. What was put off is left out, and so are several who
    would become one although not every two of them are that sure.

    Raises Refusal where `above` is no probability of more than one half.
    """
    if not 0.5 < above <= 1:
        raise Refusal("refusal.impossible_confidence", said=above)
    found = []
    for asked in questions(told):
        sure = [pairing for pairing in asked.pairings if pairing.p >= above and not asked.is_put_off]
        found += [(asked, pairing) for pairing in (sure[:1] if asked.name else _without_doubt(sure))]
    return tuple(sorted(found, key=lambda row: (-row[1].bits, row[1].anchors)))


def _without_doubt(sure: Sequence[Pairing]) -> list[Pairing]:
    """Of these pairs, those of which joining all makes nobody one with somebody they are not paired with."""
    joined = Parted()
    for pairing in sure:
        joined.join((pairing.one, pairing.other))
    people: dict[str, set[str]] = {}
    for one in {id_ for pairing in sure for id_ in (pairing.one, pairing.other)}:
        people.setdefault(joined.find(one), set()).add(one)
    pairs = Counter(joined.find(pairing.one) for pairing in sure)
    whole = {root for root, ids in people.items() if pairs[root] == len(ids) * (len(ids) - 1) // 2}
    return [pairing for pairing in sure if joined.find(pairing.one) in whole]


def accept(ledger: Ledger, told: Known, pairs: Sequence[tuple[Asked, Pairing]], now: int) -> Batch:
    """Rules that each of these pairs is one human, all at once: one undo takes all of it back.

    Raises Refusal where there are none.
    """
    if not pairs:
        raise Refusal("refusal.nothing_so_sure")
    rulings = [(SAME, (int(pairing.anchors[0]), int(pairing.anchors[1]))) for _, pairing in pairs]
    return _tell(ledger, told, rulings, "who accept", now)


def _tell(
    ledger: Ledger, told: Known, rulings: Sequence[tuple[str, tuple[int, ...]]], what: str, now: int
) -> Batch:
    """Later than every ruling there is, so that of two in one second the last word wins."""
    latest = max((at for _, at, _, _ in read.rulings(ledger)), default=0)
    at = max(now, latest + 1)
    entries = [
        (Ruling(kind, tuple(told.handles[id_] for id_ in about), at), 0)
        for kind, about in dict.fromkeys(rulings)
    ]
    return tell(ledger, "owner", entries, what, now)


FAR_BITS, CLEAR_BITS = 8.0, 3.0
"""From how many bits on one piece of evidence is called nearly decisive (256 to 1), and clear (8 to 1)."""
SURE, HOPELESS = 0.995, 0.005
"""Beyond these, a probability is told as more than 99 in 100, or fewer than 1."""


def strength(bits: float) -> str:
    """In which words a weight is told: the rest of a key below `who.strength.`."""
    size = "far" if abs(bits) >= FAR_BITS else "clear" if abs(bits) >= CLEAR_BITS else "hint"
    return f"{size}_{'for' if bits >= 0 else 'against'}"


def odds(p: float) -> tuple[str, int]:
    """In which words a probability is told: the rest of a key below `who.odds.`, and how many in 100."""
    if p >= SURE:
        return "more", 99
    if p < HOPELESS:
        return "fewer", 1
    return "about", round(100 * p)
