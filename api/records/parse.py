"""Wire JSON → drafts and edits, checked against a table as one person sees it.

The body comes as plain JSON values of any shape; everything wrong with it is reported together, each fault with its
path (``records[3].fields.Due``). Values are read strictly, or with ``typecast`` as they are on paste.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.access.service import TableAccess
from api.records.acts import RecordDraft, RecordEdit
from api.records.checks import check_count, not_yours
from core.access.levels import TableLevel
from core.errors import Fault, Invalid, NotFound
from core.fields.base import InvalidValue, UnknownOptions, shown
from core.fields.link import InvalidItem, UnknownTitles
from core.fields.people import Directory, resolve, said
from core.fields.sealing import MASKED, check_limits
from core.ids import parse_record_id
from core.schema import FieldDef
from core.values import JsonValue, StoredValue, ValueKind

_MAX_FAULTS = 100
_MAX_UPSERT_FIELDS = 5
_UNMATCHED = (ValueKind.JSON, ValueKind.LINK, ValueKind.SEALED)
_OWN_CODES = frozenset({"invalid_value", "unknown_field", "read_only_field", "unknown_option"})


NOBODY = Directory()
Seal = Callable[[FieldDef, StoredValue], StoredValue]
"""What is stored of a value of an encrypted field."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A field that the body writes, and what reads its cells: found out at the first of them."""

    field: FieldDef
    read: Callable[[JsonValue, FieldDef], StoredValue]


class NewOptions(Exception):
    """Only option names stand in the way, and ``typecast`` was asked: add them (by field id), then parse again."""

    def __init__(self, wanted: Mapping[str, Sequence[str]]) -> None:
        super().__init__("the request uses options that do not exist yet")
        self.wanted = wanted


