"""Kill -9 while a field changes its type: a job goes on where it was, and a request that did not end did nothing."""

import dataclasses
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.support.product import Answer, Client, Json, Product, running_product

IN_JOB = 60_000
"""More than one request converts (api/fields/convert/service.py)."""
IN_REQUEST = 45_000
PAGE = 1_000
TAB = {"X-Client-Tab": "kill"}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running_product(tmp_path_factory.mktemp("kill") / "home", "--no-demo") as running:
        yield running


@pytest.fixture(scope="module")
def client(product: Product) -> Client:
    return product.register()


@dataclass
class Amounts:
    """A table of numbers as text, as people write them: ``1,234.5``. Every tenth is no number."""

    table: str
    field: str
    records: list[str]
    expected: dict[str, float | None] = dataclasses.field(default_factory=dict)

    def in_client(self, client: Client) -> dict[str, object]:
        """What the cells hold, by record."""
        found: dict[str, object] = {}
        cursor = ""
        while True:
            page = client.get(f"/tables/{self.table}/records?limit={PAGE}&fields=Amount{cursor}")
            for record in page["items"]:
                assert record["id"] not in found
                found[record["id"]] = record["fields"]["Amount"]
            if page["nextCursor"] is None:
                return found
            cursor = f"&cursor={page['nextCursor']}"


def text_of(at: int) -> str:
    return f"about {at}" if at % 10 == 0 else f"{at + 1_000:,}.5"


def value_of(at: int) -> float | None:
    return None if at % 10 == 0 else at + 1_000.5


def make_amounts(client: Client, name: str, count: int) -> Amounts:
    workspace = client.post("/workspaces", {"name": name})["id"]
    base = client.post(f"/workspaces/{workspace}/bases", {"name": name})["id"]
    fields = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "text"}]
    table = client.post(f"/bases/{base}/tables", {"name": name, "fields": fields})
    made = Amounts(table["id"], table["fields"][1]["id"], [])
    for low in range(0, count, PAGE):
        rows = [{"fields": {"Name": str(at), "Amount": text_of(at)}} for at in range(low, low + PAGE)]
        answer = client.post(f"/tables/{table['id']}/records", {"records": rows})
        made.records.extend(record["id"] for record in answer["items"])
    made.expected = {record: value_of(at) for at, record in enumerate(made.records)}
    return made


@dataclass
class Writer:
    """Edits, makes and deletes records, each until it is acknowledged, for as long as the job goes on."""

    client: Client
    amounts: Amounts
    first: int
    over: threading.Event
    edited: dict[str, float] = dataclasses.field(default_factory=dict)
    made: dict[str, float] = dataclasses.field(default_factory=dict)
    deleted: set[str] = dataclasses.field(default_factory=set)

    def run(self) -> None:
        at = self.first
        while not self.over.is_set() and at < len(self.amounts.records):
            record, number = self.amounts.records[at], 10_000_000.25 + at
            body = {"records": [{"id": record, "fields": {"Amount": f"{number:,}"}}], "typecast": True}
            if self._until(lambda body=body: self.client.call("PATCH", self._url, body)):
                self.edited[record] = number
            if at % 3 == 0:
                self._make(at)
            if at % 5 == 0 and self._until(
                lambda at=at: self.client.call("DELETE", f"/records/{self.amounts.records[at + 1]}")
            ):
                self.deleted.add(self.amounts.records[at + 1])
            at += 997
            time.sleep(0.02)

    def _make(self, at: int) -> None:
        body = {"records": [{"fields": {"Name": f"new {at}", "Amount": f"{at + 1:,}"}}], "typecast": True}
        key = {"Idempotency-Key": f"make {self.first} {at}"}
        answers: list[Json] = []

        def create() -> Answer:
            answer = self.client.call("POST", self._url, body, key)
            answers.append(answer.body)
            return answer

        if self._until(create):
            self.made[answers[-1]["items"][0]["id"]] = at + 1

    @property
    def _url(self) -> str:
        return f"/tables/{self.amounts.table}/records"

    def _until(self, act: Callable[[], Answer]) -> bool:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            answer = act()
            if 200 <= answer.status < 300:
                return True
            assert answer.status in (0, 404, 409, 500, 502, 503), answer
            if answer.status == 404:
                return True  # An earlier attempt was carried out, though nobody heard of it.
            time.sleep(0.1)
        raise AssertionError("a write was not acknowledged within a minute")


