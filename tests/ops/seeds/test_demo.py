"""The demo loads once, whatever interrupts it, and says what it has."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
import pytest

import ops.seeds.demo as demo
import ops.seeds.projects as projects
from api.settings import Settings
from ops.seeds.filling import Filling
from ops.seeds.sources import Record
from ops.seeds.tasks import TASKS

FILM: Record = {
    "Title": 300, "US Gross": 210614939, "Worldwide Gross": 456068181, "US DVD Sales": None,
    "Production Budget": 150000000, "Release Date": "Mar 09 2007", "MPAA Rating": "R", "Running Time min": 117,
    "Distributor": "Warner Bros.", "Source": "Based on Comic/Graphic Novel", "Major Genre": "Action",
    "Creative Type": "Historical Fiction", "Director": "Zack Snyder", "Rotten Tomatoes Rating": 60,
    "IMDB Rating": 7.8, "IMDB Votes": 235508,
}  # fmt: skip
FLIGHT: Record = {
    "date": "2001/01/01 00:47", "delay": 66, "distance": 1750, "origin": "DTW", "destination": "LAS",
}  # fmt: skip


Step = Callable[..., Awaitable[object]]


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings.load(
        {"DATABASE_URL": database_url, "DATAOS_SECRET": "s" * 32, "DATAOS_PASSWORD_MEMORY_KIB": "8192"}
    )


@pytest.fixture
def datasets(tmp_path: Path) -> Path:
    (tmp_path / "movies.json").write_text(json.dumps([FILM, FILM | {"Title": None}]))
    (tmp_path / "flights-20k.json").write_text(json.dumps([FLIGHT]))
    (tmp_path / "airports.csv").write_text("iata,name,city,state\nDTW,Metro,Detroit,MI\n")
    return tmp_path


def _rows(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(settings.database.url.get_secret_value()) as conn:
        return conn.execute(statement.encode()).fetchall()


def _state(settings: Settings) -> list[list[tuple[object, ...]]]:
    return [
        _rows(settings, statement)
        for statement in (
            "SELECT name FROM dataos.workspaces ORDER BY id",
            "SELECT name FROM dataos.bases ORDER BY id",
            "SELECT b.name, t.name FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id ORDER BY t.number",
            "SELECT t.name, v.name FROM dataos.views v JOIN dataos.tables t ON t.id = v.table_id ORDER BY v.id",
            "SELECT name, enabled, published_version FROM dataos.automations",
            "SELECT table_number, operation, count(*) FROM dataos.changes GROUP BY 1, 2 ORDER BY 1, 2",
        )
    ]


async def test_a_second_load_changes_nothing(settings: Settings, datasets: Path) -> None:
    first = await demo.load(settings, datasets=datasets)
    state = _state(settings)
    assert state[0] == [(demo.WORKSPACE,)]
    assert state[2] == [
        ("Projects", "Tasks"), ("Projects", "Projects"), ("Projects", "People"), ("Cinema", "Movies"),
        ("Cinema", "Flights"),
    ]  # fmt: skip
    assert ("Movies", "Top rated") in state[3]
    assert ("Tasks", "My open tasks") in state[3]
    assert state[4] == [(projects.AUTOMATION_NAME, True, 1)]
    assert await demo.load(settings, datasets=datasets) == first
    assert _state(settings) == state


async def test_a_load_that_was_killed_anywhere_is_completed(
    settings: Settings, datasets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each attempt dies one step later than the one before."""
    steps = ("base", "make_table", "records", "view", "automation")
    survived, attempts = 0, 0

    class KilledError(Exception):
        pass

    for name in steps:
        original: Step = getattr(Filling, name)

        async def step(self: Filling, *arguments: object, _original: Step = original) -> object:
            nonlocal survived
            survived -= 1
            if survived < 0:
                raise KilledError
            return await _original(self, *arguments)

        monkeypatch.setattr(Filling, name, step)
    while True:
        attempts += 1
        survived = attempts
        try:
            await demo.load(settings, datasets=datasets)
        except KilledError:
            continue
        break
    assert attempts > 10
    whole = _state(settings)
    assert whole[0] == [(demo.WORKSPACE,)]
    assert len(whole[2]) == 5
    assert len(set(whole[3])) == len(whole[3])
    assert whole[5][0] == (1, "create", len(TASKS))


async def test_a_deleted_demo_stays_deleted(settings: Settings, datasets: Path) -> None:
    await demo.load(settings, datasets=datasets)
    with psycopg.connect(settings.database.url.get_secret_value()) as conn:
        conn.execute("UPDATE dataos.workspaces SET deleted_at = now()")
    await demo.load(settings, datasets=datasets)
    assert _rows(settings, "SELECT count(*) FROM dataos.workspaces") == [(1,)]


async def test_without_datasets_there_are_projects_and_a_message(settings: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    await demo.load(settings, said.append, tmp_path / "nowhere")
    assert _rows(settings, "SELECT name FROM dataos.bases") == [("Projects",)]
    assert any("npm ci" in line for line in said)


async def test_the_password_follows_the_secret(settings: Settings, database_url: str, datasets: Path) -> None:
    first = await demo.load(settings, datasets=datasets)
    other = Settings.load(
        {"DATABASE_URL": database_url, "DATAOS_SECRET": "t" * 32, "DATAOS_PASSWORD_MEMORY_KIB": "8192"}
    )
    before = _rows(settings, "SELECT password_hash FROM dataos.users")
    second = await demo.load(other, datasets=datasets)
    assert first.password != second.password
    assert _rows(settings, "SELECT password_hash FROM dataos.users") != before
    assert len(first.password) >= 8


async def test_films_and_flights_have_their_types_and_values(settings: Settings, datasets: Path) -> None:
    await demo.load(settings, datasets=datasets)
    fields = _rows(
        settings,
        "SELECT f.name, f.type FROM dataos.fields f JOIN dataos.tables t ON t.id = f.table_id"
        " WHERE t.name = 'Movies' ORDER BY f.position",
    )
    assert fields[:8] == [
        ("Title", "text"), ("Genre", "singleSelect"), ("Stars", "rating"), ("Released", "date"),
        ("Rated", "singleSelect"), ("Tags", "multiSelect"), ("Seen", "checkbox"), ("Director", "text"),
    ]  # fmt: skip
    number = _rows(settings, "SELECT number FROM dataos.tables WHERE name = 'Movies'")[0][0]
    film = _rows(settings, f"SELECT f_1, f_3, f_4::text, cardinality(f_6), f_9::int FROM ws_1.t_{number} ORDER BY id")
    assert film == [("300", 4, "2007-03-09", 2, 456068181), ("Unknown", 4, "2007-03-09", 2, 456068181)]
