"""Text of many lines, plain or Markdown; Markdown is kept as written and rendered by the reader's screen."""

from core.fields.limits import TextLimits
from core.fields.text import Text


class LongTextConfig(TextLimits):
    markdown: bool = False


class LongText(Text):
    name = "longText"
    config_model = LongTextConfig