class BodyParser:
    """One request's body. Collects faults; ``check`` raises them."""

    def __init__(
        self, access: TableAccess, *, typecast: bool, people: Directory = NOBODY, seal: Seal | None = None
    ) -> None:
        """``seal`` is there where the body may write encrypted fields."""
        self._access = access
        self._seal = seal
        self._typecast = typecast
        self._people = people
        self._faults: list[Fault] = []
        self._options: dict[str, dict[str, None]] = {}
        self._readers: dict[str, _Reader] = {}
        # Who may change nothing is told so as a whole, by the write path.
        self._may_change_some = access.policy.level.covers(TableLevel.EDIT) or bool(access.policy.editable)

    def drafts(self, raw: JsonValue) -> list[RecordDraft]:
        """``records`` of a create or upsert. Raises Invalid, LimitExceeded, NewOptions."""
        found: list[RecordDraft] = []
        keys: dict[UUID, str] = {}
        for path, item in self._items(raw, {"fields", "clientKey"}):
            key = self._client_key(item.get("clientKey"), f"{path}.clientKey")
            if key is not None and key in keys:
                self._fault(f"{path}.clientKey", "duplicate_client_key", f"{keys[key]} has the same client key.")
            if key is not None:
                keys[key] = path
            found.append(RecordDraft(self.cells(item.get("fields", {}), f"{path}.fields", new=True), key))
        self.check()
        return found

    def edits(self, raw: JsonValue) -> list[RecordEdit]:
        """``records`` of an update. Raises Invalid, LimitExceeded, NotFound, NewOptions."""
        found: list[RecordEdit] = []
        places: dict[int, str] = {}
        for path, item in self._items(raw, {"id", "fields", "version"}):
            key = self._key(item.get("id"), f"{path}.id")
            if key in places:
                self._fault(f"{path}.id", "duplicate_record", f"{places[key]} is the same record.")
            places[key] = path
            version = self._version(item.get("version"), f"{path}.version")
            found.append(RecordEdit(key, self.cells(item.get("fields", {}), f"{path}.fields"), version))
        self.check()
        return found

    def cells(self, raw: JsonValue, path: str, *, new: bool = False) -> dict[int, StoredValue]:
        """One record's ``fields``; call ``check`` when all are read.

        ``{"masked": true}`` is how an encrypted cell reads to those who may not see it: sending it back leaves the cell
        as it is. A ``new`` record has none to leave.
        """
        if not isinstance(raw, dict):
            self._fault(path, "invalid_request", f"Give an object of field values, not {shown(raw)}.")
            return {}
        found: dict[int, StoredValue] = {}
        for name, value in raw.items():
            reader = self._readers.get(name)
            if reader is not None and reader.field.number not in found:
                try:
                    found[reader.field.number] = reader.read(value, reader.field)
                except InvalidValue:
                    found[reader.field.number] = self._value(reader.field, value, f"{path}.{name}")
                continue
            field = self._access.policy.find(self._access.schema, name)
            if field is None:
                self._faults.append(self._access.schema.unknown(name, f"{path}.{name[:100]}"))
            elif field.read_only:
                self._fault(f"{path}.{name}", "read_only_field", f"{field.name} is filled by the system.")
            elif not self._access.policy.writable(field) and self._may_change_some:
                self._fault(f"{path}.{name}", "read_only_field", not_yours(field))
            elif field.number in found:
                self._fault(f"{path}.{name}", "duplicate_field", f"{field.name} is given twice, by name and by id.")
            elif field.encrypted and value == MASKED:
                if new:
                    message = (
                        f'{field.name}: {{"masked": true}} keeps a value, and a new record has none. Leave it out.'
                    )
                    self._fault(f"{path}.{name}", "invalid_value", message)
            elif field.encrypted:
                found[field.number] = self._sealed(field, value, f"{path}.{name}")
            else:
                found[field.number] = self._value(field, value, f"{path}.{name}")
                if field.kind is not ValueKind.USER:
                    self._readers[name] = _Reader(field, field.type.coerce if self._typecast else field.type.parse)
        return found

    def upsert_on(self, raw: JsonValue) -> tuple[FieldDef, ...]:
        """The fields that tell which record is meant."""
        names = raw if isinstance(raw, list) else []
        if not 1 <= len(names) <= _MAX_UPSERT_FIELDS:
            self._fault("upsertOn", "invalid_request", f"Give a list of 1 to {_MAX_UPSERT_FIELDS} fields.")
        found: dict[int, FieldDef] = {}
        for at, name in enumerate(names[:_MAX_UPSERT_FIELDS]):
            path = f"upsertOn[{at}]"
            if not isinstance(name, str):
                self._fault(path, "invalid_request", f"Give a field's name or id, not {shown(name)}.")
                continue
            field = self._access.policy.find(self._access.schema, name)
            if field is None:
                self._faults.append(self._access.schema.unknown(name, path))
            elif field.read_only or field.many or field.kind in _UNMATCHED:
                self._fault(path, "invalid_value", f"Records cannot be matched by {field.name} ({_what(field)}).")
            else:
                found[field.number] = field
        self.check()
        return tuple(found.values())

    def check(self) -> None:
        """Raises Invalid for what was found so far, else NewOptions."""
        if self._faults:
            code = self._faults[0].code
            raise Invalid(self._faults[:_MAX_FAULTS], code if code in _OWN_CODES else "invalid_request")
        if self._options:
            raise NewOptions({field: list(names) for field, names in self._options.items()})

    def _items(self, raw: JsonValue, known: set[str]) -> list[tuple[str, dict[str, JsonValue]]]:
        if not isinstance(raw, list):
            self._fault("records", "invalid_request", f"Give a list of records, not {shown(raw)}.")
            return []
        check_count(len(raw))
        found: list[tuple[str, dict[str, JsonValue]]] = []
        for at, item in enumerate(raw):
            path = f"records[{at}]"
            if not isinstance(item, dict):
                self._fault(path, "invalid_request", f"Give an object, not {shown(item)}.")
                continue
            for key in item.keys() - known:
                hint = f"A record here has {', '.join(sorted(known))}."
                self._fault(f"{path}.{key[:100]}", "unknown_key", hint)
            found.append((path, item))
        return found

    def _value(self, field: FieldDef, raw: JsonValue, path: str) -> StoredValue:
        try:
            if field.kind is ValueKind.USER:
                return field.type.parse(resolve(raw, field, self._people, lenient=self._typecast), field)
            return field.type.coerce(raw, field) if self._typecast else field.type.parse(raw, field)
        except UnknownOptions as error:
            if self._typecast:
                self._options.setdefault(field.id, {}).update(dict.fromkeys(error.names))
            else:
                self._fault(path, "invalid_value", f"{field.name}: {error}")
        except UnknownTitles as error:
            if self._typecast:
                return [*error.said]  # linking.titles finds out who is meant
            self._fault(path, "invalid_value", f"{field.name}: {error}")
        except InvalidItem as error:
            self._fault(f"{path}[{error.place}]", "invalid_value", f"{field.name}: {error}")
        except InvalidValue as error:
            self._fault(path, "invalid_value", f"{field.name}: {error}")
        return None

    def _sealed(self, field: FieldDef, raw: JsonValue, path: str) -> StoredValue:
        value = self._value(field.plain, raw, path)
        if value is None:
            return None
        if self._seal is None:
            raise TypeError(f"nothing to seal {field.name} with")
        try:
            check_limits(field, value, self._access.schema)
        except InvalidValue as error:
            self._fault(path, "invalid_value", str(error))
            return None
        return self._seal(field, value)

    def _key(self, raw: JsonValue, path: str) -> int:
        """Raises NotFound for a record of another table: its id says nothing here."""
        if not isinstance(raw, str):
            self._fault(path, "invalid_request", f"Give the record's id, not {shown(raw)}.")
            return 0
        return key_in(self._access, raw, path)

    def _version(self, raw: JsonValue, path: str) -> int | None:
        if raw is not None and (isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw < 2**31):
            self._fault(path, "invalid_request", f"A version is a whole number from 1, not {shown(raw)}.")
            return None
        return raw

    def _client_key(self, raw: JsonValue, path: str) -> UUID | None:
        if raw is None:
            return None
        try:
            return UUID(raw if isinstance(raw, str) and len(raw) == 36 else "")
        except ValueError:
            self._fault(path, "invalid_value", f"A client key is a UUID, not {shown(raw)}.")
            return None

    def _fault(self, path: str, code: str, message: str) -> None:
        self._faults.append(Fault(path, code, message))


