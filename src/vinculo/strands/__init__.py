"""A relationship drawn as two strands: the owner's, and the other person's.

The gap between them is how long nobody has answered; they cross where somebody did. A strand that
bends alone reached out and got nothing. Two grey, dashed strands that never touch are a
relationship worth exactly 0, and nothing else is.

    story      what is drawn, as of one instant
    small      180 × 24, for a row of a table, and the years above it
    large      1216 px, with stages, meetings, places and promises
    folded     the large one for a narrow screen, two years a line
    signs      a glyph for each stage, the logo, the key to the drawings
    words      the same in sentences and as a table

Drawings are SVG without style, script, id or address: colours come from `web/static/strands.css`.
The same story gives the same bytes.
"""

from vinculo.strands.folded import folded
from vinculo.strands.large import large
from vinculo.strands.signs import glyph, key, logo
from vinculo.strands.small import small, years
from vinculo.strands.story import (
    Exchange,
    Lane,
    Meeting,
    Minutes,
    Promise,
    Reach,
    Side,
    Step,
    Story,
    Unseen,
)
from vinculo.strands.words import Row, as_rows, in_words, row_label

__all__ = [
    "Exchange",
    "Lane",
    "Meeting",
    "Minutes",
    "Promise",
    "Reach",
    "Row",
    "Side",
    "Step",
    "Story",
    "Unseen",
    "as_rows",
    "folded",
    "glyph",
    "in_words",
    "key",
    "large",
    "logo",
    "row_label",
    "small",
    "years",
]
