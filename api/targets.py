"""What the adapters of the database and of Temporal need to know, taken from the settings by composition roots."""

from api.db.settings import DatabaseSettings
from api.settings import Settings
from workflows.gateway import TemporalTarget


def database_target(settings: Settings, application_name: str) -> DatabaseSettings:
    """`application_name` is what PostgreSQL's activity view shows: "dataos api", "dataos worker"."""
    return DatabaseSettings(
        url=settings.database.url,
        application_name=application_name,
        pool_size=settings.database.pool_size,
        statement_timeout_ms=round(settings.database.statement_timeout_seconds * 1000),
    )


def temporal_target(settings: Settings) -> TemporalTarget:
    temporal = settings.temporal
    return TemporalTarget(
        address=temporal.address,
        namespace=temporal.namespace,
        api_key=temporal.api_key.get_secret_value() if temporal.api_key else None,
        tls=temporal.tls,
        ui_url=temporal.ui_url,
    )
