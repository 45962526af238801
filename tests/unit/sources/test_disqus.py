"""Disqus: threads, orphans, and files as they are downloaded."""

import gzip
import io
from pathlib import Path

import pytest

from vinculo.model import Entry, Event, Handle, Ignored
from vinculo.sources import Reads, disqus
from vinculo.sources.container import Member

FIXTURE = Path(__file__).parents[2] / "sources/disqus/cuaderno-2013-11-02T08:15:44.101-all.xml"
HEAD = (
    '<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
)
ANA = "<author><name>Ana</name><username>ana</username></author>"


def member(data: bytes, name: str = "forum.xml") -> Member:
    return Member(name, len(data), data[:4096], lambda: io.BytesIO(data))


def read(data: bytes) -> list[list[Entry] | str]:
    found: list[list[Entry] | str] = []
    for record in disqus.records(member(data), "disqus"):
        if record.flaw:
            found.append(record.flaw)
            continue
        said = disqus.parse("disqus", record)
        found.append(said.kind if isinstance(said, Ignored) else list(said))
    return found


def post(number: str, more: str = "", author: str = ANA) -> str:
    own = f' dsq:id="{number}"' if number else ""
    return f"<post{own}><message>x</message><createdAt>2011-08-31T15:16:29Z</createdAt>{author}{more}</post>"


def events(text: str) -> list[Event]:
    return [e for said in read(f"{HEAD}{text}</disqus>".encode()) for e in said if isinstance(e, Event)]


def test_a_file_is_read_as_it_is_downloaded() -> None:
    """Compressed or not, with a stray character before the declaration or not: it says the same."""
    plain = FIXTURE.read_bytes()
    packed = member(gzip.compress(plain), "forum-2021-03-04T12:34:56.789-all.xml.gz")
    assert disqus.recognizes(packed) == Reads("disqus", 18690)
    assert plain.startswith(b"`")
    assert list(disqus.records(packed, "disqus")) == list(disqus.records(member(plain[1:]), "disqus"))
    assert len(list(disqus.records(packed, "disqus"))) == 14


def test_a_download_that_breaks_off_keeps_what_arrived() -> None:
    """Half of a compressed file gives the comments in it, and one record that says where it ends."""
    whole = HEAD + "".join(post(str(n), f'<thread dsq:id="{n}"/>') for n in range(3000)) + "</disqus>"
    data = gzip.compress(whole.encode())
    found = read(data[: len(data) * 3 // 4])
    assert 1000 < len(found) < 3000
    assert found[-1] == "bad_record.item_cut_off"
    assert all(isinstance(said, list) for said in found[:-1])


def test_a_comment_without_a_number_is_known_by_what_stays() -> None:
    """By the site's own number in its thread, else by thread, instant and writer."""
    natives = [event.native for event in events(post("", "<id>77</id><thread dsq:id='3'/>") + post(""))]
    assert natives == ["comment|disqus|3|own|77", "comment|disqus||1314803789|ana"]


def test_an_answer_to_a_deleted_comment_goes_to_its_writer() -> None:
    """The deleted comment is noise; who wrote it is still told, and was answered."""
    deleted = post(
        "1", "<isDeleted>true</isDeleted>", "<author><name>Bea</name><username>bea</username></author>"
    )
    (answer,) = events(deleted + post("2", '<parent dsq:id="1"/>'))
    assert answer.recipients == (Handle("disqus", "bea", "Bea"),)


def test_prefixes_may_be_others() -> None:
    """A file that a tool wrote anew has other prefixes for the same namespaces."""
    text = (
        b'<ns0:disqus xmlns:ns0="http://disqus.com" xmlns:ns1="http://disqus.com/disqus-internals">'
        b'<ns0:thread ns1:id="3"><ns0:link>http://a.example/x</ns0:link></ns0:thread><ns0:post ns1:id="5">'
        b"<ns0:createdAt>2011-08-31T15:16:29Z</ns0:createdAt><ns0:author><ns0:name>Ana</ns0:name></ns0:author>"
        b'<ns0:thread ns1:id="3"/></ns0:post></ns0:disqus>'
    )
    assert disqus.recognizes(member(text)) == Reads("disqus")
    (event,) = [entry for said in read(text) for entry in said if isinstance(entry, Event)]
    assert (event.native, event.place) == ("comment|disqus|5", ("post", "a.example/x"))


@pytest.mark.parametrize("text", ["<disqus>", '<a xmlns="http://disqus.com"/>', "disqus.com", ""])
def test_other_files_are_not_taken(text: str) -> None:
    """Only the root element in Disqus' namespace will do."""
    assert disqus.recognizes(member(text.encode())) is None
