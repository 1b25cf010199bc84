"""Fields that do not exist for somebody, in the settings that they give another field."""

from collections.abc import Iterator, Mapping

from core.access.policy import Policy
from core.errors import Invalid
from core.schema import TableSchema
from core.values import JsonValue

_NAMING = frozenset({"field", "fields", "linkField"})


def refuse_hidden(config: Mapping[str, JsonValue], schema: TableSchema, policy: Policy) -> None:
    """Raises Invalid as for a name that the table does not have. Expressions, and what is said of linked tables, are
    read with the fields that the person sees to begin with."""
    hidden = [field for field in schema.fields if not policy.visible(field)]
    if not hidden:
        return
    keys = {key for field in hidden for key in (field.id, field.name)}
    faults = [
        policy.unknown(schema, said, path)
        for path, said in _named(dict(config), "config")
        if said in keys and policy.find(schema, said) is None
    ]
    if faults:
        raise Invalid(faults, "unknown_field")


def _named(value: JsonValue, path: str, naming: bool = False) -> Iterator[tuple[str, str]]:
    """Where settings of this table's own fields name one: (path, name or id)."""
    match value:
        case str() if naming:
            yield path, value
        case list():
            for at, item in enumerate(value):
                yield from _named(item, f"{path}[{at}]", naming)
        case dict():
            for key, item in value.items():
                if key not in ("filter", "sorts", "choices"):
                    yield from _named(item, f"{path}.{key}", key in _NAMING)
        case _:
            return
