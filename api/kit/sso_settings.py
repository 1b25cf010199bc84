"""Settings of single sign-on."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from api.kit.setting_group import Group

_WORKSPACE = re.compile(r"wsp_[0-9a-z]{26}")


def _workspace(value: str) -> str:
    if not _WORKSPACE.fullmatch(value):
        raise ValueError("the id of a workspace, such as wsp_01h455vb4pex5vsknk084sn02q")
    return value


class SsoSettings(Group):
    workspace: Annotated[str, AfterValidator(_workspace)] | None = Field(
        None,
        validation_alias="DATAOS_SSO_WORKSPACE",
        description="Id of the workspace whose identity providers speak for the whole installation: they are offered to"
        " everybody who signs in, and open existing accounts by e-mail address. Providers of other workspaces are"
        " not offered then; without this setting, they are offered by domain. Somebody who has an account connects it"
        " to them in the account settings.",
        examples=["wsp_01h455vb4pex5vsknk084sn02q"],
    )
