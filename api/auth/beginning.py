"""The end of every sign-in: a session, and word to the owner when the device is new to the account."""

from dataclasses import replace

from api.auth import letters
from api.auth.devices import Devices
from api.auth.repository import Account
from api.auth.sessions import Caller, Issued, Sessions
from api.db.engine import Database, WriteSession
from api.outbox.mail import Post


class Beginning:
    def __init__(self, database: Database, sessions: Sessions, devices: Devices, post: Post, *, notice: bool) -> None:
        self._database = database
        self._sessions = sessions
        self._devices = devices
        self._post = post
        self._notice = notice

    async def begin(self, session: WriteSession, account: Account, caller: Caller) -> Issued:
        """For somebody who has proved who they are."""
        device = self._devices.known(account, caller.device)
        if self._notice and device is None:
            conn = await self._database.driver(session)
            await self._post.put(conn, account.email, *letters.new_device(caller.user_agent, caller.address))
        issued = await self._sessions.start(session, account, caller)
        return replace(issued, device=self._devices.cookie(account, device))

    async def first(self, session: WriteSession, account: Account, caller: Caller) -> Issued:
        """For an account that was made just now."""
        issued = await self._sessions.start(session, account, caller)
        return replace(issued, device=self._devices.cookie(account, None))
