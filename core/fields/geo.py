"""A place on the globe: ``{"lat", "lng", "label"?}``, degrees to seven decimals (a centimetre)."""

import re
from typing import TYPE_CHECKING

from core.fields.base import ColumnType, FieldConfig, FieldType, InvalidValue, shown
from core.fields.numeric import digits, number, rounded
from core.text import unstorable
from core.values import JsonValue, StoredValue, ValueKind

if TYPE_CHECKING:
    from core.schema import FieldDef

MAX_LABEL = 255
_MAX_TEXT = MAX_LABEL + 100
_DECIMALS = 7
_EXAMPLE = '{"lat": 52.52, "lng": 13.405}'

_DEGREES = r"([+-]?[0-9]{1,3}(?:[.][0-9]{1,15})?) ?°? ?([NSEWnsew]?)"
_COMMA_DEGREES = _DEGREES.replace("[.]", ",")
_POINT = re.compile(rf"{_DEGREES} ?[,; ] ?{_DEGREES}")
_COMMA_POINT = re.compile(rf"{_COMMA_DEGREES} ?[; ] ?{_COMMA_DEGREES}")
_LABELLED = re.compile(r"(.*)\(([^()]*)\)", re.DOTALL)


class Geo(FieldType):
    name = "geo"
    kind = ValueKind.JSON

    def column_type(self, config: FieldConfig) -> ColumnType:
        return ColumnType.JSONB

    def parse(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        if raw is None:
            return None
        if not isinstance(raw, dict) or raw.keys() - {"lat", "lng", "label"} or not raw.keys() >= {"lat", "lng"}:
            raise InvalidValue(f"Give a place like {_EXAMPLE}, with a label if you like, not {shown(raw)}.")
        place: dict[str, JsonValue] = {"lat": _within(raw["lat"], "lat", 90), "lng": _within(raw["lng"], "lng", 180)}
        label = raw.get("label")
        if label is not None and not isinstance(label, str):
            raise InvalidValue(f"The label of a place is text, not {shown(label)}.")
        trimmed = (label or "").strip()
        reason = unstorable(trimmed, MAX_LABEL)
        if reason:
            raise InvalidValue(reason)
        return {**place, "label": trimmed} if trimmed else place

    def coerce(self, raw: JsonValue, field: "FieldDef") -> StoredValue:
        """Also ``52.52, 13.405``, ``52.52° N, 13.405° E``, ``52,52; 13,405`` and ``Berlin (52.52, 13.405)``."""
        if not isinstance(raw, str):
            return self.parse(raw, field)
        text = raw.strip()
        if not text:
            return None
        if len(text) <= _MAX_TEXT:
            point = _point(text)
            if point is not None:
                return self.parse(point, field)
            labelled = _LABELLED.fullmatch(text)
            point = _point(labelled[2].strip()) if labelled else None
            if labelled and point is not None:
                return self.parse({**point, "label": labelled[1]}, field)
        raise InvalidValue(f"{shown(text)} is not a place; write it like 52.52, 13.405 (latitude, longitude).")

    def format(self, stored: StoredValue, field: "FieldDef") -> str:
        if not isinstance(stored, dict):
            return ""
        degrees = (value for value in (stored.get("lat"), stored.get("lng")) if isinstance(value, int | float))
        point = ", ".join(digits(value, None) for value in degrees)
        label = stored.get("label")
        return f"{label} ({point})" if label else point


def _within(raw: JsonValue, name: str, most: int) -> int | float:
    value = rounded(number(raw), _DECIMALS)
    if abs(value) > most:
        raise InvalidValue(f"{name} must be from -{most} to {most}, not {shown(raw)}.")
    return value


def _point(text: str) -> dict[str, JsonValue] | None:
    match = _POINT.fullmatch(text) or _COMMA_POINT.fullmatch(text)
    if match is None:
        return None
    first, second = _degrees(match[1], match[2]), _degrees(match[3], match[4])
    sides = match[2].upper(), match[4].upper()
    if sides[0] in ("", "N", "S") and sides[1] in ("", "E", "W"):
        return {"lat": first, "lng": second}
    return {"lat": second, "lng": first} if sides[0] in ("E", "W") and sides[1] in ("N", "S") else None


def _degrees(text: str, side: str) -> float:
    value = float(text.replace(",", "."))
    return -value if side.upper() in ("S", "W") else value
