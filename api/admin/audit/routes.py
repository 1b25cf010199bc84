"""The audit log over HTTP: for owners and admins of a workspace, and the whole of it for operators."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from api.access.service import Access
from api.admin.audit.export import MEDIA_TYPES, ExportFormat, lines
from api.admin.audit.requests import Asked, cursor_of, place_of
from api.admin.audit.schemas import AuditActor, AuditEntryAnswer, BrokenAnswer, VerdictAnswer
from api.admin.operators import Operators
from api.audit import note as audit
from api.audit.chain.verify import verify
from api.audit.entries import INSTALLATION
from api.audit.listing import everything, page
from api.audit.rows import Row
from api.http.deps import Db, Provided, SignedIn
from api.http.pagination import Page, Paging, split_page
from core.access.roles import WorkspaceRole

router = APIRouter(tags=["audit"])

AccessHere = Annotated[Access, Provided(Access)]
OperatorsHere = Annotated[Operators, Provided(Operators)]
_AT_ONCE = 20_000
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {media: {"schema": {"type": "string"}} for media in MEDIA_TYPES.values()}}
}


@router.get("/workspaces/{workspace_id}/audit-logs")
async def list_audit_logs(
    workspace_id: str, asked: Asked, user: SignedIn, access: AccessHere, database: Db, paging: Paging
) -> Page[AuditEntryAnswer]:
    """What was done in the workspace, newest first; for its owners and admins."""
    granted = await access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
    async with database.records() as conn:
        filters = replace(asked, chain=granted.grant.id)
        rows = await page(conn, filters, after=place_of(paging.after), limit=paging.limit + 1)
    return _page(rows, paging.limit)


@router.get("/workspaces/{workspace_id}/audit-logs/export", response_class=StreamingResponse, responses=_FILE)
async def export_audit_logs(
    workspace_id: str,
    asked: Asked,
    user: SignedIn,
    access: AccessHere,
    database: Db,
    kind: Annotated[ExportFormat, Query(alias="format")] = ExportFormat.JSONL,
) -> StreamingResponse:
    """The same as a file, oldest first. Each JSON line holds the hash of itself, so a file can be verified alone."""
    granted = await access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
    audit.describe(action="audit.exported", format=kind.value)
    pages = everything(database, replace(asked, chain=granted.grant.id))
    headers = {"Content-Disposition": f'attachment; filename="audit.{kind.value}"'}
    return StreamingResponse(lines(pages, kind), media_type=MEDIA_TYPES[kind], headers=headers)


@router.get("/workspaces/{workspace_id}/audit-logs/verify")
async def verify_audit_logs(
    workspace_id: str,
    user: SignedIn,
    access: AccessHere,
    database: Db,
    after: Annotated[int, Query(ge=0, lt=2**62, description="Go on behind this position.")] = 0,
) -> VerdictAnswer:
    """Whether the workspace's entries are as they were sealed; up to 20,000 at once."""
    granted = await access.workspace(user, workspace_id, WorkspaceRole.ADMIN)
    async with database.records() as conn:
        verdict = await verify(conn, granted.grant.id, after, _AT_ONCE)
    broken = verdict.broken
    return VerdictAnswer(
        ok=broken is None,
        verified=verdict.verified,
        first=verdict.first,
        last=verdict.last,
        hash=verdict.hash.hex(),
        waiting=verdict.waiting,
        broken=None
        if broken is None
        else BrokenAnswer(position=broken.position, entry_id=broken.entry, reason=broken.reason),
        next_after=verdict.following,
    )


@router.get("/admin/audit-logs")
async def list_installation_audit_logs(
    asked: Asked,
    user: SignedIn,
    operators: OperatorsHere,
    database: Db,
    paging: Paging,
    workspace: Annotated[
        str | None, Query(pattern=r"^[a-z0-9_]{1,40}$", description='A workspace\'s id, or "installation".')
    ] = None,
) -> Page[AuditEntryAnswer]:
    """The whole log, or the part of the installation alone: accounts and sign-ins. For operators (DATAOS_OPERATORS)."""
    operators.check(user)
    async with database.records() as conn:
        filters = replace(asked, chain=workspace)
        rows = await page(conn, filters, after=place_of(paging.after), limit=paging.limit + 1)
    return _page(rows, paging.limit)


def _page(rows: Sequence[Row], limit: int) -> Page[AuditEntryAnswer]:
    shown, cursor = split_page(rows, limit, [cursor_of(row.at, row.seq) for row in rows])
    return Page(items=[_entry(row) for row in shown], next_cursor=cursor)


def _entry(row: Row) -> AuditEntryAnswer:
    return AuditEntryAnswer.model_validate(
        {
            "id": row.id,
            "time": row.at,
            "workspace_id": None if row.chain == INSTALLATION else row.chain,
            "action": row.action,
            "outcome": row.outcome,
            "actor": AuditActor(type=row.actor_kind, id=row.actor_id, name=row.actor_name),
            "on_behalf_of": row.on_behalf,
            "address": row.address,
            "user_agent": row.user_agent,
            "request_id": row.request_id,
            "base_id": row.base_id,
            "table_id": row.table_id,
            "targets": row.targets,
            "before": row.before,
            "after": row.after,
            "detail": row.detail,
            "position": row.position,
            "hash": None if row.hash is None else row.hash.hex(),
        }
    )
