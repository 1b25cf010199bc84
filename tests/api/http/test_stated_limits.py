"""What requests may be at most, as the API says it."""

from api.http import limits
from tests.support.app import World, make_world, running, settings_for


async def test_the_operators_choices_are_said(database_url: str) -> None:
    settings = settings_for(
        database_url,
        DATAOS_MAX_BODY_BYTES="5000",
        DATAOS_MAX_PAGE_SIZE="50",
        DATAOS_MAX_FILE_BYTES="20000",
        DATAOS_MAX_SMALL_FILE_BYTES="30000",
    )
    async with running(settings) as app:
        world = await make_world(app)
        said = await world.viewer.get("/limits")
    assert said == {
        "bodyBytes": 5000,
        "pageSize": 50,
        "fileBytes": 20000,
        # Never more than a file may have in all.
        "smallFileBytes": 20000,
        "fieldsPerTable": limits.MAX_FIELDS_PER_TABLE,
        "tablesPerBase": limits.MAX_TABLES_PER_BASE,
        "viewsPerTable": limits.MAX_VIEWS_PER_TABLE,
        "sharedExportRecords": limits.MAX_SHARED_EXPORT,
    }


async def test_what_is_said_holds(world: World) -> None:
    most = (await world.editor.get("/limits"))["smallFileBytes"]
    path = f"/bases/{world.base}/attachments"
    whole = await world.editor.http.post(path, files={"file": ("a.bin", b"x" * most)})
    more = await world.editor.http.post(path, files={"file": ("a.bin", b"x" * (most + 1))})
    assert (whole.status_code, more.status_code) == (201, 413)
