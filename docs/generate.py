"""Writes the pages that follow from the code: `python docs/generate.py` (`make docs`).

A test compares them with what is committed.
"""

from inspect import cleandoc
from pathlib import Path

from vinculo.measure.features import FEATURES
from vinculo.measure.interactions import KINDS
from vinculo.measure.stages import STAGES
from vinculo.sources import all_sources
from vinculo.sources.channels import CHANNELS
from vinculo.sources.exports import FAMILIES
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


PAGES = {"sources.md": sources, "numbers.md": numbers}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), "utf-8")
