"""What the drawings say in sentences, in labels and as a table."""

import datetime

import pytest

from vinculo.strands import (
    Exchange,
    Meeting,
    Promise,
    Reach,
    Step,
    Story,
    Unseen,
    as_rows,
    in_words,
    row_label,
)
from vinculo.strands.words import duration
from vinculo.wording import Wording


def day(year: int, month: int, on: int) -> float:
    return float((datetime.date(year, month, on) - datetime.date(1970, 1, 1)).days)


AS_OF = day(2026, 11, 22)
EN, ES = Wording("en"), Wording("es")
STORY = Story(
    AS_OF,
    exchanges=(
        Exchange(day(2021, 3, 9) + 0.4, "theirs"),
        Exchange(day(2021, 6, 2), "mine"),
        Exchange(day(2022, 9, 1), "theirs"),
        Exchange(day(2026, 11, 18), "theirs"),
        Exchange(day(2026, 11, 18), "theirs"),
    ),
    reaches=(
        Reach(day(2019, 11, 14), "mine"),
        Reach(day(2020, 8, 1), "mine"),
        Reach(day(2020, 9, 1), "theirs"),
    ),
    unseen=(Unseen(day(2010, 1, 1), day(2019, 6, 3)), Unseen(day(2023, 1, 1), day(2024, 7, 1))),
    born=day(2019, 6, 3),
    meetings=(Meeting(day(2021, 6, 2), "Bilbao"),),
    steps=(Step("contact", day(2019, 6, 3)), Step("interlocutor", day(2021, 3, 9))),
    promises=(Promise(day(2021, 6, 2), day(2021, 7, 1), "theirs", "kept"),),
)


def test_a_story_is_told_in_whole_sentences() -> None:
    """Link, what was in vain before the first answer, exchanges (each once), the longest silence that
    could be seen, meetings, and where no file reaches."""
    assert in_words(STORY, EN) == (
        "It begins on 3 June 2019. You reached out 2 times and nobody answered until 9 March 2021. "
        "They reached out to you once before the first answer, on 9 March 2021. "
        "4 exchanges since 9 March 2021. The longest silence, 3 years, ended on 18 November 2026. "
        "The last one was on 18 November 2026. You met once. Before 3 June 2019 no file reaches. "
        "From 1 January 2023 to 1 July 2024 no file reaches."
    )


def test_the_same_story_is_told_in_spanish() -> None:
    """Nobody's gender is guessed."""
    told = in_words(STORY, ES)
    assert told.startswith(
        "Empieza el 3 de junio de 2019. Lo intentaste 2 veces y nadie contestó hasta el 9 de marzo"
    )
    assert "El silencio más largo, de 3 años, acabó el 18 de noviembre de 2026." in told


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (
            Story(AS_OF, born=AS_OF - 100),
            "It begins on 14 August 2026. Nobody has answered yet: it is worth exactly 0.",
        ),
        (Story(AS_OF), "Nobody has answered yet: it is worth exactly 0."),
        (
            Story(AS_OF, unseen=(Unseen(0.0, AS_OF + 9),)),
            "No file you have imported could have seen anything between you.",
        ),
        (
            Story(AS_OF, (Exchange(AS_OF - 400, "mine"),), ended=AS_OF - 10),
            "It begins on 18 October 2025. One exchange, on 18 October 2025. Silence since 18 October 2025: "
            "13 months, the longest so far. You marked it as ended on 12 November 2026.",
        ),
        (
            Story(AS_OF, reaches=(Reach(AS_OF - 1, "theirs"),), unseen=(Unseen(AS_OF - 0.5, AS_OF),)),
            "It begins on 21 November 2026. They reached out to you once. Nobody has answered yet: "
            "it is worth exactly 0. After 21 November 2026 no file reaches.",
        ),
        (Story(AS_OF, born=AS_OF + 50), "Nobody has answered yet: it is worth exactly 0."),
    ],
)
def test_every_kind_of_story_has_its_words(story: Story, told: str) -> None:
    """Zero is said as zero, the unobservable as unobservable, the end as an end; what is still to come
    is not told."""
    assert in_words(story, EN) == told


@pytest.mark.parametrize(
    ("story", "label"),
    [
        (STORY, "Ada: 1 exchange in 4 years"),
        (STORY._replace(as_of=day(2025, 1, 1)), "Ada: no exchange in 4 years"),
        (Story(AS_OF, born=AS_OF - 100), "Ada: nobody has answered yet"),
        (Story(AS_OF, unseen=(Unseen(0.0, AS_OF),)), "Ada: not observable"),
        (
            Story(AS_OF, reaches=(Reach(AS_OF - 3, "mine"),), unseen=(Unseen(0.0, AS_OF),)),
            "Ada: nobody has answered yet",
        ),
        (Story(AS_OF, (Exchange(AS_OF + 1, "mine"),)), "Ada: nobody has answered yet"),
    ],
)
def test_a_row_says_its_name_and_its_exchanges(story: Story, label: str) -> None:
    """Exchanges inside the four years only; none at all, and none that could have been seen, are told
    apart."""
    assert row_label(story, "Ada", AS_OF - 1461, AS_OF, EN) == label


def test_a_name_of_ten_thousand_letters_is_cut() -> None:
    """A row's label stays a label."""
    assert len(row_label(STORY, "Aa " * 4000, AS_OF - 1461, AS_OF, EN)) < 120


def test_the_table_tells_the_same_in_order_of_time() -> None:
    """Every mark of the drawing has a row."""
    rows = as_rows(STORY, EN)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert [(row.date, row.what) for row in rows] == [
        ("1 January 2010", "No file reaches from here to 3 June 2019"),
        ("3 June 2019", "Linked"),
        ("3 June 2019", "Stage: Contact"),
        ("14 November 2019", "You reached out; no answer"),
        ("1 August 2020", "You reached out; no answer"),
        ("1 September 2020", "They reached out; no answer"),
        ("9 March 2021", "Stage: Interlocutor"),
        ("9 March 2021", "Exchange; they answered"),
        ("2 June 2021", "Exchange; you answered"),
        ("2 June 2021", "met in Bilbao"),
        ("2 June 2021", "They promised, for 1 July 2021: kept"),
        ("1 September 2022", "Exchange; they answered"),
        ("1 January 2023", "No file reaches from here to 1 July 2024"),
        ("18 November 2026", "Exchange; they answered"),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0.2, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (59, "8 weeks"),
        (61, "2 months"),
        (456, "15 months"),
        (729, "2 years"),
        (1300, "4 years"),
    ],
)
def test_time_is_told_in_its_natural_unit(days: float, said: str) -> None:
    """Days, weeks, months, years."""
    assert duration(days, EN) == said


def test_every_word_of_the_drawings_exists_in_both_languages() -> None:
    """A missing key would be shown as a key."""
    for wording in (EN, ES):
        for kind in ("conversation", "post", "group", "meeting", "event", "profile", "other", "promise"):
            assert wording.has(f"strands.lane.{kind}")
        for name in ("mine", "theirs", "crossed", "apart", "zero", "met", "unseen"):
            assert wording.has(f"strands.key.{name}")
        for side in ("mine", "theirs"):
            for state in ("open", "kept", "broken"):
                assert wording.has(f"strands.table.promise_{side}_{state}")
            assert wording.has(f"strands.table.reach_{side}")
            assert wording.has(f"strands.table.exchange_{side}")
            assert "{" not in wording.say_count(f"strands.words.reached_{side}", 2)
            assert "{" not in wording.say_count(f"strands.words.reached_{side}_before", 2, date="")
