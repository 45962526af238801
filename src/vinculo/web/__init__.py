"""The window: pages on loopback over `api`, for the owner alone."""
