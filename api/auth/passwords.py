"""Passwords: argon2id, off the event loop, and the same work for an account that does not exist."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

# Each hash takes its memory (64 MiB by default): more at a time would only queue for the processor anyway.
_AT_A_TIME = 4


class Passwords:
    """``memory_kib`` and ``rounds`` are argon2id's costs; an old hash with other costs still verifies."""

    def __init__(self, *, memory_kib: int, rounds: int) -> None:
        hasher = Argon2Hasher(time_cost=rounds, memory_cost=memory_kib, parallelism=4)
        self._hasher = PasswordHash((hasher,))
        self._nobody = self._hasher.hash("nobody has this password")
        self._slots = asyncio.Semaphore(_AT_A_TIME)

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and a fresh hash when the stored one was made with other costs.

        ``stored`` is None for an unknown account: the answer is False and takes as long as any other.
        """
        async with self._slots:
            matches, fresh = await asyncio.to_thread(
                self._hasher.verify_and_update, password, self._nobody if stored is None else stored
            )
        return (False, None) if stored is None else (matches, fresh)
