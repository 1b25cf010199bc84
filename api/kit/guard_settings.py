"""Settings of what protects an installation: rates, outbound requests, the audit log, operators."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from api.kit.setting_group import Group

_RATE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)/(\d{1,7})")
_OFF = "off"
_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+")
_REACHABLE = re.compile(r"[A-Za-z0-9_.:/-]+")


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_second`` requests for as long as one likes, and ``burst`` at once."""

    per_second: float
    burst: int

    @classmethod
    def of(cls, text: str) -> "Rate | None":
        """From ``200/2000``; None for "off"."""
        found = _RATE.fullmatch(text)
        return None if found is None else cls(float(found[1]), int(found[2]))


def _rate(value: str) -> str:
    found = Rate.of(value)
    if value.lower() != _OFF and (found is None or found.per_second <= 0 or found.burst < 1):
        raise ValueError("requests a second and at once, such as 50/200, or off")
    return value.lower()


def _emails(value: str) -> str:
    if not all(_ADDRESS.fullmatch(part.strip()) for part in value.split(",")):
        raise ValueError("e-mail addresses with commas between")
    return value


def _reachable(value: str) -> str:
    if not all(_REACHABLE.fullmatch(part.strip()) for part in value.split(",")):
        raise ValueError("host names, addresses or networks with commas between: idp.corp.example,10.1.0.0/16")
    return value


RateText = Annotated[str, AfterValidator(_rate)]


class GuardSettings(Group):
    rate_api: RateText = Field(
        "200/2000",
        validation_alias="DATAOS_RATE_API",
        description="Requests a second that one person may go on making, and at once, over all their sessions and"
        " tokens: 50/200, or off. Counted by each API process by itself.",
    )
    rate_heavy: RateText = Field(
        "2/30",
        validation_alias="DATAOS_RATE_HEAVY",
        description="The same for what takes long: exports, imports, key rotation, verifying the audit log.",
    )
    rate_auth: RateText = Field(
        "10/200",
        validation_alias="DATAOS_RATE_AUTH",
        description="The same for signing in, registering, renewing sessions and the like, by client address.",
    )
    rate_address: RateText = Field(
        "200/4000",
        validation_alias="DATAOS_RATE_ADDRESS",
        description="The same for all else that comes without a session: files, shared links; by client address.",
    )
    outbound_allow: Annotated[str, AfterValidator(_reachable)] | None = Field(
        None,
        validation_alias="DATAOS_OUTBOUND_ALLOW",
        description="Hosts and networks that webhooks, single sign-on and other requests of ours may reach although"
        " they are not public. When not set, only public addresses.",
        examples=["idp.corp.example,10.1.0.0/16"],
    )
    operators: Annotated[str, AfterValidator(_emails)] | None = Field(
        None,
        validation_alias="DATAOS_OPERATORS",
        description="People who may read the audit log of the whole installation: addresses of accounts that exist,"
        " commas between. When not set, nobody; `dataos audit` reads it on the machine.",
        examples=["ops@example.org"],
    )
    audit_months: int = Field(
        24,
        ge=1,
        le=1_200,
        validation_alias="DATAOS_AUDIT_MONTHS",
        description="Whole months for which entries of the audit log are kept; older months are dropped.",
    )
