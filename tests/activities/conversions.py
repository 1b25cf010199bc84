"""Conversions in the background, of few records in small steps."""

from typing import Any

import pytest

from api.access.service import Access
from api.fields.convert import background, columns, service
from api.fields.convert.background import ConversionRun
from api.tables.schema import Schemas
from tests.support.stage import Stage

Json = dict[str, Any]
RECORDS = 40


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a million records elsewhere takes forty here."""
    monkeypatch.setattr(service, "IN_REQUEST", 10)
    monkeypatch.setattr(columns, "BATCH", 5)
    monkeypatch.setattr(background, "_STEP", 10)


async def note(stage: Stage) -> str:
    # The answer is plain JSON, of which the checker knows no shape.
    return str(next(field["id"] for field in stage.tasks["fields"] if field["name"] == "Note"))  # type: ignore[index,union-attr]


def run_of(stage: Stage) -> ConversionRun:
    """As a worker has it: with its own idea of schemas."""
    schemas = Schemas()
    return ConversionRun(stage.database, Access(stage.database, schemas), schemas, stage.deps.vault)


async def job(stage: Stage, job_id: str) -> Json:
    return await stage.world.viewer.get(f"/jobs/{job_id}")


async def converted_columns(stage: Stage) -> int:
    """Columns that the physical table has beyond those of its fields and the system's own."""
    rows = await stage.rows(
        "SELECT count(*) FROM pg_attribute a JOIN dataos.tables t ON t.id = %s JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id"
        " WHERE a.attrelid = to_regclass('ws_' || w.number || '.t_' || t.number) AND a.attnum > 0"
        " AND NOT a.attisdropped AND a.attname LIKE 'f\\_%%' AND NOT EXISTS (SELECT FROM dataos.fields f"
        "  WHERE f.table_id = t.id AND 'f_' || f.number = a.attname)",
        str(stage.tasks["id"]),
    )
    return int(str(rows[0][0]))
