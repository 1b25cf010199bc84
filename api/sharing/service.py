"""Making and ending links: whoever has the level admin on the table, as for grants, because a link is one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from psycopg import AsyncConnection

from api.access.repository import TableGrant
from api.access.service import Access
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.auth.passwords import Passwords
from api.db.engine import Database, ReadSession, WriteSession
from api.kit import clock
from api.kit.newid import new_id
from api.sharing import repository
from api.sharing.fillable import bound_form
from api.sharing.links import MAX_PER_VIEW, Link, LinkKind, told
from api.sharing.schemas import FormBody
from api.tables.schema import Schemas
from core.access.roles import BaseRole
from core.errors import Forbidden, Invalid, LimitExceeded, NotFound
from core.fields.link import LinkConfig
from core.ids import PREFIXES, ViewId, is_id
from core.schema import TableSchema

_SLUG_BYTES = 16


@dataclass(frozen=True, slots=True)
class LinkWish:
    """What somebody wants a link to be; ``given`` are the names of the parts that they said something about."""

    given: frozenset[str]
    slug: str | None = None
    password: str | None = None
    expires_at: datetime | None = None
    download: bool | None = None
    allow_copy: bool | None = None
    linked_titles: bool | None = None
    embed: tuple[str, ...] | None = None
    form: FormBody | None = None


class Sharing:
    def __init__(self, database: Database, access: Access, schemas: Schemas, passwords: Passwords) -> None:
        self._database = database
        self._access = access
        self._schemas = schemas
        self._passwords = passwords

    async def create(
        self, session: WriteSession, user: CurrentUser, view_id: str, kind: LinkKind, wish: LinkWish
    ) -> Link:
        """Raises NotFound, Forbidden, Conflict ``slug_taken``, LimitExceeded ``too_many_links``, Invalid."""
        grant = await self._grant(user, view_id)
        conn = await self._database.driver(session)
        # Held until the end: what is counted stays so.
        await repository.change_policy(conn, grant.base.workspace_id)
        if len(await repository.list_of_view(conn, view_id, MAX_PER_VIEW)) >= MAX_PER_VIEW:
            message = f"A view has at most {MAX_PER_VIEW} links. Delete one first."
            raise LimitExceeded("too_many_links", message, "viewId")
        link = Link(
            id=new_id(PREFIXES["link"]),
            view_id=ViewId(view_id),
            kind=kind,
            slug=_unguessable(),
            password=None,
            expires_at=None,
            download=False,
            allow_copy=True,
            opened=frozenset(),
            embed=(),
            form={},
            submissions=0,
            created_at=clock.now(),
            created_by=user.name,
        )
        link = await self._wished(conn, user, grant, link, wish)
        await repository.add(conn, link, user.id)
        _describe(grant, after=link)
        return link

    async def list(self, session: ReadSession, user: CurrentUser, view_id: str) -> list[Link]:
        """Raises NotFound, Forbidden."""
        await self._grant(user, view_id)
        return await repository.list_of_view(await self._database.driver(session), view_id, MAX_PER_VIEW)

    async def update(self, session: WriteSession, user: CurrentUser, link_id: str, wish: LinkWish) -> Link:
        """Raises NotFound, Forbidden, Conflict ``slug_taken``, Invalid."""
        conn = await self._database.driver(session)
        link, grant = await self._found(conn, user, link_id)
        await repository.change_policy(conn, grant.base.workspace_id)
        before = await repository.get(conn, link_id)
        link = await self._wished(conn, user, grant, before, wish)
        await repository.update(conn, link)
        _describe(grant, before=before, after=link)
        return link

    async def delete(self, session: WriteSession, user: CurrentUser, link_id: str) -> None:
        """At once: statements that run for its visitors find the policy changed. Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        link, grant = await self._found(conn, user, link_id)
        _describe(grant, before=link)
        await repository.remove(conn, link.id)
        await repository.change_policy(conn, grant.base.workspace_id)
        # The entry is written when the link is gone, and where it was is not to be found any more.
        audit.describe(workspace=grant.base.workspace_id, base=grant.base.id, table=grant.id)

    async def _found(self, conn: AsyncConnection, user: CurrentUser, link_id: str) -> tuple[Link, TableGrant]:
        if not is_id(PREFIXES["link"], link_id):
            raise NotFound("link", link_id[:100])
        link = await repository.get(conn, link_id)
        try:
            return link, await self._grant(user, link.view_id, conn)
        except NotFound:
            raise NotFound("link", link_id) from None

    async def _grant(self, user: CurrentUser, view_id: str, conn: AsyncConnection | None = None) -> TableGrant:
        """A grant on the view is not enough: the table's records are given away."""
        found = await self._access.table_of_view(user, view_id, BaseRole.VIEWER)
        return await self._access.table_now(user, found.id, BaseRole.CREATOR, conn)

    async def _wished(
        self, conn: AsyncConnection, user: CurrentUser, grant: TableGrant, link: Link, wish: LinkWish
    ) -> Link:
        if wish.expires_at is not None and wish.expires_at <= clock.now():
            raise Invalid.one("expiresTime", "invalid_value", "Give a time that is still to come.")
        if wish.form is not None and link.kind is not LinkKind.FORM:
            raise Invalid.one("form", "invalid_value", "Only links of the kind form have this.")
        if (await repository.search_of(conn, link.view_id)) is not None:
            message = "The view keeps a search, which visitors could take away. Make it a filter first."
            raise Invalid.one("viewId", "view_keeps_search", message)
        schema = await self._schemas.fresh(conn, grant.number)
        changes: dict[str, object] = {}
        if "slug" in wish.given:
            changes["slug"] = wish.slug or _unguessable()
        if "password" in wish.given:
            changes["password"] = None if wish.password is None else await self._passwords.hash(wish.password)
        if "expires_time" in wish.given:
            changes["expires_at"] = wish.expires_at
        for name in ("download", "allow_copy", "embed"):
            if getattr(wish, name) is not None:
                changes[name] = getattr(wish, name)
        if wish.linked_titles is not None:
            changes["opened"] = await self._opened(conn, user, schema) if wish.linked_titles else frozenset[str]()
        changed = replace(link, **changes)  # pyright: ignore[reportArgumentType] - the names are those above
        if link.kind is LinkKind.FORM:
            form: Mapping[str, object] = link.form if wish.form is None else bound_form(wish.form, schema)
            changed = replace(changed, form=form)  # pyright: ignore[reportArgumentType] - JSON, as it is stored
        return changed

    async def _opened(self, conn: AsyncConnection, user: CurrentUser, schema: TableSchema) -> frozenset[str]:
        """The linked tables, all of them the person's to give away. Raises Forbidden."""
        targets = {
            target.id: target
            for field in schema.fields
            if isinstance(field.config, LinkConfig) and (target := schema.linked.get(field.number)) is not None
        }
        for target in targets.values():
            try:
                await self._access.table_now(user, target.id, BaseRole.CREATOR, conn)
            except (NotFound, Forbidden):
                raise Forbidden(
                    "To show titles of linked records you need the level admin in every linked table."
                ) from None
        return frozenset(targets)


def _describe(grant: TableGrant, *, before: Link | None = None, after: Link | None = None) -> None:
    """The link may be gone when the entry is written, so its place is said here."""
    if before is not None and after is not None:
        audit.describe(newAddress=before.slug != after.slug, newWord=before.password != after.password)
    audit.describe(
        workspace=grant.base.workspace_id,
        base=grant.base.id,
        table=grant.id,
        before=before and told(before),
        after=after and told(after),
    )


def _unguessable() -> str:
    return secrets.token_hex(_SLUG_BYTES)
