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
    identities,
    identity,
    indexes,
    invitations,
    jobs,
    links,
    messages,
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
    invitations,
    identity,
    identities,
)
metadata = Base.metadata