def _what(field: FieldDef) -> str:
    return "it is encrypted" if field.encrypted else field.type.name


def named_people(access: TableAccess, cells: Iterable[JsonValue], *, typecast: bool) -> frozenset[str]:
    """Whom these records' ``fields`` may name, of whatever shape they are: to be looked up before they are read."""
    schema, policy = access.schema, access.policy
    if not any(field.kind is ValueKind.USER and not field.read_only for field in schema.fields):
        return frozenset()
    found: set[str] = set()
    for given in cells:
        for name, value in given.items() if isinstance(given, dict) else ():
            field = policy.find(schema, name)
            if field is not None and field.kind is ValueKind.USER:
                found.update(said(value, lenient=typecast))
    return frozenset(found)


def key_in(access: TableAccess, record: str, path: str) -> int:
    """The key of this record of this table. Raises NotFound at ``path``."""
    try:
        ref = parse_record_id(record[:100])
    except NotFound as error:
        raise NotFound("record", error.key, path) from None
    if ref.table != access.schema.number:
        raise NotFound("record", record[:100], path)
    return ref.key


def object_of(raw: JsonValue, known: set[str]) -> dict[str, JsonValue]:
    """A request body that is an object with these keys. Raises Invalid."""
    if not isinstance(raw, dict):
        raise Invalid.one("", "invalid_request", f"The body must be a JSON object, not {shown(raw)}.")
    faults = [
        Fault(key[:100], "unknown_key", f"Unknown key; this request has {', '.join(sorted(known))}.")
        for key in sorted(raw.keys() - known)[:10]
    ]
    if faults:
        raise Invalid(faults)
    return raw


def flag(raw: JsonValue, path: str) -> bool:
    """Raises Invalid unless true, false or absent."""
    if raw is not None and not isinstance(raw, bool):
        raise Invalid.one(path, "invalid_request", f"Give true or false, not {shown(raw)}.")
    return raw is True
