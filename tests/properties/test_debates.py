"""What must be true of every debate, whatever happened in it."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.api.test_debates import ANA, BLOG, FIRST, IS_OWNER, LUC, OWN, POSTED, as_of, filled

from vinculo.ledger import Ledger
from vinculo.model import Event

PLACES = (BLOG, POSTED)
KINDS = ("comment", "comment", "reaction", "mention", "article")
SOURCES = ("wordpress", "linkedin", "mail")
happenings = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, 5), st.sampled_from((OWN, ANA, LUC)),
        st.sampled_from((OWN, ANA, LUC)), st.sampled_from(PLACES), st.sampled_from(SOURCES),
    ),
    max_size=14,
)  # fmt: skip


def entries(drawn):
    """The owner, and these happenings, each with its source."""
    told = [(IS_OWNER, "wordpress")]
    for nth, (kind, day, hour, who, whom, place, source) in enumerate(drawn):
        at = FIRST + day * 86_400 + hour * 3_600
        to = () if kind == "article" or whom == who else (whom,)
        told.append((Event(kind, at, "second", "written", who, to, f"{kind}|{nth}", place, "words"), source))
    return tuple(told)


@given(happenings, st.integers(0, 32))
@settings(max_examples=8, deadline=None)
def test_a_day_sees_nothing_of_what_comes_after(drawn, day):
    """The debates as of a day are those of a ledger that ends there, and every number keeps its bounds."""
    whole = entries(drawn)
    end = FIRST - 3_600 + day * 86_400
    before = tuple(pair for pair in whole if not isinstance(pair[0], Event) or pair[0].at < end)
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "whole.sqlite") as one,
        Ledger.open(Path(folder) / "then.sqlite") as two,
    ):
        seen, then = as_of(filled(one, whole), day), as_of(filled(two, before), day)
    assert seen == then
    for debate in seen.debates:
        assert (debate.came is None) == (debate.shows == "none")
        if debate.came is not None:
            assert 0 <= debate.came_back <= debate.came == len(debate.visitors)
            assert 0 <= debate.began <= debate.came
        for visitor in debate.visitors:
            assert visitor.days == tuple(sorted(set(visitor.days)))
            assert visitor.came_back == (len(visitor.days) > 1)
    assert all(year.came_back <= year.came for year in seen.years)
    assert [year.year for year in seen.years] == sorted({year.year for year in seen.years})
