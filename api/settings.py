"""Every setting of DataOS: one tree, nested by subsystem, read once from flat environment variables (or `.env`).

Only composition roots and adapters read it; rules get the values they need as arguments. A missing or unusable
setting stops the start with the variable's name and what is accepted. `ops/settings.md` and `.env.example` are
written from this module (`python -m ops.settings_docs`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError

from api.kit.account_settings import AccountSettings
from api.kit.file_settings import FileSettings
from api.kit.guard_settings import GuardSettings
from api.kit.limit_settings import LimitSettings
from api.kit.setting_faults import SettingFault, fault_of
from api.kit.setting_group import Group, variables
from api.kit.setting_values import (
    Choice,
    Host,
    HostAndPort,
    MailSender,
    MasterKeys,
    Networks,
    PostgresUrl,
    SmtpUrl,
    WebUrl,
)
from api.kit.sso_settings import SsoSettings


class SettingsError(RuntimeError):
    """The settings cannot be used; the message has one line per fault."""

    def __init__(self, faults: Iterable[SettingFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Registration(Choice):
    OPEN = "open"
    INVITE = "invite"
    OFF = "off"


class LogFormat(Choice):
    CONSOLE = "console"
    JSON = "json"


class LogLevel(Choice):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


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
        ge=0.1,
        le=3600,
        validation_alias="DATABASE_STATEMENT_TIMEOUT_SECONDS",
        description="Longest time a statement of an interactive request may take.",
    )


class TemporalSettings(Group):
    address: HostAndPort = Field(
        "127.0.0.1:7233",
        validation_alias="TEMPORAL_ADDRESS",
        description="host:port of a Temporal frontend. When not set, `dataos up` brings its own. Its clock and ours"
        " must agree within two seconds (NTP), or `/ready` and `dataos doctor` misjudge whether a worker lives.",
    )
    namespace: str = Field("default", validation_alias="TEMPORAL_NAMESPACE", description="Temporal namespace.")
    tls: bool = Field(False, validation_alias="TEMPORAL_TLS", description="Use TLS; an API key implies it.")
    api_key: SecretStr | None = Field(None, validation_alias="TEMPORAL_API_KEY", description="Temporal Cloud API key.")
    ui_url: WebUrl | None = Field(
        None, validation_alias="TEMPORAL_UI_URL", description="Where operators open the Temporal UI; runs link to it."
    )


class HttpSettings(Group):
    host: Host = Field("127.0.0.1", validation_alias="DATAOS_HOST", description="Address the API listens on.")
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
    trusted_proxies: Networks | None = Field(
        None,
        validation_alias="DATAOS_TRUSTED_PROXIES",
        description="Reverse proxies whose X-Forwarded-For is believed: addresses or networks, commas between."
        " When not set, nobody's is.",
        examples=["10.0.0.5,10.1.0.0/16"],
    )


class AuthSettings(Group):
    registration: Registration = Field(
        Registration.OPEN,
        validation_alias="DATAOS_REGISTRATION",
        description="Who may make an account: everybody, whom a workspace has invited, or nobody.",
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


class EncryptionSettings(Group):
    keys: MasterKeys | None = Field(
        None,
        validation_alias="ENCRYPTION_KEYS",
        description="Master keys of encrypted fields: id:key with commas between, each key 32 bytes in base64"
        " (`openssl rand -base64 32`). The first one is used for new data keys; keep an old one behind it until"
        " `dataos rotate-keys` has run. Without it there are no encrypted fields. Back it up apart from the database:"
        " without it what is encrypted is lost. `dataos up` makes one at the first start of a home.",
        examples=["m1:(output of: openssl rand -base64 32)"],
    )


class MailSettings(Group):
    smtp_url: SmtpUrl | None = Field(
        None,
        validation_alias="SMTP_URL",
        description="Mail server. Without one, mail is kept in the outbox (Admin > Mail) and not sent.",
        examples=["smtp://user:password@mail.example.org:587"],
    )
    sender: MailSender = Field(
        "DataOS <dataos@localhost>", validation_alias="MAIL_FROM", description="From line of every mail."
    )


class LogSettings(Group):
    level: LogLevel = Field(
        LogLevel.INFO, validation_alias="DATAOS_LOG_LEVEL", description="Least level that is logged."
    )
    format: LogFormat = Field(
        LogFormat.CONSOLE, validation_alias="DATAOS_LOG_FORMAT", description="Lines for people, or JSON for collectors."
    )
    access: Path | None = Field(
        None,
        validation_alias="DATAOS_ACCESS_LOG",
        description="File for one line per request, kept below 20 MB with the last four files beside it; a process each"
        " needs its own. `dataos up` writes `logs/access.log` in its home. When not set, only slow and failed requests"
        " are logged, and all of them at the level debug.",
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
    AccountSettings,
    SsoSettings,
    EncryptionSettings,
    MailSettings,
    FileSettings,
    LimitSettings,
    GuardSettings,
    LogSettings,
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    home: Path
    database: DatabaseSettings
    temporal: TemporalSettings
    http: HttpSettings
    auth: AuthSettings
    accounts: AccountSettings
    sso: SsoSettings
    encryption: EncryptionSettings
    mail: MailSettings
    files: FileSettings
    limits: LimitSettings
    guard: GuardSettings
    log: LogSettings

    @property
    def public_url(self) -> str:
        """Without a slash at the end."""
        return (self.accounts.public_url or f"http://127.0.0.1:{self.http.port}").rstrip("/")

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> Self:
        """From `environ` alone when given, else from the process environment over `.env`. Raises SettingsError."""
        if faults := [fault for group in GROUPS for fault in _faults(group, environ)]:
            raise SettingsError(faults)
        return cls(
            home=PlaceSettings.read(environ).home,
            database=DatabaseSettings.read(environ),
            temporal=TemporalSettings.read(environ),
            http=HttpSettings.read(environ),
            auth=AuthSettings.read(environ),
            accounts=AccountSettings.read(environ),
            sso=SsoSettings.read(environ),
            encryption=EncryptionSettings.read(environ),
            mail=MailSettings.read(environ),
            files=FileSettings.read(environ),
            limits=LimitSettings.read(environ),
            guard=GuardSettings.read(environ),
            log=LogSettings.read(environ),
        )


def _faults(group: type[Group], environ: Mapping[str, str] | None) -> Iterator[SettingFault]:
    try:
        group.read(environ)
    except ValidationError as error:
        names, given = variables(group), group.given(environ)
        for fault in error.errors():
            variable = str(fault["loc"][0])
            refusal = str(fault["ctx"]["error"]) if fault["type"] == "value_error" and "ctx" in fault else None
            yield fault_of(variable, group.model_fields[names[variable]], given.get(variable), refusal)
