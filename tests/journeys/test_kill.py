"""Kill -9 any part during edits and runs: no acknowledged edit is lost, every trigger fires exactly one run."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.product import Client, Json, Product, running_product

VICTIMS = {"api": "dataos api", "worker": "dataos worker", "postgres": "postgres", "temporal": "start-dev"}
RECORDS_PER_WRITER = 24
WRITERS = 2


def automation(log_table: str) -> Json:
    """Stamps the completion date and writes one log record: a doubled run would show as a second one."""
    done = {"conjunction": "and", "filters": [{"field": "Status", "operator": "equals", "value": "Done"}]}
    stamp = {"record": "{{trigger.record.id}}", "fields": {"Completed": "{{now}}"}}
    log = {"tableId": log_table, "fields": {"Entry": "{{trigger.record.id}}"}}
    return {
        "name": "Stamp done",
        "trigger": {"type": "field_changed", "config": {"field": "Status"}},
        "conditions": done,
        "steps": [
            {"id": "stamp", "type": "update_record", "config": stamp},
            {"id": "log", "type": "create_record", "config": log},
        ],
    }


@dataclass
class Tables:
    tasks: str
    log: str
    automation: str
    records: list[str]


@dataclass
class Writer:
    """Sets Status to Done and Note to a fresh number on its records, once each, retrying until acknowledged."""

    client: Client
    records: list[str]
    acknowledged: dict[str, str] = field(default_factory=dict)

    def run(self) -> None:
        for index, record in enumerate(self.records):
            note = f"note {index}"
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                body = {"fields": {"Status": "Done", "Note": note}}
                if self.client.call("PATCH", f"/records/{record}", body).status == 200:
                    self.acknowledged[record] = note
                    break
                time.sleep(0.1)
            time.sleep(0.05)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory):
    with running_product(tmp_path_factory.mktemp("kill") / "home with space", "--no-demo") as running:
        yield running


@pytest.fixture(scope="module")
def client(product: Product) -> Client:
    return product.register()


def make_tables(client: Client, name: str, count: int) -> Tables:
    workspace = client.post("/workspaces", {"name": name})["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": name})["id"]
    status = {"options": [{"name": "Open"}, {"name": "Done"}]}
    fields = [
        {"name": "Task", "type": "text"},
        {"name": "Status", "type": "singleSelect", "config": status},
        {"name": "Note", "type": "text"},
        {"name": "Completed", "type": "datetime"},
    ]
    tasks = client.post(f"/bases/{base}/tables", {"name": "Tasks", "fields": fields})["id"]
    log = client.post(f"/bases/{base}/tables", {"name": "Log", "fields": [{"name": "Entry", "type": "text"}]})["id"]
    made_automation = client.post(f"/tables/{tasks}/automations", automation(log))["id"]
    client.post(f"/automations/{made_automation}/publish", {})
    rows = [{"fields": {"Task": f"Task {n}", "Status": "Open"}} for n in range(count)]
    made = client.post(f"/tables/{tasks}/records", {"records": rows})["items"]
    return Tables(tasks, log, made_automation, [record["id"] for record in made])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("victim", list(VICTIMS))
def test_nothing_is_lost_or_doubled_when_a_part_is_killed(
    product: Product, client: Client, victim: str, tmp_path: Path
) -> None:
    tables = make_tables(client, f"Kill {victim}", RECORDS_PER_WRITER * WRITERS)
    writers = [Writer(client, tables.records[n::WRITERS]) for n in range(WRITERS)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    for _ in range(2):
        time.sleep(0.6)
        product.kill(VICTIMS[victim])
        time.sleep(0.4)
        product.wait_ready()
    for thread in threads:
        thread.join()
    product.wait_ready()

    acknowledged = {record: note for writer in writers for record, note in writer.acknowledged.items()}
    assert acknowledged.keys() == set(tables.records)
    runs = wait_for_runs(client, tables.automation, len(acknowledged))
    assert {run["status"] for run in runs} == {"succeeded"}
    assert sorted(run["trigger"]["recordId"] for run in runs) == sorted(tables.records)

    records = client.get(f"/tables/{tables.tasks}/records?limit=500")["items"]
    assert {record["id"]: record["fields"]["Note"] for record in records} == acknowledged
    assert all(record["fields"]["Completed"] for record in records)
    entries = client.get(f"/tables/{tables.log}/records?limit=500")["items"]
    assert sorted(entry["fields"]["Entry"] for entry in entries) == sorted(tables.records)


def wait_for_runs(client: Client, automation_id: str, count: int) -> list[Json]:
    """The automation's runs once at least `count` exist and none is under way (at most 90 s)."""
    deadline = time.monotonic() + 90
    while True:
        runs = client.get(f"/automations/{automation_id}/runs?limit=200")["items"]
        if len(runs) >= count and all(run["finishedTime"] for run in runs):
            return runs
        assert time.monotonic() < deadline, f"{len(runs)} of {count} runs: {[run['status'] for run in runs]}"
        time.sleep(0.3)
