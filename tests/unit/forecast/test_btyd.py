"""The published tables of the models of contact "till you die", to the digits printed."""

from pathlib import Path

import numpy as np
import pytest

from vinculo.forecast.bgbb import BetaBinomial, BgBb
from vinculo.forecast.btyd import BgNbd, MbgNbd, Nbd, ParetoNbd, fit
from vinculo.forecast.size import GammaGamma

CDNOW = Path(__file__).parents[3].parent / "shared" / "data" / "cdnow" / "summary.parquet"
PAPER = BgNbd(0.243, 4.414, 0.793, 2.426)
MODIFIED = MbgNbd(0.525, 6.183, 0.891, 1.614)
PARETO = ParetoNbd(0.553, 10.578, 0.606, 11.669)

DONATIONS = """0,0,3464 1,1,1091 1,2,277 1,3,129 1,4,78 1,5,119 1,6,129 2,2,613 2,3,255 2,4,155 2,5,173
2,6,234 3,3,322 3,4,181 3,5,225 3,6,357 4,4,240 4,5,284 4,6,512 5,5,335 5,6,728 6,6,1203"""
"""Table 1 of Fader, Hardie and Shang 2010: gifts, year of the last, donors; six years."""


def donations() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    x, t_x, donors = np.array([list(map(float, row.split(","))) for row in DONATIONS.split()]).T
    return x, t_x, np.full_like(x, 6), donors


def cdnow() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if not CDNOW.exists():
        pytest.skip(f"the CDNOW summary is not at {CDNOW}")
    import pyarrow.parquet as pq

    table = pq.read_table(CDNOW)
    x, t_x, age = (table[name].to_numpy().astype(float) for name in ("frequency", "recency", "T"))
    return x, t_x, age


def test_the_published_customer_of_bgnbd() -> None:
    """Fader, Hardie and Lee 2005: x = 2, t_x = 30.43, T = 38.86 gives 1.226 in 39 weeks."""
    assert PAPER.expected(2, 30.43, 38.86, 39) == pytest.approx(1.2260, abs=5e-5)
    assert PAPER.p_alive(2, 30.43, 38.86) == pytest.approx(0.7266, abs=5e-4)
    exact = BgNbd(0.24259, 4.41353, 0.79289, 2.42575)
    assert exact.expected(2, 30.43, 38.86, 39) == pytest.approx(1.2259, abs=5e-5)
    assert exact.expected_of_new([39, 78]) == pytest.approx([1.1950, 1.8580], abs=1e-4)


def test_the_published_customers_of_pareto_nbd() -> None:
    """The same customer, and number 1516 of the R package's vignette."""
    exact = ParetoNbd(0.55328, 10.57761, 0.60621, 11.66791)
    assert exact.p_alive(2, 30.43, 38.86) == pytest.approx(0.8691, abs=5e-5)
    assert exact.expected(2, 30.43, 38.86, 39) == pytest.approx(1.4551, abs=5e-5)
    assert exact.expected(26, 30.86, 31, 52) == pytest.approx(25.4565, abs=2e-3)
    assert exact.p_alive(26, 30.86, 31) == pytest.approx(0.9979, abs=5e-5)


def test_who_never_came_back_is_not_surely_alive() -> None:
    """BG/NBD says 1 for x = 0, whatever the silence; MBG/NBD does not, and falls with the silence."""
    assert PAPER.p_alive(0, 0, 500) == 1
    assert np.all(np.diff(MODIFIED.p_alive(0, 0, np.array([1.0, 10, 100, 1000]))) < 0)


@pytest.mark.parametrize(
    ("model", "parameters", "likelihood"),
    [
        (Nbd, (0.385, 12.072), -9763.66),
        (BgNbd, (0.24259, 4.41353, 0.79289, 2.42575), -9582.43),
        (MbgNbd, (0.52484, 6.18299, 0.89136, 1.61400), -9582.13),
        (ParetoNbd, (0.55328, 10.57761, 0.60621, 11.66791), -9594.97),
    ],
)
def test_cdnow_gives_the_published_fit(model: type, parameters: tuple[float, ...], likelihood: float) -> None:
    """2,357 customers: parameters to three digits and the likelihood to two decimals."""
    history = cdnow()
    fitted = fit(model, *history)
    found = [getattr(fitted, name) for name in fitted.__dataclass_fields__]
    assert found == pytest.approx(parameters, rel=1e-3)
    assert fitted.log_likelihood(*history).sum() == pytest.approx(likelihood, abs=0.006)


