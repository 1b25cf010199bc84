"""Settings of accounts: how people prove who they are, and where mails lead them."""

from pydantic import Field

from api.kit.setting_group import Group
from api.kit.setting_values import WebUrl


class AccountSettings(Group):
    public_url: WebUrl = Field(
        "http://127.0.0.1:8000",
        validation_alias="DATAOS_PUBLIC_URL",
        description="Address at which people reach this installation; links in mails begin with it. It is never taken"
        " from a request, whose Host header anybody can write.",
        examples=["https://data.example.org"],
    )
