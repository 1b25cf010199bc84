"""Fixtures of tests that talk to the application over HTTP."""

from tests.support.app import anonymous, app, settings, world

__all__ = ["anonymous", "app", "settings", "world"]
