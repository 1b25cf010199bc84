"""A link to set a new password, made from the command line: for installations without a mail server."""

from psycopg import AsyncConnection

from api.audit.entries import Entry
from api.audit.trail import AuditTrail
from api.auth import repository as accounts
from api.auth.credentials import repository
from api.auth.credentials.links import Links, Purpose
from api.auth.repository import Account
from api.auth.wiring import post_of
from api.db.engine import Database, WriteSession
from api.settings import Settings
from api.targets import database_target
from core.errors import Conflict


async def run(settings: Settings, email: str) -> str:
    """Good once and for an hour. Raises Conflict ``account_not_found``, ``account_disabled``, ``signs_in_elsewhere``,
    ``too_many_links``."""
    database = await Database.open(database_target(settings, "dataos reset-link"))
    try:
        async with database.writing() as session:
            conn = await database.driver(session)
            account = await _account(session, conn, email, settings.sso.workspace)
            link = await Links(post_of(settings)).make(conn, account.id, account.email, Purpose.RESET_PASSWORD)
            if link is None:
                raise Conflict(
                    "too_many_links", f"Enough links were made for {account.email} within the hour. Use one of them."
                )
            await AuditTrail(database).add(conn, Entry("password_reset.link_made", targets=[account.id]))
        return link
    finally:
        await database.close()


async def _account(session: WriteSession, conn: AsyncConnection, email: str, trusted: str | None) -> Account:
    account = await accounts.find_account(session, email=email)
    if account is None or await repository.is_service(conn, account.id):
        raise Conflict("account_not_found", f"No person has an account with the address {email}.")
    if account.disabled:
        raise Conflict("account_disabled", f"The account {account.email} is disabled. Enable it first.")
    keeper = await repository.directory_of(conn, account.id)
    if keeper is not None:
        raise Conflict(
            "signs_in_elsewhere",
            f"The directory of {keeper} keeps the account {account.email}: its password is changed there.",
        )
    provider = await accounts.signs_in_elsewhere(session, account.id, account.email, trusted)
    if provider is not None:
        raise Conflict("signs_in_elsewhere", f"{account.email} signs in with {provider}, not with a password.")
    return account
