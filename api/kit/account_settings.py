"""Settings of accounts: how people prove who they are, and where mails lead them."""

from pydantic import Field

from api.kit.setting_group import Group
from api.kit.setting_values import WebUrl


class AccountSettings(Group):
    public_url: WebUrl | None = Field(
        None,
        validation_alias="DATAOS_PUBLIC_URL",
        description="Address at which people and identity providers reach this installation; links in mails begin with"
        " it. It is never taken from a request, whose Host header anybody can write. When not set, 127.0.0.1 with the"
        " port of the API.",
        examples=["https://data.example.org"],
    )
    verify_email: bool = Field(
        False,
        validation_alias="DATAOS_AUTH_VERIFY_EMAIL",
        description="Whether somebody who made an account must first open the link that is mailed to them. Until then"
        " they can sign in and see their account, and nothing else. Needs a mail server.",
    )
    sign_in_notice: bool = Field(
        False,
        validation_alias="DATAOS_AUTH_SIGN_IN_NOTICE",
        description="Whether people get a mail when somebody signs in to their account on a device it has not seen.",
    )
    mails_per_address: int = Field(
        20,
        ge=1,
        le=100_000,
        validation_alias="DATAOS_AUTH_MAILS_PER_ADDRESS",
        description="Mails about accounts (forgotten passwords, verification) that a client address may ask for before"
        " further ones must wait.",
    )
