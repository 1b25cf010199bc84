"""What the settings of one subsystem are made of."""

from collections.abc import Mapping
from typing import Self

from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)


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
    def given(cls, environ: Mapping[str, str] | None) -> dict[str, str]:
        """Variable → value, without the empty ones."""
        if environ is None:
            values = {**DotEnvSettingsSource(cls)(), **EnvSettingsSource(cls)()}
        else:
            values = {name: environ[name] for name in variables(cls) if name in environ}
        return {name: value for name, value in values.items() if value != ""}

    @classmethod
    def read(cls, environ: Mapping[str, str] | None) -> Self:
        return cls.model_validate(cls.given(environ))


def variables(group: type[Group]) -> dict[str, str]:
    """Environment variable → field name."""
    return {str(field.validation_alias): name for name, field in group.model_fields.items()}
