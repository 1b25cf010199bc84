"""The tables that query cases ask: one per kind, with rows as stored values, ready to be inserted.

A row's ``cells`` are by field number, its ``system`` values by column. The name of an option and its id: ``OPTIONS``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.access.policy import Policy, compile_policy
from core.access.roles import BaseRole
from core.fields.registry import get_type, parse_config
from core.ids import BaseId, FieldId, TableId, WorkspaceId
from core.schema import FieldDef, TableSchema
from core.values import JsonValue, StoredValue
from tests.support.query_times import DAYS, INSTANTS

POLICY: Policy = compile_policy(BaseRole.EDITOR, 1)


@dataclass(frozen=True)
class Row:
    key: int
    cells: Mapping[int, StoredValue]
    system: Mapping[str, StoredValue]


@dataclass(frozen=True)
class Table:
    """``rows`` are in key order, keys from 1."""

    schema: TableSchema
    rows: tuple[Row, ...]


def field(number: int, name: str, type: str, config: dict[str, JsonValue] | None = None) -> FieldDef:
    kind = get_type(type)
    return FieldDef(FieldId(f"fld_{number:026}"), number, name, kind, parse_config(kind, config))


def schema(number: int, name: str, fields: Sequence[FieldDef]) -> TableSchema:
    return TableSchema(
        id=TableId(f"tbl_{number:026}"),
        number=number,
        name=name,
        version=1,
        base_id=BaseId(f"bas_{1:026}"),
        workspace_id=WorkspaceId(f"wsp_{1:026}"),
        workspace_number=1,
        primary_field_id=fields[0].id,
        fields=tuple(fields),
    )


def system(
    key: int,
    made: str = "2026-11-01T00:00:00+00:00",
    edited: str | None = None,
    by: int | None = 1,
    changed: int | None = 1,
) -> dict[str, StoredValue]:
    return {"id": key, "created_at": made, "updated_at": edited or made, "created_by": by, "updated_by": changed}


def table(number: int, name: str, fields: Sequence[FieldDef], rows: Sequence[Sequence[StoredValue]]) -> Table:
    """Each row gives the fields' values in order."""
    made = tuple(
        Row(key, {item.number: value for item, value in zip(fields, values, strict=True)}, system(key))
        for key, values in enumerate(rows, 1)
    )
    return Table(schema(number, name, fields), made)


TEXTS = table(
    1,
    "Texts",
    [field(1, "Name", "text"), field(2, "Other", "longText")],
    [
        ("Alpha", "Alpha"),  # 1
        ("alpha", "ALP"),
        ("Beta_100%", "100%"),
        (None, None),
        ("ΟΔΟΣ", "οδοσ"),  # 5: a capital sigma at the end of a word
        ("οδος", None),
        ("İzmir", "i"),
        ("a\\b", "\\"),
        (" padded ", "padded"),
        ("naïve\nline", "LINE"),  # 10
        ("Straße", "STRASSE"),
        (None, "x"),
        ("quote ' and \" end", "'"),
        ("😀 smile", "😀"),
    ],
)

LONG_TEXTS = table(
    11,
    "Long texts",
    [field(1, "Name", "text")],
    # Only the first 250 characters decide; the last of these differs before them.
    [("x" * 250 + "b",), ("X" * 250 + "a",), ("x" * 249 + "a",)],
)

NUMBERS = table(
    2,
    "Numbers",
    [
        field(1, "N", "number"),
        field(2, "M", "number", {"precision": 2}),
        field(3, "Stars", "rating"),
        field(4, "Price", "currency", {"currency": "EUR", "precision": 2}),
    ],
    [
        (5, 5, 3, 10.5),  # 1
        (-3.25, 4, 1, 0.1),
        (0, None, None, 0),
        (None, 0, 5, None),
        (1e20, 5, 2, 99999999999.99),  # 5
        (0.1, 0.3, 4, 0.3),
        (None, None, None, None),
        (123456789012345, 123456789012345, 5, -10.5),
        (0.3, 0.1, None, 0.3),
    ],
)