@pytest.mark.timeout(420)
def test_a_job_whose_worker_is_killed_goes_on_and_loses_nothing(product: Product, client: Client) -> None:
    amounts = make_amounts(client, "Job", IN_JOB)
    begun = client.call("POST", f"/fields/{amounts.field}/convert", {"type": "number"}, TAB)
    assert begun.status == 202, begun
    job, over = begun.body["job"]["id"], threading.Event()
    writers = [Writer(client, amounts, first, over) for first in (3, 400)]
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        state, seen, kills = follow(product, client, job)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert (state["status"], state["done"], state["error"]) == ("succeeded", IN_JOB, None)
    assert kills == 2
    assert seen == sorted(seen)

    expected: dict[str, float | None] = dict(amounts.expected)
    for writer in writers:
        expected.update(writer.edited)
        expected.update(writer.made)
    for record in set().union(*(writer.deleted for writer in writers)):
        expected.pop(record)
    assert amounts.in_client(client) == expected
    assert sum(len(writer.edited) for writer in writers) > 10

    undone = client.call("POST", "/undo", {"changeSet": state["result"]["changeSet"]}, TAB)
    assert undone.body["done"] is True
    written = {key for writer in writers for key in (*writer.edited, *writer.made)}
    texts = {key: text_of(at) for at, key in enumerate(amounts.records) if key in expected}
    found = amounts.in_client(client)
    assert {key: text for key, text in found.items() if key not in written} == {
        key: text for key, text in texts.items() if key not in written
    }
    assert {key: float(str(found[key]).replace(",", "")) for key in written} == {key: expected[key] for key in written}


def follow(product: Product, client: Client, job: str) -> tuple[Json, list[int], int]:
    """The job once it is over, how far it was each time that it was asked, and how often its worker was killed."""
    seen, killed_at = [0], list[int]()
    deadline = time.monotonic() + 240
    while True:
        state = client.get(f"/jobs/{job}")
        seen.append(state["done"])
        if state["status"] not in ("queued", "running"):
            return state, seen, len(killed_at)
        if len(killed_at) < 2 and state["done"] > max(killed_at, default=0):
            product.kill("dataos worker")
            killed_at.append(state["done"])
        assert time.monotonic() < deadline, f"the job stands at {state}"
        time.sleep(0.05)


@pytest.mark.timeout(300)
def test_a_request_whose_api_is_killed_did_nothing(product: Product, client: Client) -> None:
    amounts = make_amounts(client, "Request", IN_REQUEST)
    answers: list[int] = []
    body = {"type": "number"}
    asking = threading.Thread(
        target=lambda: answers.append(client.call("POST", f"/fields/{amounts.field}/convert", body, TAB).status)
    )
    asking.start()
    time.sleep(0.8)
    product.kill("dataos api")
    asking.join()
    product.wait_ready()
    assert answers == [0]
    now = client.get(f"/tables/{amounts.table}")["fields"][1]
    assert (now["id"], now["type"]) == (amounts.field, "text")
    assert amounts.in_client(client) == {record: text_of(at) for at, record in enumerate(amounts.records)}
    deadline = time.monotonic() + 30
    while (again := client.call("POST", f"/fields/{amounts.field}/convert", body, TAB)).status == 503:
        assert time.monotonic() < deadline, again
        time.sleep(0.2)
    assert again.status == 200, again
    assert amounts.in_client(client) == amounts.expected
