"""Each rule with text it accepts and text it refuses."""

import pytest

from ops.lint.catalogue import RULES
from ops.lint.source import Rule, Source

_BY_NAME = {rule.name: rule for rule in RULES}

ACCEPTED = [
    ("file-size", "core/a.py", "x = 1\n" * 300),
    ("file-size", "tests/core/query/cases.py", "x = 1\n" * 900),
    ("file-size", "web/src/api/schema.gen.ts", "let x;\n" * 5000),
    ("third-party", "api/bases/routes.py", "from fastapi import APIRouter"),
    ("third-party", "api/records/requests.py", "from fastapi import Request"),
    ("third-party", "api/http/deps.py", "from starlette.requests import Request"),
    ("third-party", "api/records/sql/filter.py", "import sqlalchemy as sa"),
    ("third-party", "api/db/migrations/versions/x.py", "import sqlalchemy"),
    ("third-party", "api/bases/repository.py", "from sqlalchemy import select"),
    ("third-party", "workflows/gateway.py", "from temporalio.client import Client"),
    ("third-party", "workflows/automation_run.py", "from temporalio import workflow\nfrom core.ids import new"),
    ("third-party", "api/kit/outbound.py", "import httpx2, httpcore2"),
    ("third-party", "core/values.py", "import json\nfrom pydantic import BaseModel"),
    ("third-party", "tests/api/test_x.py", "import sqlalchemy, fastapi, openai"),
    ("write-path", "api/records/sql/mutation.py", 'q = "INSERT INTO dataos.changes (seq) VALUES (%s)"'),
    ("write-path", "api/records/writing/updating.py", "from api.records.sql.update import update_statement"),
    ("write-path", "api/records/sql/update.py", 'q = f"UPDATE {table} SET a = 1"'),
    ("write-path", "api/bases/repository.py", 'q = "UPDATE dataos.bases SET name = %s"'),
    ("write-path", "api/history/repository.py", 'q = "SELECT * FROM dataos.changes"'),
    ("write-path", "api/history/service.py", 'def f():\n    """Never UPDATE dataos.changes here."""'),
    ("write-path", "api/db/physical.py", 'q = f"ALTER TABLE {table} ADD COLUMN x int"'),
    ("background-work", "api/app.py", "import asyncio\nasyncio.create_task(f())"),
    ("background-work", "api/records/read.py", "async with asyncio.TaskGroup() as group:\n    group.create_task(f())"),
    ("background-work", "workflows/x.py", "asyncio.create_task(f())"),
    ("clock", "core/query/dates.py", "from datetime import datetime\nx = datetime.fromisoformat('2026-01-01')"),
    ("clock", "workflows/automation_run.py", "now = workflow.now()"),
    ("clock", "api/auth/service.py", "now = datetime.now(UTC)"),
    ("empty-init", "core/__init__.py", ""),
    ("vocabulary", "core/a.py", 'robust = 1\nx = "comprehensive"'),
    ("vocabulary", "web/src/a.ts", 'const enhanced = "TODO list"; // starts the list'),
    ("vocabulary", "README.md", "A todo list"),
    ("locks", "requirements/up.txt", "anyio==4.16.0 \\\n    --hash=sha256:aa\n"),
]

