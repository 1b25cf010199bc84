"""A small table with a published automation: when Status becomes Done, stamp it. One in-house step."""

import time
from dataclasses import dataclass

import psycopg

from ops.bench.client import BenchError
from ops.bench.rig import Rig

_WAIT_SECONDS = 120.0
_DONE = "Done"


@dataclass(frozen=True)
class AutomationTable:
    table_id: str
    automation_id: str


def make(rig: Rig) -> AutomationTable:
    fields = [
        {"name": "Name", "type": "text"},
        {"name": "Status", "type": "singleSelect", "config": {"options": [{"name": "Open"}, {"name": _DONE}]}},
        {"name": "Completed", "type": "datetime"},
    ]
    table = rig.client.call(
        "POST", f"/bases/{rig.base_id}/tables", {"name": f"Jobs {time.time_ns()}", "fields": fields}
    )
    definition = {
        "name": "Stamp",
        "trigger": {"type": "field_changed", "config": {"field": "Status"}},
        "conditions": {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": _DONE}]},
        "steps": [
            {
                "id": "stamp",
                "type": "update_record",
                "config": {"record": "{{trigger.record.id}}", "fields": {"Completed": "{{now}}"}},
            }
        ],
    }
    automation = rig.client.call("POST", f"/tables/{table['id']}/automations", definition)
    rig.client.call("POST", f"/automations/{automation['id']}/publish", {})
    return AutomationTable(table["id"], automation["id"])


def add_records(rig: Rig, place: AutomationTable, count: int) -> list[str]:
    """Ids of new open records."""
    records = [{"fields": {"Name": f"Job {at}", "Status": "Open"}} for at in range(count)]
    made = rig.client.call("POST", f"/tables/{place.table_id}/records", {"records": records})
    return [record["id"] for record in made["items"]]


def finish(rig: Rig, record: str) -> None:
    """What the automation waits for."""
    rig.client.call("PATCH", f"/records/{record}", {"fields": {"Status": _DONE}})


def wait_for_runs(rig: Rig, place: AutomationTable, count: int) -> None:
    """Until ``count`` runs of the automation have succeeded. Raises BenchError when one failed, or on time-out."""
    deadline = time.monotonic() + _WAIT_SECONDS
    with psycopg.connect(rig.url, autocommit=True) as conn:
        while time.monotonic() < deadline:
            rows = conn.execute(
                "SELECT status, count(*) FROM dataos.runs WHERE automation_id = %s GROUP BY 1", [place.automation_id]
            ).fetchall()
            found = {row[0]: int(row[1]) for row in rows}
            if found.get("failed"):
                raise BenchError(f"runs failed: {found}")
            if found.get("succeeded", 0) >= count:
                return
            time.sleep(0.005)
    raise BenchError(f"after {_WAIT_SECONDS:g} s there were not {count} runs")


def spans(rig: Rig, place: AutomationTable) -> list[tuple[float, float]]:
    """Per run, when its change was made and when the run was finished: seconds of the database's clock."""
    with psycopg.connect(rig.url) as conn:
        rows = conn.execute(
            "SELECT extract(epoch FROM c.at)::float8, extract(epoch FROM r.finished_at)::float8 FROM dataos.runs r"
            " JOIN dataos.changes c ON c.seq = r.change_seq WHERE r.automation_id = %s ORDER BY c.seq",
            [place.automation_id],
        ).fetchall()
    return [(row[0], row[1]) for row in rows]
