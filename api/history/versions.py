"""A record's history, as one person may see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from api.access import people
from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.encryption.lens import Lens, lens_over
from api.encryption.vault import Vault
from api.fields.convert import forms
from api.history import repository
from api.history.titles import Titles, keys_in, titles_of
from api.kit import clock
from api.outbox.rows import FeedRow, UnreadableRow
from api.records import read
from api.records.read import ReadContext
from api.records.stale import StaleSchema
from core.access.policy import Policy
from core.changes import Cells, Operation, RecordChange
from core.errors import NotFound
from core.fields.link import LinkConfig
from core.fields.people import Person, numbers_in
from core.ids import parse_record_id
from core.schema import FieldDef
from core.values import StoredValue, ValueKind

NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, and those of its fields that this person sees, in table order; of an unreadable one, none.

    ``people`` and ``titles`` are those that its cells name. A field that was converted since stands with the type that
    it had then.
    """

    row: FeedRow | UnreadableRow
    fields: tuple[FieldDef, ...]
    people: Mapping[int, Person]
    titles: Titles
    lens: Lens


class History:
    def __init__(self, database: Database, access: Access, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._access = access

    async def page(self, user: CurrentUser, record: str, *, before: int, limit: int) -> tuple[list[Entry], int | None]:
        """Newest first, and the ``before`` of the next page. A deleted record has a history too. Raises NotFound."""
        table, key = parse_record_id(record)
        for last in (False, True):
            try:
                access = await self._access.table(user, table)
                context = ReadContext(clock.now(), ZoneInfo("UTC"), user.number)
                async with self._database.records() as conn:
                    if not await read.exists(conn, access, key, context):
                        raise NotFound("record", record)
                    rows = await repository.of_record(conn, table, key, before=before, limit=limit + 1)
                    former = await forms.former(conn, access.schema)
                    visible = _shown(access.policy, (*access.schema.fields, *former))
                    known = await people.shown(conn, _named(rows[:limit], visible))
                    titles = await titles_of(conn, access, visible, _sides(rows[:limit]), context)
                    lens = await lens_over(self._vault, conn, access, _cells(rows[:limit], visible))
            except NotFound:
                raise NotFound("record", record) from None
            except StaleSchema:
                self._access.forget_table(table)
                if last:
                    raise
            else:
                made = [_entry(row, visible, known, titles, lens) for row in rows[:limit]]
                # A change of nothing that this person sees did not happen for them.
                entries = [entry for entry in made if entry.fields or not _is_update(entry.row)]
                return entries, rows[limit - 1].seq if len(rows) > limit else None
        raise NotFound("record", record)


def _shown(policy: Policy, fields: Sequence[FieldDef]) -> tuple[FieldDef, ...]:
    """Those whose former values somebody may see. What a computed field was made of then nobody knows any more, and it
    may be hidden, or be gone and have been hidden: so it is left out for everybody of whom grants or rules speak."""
    return tuple(field for field in fields if policy.visible(field) and (policy.plain or not field.type.computed))


def _entry(
    row: FeedRow | UnreadableRow,
    visible: tuple[FieldDef, ...],
    known: Mapping[int, Person],
    titles: Titles,
    lens: Lens,
) -> Entry:
    if isinstance(row, UnreadableRow):
        return Entry(row, (), known, titles, lens)
    touched = row.change.touched
    shown = tuple(field for field in visible if field.number in touched and _differs(row.change, field, titles))
    return Entry(row, shown, known, titles, lens)


def _is_update(row: FeedRow | UnreadableRow) -> bool:
    return isinstance(row, FeedRow) and row.change.operation is Operation.UPDATE


def _differs(change: RecordChange, field: FieldDef, titles: Titles) -> bool:
    """Whether a link's cell, as the reader sees it, is another one by the change; other cells are."""
    if not isinstance(field.config, LinkConfig) or field.config.target not in titles.ruled:
        return True
    target = field.config.target
    before, after = (
        [key for key in keys_in(side.get(field.number)) if titles.shows(target, key)]
        for side in (change.before, change.after)
    )
    return before != after


def _cells(
    rows: Sequence[FeedRow | UnreadableRow], fields: Sequence[FieldDef]
) -> Iterator[tuple[FieldDef, StoredValue]]:
    """The encrypted ones that these changes hold."""
    sealed = [field for field in fields if field.encrypted]
    for row in rows if sealed else ():
        if isinstance(row, FeedRow):
            for field in sealed:
                yield field, row.change.before.get(field.number)
                yield field, row.change.after.get(field.number)


def _named(rows: Sequence[FeedRow | UnreadableRow], visible: Sequence[FieldDef]) -> set[int]:
    """The numbers of all people in these changes."""
    numbers = [field.number for field in visible if field.kind is ValueKind.USER]
    return {person for side in _sides(rows) for number in numbers for person in numbers_in(side.get(number))}


def _sides(rows: Sequence[FeedRow | UnreadableRow]) -> list[Cells]:
    """The cells before and after each change."""
    changes = [row.change for row in rows if isinstance(row, FeedRow)]
    return [side for change in changes for side in (change.before, change.after)]
