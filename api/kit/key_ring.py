"""Master keys: what the keys of the data are wrapped in. They are a setting, and never in the database or a log.

``ENCRYPTION_KEYS`` is ``id:base64`` with commas between. The first one wraps new keys; the others only unwrap what they
wrapped, until a rotation has moved everything under the first.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from types import MappingProxyType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
FORM = "id:key with commas between, each key 32 bytes in base64 (`openssl rand -base64 32` makes one), each id once"


class MissingKey(Exception):
    """No master key of this name is set, or the one that is set is another one."""

    def __init__(self, master: str) -> None:
        super().__init__(
            f"The master key {master!r} is not in ENCRYPTION_KEYS, or is not the one it was. Put it back there: what"
            " it protects cannot be read without it."
        )
        self.master = master


class KeyRing:
    """An empty one opens nothing and seals nothing."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = MappingProxyType({name: AESGCM(key) for name, key in keys.items()})

    def __bool__(self) -> bool:
        return bool(self._keys)

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._keys)})"

    @classmethod
    def read(cls, text: str) -> "KeyRing":
        """Raises ValueError, whose words show nothing of the keys."""
        return cls(read_keys(text))

    @property
    def first(self) -> str:
        """The id of the key that wraps new keys. Raises StopIteration when there is none."""
        return next(iter(self._keys))

    def wrap(self, key: bytes, about: str) -> tuple[bytes, str]:
        """The key sealed, and the id of the master key. ``about`` must be said again to unwrap it."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._keys[self.first].encrypt(nonce, key, about.encode()), self.first

    def unwrap(self, wrapped: bytes, master: str, about: str) -> bytes:
        """Raises MissingKey."""
        key = self._keys.get(master)
        try:
            if key is not None:
                return key.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about.encode())
        except InvalidTag:
            raise MissingKey(master) from None
        raise MissingKey(master)


def read_keys(text: str) -> dict[str, bytes]:
    """Raises ValueError."""
    found: dict[str, bytes] = {}
    for part in text.split(","):
        name, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if not _ID.fullmatch(name) or len(key) != KEY_BYTES or name in found:
            raise ValueError(FORM)
        found[name] = key
    return found


def new_master_key() -> str:
    """One entry of the setting."""
    return f"m1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
