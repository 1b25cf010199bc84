"""The end of every sign-in: a session, and word to the owner when the device is new to the account."""

from api.auth import letters
from api.auth.repository import Account
from api.auth.sessions import Caller, Issued, Sessions
from api.db.engine import Database, WriteSession
from api.outbox.mail import Post


class Beginning:
    def __init__(self, database: Database, sessions: Sessions, post: Post, *, notice: bool) -> None:
        self._database = database
        self._sessions = sessions
        self._post = post
        self._notice = notice

    async def begin(self, session: WriteSession, account: Account, caller: Caller) -> Issued:
        """For somebody who has proved who they are."""
        if self._notice and caller.device is None:
            conn = await self._database.driver(session)
            await self._post.put(conn, account.email, *letters.new_device(caller.user_agent, caller.address))
        return await self._sessions.start(session, account, caller)

    async def first(self, session: WriteSession, account: Account, caller: Caller) -> Issued:
        """For an account that was made just now."""
        return await self._sessions.start(session, account, caller)
