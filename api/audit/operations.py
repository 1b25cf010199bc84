"""What the operations of the API are called in the audit log, and which of them leave no entry of their own.

The name of an operation is its route's function. By default ``create_view`` is ``view.created``, so a new route has a
name on its first day; what reads badly that way is listed.
"""

NOT_RECORDED = {
    "refresh": "a session goes on; its beginning and end are recorded, and so is a token used twice",
    "query_records": "reads",
    "query_shared_records": "reads, and anybody may",
    "unlock_shared": "anybody may, as often as they like; entries cannot be deleted",
    "receive_saml_response": "anybody may; a sign-in that comes of it names itself",
    "check_formula": "reads",
    "read_notifications": "what somebody has read is theirs alone",
    "append_to_upload": "part of a file; its beginning is recorded, and its use in a cell by the change feed",
}
"""Operations whose method writes, and why they leave nothing."""

BY_FEED = frozenset(
    {
        "change_record",
        "create_records",
        "change_records",
        "delete_records",
        "delete_record",
        "restore_record",
        "submit_shared_form",
    }
)
"""What they change comes from the change feed, without a statement of their own (``changes.py``)."""

_NAMES = {
    "register": "account.registered",
    "login": "session.started",
    "share_view": "shared_link.created",
    "finish_login": "session.started",
    "logout": "session.ended",
    "revoke_session": "session.revoked",
    "revoke_sessions": "session.all_revoked",
    "forgot_password": "password_reset.requested",
    "connect_account": "account_connection.begun",
    "resend_invitation": "invitation.sent_again",
    "join_by_invitation": "account.registered",
    "set_base_member": "base_member.changed",
    "rotate_keys": "encryption.keys_rotated",
    "undo": "change.undone",
    "redo": "change.redone",
    "begin_upload": "upload.begun",
    "run_automation": "automation.run_by_hand",
}
_PAST = {
    "set": "changed",
    "put": "changed",
    "begin": "begun",
    "run": "run",
    "send": "sent",
    "leave": "left",
    "give": "given",
    "take": "taken",
    "reset": "reset",
    "upload": "uploaded",
    "cancel": "cancelled",
    "stop": "stopped",
    "transfer": "transferred",
    "verify": "verified",
    "apply": "applied",
    "deny": "denied",
    "submit": "submitted",
    "scim": "changed_by_scim",
}


def action_of(operation: str) -> str:
    """The dotted name of an act.

    >>> action_of("create_view"), action_of("add_attachment_version"), action_of("share_view")
    ('view.created', 'attachment_version.added', 'shared_link.created')
    """
    if operation in _NAMES:
        return _NAMES[operation]
    verb, _, noun = operation.partition("_")
    past = _PAST.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")
    return f"{noun or 'request'}.{past}"
