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
    companies, ids = await table(
        "Firms", [{"Name": "One", "Team": [ann]}, {"Name": "Two", "Team": [bob]}, {"Name": "Nobody"}], "Team", people["id"]
    )  # fmt: skip
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
