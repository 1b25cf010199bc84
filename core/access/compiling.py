"""Rights and schemas → policies: the one place where levels, masks and row rules come together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.access.derived import Seen, hidden_fields
from core.access.grants import Decided
from core.access.levels import FieldLevel, TableLevel
from core.access.policy import Policy
from core.access.reasons import Reason
from core.access.rights import Rights
from core.access.rules import Caller, row_filters
from core.query.people import People
from core.schema import FieldDef, TableSchema

_NOTHING: Mapping[str, Reason] = {}


def compile_plain(schema: TableSchema, rights: Rights) -> Policy:
    """For ``rights.plain``: nothing but the level."""
    decided = rights.table(schema.id, schema.base_id)
    return Policy(decided.level, rights.version, why=decided.why)


def compile_rights(schema: TableSchema, rights: Rights, tables: Mapping[str, TableSchema], people: People) -> Policy:
    """``tables``: by id those that ``schema`` links to, and all that derived fields of any of them are made of, each
    with what it links to in its turn. ``people``: everybody whom rules name."""
    known = {schema.id: schema} | {key: table for key, table in tables.items() if key != schema.id}
    seen = {key: _seen(table, rights) for key, table in known.items()}
    for table in known.values():
        for target in table.linked.values():
            # Nothing is made of what these hold, but links lead to them.
            seen.setdefault(target.id, _seen(target, rights))
    hidden = hidden_fields(seen.values())
    caller = Caller(rights.user is not None, rights.attributes, people)
    linked: dict[int, Policy] = {}
    closed: set[int] = set()
    for target in {table.id: table for table in schema.linked.values()}.values():
        if seen[target.id].level is TableLevel.NONE:
            closed.add(target.number)
            continue
        # By its own schema, which knows what it links to: rules may ask for that.
        full = known.get(target.id, target)
        policy = _policy(full, rights, seen[target.id], hidden.get(target.id, _NOTHING), caller)
        policy = replace(policy, hidden=policy.hidden | _withheld_links(full, seen))
        if policy.hidden or policy.ruled:
            linked[target.number] = replace(policy, level=TableLevel.READ)
    own = _policy(schema, rights, seen[schema.id], hidden.get(schema.id, _NOTHING), caller)
    return replace(own, linked=linked, closed=frozenset(closed))


def _withheld_links(schema: TableSchema, seen: Mapping[str, Seen]) -> frozenset[str]:
    """Links of a linked table to records of which the subject may not see all. What is asked of them over the first
    link is asked of every record behind them."""
    targets = ((field, schema.linked.get(field.number)) for field in schema.fields)
    found = ((field, seen[target.id]) for field, target in targets if target is not None)
    return frozenset(field.id for field, there in found if there.ruled or there.level is TableLevel.NONE)


def _seen(schema: TableSchema, rights: Rights) -> Seen:
    fields: dict[str, Decided[FieldLevel]] = {}
    if rights.fields:
        for field in schema.fields:
            decided = rights.field(field.id, schema.base_id)
            if decided is not None:
                fields[field.id] = decided
    level = rights.table(schema.id, schema.base_id).level
    published = frozenset(
        key
        for key, decided in fields.items()
        if decided.level is not FieldLevel.HIDDEN and rights.publishes(key, schema.base_id)
    )
    return Seen(schema, level, bool(rights.naming(schema.id, schema.base_id)), fields, published)


def _policy(schema: TableSchema, rights: Rights, seen: Seen, hidden: Mapping[str, Reason], caller: Caller) -> Policy:
    decided = rights.table(schema.id, schema.base_id)
    filters = row_filters(rights.naming(schema.id, schema.base_id), schema, caller)
    said = {key: field.level for key, field in seen.fields.items() if key not in hidden}
    edits = decided.level.covers(TableLevel.EDIT)
    opened = frozenset(key for key, level in said.items() if level is FieldLevel.EDIT)
    return Policy(
        decided.level,
        rights.version,
        read_filter=filters.read,
        write_filter=filters.write,
        hidden=frozenset(hidden),
        read_only=frozenset(key for key, level in said.items() if level is FieldLevel.READ) if edits else frozenset(),
        editable=_fillable(schema.fields, opened) if _may_open(decided.level, rights, schema) else frozenset(),
        views={view: found.level for view in rights.views if (found := rights.view(view, schema.base_id)) is not None},
        why=decided.why,
        reasons={key: field.why for key, field in seen.fields.items()} | dict(hidden),
    )


def _may_open(level: TableLevel, rights: Rights, schema: TableSchema) -> bool:
    """Whether grants on fields may give somebody more than the table does: not past what their token may."""
    below = level in (TableLevel.READ, TableLevel.COMMENT)
    return below and rights.of_token(schema.id).covers(TableLevel.EDIT)


def _fillable(fields: Iterable[FieldDef], keys: frozenset[str]) -> frozenset[str]:
    return frozenset(field.id for field in fields if field.id in keys and not field.read_only)
