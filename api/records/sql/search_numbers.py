"""Text looked for in numbers, as their field shows them: with its decimals, a percent sign, or as a length of time."""

import re
from collections.abc import Mapping
from typing import cast

from api.records.sql.compare import escaped
from api.records.sql.fragment import Fragment, compose, join, param
from core.fields.derived import DerivedConfig
from core.fields.duration_text import DurationFormat
from core.fields.formula import FormulaConfig
from core.schema import FieldDef

_NUMERIC = re.compile(r"[0-9.,'\s€$£¥+-]*[0-9][0-9.,'\s€$£¥+-]*")
_SEPARATORS = re.compile(r"[,'\s€$£¥+]")
_LENGTH = re.compile(r"[0-9:.,\sd-]*[0-9][0-9:.,\sd-]*")


def in_number(text: str, field: FieldDef, at: str) -> Fragment | None:
    """True where the number ``at`` is shown with ``text`` in it; None where no number of this field can be."""
    kind, config = _shown_as(field)
    if kind == "duration":
        if not _LENGTH.fullmatch(text):
            return None
        style = DurationFormat(str(config.get("format") or DurationFormat.HOURS))
        return _like(_duration(at, style), text.strip().replace(",", "."))
    percent = kind == "percent"
    bare = text.rstrip().removesuffix("%").rstrip() if percent and "%" in text else text
    if not _NUMERIC.fullmatch(bare):
        return None
    if percent and isinstance(field.config, FormulaConfig):
        at = f"{at} * 100"
    precision = config.get("precision")
    plain = f"trim_scale(({at})::numeric)::text"
    forms = [f"round(({at})::numeric, {precision})::text" if isinstance(precision, int) else plain]
    # 1,5 is one and a half to some and the beginning of one thousand five hundred to others: both are found.
    meant = {_SEPARATORS.sub("", bare), _SEPARATORS.sub("", bare.replace(".", "").replace(",", "."))} - {"", "."}
    if bare != text:
        # 50% is 50.0% too: the sign says that the number ends here.
        forms = [f"({form} || '%%')" for form in dict.fromkeys([*forms, plain])]
        meant = {f"{one}%" for one in meant}
    return compose("({any})", any=join(" OR ", (_like(form, one) for form in forms for one in sorted(meant))))


def _shown_as(field: FieldDef) -> tuple[str, Mapping[str, object]]:
    """The type and settings that say how the values look: of what is made across a link, those of the other field."""
    config = field.config
    if isinstance(config, DerivedConfig) and config.result is not None:
        return config.result.type, config.result.config
    if isinstance(config, FormulaConfig):
        shown = cast("Mapping[str, object]", config.wire().get("format") or {})
        return ("percent" if shown.get("percent") is True else "number"), shown
    return field.type.name, config.wire()


def _duration(at: str, style: DurationFormat) -> str:
    """What ``core.fields.duration_text.write_duration`` gives, in SQL."""
    # rpad cuts what is longer, so it is only asked where there is less.
    decimals = f"CASE WHEN length(d.f) < {style.decimals} THEN rpad(d.f, {style.decimals}, '0') ELSE d.f END"
    hours = "trunc(mod(d.n, 86400) / 3600)" if style is DurationFormat.DAYS else "trunc(d.n / 3600)"
    days = "trunc(d.n / 86400)::text || 'd ' || " if style is DurationFormat.DAYS else ""
    seconds = (
        f"':' || lpad(trunc(mod(d.n, 60))::text, 2, '0') || CASE WHEN ({decimals}) = '' THEN '' ELSE '.' ||"
        f" ({decimals}) END"
    )
    if not style.counts_seconds:
        seconds = f"CASE WHEN trunc(mod(d.n, 60)) > 0 OR d.f <> '' THEN {seconds} ELSE '' END"
    return (
        f"(SELECT CASE WHEN d.negative THEN '-' ELSE '' END || {days}{hours}::text || ':' ||"
        f" lpad(trunc(mod(d.n, 3600) / 60)::text, 2, '0') || {seconds}"
        " FROM (SELECT abs(e.n) AS n, e.n < 0 AS negative,"
        " rtrim(lpad(trunc(mod(abs(e.n), 1) * 1000)::text, 3, '0'), '0') AS f"
        f" FROM (SELECT round(({at})::numeric, 3) AS n) e) d)"
    )


def _like(shown: str, text: str) -> Fragment:
    return compose("{shown} ILIKE {p}", shown=shown, p=param(f"%{escaped(text)}%", "text"))
