"""How the cell of an encrypted field is stored: ``v1.<data key id>.<base64url of nonce and ciphertext>``.

AES-256-GCM with a random nonce of 96 bits. The associated data is the place that the value belongs to (workspace,
table, field), so a ciphertext that somebody copies into another field does not open there. What is sealed is the stored
value as JSON.
"""

import base64
import binascii
import secrets
from typing import NamedTuple

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.kit.key_ring import NONCE_BYTES
from core.values import JsonValue, StoredValue

VERSION = "v1"
_TAG_BYTES = 16


class Unopened(Exception):
    """The text is no envelope of this place, or its key is not at hand."""


class Envelope(NamedTuple):
    key_id: str
    body: bytes


def seal(key_id: str, key: AESGCM, place: str, value: StoredValue) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = nonce + key.encrypt(nonce, orjson.dumps(value), _about(key_id, place))
    return f"{VERSION}.{key_id}.{base64.urlsafe_b64encode(body).decode().rstrip('=')}"


def read(stored: StoredValue) -> Envelope:
    """Raises Unopened."""
    parts = stored.split(".") if isinstance(stored, str) else []
    if len(parts) != 3 or parts[0] != VERSION:
        raise Unopened
    try:
        body = base64.urlsafe_b64decode(parts[2] + "=" * (-len(parts[2]) % 4))
    except (binascii.Error, ValueError):
        raise Unopened from None
    if len(body) < NONCE_BYTES + _TAG_BYTES:
        raise Unopened
    return Envelope(parts[1], body)


def open_sealed(envelope: Envelope, key: AESGCM, place: str) -> StoredValue:
    """Raises Unopened."""
    nonce, sealed = envelope.body[:NONCE_BYTES], envelope.body[NONCE_BYTES:]
    try:
        value: JsonValue = orjson.loads(key.decrypt(nonce, sealed, _about(envelope.key_id, place)))
    except InvalidTag:
        raise Unopened from None
    return value


def is_envelope(value: StoredValue) -> bool:
    return isinstance(value, str) and value.startswith(f"{VERSION}.") and value.count(".") == 2


def _about(key_id: str, place: str) -> bytes:
    return f"{VERSION}/{key_id}/{place}".encode()
