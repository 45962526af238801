"""The forgiving reader of markup: on sound files it agrees with a strict one, broken ones it survives."""

import gzip
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinculo.errors import BadRecord, UnreadableFile
from vinculo.sources.container import Member
from vinculo.sources.markup import (
    Frame,
    Names,
    Shape,
    attributes,
    frames,
    head_of,
    leaves,
    plain_text,
    text_of,
)

NONE: frozenset[str] = frozenset()
LISTS = Shape("list", {"item": frozenset({"note"}), "note": NONE}, {})
POSTS = Shape("list", {"item": NONE, "note": NONE}, {"note": frozenset({"item"})})


def cut(text: str, shape: Shape = LISTS) -> list[Frame]:
    return list(frames(io.StringIO(text), Names(text, shape.root, ()), shape))


def member(data: bytes) -> Member:
    return Member("feed.xml", len(data), data[:4096], lambda: io.BytesIO(data))


def flaws(found: list[Frame]) -> list[tuple[str, str]]:
    return [(frame.name, frame.flaw.removeprefix("bad_record.")) for frame in found]


# --- frames


def test_an_item_is_cut_out_with_its_line_and_without_the_items_in_it() -> None:
    """A frame holds what stands before the frames in it; those follow, and name it as their holder."""
    found = cut('<list>\n<item a="1">head<note>x</note>\n<note/></item>\n<item>y</item></list>')
    assert [(f.name, f.text, f.line, f.number, f.holder) for f in found] == [
        ("item", "head", 2, 1, 0),
        ("note", "x", 2, 2, 1),
        ("note", "", 3, 3, 1),
        ("item", "y", 4, 4, 0),
    ]
    assert found[0].tag == '<item a="1">'
    assert not any(f.flaw for f in found)


def test_what_is_only_shown_in_cdata_or_a_comment_is_no_item() -> None:
    """Sections and comments hide what stands in them, as XML says."""
    found = cut("<list><!-- <item>no</item> --><item><![CDATA[</item><item>]]></item></list>")
    assert [f.text for f in found] == ["<![CDATA[</item><item>]]>"]


def test_an_item_that_is_only_named_inside_another_is_part_of_it() -> None:
    """A comment of Disqus names its thread with an empty element, or one with an end tag."""
    found = cut('<list><note><item id="1"/><item id="2"></item>text</note></list>', POSTS)
    assert [(f.name, f.flaw) for f in found] == [("note", "")]
    assert found[0].text.endswith("text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<list><item>a<item>b</item></list>", [("item", "item_unclosed"), ("item", "")]),
        (
            "<list><item>a<note>n</item><item>b</item></list>",
            [("item", ""), ("note", "item_unclosed"), ("item", "")],
        ),
        ("<list><itm>a</item><item>b</item></list>", [("item", "item_no_beginning"), ("item", "")]),
        ("<list><item>a<nte>n</note></item></list>", [("item", ""), ("note", "item_no_beginning")]),
        ("<list><item>a</list>", [("item", "item_unclosed")]),
        ("<list><item>a</item><item>b", [("item", ""), ("item", "item_cut_off")]),
        ("<list><item>a</item>", [("item", ""), ("list", "item_cut_off")]),
        ("<list><item>a<note>n</note>", [("item", ""), ("note", ""), ("list", "item_cut_off")]),
        (
            "<list><item><![CDATA[a</item><item><![CDATA[b]]></item></list>",
            [("item", ""), ("item", "")],
        ),
        ("<list><item><![CDATA[a</item><item>b</item></list>", [("item", ""), ("item", "")]),
        ("<list><item>a < b <!-- not closed</item><item>b</item></list>", [("item", ""), ("item", "")]),
        ("", [("list", "item_cut_off")]),
    ],
)
def test_reading_goes_on_behind_a_broken_item(text: str, expected: list[tuple[str, str]]) -> None:
    """One broken item costs itself and no other, and a file that breaks off says so exactly once."""
    assert flaws(cut(text)) == expected


