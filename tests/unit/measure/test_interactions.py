"""What counts as contact, and what it costs."""

import pytest
from properties.histories import MINE, NOBODYS, handle, measured, people
from properties.oracle import DAY, Row, Scale

from vinculo.measure.decay import DECAY_ONE, decay_table
from vinculo.measure.interactions import CODES, KINDS, UNJUDGED_DEPTH_PCT, kind_table

ME, MINE_TOO = MINE
ANA, BO = handle(1), handle(2)
NEXT_YEAR = Scale(365 * DAY)


def from_me(kind, at, **told):
    """An entry that goes from the owner to the first person."""
    return Row(told.pop("id", at), kind, at, ME, told.pop("to", ANA), fold=told.pop("fold", at), **told)


def from_her(kind, at, **told):
    """An entry that goes from the first person to the owner."""
    return Row(told.pop("id", at), kind, at, ANA, ME, fold=told.pop("fold", at), **told)


def numbers(*rows):
    """The numbers of each relationship: tie → name → number."""
    return measured(rows, people(3), NEXT_YEAR)


def test_what_is_an_exchange_is_given_freely():
    """Both halves of a reply are at least half voluntary: no kind of exchange is less."""
    exchanges = [kind for kind in KINDS.values() if kind.is_exchange]
    assert exchanges
    assert min(kind.voluntary_pct for kind in exchanges) >= 50


def test_clicks_and_openings_answer_nobody():
    """What a platform offers as a click, and what is said to nobody in particular, is no exchange."""
    silent = {key for key, kind in KINDS.items() if not (kind.is_exchange or kind.is_aside)}
    links = {"connect", "accept", "follow", "invitation"}
    clicks = {"reaction", "vote", "endorsement", "repost"}
    assert silent == links | clicks | {"post", "article"}


def test_live_kinds_are_private_exchanges_of_both_sides():
    """Whoever is there speaks and listens; how long it was makes the minutes."""
    live = [kind for kind in KINDS.values() if kind.is_live]
    assert len(live) == 6
    for kind in live:
        assert kind.is_exchange
        assert kind.is_symmetric
        assert kind.is_private
        assert kind.cost == "duration"
    assert {kind.key for kind in KINDS.values() if kind.is_physical} == {"meeting_in_person"}


def test_only_texts_are_threaded_and_nobody_answers_in_two_directions_at_once():
    """The kernel reads words of one side at a time in a thread."""
    threaded = [kind for kind in KINDS.values() if kind.is_threaded]
    assert threaded
    for kind in threaded:
        assert kind.is_exchange
        assert kind.cost == "text"
        assert not kind.is_symmetric


def test_the_table_of_kinds_says_what_the_definitions_say():
    """One row per kind in order, numbers only."""
    told = kind_table().to_pylist()
    assert [row["kind"] for row in told] == list(KINDS)
    assert [row["code"] for row in told] == list(CODES.values()) == list(range(len(KINDS)))
    message = next(row for row in told if row["kind"] == "message")
    assert (message["is_text"], message["exchange"], message["private"], message["voluntary_pct"]) == (
        1,
        1,
        1,
        90,
    )


@pytest.mark.parametrize(("words", "centiminutes"), [(60, 400), (12, 147)])
def test_a_comment_on_a_post_costs_writing_and_reading(words, centiminutes):
    """60 words on a post of 200 are 60 / 19 + 200 / 238 = 4.00 minutes; 12 words are 1.47."""
    post = Row(1, "post", DAY, ME, None, place=7, fold=1, words=200)
    found = numbers(post, from_her("comment", 2 * DAY, place=7, words=words))
    assert found[1]["centiminutes_in"] == centiminutes
    assert found[1]["centiminutes_out"] == 0


@pytest.mark.parametrize(("words", "centiminutes"), [(60, 400), (12, 147)])
def test_a_letter_that_answers_a_letter_costs_writing_and_reading(words, centiminutes):
    """The message answered is the other side's last in the same conversation."""
    found = numbers(
        from_me("message", DAY, place=7, words=200),
        from_her("message", 2 * DAY, place=7, words=words),
    )
    assert found[1]["centiminutes_in"] == centiminutes


