"""Text that is meant to be written by a model from the field's prompt; until then, and after, people edit it."""

from pydantic import Field

from core.fields.limits import TextLimits
from core.fields.text import Text

MAX_PROMPT = 10_000


class AiTextConfig(TextLimits):
    """``prompt`` says what the text of each record is to be."""

    prompt: str = Field(default="", max_length=MAX_PROMPT)


class AiText(Text):
    name = "aiText"
    config_model = AiTextConfig