def test_a_text_about_items_is_not_taken_for_a_section_that_nobody_closed() -> None:
    """A post may show an export: its inner `]]>` is split in two, as WordPress writes it."""
    shown = "<![CDATA[</item><item><![CDATA[b]]]]><![CDATA[></item>]]>"
    assert [f.text for f in cut(f"<list><item>{shown}</item></list>")] == [shown]


def test_an_item_that_is_too_long_is_set_aside_and_the_next_is_read() -> None:
    """No item can fill the memory; one that tries is one record with a flaw."""
    text = "<list><item>" + "x" * (2**23 + 10) + "</item><item>b</item></list>"
    found = cut(text)
    assert flaws(found) == [("item", "too_long"), ("item", "")]
    assert len(found[0].text) == 2**16


def test_the_pieces_in_which_a_stream_arrives_do_not_matter() -> None:
    """Tags, sections and comments may be split anywhere between two reads."""

    class Slow(io.StringIO):
        def read(self, size: int | None = -1) -> str:
            return super().read(3)

    text = (
        '<list>\n<item a="x > y">h<![CDATA[ <item> ]]> <!-- </item> -->\n<note>n</note></item> <item>é</item>'
        "<item>unclosed<item><![CDATA[ open</item><item><![CDATA[z]]></item></list>"
    )
    assert list(frames(Slow(text), Names(text, "list", ()), LISTS)) == cut(text)
    assert len(cut(text)) == 6


def test_prefixes_are_known_by_their_namespace() -> None:
    """Whatever prefix a file has for a namespace, its elements get the names that we know."""
    known = ((r"http://x\.example/\d", "x"), (r"http://plain\.example", ""))
    shape = Shape("list", {"x:item": NONE}, {})
    text = '<p:list xmlns:p="http://plain.example" xmlns:ns0="http://x.example/2"><ns0:item><p:a>1</p:a></ns0:item></p:list>'
    names = Names(text, "list", known)
    (frame,) = frames(io.StringIO(text), names, shape)
    assert (frame.name, frame.flaw) == ("x:item", "")
    assert [(leaf.path, leaf.text) for leaf in leaves(frame.text, names, ())] == [("a", "1")]


# --- leaves


def read(markup: str, containers: frozenset[str] = NONE) -> list[tuple[str, str]]:
    return [(leaf.path, leaf.text) for leaf in leaves(markup, Names("", "x", ()), containers)]


def test_unescaped_text_and_tags_are_text() -> None:
    """An element runs to its own end, whatever stands in between."""
    assert read("<t>A & B < C <3 <b>x</b> &lol;</t><u>&lt;p&gt; &amp;amp; &#233;&#xE9;</u>") == [
        ("t", "A & B < C <3 <b>x</b> &lol;"),
        ("u", "<p> &amp; éé"),
    ]


def test_sections_are_literal_and_comments_are_nothing() -> None:
    """CDATA is taken as it stands, also when split; a comment between is not part of the text."""
    assert read("<t> <![CDATA[a &amp; <b>]]> &amp; <!-- x --><![CDATA[]]]]><![CDATA[>]]> </t>") == [
        ("t", "a &amp; <b> & ]]>")
    ]


def test_containers_lend_their_name() -> None:
    """Two elements of one name are told apart by where they stand."""
    markup = "<type>A</type><author><type>B</type><uri/></author><!-- <type>C</type> --><type>D</type>"
    assert read(markup, frozenset({"author"})) == [
        ("type", "A"),
        ("author/type", "B"),
        ("author/uri", ""),
        ("type", "D"),
    ]


@pytest.mark.parametrize("markup", ["<a>1</a><b>2", "<a>1</a><b><![CDATA[2</b>", "<a>1</a><author><b>2</b>"])
def test_an_element_without_an_end_is_a_flaw_behind_what_could_be_read(markup: str) -> None:
    """What came before the fault is told; then a BadRecord names the element."""
    found = leaves(markup, Names("", "x", ()), {"author"})
    assert next(found).text == "1"
    with pytest.raises(BadRecord, match="item_markup"):
        list(found)


def test_attributes_are_read_with_any_quotes_and_with_none() -> None:
    """Double, single, and (seen in an export of Disqus) no quotes at all."""
    assert attributes("<t a=\"1 &amp; 2\" b='<3' x:c=247/>") == {"a": "1 & 2", "b": "<3", "x:c": "247"}


TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=30
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> ET.Element:
    element = ET.Element(draw(st.sampled_from(["box", "box", "leaf"])) if depth < 2 else "leaf")
    if element.tag == "leaf":
        element.text = draw(TEXT)
        if draw(st.booleans()):
            element.set("a", draw(TEXT))
        return element
    element.extend(draw(st.lists(elements(depth + 1), max_size=3)))
    return element


def strictly(element: ET.Element, above: str = "") -> Iterator[tuple[str, str, str]]:
    for child in element:
        path = f"{above}{child.tag}"
        if child.tag == "leaf":
            yield path, (child.text or "").strip(), child.get("a", "")
        elif len(child):
            yield from strictly(child, path + "/")
        else:
            yield path, "", ""


@given(st.lists(elements(), min_size=1, max_size=4))
def test_on_sound_markup_it_says_what_a_strict_parser_says(content: list[ET.Element]) -> None:
    """Whatever a serializer of XML writes is read to the same elements, texts and attributes."""
    item = ET.Element("item")
    item.extend(content)
    root = ET.Element("list")
    root.extend([item, ET.Element("item")])
    written = ET.tostring(root, encoding="unicode")
    first, second = cut(written, Shape("list", {"item": NONE}, {}))
    assert not first.flaw and not second.flaw
    found = [
        (leaf.path, leaf.text, leaf.attributes.get("a", ""))
        for leaf in leaves(first.text, Names("", "list", ()), {"box"})
    ]
    assert found == list(strictly(ET.fromstring(written)[0]))


PIECES = [
    *"<>/![]-&;=\"' ax",
    "<item>",
    "</item>",
    "<note>",
    "</note>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "</list>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    """Any text is cut into frames, each is read or has a flaw, and becomes plain text."""
    found = cut(text)
    assert found or "</list" in text, "a file without an end says so"
    for frame in found:
        try:
            assert all(
                isinstance(leaf.text, str) for leaf in leaves(frame.text, Names("", "x", ()), {"note"})
            )
        except BadRecord:
            continue
    assert "<item>" not in plain_text(text)


# --- bombs


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE list [<!ENTITY a "'
    + "x" * 50
    + '">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY % net SYSTEM "http://localhost:9/x"> %net;]>'
)


def test_entities_are_never_expanded_and_nothing_is_opened() -> None:
    """Billion laughs, a file and an address stay the few characters that they are written with."""
    (frame,) = cut(f"{BOMB}<list><item><t>&i;&file;&net;</t></item></list>")
    assert [leaf.text for leaf in leaves(frame.text, Names("", "x", ()), ())] == ["&i;&file;&net;"]
    assert plain_text("&i;&file;&net;") == "&i;&file;&net;"


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<!--",
        "<![CDATA[",
        "<a ",
        '<a b="',
        "<a b='c' ",
        "</item",
        "<note>",
        "]]>",
        "&",
        "&#",
        "<script>",
        "<item>",
        "<![CDATA[</item><item>",
        "<!--</item>",
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    """A quarter of a megabyte of the same beginning without an end: quadratic work would take minutes."""
    text = unit * (2**18 // len(unit))
    assert cut(f"<list><item>{text}")
    assert cut(f"<list><item>{text}]]>--></item></list>")
    assert plain_text(text) is not None
    try:
        assert all(leaf.text is not None for leaf in leaves(f"<t>{text}</t>{text}", Names("", "x", ()), ()))
    except BadRecord as flaw:
        assert flaw.key == "bad_record.item_markup"


def test_deep_nesting_is_flat() -> None:
    """A hundred thousand nested elements are one text; quotes are indented eight deep at most."""
    deep = "<blockquote>" * 100_000 + "deep" + "</blockquote>" * 100_000
    assert plain_text(deep) == "> " * 8 + "deep"
    assert read(f"<t>{deep}</t>") == [("t", deep)]


def test_a_huge_attribute_is_no_tag() -> None:
    """A start tag of a megabyte is not one; its end then lacks a beginning, and the next is read."""
    found = cut('<list><item a="' + "x" * 2**20 + '">a</item><item>b</item></list>')
    assert flaws(found) == [("item", "item_no_beginning"), ("item", "")]


# --- streams


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<a>é</a>".encode(), "<a>é</a>"),
        (b"\xef\xbb\xbf<a>\xc3\xa9</a>", "<a>é</a>"),
        ("<a>é</a>".encode("utf-16"), "<a>é</a>"),
        (
            '<?xml version="1.0" encoding="windows-1252"?>€'.encode("cp1252"),
            '<?xml version="1.0" encoding="windows-1252"?>€',
        ),
        (b'<?xml version="1.0" encoding="utf-7"?>+AGE-', '<?xml version="1.0" encoding="utf-7"?>+AGE-'),
        (b'<?xml version="1.0" encoding="nonsense"?>\xff', '<?xml version="1.0" encoding="nonsense"?>\ufffd'),
        (b"a\r\nb\rc", "a\nb\nc"),
        (gzip.compress(b"<a>x</a>", mtime=0), "<a>x</a>"),
    ],
)
def test_a_file_is_text_whatever_its_encoding(data: bytes, expected: str) -> None:
    """By its mark, else by its declaration if that is an encoding for files, else UTF-8."""
    with text_of(member(data)) as text:
        assert text.read() == expected
    assert head_of(member(data)).replace("\r\n", "\n").replace("\r", "\n") == expected


