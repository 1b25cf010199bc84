"""Which columns tell of changes of which fields, and that both back-ends read them alike."""

from core.fields.base import Storage
from core.fields.modified_time import ModifiedTime, ModifiedTimeConfig
from core.query.evaluate import cell
from core.schema import FieldDef
from core.stamps import stamp_column, stamps_of
from tests.core.formula.support import formula, saved

SCHEMA = saved(
    formula(50, "double", "Qty * 2"),
    formula(51, "more", "{double} + {Unit price}"),
    formula(52, "asks", "LAST_MODIFIED_TIME({more}, Name)"),
    formula(53, "whole", 'IF(LAST_MODIFIED_TIME() > At, "LAST_MODIFIED_TIME({Done})", "")'),
    formula(54, "again", "MAX(1, 2) & last_modified_time(Name)"),
)


def limited(number: int, *names: str) -> FieldDef:
    config = ModifiedTimeConfig(fields=tuple(SCHEMA.by_name[name].id for name in names) or None)
    return FieldDef(SCHEMA.fields[0].id.__class__(f"fld_{number:026}"), number, f"T{number}", ModifiedTime(), config)


def test_formulas_ask_for_fields_and_these_are_made_of_others() -> None:
    numbers = {name: SCHEMA.by_name[name].number for name in ("Qty", "Unit price", "Name")}
    assert {stamp.column: stamp.numbers for stamp in SCHEMA.stamps} == {
        stamp_column(SCHEMA.by_name["more"].id): {numbers["Qty"], numbers["Unit price"]},
        stamp_column(SCHEMA.by_name["Name"].id): {numbers["Name"]},
    }
    assert not any(stamp.field for stamp in SCHEMA.stamps)


def test_a_limited_field_has_a_column_of_its_own() -> None:
    one, whole = limited(60, "more", "Done"), limited(61)
    stamps = stamps_of((*SCHEMA.fields, one, whole))
    [stamp] = [item for item in stamps if item.field is not None]
    assert (stamp.field, stamp.column, stamp.person) == (one, "f_60", False)
    assert stamp.numbers == {SCHEMA.by_name[name].number for name in ("Qty", "Unit price", "Done")}
    assert (one.type.storage, whole.type.storage) == (Storage.COLUMN, Storage.SYSTEM)
    assert (one.column, whole.column) == ("f_60", "updated_at")
    assert one.read_only
    assert whole.read_only


def test_a_deleted_field_is_none_of_the_sources() -> None:
    left = tuple(field for field in SCHEMA.fields if field.name != "Unit price")
    [more, _] = sorted(stamps_of(left), key=lambda stamp: stamp.column != stamp_column(SCHEMA.by_name["more"].id))
    assert more.numbers == {SCHEMA.by_name["Qty"].number}


def test_memory_reads_what_the_row_has() -> None:
    cells, system = {60: "2026-01-01T00:00:00Z"}, {"updated_at": "2026-02-02T00:00:00Z"}
    assert cell(limited(60, "Done"), cells, system) == "2026-01-01T00:00:00Z"
    assert cell(limited(61), cells, system) == "2026-02-02T00:00:00Z"
