"""Settings: what is required, what is refused, and that the documents follow the model."""

import re
from pathlib import Path
from typing import get_type_hints

import pytest

from api.db.migrate import current, head, upgrade
from api.settings import GROUPS, Registration, Settings, SettingsError
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("DATAOS_SECRET", "short"),
        ("DATAOS_PORT", "99999"),
        ("DATAOS_PORT", "eighty"),
        ("TEMPORAL_ADDRESS", "temporal"),
        ("SMTP_URL", "mail.example.org"),
        ("DATAOS_REGISTRATION", "maybe"),
        ("DATAOS_COOKIE_SECURE", "sure"),
        ("DATAOS_MAX_PAGE_SIZE", "0"),
        ("DATABASE_STATEMENT_TIMEOUT_SECONDS", "-1"),
    ],
)
def test_unusable_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: "):
        Settings.load({**GOOD, name: value})


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
    environ.pop("DATAOS_SECRET")
    Settings.load({**environ, **GOOD})
