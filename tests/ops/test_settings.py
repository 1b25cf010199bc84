"""Settings: what is required, what is refused, and that the documents follow the model."""

import re
from inspect import getsource
from pathlib import Path
from typing import get_type_hints

import pytest

from api.db.migrate import current, head, upgrade
from api.kit.setting_group import Group, variables
from api.settings import GROUPS, LogLevel, Registration, Settings, SettingsError
from ops.settings_docs import example, table

ROOT = Path(__file__).parents[2]
GOOD = {"DATABASE_URL": "postgresql://u:p@h/d", "DATAOS_SECRET": "s" * 32}


def test_two_settings_are_enough() -> None:
    settings = Settings.load(GOOD)
    assert settings.limits.page_size == 1000
    assert settings.auth.registration is Registration.OPEN
    assert settings.database.statement_timeout_seconds == 5.0
    assert settings.mail.smtp_url is None


@pytest.mark.parametrize("missing", ["DATABASE_URL", "DATAOS_SECRET"])
def test_missing_setting_is_named_with_its_remedy(missing: str) -> None:
    with pytest.raises(SettingsError, match=rf"{missing}: is not set\. .{{20,}}"):
        Settings.load({name: value for name, value in GOOD.items() if name != missing})


PORT = "is not a whole number between 1 and 65535"
POSTGRES = "is not a PostgreSQL address such as postgresql://user:password@host:5432/database"
REFUSED = [
    ("DATABASE_URL", "mysql://u:p@h/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "postgresql://u:p@h:port/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "postgresql://u:p@ss/word@h/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "h/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "postgresql://h/d?foo=1", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "postgresql://u:p%zz@h/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", "postgresql://a..b/d", f"the value given {POSTGRES}"),
    ("DATABASE_URL", f"postgresql:///d?host=h,{'b' * 64}", f"the value given {POSTGRES}"),
    ("DATABASE_POOL_SIZE", "0", '"0" is not a whole number between 1 and 100'),
    ("DATABASE_STATEMENT_TIMEOUT_SECONDS", "-1", '"-1" is not a number between 0.1 and 3600'),
    ("DATABASE_STATEMENT_TIMEOUT_SECONDS", "inf", '"inf" is not a number between 0.1 and 3600'),
    ("DATABASE_STATEMENT_TIMEOUT_SECONDS", "nan", '"nan" is not a number between 0.1 and 3600'),
    ("TEMPORAL_ADDRESS", "temporal", '"temporal" is not host:port, such as temporal.example.org:7233'),
    ("TEMPORAL_ADDRESS", "temporal:99999", '"temporal:99999" is not host:port'),
    ("TEMPORAL_ADDRESS", "http://temporal:7233", '"http://temporal:7233" is not host:port'),
    ("TEMPORAL_ADDRESS", "a..b:7233", '"a..b:7233" is not host:port'),
    ("TEMPORAL_ADDRESS", f"{'b' * 64}:7233", f'"{"b" * 60}…" is not host:port'),
    ("TEMPORAL_ADDRESS", "[::::]:7233", '"[::::]:7233" is not host:port'),
    ("TEMPORAL_TLS", "sure", '"sure" is not true or false'),
    ("TEMPORAL_UI_URL", "javascript:alert(1)", '"javascript:alert(1)" is not an address such as https://'),
    ("DATAOS_PUBLIC_URL", "javascript:alert(1)", '"javascript:alert(1)" is not an address such as https://'),
    ("DATAOS_HOST", "my house", '"my house" is not an IP address or host name of this machine'),
    ("DATAOS_HOST", "999.1.1.1", '"999.1.1.1" is not an IP address or host name of this machine'),
    ("DATAOS_PORT", "abc", f'"abc" {PORT}'),
    ("DATAOS_PORT", "99999", f'"99999" {PORT}'),
    ("DATAOS_PORT", "0", f'"0" {PORT}'),
    ("DATAOS_PORT", "80.5", f'"80.5" {PORT}'),
    ("DATAOS_PORT", "1" * 5000, f'"{"1" * 60}…" {PORT}'),
    ("DATAOS_PORT", "80\x1b[2J\n", f'"80\\x1b[2J\\n" {PORT}'),
    ("DATAOS_SECRET", "short", "the value given is not at least 32 characters long"),
    ("ENCRYPTION_KEYS", "m1:short", "the value given is not id:key with commas between, each key 32 bytes in base64"),
    ("DATAOS_COOKIE_SECURE", "2", '"2" is not true or false'),
    ("DATAOS_TRUSTED_PROXIES", "10.0.0.1 10.0.0.2", '"10.0.0.1 10.0.0.2" is not IP addresses or networks'),
    ("DATAOS_REGISTRATION", "maybe", '"maybe" is not one of: open, invite, off'),
    ("DATAOS_PUBLIC_URL", "data.example.org", '"data.example.org" is not an address such as https://'),
    ("DATAOS_SSO_WORKSPACE", "Acme", '"Acme" is not the id of a workspace, such as wsp_01h455vb4pex5vsknk084sn02q'),
    ("DATAOS_SSO_WORKSPACE", "wsp_" + "x" * 25, f'"wsp_{"x" * 25}" is not the id of a workspace'),
    ("DATAOS_AUTH_VERIFY_EMAIL", "maybe", '"maybe" is not true or false'),
    ("DATAOS_AUTH_SIGN_IN_NOTICE", "maybe", '"maybe" is not true or false'),
    ("DATAOS_ACCESS_MINUTES", "1e9", '"1e9" is not a whole number between 1 and 1440'),
    ("SMTP_URL", "mail.example.org", "the value given is not a mail server such as smtp://user:password@host:587"),
    ("SMTP_URL", "smtp://mail:none", "the value given is not a mail server such as smtp://user:password@host:587"),
    ("SMTP_URL", "smtp://a..b", "the value given is not a mail server such as smtp://user:password@host:587"),
    ("MAIL_FROM", "somebody", '"somebody" is not a mail address, such as DataOS <dataos@example.org>'),
    ("DATAOS_MAX_BODY_BYTES", "10MB", '"10MB" is not a whole number between 1000 and 1000000000'),
    ("S3_BUCKET", "ab", '"ab" is not at least 3 characters long'),
    ("S3_ENDPOINT", "s3.example.org", '"s3.example.org" is not an address such as https://'),
    ("S3_ALLOW_HTTP", "maybe", '"maybe" is not true or false'),
    ("DATAOS_FILES_REDIRECT", "2", '"2" is not true or false'),
    ("DATAOS_RATE_API", "fast", '"fast" is not requests a second and at once, such as 50/200, or off'),
    ("DATAOS_RATE_HEAVY", "1/0", '"1/0" is not requests a second and at once'),
    ("DATAOS_RATE_AUTH", "0/5", '"0/5" is not requests a second and at once'),
    ("DATAOS_RATE_ADDRESS", "5", '"5" is not requests a second and at once'),
    ("DATAOS_OUTBOUND_ALLOW", "a b", '"a b" is not host names, addresses or networks with commas between'),
    ("DATAOS_OPERATORS", "olga", '"olga" is not e-mail addresses with commas between'),
    ("DATAOS_LOG_LEVEL", "loud", '"loud" is not one of: debug, info, warning, error'),
    ("DATAOS_LOG_FORMAT", "xml", '"xml" is not one of: console, json'),
]


@pytest.mark.parametrize(("name", "value", "problem"), REFUSED)
def test_unusable_value_is_told_in_one_line_with_what_is_accepted(name: str, value: str, problem: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load({**GOOD, name: value})
    assert str(caught.value).startswith(f"{name}: {problem}")
    assert "\n" not in str(caught.value)


def test_every_setting_that_can_be_wrong_is_in_the_case_table() -> None:
    named = {name for name, _, _ in REFUSED}
    unbounded = {
        "DATAOS_HOME", "DATAOS_ACCESS_LOG", "TEMPORAL_NAMESPACE", "TEMPORAL_API_KEY", "DATAOS_FILES_DIRECTORY",
        "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY",
    }  # fmt: skip
    numbers = {name for group in GROUPS for name, field in variables(group).items() if _is_number(group, field)}
    assert {name for group in GROUPS for name in variables(group)} - named - unbounded - numbers == set()
    for name in numbers:
        for value in ("many", "-1", "9" * 20):
            with pytest.raises(
                SettingsError, match=rf'^{name}: "{value}" is not a (whole )?number between \S+ and \d+$'
            ):
                Settings.load({**GOOD, name: value})


def _is_number(group: type[Group], field: str) -> bool:
    return any(group.model_fields[field].annotation is kind for kind in (int, float))


def test_words_are_taken_in_any_case() -> None:
    settings = Settings.load({**GOOD, "DATAOS_LOG_LEVEL": "WARNING", "DATAOS_COOKIE_SECURE": "True"})
    assert settings.log.level is LogLevel.WARNING
    assert settings.http.cookie_secure


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load({"DATAOS_PORT": "0", "SMTP_URL": "x"})
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "DATABASE_URL", "DATAOS_PORT", "DATAOS_SECRET", "SMTP_URL",
    ]  # fmt: skip


def test_secrets_never_show() -> None:
    settings = Settings.load({**GOOD, "DATABASE_URL": "postgresql://u:hunter2@h/d", "SMTP_URL": "smtp://u:hunter2@h"})
    assert "hunter2" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        Settings.load({**GOOD, "DATABASE_URL": "oracle://u:hunter2@h/d"})
    assert "hunter2" not in str(caught.value)


def test_a_postgres_url_in_its_short_spelling_can_be_migrated(blank_database_url: str) -> None:
    short = blank_database_url.replace("postgresql://", "postgres://", 1)
    url = Settings.load({**GOOD, "DATABASE_URL": short}).database.url.get_secret_value()
    assert url == blank_database_url
    upgrade(url)
    assert current(url) == head()


def test_empty_means_not_set() -> None:
    assert Settings.load({**GOOD, "SMTP_URL": "", "DATAOS_PORT": ""}).http.port == 8000


def test_process_environment_wins_over_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://file/d\nDATAOS_SECRET=" + "f" * 32 + "\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://process/d")
    monkeypatch.delenv("DATAOS_SECRET", raising=False)
    settings = Settings.load()
    assert settings.database.url.get_secret_value() == "postgresql://process/d"
    assert settings.http.secret.get_secret_value() == "f" * 32


def test_a_given_environment_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", "smtp://real.example.org")
    assert Settings.load(GOOD).mail.smtp_url is None


def test_every_setting_has_a_reader() -> None:
    folders = ("api", "activities", "workflows", "ops", "search")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if path != ROOT / "api/settings.py"]
    code = "\n".join(path.read_text() for path in files)
    # Of a property of the tree that is read somewhere, so are the settings that it stands for.
    derived = [(name, each.fget) for name, each in vars(Settings).items() if isinstance(each, property) and each.fget]
    code += "\n".join(getsource(read) for name, read in derived if re.search(rf"\bsettings\.{name}\b", code))
    places = {group: name for name, group in get_type_hints(Settings).items()}
    unread = [
        field.validation_alias
        for group in GROUPS
        for name, field in group.model_fields.items()
        # Either from the tree, or, before there is one, by the variable's name.
        if not re.search(rf'\b{places.get(group)}\.{name}\b|\.get\("{field.validation_alias}"', code)
    ]
    assert unread == []


def test_documents_follow_the_model() -> None:
    remedy = "run `python -m ops.settings_docs`"
    assert (ROOT / "ops" / "settings.md").read_text() == table(), remedy
    assert (ROOT / ".env.example").read_text() == example(), remedy


def test_example_file_loads(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in example().splitlines() if "=" in line and "://" not in line]
    environ = dict(line.split("=", 1) for line in lines if line[0].isupper() and " " not in line.split("=")[0])
    for made_by_hand in ("DATAOS_SECRET", "ENCRYPTION_KEYS"):
        environ.pop(made_by_hand)
    Settings.load({**environ, **GOOD})
