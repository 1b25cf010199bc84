"""Wire models of attributes."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, JsonValue

from api.http.body import Answer, Body
from core.access.attributes import MOST


class AttributesBody(Body):
    """All of them: texts, numbers, true or false, or lists of texts and numbers, by the names that rules use."""

    attributes: Annotated[dict[str, JsonValue], Field(max_length=MOST)]


class AttributesAnswer(Answer):
    attributes: Mapping[str, JsonValue]
