"""Tables whose fields are converted, and what is seen of them."""

from typing import Any

from tests.support.app import Person

Json = dict[str, Any]
NAME: Json = {"name": "Name", "type": "text"}


async def table_with(person: Person, base: str, fields: list[Json], *records: Json, name: str = "Things") -> Json:
    table = await person.post(f"/bases/{base}/tables", {"name": name, "fields": fields})
    if records:
        await person.post(f"/tables/{table['id']}/records", {"records": [{"fields": each} for each in records]})
    return table


def field_id(table: Json, name: str) -> str:
    return next(str(field["id"]) for field in table["fields"] if field["name"] == name)


async def cells(person: Person, table: Json, name: str) -> list[Any]:
    page = await person.get(f"/tables/{table['id']}/records?limit=1000")
    return [record["fields"][name] for record in page["items"]]


async def convert(person: Person, field: str, type: str, status: int = 200, **more: Any) -> Json:
    answer = await person.http.post(
        f"/fields/{field}/convert", json={"type": type, **more}, headers={"X-Client-Tab": "tab"}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


async def take_back(person: Person, what: str = "undo", body: Json | None = None) -> Json:
    answer = await person.http.post(f"/{what}", json=body, headers={"X-Client-Tab": "tab"})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def titles(person: Person, table: Json, name: str) -> list[list[str]]:
    return [[link["title"] for link in cell or []] for cell in await cells(person, table, name)]


async def fields(person: Person, table: Json) -> dict[str, Json]:
    return {field["name"]: field for field in (await person.get(f"/tables/{table['id']}"))["fields"]}
