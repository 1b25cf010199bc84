"""Selects that grow with what is written into them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.access.service import Access
from api.auth.current import CurrentUser
from api.db.engine import Database
from api.fields import repository
from api.fields.derived import Derived
from api.fields.options import extended
from api.tables import repository as tables
from api.tables.drafts import with_option_ids
from core.access.roles import BaseRole
from core.fields.base import FieldConfig
from core.fields.options import SelectConfig
from core.fields.registry import parse_config
from core.schema import FieldDef


class Growing:
    def __init__(self, database: Database, access: Access, derived: Derived) -> None:
        self._database = database
        self._access = access
        self._derived = derived

    async def add_options(self, user: CurrentUser, table_id: str, wanted: Mapping[str, Sequence[str]]) -> None:
        """Adds options by name to select fields (by id): what ``typecast`` does with names it does not know.

        Commits by itself, before the records that use them are written. Names that exist by now are left alone; so are
        fields that are gone, and the records' next parse says so. Raises NotFound, Forbidden, Invalid (too many).
        """
        grant = await self._access.table_now(user, table_id, BaseRole.EDITOR)
        async with self._database.writing() as session:
            schema = await tables.lock(session, grant.id)
            grown = False
            for field_id, names in wanted.items():
                field = schema.by_id.get(field_id)
                if field is None or not isinstance(field.config, SelectConfig):
                    continue
                config = with_option_ids(_checked(field, extended(field.config, names)))
                if config != field.config:
                    await repository.update(session, replace(field, config=config))
                    grown = True
            if grown:
                await repository.raise_version(session, schema.id)
                await self._derived.refresh(session, schema.id)
        self._access.forget_table(grant.number)


def _checked(field: FieldDef, config: SelectConfig) -> FieldConfig:
    """Raises Invalid where the options break a rule of the type, such as their greatest number."""
    return parse_config(field.type, dict(config.wire()), f"fields.{field.name}")
