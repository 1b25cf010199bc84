"""Devices on which a person has signed in before.

After a sign-in the browser keeps a cookie that says so, signed with the installation's secret and good for this one
account as long as it has this password: a device that a thief signed in on is a strange one again once the password is
changed. It opens nothing: it only gives the next sign-in a count of its own in ``throttle.py``, so that somebody who
guesses passwords from the same address cannot keep the person out. Nothing is stored, and an unknown account answers
as fast as a known one.
"""

import hmac
import secrets

from api.auth.repository import Account
from api.auth.tokens import derived

_BYTES = 16
_MAX_COOKIE = 200


class Devices:
    def __init__(self, secret: str) -> None:
        self._secret = secret

    def cookie(self, account: Account, device: str | None) -> str:
        """What this device keeps after a sign-in; ``device`` is its name when it is known already."""
        name = device or secrets.token_urlsafe(_BYTES)
        return f"{name}.{self._signature(account, name)}"

    def known(self, account: Account | None, cookie: str | None) -> str | None:
        """The device's name, when ``cookie`` was made for this account."""
        if account is None or cookie is None or len(cookie) > _MAX_COOKIE:
            return None
        name, _, signature = cookie.partition(".")
        expected = self._signature(account, name)
        return name if hmac.compare_digest(signature.encode(), expected.encode()) else None

    def _signature(self, account: Account, name: str) -> str:
        return derived(self._secret, "device", f"{account.id}\x1f{account.password_hash}\x1f{name}")
