"""What a field held before it was encrypted: sealed in the feed and in the run log, and its old columns thrown away.

Otherwise the values would go on standing in the database in the open, in every change that ever wrote them.
"""

from psycopg import AsyncConnection

from api.db import physical
from api.fields.convert import columns, forms
from api.fields.convert.change import Change
from api.fields.convert.past_runs import mask_steps, seal_contexts
from core.fields.conversion import Cipher
from core.schema import FieldDef, TableSchema

SEALS_THE_PAST = (
    "The field's earlier values are encrypted in the history too, and its old column is deleted, so this cannot be"
    " undone: to go back, convert with encrypted: false. In the run log the inputs and errors of automations that name"
    " the field are masked. It does not reach what people or automations copied elsewhere, values that filters of views"
    " and fields compare the field with, now or earlier, former values of formulas and lookups over the field, answers"
    " kept for repetition (a day), mails and notifications that were sent, backups, and disk blocks that PostgreSQL has"
    " not written anew (VACUUM FULL does)."
)

_FORMS = b"""
UPDATE dataos.field_forms SET reveal_to = %s WHERE field_id = %s AND reveal_to IS NULL AND type <> 'link'
RETURNING number
"""


async def past_of(conn: AsyncConnection, schema: TableSchema, change: Change, most: int) -> int:
    """How many changes of the field ``seal_the_past`` will seal; counted no further than a little above ``most``."""
    source = change.source
    if source.encrypted or not change.target.encrypted:
        return 0
    numbers = [str(form.number) for form in await forms.former(conn, schema) if form.id == source.id]
    return await columns.count_changes(conn, schema, [str(source.number), *numbers], most + 1)


async def seal_the_past(conn: AsyncConnection, schema: TableSchema, field: FieldDef, cipher: Cipher) -> None:
    """In the transaction that makes ``field`` an encrypted one; its table is held."""
    numbers = [row[0] for row in await (await conn.execute(_FORMS, [field.reveal_to, field.id])).fetchall()]
    for form in await forms.former(conn, schema):
        if form.id == field.id and form.number in numbers:
            # The form stays, so that history knows what its values mean; with the flag, that they are sealed.
            await physical.drop_column(conn, schema, form)
            await columns.seal_changes(conn, schema, form, cipher)
            await seal_contexts(conn, schema, form, cipher)
    await mask_steps(conn, schema, field)
