"""What the strands cost: a row of a table, and a whole life of 10,000 events."""

import random
import statistics
import time

ROWS = 5_000
EVENTS = 10_000
YEARS_DAYS = 4 * 365


def bench() -> None:
    """Prints percentiles of drawing rows and large forms, and their size."""
    from vinculo import strands
    from vinculo.wording import Wording

    chance = random.Random(5)
    end = 20_000.0
    took, size = [], []
    for _ in range(ROWS):
        story = _story(chance, min(int(chance.expovariate(1 / 30)), 400), end)
        begun = time.perf_counter()
        svg = strands.small(story, end - YEARS_DAYS, end, "somebody")
        took.append(1_000 * (time.perf_counter() - begun))
        size.append(len(svg))
    kib = statistics.median(size) / 1024
    print(f"a row, {ROWS:,} of them: {_percentiles(took)}; {kib:.1f} KiB in the median")
    story = _story(chance, EVENTS, end)
    for name in ("large", "folded"):
        took = []
        for _ in range(9):
            begun = time.perf_counter()
            svg = getattr(strands, name)(story, Wording("en"))
            took.append(1_000 * (time.perf_counter() - begun))
        print(f"{name}, {EVENTS:,} exchanges: {_percentiles(took)}; {len(svg) / 1024:.0f} KiB")


def _story(chance: random.Random, exchanges: int, end: float) -> "strands.Story":  # noqa: F821
    from vinculo.strands import Exchange, Minutes, Reach, Story

    born = end - chance.uniform(400, 5_000)
    at = sorted(chance.uniform(born, end) for _ in range(exchanges))
    sides = ("mine", "theirs")
    reaches = [(chance.uniform(born, end), chance.choice(sides)) for _ in range(exchanges // 5)]
    return Story(
        as_of=end,
        born=born,
        exchanges=tuple(Exchange(instant, chance.choice(sides)) for instant in at),
        reaches=tuple(Reach(*reach) for reach in reaches),
        minutes=tuple(Minutes(instant, chance.choice(sides), chance.uniform(0.2, 9)) for instant in at),
    )


def _percentiles(took: list[float]) -> str:
    ordered = sorted(took)
    picked = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99))
    return "p50 {:.2f} ms, p95 {:.2f} ms, p99 {:.2f} ms".format(*picked)
