"""Wire models of service accounts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.auth.identity import PersonName
from api.auth.service_accounts.repository import ServiceAccount
from api.http.body import Answer, Body, Patch
from core.access.roles import WorkspaceRole


class ServiceAccountBody(Body):
    """``role`` is that in the workspace: member or admin."""

    name: PersonName
    role: Annotated[WorkspaceRole, Field(strict=False)] = WorkspaceRole.MEMBER


class ServiceAccountPatch(Patch):
    name: PersonName | None = None
    disabled: bool | None = None


class ServiceAccountAnswer(Answer):
    """``email`` is made up: it names the account where people are named by theirs."""

    id: str
    name: str
    email: str
    role: WorkspaceRole | None
    disabled: bool
    created_time: datetime

    @classmethod
    def of(cls, account: ServiceAccount) -> "ServiceAccountAnswer":
        return cls(
            id=account.id,
            name=account.name,
            email=account.email,
            role=account.role,
            disabled=account.disabled,
            created_time=account.created_at,
        )


class ServiceAccountsAnswer(Answer):
    items: Sequence[ServiceAccountAnswer]
