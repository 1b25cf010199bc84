"""Stubs and implementations agree by name and signature, and workflow modules load nothing heavy."""

import importlib
import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import get_type_hints

from activities.consume import ConsumeActivities
from activities.conversion import ConversionActivities
from activities.indexing import IndexingActivities
from activities.mail import MailActivities
from activities.maintenance import MaintenanceActivities
from activities.recompute import RecomputeActivities
from activities.reencryption import ReencryptionActivities
from activities.run_step import StepActivities
from activities.runs import RunActivities

_DEFINITION = "__temporal_activity_definition"


def name_of(function: Callable[..., object]) -> str | None:
    return getattr(getattr(function, _DEFINITION, None), "name", None)


def activities_in(*places: object) -> dict[str, Callable[..., object]]:
    members = (member for place in places for _, member in inspect.getmembers(place, inspect.isfunction))
    return {name: member for member in members if (name := name_of(member)) is not None}


def test_every_stub_is_implemented_with_the_same_signature() -> None:
    declared = activities_in(importlib.import_module("workflows.stubs"))
    implemented = activities_in(
        ConsumeActivities,
        ConversionActivities,
        MailActivities,
        StepActivities,
        RunActivities,
        MaintenanceActivities,
        IndexingActivities,
        RecomputeActivities,
        ReencryptionActivities,
    )
    assert sorted(declared) == sorted(implemented)
    assert len(declared) == 11
    for name, stub in declared.items():
        assert get_type_hints(stub) == get_type_hints(implemented[name]), name


def test_workflows_load_no_database_web_or_mail_library() -> None:
    program = (
        "import sys, workflows.registry, workflows.language.plan, workflows.gateway\n"
        "heavy = {'sqlalchemy', 'psycopg', 'fastapi', 'starlette', 'jinja2', 'aiosmtplib', 'activities', 'api'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
