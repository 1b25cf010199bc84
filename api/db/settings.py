"""How to reach PostgreSQL: one branch of the settings tree."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class DatabaseSettings(BaseModel):
    """``url`` is a libpq URL (``postgresql://…``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr
    application_name: str = "dataos"
    pool_size: int = Field(default=8, ge=1, le=200)
    """Connections of the record pool; metadata has half as many of its own."""
    statement_timeout_ms: int = Field(default=5_000, ge=0)
    """0 switches the limit off."""
    wait_seconds: float = Field(default=5.0, gt=0)
    """How long a caller waits for a connection before it is told that the database is unavailable."""
