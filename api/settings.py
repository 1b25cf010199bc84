"""Every setting of DataOS: one tree, nested by subsystem, read once from flat environment variables (or `.env`).

Only composition roots and adapters read it; rules get the values they need as arguments. A missing or unusable
setting stops the start with the variable's name and what to do about it. `ops/settings.md` and `.env.example` are
written from this module (`python -m ops.settings_docs`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)


class SettingsError(RuntimeError):
    """The settings cannot be used; the message has one line per variable, with the remedy."""


class Registration(StrEnum):
    OPEN = "open"
    OFF = "off"


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _postgres_url(value: SecretStr) -> SecretStr:
    """With the scheme that all our drivers know; hosting services like to say `postgres`."""
    url = value.get_secret_value()
    if urlsplit(url).scheme not in {"postgresql", "postgres"} or "://" not in url:
        raise ValueError("must start with postgresql://")
    return SecretStr("postgresql://" + url.partition("://")[2])


def _smtp_url(value: SecretStr) -> SecretStr:
    parts = urlsplit(value.get_secret_value())
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("must look like smtp://user:password@host:587 (smtps:// for TLS from the first byte)")
    return value


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError("must look like host:port")
    return value


def _networks(value: str) -> str:
    for part in value.split(","):
        try:
            ip_network(part.strip())
        except ValueError as error:
            raise ValueError("must be IP addresses or networks with commas between: 10.0.0.5,10.1.0.0/16") from error
    return value


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
SmtpUrl = Annotated[SecretStr, AfterValidator(_smtp_url)]


class Group(BaseSettings):
    """The settings of one subsystem; each field's alias is its environment variable."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_file=".env", hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Constructing a group reads nothing by itself: `Settings.load` decides where values come from."""
        return (init_settings,)

    @classmethod
    def read(cls, environ: Mapping[str, str] | None) -> Self:
        if environ is None:
            values = {**DotEnvSettingsSource(cls)(), **EnvSettingsSource(cls)()}
        else:
            values = {name: environ[name] for name in variables(cls) if name in environ}
        return cls(**{name: value for name, value in values.items() if value != ""})


class DatabaseSettings(Group):
    url: PostgresUrl = Field(
        validation_alias="DATABASE_URL",
        description="PostgreSQL 18 or newer with pgvector and pg_trgm. When not set, `dataos up` brings its own.",
        examples=["postgresql://dataos:secret@db.example.org/dataos"],
    )
    pool_size: int = Field(
        8, ge=1, le=100, validation_alias="DATABASE_POOL_SIZE", description="Connections per process for record work."
    )
    statement_timeout_seconds: float = Field(
        5.0,
        gt=0,
        validation_alias="DATABASE_STATEMENT_TIMEOUT_SECONDS",
        description="Longest time a statement of an interactive request may take.",
    )


class TemporalSettings(Group):
    address: Annotated[str, AfterValidator(_address)] = Field(
        "127.0.0.1:7233",
        validation_alias="TEMPORAL_ADDRESS",
        description="host:port of a Temporal frontend. When not set, `dataos up` brings its own.",
    )
    namespace: str = Field("default", validation_alias="TEMPORAL_NAMESPACE", description="Temporal namespace.")
    tls: bool = Field(False, validation_alias="TEMPORAL_TLS", description="Use TLS; an API key implies it.")
    api_key: SecretStr | None = Field(None, validation_alias="TEMPORAL_API_KEY", description="Temporal Cloud API key.")
    ui_url: str | None = Field(
        None, validation_alias="TEMPORAL_UI_URL", description="Where operators open the Temporal UI; runs link to it."
    )


class HttpSettings(Group):
    host: str = Field("127.0.0.1", validation_alias="DATAOS_HOST", description="Address the API listens on.")
    port: int = Field(8000, ge=1, le=65535, validation_alias="DATAOS_PORT", description="Port the API listens on.")
    secret: SecretStr = Field(
        min_length=32,
        validation_alias="DATAOS_SECRET",
        description="At least 32 random characters; signs links and tokens. `openssl rand -hex 32` makes one.",
        examples=["(output of: openssl rand -hex 32)"],
    )
    cookie_secure: bool = Field(
        False, validation_alias="DATAOS_COOKIE_SECURE", description="Send cookies over HTTPS only: on behind TLS."
    )
    trusted_proxies: Annotated[str, AfterValidator(_networks)] | None = Field(
        None,
        validation_alias="DATAOS_TRUSTED_PROXIES",
        description="Reverse proxies whose X-Forwarded-For is believed: addresses or networks, commas between."
        " When not set, nobody's is.",
        examples=["10.0.0.5,10.1.0.0/16"],
    )


