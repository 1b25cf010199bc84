"""Changes of a field that values already there would not fit.

They are refused with how many records stand against them; nothing is cut, emptied or left in a state that the field
itself would not accept. Other changes of settings touch no stored value: fewer decimals of a number or an amount only
round what is written from then on and how it is shown as text, and more decimals bring the digits back.

Records in the trash do not count: nobody can see or change them there. Restored, a cell whose option is gone is empty;
one that is against the rules by now stays in the trash until they are relaxed (``api/records/writing/constrained.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import AsyncConnection

from api.db.engine import WriteSession
from api.fields import repository
from api.fields.options import removed
from api.fields.stored import hold_records
from api.records.sql.broken import count_breaking
from api.records.sql.values import count_of
from core.counted import counted, filled
from core.errors import Conflict
from core.fields.constraints import of_field
from core.fields.currency import MAX_DIGITS, CurrencyConfig
from core.fields.link import LinkConfig
from core.fields.options import SelectConfig
from core.fields.rating import RatingConfig
from core.schema import FieldDef, TableSchema


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``against`` is SQL about one record, of our own names and numbers; ``told`` is for ``core.counted.filled``."""

    code: str
    path: str
    against: str
    told: str


async def check_narrowing(
    session: WriteSession, conn: AsyncConnection, schema: TableSchema, before: FieldDef, after: FieldDef
) -> None:
    """Raises Conflict. From here to the commit no record is written, so what is counted stays true.

    ``conn`` is the session's own.
    """
    narrowings = list(_narrowings(before, after))
    gone: tuple[str, ...] = ()
    if isinstance(before.config, SelectConfig) and isinstance(after.config, SelectConfig):
        gone = removed(before.config, after.config)
    known = of_field(before, schema)
    fresh = [constraint for constraint in of_field(after, schema) if constraint not in known]
    if not narrowings and not gone and not fresh:
        return
    await hold_records(conn, schema)
    for narrowing in narrowings:
        count = await repository.count_live(session, schema, narrowing.against)
        if count:
            raise Conflict(narrowing.code, filled(narrowing.told, count), narrowing.path)
    for constraint in fresh:
        count = await count_breaking(conn, schema, constraint)
        if count:
            raise Conflict("values_against", filled(constraint.against, count), constraint.setting)
    if gone:
        await _check_options(session, schema, before, gone)


async def check_new_required(
    session: WriteSession, conn: AsyncConnection, schema: TableSchema, field: FieldDef
) -> None:
    """A new field is empty in every record that there is. ``conn`` is the session's own. Raises Conflict."""
    if not field.required:
        return
    await hold_records(conn, schema)
    count = await repository.count_live(session, schema, "true")
    if count:
        raise Conflict(
            "empty_values",
            f"{schema.name} has {counted(count, 'record')}, in which a new field is empty. "
            "Add it without `required`, fill it, then make it required.",
            "required",
        )


def _narrowings(before: FieldDef, after: FieldDef) -> Iterator[Narrowing]:
    name, column = _quoted(after.name), after.column
    if after.required and not before.required:
        empty = empty_condition(after)
        told = f"{name} is empty in {{records}}. Fill {{them}} first, then make it required."
        yield Narrowing("empty_values", "required", empty, told)
    match before.config, after.config:
        case RatingConfig(max=old), RatingConfig(max=new) if new < old:
            told = f"{name} is above {new} in {{records}}. Lower {{them}} first, then the maximum."
            yield Narrowing("values_too_large", "config.max", f"{column} > {new}", told)
        case CurrencyConfig(precision=old), CurrencyConfig(precision=new) if new > old:
            # An amount keeps so many digits in all: each decimal more is a digit less before the point.
            most = 10 ** (MAX_DIGITS - new)
            told = (
                f"{name} is {most:,} or more in {{records}}, which leaves no room for {counted(new, 'decimal')}. "
                "Lower {them} first, or keep fewer decimals."
            )
            yield Narrowing("values_too_large", "config.precision", f"abs({column}) >= {most}", told)
        case _:
            return


def empty_condition(field: FieldDef) -> str:
    """SQL that is true for a record ``t`` whose cell is empty."""
    config = field.config
    if isinstance(config, LinkConfig):
        return (
            f"NOT EXISTS (SELECT FROM {config.relation} l JOIN {config.target_relation} o ON o.id = l.{config.other}"
            f" AND o.deleted_at IS NULL WHERE l.{config.side} = t.id)"
        )
    return f"{count_of(field, field.column)} = 0" if field.many else f"{field.column} IS NULL"


async def _check_options(session: WriteSession, schema: TableSchema, field: FieldDef, gone: tuple[str, ...]) -> None:
    """Raises Conflict where records still use an option that would go."""
    used = await repository.count_uses(session, schema, field, gone)
    if used and isinstance(field.config, SelectConfig):
        listed = ", ".join(f"{field.config.names[key]!r} in {counted(count, 'record')}" for key, count in used.items())
        raise Conflict(
            "option_in_use",
            f"{field.name} still uses {listed}. Change those first, then remove the option.",
            "config.options",
        )


def _quoted(name: str) -> str:
    """A name inside a text that is still to be formatted."""
    return name.replace("{", "{{").replace("}", "}}")
