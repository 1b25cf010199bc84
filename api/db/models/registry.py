"""Imports every model, so that one import gives the whole metadata."""

from api.db.models import (
    access,
    accounts,
    attachments,
    audit,
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
    audit,
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
    sharing,
)
metadata = Base.metadata
