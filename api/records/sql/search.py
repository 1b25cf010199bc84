"""Words looked for in the fields of a table."""

from api.records.sql.compare import escaped
from api.records.sql.fragment import FALSE, Fragment, compose, join, param
from api.records.sql.project import Column
from core.schema import FieldDef
from core.values import ValueKind


def search(text: str, fields: tuple[FieldDef, ...], column: Column) -> Fragment:
    """True for the rows that have ``text``, capitals or not, in one of the text fields among ``fields``."""
    pattern = param(f"%{escaped(text)}%", "text")
    hits = [compose("{at} ILIKE {p}", at=column(f), p=pattern) for f in fields if f.kind is ValueKind.TEXT]
    return compose("({any})", any=join(" OR ", hits)) if hits else FALSE
