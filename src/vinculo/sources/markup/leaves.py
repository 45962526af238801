"""The elements of one frame."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from vinculo.errors import BadRecord
from vinculo.sources.markup.characters import TAG, Seeker, attributes, referenced

_MARK = re.compile(r"<(?:!--|!\[CDATA\[|(?=[/A-Za-z_]))")
_ENDINGS = {"<!--": re.compile("-->"), "<![CDATA[": re.compile(r"\]\]>")}
_SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LIKE_A_TAG = re.compile(r"</?[A-Za-z]")
_DECLARED = re.compile(r"""\bxmlns(?::([\w.-]+))?\s{0,9}=\s{0,9}(?:"([^"<]*)"|'([^'<]*)')""")


class Names:
    """The prefixes of a file, each with the one that we know its namespace by.

    Exports of two versions, or rewritten by a tool, call one namespace by other prefixes. A prefix
    that the file does not declare, or whose namespace we do not know, is taken as written.
    """

    def __init__(self, head: str, root: str, known: Sequence[tuple[str, str]]) -> None:
        """`head`: the beginning of the file; `root`: its outermost element, whose declarations count;
        `known`: patterns of namespaces with our prefix for each."""
        self._ours: dict[str, str] = {}
        tag = re.search(rf"<(?:[\w.-]{{1,40}}:)?{root}[\s>](?:[^<>]*+>)?+", head)
        for prefix, double, single in _DECLARED.findall(tag[0] if tag else ""):
            for pattern, ours in known:
                if re.fullmatch(pattern, double or single):
                    self._ours.setdefault(prefix, ours)

    def ours(self, name: str) -> str:
        """The name as we write it: `wp:comment` for whatever prefix the file has."""
        prefix, _, local = name.rpartition(":")
        known = self._ours.get(prefix, prefix)
        return f"{known}:{local}" if known else local


class Leaf(NamedTuple):
    """An element that holds text."""

    path: str
    """Its names from the frame down: `author/name`."""
    tag: str
    """Its start tag as written."""
    inside: str
    """What stands between its tags, as written."""
    names: Names

    @property
    def text(self) -> str:
        """The text, without white space around it.

        Sections of CDATA are taken literally, comments left out, references replaced; but where
        tags stand outside of CDATA the element is markup itself, and keeps its references.
        """
        if "<" not in self.inside:
            return referenced(self.inside).replace("]]>", "").strip()
        parts = []
        for nth, part in enumerate(_SECTION.split(self.inside)):
            if nth % 2:
                parts.append(part)
            else:
                plain = _without_comments(part).replace("]]>", "") if part else part
                parts.append(plain if _LIKE_A_TAG.search(plain) else referenced(plain))
        return "".join(parts).strip()

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, by the names we know them by."""
        return {
            self.names.ours(name) if ":" in name else name: value
            for name, value in attributes(self.tag).items()
        }


def leaves(markup: str, names: Names, containers: Collection[str]) -> Iterator[Leaf]:
    """The elements of a frame in order; those of a container come with its name before theirs.

    An element that is no container runs to its own end tag, so unescaped text and tags inside of
    it are text. Raises BadRecord where one has no end: what came before it has been yielded.
    """
    past = Seeker(markup)
    at = 0
    above: list[str] = []
    while mark := _MARK.search(markup, at):
        at = mark.end()
        if mark[0] != "<":
            at = past.next(_ENDINGS[mark[0]], at) or at
            continue
        tag = TAG.match(markup, mark.start())
        if not tag:
            continue
        at = tag.end()
        name = names.ours(tag["name"])
        if tag["end"]:
            if above and above[-1] == name:
                above.pop()
        elif tag["rest"].endswith("/"):
            yield Leaf("/".join((*above, name)), tag[0], "", names)
        elif name in containers:
            above.append(name)
        else:
            begin, (end, at) = at, _end_of(markup, tag["name"], at)
            yield Leaf("/".join((*above, name)), tag[0], markup[begin:end], names)
    if above:
        raise BadRecord("bad_record.item_markup", element=above[-1])


def _end_of(markup: str, name: str, at: int) -> tuple[int, int]:
    """Where the element's end tag begins and ends."""
    pattern = _ending(name)
    while found := pattern.search(markup, at):
        if not found[0].startswith("<!"):
            return found.start(), found.end()
        section = _ENDINGS[found[0]].search(markup, found.end())
        if not section:
            break
        at = section.end()
    raise BadRecord("bad_record.item_markup", element=name)


@lru_cache(maxsize=256)
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?:!\[CDATA\[|/{re.escape(name)}\s*+>)")


def _without_comments(text: str) -> str:
    kept = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept.append(text[at:begin])
        at = end + len("-->")
    return "".join((*kept, text[at:]))
