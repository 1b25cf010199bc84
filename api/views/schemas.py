"""Wire models of making and changing views."""

from typing import Literal

from pydantic import Field

from api.http.body import Body, Name, Patch
from api.tables.grid import GridConfig


class NewViewBody(Body):
    name: Name
    type: Literal["grid"] = "grid"
    config: GridConfig = Field(default_factory=GridConfig)


class ViewPatch(Patch):
    """``config`` replaces the whole config."""

    name: Name | None = None
    config: GridConfig | None = None
