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
from api.sharing.fillable import bound_form, require_writable
from api.sharing.links import MAX_PER_VIEW, Link, LinkKind, told
from api.sharing.schemas import FormBody
from api.tables import repository as tables
from api.tables.schema import Schemas
from api.views.giving import refuse_search, require_all_of_it, require_titles
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.errors import Forbidden, Invalid, LimitExceeded, NotFound
from core.fields.link import LinkConfig
from core.ids import PREFIXES, ViewId, is_id
from core.schema import TableSchema
from core.values import JsonValue

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
        conn = await self._database.driver(session)
        table = await self._held(session, user, view_id)
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
        link = await self._wished(conn, user, table, link, wish)
        await repository.add(conn, link, user.id)
        _describe(table.grant, after=link)
        return link

    async def list(self, session: ReadSession, user: CurrentUser, view_id: str) -> list[Link]:
        """Their addresses are told, so only to those who see all that they open. Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        grant = await self._grant(user, view_id, conn)
        found = await repository.list_of_view(conn, view_id, MAX_PER_VIEW)
        if found:
            schema = await self._schemas.fresh(conn, grant.number)
            policy = await self._access.policy_now(user, grant, schema, conn)
            table = _Source(grant, schema, policy, await repository.config_of(conn, view_id))
            for link in found:
                _require_theirs(table, link)
        return found

    async def update(self, session: WriteSession, user: CurrentUser, link_id: str, wish: LinkWish) -> Link:
        """Raises NotFound, Forbidden, Conflict ``slug_taken``, Invalid."""
        conn = await self._database.driver(session)
        found, _ = await self._found(conn, user, link_id)
        table = await self._held(session, user, found.view_id)
        before = await repository.get(conn, link_id)
        link = await self._wished(conn, user, table, before, wish)
        await repository.update(conn, link)
        _describe(table.grant, before=before, after=link)
        return link

    async def delete(self, session: WriteSession, user: CurrentUser, link_id: str) -> None:
        """At once: statements that run for its visitors find the policy changed. Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        link, grant = await self._found(conn, user, link_id)
        _describe(grant, before=link)
        await repository.remove(conn, link.id)
        await repository.change_policy(conn, grant.base.workspace_id)

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

    async def _held(self, session: WriteSession, user: CurrentUser, view_id: str) -> "_Source":
        """The view's table, held until commit, so that neither the view nor anybody's rights change meanwhile. Rights
        are asked again then: they may have changed while this waited for its turn. Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        grant = await self._grant(user, view_id, conn)
        schema = await tables.lock(session, grant.id)
        await repository.change_policy(conn, grant.base.workspace_id)
        grant = await self._grant(user, view_id, conn)
        policy = await self._access.policy_now(user, grant, schema, conn)
        return _Source(grant, schema, policy, await repository.config_of(conn, view_id))

    async def _wished(
        self, conn: AsyncConnection, user: CurrentUser, table: "_Source", link: Link, wish: LinkWish
    ) -> Link:
        if wish.expires_at is not None and wish.expires_at <= clock.now():
            raise Invalid.one("expiresTime", "invalid_value", "Give a time that is still to come.")
        if wish.form is not None and link.kind is not LinkKind.FORM:
            raise Invalid.one("form", "invalid_value", "Only links of the kind form have this.")
        refuse_search(str(table.config.get("search") or ""), "viewId")
        if "slug" in wish.given:
            link = replace(link, slug=wish.slug or _unguessable())
        if "password" in wish.given:
            hashed = None if wish.password is None else await self._passwords.hash(wish.password)
            link = replace(link, password=hashed)
        if "expires_time" in wish.given:
            link = replace(link, expires_at=wish.expires_at)
        if wish.linked_titles is not None:
            opened = await self._opened(conn, user, table) if wish.linked_titles else frozenset[str]()
            link = replace(link, opened=opened)
        link = replace(
            link,
            download=link.download if wish.download is None else wish.download,
            allow_copy=link.allow_copy if wish.allow_copy is None else wish.allow_copy,
            embed=link.embed if wish.embed is None else wish.embed,
        )
        if wish.form is not None:
            link = replace(link, form=bound_form(wish.form, table.schema, table.policy))
        _require_theirs(table, link)
        return link

    async def _opened(self, conn: AsyncConnection, user: CurrentUser, table: "_Source") -> frozenset[str]:
        """The linked tables, all of them the person's to give away. Raises Forbidden."""
        targets: set[str] = set()
        for field in table.schema.fields:
            target = table.schema.linked.get(field.number) if isinstance(field.config, LinkConfig) else None
            if target is None:
                continue
            if target.id not in targets:
                try:
                    await self._access.table_now(user, target.id, BaseRole.CREATOR, conn)
                except (NotFound, Forbidden):
                    raise Forbidden(
                        "To show titles of linked records you need the level admin in every linked table."
                    ) from None
            require_titles(table.schema, table.policy, field)
            targets.add(target.id)
        return frozenset(targets)


@dataclass(frozen=True, slots=True)
class _Source:
    """What somebody makes a link to: the table, what they may do with it, and the view's config."""

    grant: TableGrant
    schema: TableSchema
    policy: Policy
    config: Mapping[str, JsonValue]


def _require_theirs(table: _Source, link: Link) -> None:
    """Raises Forbidden where the link gives away more than the person has."""
    if link.kind is LinkKind.FORM:
        require_writable(table.config, link.form, table.schema, table.policy)
    else:
        require_all_of_it(table.config, table.schema, table.policy, link.opened)


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
