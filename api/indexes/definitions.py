"""From wants to indexes: what has to be built so that a question's own SQL can use it.

Every index holds live records only, as every question asks for them, and sorts by the same key as
``api/records/sql/sort.py`` with empties first, so that it is walked in both directions.
"""

from collections.abc import Callable, Iterable, Sequence

from api.db.indexes import Definition, Method
from api.records.sql import formula
from api.records.sql.sort import sort_key
from api.records.sql.words import figures, words
from api.records.wants import Want, WantKind
from core.fields.base import ColumnType, Storage
from core.schema import FieldDef, TableSchema
from core.values import ValueKind

MAX_INDEXES = 8
"""Of one table. Each makes writing slower: 160,000 records per second are loaded with none, 45,000 with a handful."""
TRIGRAMS = (WantKind.WORDS, WantKind.FIGURES)
"""Those that need pg_trgm, and are worth an index sooner than others: without one every record is read."""
_MAX_KEYS = 32
"""Of one index, by PostgreSQL."""
_LISTS = {"text[]", "bigint[]"}


def merged(wants: Iterable[Want]) -> list[Want]:
    """In the same order, but one index serves all text, or as few as can hold it, and a sort serves the same sort with
    a second one after it."""
    asked = list(dict.fromkeys(wants))
    together = {kind: _together(kind, asked) for kind in TRIGRAMS}
    listed = [one for want in asked for one in together.get(want.kind, [want])]
    found: list[Want] = []
    for want in listed:
        longer = (w for w in listed if w.kind is want.kind and len(w.fields) > len(want.fields))
        covered = want.kind in (WantKind.SORT, WantKind.PICK) and any(
            other.fields[: len(want.fields)] == want.fields for other in longer
        )
        if not covered and want not in found:
            found.append(want)
    return found


def _together(kind: WantKind, wants: Iterable[Want]) -> list[Want]:
    fields = sorted({number for want in wants if want.kind is kind for number in want.fields})
    return [Want(kind, tuple(fields[at : at + _MAX_KEYS])) for at in range(0, len(fields), _MAX_KEYS)]


def definition_of(want: Want, schema: TableSchema) -> Definition | None:
    """None for what no index helps: a field that is gone, or has nothing to index."""
    fields = [schema.by_number.get(number) for number in want.fields]
    present = [field for field in fields if field is not None]
    if len(present) != len(fields):
        return None
    match want.kind:
        case WantKind.SORT:
            keys = _sort_keys(present)
            return None if keys is None else Definition(Method.BTREE, (*keys, "id"))
        case WantKind.PICK:
            picked, rest = _column(present[0]), _sort_keys(present[1:])
            return None if picked is None or rest is None else Definition(Method.BTREE, (picked, *rest, "id"))
        case WantKind.EQUAL:
            column = _column(present[0])
            # A value may be longer than an entry of a btree.
            return None if column is None else Definition(Method.HASH, (column,))
        case WantKind.HAS:
            column = _column(present[0])
            listed = present[0].column_type.value in _LISTS
            return Definition(Method.GIN, (column,)) if column is not None and listed else None
        case WantKind.WORDS | WantKind.FIGURES:
            shown = words if want.kind is WantKind.WORDS else figures
            texts = [text for field in present if (text := _shown(field, shown)) is not None]
            return Definition(Method.GIN, tuple(f"({text}) gin_trgm_ops" for text in texts)) if texts else None
        case WantKind.SUM:
            columns = [_column(field) for field in present]
            first, *others = [column for column in columns if column is not None]
            return Definition(Method.BTREE, (first,), tuple(others)) if len(others) + 1 == len(columns) else None


def index_expression(field: FieldDef) -> str | None:
    """What records sort by in this field, as SQL over the columns of its own row; None where there is no such thing."""
    if field.formulas is not None:
        of_row = formula.index_expression(field)
        return None if of_row is None else sort_key(field, of_row).sql
    column = _column(field)
    # People go by their names, which change elsewhere, and values in jsonb are reached by a subquery.
    if column is None or field.kind is ValueKind.USER or field.column_type is ColumnType.JSONB:
        return None
    key = sort_key(field, column)
    return None if key.params else key.sql.replace("%%", "%")


def _sort_keys(fields: Sequence[FieldDef]) -> tuple[str, ...] | None:
    keys = [index_expression(field) for field in fields]
    if any(key is None for key in keys):
        return None
    return tuple(f"({key}) NULLS FIRST" for key in keys)


def _shown(field: FieldDef, shown: Callable[[FieldDef, str], str | None]) -> str | None:
    if field.formulas is not None:
        of_row = formula.index_expression(field)
    else:
        of_row = field.column if field.kind is ValueKind.FILE else _column(field)
    return None if of_row is None else shown(field, of_row)


def _column(field: FieldDef) -> str | None:
    """The plain column, where the field has one that an index can hold."""
    if not field.stored and field.type.storage is not Storage.SYSTEM:
        return None
    return None if field.kind in (ValueKind.JSON, ValueKind.FILE, ValueKind.SEALED) else field.column
