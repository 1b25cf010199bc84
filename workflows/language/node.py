"""The two kinds of model the language is made of."""

from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

StepId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Template = Annotated[str, Field(max_length=10_000)]
"""Text that may hold ``{{references}}``."""


class Written(BaseModel):
    """A part of a definition as somebody wrote it: camelCase, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Planned(BaseModel):
    """A part of a plan: checked, names replaced by ids, kept with the published version and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def without_config(written: object) -> object:
    """A step whose settings lie beside its id (branch, condition), also when written in a ``config`` as for others."""
    if not isinstance(written, dict):
        return written
    step = cast("dict[str, object]", written)
    config = step.get("config")
    if not isinstance(config, dict) or step.keys() & cast("dict[str, object]", config).keys():
        return step
    return {key: value for key, value in step.items() if key != "config"} | cast("dict[str, object]", config)
