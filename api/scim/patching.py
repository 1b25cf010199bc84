"""PATCH of SCIM (RFC 7644 §3.5.2) on a resource as JSON, with the liberties that large directories take.

They write operations with a capital (``Replace``), send booleans as words, put dotted paths where keys belong, and
name the members to remove in ``value`` instead of in the path. What comes of it is checked like a whole resource.

Each operation goes through the list that it changes, so what all of them go through together is bounded, and so are
the lists and objects that they bring: otherwise one PATCH could keep the process busy for hours.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from api.scim.faults import bad_path, bad_syntax, bad_value, no_target, read_only
from api.scim.filters import Path, Target, matches, parse_target, wanted
from api.scim.resources import MAX_MEMBERS
from core.values import JsonValue

MAX_OPERATIONS = 1000
_MAX_STEPS = 200_000
_MAX_ATTRIBUTES = 100
MESSAGE = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
_READ_ONLY = frozenset({"id", "meta", "schemas", "groups"})
_NAMES = {name.lower(): name for name in (
    "userName", "externalId", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage",
    "locale", "timezone", "active", "name", "emails", "phoneNumbers", "addresses", "roles", "members", "formatted",
    "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix", "value", "type", "primary",
    "display",
)}  # fmt: skip
_LISTS = frozenset({"emails", "phoneNumbers", "addresses", "roles", "members"})
Resource = dict[str, JsonValue]


def patched(resource: Mapping[str, JsonValue], body: Mapping[str, JsonValue]) -> Resource:
    """The resource after all operations, in their order. Raises ScimError; then nothing of it counts."""
    operations = next((value for key, value in body.items() if key.lower() == "operations"), None)
    if not isinstance(operations, list) or not operations:
        raise bad_syntax('A PATCH has "Operations", a list with at least one of them.')
    if len(operations) > MAX_OPERATIONS:
        raise bad_syntax(f"A PATCH has at most {MAX_OPERATIONS} operations.")
    _check(operations)
    changed = deepcopy(dict(resource))
    steps = 0
    for operation in operations:
        if not isinstance(operation, dict):
            raise bad_syntax("An operation is an object.")
        for part in _parts(operation):
            steps += _length(changed, part)
            if steps > _MAX_STEPS:
                raise bad_syntax("The operations are too many for lists this long. Send them in several requests.")
            if part.verb == "remove":
                _remove(changed, part.target, part.value)
            else:
                _set(changed, part.target, part.value, adding=part.verb == "add")
    return changed


def _check(sent: JsonValue) -> None:
    waiting = [sent]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if len(found) > _MAX_ATTRIBUTES:
                raise bad_value(f"An object has at most {_MAX_ATTRIBUTES} attributes.")
            waiting.extend(found.values())
        elif isinstance(found, list):
            if len(found) > MAX_MEMBERS:
                raise bad_value(f"A list has at most {MAX_MEMBERS:,} elements.")
            waiting.extend(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """Of an operation: what it does to one attribute. ``weight`` is how much it does with each element there."""

    verb: str
    target: Target
    value: JsonValue
    weight: int


def _parts(operation: Mapping[str, JsonValue]) -> Iterator[_Part]:
    verb, path, value = operation.get("op"), operation.get("path"), operation.get("value")
    verb = verb.lower() if isinstance(verb, str) else None
    if verb not in {"add", "replace", "remove"}:
        raise bad_syntax('"op" is add, replace or remove.')
    if path is None or path == "":
        if verb == "remove":
            raise no_target('To remove something, name it in "path".')
        if not isinstance(value, dict):
            raise bad_value("Without a path, the value is an object of attributes.")
        for key, part in value.items():
            target = parse_target(key)
            # Some send the whole resource back, with what only we decide.
            if target.path.name.lower() not in _READ_ONLY:
                yield _Part(verb, target, part, _weight(key))
        return
    if not isinstance(path, str):
        raise bad_path('"path" is text.')
    target = parse_target(path)
    if target.path.name.lower() in _READ_ONLY:
        raise read_only(target.path.name)
    if verb != "remove" and "value" not in operation:
        raise bad_value(f'To {verb} something, "value" says what.')
    yield _Part(verb, target, value, _weight(path))


def _weight(path: str) -> int:
    """A filter is as slow as it has comparisons: of two words or three, in at most sixty characters."""
    return max(1, len(path.split()) // 2, len(path) // 60)


def _length(resource: Resource, part: _Part) -> int:
    """How many elements this goes through: those that are there and those that come."""
    holder, key = _place(resource, part.target.path)
    there, given = holder.get(key), part.value
    return part.weight * (len(there) if isinstance(there, list) else 1) + (len(given) if isinstance(given, list) else 1)


def _set(resource: Resource, target: Target, value: JsonValue, *, adding: bool) -> None:
    holder, key = _place(resource, target.path)
    if target.filter is not None:
        _set_elements(holder, key, target, value, adding=adding)
    elif target.path.sub is not None:
        _set_part(holder, key, target.path.sub, value)
    elif key in _LISTS:
        given = [_element(key, item) for item in (value if isinstance(value, list) else [value])]
        held = _elements(holder, key) if adding else []
        distinct = _distinct([*held, *given])
        if len(distinct) > MAX_MEMBERS:
            raise bad_value(f"{key} has at most {MAX_MEMBERS:,} elements.")
        holder[key] = distinct
    elif isinstance(value, dict) and (adding or key == "name" or key.startswith("urn:")):
        before = holder.get(key)
        merged = dict(before) if isinstance(before, dict) else {}
        for name, part in value.items():
            _put(merged, name, part)
        holder[key] = merged
    else:
        holder[key] = value


def _set_part(holder: Resource, key: str, sub: str, value: JsonValue) -> None:
    if key in _LISTS:
        elements = _elements(holder, key)
        if not elements:
            elements.append({})
        for element in elements:
            _put(element, sub, value)
        holder[key] = [*elements]
        return
    before = holder.get(key)
    inner = dict(before) if isinstance(before, dict) else {}
    _put(inner, sub, value)
    holder[key] = inner


def _set_elements(holder: Resource, key: str, target: Target, value: JsonValue, *, adding: bool) -> None:
    elements = _elements(holder, key)
    assert target.filter is not None  # noqa: S101 - the caller has looked
    found = [element for element in elements if matches(target.filter, element)]
    if not found:
        made = wanted(target.filter) if adding else None
        if made is None:
            raise no_target(f"Nothing of {key} matches the filter.")
        element = {_key({}, name): part for name, part in made.items()}
        elements.append(element)
        if len(elements) > MAX_MEMBERS:
            raise bad_value(f"{key} has at most {MAX_MEMBERS:,} elements.")
        found = [element]
    for element in found:
        if target.sub is not None:
            _put(element, target.sub, value)
        elif isinstance(value, dict):
            for name, part in value.items():
                _put(element, name, part)
        else:
            raise bad_value(f"An element of {key} is an object.")
    holder[key] = [*elements]


def _remove(resource: Resource, target: Target, value: JsonValue) -> None:
    holder, key = _place(resource, target.path)
    if target.filter is not None:
        elements = _elements(holder, key)
        if target.sub is None:
            holder[key] = [element for element in elements if not matches(target.filter, element)]
            return
        for element in elements:
            if matches(target.filter, element):
                element.pop(_key(element, target.sub), None)
        holder[key] = [*elements]
    elif target.path.sub is not None:
        inner = holder.get(key)
        if isinstance(inner, dict):
            holder[key] = {name: part for name, part in inner.items() if name.lower() != str(target.path.sub).lower()}
    elif key in _LISTS and value not in (None, []):
        gone = {_identity(_element(key, item)) for item in (value if isinstance(value, list) else [value])}
        holder[key] = [element for element in _elements(holder, key) if _identity(element) not in gone]
    else:
        holder.pop(key, None)


def _place(resource: Resource, path: Path) -> tuple[Resource, str]:
    """The object that holds the attribute, and its key there."""
    if path.schema is None:
        return resource, _key(resource, path.name)
    schema = _key(resource, path.schema)
    inner = resource.get(schema)
    held: Resource = dict(inner) if isinstance(inner, dict) else {}
    resource[schema] = held
    return held, _key(held, path.name)


def _key(holder: Mapping[str, JsonValue], name: str) -> str:
    """The key as it is there already, or as the standard writes it; names have no case."""
    lower = name.lower()
    return next((key for key in holder if key.lower() == lower), _NAMES.get(lower, name))


def _put(holder: Resource, name: str, value: JsonValue) -> None:
    holder[_key(holder, name)] = value
    if len(holder) > _MAX_ATTRIBUTES:
        raise bad_value(f"An object has at most {_MAX_ATTRIBUTES} attributes.")


def _elements(holder: Mapping[str, JsonValue], key: str) -> list[Resource]:
    found = holder.get(key)
    return [dict(item) for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _element(key: str, item: JsonValue) -> Resource:
    """Of a list; a lone text is its value."""
    if isinstance(item, str):
        return {"value": item}
    if not isinstance(item, dict):
        raise bad_value(f"An element of {key} is an object.")
    return {_key({}, name): part for name, part in item.items()}


def _identity(element: Mapping[str, JsonValue]) -> str:
    return str(element.get("value", element))


def _distinct(elements: Sequence[Resource]) -> list[JsonValue]:
    """Of elements with the same value and type the last one."""
    return [*{(_identity(item), str(item.get("type", ""))): item for item in elements}.values()]
