"""Two linked tables, a person whose acts are undone, and everything that one may do to tables, fields and views."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from api.http.services import AppServices
from api.trash.purge import purge
from tests.support.app import Person, World, make_world

Json = dict[str, Any]


@dataclass
class Scene:
    """The creator acts in ``tab``, the owner is somebody else. ``ids`` are those of things by name."""

    app: FastAPI
    world: World
    tab: str = "tab"
    ids: dict[str, str] = field(default_factory=dict[str, str])

    def fill(self, said: Any) -> Any:
        """With ``<Name>`` as the id of the thing of that name."""
        text = json.dumps(said)
        for name, key in self.ids.items():
            text = text.replace(f"<{name}>", key)
        return json.loads(text)

    async def send(self, person: Person, method: str, path: str, body: Any = None, tab: str | None = None) -> Any:
        headers = {} if tab is None else {"X-Client-Tab": tab}
        sent = {} if body is None else {"json": self.fill(body)}
        answer = await person.http.request(method, self.fill(path), headers=headers, **sent)
        assert answer.is_success, f"{method} {path}: {answer.text}"
        return answer.json() if answer.content else {}

    async def act(self, act: "Act") -> str:
        """The id of the thing that it is about."""
        answer = await self.send(self.world.creator, act.method, act.path, act.body, self.tab)
        return str(answer["id"]) if act.makes else self.fill(act.path).split("/")[2]

    async def by_owner(self, method: str, path: str, body: Any = None) -> Any:
        return await self.send(self.world.owner, method, path, body)

    async def undo(self) -> Json:
        return dict(await self.send(self.world.creator, "POST", "/undo", None, self.tab))

    async def redo(self) -> Json:
        return dict(await self.send(self.world.creator, "POST", "/redo", None, self.tab))

    async def look(self) -> Json:
        """The whole base and its records, but for numbers that only rise."""
        base = await self.by_owner("GET", f"/bases/{self.world.base}")
        for table in base["tables"]:
            del table["version"]
            path = f"/tables/{table['id']}/records?fieldKey=id&limit=100"
            listed = (await self.by_owner("GET", path))["items"]
            table["records"] = {record["id"]: record["fields"] for record in listed}
        return dict(base)

    async def lives(self, noun: str, key: str) -> bool:
        path = {"table": f"/tables/{key}", "view": f"/views/{key}", "field": f"/fields/{key}/conversions"}[noun]
        return (await self.world.owner.http.get(path)).status_code == 200

    async def meddle(self, act: "Act", key: str) -> None:
        """Somebody else changes what the act left, or brings back what it deleted."""
        if await self.lives(act.noun, key):
            await self.by_owner("PATCH", f"/{act.noun}s/{key}", act.touch)
        else:
            await self.by_owner("POST", f"/{act.noun}s/{key}/restore")

    async def take_away(self, act: "Act", key: str) -> None:
        """Into the trash, or for good where it is there already."""
        if await self.lives(act.noun, key):
            await self.by_owner("DELETE", f"/{act.noun}s/{key}")
        else:
            services: AppServices = self.app.state.services
            await purge(services.database, datetime.now(UTC) + timedelta(days=1))

    async def role(self, role: str) -> None:
        """Of the creator, from now on."""
        body = {"email": self.world.creator.email, "role": role}
        await self.by_owner("PUT", f"/bases/{self.world.base}/members", body)


async def make_scene(app: FastAPI) -> Scene:
    world = await make_world(app)
    scene = Scene(app, world)
    scene.ids |= {"base": world.base, "deals": world.table_id, "view": world.view()}
    clients = await scene.by_owner(
        "POST", f"/bases/{world.base}/tables", {"name": "Clients", "fields": [{"name": "Client", "type": "text"}]}
    )
    scene.ids["clients"] = clients["id"]
    scene.ids["Client"] = clients["fields"][0]["id"]
    link = {"tableId": "<clients>", "symmetricName": "Bought"}
    made: list[tuple[str, Json]] = [
        ("deals", {"name": "Buyer", "type": "link", "config": link}),
        ("deals", {"name": "Double", "type": "formula", "config": {"expression": "{Amount} * 2"}}),
        ("deals", {"name": "Called", "type": "lookup", "config": {"linkField": "Buyer", "field": "Client"}}),
        ("clients", {"name": "Total", "type": "rollup", "config": {
            "linkField": "Bought", "field": "Amount", "aggregate": "sum"}}),
    ]  # fmt: skip
    for table, body in made:
        await scene.by_owner("POST", f"/tables/<{table}>/fields", body)
    for table in (await scene.by_owner("GET", f"/bases/{world.base}"))["tables"]:
        scene.ids |= {each["name"]: each["id"] for each in table["fields"]}
    scene.ids["spare"] = (await scene.by_owner("POST", "/tables/<deals>/views", {"name": "Spare"}))["id"]
    [ann] = (await scene.by_owner("POST", "/tables/<clients>/records", {"records": [{"fields": {"Client": "Ann"}}]}))[
        "items"
    ]
    deals: list[Json] = [
        {"fields": {"Name": "one", "Amount": 1, "Status": "Open", "Buyer": [ann["id"]]}},
        {"fields": {"Name": "two", "Amount": 2.25}},
    ]
    await scene.by_owner("POST", "/tables/<deals>/records", {"records": deals})
    return scene


@dataclass(frozen=True)
class Act:
    """A request, and one by which somebody else changes what it left. ``makes``: it makes the thing."""

    name: str
    noun: str
    method: str
    path: str
    body: Any
    touch: Json
    makes: bool = False


def _made(noun: str, name: str, path: str, body: Json) -> Act:
    return Act(f"{noun} made: {name}", noun, "POST", path, body, {"name": "Another"}, makes=True)


def _changed(noun: str, what: str, thing: str, body: Json, touch: Json) -> Act:
    return Act(f"{noun} changed: {what}", noun, "PATCH", f"/{noun}s/<{thing}>", body, touch)


def _deleted(noun: str, thing: str) -> Act:
    return Act(f"{noun} deleted: {thing}", noun, "DELETE", f"/{noun}s/<{thing}>", None, {"name": "Another"})


_FIELDS, _VIEWS = "/tables/<deals>/fields", "/tables/<deals>/views"
_OVER_ONE: Json = {"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 1}]}
_OVER_TWO: Json = {"conjunction": "and", "filters": [{"field": "Amount", "operator": "greaterThan", "value": 2}]}
_FEW: Json = {"options": [{"name": "Open"}, {"name": "Done"}]}
_MORE: Json = {"options": [*_FEW["options"], {"name": "Later"}]}
ACTS = (
    _made("field", "date", _FIELDS, {"name": "Due", "type": "date", "description": "d"}),
    _made("field", "select", _FIELDS, {"name": "Kind", "type": "multiSelect", "config": _FEW}),
    _made("field", "unique", _FIELDS, {"name": "Code", "type": "text", "unique": True}),
    _made("field", "link", _FIELDS, {"name": "Helper", "type": "link", "config": {"tableId": "<clients>"}}),
    _made("field", "link to itself", _FIELDS, {"name": "Part", "type": "link", "config": {"tableId": "<deals>"}}),
    _made("field", "formula", _FIELDS, {"name": "Half", "type": "formula", "config": {"expression": "{Amount} / 2"}}),
    _made("field", "count", _FIELDS, {"name": "Size", "type": "count", "config": {"linkField": "Buyer"}}),
    _made("field", "encrypted", _FIELDS, {"name": "Pin", "type": "text", "encrypted": True}),
    _changed("field", "name", "Amount", {"name": "Sum"}, {"name": "Worth"}),
    _changed("field", "description", "Amount", {"description": "in euro"}, {"description": "in dollars"}),
    _changed("field", "precision", "Amount", {"config": {"precision": 1}}, {"config": {"precision": 3}}),
    _changed("field", "options", "Status", {"config": _MORE}, {"config": {"options": [{"name": "Open"}]}}),
    _changed("field", "option away", "Status", {"config": {"options": [{"name": "Open"}]}},
             {"config": {"options": []}}),
    _changed("field", "default", "Amount", {"config": {"default": 7}}, {"config": {"default": 8}}),
    _changed("field", "required", "Name", {"required": True}, {"required": False}),
    _changed("field", "unique", "Name", {"unique": True}, {"unique": False}),
    _changed("field", "expression", "Double", {"config": {"expression": "{Amount} * 3"}},
             {"config": {"expression": "{Amount} * 4"}}),
    _changed("field", "kind of result", "Double", {"config": {"expression": "{Name} & '!'"}},
             {"config": {"expression": "{Amount} * 4"}}),
    _changed("field", "cardinality", "Buyer", {"config": {"cardinality": "manyToOne"}},
             {"config": {"cardinality": "manyToMany"}}),
    _changed("field", "choices", "Buyer", {"config": {"choices": {"filter": {
        "field": "Client", "operator": "equals", "value": "Ann"}}}}, {"config": {"choices": None}}),
    _changed("field", "aggregate", "Total", {"config": {"aggregate": "max"}}, {"config": {"aggregate": "min"}}),
    _deleted("field", "Amount"),
    _deleted("field", "Status"),
    _deleted("field", "Buyer"),
    _deleted("field", "Bought"),
    _deleted("field", "Double"),
    _made("view", "plain", _VIEWS, {"name": "Mine"}),
    _made("view", "filtered", _VIEWS, {"name": "Mine", "config": {"filter": _OVER_ONE}}),
    _changed("view", "name", "view", {"name": "Mine"}, {"name": "Yours"}),
    _changed("view", "filter", "view", {"config": {"filter": _OVER_ONE}}, {"config": {"filter": _OVER_TWO}}),
    _changed("view", "order and columns", "view",
             {"config": {"sorts": [{"field": "Amount"}], "columns": [{"field": "Amount", "width": 200}]}},
             {"config": {"sorts": [{"field": "Name"}], "columns": [{"field": "Amount", "width": 90}]}}),
    _deleted("view", "spare"),
    _made("table", "with fields", "/bases/<base>/tables", {"name": "Notes", "fields": [
        {"name": "Text", "type": "text"}, {"name": "Of", "type": "link", "config": {"tableId": "<deals>"}}]}),
    _changed("table", "name", "clients", {"name": "Buyers"}, {"name": "Customers"}),
    _changed("table", "description", "clients", {"description": "who buys"}, {"description": "who bought"}),
    _changed("table", "primary field", "deals", {"primaryFieldId": "Amount"}, {"primaryFieldId": "Status"}),
    _deleted("table", "clients"),
)  # fmt: skip
