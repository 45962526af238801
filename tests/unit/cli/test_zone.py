"""The zone that the terminal proposes."""

from pathlib import Path

import pytest

from vinculo.cli.zone import system_zone


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Madrid", "Europe/Madrid"),
        (":/usr/share/zoneinfo/America/Lima", "America/Lima"),
        ("UTC", ""),
        ("CET-1CEST", ""),
        ("Europe/Atlantis", ""),
    ],
)
def test_tz_goes_before_all_else(said: str, zone: str, tmp_path: Path) -> None:
    """A name that exists and is not UTC; nothing is guessed from an offset."""
    assert system_zone({"TZ": said}, tmp_path / "none") == zone


def test_the_systems_own_link_tells_its_zone(tmp_path: Path) -> None:
    """As Debian and macOS keep it; where it is a copy or not there, nothing is proposed."""
    link = tmp_path / "localtime"
    assert system_zone({}, link) == ""
    link.symlink_to("/usr/share/zoneinfo/Atlantic/Canary")
    assert system_zone({}, link) == "Atlantic/Canary"
    link.unlink()
    link.write_bytes(b"TZif")
    assert system_zone({}, link) == ""
