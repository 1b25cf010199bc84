"""The application alone."""

from tests.support.app import app, settings, world

__all__ = ["app", "settings", "world"]
