"""Why somebody has a level: what ``explain`` puts into words."""

from dataclasses import dataclass
from enum import StrEnum

from core.access.subjects import Subject


class Cause(StrEnum):
    """What a level follows from.

    ``owner``: a role in the workspace that is above grants and rules. ``role``: the role in the base. ``grant``: a
    grant that names the subject. ``token``: no more than the access token may. ``table``: the field follows its table.
    ``computed``: the system fills the field. ``source``: the field is made of something that the subject may not see.
    ``outside``: no role in the base, and no grant.
    """

    OWNER = "owner"
    ROLE = "role"
    GRANT = "grant"
    TOKEN = "token"  # noqa: S105 - the name of a cause
    TABLE = "table"
    COMPUTED = "computed"
    SOURCE = "source"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Reason:
    """``subject`` is whom the grant names. ``source`` is the id of the field or table that hides a derived field."""

    cause: Cause
    subject: Subject | None = None
    source: str | None = None


TABLE = Reason(Cause.TABLE)