def test_a_text_is_read_once():
    """Of three messages in a row, only the first has read what it answers."""
    found = numbers(
        from_me("message", DAY, place=7, words=238),
        *(from_her("message", 2 * DAY + n, place=7) for n in range(3)),
    )
    assert found[1]["centiminutes_in"] == 100


def test_a_post_is_read_by_the_first_comment_and_not_by_the_answer_to_it():
    """Whose post it is matters: my own I have read."""
    found = numbers(
        Row(1, "article", DAY, ANA, None, place=7, fold=1, words=238),
        from_me("comment", 2 * DAY, place=7),
        from_her("comment", 3 * DAY, place=7),
    )
    assert found[1]["centiminutes_out"] == 100
    assert found[1]["centiminutes_in"] == 0


def test_a_fuller_telling_of_a_post_from_tomorrow_was_not_read_today():
    """What an export told later of the same post changes no number of the past."""
    rows = [
        Row(1, "post", DAY, ME, None, place=7, fold=1, words=238),
        from_her("comment", 2 * DAY, place=7),
        Row(3, "post", 9 * DAY, ME, None, place=7, fold=3, words=2_380),
    ]
    today, later = (measured(rows, people(3), Scale(day * DAY))[1] for day in (5, 10))
    assert (today["centiminutes_in"], later["centiminutes_in"]) == (100, 1_000)


def test_time_that_goes_to_several_is_divided():
    """One mail to five people is a fifth of it for each; so is an hour in company."""
    found = numbers(
        from_me("email", DAY, words=95, targets=5),
        from_me("meeting_in_person", 2 * DAY, to=BO, duration_s=3_600, targets=4),
    )
    assert found[1]["centiminutes_out"] == 100
    assert found[2]["centiminutes_in"] == found[2]["centiminutes_out"] == 1_500


def test_no_happening_costs_more_than_a_day():
    """A meeting that a broken calendar never ended is a day at most."""
    found = numbers(from_me("meeting", DAY, duration_s=10**8))
    assert found[1]["centiminutes_in"] == 24 * 60 * 100


def test_an_unknown_duration_has_its_convention():
    """A call of which nobody said how long it was is five minutes, a meeting half an hour."""
    found = numbers(from_me("call", DAY), from_me("meeting", DAY, to=BO))
    assert found[1]["centiminutes_out"] == 500
    assert found[2]["centiminutes_out"] == 3_000


def test_a_live_exchange_is_answered_in_itself():
    """One call and the two are interlocutors; each side began the day."""
    row = numbers(from_me("call", DAY, duration_s=600))[1]
    assert row["first_reply_at"] == row["close_at"] == row["begun_by_me_at"] == row["begun_by_them_at"] == DAY
    assert (row["exchanges_in"], row["exchanges_out"], row["live_exchanges"]) == (1, 1, 1)
    assert row["last_side"] == 3


def test_a_return_opens_the_gate():
    """What somebody brought is an exchange in itself, whoever noted it."""
    row = numbers(from_me("return", DAY))[1]
    assert row["returns"] == 1
    assert row["interlocutor_at"] == DAY
    assert row["centiminutes_in"] == 0


def test_a_link_is_no_answer():
    """Both clicked, and nothing was said."""
    row = numbers(from_me("connect", DAY), from_her("reaction", 2 * DAY), from_me("reaction", 3 * DAY))[1]
    assert row["linked_at"] == DAY
    assert (row["events_in"], row["events_out"]) == (2, 2)
    assert row["exchanges_in"] == row["exchanges_out"] == row["active_days"] == 0
    assert row["interlocutor_at"] is None


def test_a_private_note_is_about_somebody_and_between_nobody():
    """It makes the relationship known and counts in neither direction."""
    row = numbers(from_me("note", DAY, words=500))[1]
    assert row["first_at"] == DAY
    assert row["events_in"] == row["events_out"] == row["centiminutes_out"] == 0


def test_two_tellings_of_one_happening_count_once_and_the_fuller_is_believed():
    """Same natural key, same two persons, same direction: most words, earliest instant, most recipients."""
    tellings = [
        from_her("message", 2 * DAY, id=9, fold=1, words=0, targets=1),
        from_her("message", 2 * DAY + 30, id=4, fold=1, words=190, targets=2, place=7),
    ]
    for order in (tellings, tellings[::-1]):
        row = numbers(*order)[1]
        assert (row["events_in"], row["first_at"], row["threads"]) == (1, 2 * DAY, 1)
        assert row["centiminutes_in"] == 500


