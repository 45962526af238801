"""Articles/Articles/*.html: what the owner published at length. One file is one record."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from vinculo.errors import BadRecord
from vinculo.model import OWNER, Entry, Event, Ignored, Place, Record
from vinculo.sources.linkedin.cells import digest, facts, mended
from vinculo.sources.linkedin.instants import iso_minute
from vinculo.sources.linkedin.lines import GuessedLine
from vinculo.sources.linkedin.rows import KEPT_CHARS

LAYOUT = ("html",)
ARTICLE_CHARS = 2**22
"""LinkedIn takes 125,000 characters; pictures inside the page can make it larger."""
_BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "blockquote", "pre", "tr", "br", "figcaption"})
_UNSEEN = ("style", "script", "title")


def frame(lines: Iterable[str]) -> Iterator[Record]:
    """The whole page; one that is too long to be true is a record with a flaw."""
    kept: list[str] = []
    size, is_guessed = 0, False
    for line in lines:
        is_guessed = is_guessed or type(line) is GuessedLine
        if size <= ARTICLE_CHARS:
            kept.append(line)
        size += len(line)
    if size == 0:
        return
    flaw = "bad_record.too_long" if size > ARTICLE_CHARS else ""
    text = "".join(kept)[:KEPT_CHARS] if flaw else "".join(kept)
    yield Record((text,), 1, LAYOUT, 0, flaw, "remark.cp1252" if is_guessed else "")


class _Page(HTMLParser):
    """Title, address, dates and text of a page (seen 2025-12)."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = {
            "title": "",
            "heading": "",
            "created": "",
            "published": "",
            "style": "",
            "script": "",
            "": "",
        }
        """What stands in each part of the page; what is said in the article is in the part without a name."""
        self.address = ""
        self._part = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Into a part of the page."""
        said = dict(attrs)
        if tag in _UNSEEN:
            self._part = tag
        elif tag == "h1" and not self.parts["heading"]:
            self._part = "heading"
        elif tag == "a" and self._part == "heading":
            self.address = said.get("href") or ""
        elif tag == "p" and said.get("class") in ("created", "published"):
            self._part = str(said["class"])
        elif tag in _BLOCKS:
            self.parts[self._part] += "\n"

    def handle_endtag(self, tag: str) -> None:
        """Out of it."""
        if tag in ("h1", "p", *_UNSEEN):
            self._part = ""

    def handle_data(self, data: str) -> None:
        """Text, to where it belongs."""
        self.parts[self._part] += data


def parse(record: Record) -> list[Entry] | Ignored:
    """An article of the owner at the minute it was published; UTC is assumed. One without that line
    was never published: noise (`draft`). Raises BadRecord for a date that is none."""
    page = _Page()
    try:
        page.feed(mended(record.fields[0]))
        page.close()
    except AssertionError as error:  # html.parser (3.11) at `<![nonsense`
        raise BadRecord("bad_record.broken_markup") from error
    published = page.parts["published"].strip()
    if not published:
        return Ignored("draft")
    when = iso_minute(published.removeprefix("Published on"))
    title = " ".join((page.parts["heading"] or page.parts["title"]).split())
    text = "\n".join(line for raw in page.parts[""].split("\n") if (line := " ".join(raw.split())))
    place = Place("post", page.address) if page.address else None
    native = f"article|{when.at // 60}|{digest(title)}"
    return [Event("article", *when, OWNER, (), native, place, text, facts=facts(title=title))]
