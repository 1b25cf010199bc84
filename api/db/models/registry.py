"""Imports every model, so that one import gives the whole metadata."""

from api.db.models import (
    accounts,
    attachments,
    automations,
    bases,
    calculations,
    changes,
    encryption,
    indexes,
    jobs,
    links,
    messages,
    tables,
    workspaces,
)
from api.db.models.base import Base

MODELS = (
    accounts,
    workspaces,
    bases,
    tables,
    links,
    calculations,
    attachments,
    changes,
    automations,
    messages,
    jobs,
    indexes,
    encryption,
)
metadata = Base.metadata