REFUSED = [
    ("file-size", "core/a.py", "x = 1\n" * 401),
    ("file-size", "web/src/grid/Grid.tsx", "let x;\n" * 401),
    ("third-party", "api/bases/service.py", "from fastapi import HTTPException"),
    ("third-party", "api/bases/service.py", "def f():\n    from starlette.requests import Request"),
    ("third-party", "api/bases/service.py", "from sqlalchemy.ext.asyncio import AsyncSession"),
    ("third-party", "api/automations/dispatch.py", "from temporalio import client"),
    ("third-party", "api/automations/dispatch.py", "from temporalio.client import Client"),
    ("third-party", "api/notifications/service.py", "import jinja2"),
    ("third-party", "activities/ai.py", "from openai import AsyncOpenAI"),
    ("third-party", "api/sso/discovery.py", "import httpx2"),
    ("third-party", "activities/hooks.py", "from urllib.request import urlopen"),
    ("third-party", "core/ids.py", "import orjson"),
    ("third-party", "core/ids.py", "from api.db.engine import Database"),
    ("third-party", "workflows/interpreter.py", "import psycopg"),
    ("write-path", "api/history/repository.py", 'q = "insert into dataos.changes (seq) values (1)"'),
    ("write-path", "activities/records.py", 'q = f"UPDATE {schema}.{table} SET x = 1"'),
    ("write-path", "activities/records.py", 'q = sql.SQL("DELETE FROM {} WHERE id = 1")'),
    ("write-path", "ops/seeds/demo.py", 'q = "INSERT\\n INTO ws_1.t_1 VALUES (1)"'),
    ("write-path", "api/records/write.py", 'q = "INSERT INTO dataos.changes (seq) VALUES (%s)"'),
    ("write-path", "api/records/service.py", "from api.records.sql.update import update_statement"),
    ("write-path", "activities/records.py", "from api.records.sql import remove"),
    ("write-path", "api/admin/service.py", 'q = "DELETE FROM dataos.changes_2026_01"'),
    ("background-work", "api/records/service.py", "asyncio.create_task(f())"),
    ("background-work", "api/auth/service.py", "loop.create_task(f())"),
    ("background-work", "api/auth/routes.py", "from fastapi import BackgroundTasks"),
    ("clock", "core/query/dates.py", "import datetime\nx = datetime.datetime.now()"),
    ("clock", "core/query/dates.py", "from datetime import date\nx = date.today()"),
    ("clock", "workflows/consumer.py", "import time\nx = time.time()"),
    ("clock", "workflows/consumer.py", "from time import monotonic"),
    ("empty-init", "core/__init__.py", "from core.ids import new"),
    ("vocabulary", "core/a.py", "x = 1  # a robust way"),
    ("vocabulary", "core/a.py", 'def f():\n    """Comprehensive checks."""'),
    ("vocabulary", "api/db/schema.sql", "-- TODO later"),
    ("vocabulary", "web/src/a.ts", "// FIXME"),
    ("vocabulary", "README.md", "An Enhanced grid"),
    ("locks", "requirements/up.txt", "--find-links /srv/wheels\n"),
    ("locks", "requirements/dev.txt", "anyio==4.16.0\n"),
    ("locks", "requirements/dev.txt", "# uv pip compile --index-url https://example.org/simple\n"),
]


def _faults(rule: str, path: str, text: str) -> list[str]:
    return [fault.message for fault in _BY_NAME[rule].faults(Source(path, text)) if not fault.warning]


@pytest.mark.parametrize(("rule", "path", "text"), ACCEPTED)
def test_rule_accepts(rule: str, path: str, text: str) -> None:
    assert _faults(rule, path, text) == []


@pytest.mark.parametrize(("rule", "path", "text"), REFUSED)
def test_rule_refuses(rule: str, path: str, text: str) -> None:
    assert _faults(rule, path, text) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_samples_of_both_kinds(rule: Rule) -> None:
    assert rule.name in {name for name, _, _ in ACCEPTED}
    assert rule.name in {name for name, _, _ in REFUSED}


def test_between_300_and_400_lines_is_a_warning() -> None:
    (fault,) = _BY_NAME["file-size"].faults(Source("core/a.py", "x = 1\n" * 350))
    assert fault.warning


def test_an_excuse_needs_a_reason() -> None:
    excused = "# lint-allow(background-work): ends with the process\nasyncio.create_task(f())"
    bare = "# lint-allow(background-work):\nasyncio.create_task(f())"
    assert _faults("background-work", "api/x/service.py", excused) == []
    assert _faults("background-work", "api/x/service.py", bare) != []