def test_a_meeting_told_by_both_calendars_is_one_meeting():
    """Whoever is named as the convener; and the more definite kind is believed."""
    row = numbers(
        from_me("meeting", DAY, id=1, fold=5, duration_s=1_800),
        from_her("meeting_in_person", DAY, id=2, fold=5),
    )[1]
    assert (row["live_exchanges"], row["physical_meetings"]) == (1, 1)
    assert row["centiminutes_in"] == 3_000


def test_everybody_at_a_meeting_was_met_whoever_called_it():
    """Somebody else called it, also somebody unknown: I met all who were asked along."""
    for convener in (BO, None, NOBODYS):
        guests = [
            Row(1, "meeting_remote", DAY, convener, guest, fold=1, targets=2) for guest in (MINE_TOO, ANA)
        ]
        found = numbers(*guests)
        assert found[1]["live_exchanges"] == 1
        assert (2 in found) == (convener == BO)


def test_being_named_together_is_not_having_met():
    """A project that somebody agreed with me and with others is not mine with the others."""
    found = numbers(*(Row(1, "project_agreed", DAY, BO, guest, fold=1) for guest in (ME, ANA)))
    assert set(found) == {2}


def test_what_third_persons_do_among_themselves_is_no_relationship_of_the_owner():
    """Nor what the owner does with themselves, nor what is hidden."""
    known = from_me("message", DAY)
    found = numbers(
        known,
        Row(2, "message", DAY, ANA, BO, fold=2),
        Row(3, "meeting", DAY, BO, ANA, fold=3),
        Row(4, "message", DAY, ME, MINE_TOO, fold=4),
        Row(5, "message", DAY, BO, None, fold=5),
        Row(6, "message", DAY, None, ME, fold=6),
    )
    assert found == numbers(known)


def test_a_kind_that_nobody_defined_is_refused():
    """Rather than left out without a word."""
    with pytest.raises(ValueError, match="smoke_signal"):
        numbers(from_me("message", DAY)._replace(kind="smoke_signal"))


def test_a_deep_text_counts_twice_a_shallow_one():
    """Minutes x how freely x (1 + depth) / 2: ten minutes of a comment are 5, 7.5 or 10."""
    for depth, minutes in ((0, 5.0), (50, 7.5), (100, 10.0)):
        row = numbers(from_me("comment", DAY, words=190, depth=depth))[1]
        assert row["centiminutes_out"] == 1_000
        assert effort_of(row) == minutes


def effort_of(row):
    """What the owner put in, in minutes, on the day of the event."""
    return row["slow_out"] / DECAY_ONE / 100 / 100 / SLOWLY


SLOWLY = decay_table(DAY).to_pydict()["slow"][365 - 1] / DECAY_ONE


def test_a_text_that_nobody_judged_has_the_depth_of_its_kind():
    """A network tells who wrote to whom and no words; a call needs none."""
    comment, call = numbers(
        from_me("comment", DAY, words=190), from_me("call", DAY, to=BO, id=2, duration_s=600)
    ).values()
    assert effort_of(comment) == 10 * (100 + UNJUDGED_DEPTH_PCT) / 200
    assert effort_of(call) == 10 * 0.9 * 1.6 / 2


def test_what_is_canned_is_no_exchange_and_answers_nothing():
    """A greeting that a platform proposes costs a click; an answer to it answers nobody."""
    row = numbers(
        from_me("message", DAY, place=7, words=190, depth=90, canned=1),
        from_her("message", 2 * DAY, place=7, words=19, depth=0),
    )[1]
    assert (row["exchanges_out"], row["private_exchanges"], row["centiminutes_out"]) == (0, 1, 5)
    assert row["interlocutor_at"] is None
    assert row["centiminutes_in"] == 100


def test_a_deep_comment_is_close_and_a_shallow_one_is_not():
    """What makes a bond is something private, live, or deep."""
    for depth, is_close in ((49, False), (50, True)):
        row = numbers(from_me("comment", DAY, words=19, depth=depth))[1]
        assert (row["close_at"] is not None) == is_close
