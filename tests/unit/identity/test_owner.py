"""Whose ledger this is, by the blogs that were imported."""

import pyarrow as pa

from vinculo.identity.evidence import owner_by_blog
from vinculo.model import Handle

AUTHOR = Handle("blogger", "07125536419028837465", "Irune")
GUEST = Handle("blogger", "01999999999999999999", "Zigor")
HANDLES = {1: AUTHOR, 2: GUEST, 3: Handle("name", "Irune"), 4: Handle("wordpress", "site|irune", "irune")}
NAMES = frozenset(("irune lezaun",))


def events(*told: tuple[str, int | None]) -> pa.Table:
    """Kind and sender of each."""
    kinds, senders = zip(*told, strict=True)
    return pa.table({"kind": pa.array(kinds), "sender": pa.array(senders, pa.int64())})


def test_whoever_alone_wrote_a_blog_under_a_part_of_the_owners_name_is_the_owner() -> None:
    """Comments by others, and by the same name without an account, change nothing; each kind of blog
    stands alone."""
    told = events(("article", 1), ("article", 1), ("comment", 2), ("comment", 3), ("article", None))
    assert owner_by_blog(NAMES, told, HANDLES) == [1]
    assert owner_by_blog(NAMES, events(("article", 1), ("article", 4)), HANDLES) == [1, 4]


def test_a_blog_of_several_tells_nothing_of_the_owner() -> None:
    """Nor does one whose author bears another name, or nobody knows the owner's."""
    assert owner_by_blog(NAMES, events(("article", 1), ("article", 2)), HANDLES) == []
    assert owner_by_blog(NAMES, events(("article", 2)), HANDLES) == []
    assert owner_by_blog(frozenset(), events(("article", 1)), HANDLES) == []
    assert owner_by_blog(NAMES, events(("comment", 1)), HANDLES) == []
