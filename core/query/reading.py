"""What the parsers of a query's parts share: lists of objects, fields, numbers, flags, each with its faults."""

from collections.abc import Mapping

from core.access.policy import Policy
from core.fields.base import shown
from core.query.across import titles_behind
from core.query.faults import Faults
from core.query.operators import orderable
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, ValueKind


class Reader:
    """Faults are collected and the faulty item left out."""

    def __init__(self, schema: TableSchema, policy: Policy, faults: Faults) -> None:
        self.schema = schema
        self.policy = policy
        self.faults = faults

    def items(self, raw: JsonValue, known: set[str], most: int, path: str) -> list[tuple[str, Mapping[str, JsonValue]]]:
        """The objects of a list with their paths; faults for everything else."""
        if raw is None:
            return []
        if not isinstance(raw, list):
            self.faults.add(path, "invalid_value", f"Give a list, not {shown(raw)}.")
            return []
        if len(raw) > most:
            self.faults.add(path, "too_many_values", f"At most {most}; there are {len(raw):,}.")
            return []
        found: list[tuple[str, Mapping[str, JsonValue]]] = []
        for at, item in enumerate(raw):
            if not isinstance(item, dict):
                wanted = ", ".join(sorted(known))
                self.faults.add(f"{path}[{at}]", "invalid_value", f"Give an object with {wanted}, not {shown(item)}.")
                continue
            for key in sorted(item.keys() - known)[:10]:
                self.faults.add(f"{path}[{at}].{key[:100]}", "unknown_key", f"Known here: {', '.join(sorted(known))}.")
            found.append((f"{path}[{at}]", item))
        return found

    def field(self, raw: JsonValue, path: str) -> FieldDef | None:
        if not isinstance(raw, str):
            self.faults.add(path, "invalid_value", f"Give a field's name or id, not {shown(raw)}.")
            return None
        field = self.policy.find(self.schema, raw)
        if field is None:
            self.faults.put(self.policy.unknown(self.schema, raw, path))
        return field

    def orderable(self, raw: JsonValue, path: str) -> FieldDef | None:
        field = self.field(raw, path)
        if field is not None and not orderable(field.kind):
            why = "is encrypted, so it" if field.encrypted else f"({field.type.name})"
            self.faults.add(path, "not_orderable", f"{field.name} {why} has no order.")
            return None
        if field is not None and field.kind is ValueKind.LINK and self.target(field) is None:
            self.faults.add(path, "not_orderable", f"{field.name} sorts by titles, which are not open to you.")
            return None
        return field

    def target(self, field: FieldDef) -> TableSchema | None:
        """The table whose titles a link sorts by."""
        return titles_behind(self.schema, self.policy, field) if field.kind is ValueKind.LINK else None

    def flag(self, raw: JsonValue, path: str) -> bool:
        if raw is not None and not isinstance(raw, bool):
            self.faults.add(path, "invalid_value", f"Give true or false, not {shown(raw)}.")
        return raw is True

    def whole(self, raw: JsonValue, low: int, high: int, path: str) -> int | None:
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
            self.faults.add(path, "invalid_value", f"Give a whole number from {low} to {high:,}, not {shown(raw)}.")
            return None
        return raw
