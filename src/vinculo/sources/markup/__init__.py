"""A forgiving reader of XML and HTML, for exports that are nearly well-formed.

Blog exports break the rules of XML in the middle of a file: unescaped text, control characters, a
section that is never closed, a stray character before the declaration (all seen in public files).
A strict parser gives up there and loses everything behind. This one

* cuts a stream into frames, one per item (`frames`), and goes on at the next item where one is broken;
* reads the elements of one frame (`leaves`), and takes what is no element of it as text;
* makes plain text of HTML (`plain_text`).

On well-formed input it says what a strict parser says. It has no entities other than the five that
XML predefines, opens nothing, and looks at no document type: a bomb made of entities, and an entity
that names a file or an address, stay the few characters that they are written with.
"""

from vinculo.sources.markup.characters import attributes, clean, referenced
from vinculo.sources.markup.frames import Frame, Shape, frames
from vinculo.sources.markup.leaves import Leaf, Names, leaves
from vinculo.sources.markup.plain import plain_text
from vinculo.sources.markup.stream import head_of, text_of

__all__ = [
    "Frame",
    "Leaf",
    "Names",
    "Shape",
    "attributes",
    "clean",
    "frames",
    "head_of",
    "leaves",
    "plain_text",
    "referenced",
    "text_of",
]
