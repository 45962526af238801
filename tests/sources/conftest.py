"""The switch that writes the expected snapshots anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="write the expected snapshots of the sources anew; read the difference before you commit it",
    )


@pytest.fixture
def rewrites(request: pytest.FixtureRequest) -> bool:
    """Whether this run writes the snapshots instead of comparing with them."""
    return bool(request.config.getoption("--golden", default=False))
