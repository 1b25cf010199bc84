"""What a visitor may do at a link to a view: look, ask, take a copy. None of it is saved."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import orjson

from api.access.service import TableAccess
from api.auth.passwords import Passwords
from api.db.engine import Database
from api.http import limits
from api.records.browsing import Browsing
from api.records.sql.project import Shape
from api.sharing import repository
from api.sharing.csv_text import line
from api.sharing.links import LinkKind, NoSuchLink, OpenLink
from api.sharing.masking import names_addresses, refuse_addresses, without_addresses
from api.sharing.throttle import LinkThrottle
from api.sharing.tickets import Tickets
from api.sharing.visiting import SharedAccess, visitor
from api.tables.grid import GridConfig
from api.views.giving import shown_fields
from core.counted import counted
from core.errors import Forbidden, NotFound
from core.ids import parse_record_id
from core.schema import FieldDef
from core.values import JsonValue


@dataclass(frozen=True, slots=True)
class Coming:
    """How a visitor comes: from where, and with which ticket."""

    address: str
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class SharedTable:
    """What a link shows: ``fields`` in the view's order; ``config`` without what strangers are not told."""

    opened: OpenLink
    access: TableAccess
    fields: tuple[FieldDef, ...]
    config: GridConfig


class Visits:
    def __init__(
        self,
        database: Database,
        access: SharedAccess,
        browsing: Browsing,
        passwords: Passwords,
        tickets: Tickets,
        throttle: LinkThrottle,
        *,
        page: int,
    ) -> None:
        """``browsing`` is one over ``access``; ``page`` records are exported at a time."""
        self._database = database
        self._access = access
        self._browsing = browsing
        self._passwords = passwords
        self._tickets = tickets
        self._throttle = throttle
        self._page_size = page

    async def find(self, slug: str, coming: Coming) -> OpenLink:
        """A link that works now, whether or not the visitor knows its password. Raises NotFound, TooManyAttempts."""
        self._throttle.look(coming.address)
        opened = None
        if 3 <= len(slug) <= 60 and slug.isascii():
            async with self._database.records() as conn:
                opened = await repository.find_open(conn, slug=slug)
        if opened is None:
            self._throttle.missed(coming.address)
            raise NoSuchLink
        return opened

    def locked(self, opened: OpenLink, coming: Coming) -> bool:
        return opened.link.password is not None and not self._tickets.good(opened.link, coming.ticket)

    async def enter(self, slug: str, kind: LinkKind, coming: Coming) -> OpenLink:
        """Raises NotFound, Forbidden ``password_required``."""
        opened = await self.find(slug, coming)
        if self.locked(opened, coming):
            raise Forbidden("This link asks for a password. Give it first.", "password_required")
        if opened.link.kind is not kind:
            raise NoSuchLink
        return opened

    async def unlock(self, slug: str, password: str, coming: Coming) -> str:
        """A ticket. Raises NotFound, Forbidden ``wrong_password``, TooManyAttempts."""
        opened = await self.find(slug, coming)
        link = opened.link
        if link.password is None:
            return self._tickets.issue(link)
        self._throttle.try_password(link.id, coming.address)
        matches, _ = await self._passwords.verify(password, link.password)
        if not matches:
            raise Forbidden("This is not the password of the link.", "wrong_password")
        self._throttle.knew_password(link.id, coming.address)
        return self._tickets.issue(link)

    async def table(self, opened: OpenLink) -> SharedTable:
        async with self._database.records() as conn:
            access = await self._access.through(opened, visitor(opened), conn)
        fields = tuple(field for field in shown_fields(opened.config, access.schema) if access.policy.visible(field))
        return SharedTable(opened, access, fields, _config(opened, fields))

    async def page(
        self, opened: OpenLink, asked: Mapping[str, JsonValue], zone: ZoneInfo, shape: Shape, week_start: int
    ) -> bytes:
        """Records, or groups and footers. Raises NotFound, Invalid."""
        # The policy is compiled again for the list, so only where there is something to look for.
        if names_addresses(asked.get("filter")):
            seen = await self.table(opened)
            refuse_addresses(asked.get("filter"), seen.access.schema, seen.access.policy)
        raw = {**asked, "view": opened.link.view_id}
        found = await self._browsing.page(visitor(opened), opened.table_id, raw, zone, shape, week_start=week_start)
        return without_addresses(found.body)

    async def record(self, opened: OpenLink, record: str, zone: ZoneInfo, shape: Shape) -> bytes:
        """Raises NotFound, for records of other tables and those that the view leaves out too."""
        if parse_record_id(record).table != opened.table_number:
            raise NotFound("record", record)
        return without_addresses((await self._browsing.get(visitor(opened), record, zone, shape)).body)

    async def export(self, opened: OpenLink, zone: ZoneInfo, coming: Coming) -> AsyncGenerator[bytes]:
        """The view as CSV, a page at a time: the link is asked again for each. The last line says if records are left
        out. Raises NotFound, Forbidden."""
        if not opened.link.download:
            raise Forbidden("This link does not allow downloads.", "download_not_allowed")
        self._throttle.export(coming.address)
        fields = (await self.table(opened)).fields
        first = await self._rows(opened, fields, zone, None)

        async def lines() -> AsyncGenerator[bytes]:
            yield b"\xef\xbb\xbf" + line([field.name for field in fields])
            left, (rows, cursor) = limits.MAX_SHARED_EXPORT, first
            while True:
                yield b"".join(line([row.get(field.id) for field in fields]) for row in rows[:left])
                more = cursor is not None or len(rows) > left
                left = max(0, left - len(rows))
                if more and left == 0:
                    most = counted(limits.MAX_SHARED_EXPORT, "record")
                    yield line([f"A download has at most {most}. The others are left out."])
                    return
                if cursor is None:
                    return
                rows, cursor = await self._rows(opened, fields, zone, cursor)

        return lines()

    async def _rows(
        self, opened: OpenLink, fields: tuple[FieldDef, ...], zone: ZoneInfo, cursor: str | None
    ) -> tuple[list[dict[str, JsonValue]], str | None]:
        asked: dict[str, JsonValue] = {"limit": self._page_size, "fields": [field.id for field in fields]}
        if cursor is not None:
            asked["cursor"] = cursor
        names: dict[str, str] = {field.name: field.id for field in fields}
        answer = orjson.loads(await self.page(opened, asked, zone, Shape.NAME, 0))
        rows = [{names[name]: value for name, value in item["fields"].items()} for item in answer["items"]]
        return rows, answer["nextCursor"]


def _config(opened: OpenLink, fields: tuple[FieldDef, ...]) -> GridConfig:
    """How the view looks; its filter is its maker's, and holds without being shown."""
    config, there = GridConfig.model_validate(opened.config), {field.id for field in fields}
    return config.model_copy(
        update={
            "filter": None,
            "search": None,
            "sorts": [sort for sort in config.sorts if sort.field in there],
            "groups": [group for group in config.groups if group.field in there],
            "columns": [column for column in config.columns if column.field in there],
        }
    )
