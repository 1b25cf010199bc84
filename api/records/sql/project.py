"""A record as JSON, made by PostgreSQL: the bytes go to the client as they are.

The expression is the SQL twin of ``FieldType.wire``: option names come from a constant map (the schema has them, so no
join), people from a join, everything else is the column itself, because PostgreSQL's JSON of a column *is* the stored
value. Fields that are not asked for, or not visible, are not in the statement at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import orjson

from api.records.sql.formula import cell, failure, or_error
from api.records.sql.fragment import EMPTY, Fragment, Slot, compose, join, literal
from api.records.sql.gather import Gathered, gather, page_keys
from api.records.sql.links import Seen, link_cell, link_json
from core.access.policy import Policy
from core.fields.base import Storage
from core.fields.derived import options_of
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

SEALED_MARK = '{"\\u0000":['
MASKED_JSON = '{"masked":true}'

Column = Callable[[FieldDef], str]
"""Where a field's stored value is found, as SQL."""


@dataclass(frozen=True, slots=True)
class RowColumn:
    """The Column of a row that is called ``alias`` and is as it stands in the database: pairs of links included, and
    formulas over its columns. With ``seen`` its links are those that a reader sees."""

    alias: str
    seen: Seen | None = None

    @property
    def key(self) -> str:
        return f"{self.alias}.id"

    def __call__(self, field: FieldDef) -> str:
        if field.type.storage is Storage.LINK:
            return link_cell(field, self.key, self.seen)
        return cell(field, self._stored)

    def _stored(self, field: FieldDef) -> str:
        return f"{self.alias}.{field.column}"


_SIGNING = Fragment("%s::bigint, %s::bytea, %s::bytea", (Slot("file_expires"), Slot("file_inner"), Slot("file_outer")))
"""What addresses of files are signed with: ``TableAccess.file_slots``."""


class Shape(StrEnum):
    """What the keys of ``fields`` are; with ids, options are shown by id too."""

    NAME = "name"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Projection:
    """``json`` reads columns of the row called ``alias``, and of ``joins``, which follow it in the FROM clause.

    ``tables`` are common table expressions that these need, each with a comma before it.
    """

    json: Fragment
    joins: Fragment
    tables: Fragment = EMPTY


def column_of(alias: str, seen: Seen | None = None) -> RowColumn:
    """The field's value in a row of this alias. Whatever is made for a reader says what of links is ``seen``."""
    return RowColumn(alias, seen)


class Reader(Protocol):
    """``api.records.sql.reach.Reach``, which is made of conditions on columns and so comes after them."""

    @property
    def schema(self) -> TableSchema: ...
    @property
    def policy(self) -> Policy: ...
    def seen(self, link: FieldDef, alias: str) -> str: ...
    def titled(self, link: FieldDef) -> bool: ...


def record_json(
    fields: Sequence[FieldDef], shape: Shape, alias: str, *, reader: Reader, page: str | None = None
) -> Projection:
    """The record of the wire contract, from a row that has the system columns and the columns of ``fields``.

    ``reader`` says which linked records, which of their titles and which encrypted values are shown. ``page`` is the
    common table expression that holds all rows, where there are many: their links are then gathered together.
    """
    schema, policy, column = reader.schema, reader.policy, column_of(alias, reader.seen)
    gathered: dict[int, Gathered] = {}

    def value(field: FieldDef) -> Fragment:
        if field.encrypted:
            return Fragment(sealed_json(field, column(field), revealed=policy.reveals(field)))
        if field.kind is not ValueKind.LINK:
            return _shown(field, column, shape)
        target = schema.linked.get(field.number)
        titled, seen = reader.titled(field), reader.seen(field, "lt")
        if page is None:
            return link_json(field, target, column.key, titled=titled, seen=seen)
        found = gathered[field.number] = gather(field, target, column.key, titled=titled, seen=seen)
        return Fragment(found.cell)

    values = join(", ", [_member(field, value(field), shape) for field in fields])
    links = [found for found in gathered.values() if found.join.sql]
    tables = EMPTY if page is None or not links else join("", [page_keys(page), *(found.tables for found in links)])
    json = compose(
        "json_object('id': {id}, 'no': {alias}.id,"
        " 'fields': json_object({values} NULL ON NULL RETURNING json),"
        " 'createdTime': {alias}.created_at, 'modifiedTime': {alias}.updated_at, 'version': {alias}.version"
        " RETURNING json)",
        id=record_id(schema, f"{alias}.id"),
        alias=alias,
        values=values if fields else EMPTY,
    )
    if not fields:
        json = Fragment(json.sql.replace("json_object( NULL ON NULL RETURNING json)", "'{}'::json"), json.params)
    joins = join("", [*(found.join for found in links), person_joins(fields, column)])
    return Projection(json, joins, tables)


