"""Writing link cells: every cardinality, both sides, one change set, one transaction."""

from typing import Any

import pytest
from fastapi import FastAPI

from core.ids import record_id
from tests.api.links.stage import Stage, make_stage
from tests.support.app import World
from tests.support.statements import counted

KINDS = ["manyToMany", "manyToOne", "oneToMany", "oneToOne"]
EMPTY = dict.fromkeys("abcdABCD", "")


@pytest.fixture(params=KINDS)
async def stage(request: pytest.FixtureRequest, world: World, database_url: str) -> Stage:
    return await make_stage(world, database_url, request.param)


async def test_each_side_shows_what_either_writes(stage: Stage) -> None:
    await stage.set(a="A")
    assert await stage.show() == EMPTY | {"a": "A", "A": "a"}
    await stage.set(B="b")
    assert await stage.show() == EMPTY | {"a": "A", "A": "a", "b": "B", "B": "b"}
    await stage.set(A=None, b="")
    assert await stage.show() == EMPTY
    await stage.set(a=None)
    assert await stage.show() == EMPTY


async def test_the_answer_shows_the_links(stage: Stage) -> None:
    answer = await stage.set(a="A")
    assert answer["fields"]["Company"] == [{"id": stage.ids["A"], "title": "A"}]
    assert answer["version"] == 2
    again = await stage.set(a="A")
    assert again["version"] == 2
    made = await stage.person.post(
        f"/tables/{stage.left}/records", {"records": [{"fields": {"Name": "x", "Company": stage.of("B")}}]}
    )
    assert made["items"][0]["fields"]["Company"] == [{"id": stage.ids["B"], "title": "B"}]
    assert made["items"][0]["version"] == 1


async def test_both_records_are_told_of_in_one_change_set(stage: Stage) -> None:
    await stage.set(a="A")
    assert stage.changes() == [("a", "update", None, "A"), ("A", "update", None, "a")]
    assert [await stage.version("a"), await stage.version("A"), await stage.version("B")] == [2, 2, 1]
    await stage.set(a="B")
    assert stage.changes() == [
        ("a", "update", "A", "B"),
        ("A", "update", "a", None),
        ("B", "update", None, "a"),
    ]


async def test_a_record_is_made_with_its_links(stage: Stage) -> None:
    await stage.set(a="A")
    await stage.add(stage.left, "e", Company=stage.of("A"))
    taken = stage.changes()
    assert taken[0] == ("e", "create", None, "A")
    assert ("A", "update", "a", "a e") in taken or ("A", "update", "a", "e") in taken
    shown = await stage.show()
    assert shown["e"] == "A"
    assert shown["a"] == ("A" if shown["A"] == "a e" else "")


async def test_unknown_and_deleted_records_are_refused_with_their_place(stage: Stage) -> None:
    await stage.person.delete(f"/records/{stage.ids['B']}")
    number = int(stage.ids["A"][4:12], 16)
    for bad in (stage.ids["B"], record_id(number, 999), record_id(number, 2**48 - 1)):
        body = {"records": [{"fields": {"Name": "x"}}, {"fields": {"Name": "y", "Company": [bad]}}]}
        answer = await stage.person.post(f"/tables/{stage.left}/records", body, 422)
        assert answer["errors"][0]["path"] == "records[1].fields.Company[0]"
        one = await stage.person.patch(f"/records/{stage.ids['a']}", {"fields": {"Company": [bad]}}, 422)
        assert one["errors"][0]["path"] == "fields.Company[0]"
    for bad in (stage.ids["a"], "rec_x", 7, None, {"id": []}, [stage.ids["A"]]):
        answer = await stage.person.patch(f"/records/{stage.ids['a']}", {"fields": {"Company": [bad]}}, 422)
        assert answer["errors"][0]["path"] == "fields.Company[0]"
    assert await stage.show() == {key: "" for key in EMPTY if key != "B"}
    assert await stage.version("a") == 1


