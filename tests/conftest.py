"""Properties are searched from a fixed seed and without a clock: the same tree passes or fails everywhere."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
