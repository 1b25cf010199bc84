"""Imports every model, so that one import gives the whole metadata."""

from api.db.models import accounts, automations, bases, changes, jobs, messages, tables, workspaces
from api.db.models.base import Base

MODELS = (accounts, workspaces, bases, tables, changes, automations, messages, jobs)
metadata = Base.metadata