def test_donations_give_the_published_fit_of_bgbb() -> None:
    """11,104 donors in 22 patterns: -33225.58, and -35516.11 without leaving."""
    x, t_x, n, donors = donations()
    assert donors.sum() == 11_104
    fitted = BgBb.fit(x, t_x, n, donors)
    found = (fitted.alpha, fitted.beta, fitted.gamma, fitted.delta)
    assert found == pytest.approx((1.20352, 0.74972, 0.65672, 2.78344), rel=1e-4)
    assert fitted.log_likelihood(x, t_x, n) @ donors == pytest.approx(-33225.58, abs=0.005)
    plain = BetaBinomial.fit(x, n, donors)
    assert (plain.alpha, plain.beta) == pytest.approx((0.48728, 0.82643), rel=1e-4)
    assert plain.log_likelihood(x, n) @ donors == pytest.approx(-35516.11, abs=0.005)


def test_bgbb_knows_that_the_silent_are_less_alive() -> None:
    """Two gifts in six years: the later the last, the likelier alive; at most five gifts in five years."""
    model = BgBb(1.20352, 0.74972, 0.65672, 2.78344)
    last = np.arange(2.0, 7.0)
    alive = model.p_alive(2, last, 6)
    assert np.all(np.diff(alive) > 0)
    assert np.all(model.expected(2, last, 6, 5) <= 5 * alive)


def test_gamma_gamma_shrinks_to_the_mean_of_all() -> None:
    """Fader and Hardie's note 25: with p 6.25, q 3.74, gamma 15.44 an unknown customer spends about 35.2,
    and the estimate of a customer lies between that and the customer's own mean."""
    model = GammaGamma(6.25, 3.74, 15.44)
    of_all = float(model.expected(0, 0.0))
    assert of_all == pytest.approx(35.2, abs=0.05)
    one, many = model.expected([1.0, 20.0], [100.0, 100.0])
    assert of_all < one < many < 100


def test_gamma_gamma_recovers_what_made_the_sizes() -> None:
    """Sizes drawn from the model give its parameters back within sampling error."""
    rng = np.random.default_rng(5)
    x = rng.integers(1, 12, 6000).astype(float)
    nu = rng.gamma(3.74, 1 / 15.44, x.size)
    mean = rng.gamma(6.25 * x, 1 / (nu * x))
    found = GammaGamma.fit(x, mean)
    assert (found.p, found.q, found.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=0.15)


def test_expectations_agree_with_simulated_lives() -> None:
    """MBG/NBD: 400,000 drawn pairs with one history behave as the closed forms say."""
    rng = np.random.default_rng(7)
    model, age, ahead = MbgNbd(0.8, 5.0, 1.2, 2.5), 20.0, 15.0
    rate = rng.gamma(model.r, 1 / model.alpha, 400_000)
    leaves = rng.beta(model.a, model.b, rate.size)
    at = np.zeros_like(rate)
    x, later = np.zeros_like(rate), np.zeros_like(rate)
    t_x = np.zeros_like(rate)
    alive = rng.random(rate.size) >= leaves
    while alive.any():
        at = np.where(alive, at + rng.exponential(1 / np.maximum(rate, 1e-9)), np.inf)
        seen = alive & (at <= age)
        x, t_x = x + seen, np.where(seen, at, t_x)
        later += alive & (at > age) & (at <= age + ahead)
        alive &= (at <= age + ahead) & (rng.random(rate.size) >= leaves)
    told = model.expected(x, t_x, age, ahead)
    assert told.mean() == pytest.approx(later.mean(), rel=0.02)
    assert model.p_any(x, t_x, age, ahead).mean() == pytest.approx((later > 0).mean(), rel=0.02)
    often = x == 3
    assert told[often].mean() == pytest.approx(later[often].mean(), rel=0.06)


def test_long_histories_do_not_overflow() -> None:
    """Five thousand active days, or none in ten thousand: finite, and chances stay chances."""
    x = np.array([0.0, 0.0, 1.0, 5000.0, 5000.0])
    t_x = np.array([0.0, 0.0, 1e-9, 9999.0, 5000.0])
    age = np.array([0.0, 1e4, 1e4, 1e4, 1e4])
    for model in (Nbd(0.5, 5), PAPER, MODIFIED, PARETO, ParetoNbd(2, 3, 0.5, 80), MbgNbd(1, 2, 1, 1)):
        alive, told = model.p_alive(x, t_x, age), model.expected(x, t_x, age, 90.0)
        assert np.isfinite(told).all() and np.isfinite(model.log_likelihood(x, t_x, age)).all()
        assert ((alive >= 0) & (alive <= 1)).all() and (told >= 0).all()


def test_a_prior_holds_a_fit_that_has_little_to_say() -> None:
    """With three pairs the parameters stay near the prior; with strength 0 they run away."""
    history = (np.array([1.0, 0, 2]), np.array([3.0, 0, 9]), np.array([10.0, 10, 10]))
    center = (0.5, 5.0, 1.0, 2.0)
    near = fit(MbgNbd, *history, prior=(center, 20.0))
    assert (near.r, near.alpha, near.a, near.b) == pytest.approx(center, rel=0.35)
