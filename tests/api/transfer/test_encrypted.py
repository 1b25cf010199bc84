"""Columns of a file that become encrypted fields: nothing of them is ever in the database in the open."""

import psycopg
import pytest

from api.encryption.envelope import is_envelope
from api.encryption.vault import Vault
from api.settings import Settings
from api.tables.schema import Schemas
from api.transfer.report import ImportReport
from api.transfer.source import CsvSource
from core.errors import Invalid, Unavailable
from ops.transfer.application import application, imports
from tests.api.transfer.conftest import Place
from tests.support.app import MASTER_KEYS

FILE = "Name,Salary,Note\n" + "".join(
    f'p{at},SECRET-{at % 2},"SECRET, with {at}\nlines"\n' if at % 5 else f"p{at},,\n" for at in range(2_500)
)


async def load(place: Place, *encrypted: str, content: str = FILE, keys: str = MASTER_KEYS) -> ImportReport:
    given = {"ENCRYPTION_KEYS": keys} if keys else {}
    settings = Settings.load({"DATABASE_URL": place.url, "DATAOS_SECRET": "s" * 32, **given})
    async with application(settings, "test") as services:
        source = CsvSource(path=place.file(content), name="Data", encrypted=frozenset(encrypted))
        return await imports(settings, services).run(place.user, place.base, source, lambda _: None)


async def test_cells_are_sealed_before_they_reach_the_database(place: Place) -> None:
    report = await load(place, "Salary", "Note")
    assert [column.type for column in report.columns] == ["text", "text", "longText"]
    rows = place.rows(report)
    assert [row[0] for row in rows] == [f"p{at}" for at in range(2_500)]
    sealed = [(row[1], row[2]) for at, row in enumerate(rows) if at % 5]
    # Rows have columns of any type; these are text.
    assert all(is_envelope(cell) for pair in sealed for cell in pair)  # type: ignore[arg-type]
    assert len({cell for pair in sealed for cell in pair}) == 4_000
    assert {(row[1], row[2]) for at, row in enumerate(rows) if at % 5 == 0} == {(None, None)}
    settings = Settings.load({"DATABASE_URL": place.url, "DATAOS_SECRET": "s" * 32, "ENCRYPTION_KEYS": MASTER_KEYS})
    async with application(settings, "test") as services, services.database.records() as conn:
        number = place.one("SELECT number FROM dataos.tables WHERE id = %s", [report.table_id])
        schema = await services.get(Schemas).fresh(conn, int(str(number)))
        keys = await services.get(Vault).keys(conn, schema.workspace_id)
        opened = [
            # As above: the cells are text.
            tuple(keys.open(schema, field, cell) for field, cell in zip(schema.fields[1:], row[1:], strict=True))  # type: ignore[arg-type]
            for row in rows
        ]
    assert opened[1:7] == [
        *((f"SECRET-{at % 2}", f"SECRET, with {at}\nlines") for at in range(1, 5)),
        (None, None),
        ("SECRET-0", "SECRET, with 6\nlines"),
    ]


async def test_the_database_has_nothing_of_them_in_the_open(place: Place) -> None:
    await load(place, "Salary", "Note")
    with psycopg.connect(place.url, autocommit=True) as conn:
        conn.execute("ANALYZE")
        tables = conn.execute(
            "SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE relkind IN ('r', 'p') AND (nspname LIKE 'ws_%%' OR nspname = 'dataos')"
        ).fetchall()
        for (table,) in tables:
            found = conn.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%%SECRET%%'".encode()).fetchone()
            assert found == (0,), table
        assert conn.execute(
            "SELECT count(*) FROM pg_stats WHERE most_common_vals::text LIKE '%SECRET%'"
        ).fetchone() == (0,)


@pytest.mark.parametrize("encrypted", ["Salary", "Note"])
@pytest.mark.parametrize(
    ("line", "content"),
    [
        (2, FILE.replace("p0,,", "Doe, Jane,SECRET-5,x", 1)),
        # The note is empty, so what it holds now is the salary, and nothing is lost at the end.
        (2, FILE.replace("p0,,", "Doe, Jane,SECRET-5,", 1)),
        (4_502, FILE + "p,1,2,SECRET-5\n"),
    ],
    ids=["moved", "moved with an empty end", "late"],
)
async def test_a_line_whose_values_moved_refuses_the_file(
    place: Place, line: int, content: str, encrypted: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await load(place, encrypted, content=content)
    assert [fault.path for fault in refused.value.faults] == [f"line {line}"]
    assert "Quote values with ',' in them" in refused.value.faults[0].message
    assert place.relations() == set()
    left = "SELECT count(*) FROM dataos.changes t WHERE t::text LIKE '%SECRET-5%'"
    assert (place.one(left), place.one("SELECT count(*) FROM dataos.tables")) == (0, 0)


@pytest.mark.parametrize(
    ("column", "path"), [("Nothing", "encrypt"), ("Name", "fields[0].encrypted")], ids=["unknown", "primary"]
)
async def test_what_cannot_be_encrypted_is_refused_and_leaves_nothing(place: Place, column: str, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        await load(place, column)
    assert [fault.path for fault in refused.value.faults] == [path]
    assert place.relations() == set()


async def test_without_a_master_key_nothing_is_imported(place: Place) -> None:
    with pytest.raises(Unavailable, match="ENCRYPTION_KEYS"):
        await load(place, "Salary", keys="")
    assert place.relations() == set()
