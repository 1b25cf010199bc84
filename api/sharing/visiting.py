"""Visitors: whoever comes by a link. To the services that read and write records they are one more caller.

A visitor is a ``CurrentUser`` who is nobody: number 0 is no person's, so what is theirs is nothing. Their access to the
one table of the link comes from ``SharedAccess``, which services are given in place of ``Access``; so records are read
and written for them by the same code, under a policy like any other. Nothing is remembered between requests: a link
that was closed a moment ago opens nothing, and statements under way find the policy version raised.
"""

from dataclasses import dataclass

from psycopg import AsyncConnection

from api.access.service import Access, TableAccess
from api.auth.current import CurrentUser
from api.sharing import repository
from api.sharing.links import NoSuchLink, OpenLink, form_of
from api.sharing.policy import policy_of
from core.errors import NotFound
from core.ids import UserId

NOBODY = 0


@dataclass(frozen=True, slots=True)
class Visitor(CurrentUser):
    link: str = ""


def visitor(opened: OpenLink) -> Visitor:
    return Visitor(UserId(""), NOBODY, "", "", "", link=opened.link.id)


class SharedAccess(Access):
    """Access of visitors: each to the table of their link, and to nothing else."""

    async def table(self, user: CurrentUser, table: str | int, conn: AsyncConnection | None = None) -> TableAccess:
        """Raises NotFound."""
        if not isinstance(user, Visitor):
            raise TypeError("SharedAccess is for visitors")
        async with self._connection(conn) as lent:
            opened = await repository.find_open(lent, link=user.link)
            if opened is None:
                raise NoSuchLink
            if table not in (opened.table_id, opened.table_number):
                raise NotFound("table", str(table))
            return await self.through(opened, user, lent)

    async def through(self, opened: OpenLink, user: Visitor, conn: AsyncConnection) -> TableAccess:
        schema = await self._schemas.by_number(conn, opened.table_number)
        prefilled = frozenset(form_of(opened.link.form).prefill)
        policy = await policy_of(conn, self._policies, opened, schema, also=prefilled)
        return TableAccess(schema, policy, user, self._file_links)
