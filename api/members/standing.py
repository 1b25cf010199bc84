"""Whether somebody's place in a workspace is open to them."""

from enum import StrEnum


class MemberStatus(StrEnum):
    """SUSPENDED: shut out of this workspace. DEACTIVATED: the account itself is off, everywhere."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DEACTIVATED = "deactivated"
