"""Reasons in plain words."""

from api.explain.service import ExplainedRule, Explanation
from core.access.levels import RowAccess
from core.access.reasons import Cause, Reason
from core.access.subjects import Subject, SubjectType
from core.schema import TableSchema

_SUBJECTS = {
    SubjectType.TOKEN: "this access token",
    SubjectType.LINK: "this link",
    SubjectType.USER: "this person",
    SubjectType.TEAM: "a team of theirs",
    SubjectType.EVERYONE: "everyone",
}
_RULES = {
    RowAccess.READ: "A rule lets them read this record.",
    RowAccess.WRITE: "A rule lets them read and change this record.",
    RowAccess.NONE: "A rule withholds this record.",
}


def of_reason(why: Reason, schema: TableSchema) -> str:
    """``schema`` is of the table whose fields may be named."""
    match why.cause:
        case Cause.OWNER:
            return "Owners and admins of the workspace may see and do everything."
        case Cause.ROLE:
            return "It follows from their role in the base."
        case Cause.GRANT:
            return f"A grant names {_called(why.subject)}."
        case Cause.TOKEN:
            return "A grant limits the access token."
        case Cause.TABLE:
            return "It follows from their level in the table."
        case Cause.COMPUTED:
            return "The system fills this field."
        case Cause.SOURCE:
            source = schema.by_id.get(why.source or "")
            made = "something in another table" if source is None else source.name
            return f"It is made of {made}, which is withheld from them."
        case Cause.OUTSIDE:
            return "They have no role in the base, and no grant opens the table to them."


def of_row(found: Explanation) -> str:
    row = found.row
    if row is None:
        return "Rules limit which records they see." if found.ruled else "No rule limits which records they see."
    if not row.readable:
        return "They may not read the table." if found.level == "none" else "No rule lets them read this record."
    if not found.ruled:
        return "No rule limits which records they see."
    return "They may change this record." if row.writable else "They may read this record, and not change it."


def of_rule(item: ExplainedRule) -> str:
    if item.holds is None:
        return f"A rule for {_called(item.rule.to.subject)}."
    return _RULES[item.rule.access] if item.holds else "A rule that does not find this record."


def _called(subject: Subject | None) -> str:
    if subject is None:
        return "them"
    if subject.type is SubjectType.ROLE:
        return f"everybody with the role {subject.id}"
    return _SUBJECTS[subject.type]
