"""Filter JSON → bound filter: groups, conditions, limits. Operands are read by ``core.query.operands``."""

from core.access.policy import Policy
from core.fields.base import shown
from core.query.across import ALONE, asks_titles, step, title_field, titles_behind
from core.query.ast import BoundFilter, Condition, Conjunction, Group, Linked, Match, Operand, Operator
from core.query.faults import Faults
from core.query.operands import OperandParser
from core.query.operators import Shape, of_items, operators
from core.query.people import People
from core.schema import FieldDef, TableSchema
from core.values import JsonValue

MAX_DEPTH = 5
"""Groups within groups, the outermost counting as one."""
MAX_CONDITIONS = 100
MAX_GROUPS = 100

_CONDITION_KEYS = frozenset({"field", "operator", "value", "match"})
_GROUP_KEYS = frozenset({"conjunction", "filters"})


class FilterParser:
    """Reads one filter; whatever is wrong goes into ``faults`` and leaves that part out."""

    def __init__(
        self, schema: TableSchema, policy: Policy, people: People, faults: Faults, *, alone: bool = False
    ) -> None:
        """``alone``: only the record itself will be at hand, so nothing may be asked over a link."""
        self._people = people
        self._alone = alone
        self._schema = schema
        self._policy = policy
        self._faults = faults
        self._operands = OperandParser(schema, policy, people, faults)
        self._conditions = 0
        self._groups = 0

    def parse(self, raw: JsonValue, path: str) -> BoundFilter | None:
        """A group, a lone condition, or nothing."""
        return None if raw is None else self._node(raw, path, depth=1)

    def _node(self, raw: JsonValue, path: str, depth: int) -> BoundFilter | None:
        if isinstance(raw, dict) and raw.keys() & _GROUP_KEYS:
            return self._group(raw, path, depth)
        if isinstance(raw, dict) and "field" in raw:
            return self._condition(raw, path)
        wanted = 'a condition {"field", "operator", "value"} or a group {"conjunction", "filters"}'
        self._faults.add(path, "invalid_filter", f"Give {wanted}, not {shown(raw)}.")
        return None

    def _group(self, raw: dict[str, JsonValue], path: str, depth: int) -> Group | None:
        self._groups += 1
        if depth > MAX_DEPTH or self._groups > MAX_GROUPS:
            message = f"A filter is at most {MAX_DEPTH} groups deep and has at most {MAX_GROUPS} groups."
            self._faults.add(path, "filter_too_deep", message)
            return None
        self._refuse_others(raw, _GROUP_KEYS, path)
        said = raw.get("conjunction", "and")
        if said not in ("and", "or"):
            self._faults.add(f"{path}.conjunction", "invalid_value", f'Give "and" or "or", not {shown(said)}.')
            said = "and"
        inner = raw.get("filters", [])
        if not isinstance(inner, list):
            self._faults.add(f"{path}.filters", "invalid_value", f"Give a list of filters, not {shown(inner)}.")
            return None
        members: list[BoundFilter] = []
        for at, item in enumerate(inner):
            if self._conditions > MAX_CONDITIONS or self._groups > MAX_GROUPS:
                break
            member = self._node(item, f"{path}.filters[{at}]", depth + 1)
            if member is not None:
                members.append(member)
        return Group(Conjunction(said), tuple(members))

    def _condition(self, raw: dict[str, JsonValue], path: str) -> Condition | Linked | None:
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            self._faults.add(path, "too_many_conditions", f"A filter has at most {MAX_CONDITIONS} conditions.")
            return None
        self._refuse_others(raw, _CONDITION_KEYS, path)
        said = raw.get("field")
        if isinstance(said, str) and "." in said and self._policy.find(self._schema, said) is None:
            reached = step(self._schema, self._policy, said)
            if reached is not None:
                return self._across(reached, raw, path)
        field = self._field(said, f"{path}.field")
        if field is None:
            return None
        operator = self._operator(raw.get("operator"), field, f"{path}.operator")
        if operator is None:
            return None
        shape = operators(field.kind, field.many)[operator]
        operand = self._operands.parse(raw.get("value"), field, shape, f"{path}.value")
        match = self._match(raw.get("match"), field, operator, f"{path}.match")
        if asks_titles(field, operator):
            return self._title(field, operator, operand, path)
        return None if operand is None and shape is not Shape.NONE else Condition(field, operator, operand, match)

    def _across(
        self, reached: tuple[FieldDef, TableSchema, Policy, str], raw: dict[str, JsonValue], path: str
    ) -> Linked | None:
        """One step only: what is linked to what is linked is not asked."""
        link, target, policy, rest = reached
        if self._alone:
            self._faults.add(f"{path}.field", "across_link", ALONE)
            return None
        there = FilterParser(target, policy, self._people, self._faults)
        found = there._condition({**raw, "field": rest}, path)
        return Linked(link, target, found) if isinstance(found, Condition) else None

    def _title(self, field: FieldDef, operator: Operator, operand: Operand, path: str) -> Linked | None:
        reached = titles_behind(self._schema, self._policy, field)
        if self._alone:
            self._faults.add(f"{path}.operator", "across_link", ALONE)
            return None
        if reached is None:
            message = f"The titles of {field.name} cannot be asked here. Ask for records by id (hasAny)."
            self._faults.add(f"{path}.operator", "unknown_operator", message)
            return None
        if operand is None:
            return None
        return Linked(field, reached, Condition(title_field(reached), operator, operand), title=True)

    def _field(self, raw: JsonValue, path: str) -> FieldDef | None:
        if not isinstance(raw, str):
            self._faults.add(path, "invalid_value", f"Give a field's name or id, not {shown(raw)}.")
            return None
        field = self._policy.find(self._schema, raw)
        if field is None:
            self._faults.put(self._policy.unknown(self._schema, raw, path))
        return field

    def _operator(self, raw: JsonValue, field: FieldDef, path: str) -> Operator | None:
        allowed = operators(field.kind, field.many)
        for operator in allowed:
            if operator == raw:
                return operator
        what = "is encrypted and" if field.encrypted else f"({field.type.name})"
        message = f"{field.name} {what} has no operator {shown(raw)}; it takes {', '.join(allowed)}."
        self._faults.add(path, "unknown_operator", message)
        return None

    def _match(self, raw: JsonValue, field: FieldDef, operator: Operator, path: str) -> Match:
        if raw is None:
            return Match.ANY
        found = next((match for match in Match if match == raw), None)
        if found is None:
            self._faults.add(path, "invalid_value", f"Give one of {', '.join(Match)}, not {shown(raw)}.")
        elif not field.many:
            message = f"{field.name} has one value; match is for fields with several. Leave it out."
            self._faults.add(path, "invalid_value", message)
        elif not of_items(field.kind, operator):
            message = f"{operator} asks for the whole list, not for each value of it; leave match out."
            self._faults.add(path, "invalid_value", message)
        return found or Match.ANY

    def _refuse_others(self, raw: dict[str, JsonValue], known: frozenset[str], path: str) -> None:
        for key in sorted(raw.keys() - known)[:10]:
            message = f"Unknown key; known here: {', '.join(sorted(known))}."
            self._faults.add(f"{path}.{key[:100]}", "unknown_key", message)
