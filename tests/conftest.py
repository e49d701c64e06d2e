"""One setting for all tests: a property is no stopwatch, and a busy machine must not fail it."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
