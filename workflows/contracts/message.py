"""What travels through Temporal's history: ids and outcomes, never values of records. Changes are additive only."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    model_config = ConfigDict(frozen=True)
