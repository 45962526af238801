"""HTML as plain text."""

import html
import re
from collections.abc import Iterator

from vinculo.sources.markup.characters import TAG, Seeker, attributes, clean

_MARK = re.compile(r"<!--|<(?=[/A-Za-z!?])")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_BLOCKS = frozenset(["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"])
"""What stands apart, with an empty line before and after it."""
_LINES = frozenset(
    {
        *("address", "article", "aside", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form"),
        *("header", "hr", "li", "main", "nav", "section", "tbody", "tfoot", "thead", "tr"),
    }
)
"""What begins a new line."""
_UNSEEN = {name: re.compile(rf"</{name}[^<>]*+>?", re.IGNORECASE) for name in ("script", "style")}
_COMMENT_END = re.compile("-->")
_DEEPEST_QUOTE = 8
_LONGEST_ALT = 120


def plain_text(markup: str, *, keeps_lines: bool = False) -> str:
    """What a reader sees of it: paragraphs apart, list items behind `- `, quoted blocks behind `> `
    as in mail (so that another's words can be told from the writer's), images as their alternative
    text, links as the words they stand under.

    `keeps_lines`: a line break of the source is one of the text, as in WordPress, which stores
    comments as they were typed. Broken HTML is read as far as it goes; what is no tag is text.
    """
    page = _Page()
    in_pre = 0
    for kind, written in _pieces(markup):
        if kind == "text":
            page.write(html.unescape(written), keeps_lines=keeps_lines or in_pre > 0)
            continue
        name = kind.removeprefix("/")
        if name == "pre":
            in_pre = max(0, in_pre + (1 if kind == name else -1))
        page.mark(name, written, is_end=kind != name)
    return page.text()


class _Page:
    """Lines of text as they come about."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._is_broken = False

    def write(self, text: str, *, keeps_lines: bool) -> None:
        first, *others = text.split("\n") if keeps_lines else [text]
        if self._is_broken and others and not first.strip():
            first, *others = others  # `<br />` and a line break are one end of a line
        self._is_broken = False
        self._line.append(first)
        for line in others:
            self._end_line()
            self._line.append(line)

    def mark(self, name: str, tag: str, *, is_end: bool) -> None:
        if name == "br" or name in _BLOCKS or name in _LINES:
            self._end_line(at_least=name == "br")
            self._is_broken = True
        if name in _BLOCKS:
            self._lines.append("")
        if name == "blockquote":
            self._quotes = max(0, self._quotes + (-1 if is_end else 1))
        elif name == "li" and not is_end:
            self._line.append("- ")
        elif name == "img" and not is_end:
            self._line.append(attributes(tag).get("alt", "")[:_LONGEST_ALT])
        elif name in ("td", "th"):
            self._line.append(" ")

    def _end_line(self, *, at_least: bool = True) -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if line:
            self._lines.append("> " * min(self._quotes, _DEEPEST_QUOTE) + line)
        elif at_least:
            self._lines.append("")

    def text(self) -> str:
        self._end_line(at_least=False)
        kept: list[str] = []
        for line in self._lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return clean("\n".join(kept).strip("\n"))


def _pieces(markup: str) -> Iterator[tuple[str, str]]:
    """`("text", …)`, or a tag's name in lower case (`/` before it at an end) with the tag as written."""
    past = Seeker(markup)
    at = text_from = 0
    while mark := _MARK.search(markup, at):
        begin = mark.start()
        tag = None
        if mark[0] == "<!--":
            at = past.next(_COMMENT_END, mark.end()) or mark.end()
        elif tag := TAG.match(markup, begin) or _DECLARATION.match(markup, begin):
            at = tag.end()
        else:
            at = mark.end()
            continue
        if text_from < begin:
            yield "text", markup[text_from:begin]
        if tag and tag.re is TAG:
            name = tag["name"].lower()
            if name in _UNSEEN and not tag["end"]:
                at = past.next(_UNSEEN[name], at) or at
            yield tag["end"] + name, tag[0]
        text_from = at
    if text_from < len(markup):
        yield "text", markup[text_from:]
