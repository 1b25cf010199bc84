"""The first account of an installation, made from the command line."""

from api.auth.accounts import add
from api.auth.passwords import Passwords
from api.auth.strength import check_password
from api.db import physical
from api.db.engine import Database
from api.kit.newid import new_id
from api.settings import Settings
from api.targets import database_target
from api.workspaces import repository as workspaces
from core.ids import UserId, WorkspaceId


async def run(settings: Settings, email: str, password: str, name: str) -> UserId:
    """An account, also when registration is off, and a workspace that it owns. Raises Conflict ``email_taken``, Invalid
    ``weak_password``."""
    await check_password(password, email=email, name=name)
    passwords = Passwords(memory_kib=settings.auth.password_memory_kib, rounds=settings.auth.password_rounds)
    password_hash = await passwords.hash(password)
    database = await Database.open(database_target(settings, "dataos create-admin"))
    try:
        async with database.writing() as session:
            account = await add(session, email=email, name=name, password_hash=password_hash, verified=True)
            workspace = await workspaces.add(session, WorkspaceId(new_id("wsp")), f"{name}'s workspace", account.id)
            await physical.create_schema(await database.driver(session), workspace.number)
        return account.id
    finally:
        await database.close()
