"""Filling in a form: one record, made by the one write path, in nobody's name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from api.audit import note as audit
from api.db.engine import Database
from api.http.middleware import BodyRule
from api.kit.newid import new_change_set
from api.records.acting import WriteRequest
from api.records.acts import WriteContext
from api.records.service import Records
from api.records.sql.project import Shape
from api.sharing import repository
from api.sharing.fillable import asked_fields
from api.sharing.links import OpenLink, form_of
from api.sharing.throttle import LinkThrottle
from api.sharing.visiting import visitor
from api.sharing.visits import Coming, SharedTable
from core.actor import Actor, ActorKind, Cause, CauseKind
from core.errors import Conflict, Fault, Invalid
from core.schema import FieldDef
from core.values import JsonValue

_CELLS = "records[0]."
_LARGEST = 256 * 1024


def body_rules() -> list[BodyRule]:
    """Strangers send less than people who work here."""
    return [BodyRule("POST", re.compile(r"/api/v1/shared/[^/]+/(submissions|unlock|query)"), _LARGEST)]


@dataclass(frozen=True, slots=True)
class Submission(WriteRequest):
    """A change by a form: its actor is the link, and there is no person whose undo stack it could join."""

    link: str = ""
    name: str = ""

    def context(self) -> WriteContext:
        actor = Actor(ActorKind.FORM, None, self.link, self.name)
        cause = Cause(CauseKind.REQUEST, request_id=self.request_id, address=audit.address(), link_id=self.link)
        return WriteContext(actor, cause, None, new_change_set(), self.zone)


class Forms:
    def __init__(self, database: Database, records: Records, throttle: LinkThrottle) -> None:
        """``records`` is one for visitors."""
        self._database = database
        self._records = records
        self._throttle = throttle

    def fields(self, seen: SharedTable) -> tuple[FieldDef, ...]:
        asked = asked_fields(seen.opened.config, form_of(seen.opened.link.form), seen.access.schema)
        return tuple(field for field in asked if seen.access.policy.writable(field))

    def closed(self, opened: OpenLink) -> bool:
        most = form_of(opened.link.form).max_submissions
        return most is not None and opened.link.submissions >= most

    async def submit(
        self,
        seen: SharedTable,
        given: Mapping[str, JsonValue],
        key: str | None,
        request: WriteRequest,
        coming: Coming,
    ) -> str:
        """What to say to the visitor; never anything of the record. Raises Invalid, Conflict, TooManyAttempts."""
        opened, form = seen.opened, form_of(seen.opened.link.form)
        self._throttle.submit(opened.link.id, coming.address)
        values = self._values(seen, given)
        record: dict[str, JsonValue] = {"fields": {**values, **_prefilled(seen)}}
        if key is not None:
            record["clientKey"] = _uuid(key)
        async with self._database.records() as conn:
            if not await repository.take_place(conn, opened.link.id, form.max_submissions):
                raise Conflict("form_closed", "This form takes no more answers.", "fields")
        made = False
        try:
            act = Submission(
                visitor(opened), request.tab, request.request_id, None, request.zone, opened.link.id, opened.view_name
            )
            await self._records.create(act, opened.table_id, {"records": [record]}, Shape.ID)
            made = True
        except Invalid as error:
            raise self._as_asked(seen, error) from None
        finally:
            if not made:
                async with self._database.records() as conn:
                    await repository.give_back(conn, opened.link.id)
        return form.thanks

    def _values(self, seen: SharedTable, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """By id. Raises Invalid for what the form does not ask, and for what it insists on."""
        asked: dict[str, FieldDef] = {field.id: field for field in self.fields(seen)}
        names = {field.name: field for field in asked.values()}
        faults: list[Fault] = []
        values: dict[str, JsonValue] = {}
        for key, value in given.items():
            field = asked.get(key) or names.get(key)
            if field is None:
                faults.append(Fault(f"fields.{key}", "unknown_field", "The form has no such field."))
            else:
                values[field.id] = value
        required = form_of(seen.opened.link.form).required
        faults += [
            Fault(f"fields.{field.name}", "required", f"{field.name} must not be empty.")
            for field in asked.values()
            if (field.required or field.id in required) and values.get(field.id) in (None, "", [], False)
        ]
        if faults:
            raise Invalid(faults)
        return values

    def _as_asked(self, seen: SharedTable, error: Invalid) -> Invalid:
        """Places as the visitor knows them. What is wrong with values that they did not give is not theirs to know."""
        asked = {text for field in self.fields(seen) for text in (field.id, field.name)}
        faults: list[Fault] = []
        for fault in error.faults:
            path = fault.path.removeprefix(_CELLS)
            if path.removeprefix("fields.") in asked or path == "clientKey":
                faults.append(Fault(path.replace("clientKey", "submissionKey"), fault.code, fault.message))
            else:
                faults.append(
                    Fault("fields", fault.code, "The form cannot be sent as it is. Tell whoever sent you here.")
                )
        return Invalid(faults, error.code)


def _prefilled(seen: SharedTable) -> dict[str, JsonValue]:
    """Of fields that are still there."""
    prefill = form_of(seen.opened.link.form).prefill
    return {key: value for key, value in prefill.items() if key in seen.access.schema.by_id}


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Invalid.one("submissionKey", "invalid_value", "Give a uuid.") from None
