"""Making the new column or pairs, and switching the field over to them."""

from dataclasses import replace

from psycopg import AsyncConnection, errors

from api.access.grants.repository import raise_policy
from api.db import pairs, physical
from api.encryption.rotation import catch_up
from api.encryption.vault import Vault
from api.fields.convert import columns, ends, forms
from api.fields.convert.change import Change
from api.fields.convert.ciphering import Asker, refuse_uses
from api.fields.convert.past import seal_the_past
from api.fields.dependants import refresh
from api.fields.narrowing import empty_condition
from api.fields.stored import hold_records
from api.records.acts import WriteContext
from api.records.sql.broken import count_breaking
from api.tables.connected import hold
from core.counted import filled
from core.errors import Conflict, NotFound, Unavailable
from core.fields.constraints import of_field
from core.fields.link import LinkConfig
from core.fields.primary import not_primary
from core.schema import FieldDef, TableSchema


async def hold_table(conn: AsyncConnection, table_id: str, *others: str) -> None:
    """The rows of these tables and of all that are connected with them until commit: changes of them happen one after
    another. Raises NotFound."""
    found = await hold(conn, (table_id, *others))
    for wanted in (table_id, *others):
        if wanted not in found:
            raise NotFound("table", wanted)


async def hold_values(conn: AsyncConnection, schema: TableSchema, *fields: FieldDef) -> None:
    """Nobody writes a record of the table, or a pair of these fields, until commit. Raises Unavailable."""
    await hold_records(conn, schema)
    for field in fields:
        if isinstance(field.config, LinkConfig) and field.config.link is not None:
            await _hold_pairs(conn, field.config)


async def _hold_pairs(conn: AsyncConnection, config: LinkConfig) -> None:
    await conn.execute(b"SET LOCAL lock_timeout = '2s'")
    try:
        await conn.execute(f"LOCK TABLE {config.relation} IN SHARE ROW EXCLUSIVE MODE".encode())
    except errors.LockNotAvailable as error:
        raise Unavailable("table_busy", "The link is busy with a long operation. Try again in a moment.") from error
    await conn.execute(b"SET LOCAL lock_timeout TO DEFAULT")


async def prepare(conn: AsyncConnection, schema: TableSchema, change: Change) -> Change:
    """``change`` with a column or a table of pairs to fill, which is empty; some types need neither."""
    target = replace(change.target, number=await forms.take_number(conn, schema))
    if change.target_end is not None:
        target = await ends.with_pairs(conn, schema, change.target_end, change.source, target)
    await physical.add_column(conn, schema, target)  # does nothing where there is nothing to store
    return change.into(target)


async def throw_away(conn: AsyncConnection, schema: TableSchema, target: FieldDef) -> None:
    """What ``prepare`` made."""
    if isinstance(target.config, LinkConfig):
        await pairs.drop_pairs(conn, target.config)
    await physical.drop_column(conn, schema, target)


async def switch_over(
    conn: AsyncConnection,
    schema: TableSchema,
    change: Change,
    context: WriteContext,
    vault: Vault,
    asker: Asker | None = None,
) -> FieldDef:
    """The field is its target from the commit on. The caller holds rotations off, the table's row and its records.

    Raises Conflict where the new values break a rule that the field has: ``empty_values``, ``duplicate_values``,
    ``values_against``; ``field_in_use`` and ``calculating`` where a field made of it would stay in the open;
    ``primary_field`` where its values are no titles.
    """
    source, target = change.source, change.target
    untitled = not_primary(target) if source.id == schema.primary_field_id else None
    if untitled is not None:
        # It was made the primary field since a job began, or since the conversion that undo takes back.
        raise Conflict("primary_field", f"{source.name} is the primary field. {untitled}", "type")
    if target.encrypted and not source.encrypted:
        # Somebody may have made a field of it since a job began, or since the encryption that undo brings back.
        await refuse_uses(conn, schema, source, asker)
    await _check_required(conn, schema, source, target)
    await _check_limits(conn, schema, target)
    if source.unique:
        await physical.drop_unique(conn, schema, source)
    if target.unique:
        await physical.add_unique(conn, schema, target)
    target, changed = await ends.follow(conn, schema, source, target, change.target_end, context.actor.number)
    await forms.switch(conn, schema, target)
    await refresh(conn, schema.id, {target.id, *changed})
    # Policies of tables that look at this one over others know what it was, and so do rules that ask for it.
    await raise_policy(conn, schema.workspace_id)
    cipher = change.conversion.cipher
    if target.encrypted and cipher is not None:
        await seal_the_past(conn, schema, target, cipher)
        await catch_up(conn, vault, schema, target, context.actor.number or 0)
    await columns.log_conversion(conn, schema, context, forms.form_of(source), forms.form_of(target))
    if target.encrypted and not source.encrypted:
        await columns.forget_defaults(conn, schema, target)
    return target


async def _check_required(conn: AsyncConnection, schema: TableSchema, source: FieldDef, target: FieldDef) -> None:
    if not target.required:
        return
    cursor = await conn.execute(
        f"SELECT count(*) FROM {schema.relation} t WHERE t.deleted_at IS NULL AND {empty_condition(target)}".encode()
    )
    row = await cursor.fetchone()
    if row and row[0]:
        raise Conflict(
            "empty_values",
            f"{source.name} must not be empty, and {row[0]:,} of its values cannot become {target.type.name}. "
            "Change them first, or make the field optional.",
            "type",
        )


async def _check_limits(conn: AsyncConnection, schema: TableSchema, target: FieldDef) -> None:
    for constraint in of_field(target, schema):
        count = await count_breaking(conn, schema, constraint)
        if count:
            raise Conflict("values_against", filled(constraint.against, count), constraint.setting)
