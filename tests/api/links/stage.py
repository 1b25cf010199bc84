"""Two linked tables over HTTP, and what their cells show, by short names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from api.records.checks import MAX_RECORDS
from tests.api.links.test_fields import link
from tests.support.app import Person, World


@dataclass
class Stage:
    """``left`` has the field Company, ``right`` the field Deals. Records are called by their titles."""

    person: Person
    left: str
    right: str
    field: str
    back: str
    database_url: str
    ids: dict[str, str]

    async def add(self, table: str, *titles: str, **cells: Any) -> None:
        name = "Name" if table == self.left else "Title"
        records = [{"fields": {name: title, **cells}} for title in titles]
        for at in range(0, len(records), MAX_RECORDS):
            made = await self.person.post(f"/tables/{table}/records", {"records": records[at : at + MAX_RECORDS]})
            self.ids |= {item["fields"][name]: item["id"] for item in made["items"]}

    def of(self, titles: str) -> list[str]:
        return [self.ids[title] for title in titles.split()]

    async def set(self, status: int = 200, **cells: str | None) -> Any:
        """Each record's own link cell, by titles with spaces between."""
        answer: Any = None
        for title, linked in cells.items():
            value = None if linked is None else self.of(linked)
            answer = await self.person.patch(
                f"/records/{self.ids[title]}", {"fields": {self.name_of(title): value}}, status
            )
        return answer

    def name_of(self, title: str) -> str:
        return "Company" if title.islower() else "Deals"

    async def show(self) -> dict[str, str]:
        """What every live record's cell shows: titles with spaces between, in order."""
        shown: dict[str, str] = {}
        for table, title, name in ((self.left, "Name", "Company"), (self.right, "Title", "Deals")):
            for item in (await self.person.get(f"/tables/{table}/records?limit=1000"))["items"]:
                cell = item["fields"][name] or []
                shown[item["fields"][title]] = " ".join(each["title"] for each in cell)
        return shown

    async def version(self, title: str) -> int:
        return (await self.person.get(f"/records/{self.ids[title]}"))["version"]

    def changes(self, *, last: bool = True) -> list[tuple[str, str, Any, Any]]:
        """(title, operation, before, after) of the newest change set, link cells only, as titles."""
        names = {key: title for title, key in self.ids.items()}
        with psycopg.connect(self.database_url) as connection:
            rows = connection.execute(
                "SELECT c.table_number, c.record_key, c.operation, c.before, c.after, c.change_set"
                " FROM dataos.changes c ORDER BY c.seq"
            ).fetchall()
            links = connection.execute(
                "SELECT t.number, f.number, f.config ->> 'target' FROM dataos.fields f JOIN dataos.tables t"
                " ON t.id = f.table_id WHERE f.type = 'link'"
            ).fetchall()
        target = {(table, str(field)): int(other) for table, field, other in links}

        def titles(table: int, cells: dict[str, Any]) -> Any:
            for number, value in cells.items():
                if (table, number) in target:
                    other = target[table, number]
                    return None if value is None else " ".join(names[f"rec_{other:08x}{k:012x}"] for k in value)
            return None

        return [
            (names[f"rec_{row[0]:08x}{row[1]:012x}"], row[2], titles(row[0], row[3]), titles(row[0], row[4]))
            for row in rows
            if row[5] == rows[-1][5]
        ]


async def make_stage(
    world: World, database_url: str, cardinality: str = "manyToMany", left: Sequence[str] = "abcd", right: str = "ABCD"
) -> Stage:
    fields = [{"name": "Title", "type": "text"}, {"name": "Country", "type": "text"}]
    target = await world.owner.post(f"/bases/{world.base}/tables", {"name": "Companies", "fields": fields})
    made = await world.creator.post(f"/tables/{world.table_id}/fields", link(target, cardinality))
    back = made["config"]["symmetricFieldId"]
    stage = Stage(world.editor, world.table_id, target["id"], made["id"], back, database_url, {})
    await stage.add(stage.left, *left)
    await stage.add(stage.right, *right)
    return stage