def sealed_json(field: FieldDef, at: str, *, revealed: bool) -> str:
    """The cell of an encrypted field: masked, or for those who see it an object that the API replaces by the value.

    Its key is NUL, which no text in the database can hold and no JSON column either, so nothing else reads like it.
    """
    if not revealed:
        return f"CASE WHEN {at} IS NOT NULL THEN '{MASKED_JSON}'::json END"
    return f"CASE WHEN {at} IS NOT NULL THEN ('{SEALED_MARK}\"{field.id}\",' || to_json({at})::text || ']}}')::json END"


def record_id(schema: TableSchema, key: str) -> Fragment:
    """The public id of the record whose key is the SQL ``key`` (``core.ids.record_id``)."""
    return Fragment(f"('rec_{schema.number:08x}' || lpad(to_hex({key}), 12, '0'))")


def value_json(field: FieldDef, column: Column, shape: Shape) -> Fragment:
    """The wire value of one field. People need ``person_joins`` of the same field and column."""
    at = column(field)
    match field.kind:
        case ValueKind.OPTION if field.many:
            known = literal(_option_map(field, shape), "jsonb")
            return compose(
                "(SELECT json_agg({known} ->> o.id ORDER BY o.place) FILTER (WHERE {known} ? o.id)"
                " FROM unnest({at}) WITH ORDINALITY AS o(id, place))",
                known=known,
                at=at,
            )
        case ValueKind.OPTION:
            return compose("({known} ->> {at})", known=literal(_option_map(field, shape), "jsonb"), at=at)
        case ValueKind.USER if field.many:
            return Fragment(
                "(SELECT json_agg(json_object('id': u.id, 'name': u.name, 'email': u.email RETURNING json)"
                f" ORDER BY p.place) FROM unnest({at}) WITH ORDINALITY AS p(number, place)"
                " JOIN dataos.users u ON u.number = p.number)"
            )
        case ValueKind.FILE:
            return compose("dataos.file_cell({at}, {signing})", at=at, signing=_SIGNING)
        case ValueKind.NONE:
            return Fragment("NULL")
        case ValueKind.USER:
            return compose(
                "CASE WHEN {person}.id IS NOT NULL THEN json_object('id': {person}.id, 'name': {person}.name,"
                " 'email': {person}.email RETURNING json) END",
                person=_person(field),
            )
        case _:
            return Fragment(at)


def person_joins(fields: Sequence[FieldDef], column: Column) -> Fragment:
    """One join per field that shows a person; they neither add nor remove rows."""
    return Fragment(
        "".join(
            f" LEFT JOIN dataos.users {_person(field)} ON {_person(field)}.number = {column(field)}"
            for field in fields
            if field.kind is ValueKind.USER and not field.many
        )
    )


def _member(field: FieldDef, value: Fragment, shape: Shape) -> Fragment:
    key = field.id if shape is Shape.ID else field.name
    return compose("{key}: {value}", key=literal(key, "text"), value=value)


def _shown(field: FieldDef, column: Column, shape: Shape) -> Fragment:
    """The wire value, or the error that stands in its place."""
    value, error = value_json(field, column, shape), failure(field, column)
    if error is None:
        return value
    return Fragment(or_error(field, f"to_json({value.sql})", error, "json"), value.params)


def _person(field: FieldDef) -> str:
    return f"person_{field.number}"


def _option_map(field: FieldDef, shape: Shape) -> str:
    options = options_of(field)
    if options is None:
        raise TypeError(f"{field.name} shows options but has no list of them")
    return orjson.dumps({key: key if shape is Shape.ID else name for key, name in options.names.items()}).decode()
