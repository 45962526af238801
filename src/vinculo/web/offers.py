"""What a field of a form offers out of the ledger: kinds of return, places, hopes, people."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vinculo import api
from vinculo.strands.svg import plain
from vinculo.web.forms import Field, Form
from vinculo.web.window import View, Window

MOST_PLACES = 60
"""Places that are offered, the latest first."""
LONGEST = 120


class Offer(NamedTuple):
    """Something that may be chosen: what is told to the ledger, and how it is called on the page."""

    value: str
    label: str


def offers(window: Window, view: View, form: Form, person: str) -> Mapping[str, tuple[Offer, ...]]:
    """Field → what it offers, for a form about one person; a text field may say something else."""
    return {
        field.name: _offered(window, view, field, person)
        for field in form.fields
        if field.choices or field.offered
    }


def meant(said: str, among: Iterable[Offer]) -> str:
    """The value of what was said, if it is the label of one of these; otherwise what was said."""
    return next((one.value for one in among if one.label == said.strip()), said)


def distinct(named: Iterable[tuple[str, str, str]]) -> tuple[Offer, ...]:
    """Offers out of values with a label each, and with what tells two of one label apart."""
    told = tuple(named)
    labels = [label for _, label, _ in told]
    return tuple(
        Offer(value, label if labels.count(label) == 1 else f"{label} ({apart})")
        for value, label, apart in told
    )


def _offered(window: Window, view: View, field: Field, person: str) -> tuple[Offer, ...]:
    say = view.wording.say
    fixed = tuple(Offer(choice, say(field.word(choice))) for choice in field.choices)
    match field.offered:
        case "kinds":
            known = {one.value for one in fixed}
            return (*fixed, *(Offer(own, own) for own in window.reading.kinds() if own not in known))
        case "places":
            return _places(window, view, person)
        case "hopes":
            return _hopes(window, view, person)
        case _:
            return fixed


def _places(window: Window, view: View, person: str) -> tuple[Offer, ...]:
    been = [
        one
        for one in window.reading.places(view.on)
        if plain(one.title, LONGEST) and person in {id_ for id_, _ in one.people}
    ]
    return distinct((one.id, plain(one.title, LONGEST), one.last_on) for one in been[:MOST_PLACES])


def _hopes(window: Window, view: View, person: str) -> tuple[Offer, ...]:
    """The hopes that may have come true or failed with this; nothing where there are none."""
    hopes = []
    for one in window.reading.brought(view.on, "person").returns:
        if one.status == "expected" and person in {id_ for id_, _ in one.people}:
            amount = f"{view.wording.number(one.amount)} {one.unit or kind(view, one.dimension)}"
            hopes.append((one.key, plain(f"{one.text}, {amount}" if one.text else amount, LONGEST), one.on))
    return (Offer("", view.wording.say("web.option.no_hope")), *distinct(hopes)) if hopes else ()


def kind(view: View, name: str) -> str:
    """What a kind of return is called: its title, or the owner's own word."""
    key = f"dimension.{name}"
    return view.wording.say(key) if view.wording.has(key) else name


def took_part(view: View, one: api.ReturnShown) -> tuple[Offer, ...]:
    """Those among whom a return may be shared out: who took part, whom the owner named, and nobody."""
    people = dict(person for person, _ in one.took_part if person) | dict(one.people)
    named = distinct((id_, plain(name, 60), id_) for id_, name in people.items() if plain(name, 60))
    return (*named, Offer("nobody", view.wording.say("page.returns.unattributed")))
