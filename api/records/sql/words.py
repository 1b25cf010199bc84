"""Cells as people see them, each as one expression: what an index holds is what a search asks for.

Of several values all together are one text, with ``SEPARATOR`` between them: no index helps a look into each.
"""

from collections.abc import Mapping
from typing import cast

from api.records.sql.fragment import literal
from core.fields.base import ColumnType
from core.fields.date_text import DateFormat
from core.fields.derived import DerivedConfig
from core.fields.duration_text import DurationFormat
from core.fields.zones import READER, is_zone
from core.schema import FieldDef
from core.values import ValueKind

SEPARATOR = "\x1f"
_PATTERNS = {
    DateFormat.ISO: "YYYY-MM-DD",
    DateFormat.EUROPEAN: "DD/MM/YYYY",
    DateFormat.US: "MM/DD/YYYY",
    DateFormat.FRIENDLY: "FMDD FMMonth YYYY",
}


def words(field: FieldDef, at: str) -> str | None:
    """All text of the cell ``at``, names of files included, null for none; None where the field holds no text."""
    match field.kind, field.many:
        case ValueKind.TEXT, False:
            return at
        case ValueKind.TEXT, True:
            return f"fx.words({at})"
        case ValueKind.FILE, False:
            return f"({at} ->> 'name')"
        case ValueKind.FILE, True:
            return f"fx.file_names({at})"
        case _:
            return None


def figures(field: FieldDef, at: str) -> str | None:
    """The numbers, lengths of time, days or moments of the cell ``at``, null for none.

    None where the field holds no such thing, and where how it is shown is for the reader's time zone to say.
    """
    type_name, config = shown_as(field)
    match field.kind:
        case ValueKind.NUMBER if type_name == "duration":
            style = literal(DurationFormat(str(config.get("format") or DurationFormat.HOURS)).value, "text").sql
            if field.many:
                return f"fx.duration_words({_typed(field, at, 'numeric[]')}, {style})"
            return f"fx.duration_text(({at})::numeric, {style})"
        case ValueKind.NUMBER:
            precision = precision_of(config)
            if field.many:
                decimals = "NULL" if precision is None else precision
                return f"fx.number_words({_typed(field, at, 'numeric[]')}, {decimals})"
            # What a formula shows as a percentage is a fraction.
            by = " * 100" if type_name == "percent" and field.type.name == "formula" else ""
            value = f"(({at}){by})::numeric"
            return f"trim_scale({value})::text" if precision is None else f"round({value}, {precision})::text"
        case ValueKind.DATE:
            pattern = literal(_PATTERNS[date_format(config)], "text").sql
            return f"fx.date_{'words' if field.many else 'text'}({at}, {pattern})"
        case ValueKind.DATETIME if (zone := fixed_zone(config)) is not None:
            pattern = literal(f"{_PATTERNS[date_format(config)]} HH24:MI", "text").sql
            return f"fx.time_{'words' if field.many else 'text'}({at}, {literal(zone, 'text').sql}, {pattern})"
        case _:
            return None


def shown_as(field: FieldDef) -> tuple[str, Mapping[str, object]]:
    """The type and settings that say how the values look: of what is made across a link, those of the other field."""
    config = field.config
    name, shown = field.type.name, cast("Mapping[str, object]", config.wire())
    if isinstance(config, DerivedConfig) and config.result is not None:
        name, shown = config.result.type, config.result.config
    if name != "formula":
        return name, shown
    form = cast("Mapping[str, object]", shown.get("format") or {})
    if field.kind is ValueKind.NUMBER:
        return ("percent" if form.get("percent") is True else "number"), form
    return field.kind.value, {"format": form.get("date"), "timeZone": shown.get("timeZone")}


def precision_of(config: Mapping[str, object]) -> int | None:
    precision = config.get("precision")
    return precision if isinstance(precision, int) else None


def date_format(config: Mapping[str, object]) -> DateFormat:
    style = config.get("format")
    return DateFormat(style) if style in set(DateFormat) else DateFormat.ISO


def fixed_zone(config: Mapping[str, object]) -> str | None:
    """The zone that everybody sees the field's moments in; None where that is the reader's own."""
    zone = config.get("timeZone")
    return zone if isinstance(zone, str) and zone != READER and is_zone(zone) else None


def _typed(field: FieldDef, at: str, kind: str) -> str:
    return at if field.column_type is ColumnType.JSONB else f"({at})::{kind}"
