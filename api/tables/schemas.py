"""Wire models of tables, fields and views."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from api.http.body import Answer, Body, Name, Patch, Prose
from api.tables.drafts import FieldDraft
from api.tables.grid import GridConfig, clean
from api.tables.masking import masked_config
from api.tables.service import SeenTable
from api.tables.summary import Calculating, View
from core.access.levels import TableLevel, ViewLevel
from core.access.policy import Policy
from core.access.roles import BaseRole
from core.fields.sealing import revealed
from core.formula.settle import shown_config
from core.schema import FieldDef, TableSchema

NOTHING: Mapping[str, Calculating] = {}


RevealTo = Annotated[BaseRole, Field(strict=False)]


class NewFieldBody(Body):
    """``config`` depends on the type. Values of an ``encrypted`` field are ciphertext in the database, and masked for
    those whose role in the base is below ``revealTo`` (editor, unless it says otherwise)."""

    name: Name
    type: Annotated[str, Field(max_length=50)]
    config: dict[str, JsonValue] | None = None
    description: Prose = ""
    required: bool = False
    unique: bool = False
    encrypted: bool = False
    reveal_to: RevealTo | None = None

    def draft(self) -> FieldDraft:
        reveal_to = revealed(self.encrypted, self.reveal_to)
        return FieldDraft(self.name, self.type, self.config, self.description, self.required, self.unique, reveal_to)


class NewTableBody(Body):
    """Without fields the table gets one text field called Name."""

    name: Name
    description: Prose = ""
    fields: list[NewFieldBody] = Field(default_factory=list[NewFieldBody])


class TablePatch(Patch):
    name: Name | None = None
    description: Prose | None = None
    primary_field_id: Annotated[str, Field(max_length=100)] | None = None


class CalculatingAnswer(Answer):
    """How many of how many records are worked out."""

    done: int
    total: int


class FieldAnswer(Answer):
    """``readOnly`` fields are computed by the system.

    ``invalid`` says why a computed field has no values any more. While ``calculating`` is there, its values, or those
    that it is made of, are being worked out, and some are still the old ones.
    """

    id: str
    name: str
    type: str
    config: dict[str, JsonValue]
    description: str
    primary: bool
    read_only: bool
    required: bool
    unique: bool
    encrypted: bool = False
    reveal_to: BaseRole | None = None
    invalid: str | None = None
    calculating: CalculatingAnswer | None = None


class ViewAnswer(Answer):
    id: str
    table_id: str
    name: str
    type: Literal["grid"]
    config: GridConfig
    created_time: datetime


class OwnAccessAnswer(Answer):
    """What the caller may do with the table. ``readOnly`` and ``editable`` are ids of the fields that differ from it:
    cells that somebody who may edit records may not change, and those that somebody who may not edit records may
    change. ``views``: by id, the level of views that differ from the table."""

    level: TableLevel
    read_only: Sequence[str]
    editable: Sequence[str]
    views: Mapping[str, ViewLevel]


class TableAnswer(Answer):
    """``version`` rises with every change of the table or its fields. ``primaryFieldId`` is empty where that field is
    hidden from the caller; ``recordCount`` counts the records that they may read."""

    id: str
    base_id: str
    name: str
    description: str
    primary_field_id: str
    version: int
    record_count: int
    fields: Sequence[FieldAnswer]
    views: Sequence[ViewAnswer]
    access: OwnAccessAnswer
    created_time: datetime


def field_answer(
    field: FieldDef,
    schema: TableSchema,
    calculating: Mapping[str, Calculating] = NOTHING,
    policy: Policy | None = None,
) -> FieldAnswer:
    """``policy`` of whoever reads it; None where nothing is hidden from them."""
    config = dict(shown_config(field, schema.by_id))
    if policy is not None:
        config = masked_config(config, field, schema, policy)
    invalid = getattr(field.config, "invalid", None)
    progress = calculating.get(field.id)
    return FieldAnswer(
        id=field.id,
        name=field.name,
        type=field.type.name,
        config=config,
        description=field.description,
        primary=field.id == schema.primary_field_id,
        read_only=field.read_only,
        required=field.required,
        unique=field.unique,
        encrypted=field.encrypted,
        reveal_to=field.reveal_to,
        invalid=invalid if isinstance(invalid, str) else None,
        calculating=None if progress is None else CalculatingAnswer(done=progress.done, total=progress.total),
    )


def view_answer(view: View, schema: TableSchema, policy: Policy) -> ViewAnswer:
    return ViewAnswer(
        id=view.id,
        table_id=view.table_id,
        name=view.name,
        type="grid",
        config=clean(view.config, schema, policy),
        created_time=view.created_at,
    )


def own_access_answer(seen: SeenTable) -> OwnAccessAnswer:
    policy, summary = seen.policy, seen.summary
    fields = policy.visible_fields(summary.schema)
    return OwnAccessAnswer(
        level=policy.level,
        read_only=[field.id for field in fields if field.id in policy.read_only],
        editable=[field.id for field in fields if field.id in policy.editable],
        views={view.id: policy.views[view.id] for view in summary.views if view.id in policy.views},
    )


def table_answer(seen: SeenTable) -> TableAnswer:
    summary, schema = seen.summary, seen.summary.schema
    return TableAnswer(
        id=schema.id,
        base_id=schema.base_id,
        name=schema.name,
        description=summary.description,
        primary_field_id=schema.primary_field_id if seen.policy.visible(schema.primary) else "",
        version=schema.version,
        record_count=summary.record_count,
        fields=[
            field_answer(field, schema, summary.calculating, seen.policy)
            for field in seen.policy.visible_fields(schema)
        ],
        views=[view_answer(view, schema, seen.policy) for view in summary.views],
        access=own_access_answer(seen),
        created_time=summary.created_at,
    )
