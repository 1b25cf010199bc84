"""What each route asks of whoever is signed in, beside rights in the place that it is about.

Every operation stands here, by its name in the OpenAPI document; a test fails for one that does not, and until then an
access token is refused there. Account routes take no token at all: who finds one must not become the account. Nor do
those that make credentials for others.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from fastapi import Request

from api.auth.current import CurrentUser
from core.access.scopes import Scope, Token
from core.errors import Forbidden


class Asks(Enum):
    """Where no one scope decides."""

    PERSON = "a person"
    """About the account itself: never with an access token."""
    SESSION = "a session"
    """Makes or changes credentials: an access token must not give itself one that can do more, or lives longer."""
    ANYBODY = "anybody"
    """Says nothing that the caller's rights decide, or asks for no sign-in: any access token will do."""


_READS = """
list_records query_records find_record_position get_record list_record_history list_choices
get_attachment list_attachment_versions get_upload search_people
get_base list_bases get_table get_view get_workspace list_workspaces list_conversions list_dependants
check_formula get_job list_base_trash list_workspace_trash
"""
_WRITES = """
create_records change_records delete_records change_record delete_record restore_record undo redo
upload_attachment add_attachment_version begin_upload append_to_upload end_upload
"""
_SCHEMA = """
create_base update_base delete_base restore_base
create_table update_table delete_table restore_table create_view update_view delete_view restore_view
create_field update_field delete_field restore_field convert_field cancel_job list_table_indexes
"""
_AUTOMATIONS = """
list_automations create_automation get_automation update_automation delete_automation publish_automation
disable_automation run_automation list_runs get_run cancel_run
"""
_ADMIN = """
create_workspace update_workspace delete_workspace list_members add_member update_member remove_member
list_base_members set_base_member remove_base_member list_mails rotate_keys
list_service_accounts delete_service_account list_service_account_tokens delete_service_account_token
get_two_factor_rule set_two_factor_rule
list_teams create_team get_team update_team delete_team list_team_members set_team_members add_team_member
remove_team_member reset_base_member remove_base_team preview_removal
list_invitations create_invitation revoke_invitation resend_invitation
get_table_grants set_table_grants get_field_grants set_field_grants get_view_grants set_view_grants
get_row_rules set_row_rules get_member_attributes set_member_attributes explain_table explain_record
list_identity_providers check_identity_provider
list_audit_logs export_audit_logs verify_audit_logs list_installation_audit_logs
share_view create_shared_link list_shared_links update_shared_link delete_shared_link
"""
_PERSON = """
register login finish_login refresh logout list_sessions revoke_sessions revoke_session
change_password forgot_password reset_password change_email confirm_email send_verification update_profile
get_two_factors begin_two_factors confirm_two_factors end_two_factors renew_recovery_codes
accept_invitation list_tokens create_token update_token delete_token list_notifications read_notifications
connect_account
"""
_SESSION = """
create_service_account update_service_account create_service_account_token
create_identity_provider update_identity_provider delete_identity_provider create_scim_token delete_scim_token
transfer_workspace
"""
_ANYBODY = """
me get_limits list_formula_functions health ready get_invitation join_by_invitation
list_offers start_sign_in end_oidc_sign_in saml_metadata receive_saml_response end_saml_sign_in
get_shared unlock_shared list_shared_records query_shared_records get_shared_record export_shared_records
get_shared_form submit_shared_form
"""

ROUTES: Mapping[str, Scope | Asks] = MappingProxyType(
    {
        name: asked
        for asked, names in (
            (Scope.READ_DATA, _READS),
            (Scope.WRITE_DATA, _WRITES),
            (Scope.SCHEMA, _SCHEMA),
            (Scope.AUTOMATIONS, _AUTOMATIONS),
            (Scope.ADMIN, _ADMIN),
            (Asks.PERSON, _PERSON),
            (Asks.SESSION, _SESSION),
            (Asks.ANYBODY, _ANYBODY),
        )
        for name in names.split()
    }
)
ALSO: Mapping[str, Scope] = MappingProxyType(
    {
        **dict.fromkeys(("share_view", "create_shared_link", "update_shared_link", "get_run"), Scope.READ_DATA),
        **dict.fromkeys(("publish_automation", "run_automation"), Scope.WRITE_DATA),
    }
)
"""What a token needs beside the scope above: whoever shares a view has its records by the link, a run shows records,
and automations read and write as the person who published them."""
_UNVERIFIED = frozenset({Asks.PERSON, Asks.ANYBODY})
# They span what a token that is limited to bases must not see; `get_base` and the like look at the base themselves.
_WIDE = frozenset({"workspace_id", "team_id"})
_BEYOND_BASES = frozenset({"list_workspaces", "create_workspace"})
# Who does not own the address could keep a way in by them, or keep the owner out.
_LASTING = frozenset({"create_token", "begin_two_factors", "connect_account"})


def admit(request: Request, user: CurrentUser, *, verified_only: bool) -> None:
    """Raises Forbidden ``scope_missing``, ``token_refused``, ``token_limited_to_bases``, ``email_not_verified``."""
    asked = ROUTES.get(request.scope["endpoint"].__name__)
    if user.token is not None:
        _admit_token(request, user.token, asked, ALSO.get(request.scope["endpoint"].__name__))
    lasting = request.scope["endpoint"].__name__ in _LASTING
    if verified_only and not user.verified and (lasting or asked not in _UNVERIFIED):
        raise Forbidden(
            f"Open the link that was mailed to {user.email} first. You can have it sent again in your account.",
            "email_not_verified",
        )


def _admit_token(request: Request, token: Token, asked: Scope | Asks | None, also: Scope | None) -> None:
    if asked is Asks.ANYBODY:
        return
    if not isinstance(asked, Scope):
        raise Forbidden("Access tokens are not taken here. Sign in with a password instead.", "token_refused")
    for scope in (asked, also):
        if scope is not None and not token.allows(scope):
            raise Forbidden(
                f"This access token lacks the scope {scope.value}. Make one that has it, in the account settings.",
                "scope_missing",
            )
    beyond = not _WIDE.isdisjoint(request.path_params) or request.scope["endpoint"].__name__ in _BEYOND_BASES
    if token.bases is not None and beyond:
        raise Forbidden(
            "This access token is limited to some bases, and this is about more than one. Use one without that limit.",
            "token_limited_to_bases",
        )
