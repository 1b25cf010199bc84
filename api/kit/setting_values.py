"""Settings that are more than a number or a word.

A refusal's text completes the sentence "… is not": `a number between 1 and 3600`, `host:port`.
"""

import re
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated, Self
from urllib.parse import SplitResult, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import AfterValidator, SecretStr

from api.kit.key_ring import read_keys

_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(?P<port>[0-9]{1,5})")
_PORTS = range(1, 65_536)
_POSTGRES = (
    "a PostgreSQL address such as postgresql://user:password@host:5432/database"
    " (special characters of user and password written as %40 and the like; after a ? only what libpq knows)"
)
_SOCKETS = ("/", "@")


class Choice(StrEnum):
    """One of a few words, in any case."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((member for member in cls if isinstance(value, str) and member.value == value.lower()), None)


def _postgres_url(value: SecretStr) -> SecretStr:
    """With the scheme that all our drivers know; hosting services like to say `postgres`."""
    url = value.get_secret_value()
    parts = _split(url)
    if parts is None or parts.scheme not in {"postgresql", "postgres"} or parts.fragment or "@" in parts.path:
        raise ValueError(_POSTGRES)
    try:
        read = conninfo_to_dict(url)
    except ProgrammingError as error:
        # Its words would show the password.
        raise ValueError(_POSTGRES) from error
    hosts = str(read.get("host", "")).split(",")
    if not all(host.startswith(_SOCKETS) or _resolvable(host) for host in hosts):
        raise ValueError(_POSTGRES)
    return SecretStr("postgresql://" + url.partition("://")[2])


def _smtp_url(value: SecretStr) -> SecretStr:
    parts = _split(value.get_secret_value())
    if parts is None or parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not _resolvable(parts.hostname):
        raise ValueError("a mail server such as smtp://user:password@host:587 (smtps:// for TLS from the first byte)")
    return value


def _key_ring(value: SecretStr) -> SecretStr:
    read_keys(value.get_secret_value())
    return value


def _web_url(value: str) -> str:
    parts = _split(value)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address such as https://temporal.example.org")
    return value


def _split(url: str) -> SplitResult | None:
    """None for what is no URL, or has an impossible port."""
    try:
        parts = urlsplit(url)
        if parts.port == 0 or "://" not in url or not url.isprintable():
            return None
    except ValueError:
        return None
    return parts


def _host(value: str) -> str:
    try:
        ip_address(value)
    except ValueError as error:
        if _HOST.fullmatch(value) is None:
            raise ValueError("an IP address or host name of this machine") from error
    return value


def _address(value: str) -> str:
    found = _ADDRESS.fullmatch(value)
    if found is None or int(found["port"]) not in _PORTS or not _resolvable(found["host"]):
        raise ValueError("host:port, such as temporal.example.org:7233")
    return value


def _resolvable(host: str) -> bool:
    """Whether a resolver can be asked for it: what has an empty or too long label makes Python's raise."""
    try:
        if host.startswith("["):
            IPv6Address(host.strip("[]"))
        else:
            host.encode("idna")
    except ValueError:
        return False
    return True


def _networks(value: str) -> str:
    for part in value.split(","):
        try:
            ip_network(part.strip())
        except ValueError as error:
            raise ValueError("IP addresses or networks with commas between: 10.0.0.5,10.1.0.0/16") from error
    return value


def _sender(value: str) -> str:
    if not value.isprintable() or "@" not in parseaddr(value)[1]:
        raise ValueError("a mail address, such as DataOS <dataos@example.org>")
    return value


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
SmtpUrl = Annotated[SecretStr, AfterValidator(_smtp_url)]
MasterKeys = Annotated[SecretStr, AfterValidator(_key_ring)]
WebUrl = Annotated[str, AfterValidator(_web_url)]
Host = Annotated[str, AfterValidator(_host)]
HostAndPort = Annotated[str, AfterValidator(_address)]
Networks = Annotated[str, AfterValidator(_networks)]
MailSender = Annotated[str, AfterValidator(_sender)]
