"""What each route asks of a caller; a route that is not here fails the matrix.

The first id of a route's path says what it is about (``tests.support.routes``), so an entry is a role or level there.
``api/http/admission.py`` says what tokens may do, and is asked itself.
"""

from collections.abc import Mapping
from enum import Enum

from core.access.levels import TableLevel
from core.access.roles import BaseRole, WorkspaceRole


class Needs(Enum):
    """Where no role or level decides."""

    NOTHING = "nothing"
    """Not even an account."""
    ACCOUNT = "an account"
    SESSION = "a session"
    """Of whoever signed in with a password: an access token is none, and is not asked what it may do."""
    OWN = "own"
    """About something of the person's account; what the matrix names is the owner's."""
    OWN_UPLOAD = "own upload"
    """For who began it, the owner; to others it does not exist."""
    OPERATOR = "operator"
    LINK = "link"
    """For whoever has a link, by its rights, whoever else they are."""


Need = Needs | WorkspaceRole | BaseRole | TableLevel

_NEEDS: tuple[tuple[Need, str], ...] = (
    (
        Needs.NOTHING,
        """
        register login finish_login forgot_password reset_password confirm_email list_offers health ready
        get_invitation join_by_invitation
        """,
    ),
    (
        Needs.ACCOUNT,
        """
        me get_limits list_sessions revoke_sessions update_profile change_password change_email
        send_verification get_two_factors begin_two_factors confirm_two_factors renew_recovery_codes end_two_factors
        list_tokens create_token accept_invitation list_workspaces create_workspace
        list_formula_functions list_notifications read_notifications undo redo
        """,
    ),
    (Needs.SESSION, "refresh logout"),
    (Needs.OWN, "revoke_session update_token delete_token"),
    (Needs.OWN_UPLOAD, "get_upload append_to_upload end_upload"),
    (Needs.OPERATOR, "list_installation_audit_logs"),
    (
        Needs.LINK,
        """
        get_shared unlock_shared list_shared_records query_shared_records get_shared_record export_shared_records
        get_shared_form submit_shared_form
        """,
    ),
    (
        WorkspaceRole.MEMBER,
        """
        get_workspace list_members list_teams get_team list_team_members list_bases create_base list_workspace_trash
        get_two_factor_rule connect_account
        """,
    ),
    (
        WorkspaceRole.ADMIN,
        """
        update_workspace add_member update_member remove_member preview_removal create_team update_team delete_team
        set_team_members add_team_member remove_team_member list_invitations create_invitation revoke_invitation
        resend_invitation list_service_accounts create_service_account update_service_account delete_service_account
        list_service_account_tokens create_service_account_token delete_service_account_token
        get_member_attributes set_member_attributes list_mails list_audit_logs export_audit_logs verify_audit_logs
        list_identity_providers create_identity_provider update_identity_provider delete_identity_provider
        check_identity_provider create_scim_token delete_scim_token
        """,
    ),
    (WorkspaceRole.OWNER, "delete_workspace transfer_workspace set_two_factor_rule rotate_keys"),
    (BaseRole.VIEWER, "get_base search_people get_attachment list_attachment_versions"),
    (BaseRole.EDITOR, "list_base_trash upload_attachment begin_upload add_attachment_version"),
    (
        BaseRole.CREATOR,
        """
        update_base delete_base restore_base create_table list_base_members set_base_member remove_base_member
        reset_base_member remove_base_team
        """,
    ),
    (
        TableLevel.READ,
        """
        get_table list_records query_records get_record find_record_position list_record_history list_choices
        list_conversions check_formula get_view explain_table explain_record get_job
        """,
    ),
    (
        TableLevel.EDIT,
        """
        create_records change_records delete_records change_record delete_record restore_record
        create_view update_view delete_view restore_view
        list_automations get_automation list_runs get_run cancel_run
        """,
    ),
    (
        TableLevel.ADMIN,
        """
        update_table delete_table restore_table create_field update_field delete_field restore_field convert_field
        list_dependants list_table_indexes cancel_job
        get_table_grants set_table_grants get_field_grants set_field_grants get_view_grants set_view_grants
        get_row_rules set_row_rules share_view create_shared_link list_shared_links update_shared_link
        delete_shared_link create_automation update_automation delete_automation publish_automation
        disable_automation run_automation
        """,
    ),
)
NEEDS: Mapping[str, Need] = {name: need for need, names in _NEEDS for name in names.split()}

ANSWERS: Mapping[str, str] = {
    "confirm_email": "link_of_another_account",  # Theirs would change the address by which the matrix knows them.
    "connect_account": "sso_unavailable",  # Nobody answers at the address of the provider, which is asked last.
}
"""The code with which who is let in is refused after all, for reasons that have nothing to do with who they are."""
