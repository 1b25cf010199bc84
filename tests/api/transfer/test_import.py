"""A CSV file becomes a table: types, values, irregular files, and nothing left when it fails."""

from datetime import UTC, date, datetime
from decimal import Decimal

import psycopg
import pytest

from api.access.service import Access
from api.db.engine import Database
from api.encryption.vault import Vault
from api.fields.derived import Derived
from api.kit.key_ring import KeyRing
from api.links.service import Links
from api.records.counting import SeenRecords
from api.tables.schema import Schemas
from api.tables.service import Tables
from api.transfer.report import Progress, Stage
from core.errors import Conflict, Invalid, LimitExceeded
from tests.api.transfer.conftest import Place


async def test_every_type_is_found_and_stored_as_such(place: Place) -> None:
    header = "Title,Story,Count,Price,Open,Day,Moment,State,Labels,Site,Mail\n"
    states, labels = ["New", "Won", "Lost"], ["red; blue", "red", "blue; green; red", "green"]
    rows = [
        f'Deal {i},"line one\nline two",{i}.5,"$1,{i:03}.25",yes,2026-11-{i % 28 + 1:02},2026-11-22 10:0{i % 10}:00+02,'
        f"{states[i % 3]},{labels[i % 4]},https://example.org/{i},p{i}@example.org\n"
        for i in range(40)
    ]
    report = await place.load(header + "".join(rows))
    assert [column.type for column in report.columns] == [
        "text", "longText", "number", "currency", "checkbox", "date", "datetime", "singleSelect", "multiSelect", "url",
        "email",
    ]  # fmt: skip
    assert (report.records, report.bad) == (40, 0)
    row = place.rows(report)[3]
    assert row[:7] == (
        "Deal 3", "line one\nline two", 3.5, Decimal("1003.25"), True, date(2026, 11, 4),
        datetime(2026, 11, 22, 8, 3, tzinfo=UTC),
    )  # fmt: skip
    assert isinstance(row[7], str)
    assert row[7].startswith("opt")
    assert isinstance(row[8], list)
    assert row[9:] == ("https://example.org/3", "p3@example.org")


async def test_words_for_nothing_are_empty_and_not_bad(place: Place) -> None:
    report = await place.load("Name,Count\n" + "".join(f"n{i},{'N/A' if i % 3 else i}\n" for i in range(60)))
    assert [column.type for column in report.columns] == ["text", "number"]
    assert report.bad == 0
    assert place.column(report, 1)[:4] == [0.0, None, None, 3.0]


async def test_codes_with_leading_zeros_stay_text(place: Place) -> None:
    report = await place.load("Name,Zip\n" + "".join(f"n{i},{i + 10000}\n" for i in range(500)) + "last,00501\n")
    assert report.columns[1].type == "text"
    assert place.column(report, 1)[-1] == "00501"


async def test_the_whole_file_decides_not_its_first_rows(place: Place) -> None:
    rows = [f"n{i},{i}\n" for i in range(30_000)] + [f"n{i},see note {i}\n" for i in range(3_000)]
    report = await place.load("Name,Value\n" + "".join(rows))
    assert report.columns[1].type == "text"
    assert place.column(report, 1)[-1] == "see note 2999"


async def test_dates_are_day_first_unless_the_file_says_otherwise(place: Place) -> None:
    report = await place.load("Name,A,B\nx,03/04/2026,03/04/2026\ny,05/06/2026,12/31/2026\n")
    assert [column.type for column in report.columns] == ["text", "date", "date"]
    assert place.rows(report)[0][1:] == (date(2026, 4, 3), date(2026, 3, 4))


async def test_semicolon_files_have_decimal_commas(place: Place) -> None:
    report = await place.load("Name;Ποσό\nΑθήνα;1.234,50\nΠάτρα;12,5\n")
    assert report.columns[1].type == "number"
    assert place.rows(report) == [("Αθήνα", 1234.5), ("Πάτρα", 12.5)]


async def test_short_rows_are_padded_and_what_is_too_much_gets_a_column(place: Place) -> None:
    report = await place.load('A,B,C\n1,2,3\n4\n\n5,6,7,8,"n,i"\n9,10,11,,\n')
    assert place.rows(report) == [
        (1.0, 2.0, 3.0, None), (4.0, None, None, None), (5.0, 6.0, 7.0, '8,"n,i"'), (9.0, 10.0, 11.0, None),
    ]  # fmt: skip
    assert (report.short, report.long, report.long_lines, report.blank) == (1, 1, (5,), 1)
    assert [(column.name, column.type) for column in report.columns][3:] == [("Further values", "longText")]
    assert report.surplus == "Further values"


async def test_a_late_long_row_is_told_and_kept(place: Place) -> None:
    rows = [f"n{i},{i}\n" for i in range(4_000)] + ["Doe, Jane,7\n"]
    report = await place.load("Name,Further values\n" + "".join(rows))
    assert (report.long, report.long_lines, report.surplus) == (1, (4_002,), "Further values 2")
    assert place.rows(report)[-1] == ("Doe", " Jane", "7")


async def test_stray_quotes_are_characters(place: Place) -> None:
    report = await place.load('Size,Part\n5" wide,pipe\n6" wide,"a ""big"" one"\n7,"multi\nline"\n')
    assert place.rows(report) == [('5" wide', "pipe"), ('6" wide', 'a "big" one'), ("7", "multi\nline")]


