"""The demo workspace: what a newcomer sees first. `dataos up` and `dataos seed` load it.

Loading can be killed at any point and started again. While it is under way the workspace has a name that says so, and
each step looks whether its result is there already; every step is one transaction. The last step renames the
workspace. From then on, and also when its owner deletes it, the demo is never touched again.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from api.auth import repository as accounts
from api.auth.accounts import add
from api.auth.current import CurrentUser
from api.auth.passwords import Passwords
from api.auth.repository import Account
from api.db.engine import Database
from api.settings import Settings
from api.workspaces.service import Workspaces
from core.ids import WorkspaceId
from ops.seeds import projects
from ops.seeds.cinema import fill_cinema
from ops.seeds.filling import Filling, Say
from ops.seeds.project_base import fill_projects
from ops.seeds.sources import DATASETS
from ops.transfer.application import application, imports

EMAIL = "demo@dataos.local"
WORKSPACE = "Demo company"
_LOADING = "Demo company (loading)"

_OWNED = b"""
SELECT w.id, w.name, w.deleted_at IS NULL
  FROM dataos.workspace_members m JOIN dataos.workspaces w ON w.id = m.workspace_id
 WHERE m.user_id = %s AND m.role = 'owner'
"""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    email: str
    password: str


def login(settings: Settings) -> DemoLogin:
    """The same for as long as the installation keeps its secret, and nobody else's: it need not be stored."""
    secret = settings.http.secret.get_secret_value().encode()
    digest = hmac.digest(secret, b"dataos demo login", hashlib.sha256)
    return DemoLogin(EMAIL, f"demo-{base64.b32encode(digest)[:10].decode().lower()}")


async def load(settings: Settings, say: Say = lambda _: None, datasets: Path = DATASETS) -> DemoLogin:
    """Loads the demo unless it was loaded before. ``say`` gets a line for each larger step."""
    found = login(settings)
    passwords = Passwords(memory_kib=settings.auth.password_memory_kib, rounds=settings.auth.password_rounds)
    async with application(settings, "dataos seed") as services:
        user = await _user(services.database, passwords, found)
        workspace = await _unfinished(services.database, services.get(Workspaces), user)
        if workspace is not None:
            filling = Filling(services, imports(settings, services), user, workspace, say)
            await fill_projects(filling)
            await fill_cinema(filling, datasets)
            async with services.database.writing() as session:
                await services.get(Workspaces).update(session, user, workspace, name=WORKSPACE)
    return found


async def _user(database: Database, passwords: Passwords, found: DemoLogin) -> CurrentUser:
    """The demo account; its password follows the installation's secret."""
    async with database.reading() as session:
        account = await accounts.find_account(session, email=found.email)
    if account is None:
        password_hash = await passwords.hash(found.password)
        async with database.writing() as session:
            account = await add(
                session, email=found.email, name=projects.OWNER, password_hash=password_hash, verified=True
            )
        return _signed_in(account)
    matches, _ = await passwords.verify(found.password, account.password_hash)
    if not matches:
        password_hash = await passwords.hash(found.password)
        async with database.writing() as session:
            await accounts.set_password_hash(session, account.id, password_hash)
    return _signed_in(account)


def _signed_in(account: Account) -> CurrentUser:
    return CurrentUser(account.id, account.number, account.name, account.email, "")


async def _unfinished(database: Database, workspaces: Workspaces, user: CurrentUser) -> WorkspaceId | None:
    """The workspace to fill: a new one, or the one that an earlier start did not finish. None when it was finished."""
    async with database.records() as conn:
        owned = await (await conn.execute(_OWNED, [user.id])).fetchall()
    for workspace_id, name, live in owned:
        if live and name == _LOADING:
            return WorkspaceId(workspace_id)
    if owned:
        return None
    async with database.writing() as session:
        return (await workspaces.create(session, user, _LOADING)).id
