"""What a forecast must beat: recency, frequency, a small logistic, and contact till you die.

The logistic is the one most people would write: log recency, log frequency, reciprocity, log tenure,
trained on one closed window.
"""

import numpy as np
from scipy.special import expit

from vinculo.forecast import btyd
from vinculo.forecast.blend import Example, closed_window
from vinculo.forecast.features import LIFETIME_PAIRS, NAMES, Snapshot
from vinculo.forecast.logistic import Prior, Window, fit
from vinculo.forecast.timeline import Floats, Timeline

BASELINES = ("recency", "frequency", "logistic", "bgnbd", "mbgnbd")
RFA = ("rec", "n", "lesser", "age")
RIDGE = 1.0
"""Variance of a coefficient before the data: what common libraries take when nothing is said."""
WIDE = 1e4
"""Variance of the level: nothing holds it."""


def predictions(
    line: Timeline, at: float, horizon_s: float, known: Snapshot, ago: float = 2.0
) -> dict[str, Floats]:
    """P(any event) of every known pair by each baseline.

    Recency, frequency and the logistic are logistic regressions on the window that began `ago`
    horizons earlier (the latest one possible where that is too early), so that all are calibrated alike.
    """
    example = closed_window(line, at, horizon_s, ago) or closed_window(line, at, horizon_s, 1.0)
    told = {
        "recency": _regression(example, known, ("rec",)),
        "frequency": _regression(example, known, ("n",)),
        "logistic": _regression(example, known, RFA),
    }
    for name, (p_any, _) in lifetimes(known).items():
        told[name] = p_any
    return told


def lifetimes(known: Snapshot) -> dict[str, tuple[Floats, Floats]]:
    """P(any) and expected active bins in a horizon by BG/NBD and MBG/NBD fitted to these pairs."""
    history = (known.repeats, known.until_last, known.age)
    order = np.lexsort(history)[:: max(1, len(known.repeats) // LIFETIME_PAIRS)]
    thinned = (known.repeats[order], known.until_last[order], known.age[order])
    # Hardly a prior: it only keeps a fit to a handful of pairs from running off to infinity.
    loose = ((0.5, 0.5, 1.0, 2.0), 0.01)
    plain = btyd.fit(btyd.BgNbd, *thinned, prior=loose)
    modified = btyd.fit(btyd.MbgNbd, *thinned, prior=loose)
    return {
        "bgnbd": (plain.p_any(*history, 1.0), plain.expected(*history, 1.0)),
        "mbgnbd": (modified.p_any(*history, 1.0), modified.expected(*history, 1.0)),
    }


def _regression(example: Example | None, known: Snapshot, names: tuple[str, ...]) -> Floats:
    if example is None or not (example.count > 0).any():
        return np.full(len(known.pairs), 0.5)
    columns = [NAMES.index(name) for name in names]
    values = example.known.values[example.rows][:, columns].astype(np.float64)
    # A number that never varies tells nothing and would make the equations singular.
    prior = Prior(np.zeros(len(names)), np.where(values.std(axis=0) > 0, RIDGE, 1e-6), 0.0, WIDE)
    window = Window(values, (example.count > 0).astype(np.float64), example.weight, 1.0)
    found = fit([window], prior, temper=1.0)
    return expit(known.values[:, columns].astype(np.float64) @ found.coefficients + found.levels[0])
