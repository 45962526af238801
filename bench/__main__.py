"""`make bench`, or `python -m bench NAME …` for some of them."""

import sys
from collections.abc import Callable

from bench import depth, drawing, foretelling, identity, importing, mailbox, rescoring, window

BENCHES: dict[str, Callable[[], None]] = {
    "identity": identity.bench,
    "import": importing.bench,
    "mailbox": mailbox.bench,
    "rescore": rescoring.bench,
    "forecast": foretelling.bench,
    "depth": depth.bench,
    "strands": drawing.bench,
    "window": window.bench,
}


def main(names: list[str]) -> int:
    """Runs the benches of these names, all of them if none is named."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        print(f"\n== {name}")
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
