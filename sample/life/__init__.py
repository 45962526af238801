"""One invented life, told in every export format. Nobody in here exists."""

SEED = "desde cero, 2009-2026"
"""Draws come from `random.Random(f"{SEED}|what for|who")`: one person's luck leaves the others alone."""
