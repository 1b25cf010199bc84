"""Two workspaces side by side: an id of the other one, wherever it stands, is like an id of nothing.

The same code, the same words, and the same number of statements: neither text nor time tells that something exists.
"""

import json
import re
from typing import Any

from fastapi import FastAPI

from tests.support.app import World
from tests.support.bodies import BODIES
from tests.support.routes import OF_LINKS, routes
from tests.support.statements import counted

FOUND_FIRST = {"automation", "run", "job", "attachment", "upload", "team", "link", "provider"}
"""Found by their id, and then their base or workspace is asked about: one indexed statement more than for an id of
nothing. Such ids have 74 random bits, so that nobody comes upon one by trying. Ids of records, which could be counted
up, answer evenly.
"""


def _asked(statements: list[str]) -> int:
    """Without the look at the session, which is remembered for five seconds."""
    return sum("dataos.sessions" not in statement for statement in statements)


async def _own(world: World) -> dict[str, str]:
    """The stranger's own things, so that only one id of a request is somebody else's."""
    workspace = (await world.stranger.get("/workspaces"))["items"][0]["id"]
    base = (await world.stranger.post(f"/workspaces/{workspace}/bases", {"name": "Mine"}))["id"]
    fields = [{"name": "Name", "type": "text"}, {"name": "Amount", "type": "number"}]
    table = await world.stranger.post(f"/bases/{base}/tables", {"name": "Mine", "fields": fields})
    link = {"name": "Related", "type": "link", "config": {"tableId": table["id"]}}
    related = await world.stranger.post(f"/tables/{table['id']}/fields", link)
    made = await world.stranger.post(f"/tables/{table['id']}/records", {"records": [{"fields": {"Name": "x"}}]})
    shared = await world.stranger.post(f"/views/{table['views'][0]['id']}/links", {"download": True})
    return {
        "workspace": workspace,
        "base": base,
        "table": table["id"],
        "field": table["fields"][0]["id"],
        "linkField": related["id"],
        "link": shared["id"],
        "slug": shared["slug"],
        "view": table["views"][0]["id"],
        "record": made["items"][0]["id"],
        "user": world.stranger.id,
    }


def _missing(found: str) -> str:
    return found[:-4] + "0000"


def _told(text: str, *known: str) -> Any:
    """An answer without what it repeats of the question."""
    answer = json.loads(text)
    answer.pop("requestId", None)
    said = json.dumps(answer, sort_keys=True)
    for each in known:
        said = said.replace(each, "…")
    return said


async def test_an_id_of_another_workspace_in_a_path_is_like_one_of_nothing(
    app: FastAPI, world: World, ids: dict[str, str]
) -> None:
    own, checked = await _own(world), 0
    uneven: dict[str, str] = {}
    for route in routes(app):
        nouns = re.findall(r"\{(\w+?)Id\}", route.path)
        for noun in nouns:
            if noun not in ids:
                continue
            body = {"json": BODIES[route.name]} if route.has_body else {}
            foreign = {**ids, **own, noun: ids[noun]}
            if noun == "field" and route.name in OF_LINKS:
                foreign["linkField"] = ids["linkField"]
            nothing = {**foreign, noun: _missing(foreign[noun]), "linkField": _missing(foreign["linkField"])}
            answers, counts = [], []
            for chosen in (foreign, nothing):
                path = route.fill(chosen)
                await world.stranger.http.request(route.method, path, **body)  # caches are filled
                with counted(app) as seen:
                    answer = await world.stranger.http.request(route.method, path, **body)
                assert answer.status_code in {403, 404}, (route.name, noun, answer.text)
                answers.append((answer.status_code, _told(answer.text, chosen[noun], chosen["linkField"])))
                counts.append(_asked(seen))
            assert answers[0] == answers[1], (route.name, noun)
            if counts[0] != counts[1]:
                assert abs(counts[0] - counts[1]) == 1, (route.name, counts)
                uneven[route.name] = noun
            checked += 1
    assert checked > 60
    assert {name: noun for name, noun in uneven.items() if noun not in FOUND_FIRST} == {}


async def test_an_id_of_another_workspace_in_a_body_or_query_is_like_one_of_nothing(
    app: FastAPI, world: World, ids: dict[str, str]
) -> None:
    own = await _own(world)
    table, base, http = own["table"], own["base"], world.stranger.http
    linked = {"records": [{"fields": {"Related": ["{record}"]}}]}
    places: list[tuple[str, str, Any, str]] = [
        ("POST", f"/tables/{table}/records", linked, "record"),
        ("PATCH", f"/records/{own['record']}", {"fields": {"Related": ["{record}"]}}, "record"),
        ("PATCH", f"/tables/{table}/records", {"records": [{"id": "{record}", "fields": {"Name": "x"}}]}, "record"),
        ("DELETE", f"/tables/{table}/records?ids={{record}}", None, "record"),
        ("GET", f"/tables/{table}/records?ids={{record}}", None, "record"),
        ("GET", f"/tables/{table}/records?view={{view}}", None, "view"),
        ("GET", f"/tables/{table}/records?fields={{field}}", None, "field"),
        ("POST", f"/tables/{table}/query", {"view": "{view}"}, "view"),
        ("POST", f"/tables/{table}/query", {"fields": ["{field}"]}, "field"),
        ("POST", f"/tables/{table}/query", {"sorts": [{"field": "{field}", "direction": "asc"}]}, "field"),
        ("POST", f"/tables/{table}/query", {"groups": [{"field": "{field}"}]}, "field"),
        ("POST", f"/tables/{table}/query", {"aggregates": [{"fn": "max", "field": "{field}"}]}, "field"),
        (
            "POST",
            f"/tables/{table}/query",
            {"filter": {"conjunction": "and", "filters": [{"field": "{field}", "operator": "isEmpty"}]}},
            "field",
        ),
        ("POST", f"/tables/{table}/fields", {"name": "L", "type": "link", "config": {"tableId": "{table}"}}, "table"),
        (
            "POST",
            f"/tables/{table}/fields",
            {"name": "K", "type": "lookup", "config": {"linkField": "{linkField}", "field": "{field}"}},
            "linkField",
        ),
        ("POST", f"/tables/{table}/formula/check", {"expression": "{{field}} + 1"}, "field"),
        (
            "POST",
            f"/tables/{table}/views",
            {"name": "V", "type": "grid", "config": {"columns": [{"field": "{field}", "width": 100}]}},
            "field",
        ),
        ("POST", f"/bases/{base}/tables", {"name": "N", "fields": [
            {"name": "L", "type": "link", "config": {"tableId": "{table}"}}]}, "table"),
    ]  # fmt: skip
    for method, path, body, noun in places:
        answers, counts = [], []
        for chosen in (ids[noun], _missing(ids[noun])):

            def put(text: str, value: str = chosen, what: str = noun) -> str:
                return text.replace("{" + what + "}", value)

            sent: dict[str, Any] = (
                {}
                if body is None
                else {"content": put(json.dumps(body)), "headers": {"Content-Type": "application/json"}}
            )
            await http.request(method, put(path), **sent)
            with counted(app) as seen:
                answer = await http.request(method, put(path), **sent)
            answers.append((answer.status_code, _told(answer.text, chosen)))
            counts.append(_asked(seen))
        assert answers[0] == answers[1], (method, path, body)
        assert counts[0] == counts[1], (method, path, body, counts)
    assert (await world.owner.get(f"/records/{ids['record']}"))["fields"]["Name"] == "A"
