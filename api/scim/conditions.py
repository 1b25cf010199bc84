"""Filters of SCIM as conditions of SQL; every value is bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.scim.faults import bad_filter
from api.scim.filters import Both, Compare, Filter, Not, Op, Some
from core.values import JsonValue

# Attribute in lower case → SQL of its text, and whether case counts.
Attributes = Mapping[str, tuple[str, bool]]
# Attribute of a list → SQL of "some element", with a hole for the condition on `e`, and what its parts are.
Lists = Mapping[str, tuple[str, Attributes]]

_SIGNS = {Op.GT: ">", Op.GE: ">=", Op.LT: "<", Op.LE: "<="}


@dataclass(slots=True)
class Condition:
    """Collects bound values as it goes; their names are ``f0``, ``f1``, …"""

    attributes: Attributes
    lists: Lists
    values: dict[str, str] = field(default_factory=dict[str, str])

    def of(self, filter_: Filter) -> str:
        """Raises ScimError ``invalidFilter``."""
        match filter_:
            case Both(parts, every):
                return f"({(' AND ' if every else ' OR ').join(self.of(part) for part in parts)})"
            case Not(inner):
                return f"NOT coalesce({self.of(inner)}, false)"
            case Some(path, inner):
                return self._some(str(path), inner)
            case Compare(path, op, value):
                name = str(path).lower()
                if name in self.attributes:
                    return self._compared(self.attributes[name], op, value)
                head, _, sub = name.partition(".")
                if head in self.lists:
                    return self._some(head, Compare(type(path)(sub or "value"), op, value))
                raise bad_filter(f"There is no filter by {str(path)[:100]!r}.")

    def _some(self, name: str, inner: Filter) -> str:
        found = self.lists.get(name.lower())
        if found is None:
            raise bad_filter(f"There is no filter by {name[:100]!r}.")
        some, parts = found
        nested = Condition(parts, {}, self.values)
        return some.format(nested.of(inner))

    def _compared(self, attribute: tuple[str, bool], op: Op, value: JsonValue) -> str:
        expression, exact = attribute
        if op is Op.PR:
            return f"coalesce({expression}, '') <> ''"
        if value is None:
            return f"{expression} IS {'NOT ' if op is Op.NE else ''}NULL"
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if "\0" in text or isinstance(value, dict | list):
            raise bad_filter("Attributes are compared with text, numbers and true or false.")
        name = f"f{len(self.values)}"
        if op in {Op.CO, Op.SW, Op.EW}:
            meant = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            self.values[name] = f"{'' if op is Op.SW else '%'}{meant}{'' if op is Op.EW else '%'}"
            return f"{expression} {'LIKE' if exact else 'ILIKE'} :{name}"
        self.values[name] = text
        one, other = (expression, f":{name}") if exact else (f"lower({expression})", f"lower(:{name})")
        match op:
            case Op.EQ:
                return f"{one} = {other}"
            case Op.NE:
                return f"{one} IS DISTINCT FROM {other}"
            case _:
                return f"{one} {_SIGNS[op]} {other}"
