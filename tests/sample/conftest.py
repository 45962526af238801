"""The fixtures of the imported sample are those of the terminal's tests."""

from faces.conftest import everybody, sample, sample_books

__all__ = ["everybody", "sample", "sample_books"]
