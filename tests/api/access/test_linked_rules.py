"""Rules of a table that ask for its links, where the table itself is reached over a link.

Whatever a rule asks for, the same companies are left: so every answer is that of the rule which names them.
"""

from typing import Any

import pytest

from tests.api.access.office import rule, say
from tests.support.app import World

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("filter", {"filter": {"field": "Company", "operator": "isNotEmpty"}}),
    ("filter for none", {"filter": {"field": "Company", "operator": "isEmpty"}}),
    ("filter over the link", {"filter": {"field": "Company.Name", "operator": "contains", "value": "o"}}),
    ("sort", {"sorts": [{"field": "Company", "direction": "desc"}]}),
    ("group", {"groups": [{"field": "Company"}], "aggregates": [{"fn": "count"}]}),
    ("distribution", {"aggregates": [{"fn": "distribution", "field": "Company"}]}),
    ("aggregate", {"aggregates": [{"fn": "filled", "field": "Company"}]}),
]


@pytest.mark.parametrize(
    ("access", "operator", "left"),
    [
        ("read", "hasAny", ["One"]),
        ("read", "hasNone", ["Two", "Nobody"]),
        ("read", "hasAll", ["One"]),
        ("read", "isEmpty", ["Nobody"]),
        ("read", "isNotEmpty", ["One", "Two"]),
        ("none", "hasAny", ["Two", "Nobody"]),
        ("none", "isEmpty", ["One", "Two"]),
    ],
)
async def test_a_rule_about_a_link_is_the_rule_that_names_its_records(
    world: World, database_url: str, access: str, operator: str, left: list[str]
) -> None:
    owner, reader, tables = world.owner, world.editor, f"/bases/{world.base}/tables"

    async def table(name: str, rows: list[dict[str, Any]], *link: str) -> tuple[dict[str, Any], list[str]]:
        fields: list[dict[str, Any]] = [{"name": "Name", "type": "text"}]
        if link:
            fields.append({"name": link[0], "type": "link", "config": {"tableId": link[1]}})
        made = await owner.post(tables, {"name": name, "fields": fields})
        records = await owner.post(f"/tables/{made['id']}/records", {"records": [{"fields": row} for row in rows]})
        return made, [item["id"] for item in records["items"]]

    people, (ann, bob) = await table("Team members", [{"Name": "Ann"}, {"Name": "Bob"}])
    firms = [{"Name": "One", "Team": [ann]}, {"Name": "Two", "Team": [bob]}, {"Name": "Nobody"}]
    companies, ids = await table("Firms", firms, "Team", people["id"])
    deals, _ = await table(
        "Contracts",
        [{"Name": f"Deal {at}", "Company": [key]} for at, key in enumerate(ids)],
        "Company",
        companies["id"],
    )

    async def answers() -> dict[str, Any]:
        found = {name: await reader.post(f"/tables/{deals['id']}/query", ask, 200) for name, ask in QUESTIONS}
        return found | {"list": await reader.get(f"/tables/{deals['id']}/records")}

    def say_rule(access: str, condition: dict[str, Any]) -> None:
        say(database_url, "DELETE FROM dataos.row_rules")
        if access == "none":
            name = {"field": companies["primaryFieldId"], "operator": "isNotEmpty"}
            rule(database_url, companies["id"], reader, "read", name)
        rule(database_url, companies["id"], reader, access, condition)

    one_of = [{"field": companies["primaryFieldId"], "operator": "equals", "value": name} for name in left]
    say_rule("read", {"conjunction": "or", "filters": one_of})
    named = await answers()
    team = next(item["id"] for item in companies["fields"] if item["name"] == "Team")
    value = {} if "mpty" in operator else {"value": [ann]}
    say_rule(access, {"field": team, "operator": operator, **value})

    assert await answers() == named
    titles = [link["title"] for item in named["list"]["items"] for link in item["fields"]["Company"] or ()]
    assert titles == left


async def test_a_link_changes_no_record_that_its_writer_may_not_change(world: World, database_url: str) -> None:
    owner, writer, tables = world.owner, world.editor, f"/bases/{world.base}/tables"
    fields = [{"name": "Name", "type": "text"}]
    tasks = await owner.post(tables, {"name": "Chores", "fields": fields})
    link = {"name": "Chore", "type": "link", "config": {"tableId": tasks["id"], "symmetricName": "Doer"}}
    staff = await owner.post(tables, {"name": "Doers", "fields": [*fields, link]})
    rows = [{"fields": {"Name": name}} for name in ("open", "done")]
    made = await owner.post(f"/tables/{tasks['id']}/records", {"records": rows})
    free, done = (item["id"] for item in made["items"])
    made = await owner.post(f"/tables/{staff['id']}/records", {"records": [{"fields": {"Name": "a", "Chore": [done]}}]})
    key = made["items"][0]["id"]
    name = tasks["primaryFieldId"]
    rule(database_url, tasks["id"], writer, "read", {"field": name, "operator": "isNotEmpty"})
    rule(database_url, tasks["id"], writer, "write", {"field": name, "operator": "equals", "value": "open"})

    async def chores() -> list[str]:
        return [item["id"] for item in (await owner.get(f"/records/{key}"))["fields"]["Chore"] or ()]

    for cell in ([], [free]):
        answer = await writer.patch(f"/records/{key}", {"fields": {"Chore": cell}}, 403)
        assert "Chores" in answer["detail"]
    assert await chores() == [done]
    new = {"records": [{"fields": {"Name": "b", "Chore": [done]}}]}
    await writer.post(f"/tables/{staff['id']}/records", new, 403)
    await writer.patch(f"/records/{key}", {"fields": {"Chore": [free, done]}})
    assert await chores() == [free, done]
    await writer.patch(f"/records/{key}", {"fields": {"Chore": [done]}})
    assert await chores() == [done]

    # After the change too: nobody takes a chore that they could not change any more.
    say(database_url, "DELETE FROM dataos.row_rules")
    tasks = await owner.get(f"/tables/{tasks['id']}")
    doer = next(item["id"] for item in tasks["fields"] if item["name"] == "Doer")
    rule(database_url, tasks["id"], writer, "read", {"field": name, "operator": "isNotEmpty"})
    rule(database_url, tasks["id"], writer, "write", {"field": doer, "operator": "isEmpty"})
    await writer.patch(f"/records/{key}", {"fields": {"Chore": [done, free]}}, 403)
    assert await chores() == [done]
