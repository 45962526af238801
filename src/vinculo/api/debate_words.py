"""Debates in sentences, the same on every face."""

from vinculo.api.debates import Debate, Debates
from vinculo.wording import Wording


def headline(wording: Wording, found: Debates) -> str:
    """How many came to the debates that can be seen, and how many of them came back."""
    seen = sum(one.shows != "none" for one in found.debates)
    back = sum(one.came_back for one in found.visitors)
    return wording.say_count(
        "debates.headline", len(found.visitors), back=wording.number(back), debates=wording.number(seen)
    )


def told(wording: Wording, one: Debate, *, with_minutes: bool = True) -> list[str]:
    """One debate in sentences: who came and came back, what began there, how deep it went."""
    if one.came is None:
        return [wording.say("web.places.unseen_here")]
    if not one.came:
        return [wording.say("debates.nobody")]
    back = wording.number(one.came_back) if one.came_back else ""
    said = [wording.say_count("debates.came" if back else "debates.came_once_only", one.came, back=back)]
    if one.shows == "some":
        said.append(wording.say("debates.partly"))
    said.append(
        wording.say_count("debates.began", one.began) if one.began else wording.say("debates.began_none")
    )
    if one.turns and with_minutes:
        times = {"theirs": wording.minutes(one.minutes_in), "yours": wording.minutes(one.minutes_out)}
        said.append(wording.say_count("debates.depth", one.turns, **times))
    return said


def counted(wording: Wording, one: Debate, n: int | None) -> str:
    """A number of people: a least number where not everything was told."""
    if n is None:
        return wording.say("debates.not_observable")
    if one.shows == "all":
        return wording.number(n)
    return wording.say("debates.at_least", n=wording.number(n)) if n else wording.say("debates.perhaps")