async def test_a_stale_version_changes_no_pair(stage: Stage) -> None:
    await stage.set(a="A")
    answer = await stage.person.http.patch(
        f"/records/{stage.ids['a']}", json={"fields": {"Company": stage.of("B")}}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 409
    assert await stage.show() == EMPTY | {"a": "A", "A": "a"}


async def test_a_repeated_request_has_one_effect(stage: Stage) -> None:
    body = {"fields": {"Company": stage.of("A"), "Name": "a2"}}
    headers = {"Idempotency-Key": "once-and-only-once"}
    first = await stage.person.http.patch(f"/records/{stage.ids['a']}", json=body, headers=headers)
    second = await stage.person.http.patch(f"/records/{stage.ids['a']}", json=body, headers=headers)
    assert first.json() == second.json()
    assert await stage.version("a") == 2


async def test_a_client_key_makes_its_links_once(stage: Stage) -> None:
    key = "0198c0de-0000-7000-8000-000000000001"
    body = {"records": [{"fields": {"Name": "x", "Company": stage.of("A")}, "clientKey": key}]}
    first = await stage.person.post(f"/tables/{stage.left}/records", body)
    assert first == await stage.person.post(f"/tables/{stage.left}/records", body)
    assert [item["title"] for item in first["items"][0]["fields"]["Company"]] == ["A"]


async def test_deleting_and_restoring_either_side(stage: Stage) -> None:
    await stage.set(a="A")
    for one, other in (("a", "A"), ("A", "a")):
        await stage.person.delete(f"/records/{stage.ids[one]}")
        assert stage.changes() == [(one, "delete", other, None), (other, "update", one, None)]
        assert (await stage.show())[other] == ""
        await stage.person.post(f"/records/{stage.ids[one]}/restore", {}, 200)
        assert stage.changes() == [(one, "restore", None, other), (other, "update", None, one)]
        assert await stage.show() == EMPTY | {"a": "A", "A": "a"}


async def test_both_ends_deleted_at_different_times(stage: Stage) -> None:
    await stage.set(a="A")
    await stage.person.delete(f"/records/{stage.ids['a']}")
    await stage.person.delete(f"/records/{stage.ids['A']}")
    await stage.person.post(f"/records/{stage.ids['a']}/restore", {}, 200)
    assert (await stage.show())["a"] == ""
    await stage.person.post(f"/records/{stage.ids['A']}/restore", {}, 200)
    assert await stage.show() == EMPTY | {"a": "A", "A": "a"}


@pytest.mark.parametrize("cardinality", ["manyToOne", "oneToOne"])
async def test_a_single_link_takes_one_record(world: World, database_url: str, cardinality: str) -> None:
    stage = await make_stage(world, database_url, cardinality)
    answer = await stage.set(422, a="A B")
    assert "one record at most" in answer["detail"]


@pytest.mark.parametrize("cardinality", ["oneToMany", "oneToOne"])
async def test_linking_takes_a_record_away_from_who_had_it(world: World, database_url: str, cardinality: str) -> None:
    stage = await make_stage(world, database_url, cardinality)
    await stage.set(a="A")
    await stage.set(b="A")
    assert await stage.show() == EMPTY | {"b": "A", "A": "b"}
    assert stage.changes() == [
        ("b", "update", None, "A"),
        ("a", "update", "A", None),
        ("A", "update", "a", "b"),
    ]
    assert await stage.version("a") == 3
    body = {"records": [{"id": stage.ids[one], "fields": {"Company": stage.of("B")}} for one in "cd"]}
    answer = await stage.person.patch(f"/tables/{stage.left}/records", body, 422)
    assert answer["errors"][0]["path"] == "records[1].fields.Company[0]"
    assert answer["code"] == "duplicate_link"


@pytest.mark.parametrize("cardinality", ["oneToMany", "oneToOne"])
async def test_a_restored_record_has_lost_what_others_took(world: World, database_url: str, cardinality: str) -> None:
    stage = await make_stage(world, database_url, cardinality)
    await stage.set(a="A")
    await stage.person.delete(f"/records/{stage.ids['a']}")
    await stage.set(b="A")
    await stage.person.post(f"/records/{stage.ids['a']}/restore", {}, 200)
    assert await stage.show() == EMPTY | {"b": "A", "A": "b"}


async def test_a_restored_partner_has_lost_its_place(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, "manyToOne")
    await stage.set(a="A")
    await stage.person.delete(f"/records/{stage.ids['A']}")
    await stage.set(a="B")
    await stage.person.post(f"/records/{stage.ids['A']}/restore", {}, 200)
    assert await stage.show() == EMPTY | {"a": "B", "B": "a"}


async def test_links_swap_within_one_request(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url, "oneToOne")
    await stage.set(a="A", b="B")
    swap = [{"id": stage.ids[one], "fields": {"Company": stage.of(two)}} for one, two in ("aB", "bA")]
    await stage.person.patch(f"/tables/{stage.left}/records", {"records": swap})
    assert await stage.show() == EMPTY | {"a": "B", "b": "A", "A": "b", "B": "a"}


async def test_order_is_kept_on_both_sides(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    await stage.set(a="C A B", b="A", c="A")
    assert await stage.show() == EMPTY | {"a": "C A B", "b": "A", "c": "A", "A": "a b c", "B": "a", "C": "a"}
    await stage.set(A="c a b")
    assert await stage.show() == EMPTY | {"a": "C A B", "b": "A", "c": "A", "A": "c a b", "B": "a", "C": "a"}
    await stage.set(a="A B C D")
    assert (await stage.show())["A"] == "c a b"
    assert stage.changes() == [("a", "update", "C A B", "A B C D"), ("D", "update", None, "a")]
    await stage.set(d="A")
    assert (await stage.show())["A"] == "c a b d"


async def test_edits_of_different_cells_in_one_request(world: World, database_url: str) -> None:
    stage = await make_stage(world, database_url)
    await stage.set(b="B")
    edits: list[dict[str, Any]] = [
        {"id": stage.ids["a"], "fields": {"Company": stage.of("A"), "Amount": 1}},
        {"id": stage.ids["b"], "fields": {"Amount": 2}},
        {"id": stage.ids["c"], "fields": {}},
    ]
    answer = await stage.person.patch(f"/tables/{stage.left}/records", {"records": edits})
    assert [item["version"] for item in answer["items"]] == [2, 3, 1]
    assert await stage.show() == EMPTY | {"a": "A", "A": "a", "b": "B", "B": "b"}


async def test_a_thousand_records_cost_as_many_statements_as_two(world: World, database_url: str, app: FastAPI) -> None:
    stage = await make_stage(world, database_url)
    await stage.add(stage.left, *[f"l{at}" for at in range(1_000)])
    await stage.add(stage.right, *[f"R{at}" for at in range(1_000)])

    async def write(count: int) -> int:
        records = [
            {"id": stage.ids[f"l{at}"], "fields": {"Company": [stage.ids[f"R{(at * 7 + k) % 1000}"] for k in range(3)]}}
            for at in range(count)
        ]
        with counted(app) as statements:
            await stage.person.patch(f"/tables/{stage.left}/records", {"records": records})
        return len(statements)

    await write(1)  # Which tables look at which is asked once.
    few = await write(2)
    assert await write(1_000) == few <= 12
    with counted(app) as statements:
        ids = ",".join(stage.ids[f"l{at}"] for at in range(100))
        await stage.person.delete(f"/tables/{stage.left}/records?ids={ids}", 200)
    assert len(statements) <= 9
