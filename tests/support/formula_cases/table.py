"""The table that formula cases read: a field of every kind that formulas know, two of them formulas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from core.fields.registry import get_type, parse_config
from core.formula.bind import Formulas
from core.formula.check import check
from core.formula.compile import Compiled, compile_formula, placed
from core.formula.errors import Span
from core.formula.parser import parse
from core.formula.settle import settled
from core.formula.sqltext import Sql
from core.formula.typed import Typed
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue

OPTIONS: JsonValue = {
    "options": [
        {"id": "optaaaaaaa1", "name": "red"},
        {"id": "optaaaaaaa2", "name": "blue"},
        {"id": "optaaaaaaa3", "name": 'it\'s 100% \\ "ok"'},
    ]
}
RED, BLUE, ODD = "optaaaaaaa1", "optaaaaaaa2", "optaaaaaaa3"


def _define(number: int, name: str, type: str, config: JsonValue = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(f"fld_{number:026}"), number, name, kind, parse_config(kind, config))


def _titles(number: int, link: int, kind: str, column: str) -> FieldDef:
    """What the system makes where a formula names a link: of firms, whose titles are texts, of parts, with numbers."""
    result: JsonValue = {"kind": kind, "many": True, "column": column, "type": kind}
    config: JsonValue = {"linkField": f"fld_{link:026}", "field": "primary", "titles": True, "result": result}
    return _define(number, f"fld_{number:026}", "lookup", config)


_FIELDS = (
    _define(1, "Text", "text"),
    _define(2, "Other", "longText"),
    _define(3, "Num", "number"),
    _define(4, "Num2", "number"),
    _define(5, "Price", "currency", {"currency": "EUR"}),
    _define(6, "Stars", "rating"),
    _define(7, "Done", "checkbox"),
    _define(8, "Due", "date"),
    _define(9, "Due2", "date"),
    _define(10, "At", "datetime"),
    _define(11, "At2", "datetime"),
    _define(12, "Colour", "singleSelect", OPTIONS),
    _define(13, "Tags", "multiSelect", OPTIONS),
    _define(14, "Web", "url"),
    _define(15, "Mail", "email"),
    _define(16, "Serial", "autoNumber"),
    _define(17, "Made", "createdTime"),
    _define(18, "Edited", "modifiedTime"),
    _define(19, "Author", "createdBy"),
    _define(20, "Double", "formula", {"expression": "{Num} * 2"}),
    _define(21, "Ratio", "formula", {"expression": "{Num} / {Num2}"}),
    _define(22, "Firms", "link", {"tableId": f"tbl_{2:026}"}),
    _define(23, "Parts", "link", {"tableId": f"tbl_{3:026}"}),
    _titles(24, 22, "text", "text[]"),
    _titles(25, 23, "number", "double precision[]"),
)


@dataclass(frozen=True)
class Fault:
    """An error value."""

    code: str


DIV, NUM, VALUE, ERROR = Fault("#DIV/0!"), Fault("#NUM!"), Fault("#VALUE!"), Fault("#ERROR!")


@dataclass(frozen=True)
class Case:
    """``expected`` as PostgreSQL's to_jsonb gives it; None is blank."""

    expression: str
    values: Mapping[str, StoredValue] = field(default_factory=dict[str, StoredValue])
    expected: JsonValue | Fault = None
    zone: str = "UTC"


Row = (
    tuple[str, Mapping[str, StoredValue], JsonValue | Fault]
    | tuple[str, Mapping[str, StoredValue], JsonValue | Fault, str]
)


def cases(*rows: Row) -> tuple[Case, ...]:
    return tuple(Case(row[0], row[1], row[2], row[3] if len(row) == 4 else "UTC") for row in rows)


@cache
def table() -> TableSchema:
    formulas: dict[str, str] = {
        item.id: f"{item.name}.config.expression" for item in _FIELDS if item.type.name == "formula"
    }
    shown = [item for item in _FIELDS if not item.hidden]
    fields = settled(shown, list(formulas), formulas, shown)
    return TableSchema(
        id=TableId(f"tbl_{1:026}"),
        number=1,
        name="Things",
        version=1,
        base_id=BaseId(f"bas_{1:026}"),
        workspace_id=WorkspaceId(f"wsp_{1:026}"),
        workspace_number=1,
        primary_field_id=fields[0].id,
        fields=(*fields, *(item for item in _FIELDS if item.hidden)),
    )


def held(name: str) -> FieldDef:
    """The field whose column holds what a formula reads by this name."""
    found = table().by_name[name]
    return table().titles_of.get(found.id, found)


@cache
def _formulas() -> Formulas:
    return Formulas(table().fields, table().titles)


def typed(expression: str) -> Typed:
    """Raises FormulaError."""
    schema = table()
    return check(parse(expression), schema.find, [item.name for item in schema.fields], titles=schema.titles_of)


def compiled(expression: str, zone: str = "UTC") -> Compiled:
    """Raises FormulaError."""
    return compile_formula(typed(expression), zone, _inner)


def statement(sql: str) -> str:
    """SQL of a formula over the table's own columns."""
    return placed(sql, _column)


def _inner(used: FieldDef, span: Span) -> Sql:
    return _formulas().compiled(used).raw


def _column(key: str) -> str:
    if key == "@table":
        return "'0000001'"
    return key[1:] if key.startswith("@") else _formulas().field(key).column
