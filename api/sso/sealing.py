"""Client secrets at rest: under the workspace's data key, or under one made of the installation's secret where there
are no master keys.
"""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from psycopg import AsyncConnection

from api.encryption import envelope
from api.encryption.envelope import Unopened
from api.encryption.vault import Vault
from core.errors import Unavailable

_OURS = "app"
_UNREADABLE = "The client secret of this identity provider cannot be read: its key is missing. Enter the secret again."


class SecretBox:
    def __init__(self, vault: Vault, secret: str) -> None:
        self._vault = vault
        key = HKDF(hashes.SHA256(), 32, None, b"dataos identity providers").derive(secret.encode())
        self._key = AESGCM(key)

    async def seal(self, conn: AsyncConnection, workspace: str, provider: str, secret: str) -> str:
        place = _place(workspace, provider)
        if not self._vault.ring:
            return envelope.seal(_OURS, self._key, place, secret)
        keys = await self._vault.sealing(conn, workspace)
        if keys.current is None:
            raise Unavailable("encryption_key_missing", _UNREADABLE)
        return envelope.seal(keys.current, keys.by_id[keys.current], place, secret)

    async def open(self, conn: AsyncConnection, workspace: str, provider: str, sealed: str) -> str:
        """Raises Unavailable."""
        try:
            found = envelope.read(sealed)
            key = self._key
            if found.key_id != _OURS:
                keys = await self._vault.opening(conn, workspace, {found.key_id})
                key = keys.by_id[found.key_id]
            return str(envelope.open_sealed(found, key, _place(workspace, provider)))
        except (Unopened, KeyError):
            raise Unavailable("encryption_key_missing", _UNREADABLE) from None


def _place(workspace: str, provider: str) -> str:
    return f"{workspace}/{provider}"
