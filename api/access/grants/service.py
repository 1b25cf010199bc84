"""Who is given what on a table, a field or a view. Whoever has the level admin on the table sees and says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from psycopg import AsyncConnection

from api.access.grants import repository
from api.access.grants.repository import Granted, Noun
from api.access.repository import TableGrant
from api.access.service import Access
from api.access.subjects import SubjectBody, resolve, told
from api.audit import note as audit
from api.auth.current import CurrentUser
from api.db.engine import Database, ReadSession, WriteSession
from core.access.grants import Grant
from core.access.levels import FieldLevel, TableLevel
from core.access.rights import Rights
from core.access.subjects import Subject
from core.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Replaced:
    """The grants before and after; alike where nothing was changed."""

    before: Sequence[Granted]
    after: Sequence[Granted]


class Grants:
    def __init__(self, database: Database, access: Access) -> None:
        self._database = database
        self._access = access

    async def get(self, session: ReadSession, user: CurrentUser, noun: Noun, key: str) -> Sequence[Granted]:
        """Raises NotFound, Forbidden."""
        conn = await self._database.driver(session)
        await self._table(user, noun, key, conn)
        return await repository.list_grants(conn, noun, key)

    async def replace(
        self,
        session: WriteSession,
        user: CurrentUser,
        noun: Noun,
        key: str,
        given: Sequence[tuple[SubjectBody, str]],
    ) -> Replaced:
        """``given`` takes the place of all grants.

        Raises NotFound, Forbidden, Invalid, Conflict ``own_access_lost``.
        """
        conn = await self._database.driver(session)
        workspace = (await self._table(user, noun, key, conn)).base.workspace_id
        await repository.hold(conn, workspace)
        # Asked again: rights may have changed while this waited for its turn.
        table = await self._table(user, noun, key, conn)
        before = await repository.list_grants(conn, noun, key)
        there = [item.to.subject for item in before]
        subjects, faults = await resolve(conn, workspace, [subject for subject, _ in given], "grants", named=there)
        if faults:
            raise Invalid(faults[:100], faults[0].code)
        wanted = [(one, level) for one, (_, level) in zip(subjects, given, strict=True) if one is not None]
        if {(item.to.subject, item.level) for item in before} == set(wanted):
            return Replaced(before, before)
        _keep_own_access(table, noun, key, wanted)
        await repository.replace(conn, noun, key, wanted)
        await repository.raise_policy(conn, workspace)
        after = await repository.list_grants(conn, noun, key)
        audit.describe(before=_told(before), after=_told(after))
        return Replaced(before, after)

    async def _table(self, user: CurrentUser, noun: Noun, key: str, conn: AsyncConnection) -> TableGrant:
        match noun:
            case Noun.TABLE:
                return await self._access.table_now(user, key, TableLevel.ADMIN, conn)
            case Noun.FIELD:
                return await self._access.table_of_field(user, key, TableLevel.ADMIN, conn)
            case Noun.VIEW:
                return await self._access.table_of_view(user, key, TableLevel.ADMIN, conn)


def _told(grants: Sequence[Granted]) -> Sequence[Mapping[str, str]]:
    return [{"to": told(item.to), "level": item.level} for item in grants]


def _keep_own_access(table: TableGrant, noun: Noun, key: str, wanted: Sequence[tuple[Subject, str]]) -> None:
    """Raises Conflict where the caller could not take back what they do."""
    rights, base = table.base.rights, table.base.id
    if rights.above:
        return
    if noun is Noun.TABLE:
        grants = tuple(Grant(subject, TableLevel(level)) for subject, level in wanted)
        after: Rights = replace(rights, tables={**rights.tables, key: grants})
        if not after.table(key, base).level.covers(TableLevel.ADMIN):
            raise Conflict(
                "own_access_lost",
                "With these grants you would lose the level admin on the table, and could not change them any more."
                " Add a grant of level admin for yourself, or ask an owner or admin of the workspace to make them.",
                "grants",
            )
    elif noun is Noun.FIELD:
        said = tuple(Grant(subject, FieldLevel(level)) for subject, level in wanted)
        decided = replace(rights, fields={**rights.fields, key: said}).field(key, base)
        if decided is not None and decided.level is FieldLevel.HIDDEN:
            raise Conflict(
                "own_access_lost",
                "With these grants the field would be hidden from you, and you could not change them any more."
                " Add a grant for yourself, or ask an owner or admin of the workspace to make them.",
                "grants",
            )
