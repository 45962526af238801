"""Writes the pages that follow from the code: `python docs/generate.py` (`make docs`).

A test compares them with what is committed.
"""

from inspect import cleandoc
from pathlib import Path

from vinculo.measure.features import FEATURES
from vinculo.measure.interactions import KINDS
from vinculo.measure.returns import DIMENSIONS, ROLES
from vinculo.measure.stages import STAGES
from vinculo.measure.trust import DEEDS, FACETS, SURE, p_keeps
from vinculo.sources import all_sources
from vinculo.sources.channels import CHANNELS
from vinculo.sources.exports import FAMILIES
from vinculo.web.how import CHAPTERS
from vinculo.wording import Wording

DOCS = Path(__file__).parent
MADE = "<!-- Written by `make docs`; change the code, not this page. -->\n"

DAYS = """A day is a day of UTC in every number, rule and list, so that nothing changes with where you live or
move to. Single happenings (timelines, proofs, meetings) are shown by your own clock once you say where it
stands (`vinculo set zone Europe/Madrid`, or one click in the window), with the name of the zone. What is
known only by its day, month or year is never shifted; a time that its file gives without a zone is shown as
it is written there, and counts as UTC.
"""


def sources() -> str:
    """How to get each export, what it holds, what it cannot show."""
    wording = Wording("en")
    parts = [MADE, "# Sources\n", "What vinculo reads, how to get it, and what it cannot show.\n"]
    parts.append("| source | channels that it shows |\n|---|---|")
    for source in all_sources():
        shown = [
            name for name, files in CHANNELS.items() if any(f.split("/")[0] == source.NAME for f in files)
        ]
        titles = ", ".join(wording.say(f"channel.{name}.title") for name in shown) or "who is who"
        parts.append(f"| [{source.NAME}](#{source.NAME}) | {titles} |")
    for source in all_sources():
        parts.append(f"\n## {source.NAME}\n")
        parts += [
            f"- *{wording.say(f'export.{export.key}.title')}*: {wording.say(f'export.{export.key}.steps')}"
            for family in FAMILIES
            for export in family.exports
            if any(file.startswith(f"{source.NAME}/") for file in export.files)
        ]
        parts.append(f"\n```text\n{cleandoc(source.__doc__ or '')}\n```")
    return "\n".join(parts) + "\n"


def numbers() -> str:
    """Every kind of event, stage and number, from their definitions."""
    wording = Wording("en")
    parts = [MADE, "# Numbers\n", DAYS]
    parts.append(
        "## Kinds of event\n\n| kind | minutes | freely given | depth | exchange | private | live |\n|---|---|---|---|---|---|---|"
    )
    for kind in KINDS.values():
        cost = {
            "fixed": f"{kind.base_c / 100:g}",
            "text": "words / 19 + words answered / 238",
            "duration": "as long as it took",
        }
        yes = ["yes" if flag else "" for flag in (kind.is_exchange, kind.is_private, kind.is_live)]
        depth = "by its words" if kind.depth_pct is None else f"{kind.depth_pct} %"
        parts.append(
            f"| {kind.key} | {cost[kind.cost]} | {kind.voluntary_pct} % | {depth} | {' | '.join(yes)} |"
        )
    parts.append("\n## Stages\n\n| stage | asks for |\n|---|---|")
    for stage in STAGES:
        asks = "; ".join(wording.say_count(f"part.{part.key}", part.needed) for part in stage.parts)
        parts.append(
            f"| {wording.say(f'stage.{stage.key}.title')} | {asks or 'nothing: a link, or one-way events'} |"
        )
    parts.append("\n## Numbers of a relationship\n\n| name | unit | meaning |\n|---|---|---|")
    parts += [f"| `{f.name}` | {f.unit} | {wording.say(f.meaning)} |" for f in FEATURES]
    return "\n".join(parts) + "\n"


def model() -> str:
    """The model, its tables from their definitions; the words between them are written by hand."""
    text = (DOCS / "model.md").read_text("utf-8")
    for name, table in {
        "kinds": kinds,
        "stages": stages,
        "deeds": deeds,
        "trust": trust,
        "roles": roles,
    }.items():
        text = _between(text, f"<!-- table: {name} -->", "\n" + table() + "\n")
    wording = Wording("en")
    return _between(text, "<!-- dimensions -->", ", ".join(wording.say(f"dimension.{d}") for d in DIMENSIONS))


def _between(text: str, mark: str, inside: str) -> str:
    head, _, rest = text.partition(mark)
    _, end, tail = rest.partition("<!-- end -->")
    return f"{head}{mark}{inside}{end}{tail}"


def kinds() -> str:
    """What each kind of event costs and says."""
    return numbers().split("## Kinds of event\n\n")[1].split("\n\n## ")[0]


def stages() -> str:
    """What each stage asks for, and the other way to it."""
    wording = Wording("en")
    rows = ["| stage | asks for | or |", "|---|---|---|"]
    for stage in STAGES:
        asks, other = (
            "; ".join(wording.say_count(f"web.rule.{p.key}", p.needed, name="the other side") for p in parts)
            for parts in (stage.parts, stage.otherwise)
        )
        title = wording.say(f"stage.{stage.key}.title")
        rows.append(f"| {title} | {asks or 'nothing: a link, or one-way acts'} | {other} |")
    return "\n".join(rows)


def deeds() -> str:
    """What each deed says for trust."""
    wording = Wording("en")
    rows = ["| deed | facet | for | against | at most |", "|---|---|---|---|---|"]
    for key, weight in DEEDS.items():
        told = [f for f, r, s in zip(FACETS, weight.r, weight.s, strict=True) if r or s]
        facets = ", ".join(wording.say(f"facet.{facet}") for facet in told) or "none"
        most = f"the first {weight.most}" if weight.most else ""
        rows.append(
            f"| {wording.say(f'deed.{key}')} | {facets} | {sum(weight.r):g} | {sum(weight.s):g} | {most} |"
        )
    return "\n".join(rows)


def trust() -> str:
    """P(they keep their word more often than not) by promises kept and broken."""
    kept = range(1, 8)
    rows = ["| broken \\ kept | " + " | ".join(map(str, kept)) + " |", "|---" * (len(kept) + 1) + "|"]
    for broken in range(3):
        cells = [f"{p_keeps(n, broken):.4f}" for n in kept]
        told = [f"**{cell}**" if float(cell) >= SURE else cell for cell in cells]
        rows.append(f"| {broken} | " + " | ".join(told) + " |")
    return "\n".join(rows)


def roles() -> str:
    """What a minute of a kind of act counts as evidence for a return."""
    wording = Wording("en")
    rows = ["| act | role |", "|---|---|"]
    rows += [f"| {wording.say(f'kind.{kind}.title')} | {role} |" for kind, role in ROLES.items()]
    return "\n".join([*rows, "| any other exchange | 1 |"])


def how(language: str) -> str:
    """The page in plain words, as the window shows it."""
    say = Wording(language).say
    parts = [MADE, f"# {say('how.title')}"]
    parts += [f"\n## {say(f'how.{chapter}.title')}\n\n{say(f'how.{chapter}.text')}" for chapter in CHAPTERS]
    return "\n".join(parts) + "\n"


PAGES = {
    "sources.md": sources,
    "numbers.md": numbers,
    "model.md": model,
    "how.md": lambda: how("en"),
    "how.es.md": lambda: how("es"),
}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), "utf-8")
