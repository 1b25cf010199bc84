"""SQL of links of one use, and of what they and their owner change in an account."""

from datetime import timedelta
from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.errors import UniqueViolation

from api.outbox.mail import NewMail

_PER_HOUR = 5
"""Links of one purpose that one account is sent in an hour."""


class Owner(NamedTuple):
    user_id: str
    email: str
    name: str


_ADD = b"""
INSERT INTO dataos.one_time_links (hash, user_id, purpose, email, expires_at)
VALUES (%(hash)s, %(user)s, %(purpose)s, %(email)s, now() + %(life)s)
"""
_RECENT = b"""
SELECT count(*) FROM dataos.one_time_links
 WHERE user_id = %s AND purpose = %s AND created_at > now() - interval '1 hour'
"""
# One statement and one commit, whoever the address belongs to; the mail goes to the address as the account has it.
_FORGOTTEN = f"""
WITH who AS (
  SELECT u.id, u.email FROM dataos.users u
   WHERE lower(u.email) = lower(%(email)s) AND u.disabled_at IS NULL AND u.kind = 'person'
     AND (SELECT count(*) FROM dataos.one_time_links l WHERE l.user_id = u.id AND l.purpose = 'reset_password'
           AND l.created_at > now() - interval '1 hour') < {_PER_HOUR}),
link AS (
  INSERT INTO dataos.one_time_links (hash, user_id, purpose, email, expires_at)
  VALUES (%(hash)s, (SELECT id FROM who), 'reset_password', %(email)s, now() + %(life)s))
INSERT INTO dataos.mails (id, recipients, subject, body, status)
SELECT %(mail)s, ARRAY[email], %(subject)s, %(body)s, %(status)s FROM who
"""
_FIND = b"""
SELECT u.id, u.email, u.name FROM dataos.one_time_links l JOIN dataos.users u ON u.id = l.user_id
 WHERE l.hash = %s AND l.purpose = %s AND l.expires_at > now() AND u.disabled_at IS NULL
"""
_SPEND = b"""
DELETE FROM dataos.one_time_links l USING dataos.users u
 WHERE l.hash = %s AND l.purpose = %s AND l.expires_at > now() AND u.id = l.user_id AND u.disabled_at IS NULL
RETURNING l.user_id, l.email, u.name
"""
_DROP = b"DELETE FROM dataos.one_time_links WHERE user_id = %s AND purpose = %s"
_DROP_ALL = b"DELETE FROM dataos.one_time_links WHERE user_id = %s"
_FORGET = b"DELETE FROM dataos.one_time_links WHERE expires_at < now() - interval '1 hour'"
_DIRECTORY = b"""
SELECT p.name FROM dataos.scim_users s JOIN dataos.identity_providers p ON p.id = s.provider_id
 WHERE s.user_id = %s AND s.made AND s.deleted_at IS NULL ORDER BY p.id LIMIT 1
"""
_SERVICE = b"SELECT kind = 'service' FROM dataos.users WHERE id = %s"
_VERIFIED = b"""
UPDATE dataos.users SET email_verified_at = coalesce(email_verified_at, now())
 WHERE id = %s AND lower(email) = lower(%s)
"""


async def add(conn: AsyncConnection, digest: bytes, user_id: str, purpose: str, email: str, life: timedelta) -> bool:
    """False, and nothing is added, when the account was sent enough of them within the hour."""
    row = await (await conn.execute(_RECENT, (user_id, purpose))).fetchone()
    if row is not None and row[0] >= _PER_HOUR:
        return False
    values = {"hash": digest, "user": user_id, "purpose": purpose, "email": email, "life": life}
    await conn.execute(_ADD, values)
    return True


async def add_forgotten(
    conn: AsyncConnection, digest: bytes, email: str, life: timedelta, mail_id: str, mail: NewMail
) -> None:
    """``mail`` goes to the account that has this address, if there is one."""
    values = {
        "hash": digest,
        "email": email,
        "life": life,
        "mail": mail_id,
        "subject": mail.subject,
        "body": mail.body,
        "status": mail.status.value,
    }
    await conn.execute(_FORGOTTEN.encode(), values)


async def find(conn: AsyncConnection, digest: bytes, purpose: str) -> Owner | None:
    """Whose live link it is."""
    row = await (await conn.execute(_FIND, (digest, purpose))).fetchone()
    return None if row is None else Owner(*row)


async def spend(conn: AsyncConnection, digest: bytes, purpose: str) -> Owner | None:
    """Use the link up; ``email`` is the address that it was sent to. None when somebody did before."""
    row = await (await conn.execute(_SPEND, (digest, purpose))).fetchone()
    return None if row is None else Owner(*row)


async def drop(conn: AsyncConnection, user_id: str, purpose: str) -> None:
    await conn.execute(_DROP, (user_id, purpose))


async def drop_all(conn: AsyncConnection, user_id: str) -> None:
    """Of every purpose."""
    await conn.execute(_DROP_ALL, (user_id,))


async def forget_expired(conn: AsyncConnection) -> int:
    """How many were thrown away. They stay an hour longer: by them mails are counted."""
    return (await conn.execute(_FORGET)).rowcount


async def set_password(conn: AsyncConnection, user_id: str, password_hash: str) -> None:
    await conn.execute(b"UPDATE dataos.users SET password_hash = %s WHERE id = %s", (password_hash, user_id))


async def set_verified(conn: AsyncConnection, user_id: str, email: str) -> bool:
    """False when the account has another address by now."""
    return (await conn.execute(_VERIFIED, (user_id, email))).rowcount == 1


async def set_email(conn: AsyncConnection, user_id: str, email: str) -> bool:
    """False when somebody else has the address."""
    try:
        async with conn.transaction():
            await conn.execute(
                b"UPDATE dataos.users SET email = %s, email_verified_at = now() WHERE id = %s", (email, user_id)
            )
    except UniqueViolation:
        return False
    return True


async def directory_of(conn: AsyncConnection, user_id: str) -> str | None:
    """The name of the provider whose directory made the account and keeps it."""
    row = await (await conn.execute(_DIRECTORY, (user_id,))).fetchone()
    return None if row is None else row[0]


async def is_service(conn: AsyncConnection, user_id: str) -> bool:
    row = await (await conn.execute(_SERVICE, (user_id,))).fetchone()
    return row is not None and row[0]


async def is_taken(conn: AsyncConnection, email: str) -> bool:
    row = await (
        await conn.execute(b"SELECT EXISTS (SELECT FROM dataos.users WHERE lower(email) = lower(%s))", (email,))
    ).fetchone()
    return row is not None and row[0]


async def set_name(conn: AsyncConnection, user_id: str, name: str) -> None:
    await conn.execute(b"UPDATE dataos.users SET name = %s WHERE id = %s", (name, user_id))