async def test_hostile_cells_are_kept_as_text(place: Place) -> None:
    hostile = ["'); DROP TABLE x; --", "\\N", "\\.", "%s %d", "{{7*7}}", "=1+1", "NaN", ":first", "\u202eabc", "a\tb"]
    text = "Name,Evil\n" + "".join(f'n{i},"{cell}"\n' for i, cell in enumerate(hostile))
    report = await place.load(text)
    assert place.column(report, 1) == hostile


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "empty_file"), ("\n\n  \n", "empty_file"), ("\ufeff", "empty_file"), ('a,b\n"never closed', "not_csv")],
)
async def test_files_without_a_table_are_refused(place: Place, content: str, code: str) -> None:
    before = place.relations()
    with pytest.raises(Invalid) as refused:
        await place.load(content)
    assert refused.value.faults[0].code == code
    assert place.relations() == before


async def test_header_only_makes_an_empty_table(place: Place) -> None:
    report = await place.load("Name,Size\n")
    assert (report.records, [column.type for column in report.columns]) == (0, ["text", "text"])
    assert place.one("SELECT ready FROM dataos.tables WHERE id = %s", [report.table_id]) is True


async def test_too_many_columns_are_refused_with_the_limit(place: Place) -> None:
    with pytest.raises(LimitExceeded, match=r"1,500 columns; a table takes 500"):
        await place.load(",".join(f"c{i}" for i in range(1500)) + "\n" + ",".join("1" for _ in range(1500)))
    assert place.one("SELECT count(*) FROM dataos.tables") == 0


async def test_five_hundred_columns_load(place: Place) -> None:
    text = ",".join(f"c{i}" for i in range(500)) + "\n" + (",".join(str(i) for i in range(500)) + "\n") * 50
    report = await place.load(text)
    assert (report.records, len(report.columns)) == (50, 500)
    assert place.rows(report)[49][499] == 499.0


async def test_every_batch_leaves_one_import_change_with_its_range(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.transfer.load.BATCH_RECORDS", 500)
    report = await place.load("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(2500)))
    with psycopg.connect(place.url) as conn:
        changes = conn.execute(
            "SELECT operation, record_key, after, cause, actor_number FROM dataos.changes ORDER BY seq"
        ).fetchall()
        assert len({row[0] for row in conn.execute("SELECT change_set FROM dataos.changes").fetchall()}) == 1
    ranges = sorted((change[2]["first"], change[2]["last"], change[2]["count"]) for change in changes)
    assert len(ranges) >= 3
    assert all(last - first + 1 == count <= 1000 for first, last, count in ranges)
    assert [first for first, _, _ in ranges] == [1, *(last + 1 for _, last, _ in ranges[:-1])]
    assert ranges[-1][1] == 2500
    assert {change[:2] + change[3:] for change in changes} == {("import", None, "import", place.user.number)}
    assert place.column(report, 1) == [float(i) for i in range(2500)]


async def test_a_failure_removes_everything(place: Place) -> None:
    before = place.relations()

    def fail(now: Progress) -> None:
        if now.stage is Stage.LOADING:
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="disk is full"):
        await place.load("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(1000)), fail)
    assert place.relations() == before
    assert place.one("SELECT count(*) FROM dataos.tables") == 0
    assert place.one("SELECT count(*) FROM dataos.changes") == 0


async def test_nobody_sees_the_table_before_it_is_complete(place: Place) -> None:
    seen: list[object] = []

    def look(now: Progress) -> None:
        if now.stage is Stage.LOADING:
            seen.append(place.one("SELECT ready FROM dataos.tables"))

    await place.load("Name,N\n" + "".join(f"n{i},{i}\n" for i in range(10)), look)
    assert seen == [False]


async def test_one_import_at_a_time_in_a_workspace(place: Place) -> None:
    refused: list[Conflict] = []

    async def second() -> None:
        with pytest.raises(Conflict) as error:
            await place.load("A,B\n1,2\n")
        refused.append(error.value)

    from api.transfer.leftovers import importing

    async with importing(place.url, place.workspace_number):
        await second()
    assert [error.code for error in refused] == ["import_running"]
    assert (await place.load("A,B\n1,2\n")).records == 1


def _tables(database: Database) -> Tables:
    access = Access(database, Schemas())
    return Tables(
        database, access, Links(database, access), Derived(database, access), Vault(KeyRing({})), SeenRecords()
    )


async def test_a_table_that_never_became_ready_does_not_block_its_name(place: Place) -> None:
    dead = await place.load("A,B\n1,2\n")
    place.one("UPDATE dataos.tables SET ready = false WHERE id = %s RETURNING id", [dead.table_id])
    async with place.database.writing() as session:
        made = await _tables(place.database).create(
            session, place.user, place.base, name="data", description="", fields=[]
        )
    assert made.summary.schema.name == "data"


async def test_a_name_given_away_during_the_import_gets_a_number(place: Place) -> None:
    def rival(now: Progress) -> None:
        if now.stage is Stage.LOADING and not place.one("SELECT 1 FROM dataos.tables WHERE ready"):
            place.one(
                "INSERT INTO dataos.tables (id, base_id, name) VALUES ('tblRival', %s, 'DATA') RETURNING id",
                [place.base],
            )

    report = await place.load("A,B\n1,2\n", rival)
    assert report.table_name == "Data 2"
    assert place.one("SELECT name FROM dataos.tables WHERE ready AND id = %s", [report.table_id]) == "Data 2"


async def test_a_taken_name_gets_a_number(place: Place) -> None:
    names = [(await place.load("A,B\n1,2\n")).table_name for _ in range(3)]
    assert names == ["Data", "Data 2", "Data 3"]
