"""What other networks taught: the shipped parameters, and how they are written and read.

A file of `priors/` holds some hundreds of numbers and the names of the sets they were learned on;
none of the data. `network` is for a whole community, `person` for what one person can see.
"""

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from vinculo.forecast.features import NAMES, PARTS
from vinculo.forecast.logistic import Prior
from vinculo.forecast.timeline import Floats, Ints

VIEWS = ("network", "person")
LIMIT = 4.0
"""Standardized numbers end here: beyond it nothing was seen when the prior was learned."""
CIRCLE = np.array([name in PARTS["activity"] or name in PARTS["circle"] for name in NAMES])


@dataclass(frozen=True, slots=True)
class Public:
    """The public model of one view."""

    sets: tuple[str, ...]
    """The networks it was learned on."""
    center: Floats
    scale: Floats
    chance: Prior
    """Of any event in the window."""
    amount: Prior
    """Of the number of further events, if there is one."""

    def standardize(self, values: np.ndarray, rows: Ints | None = None) -> Floats:
        """Numbers in units of the networks' spread around their center, of some rows or all.

        What is known about people's surroundings is taken half against the center and half against
        this instant's own mean: against the center alone a night in an office looks like the end of
        all relationships, against the mean alone a dying community looks alive. (Measured on seven
        networks: log loss .295 and .284 for either; half and half wins on those that drift.)
        """
        own = values.mean(axis=0, dtype=np.float64) if len(values) else self.center
        raw = (values if rows is None else values[rows]).astype(np.float64)
        center = np.where(CIRCLE, (own + self.center) / 2, self.center)
        return np.clip((raw - center) / self.scale, -LIMIT, LIMIT)


def load(view: str) -> Public:
    """The shipped public model of a view."""
    text = resources.files("vinculo.forecast").joinpath("priors", f"{view}.json").read_text(encoding="utf-8")
    return read(json.loads(text))


def _numbers(table: dict[str, float]) -> Floats:
    return np.array([table[name] for name in NAMES], dtype=np.float64)


def read(told: dict[str, Any]) -> Public:
    """The public model written by `write`."""

    def prior(part: dict[str, Any]) -> Prior:
        return Prior(
            _numbers(part["mean"]), _numbers(part["variance"]), part["level"], part["level_variance"]
        )

    return Public(
        tuple(told["sets"]),
        _numbers(told["center"]),
        _numbers(told["scale"]),
        prior(told["chance"]),
        prior(told["amount"]),
    )


def write(public: Public) -> dict[str, Any]:
    """The model as JSON, five digits of each number, by the number's name."""

    def table(values: Floats) -> dict[str, float]:
        return {name: float(f"{value:.5g}") for name, value in zip(NAMES, values, strict=True)}

    def prior(part: Prior) -> dict[str, Any]:
        return {
            "mean": table(part.mean),
            "variance": table(part.variance),
            "level": float(f"{part.level:.5g}"),
            "level_variance": float(f"{part.level_variance:.5g}"),
        }

    return {
        "sets": list(public.sets),
        "center": table(public.center),
        "scale": table(public.scale),
        "chance": prior(public.chance),
        "amount": prior(public.amount),
    }
