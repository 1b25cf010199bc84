"""Encrypted values in a run: opened for the step that names them if the owner may see them, sealed or masked elsewhere.

What a step gives to later ones keeps its encrypted values sealed, so the run log holds no more of them than the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from psycopg import AsyncConnection

from api.access.service import TableAccess
from api.automations.firing.moments import Moment
from api.automations.log.loading import LoadedRun
from api.automations.log.masking import MASK, SEALED, texts_of
from api.encryption.lens import Lens, lens_over
from api.encryption.vault import Vault
from core.fields.sealing import MASKED
from core.schema import FieldDef
from core.values import JsonValue, StoredValue


@dataclass
class Secrets:
    """``text`` is the step; only fields that it names are opened. ``seen`` collects what was."""

    text: str
    lenses: Sequence[Lens] = ()
    seen: set[str] = field(default_factory=set[str])

    def cell(self, field: FieldDef, stored: StoredValue) -> JsonValue:
        """An encrypted cell as the owner sees it, the mask where they do not."""
        if stored is None:
            return None
        lens = next((lens for lens in self.lenses if field.id in lens.access.schema.by_id), None)
        if lens is None or field.id not in self.text:
            return MASK
        shown = lens.show(stored, field)
        if shown == MASKED:
            return MASK
        self.seen.update(texts_of(shown))
        return shown

    def output(self, field_id: str, value: JsonValue) -> JsonValue:
        """The same for a value that an earlier step gave."""
        if not isinstance(value, dict) or value.keys() != {SEALED}:
            return MASK if value == MASKED else value
        found = (lens.access.schema.by_id.get(field_id) for lens in self.lenses)
        known = next((field for field in found if field is not None and field.encrypted), None)
        return MASK if known is None else self.cell(known, value[SEALED])


def kept_sealed(value: JsonValue) -> JsonValue:
    """A wire value for the run log: a mark of PostgreSQL's (``api/encryption/revealing.py``) becomes the envelope that
    it holds, for no text in the database may have the mark's NUL."""
    match value:
        case {"\x00": [str(), str() as envelope]}:
            return {SEALED: envelope}
        case _:
            return value


async def secrets_of(
    vault: Vault, conn: AsyncConnection, run: LoadedRun, accesses: Sequence[TableAccess], text: str
) -> Secrets:
    """For a step with this text; ``accesses`` are the tables that it may name, as the owner sees them."""
    lenses: list[Lens] = []
    for access in {access.schema.number: access for access in accesses}.values():
        named = [field for field in access.schema.sealed if field.id in text]
        lenses.append(await lens_over(vault, conn, access, [(f, v) for f in named for v in _stored(run, access, f)]))
    return Secrets(text, lenses)


def _stored(run: LoadedRun, access: TableAccess, field: FieldDef) -> list[StoredValue]:
    """Every envelope of the field in what the run knows."""
    found: list[StoredValue] = []
    if run.record_key is not None and access.schema.number == run.table_number:
        moment = Moment.from_json(dict(run.context))
        found += [moment.cells.get(field.number), moment.before.get(field.number)]
    for output in run.outputs.values():
        match output:
            case {"record": {"fields": dict() as fields}}:
                value = fields.get(field.id)
                found.append(value.get(SEALED) if isinstance(value, dict) else None)
            case _:
                continue
    return found