class AuthSettings(Group):
    registration: Registration = Field(
        Registration.OPEN, validation_alias="DATAOS_REGISTRATION", description="Whether strangers may make an account."
    )
    access_minutes: int = Field(
        15, ge=1, le=1440, validation_alias="DATAOS_ACCESS_MINUTES", description="Life of an access token."
    )
    session_days: int = Field(
        30, ge=1, le=365, validation_alias="DATAOS_SESSION_DAYS", description="Life of an unused session."
    )
    login_attempts: int = Field(
        10,
        ge=1,
        le=1000,
        validation_alias="DATAOS_LOGIN_ATTEMPTS",
        description="Failed sign-ins at one account from one address before further ones must wait, longer each time.",
    )
    login_attempts_per_address: int = Field(
        100,
        ge=1,
        le=100_000,
        validation_alias="DATAOS_LOGIN_ATTEMPTS_PER_ADDRESS",
        description="Failed sign-ins per client address, whatever the accounts, before further ones must wait.",
    )
    registrations_per_address: int = Field(
        30,
        ge=1,
        le=100_000,
        validation_alias="DATAOS_REGISTRATIONS_PER_ADDRESS",
        description="Registrations per client address before further ones must wait.",
    )
    login_window_seconds: int = Field(
        300, ge=1, le=86_400, validation_alias="DATAOS_LOGIN_WINDOW_SECONDS", description="Longest wait and window."
    )
    password_memory_kib: int = Field(
        65_536,
        ge=8,
        le=4_194_304,
        validation_alias="DATAOS_PASSWORD_MEMORY_KIB",
        description="Memory that hashing one password takes (argon2id). Less than the default is for tests.",
    )
    password_rounds: int = Field(
        3, ge=1, le=100, validation_alias="DATAOS_PASSWORD_ROUNDS", description="Passes over that memory."
    )


class MailSettings(Group):
    smtp_url: SmtpUrl | None = Field(
        None,
        validation_alias="SMTP_URL",
        description="Mail server. Without one, mail is kept in the outbox (Admin > Mail) and not sent.",
        examples=["smtp://user:password@mail.example.org:587"],
    )
    sender: str = Field(
        "DataOS <dataos@localhost>", validation_alias="MAIL_FROM", description="From line of every mail."
    )


class LimitSettings(Group):
    body_bytes: int = Field(
        10_000_000, ge=1_000, validation_alias="DATAOS_MAX_BODY_BYTES", description="Largest request body."
    )
    page_size: int = Field(
        1000, ge=1, le=10_000, validation_alias="DATAOS_MAX_PAGE_SIZE", description="Most records on a page."
    )


class LogSettings(Group):
    level: LogLevel = Field(
        LogLevel.INFO, validation_alias="DATAOS_LOG_LEVEL", description="Least level that is logged."
    )
    format: LogFormat = Field(
        LogFormat.CONSOLE, validation_alias="DATAOS_LOG_FORMAT", description="Lines for people, or JSON for collectors."
    )


class PlaceSettings(Group):
    home: Path = Field(
        Path(".dataos"),
        validation_alias="DATAOS_HOME",
        description="Folder of everything `dataos up` keeps: database, Temporal's file, secrets, logs.",
    )


GROUPS: tuple[type[Group], ...] = (
    PlaceSettings,
    DatabaseSettings,
    TemporalSettings,
    HttpSettings,
    AuthSettings,
    MailSettings,
    LimitSettings,
    LogSettings,
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    home: Path
    database: DatabaseSettings
    temporal: TemporalSettings
    http: HttpSettings
    auth: AuthSettings
    mail: MailSettings
    limits: LimitSettings
    log: LogSettings

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Self:
        """From `environ` alone when given, else from the process environment over `.env`. Raises SettingsError."""
        faults = [line for group in GROUPS for line in _faults(group, environ)]
        if faults:
            raise SettingsError("\n".join(faults))
        return cls(
            home=PlaceSettings.read(environ).home,
            database=DatabaseSettings.read(environ),
            temporal=TemporalSettings.read(environ),
            http=HttpSettings.read(environ),
            auth=AuthSettings.read(environ),
            mail=MailSettings.read(environ),
            limits=LimitSettings.read(environ),
            log=LogSettings.read(environ),
        )


def variables(group: type[Group]) -> dict[str, str]:
    """Environment variable → field name."""
    return {str(field.validation_alias): name for name, field in group.model_fields.items()}


def _faults(group: type[Group], environ: Mapping[str, str] | None) -> Iterator[str]:
    try:
        group.read(environ)
    except ValidationError as error:
        names = variables(group)
        for fault in error.errors():
            variable = str(fault["loc"][0])
            problem = "is not set" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, ")
            yield f"{variable}: {problem}. {group.model_fields[names[variable]].description}"