def test_a_compressed_file_that_breaks_off_ends_there() -> None:
    """Nothing of what arrived is lost; that the end is missing shows in the text."""
    whole = "".join(f"<item>{n}</item>\n" for n in range(60_000))
    data = gzip.compress(whole.encode())
    with text_of(member(data[: len(data) // 2])) as text:
        read_so_far = text.read()
    assert len(read_so_far) > len(whole) // 3
    assert whole.startswith(read_so_far)
    with text_of(member(gzip.compress(b"one ") + gzip.compress(b"two"))) as text:
        assert text.read() == "one two"


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b" + b"z" * 40, gzip.compress(b"x" * 99, mtime=0)[:-8] + b"01234567"]
)
def test_a_damaged_compressed_file_is_refused(data: bytes) -> None:
    """Bytes that were changed on the way are not taken for the file."""
    with pytest.raises(UnreadableFile, match="damaged"), text_of(member(data)) as text:
        text.read()


def test_a_bomb_is_refused_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to implausibly much is not read to its end."""
    monkeypatch.setattr("vinculo.sources.markup.stream.RATIO_MATTERS_FROM", 2**20)
    with pytest.raises(UnreadableFile, match="bomb"), text_of(member(gzip.compress(bytes(2**22)))) as text:
        text.read()


# --- plain text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p>\n<p>two &amp; three</p>", "one\n\ntwo & three"),
        ("a <b>bold</b>  &nbsp; move", "a bold move"),
        ("<ul><li>one</li><li>two</li></ul>end", "- one\n- two\n\nend"),
        (
            "I said:<blockquote>You said:<blockquote>x</blockquote></blockquote>yes",
            "I said:\n\n> You said:\n\n> > x\n\nyes",
        ),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("x<script>alert('<p>')</script>y<style>p{}</style>z", "xyz"),
        ('<a href="http://x.example/">here</a> <img src="x.gif" alt=":)">', "here :)"),
        ("5 < 6 & 7 > 6, I <3 it", "5 < 6 & 7 > 6, I <3 it"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<!-- hidden -->shown<!-- open", "shown open"),
        ("<P>A<BR>B</P>", "A\nB"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(markup: str, expected: str) -> None:
    """Blocks, lines, lists and quotes are kept as plain text has them; the rest of the markup goes."""
    assert plain_text(markup) == expected


def test_lines_are_kept_where_the_source_means_them() -> None:
    """WordPress stores what was typed: a line break is one, and with `<br />` it is still only one."""
    assert plain_text("a\nb<br />\nc\n\n\nd", keeps_lines=True) == "a\nb\nc\n\nd"
    assert plain_text("a\nb") == "a b"
