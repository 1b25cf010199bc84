"""Imports every model, so that one import gives the whole metadata."""

from api.db.models import (
    access,
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
    sharing,
    tables,
    teams,
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
    teams,
    access,
    sharing,
)
metadata = Base.metadata
