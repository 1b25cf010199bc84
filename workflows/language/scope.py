"""What a step may refer to, and the place where all faults of a definition gather.

A scope knows the trigger and the steps that certainly ran before: those earlier in the same block or in a block around
it. A step inside a branch is invisible after the branch, for it may not have run.
"""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from core.errors import Fault, Invalid
from core.fields.base import InvalidValue, UnknownOptions
from core.fields.options import SelectConfig
from core.fields.people import resolve
from core.near import did_you_mean
from core.query.parse import parse_filter
from core.query.render import render
from core.schema import FieldDef
from core.triggers import TriggerType
from core.values import ValueKind
from workflows.language import refs
from workflows.language.tables import KnownTable, Tables
from workflows.language.values import Fixed, PlannedValue, Rendered

_NO_BEFORE = {TriggerType.RECORD_CREATED, TriggerType.MANUAL}
_ACTOR = ("email", "name", "id")
_USER_PARTS = ("email", "name", "id")
_RECORD_PARTS = ("id", "no", "createdTime", "modifiedTime")


class Scope:
    """Resolves names to ids. Methods never raise for a wrong definition: they note a fault and give a stand-in."""

    def __init__(self, tables: Tables, trigger: TriggerType) -> None:
        self.tables = tables
        self.faults: list[Fault] = []
        self.field_names: dict[str, str] = {}
        self._trigger = trigger
        self._steps: dict[str, KnownTable | None] = {}

    def inner(self) -> "Scope":
        """The scope of a block inside this one: it sees what this one sees, and what it adds stays inside."""
        scope = Scope(self.tables, self._trigger)
        scope.faults = self.faults
        scope.field_names = self.field_names
        scope._steps = dict(self._steps)
        return scope

    def define(self, step_id: str, table: KnownTable | None = None) -> None:
        """Make a step known to those after it; ``table`` is where its ``record`` lives, None when it gives none."""
        self._steps[step_id] = table

    def fault(self, path: str, code: str, message: str) -> None:
        self.faults.append(Fault(path, code, message))

    def text(self, written: str, path: str) -> str:
        """A text with its references checked and rewritten to field ids."""
        self._refuse_statements(written, path)
        try:
            return refs.rewrite(written, lambda reference: self._resolve(reference, path))
        except refs.BadReference as error:
            self.fault(path, "bad_reference", str(error))
            return ""

    def value(self, written: JsonValue, path: str) -> JsonValue:
        """JSON with every text in it treated by ``text``."""
        match written:
            case str():
                return self.text(written, path)
            case list():
                return [self.value(item, f"{path}[{index}]") for index, item in enumerate(written)]
            case dict():
                return {key: self.value(item, f"{path}.{key}") for key, item in written.items()}
            case _:
                return written

    def fields(self, written: Mapping[str, JsonValue], table: KnownTable, path: str) -> dict[str, PlannedValue]:
        """The values to write by field id. Values without references are parsed here, once, not at every run."""
        planned: dict[str, PlannedValue] = {}
        for key, value in written.items():
            at = f"{path}.{key}"
            field = self.field(key, table, at)
            if field is None:
                continue
            if field.read_only:
                self.fault(at, "read_only_field", f"{field.name} is filled in by the system. Choose another field.")
            elif field.id in planned:
                self.fault(at, "duplicate_field", f"{field.name} is written twice, by name and by id. Keep one.")
            elif _has_reference(value):
                planned[field.id] = Rendered(template=self.value(value, at))
            else:
                planned[field.id] = Fixed(stored=self._parsed(value, field, at))
        return planned

    def field(self, key: str, table: KnownTable, path: str) -> FieldDef | None:
        field = table.policy.find(table.schema, key)
        if field is None:
            self.faults.append(table.policy.unknown(table.schema, key, path))
            return None
        self.field_names[field.id] = field.name
        return field

    def when(self, written: Mapping[str, JsonValue] | None, path: str) -> dict[str, JsonValue] | None:
        """A condition on the trigger's record with field and option ids, in the form that ``parse_filter`` reads."""
        if written is None:
            return None
        own = self.tables.own
        try:
            bound = parse_filter(dict(written), own.schema, own.policy, path, people=self.tables.people, alone=True)
        except Invalid as error:
            self.faults.extend(error.faults)
            return None
        return None if bound is None else render(bound, self.tables.person_ids)

    def record_table(self, written: str, path: str) -> KnownTable | None:
        """The table of the record that ``written`` stands for: a lone reference to a record's id, or a record id."""
        try:
            reference = refs.lone(written)
        except refs.BadReference:
            return None  # noted when the text itself was treated
        if reference is None or reference.filters:
            return self._literal_record(written.strip(), path)
        match reference.path:
            case ("trigger", "record", "id"):
                return self.tables.own
            case ("steps", step_id, "record", "id"):
                return self._steps.get(step_id)
            case _:
                message = "Name one record: {{trigger.record.id}}, {{steps.<id>.record.id}} or a record id."
                self.fault(path, "unknown_record", message)
                return None

    def _literal_record(self, written: str, path: str) -> KnownTable | None:
        table = self.tables.record(written)
        if table is None:
            message = "Name one record of this base: {{trigger.record.id}}, {{steps.<id>.record.id}} or a record id."
            self.fault(path, "unknown_record", message)
        return table

    def _parsed(self, value: JsonValue, field: FieldDef, path: str) -> JsonValue:
        for text in _texts(value):
            self._refuse_statements(text, path)
        try:
            if field.kind is ValueKind.USER:
                return field.type.parse(resolve(value, field, self.tables.writable, lenient=True), field)
            return field.type.coerce(value, field)
        except UnknownOptions as error:
            self.fault(path, "invalid_value", f"{error} {_options_near(error.names, field)}")
        except InvalidValue as error:
            self.fault(path, "invalid_value", str(error))
        return None

    def _refuse_statements(self, text: str, path: str) -> None:
        found = refs.statement(text)
        if found is not None:
            message = (
                f"Texts may hold {{{{…}}}} references only; {found!r} would be sent as it stands. Remove it. To do "
                "something only for some records, add a condition or a branch."
            )
            self.fault(path, "statement_not_allowed", message)

    def _resolve(self, reference: refs.Reference, path: str) -> tuple[str, ...]:
        match reference.path:
            case ("now",):
                return reference.path
            case ("actor", part) if part in _ACTOR:
                return reference.path
            case ("trigger", "record", *rest) if rest:
                return ("trigger", "record", *self._record_part(rest, self.tables.own, reference, path))
            case ("trigger", "before", *rest) if rest and self._trigger not in _NO_BEFORE:
                return ("trigger", "before", *self._record_part(rest, self.tables.own, reference, path))
            case ("steps", step_id, "record", *rest) if rest:
                return ("steps", step_id, "record", *self._step_part(step_id, rest, reference, path))
            case _:
                return self._unknown(reference, path)

    def _step_part(self, step_id: str, rest: list[str], reference: refs.Reference, path: str) -> tuple[str, ...]:
        if step_id not in self._steps:
            self.fault(
                path,
                "unknown_step",
                f"{reference.text} names no step that has certainly run before this one. {self._steps_here()}",
            )
            return tuple(rest)
        table = self._steps[step_id]
        if table is None:
            self.fault(
                path, "unknown_reference", f"{reference.text}: the step {step_id} gives no record. {self._steps_here()}"
            )
            return tuple(rest)
        return self._record_part(rest, table, reference, path)

    def _steps_here(self) -> str:
        records = [step_id for step_id, table in self._steps.items() if table is not None]
        return f"Here there are: {', '.join(f'steps.{key}' for key in records)}." if records else "None here gives one."

    def _record_part(self, rest: list[str], table: KnownTable, reference: refs.Reference, path: str) -> tuple[str, ...]:
        head, *more = rest
        if table.policy.find(table.schema, head) is None and head in _RECORD_PARTS and not more:
            return (head,)
        if head == "id" and not more and f'["{head}"]' not in reference.text:
            return (head,)
        field = self.field(head, table, path)
        if field is None:
            return tuple(rest)
        if not more:
            return (field.id,)
        if field.kind is ValueKind.USER and not field.many and len(more) == 1 and more[0] in _USER_PARTS:
            return (field.id, more[0])
        self._unknown(reference, path)
        return tuple(rest)

    def _unknown(self, reference: refs.Reference, path: str) -> tuple[str, ...]:
        known = "trigger.record.…, steps.<id>.record.…, now, actor.email, actor.name, actor.id"
        if self._trigger not in _NO_BEFORE:
            known = f"trigger.before.…, {known}"
        self.fault(path, "unknown_reference", f"{reference.text} refers to nothing. Known here: {known}.")
        return reference.path


def _texts(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for item in value.values():
                yield from _texts(item)
        case _:
            return


def _options_near(said: Sequence[str], field: FieldDef) -> str:
    options = [option.name for option in field.config.options] if isinstance(field.config, SelectConfig) else []
    near = [hint for name in said if (hint := did_you_mean(name, options))]
    return near[0] if near else f"Choose one of {', '.join(repr(name) for name in options[:10])}."


def _has_reference(value: JsonValue) -> bool:
    return any("{{" in text for text in _texts(value))