BOOLEANS = table(
    3,
    "Booleans",
    [field(1, "Done", "checkbox"), field(2, "Seen", "checkbox")],
    [(True, True), (True, False), (False, True), (False, False)],
)

DATES = table(
    4,
    "Dates",
    [field(1, "Due", "date"), field(2, "Start", "date", {"format": "european"})],
    DAYS,
)

MOMENTS = table(
    5,
    "Moments",
    [field(1, "At", "datetime"), field(2, "Until", "datetime", {"timeZone": "Europe/Athens"})],
    INSTANTS,
)

OPTIONS = {
    "High": "opthigh0000",
    "Low": "optlow00000",
    "Mid, or so": "optmid00000",
    "a": "optaaaaaaaa",
    "b": "optbbbbbbbb",
    "c": "optcccccccc",
}
GONE = "optgone0000"
"""An option that the field had once; the cell still names it."""

_HIGH, _LOW, _MID, _A, _B, _C = OPTIONS.values()


def _options(*names: str) -> dict[str, JsonValue]:
    return {"options": [{"id": OPTIONS[name], "name": name} for name in names]}


CHOICES = table(
    6,
    "Choices",
    [
        field(1, "Level", "singleSelect", _options("High", "Low", "Mid, or so")),
        field(2, "Tags", "multiSelect", _options("c", "a", "b")),
    ],
    [
        (_HIGH, [_A]),  # 1
        (_LOW, [_A, _B]),
        (_MID, [_B, _A]),
        (None, None),
        (_HIGH, []),  # 5
        (_LOW, [_C]),
        (_MID, [_A, _B, _C]),
        (GONE, [GONE, _A]),
    ],
)

PEOPLE = {
    "usr_00000000000000000000000001": 1,
    "ada@example.org": 1,
    "usr_00000000000000000000000002": 2,
    "bo@example.org": 2,
}
NAMES = {1: "Ada", 2: "Bo"}
"""What the people of test worlds are called."""

RECORDS = Table(
    schema(
        7,
        "Records",
        [
            field(1, "Name", "text"),
            field(2, "No", "autoNumber"),
            field(3, "Made", "createdTime"),
            field(4, "Edited", "modifiedTime"),
            field(5, "By", "createdBy"),
            field(6, "Changed by", "modifiedBy"),
        ],
    ),
    tuple(
        Row(key, {1: name}, system(key, made, edited, by, changed))
        for key, (name, made, edited, by, changed) in enumerate(
            [
                ("one", "2026-11-22T08:00:00+00:00", "2026-11-22T08:00:00+00:00", 1, 1),
                ("two", "2026-11-21T23:30:00.25+00:00", "2026-11-22T11:00:00+00:00", 1, 2),
                ("three", "2026-11-01T00:00:00+00:00", "2026-11-21T00:00:00+00:00", 2, 1),
                ("four", "2025-01-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00", None, None),
                ("five", "2026-11-22T08:00:00+00:00", "2026-11-22T09:00:00+00:00", 3, None),
            ],
            1,
        )
    ),
)

TEAMS = table(
    12,
    "Teams",
    [field(1, "Owner", "user"), field(2, "Members", "multiUser"), field(3, "Deputy", "user")],
    [
        (1, [1], 1),  # 1
        (2, [1, 2], 1),
        (None, [2, 1], None),
        (3, None, 3),
        (1, [], 2),  # 5
        (2, [3], None),
        (1, [2], 1),
    ],
)

DOCUMENTS = table(
    13,
    "Documents",
    [field(1, "Data", "json"), field(2, "Place", "geo"), field(3, "Open", "button")],
    [
        ({"a": [1, None]}, {"lat": 1, "lng": 2}, None),  # 1
        ([], None, None),
        (False, {"lat": 0, "lng": 0, "label": "Null Island"}, None),
        (None, None, None),
    ],
)
