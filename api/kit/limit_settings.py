"""Settings of what is at most taken, shown and kept."""

from pydantic import Field

from api.kit.setting_group import Group


class LimitSettings(Group):
    body_bytes: int = Field(
        10_000_000,
        ge=1_000,
        le=1_000_000_000,
        validation_alias="DATAOS_MAX_BODY_BYTES",
        description="Largest request body.",
    )
    page_size: int = Field(
        1000, ge=1, le=10_000, validation_alias="DATAOS_MAX_PAGE_SIZE", description="Most records on a page."
    )
    trash_days: int = Field(
        30,
        ge=1,
        le=3650,
        validation_alias="DATAOS_TRASH_DAYS",
        description="Days that deleted records, fields, tables, views and bases can be restored before they are gone.",
    )
    invitations_per_day: int = Field(
        500,
        ge=1,
        le=1_000_000,
        validation_alias="DATAOS_INVITATIONS_PER_DAY",
        description="Invitations that one workspace may make or send again in a day.",
    )
    snapshot_megabytes: int = Field(
        64,
        ge=0,
        le=65_536,
        validation_alias="DATAOS_SNAPSHOT_MB",
        description="Memory of each API process for the order of records in large views: 4 MB per million. 0 for none.",
    )
    conversion_days: int = Field(
        30,
        ge=1,
        le=3_650,
        validation_alias="DATAOS_CONVERSION_DAYS",
        description="Days for which the change of a field's type can be taken back; then its old values are deleted.",
    )
