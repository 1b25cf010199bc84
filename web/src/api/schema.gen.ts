// Generated from web/openapi.json by `npm run codegen`. Never edited by hand.

export interface paths {
    "/api/v1/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Record */
        get: operations["get_record"];
        put?: never;
        post?: never;
        /**
         * Delete Record
         * @description Into the trash. With If-Match the record must still be at that version.
         */
        delete: operations["delete_record"];
        options?: never;
        head?: never;
        /**
         * Change Record
         * @description Change some fields. With If-Match the record must still be at that version.
         */
        patch: operations["change_record"];
        trace?: never;
    };
    "/api/v1/tables/{tableId}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Records
         * @description A page of records.
         */
        get: operations["list_records"];
        put?: never;
        /**
         * Create Records
         * @description Up to 1,000 records, all or none.
         */
        post: operations["create_records"];
        /**
         * Delete Records
         * @description Into the trash, all or none.
         */
        delete: operations["delete_records"];
        options?: never;
        head?: never;
        /**
         * Change Records
         * @description Up to 1,000 records, all or none; with upsertOn, records that match nothing are created.
         */
        patch: operations["change_records"];
        trace?: never;
    };
    "/api/v1/tables/{tableId}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Query Records
         * @description A page of records; with groups or aggregates, groups.
         */
        post: operations["query_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{recordId}/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find Record Position
         * @description The row number of a record in a view or list.
         */
        get: operations["find_record_position"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{recordId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Record
         * @description Out of the trash.
         */
        post: operations["restore_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Make an account and sign in.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Sign in. Where the account has a second factor, the answer is a challenge, and `/auth/second-factor` goes on.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Login
         * @description The second step of signing in: a code of the authenticator app, or a recovery code.
         */
        post: operations["finish_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Trade the refresh token, from the body or the cookie, for new tokens; each works once.
         *
         *     A token that came as a cookie is answered by cookies alone.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout
         * @description End this session, also when its access token has already run out.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description The signed-in person and their workspaces.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Where the caller is signed in.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /**
         * Revoke Sessions
         * @description Sign out everywhere, here too.
         */
        delete: operations["revoke_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Session
         * @description Sign out somewhere else.
         */
        delete: operations["revoke_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update Profile
         * @description Change the name that others see.
         */
        patch: operations["update_profile"];
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Password
         * @description Change the password. All other sessions end.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgot Password
         * @description Have a link mailed for a new password. The answer is the same whether or not anybody has this address.
         */
        post: operations["forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset Password
         * @description Set a new password with the mailed link. All sessions end.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Email
         * @description Have a link mailed to a new address; the address changes once it is opened.
         */
        put: operations["change_email"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Verification
         * @description Have the link for confirming the account's address mailed again.
         */
        post: operations["send_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Email
         * @description Confirm an address with the mailed link. A new address is confirmed by who is signed in to the account. Where
         *     nobody is, a new account loses the password that it was made with, and a link for another one is mailed.
         */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/two-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Two Factors
         * @description Whether signing in takes a second factor.
         */
        get: operations["get_two_factors"];
        put?: never;
        /**
         * Begin Two Factors
         * @description A secret for an authenticator app. It counts once a code of it is confirmed.
         */
        post: operations["begin_two_factors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/two-factors/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Two Factors
         * @description Turn it on, with a code that the app shows. The answer has the recovery codes.
         */
        post: operations["confirm_two_factors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/two-factors/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Recovery Codes
         * @description Ten new recovery codes instead of the old ones.
         */
        post: operations["renew_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/two-factors/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End Two Factors
         * @description Turn it off.
         */
        post: operations["end_two_factors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/two-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Two Factor Rule
         * @description Whether the workspace asks everybody for a second factor.
         */
        get: operations["get_two_factor_rule"];
        /**
         * Set Two Factor Rule
         * @description Ask everybody for a second factor, or no longer. For owners who have one.
         */
        put: operations["set_two_factor_rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tokens
         * @description The caller's tokens, newest first, without their secrets.
         */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Create Token
         * @description Make a token. Its secret is in this answer and nowhere else.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Token
         * @description It opens nothing from now on.
         */
        delete: operations["delete_token"];
        options?: never;
        head?: never;
        /** Update Token */
        patch: operations["update_token"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Service Accounts */
        get: operations["list_service_accounts"];
        put?: never;
        /**
         * Create Service Account
         * @description A member that is a program: it signs in by access tokens alone.
         */
        post: operations["create_service_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/service-accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Service Account
         * @description Its tokens and rights go with it; its name stays in the history of what it did.
         */
        delete: operations["delete_service_account"];
        options?: never;
        head?: never;
        /**
         * Update Service Account
         * @description Rename it, or disable it: its tokens open nothing until it is enabled again.
         */
        patch: operations["update_service_account"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/service-accounts/{accountId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Service Account Tokens */
        get: operations["list_service_account_tokens"];
        put?: never;
        /**
         * Create Service Account Token
         * @description Its secret is in this answer and nowhere else, so this takes no Idempotency-Key.
         */
        post: operations["create_service_account_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/service-accounts/{accountId}/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Service Account Token */
        delete: operations["delete_service_account_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Workspaces */
        get: operations["list_workspaces"];
        put?: never;
        /** Create Workspace */
        post: operations["create_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Workspace */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        /** Delete Workspace */
        delete: operations["delete_workspace"];
        options?: never;
        head?: never;
        /** Update Workspace */
        patch: operations["update_workspace"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description By name; ``search`` finds a part of a name or an address.
         */
        get: operations["list_members"];
        put?: never;
        /**
         * Add Member
         * @description Add a registered person at once, or invite an address that nobody has registered or, where mail goes out, shown
         *     to be theirs.
         */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Remove a person, or leave. Automations that act as them go to ``handTo``, or are switched off.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Update Member
         * @description Change somebody's role, or shut them out of the workspace for a while.
         */
        patch: operations["update_member"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/members/{userId}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Removal
         * @description What would go with somebody who left.
         */
        get: operations["preview_removal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer Workspace
         * @description Make another member the owner; the caller becomes an admin.
         */
        post: operations["transfer_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Teams
         * @description By name.
         */
        get: operations["list_teams"];
        put?: never;
        /** Create Team */
        post: operations["create_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Team */
        get: operations["get_team"];
        put?: never;
        post?: never;
        /**
         * Delete Team
         * @description Delete a team, with the grants and rules that name it.
         */
        delete: operations["delete_team"];
        options?: never;
        head?: never;
        /** Update Team */
        patch: operations["update_team"];
        trace?: never;
    };
    "/api/v1/teams/{teamId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Team Members
         * @description By name.
         */
        get: operations["list_team_members"];
        /**
         * Set Team Members
         * @description Say who is in the team; whoever is not named leaves it.
         */
        put: operations["set_team_members"];
        /**
         * Add Team Member
         * @description Add a member of the workspace.
         */
        post: operations["add_team_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{teamId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove Team Member */
        delete: operations["remove_team_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description Newest first; those that are over too.
         */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Create Invitation
         * @description Invite one person by mail, or make a link for several; into the workspace, or as guests into bases.
         */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Invitation
         * @description Its link stops working. Who came in by it stays.
         */
        delete: operations["revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/invitations/{invitationId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend Invitation
         * @description Send it again; it is good for two weeks from now.
         */
        post: operations["resend_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Invitation
         * @description What it invites to. Nobody needs to be signed in.
         */
        get: operations["get_invitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Invitation
         * @description Join. An invitation by mail is only for the address that it was sent to.
         */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join By Invitation
         * @description Make an account, join with it, and sign in.
         */
        post: operations["join_by_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/bases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Bases */
        get: operations["list_bases"];
        put?: never;
        /** Create Base */
        post: operations["create_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Base
         * @description The base with its tables, their fields and views.
         */
        get: operations["get_base"];
        put?: never;
        post?: never;
        /** Delete Base */
        delete: operations["delete_base"];
        options?: never;
        head?: never;
        /** Update Base */
        patch: operations["update_base"];
        trace?: never;
    };
    "/api/v1/bases/{baseId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Base Members
         * @description Teams, guests, and members of the workspace whose role differs here; "none" are those who were removed.
         */
        get: operations["list_base_members"];
        /**
         * Set Base Member
         * @description Give a registered person or a team a role in this base, or change it; "none" closes it to them.
         *
         *     A person's own role goes before those of their teams, of which the best counts, and these before the workspace's
         *     usual role.
         */
        put: operations["set_base_member"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search People
         * @description Everybody who can open the base, by name: whom its cells may hold.
         */
        get: operations["search_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Base Member
         * @description Close this base to a person, or leave it. Giving them a role again opens it again.
         */
        delete: operations["remove_base_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/members/{userId}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Reset Base Member
         * @description Take a person's own role in this base away: they have what their teams or the workspace give them.
         */
        delete: operations["reset_base_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/teams/{teamId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Base Team
         * @description Take a team's role in this base away.
         */
        delete: operations["remove_base_team"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Table
         * @description Create a table with its fields; the first one is the primary field.
         */
        post: operations["create_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Table */
        get: operations["get_table"];
        put?: never;
        post?: never;
        /** Delete Table */
        delete: operations["delete_table"];
        options?: never;
        head?: never;
        /** Update Table */
        patch: operations["update_table"];
        trace?: never;
    };
    "/api/v1/tables/{tableId}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Field */
        post: operations["create_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Field
         * @description Take a field off its table; its values stay in the database.
         */
        delete: operations["delete_field"];
        options?: never;
        head?: never;
        /** Update Field */
        patch: operations["update_field"];
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Convert Field
         * @description Give a field another type. With dryRun, what would become of its values, and nothing happens.
         */
        post: operations["convert_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Conversions
         * @description The types that the field can get.
         */
        get: operations["list_conversions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/dependants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Dependants
         * @description What would be invalid, or lose a part of itself, if the field were deleted; only such as you may open.
         */
        get: operations["list_dependants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/formula/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Formula
         * @description What a formula would result in, or everything that is wrong with it and where. Nothing is saved.
         */
        post: operations["check_formula"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/formula/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Formula Functions
         * @description What a formula may call.
         */
        get: operations["list_formula_functions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Choices
         * @description Records that a link's picker offers, by title; those that are linked already are left out where one is all.
         *
         *     With ids, which have commas between them, those records instead, whether they can be chosen or not; such as are not
         *     there, or not for this person to see, are left out.
         */
        get: operations["list_choices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{viewId}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share View
         * @description Make a link to the view, as POST /views/{viewId}/links does.
         */
        post: operations["share_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{viewId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Shared Links */
        get: operations["list_shared_links"];
        put?: never;
        /**
         * Create Shared Link
         * @description Make a link by which people without an account look through the view, or fill in a form.
         */
        post: operations["create_shared_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Shared Link
         * @description Close the link, at once and for good.
         */
        delete: operations["delete_shared_link"];
        options?: never;
        head?: never;
        /** Update Shared Link */
        patch: operations["update_shared_link"];
        trace?: never;
    };
    "/api/v1/tables/{tableId}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create View */
        post: operations["create_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{viewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get View */
        get: operations["get_view"];
        put?: never;
        post?: never;
        /** Delete View */
        delete: operations["delete_view"];
        options?: never;
        head?: never;
        /** Update View */
        patch: operations["update_view"];
        trace?: never;
    };
    "/api/v1/tables/{tableId}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Table Grants
         * @description Who may do more or less with the table than their role in the base says.
         */
        get: operations["get_table_grants"];
        /**
         * Set Table Grants
         * @description Replace all grants on the table. The nearest one decides: user, the best of the teams, role, everyone.
         */
        put: operations["set_table_grants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Field Grants
         * @description From whom the field is hidden, and who may read or change it whatever they may do with the table.
         */
        get: operations["get_field_grants"];
        /**
         * Set Field Grants
         * @description Replace all grants on the field. A grant on a field that is made of others publishes its values.
         */
        put: operations["set_field_grants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{viewId}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get View Grants
         * @description Who may open or change the view, where that differs from the table.
         */
        get: operations["get_view_grants"];
        /**
         * Set View Grants
         * @description Replace all grants on the view. They give nothing in its table.
         */
        put: operations["set_view_grants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Row Rules
         * @description Which rows of the table whom it names may see and change.
         */
        get: operations["get_row_rules"];
        /**
         * Set Row Rules
         * @description Replace all rules of the table. Whom rules name reads the rows that a read or write rule finds and no none rule,
         *     and changes those that a write rule finds.
         */
        put: operations["set_row_rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/members/{userId}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Member Attributes
         * @description What row rules may ask of the person. Admins see everybody's, others their own.
         */
        get: operations["get_member_attributes"];
        /**
         * Set Member Attributes
         * @description Replace what row rules may ask of the person.
         */
        put: operations["set_member_attributes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Table
         * @description What a person may do with the table, field by field, and why.
         */
        get: operations["explain_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{recordId}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Record
         * @description Whether a person may read and change the record, which rules decide it, and why.
         */
        get: operations["explain_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Shared
         * @description What the link shows, or that it asks for a password.
         */
        get: operations["get_shared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock Shared
         * @description Trade the password for a ticket that is good for an hour.
         */
        post: operations["unlock_shared"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Shared Records
         * @description A page of the records that the view shows.
         */
        get: operations["list_shared_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Query Shared Records
         * @description The visitor's own filter, order, groups and footers, within what the view shows. Nothing of it is kept.
         */
        post: operations["query_shared_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Shared Record */
        get: operations["get_shared_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Shared Records
         * @description The view as a CSV file, where the link allows downloads.
         */
        get: operations["export_shared_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Shared Form
         * @description What the form asks.
         */
        get: operations["get_shared_form"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{slug}/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit Shared Form
         * @description Send the form. The answer says nothing of the record that it makes.
         */
        post: operations["submit_shared_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Base Trash
         * @description What was deleted in this base and can be restored by the caller, the last deleted first.
         */
        get: operations["list_base_trash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Workspace Trash
         * @description The deleted bases that the caller can restore.
         */
        get: operations["list_workspace_trash"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{fieldId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Field
         * @description Take a field out of the trash, a link with its symmetric field; one that is not in it stays as it is.
         */
        post: operations["restore_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Table
         * @description Take a table out of the trash, with all that is in it.
         */
        post: operations["restore_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{viewId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore View
         * @description Take a view out of the trash.
         */
        post: operations["restore_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Base
         * @description Take a base out of the trash, with its tables.
         */
        post: operations["restore_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/indexes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Table Indexes
         * @description The indexes that DataOS has made of a large table, or is about to make, and why. For creators.
         */
        get: operations["list_table_indexes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload Attachment
         * @description Upload a file in one request; larger ones go in parts (POST /bases/{baseId}/uploads).
         */
        post: operations["upload_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Attachment
         * @description The current version.
         */
        get: operations["get_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{attachmentId}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Attachment Versions */
        get: operations["list_attachment_versions"];
        put?: never;
        /**
         * Add Attachment Version
         * @description Upload a newer version. Cells keep the version that they name until another is written there.
         */
        post: operations["add_attachment_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bases/{baseId}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Upload
         * @description Begin to upload a file in parts; the header Location says where they go.
         */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Upload
         * @description How far it is; and the file, once it is whole.
         */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /**
         * End Upload
         * @description Throw away what has arrived. A file that is whole stays.
         */
        delete: operations["end_upload"];
        options?: never;
        head?: never;
        /**
         * Append To Upload
         * @description The next bytes. What arrived before a connection broke is kept: ask with HEAD where to go on.
         */
        patch: operations["append_to_upload"];
        trace?: never;
    };
    "/api/v1/records/{recordId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Record History
         * @description Newest first; a deleted record's too.
         */
        get: operations["list_record_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo
         * @description Take back the last thing done in this tab (header X-Client-Tab), or one change set of it by name.
         */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redo
         * @description Take back the last undo of this tab, while nothing else was done in it.
         */
        post: operations["redo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description How far it is.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        /**
         * Cancel Job
         * @description End it: what it began is thrown away.
         */
        delete: operations["cancel_job"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/encryption/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Keys
         * @description New keys for the workspace's encrypted fields; for its owners.
         */
        post: operations["rotate_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Offers
         * @description Where somebody with this address may sign in; it says nothing of whether they have an account.
         */
        get: operations["list_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sso/{providerId}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect Account
         * @description Begin a sign-in at the provider that connects the caller's account to it. Let the same browser go there.
         */
        post: operations["connect_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Identity Providers */
        get: operations["list_identity_providers"];
        put?: never;
        /** Create Identity Provider */
        post: operations["create_identity_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/identity-providers/{providerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Identity Provider
         * @description People keep their accounts.
         */
        delete: operations["delete_identity_provider"];
        options?: never;
        head?: never;
        /** Update Identity Provider */
        patch: operations["update_identity_provider"];
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/identity-providers/{providerId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Identity Provider
         * @description Asks the provider what it says of itself, and says in words what is wrong.
         */
        post: operations["check_identity_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/identity-providers/{providerId}/scim-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Scim Token
         * @description The token that the provider's directory speaks with; it is shown once, and the one before it ends.
         *
         *     Not repeatable by key: a stored answer would keep the token.
         */
        post: operations["create_scim_token"];
        /** Delete Scim Token */
        delete: operations["delete_scim_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{tableId}/automations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Automations */
        get: operations["list_automations"];
        put?: never;
        /**
         * Create Automation
         * @description A draft; publish it to make it fire.
         */
        post: operations["create_automation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Automation */
        get: operations["get_automation"];
        put?: never;
        post?: never;
        /** Delete Automation */
        delete: operations["delete_automation"];
        options?: never;
        head?: never;
        /**
         * Update Automation
         * @description Rename it, or change its draft; the published version stays as it is until the next publish.
         */
        patch: operations["update_automation"];
        trace?: never;
    };
    "/api/v1/automations/{automationId}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish Automation
         * @description Check the draft, make it the version that fires, and switch it on. From now on it acts as the caller.
         */
        post: operations["publish_automation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automationId}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable Automation */
        post: operations["disable_automation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automationId}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Automation
         * @description Start it by hand, on one record or on none.
         */
        post: operations["run_automation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/automations/{automationId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description Newest first.
         */
        get: operations["list_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Run */
        get: operations["get_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{runId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Run
         * @description No further step begins; what was done stays.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Notifications
         * @description Newest first.
         */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read Notifications
         * @description Mark some or all as read.
         */
        post: operations["read_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Mails
         * @description Messages that the workspace sent, newest first; for owners and administrators of the workspace.
         */
        get: operations["list_mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Logs
         * @description What was done in the workspace, newest first; for its owners and admins.
         */
        get: operations["list_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/audit-logs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Audit Logs
         * @description The same as a file, oldest first. Each JSON line holds the hash of itself, so a file can be verified alone.
         */
        get: operations["export_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspaceId}/audit-logs/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify Audit Logs
         * @description Whether the workspace's entries are as they were sealed; up to 20,000 at once.
         */
        get: operations["verify_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Installation Audit Logs
         * @description The whole log, or the part of the installation alone: accounts and sign-ins. For operators (DATAOS_OPERATORS).
         */
        get: operations["list_installation_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Limits
         * @description What requests may be at most, here.
         */
        get: operations["get_limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description The process is alive.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Every part that this process needs, one by one.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcceptedAnswer
         * @description Where to go now: ``baseId`` is the first of the bases that came with it, if any.
         */
        AcceptedAnswer: {
            /** Workspaceid */
            workspaceId: string;
            /** Baseid */
            baseId: string | null;
        };
        /**
         * AddedAnswer
         * @description ``user`` and ``member`` for a person who had an account; ``invitation`` for one who was invited to make one.
         */
        AddedAnswer: {
            user: components["schemas"]["User"] | null;
            role: components["schemas"]["WorkspaceRole"];
            member: components["schemas"]["MemberAnswer"] | null;
            invitation: components["schemas"]["InvitationAnswer"] | null;
        };
        /**
         * AddressesAnswer
         * @description What is copied into the provider.
         */
        AddressesAnswer: {
            /** Start */
            start: string;
            /** Redirecturi */
            redirectUri: string;
            /** Acs */
            acs: string;
            /** Entityid */
            entityId: string;
            /** Metadata */
            metadata: string;
            /** Scim */
            scim: string;
        };
        /**
         * AttachmentAnswer
         * @description The current version. A cell takes the attachment by its id, for as long as it is in no cell only from whoever
         *     uploaded it; in no cell at all it is deleted after a day.
         */
        AttachmentAnswer: {
            /** Id */
            id: string;
            /** Version */
            version: number;
            /** Name */
            name: string;
            /**
             * Type
             * @description The media type, by the bytes of the file.
             */
            type: string;
            /** Size */
            size: number;
            /** Url */
            url: string;
            /** @description Null for types that never have any. */
            thumbnails: components["schemas"]["Thumbnails"] | null;
            /** Baseid */
            baseId: string;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** AttributesAnswer */
        AttributesAnswer: {
            /** Attributes */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * AttributesBody
         * @description All attributes of the person by name: texts, numbers, true or false, or lists of texts and numbers.
         */
        AttributesBody: {
            /** Attributes */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * AuditActor
         * @description ``id`` is a person's, or an automation's; "nobody" where nobody was signed in.
         */
        AuditActor: {
            /** Type */
            type: string;
            /** Id */
            id: string | null;
            /** Name */
            name: string;
        };
        /**
         * AuditEntryAnswer
         * @description ``position`` and ``hash`` are the entry's place in its chain; null for the second until it is sealed.
         *
         *     ``detail`` says what else is known: of changes to records their change set and number.
         */
        AuditEntryAnswer: {
            /** Id */
            id: string;
            /**
             * Time
             * Format: date-time
             */
            time: string;
            /** Workspaceid */
            workspaceId: string | null;
            /** Action */
            action: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "done" | "refused";
            actor: components["schemas"]["AuditActor"];
            /** Onbehalfof */
            onBehalfOf: string | null;
            /** Address */
            address: string;
            /** Useragent */
            userAgent: string;
            /** Requestid */
            requestId: string | null;
            /** Baseid */
            baseId: string | null;
            /** Tableid */
            tableId: string | null;
            /** Targets */
            targets: string[];
            before: components["schemas"]["JsonValue"];
            after: components["schemas"]["JsonValue"];
            /** Detail */
            detail: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Position */
            position: number | null;
            /** Hash */
            hash: string | null;
        };
        /**
         * AuthAnswer
         * @description ``expiresIn`` is the life of the access token in seconds. The tokens are null for callers that use cookies.
         */
        AuthAnswer: {
            /** Accesstoken */
            accessToken: string | null;
            /** Refreshtoken */
            refreshToken: string | null;
            /**
             * Tokentype
             * @default Bearer
             * @constant
             */
            tokenType?: "Bearer";
            /** Expiresin */
            expiresIn: number;
            user: components["schemas"]["User"];
        };
        /**
         * AutomationAnswer
         * @description ``trigger``, ``conditions`` and ``steps`` are those of the draft.
         */
        AutomationAnswer: {
            /** Id */
            id: string;
            /** Tableid */
            tableId: string;
            /** Name */
            name: string;
            /** Enabled */
            enabled: boolean;
            /** Trigger */
            trigger: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Conditions */
            conditions: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Steps */
            steps: components["schemas"]["JsonValue"][];
            draft: components["schemas"]["DefinitionAnswer"];
            published: components["schemas"]["DefinitionAnswer"] | null;
            /** Publishedversion */
            publishedVersion: number | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /**
             * Modifiedtime
             * Format: date-time
             */
            modifiedTime: string;
            createdBy: components["schemas"]["User"];
            lastRun: components["schemas"]["RunSummaryAnswer"] | null;
        };
        /**
         * AutomationBody
         * @description A new automation; it is a draft until it is published.
         */
        AutomationBody: {
            /** Name */
            name: string;
            /** Trigger */
            trigger: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Conditions */
            conditions?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Steps */
            steps?: components["schemas"]["JsonValue"][];
        };
        /**
         * AutomationPatch
         * @description What is absent stays; trigger, conditions and steps change the draft only. Only conditions may be null: none.
         */
        AutomationPatch: {
            /** Name */
            name?: string | null;
            /** Trigger */
            trigger?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Conditions */
            conditions?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Steps */
            steps?: components["schemas"]["JsonValue"][] | null;
        };
        /** AutomationsAnswer */
        AutomationsAnswer: {
            /** Items */
            items: components["schemas"]["AutomationAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /**
         * BaseAnswer
         * @description ``role`` is the caller's effective role.
         */
        BaseAnswer: {
            /** Id */
            id: string;
            /** Workspaceid */
            workspaceId: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Icon */
            icon: string;
            /** Color */
            color: string;
            role: components["schemas"]["BaseRole"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** BaseDetail */
        BaseDetail: {
            /** Id */
            id: string;
            /** Workspaceid */
            workspaceId: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Icon */
            icon: string;
            /** Color */
            color: string;
            role: components["schemas"]["BaseRole"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /** Tables */
            tables: components["schemas"]["TableAnswer"][];
        };
        /**
         * BaseMemberAnswer
         * @description ``user`` or ``team`` is null. ``role`` is what the base itself says; "none" refuses it to members of the
         *     workspace. ``guest`` tells people who belong to this base and not to the workspace.
         */
        BaseMemberAnswer: {
            user?: components["schemas"]["User"] | null;
            team?: components["schemas"]["TeamRef"] | null;
            role: components["schemas"]["GivenRole"];
            /**
             * Guest
             * @default false
             */
            guest?: boolean;
        };
        /**
         * BaseMemberBody
         * @description Either a registered person, by ``email``, or a team of the workspace.
         */
        BaseMemberBody: {
            /** Email */
            email?: string | null;
            /** Teamid */
            teamId?: string | null;
            role: components["schemas"]["GivenRole"];
        };
        /**
         * BaseMembersAnswer
         * @description ``defaultRole`` is what members of the workspace have of whom the base says nothing.
         */
        BaseMembersAnswer: {
            /** Items */
            items: components["schemas"]["BaseMemberAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
            defaultRole: components["schemas"]["GivenRole"];
        };
        /** BasePatch */
        BasePatch: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Icon */
            icon?: string | null;
            /** Color */
            color?: string | null;
        };
        /**
         * BaseRole
         * @enum {string}
         */
        BaseRole: "viewer" | "commenter" | "editor" | "creator";
        /** BaseRoleBody */
        BaseRoleBody: {
            /** Baseid */
            baseId: string;
            role: components["schemas"]["BaseRole"];
        };
        /** BeginTwoFactorsBody */
        BeginTwoFactorsBody: {
            /** Password */
            password: string;
        };
        /**
         * BreakAnswer
         * @description Something that would be invalid, or lose a part of itself. ``kind`` is the type of a field (``formula``,
         *     ``lookup``, ``link`` …), ``view`` or ``automation``; ``reason`` says what becomes of it.
         */
        BreakAnswer: {
            /** Kind */
            kind: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Tableid */
            tableId: string;
            /** Tablename */
            tableName: string;
            /** Reason */
            reason: string;
        };
        /**
         * BreaksAnswer
         * @description At most 100.
         */
        BreaksAnswer: {
            /** Breaks */
            breaks: components["schemas"]["BreakAnswer"][];
        };
        /**
         * BrokenAnswer
         * @description The first entry that is not as it was sealed; ``entryId`` is null for one that is missing.
         */
        BrokenAnswer: {
            /** Position */
            position: number;
            /** Entryid */
            entryId: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * CalculatingAnswer
         * @description How many of how many records are worked out.
         */
        CalculatingAnswer: {
            /** Done */
            done: number;
            /** Total */
            total: number;
        };
        /**
         * Cause
         * @description What a level follows from.
         *
         *     ``owner``: a role in the workspace that is above grants and rules. ``role``: the role in the base. ``grant``: a
         *     grant that names the subject. ``token``: no more than the access token may. ``table``: the field follows its table.
         *     ``computed``: the system fills the field. ``source``: the field is made of something that the subject may not see.
         *     ``outside``: no role in the base, and no grant.
         * @enum {string}
         */
        Cause: "owner" | "role" | "grant" | "token" | "table" | "computed" | "source" | "outside";
        /** CellChange */
        CellChange: {
            /** Field */
            field: string;
            /** Name */
            name: string;
            before: components["schemas"]["JsonValue"];
            after: components["schemas"]["JsonValue"];
        };
        /**
         * ChallengeAnswer
         * @description ``expiresIn`` is in seconds.
         */
        ChallengeAnswer: {
            /** Challenge */
            challenge: string;
            /** Expiresin */
            expiresIn: number;
        };
        /** ChangeEmailBody */
        ChangeEmailBody: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /** ChangePasswordBody */
        ChangePasswordBody: {
            /** Currentpassword */
            currentPassword: string;
            /** Newpassword */
            newPassword: string;
        };
        /**
         * Check
         * @description ``ms`` is how long the answer took; ``error`` says what is wrong and what to do.
         */
        Check: {
            /** Ok */
            ok: boolean;
            /** Ms */
            ms: number;
            /** Error */
            error?: string | null;
        };
        /**
         * CheckAnswer
         * @description ``ok``: nothing was found that would stop people from signing in.
         */
        CheckAnswer: {
            /** Ok */
            ok: boolean;
            /** Findings */
            findings: components["schemas"]["Finding"][];
        };
        /** Checks */
        Checks: {
            database: components["schemas"]["Check"];
            migrations: components["schemas"]["Check"];
            temporal: components["schemas"]["Check"];
            worker: components["schemas"]["Check"];
            files: components["schemas"]["Check"];
        };
        /**
         * Choice
         * @description ``title`` is null where the record's primary field is empty. ``values`` are cells by field id, options by id
         *     too; long ones are cut.
         */
        Choice: {
            /** Id */
            id: string;
            /** No */
            no: number;
            /** Title */
            title: string | null;
            /** Values */
            values: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Choices
         * @description What a picker offers, by title. ``fields`` are those of the linked table that ``values`` are of, up to two: they
         *     tell records of one title apart.
         */
        Choices: {
            /** Fields */
            fields: components["schemas"]["FieldAnswer"][];
            /** Items */
            items: components["schemas"]["Choice"][];
        };
        /** CodeBody */
        CodeBody: {
            /** Code */
            code: string;
        };
        /**
         * ConfirmEmailBody
         * @description ``token`` is what the mailed link ends with.
         */
        ConfirmEmailBody: {
            /** Token */
            token: string;
        };
        /**
         * ConfirmedEmail
         * @description ``passwordMailed``: a password must be set, by a link that was mailed to the address.
         */
        ConfirmedEmail: {
            /** Email */
            email: string;
            /** Passwordmailed */
            passwordMailed: boolean;
        };
        /**
         * ConnectAnswer
         * @description ``address`` is where the browser goes to sign in at the provider.
         */
        ConnectAnswer: {
            /** Address */
            address: string;
        };
        /**
         * ConnectBody
         * @description ``password`` is the account's.
         */
        ConnectBody: {
            /** Password */
            password: string;
        };
        /**
         * ConversionCounts
         * @description Live records. ``kept`` read as before, ``changed`` read otherwise, ``cleared`` lose their value, ``empty`` have
         *     none. ``estimated``: only a part was looked at.
         */
        ConversionCounts: {
            /** Total */
            total: number;
            /** Kept */
            kept: number;
            /** Changed */
            changed: number;
            /** Cleared */
            cleared: number;
            /** Empty */
            empty: number;
            /** Estimated */
            estimated: boolean;
            links?: components["schemas"]["LinkedCounts"] | null;
        };
        /**
         * ConvertAnswer
         * @description ``field`` as it would be, or is: while ``job`` goes on it is as it was. A dry run has ``counts``, samples and
         *     ``breaks``: what would be invalid, or lose a part of itself, at most 100 and only such as you may open.
         *
         *     ``changeSet`` names what undo takes back. ``warning`` says what turning encryption on does besides, and leaves.
         */
        ConvertAnswer: {
            field: components["schemas"]["FieldAnswer"];
            counts?: components["schemas"]["ConversionCounts"] | null;
            /** Kept */
            kept?: components["schemas"]["ConvertedSample"][];
            /** Changed */
            changed?: components["schemas"]["ConvertedSample"][];
            /** Cleared */
            cleared?: components["schemas"]["ConvertedSample"][];
            /**
             * Inbackground
             * @default false
             */
            inBackground?: boolean;
            job?: components["schemas"]["JobAnswer"] | null;
            /** Changeset */
            changeSet?: string | null;
            /** Warning */
            warning?: string | null;
            /** Breaks */
            breaks?: components["schemas"]["BreakAnswer"][];
        };
        /**
         * ConvertRequest
         * @description ``config`` as for a new field of this type; a select without options gets one for each value.
         *
         *     ``createMissing`` is for links: records are made for titles that nobody has. Without it those are cleared.
         *     ``encrypted`` turns encryption on or off, with the type that it has or another; left out, it stays as it is.
         */
        ConvertRequest: {
            /** Type */
            type: string;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Dryrun
             * @default false
             */
            dryRun?: boolean;
            /**
             * Createmissing
             * @default false
             */
            createMissing?: boolean;
            /** Encrypted */
            encrypted?: boolean | null;
            revealTo?: components["schemas"]["BaseRole"] | null;
        };
        /** ConvertedSample */
        ConvertedSample: {
            /** Recordid */
            recordId: string;
            /** Before */
            before: string;
            /** After */
            after: string;
            /** Reason */
            reason: string;
        };
        /** DefinitionAnswer */
        DefinitionAnswer: {
            /** Trigger */
            trigger: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Conditions */
            conditions: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Steps */
            steps: components["schemas"]["JsonValue"][];
        };
        /** DeletedRecords */
        DeletedRecords: {
            /** Deleted */
            deleted: string[];
        };
        /** EndTwoFactorsBody */
        EndTwoFactorsBody: {
            /** Password */
            password: string;
            /** Code */
            code: string;
        };
        /**
         * EnrolmentAnswer
         * @description ``qr`` is the address of a picture of ``address``; ``secret`` is for typing it in.
         */
        EnrolmentAnswer: {
            /** Secret */
            secret: string;
            /** Address */
            address: string;
            /** Qr */
            qr: string;
        };
        /** ExplainedFieldAnswer */
        ExplainedFieldAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            level: components["schemas"]["FieldLevel"];
            why: components["schemas"]["WhyAnswer"];
        };
        /** ExplainedRowAnswer */
        ExplainedRowAnswer: {
            /** Readable */
            readable: boolean;
            /** Writable */
            writable: boolean;
        };
        /**
         * ExplainedRuleAnswer
         * @description ``holds``: whether the rule finds the record.
         */
        ExplainedRuleAnswer: {
            /** Id */
            id: string;
            subject: components["schemas"]["SubjectAnswer"];
            access: components["schemas"]["RowAccess"];
            filter: components["schemas"]["JsonValue"];
            /** Holds */
            holds: boolean | null;
            /** Text */
            text: string;
        };
        /**
         * ExplanationAnswer
         * @description What a person may do and why. ``rules`` are those that bind them, for who may see rules; ``text`` sums up.
         */
        ExplanationAnswer: {
            user: components["schemas"]["User"];
            level: components["schemas"]["TableLevel"];
            why: components["schemas"]["WhyAnswer"];
            /** Fields */
            fields: components["schemas"]["ExplainedFieldAnswer"][];
            /** Rules */
            rules: components["schemas"]["ExplainedRuleAnswer"][];
            /** Ruled */
            ruled: boolean;
            record: components["schemas"]["ExplainedRowAnswer"] | null;
            /** Text */
            text: string;
        };
        /**
         * ExportFormat
         * @enum {string}
         */
        ExportFormat: "csv" | "jsonl";
        /**
         * FieldAnswer
         * @description ``readOnly`` fields are computed by the system.
         *
         *     ``invalid`` says why a computed field has no values any more. While ``calculating`` is there, its values, or those
         *     that it is made of, are being worked out, and some are still the old ones.
         */
        FieldAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Type */
            type: string;
            /** Config */
            config: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Description */
            description: string;
            /** Primary */
            primary: boolean;
            /** Readonly */
            readOnly: boolean;
            /** Required */
            required: boolean;
            /** Unique */
            unique: boolean;
            /**
             * Encrypted
             * @default false
             */
            encrypted?: boolean;
            revealTo?: components["schemas"]["BaseRole"] | null;
            /** Invalid */
            invalid?: string | null;
            calculating?: components["schemas"]["CalculatingAnswer"] | null;
        };
        /** FieldGrantAnswer */
        FieldGrantAnswer: {
            subject: components["schemas"]["SubjectAnswer"];
            level: components["schemas"]["FieldLevel"];
        };
        /** FieldGrantBody */
        FieldGrantBody: {
            subject: components["schemas"]["SubjectBody"];
            level: components["schemas"]["FieldLevel"];
        };
        /** FieldGrantsAnswer */
        FieldGrantsAnswer: {
            /** Grants */
            grants: components["schemas"]["FieldGrantAnswer"][];
        };
        /**
         * FieldGrantsBody
         * @description The whole list: for who is not in it any more the field follows its table.
         */
        FieldGrantsBody: {
            /** Grants */
            grants: components["schemas"]["FieldGrantBody"][];
        };
        /**
         * FieldLevel
         * @description ``hidden``: the field does not exist for them.
         * @enum {string}
         */
        FieldLevel: "hidden" | "read" | "edit";
        /**
         * FieldPatch
         * @description ``config`` replaces the settings that it names; select options keep their ids. ``revealTo`` is for encrypted
         *     fields; a field becomes encrypted, or plain again, by converting it.
         */
        FieldPatch: {
            /** Name */
            name?: string | null;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Description */
            description?: string | null;
            /** Required */
            required?: boolean | null;
            /** Unique */
            unique?: boolean | null;
            revealTo?: components["schemas"]["BaseRole"] | null;
        };
        /** Finding */
        Finding: {
            /**
             * Level
             * @enum {string}
             */
            level: "ok" | "problem";
            /** Text */
            text: string;
        };
        /** FinishLoginBody */
        FinishLoginBody: {
            /**
             * Cookie
             * @default false
             */
            cookie?: boolean;
            /** Challenge */
            challenge: string;
            /** Code */
            code: string;
        };
        /** ForgotPasswordBody */
        ForgotPasswordBody: {
            /** Email */
            email: string;
        };
        /**
         * FormAnswer
         * @description ``fields``, ``required`` and ``prefill`` are by id.
         */
        FormAnswer: {
            /** Title */
            title: string;
            /** Description */
            description: string;
            /** Thanks */
            thanks: string;
            /** Fields */
            fields: string[];
            /** Required */
            required: string[];
            /** Prefill */
            prefill: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Maxsubmissions */
            maxSubmissions: number | null;
        };
        /**
         * FormBody
         * @description ``fields`` by name or id, in order; without it, all that the view shows and that can be filled in. ``prefill``
         *     are values that are set without the visitor seeing them.
         */
        FormBody: {
            /**
             * Title
             * @default
             */
            title?: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Thanks
             * @default
             */
            thanks?: string;
            /** Fields */
            fields?: string[];
            /** Required */
            required?: string[];
            /** Prefill */
            prefill?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Maxsubmissions */
            maxSubmissions?: number | null;
        };
        /**
         * FormulaAnswer
         * @description ``canonical`` is the formula in one line; with ``errors`` there is neither that nor a result. ``sample`` is of
         *     the first records, up to five, that the reader may see.
         */
        FormulaAnswer: {
            /** Valid */
            valid: boolean;
            result: components["schemas"]["FormulaResultAnswer"] | null;
            /** References */
            references: components["schemas"]["FormulaReference"][];
            /** Canonical */
            canonical: string | null;
            /** Errors */
            errors: components["schemas"]["FormulaProblem"][];
            /** Sample */
            sample: components["schemas"]["FormulaSample"][];
        };
        /**
         * FormulaBody
         * @description ``fieldId`` is the formula that is being changed, ``timeZone`` where its days begin. With ``sample``, the answer
         *     shows what comes out.
         */
        FormulaBody: {
            /** Expression */
            expression: string;
            /** Fieldid */
            fieldId?: string | null;
            /** Timezone */
            timeZone?: string | null;
            /**
             * Sample
             * @default false
             */
            sample?: boolean;
        };
        /**
         * FormulaFunction
         * @description ``bare`` functions may be written without parentheses.
         */
        FormulaFunction: {
            /** Name */
            name: string;
            /** Signature */
            signature: string;
            /** Category */
            category: string;
            /** Doc */
            doc: string;
            /** Example */
            example: string;
            /** Bare */
            bare: boolean;
        };
        /** FormulaFunctions */
        FormulaFunctions: {
            /** Items */
            items: components["schemas"]["FormulaFunction"][];
        };
        /**
         * FormulaProblem
         * @description ``start`` and ``end`` count characters of the expression from 0; ``end`` is the first one after.
         */
        FormulaProblem: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /** FormulaReference */
        FormulaReference: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** FormulaResultAnswer */
        FormulaResultAnswer: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "text" | "number" | "boolean" | "date" | "datetime";
            /** Many */
            many: boolean;
        };
        /**
         * FormulaSample
         * @description ``record`` is an id, ``primary`` what names the record, ``value`` what the formula comes to there, maybe an error
         *     value; options by id.
         */
        FormulaSample: {
            /** Record */
            record: string;
            primary: components["schemas"]["JsonValue"];
            value: components["schemas"]["JsonValue"];
        };
        /**
         * GivenRole
         * @description What a base may say of somebody: a role, or NONE, which refuses it to a member of its workspace.
         * @enum {string}
         */
        GivenRole: "none" | "viewer" | "commenter" | "editor" | "creator";
        /**
         * GridColumn
         * @description ``width`` in CSS pixels. Fields without a column of their own follow in table order, visible.
         */
        GridColumn: {
            /** Field */
            field: string;
            /** Width */
            width?: number | null;
            /** Hidden */
            hidden?: boolean | null;
            footer?: components["schemas"]["GridFooter"] | null;
        };
        /**
         * GridConfig
         * @description All of it has defaults, so a new view is an empty object.
         */
        GridConfig: {
            /** Filter */
            filter?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /** Sorts */
            sorts?: components["schemas"]["GridSort"][];
            /** Columns */
            columns?: components["schemas"]["GridColumn"][];
            /** Groups */
            groups?: components["schemas"]["GridGroup"][];
            /** @default short */
            rowHeight?: components["schemas"]["RowHeight"];
            /** Search */
            search?: string | null;
        };
        /**
         * GridFooter
         * @description What stands under a column: an aggregate as in a query.
         */
        GridFooter: {
            /** Fn */
            fn: string;
            /** P */
            p?: number | null;
        };
        /**
         * GridGroup
         * @description As in a query. A view by groups has its records in their order, and within them in that of its sorts.
         */
        GridGroup: {
            /** Field */
            field: string;
            /** Bucket */
            bucket?: ("day" | "week" | "month" | "quarter" | "year") | null;
            /**
             * Direction
             * @default asc
             * @enum {string}
             */
            direction?: "asc" | "desc";
        };
        /** GridSort */
        GridSort: {
            /** Field */
            field: string;
            /**
             * Direction
             * @default asc
             * @enum {string}
             */
            direction?: "asc" | "desc";
        };
        /**
         * GroupAnswer
         * @description With subtotals, an entry with fewer keys sums up the entries that follow it and begin with the same keys.
         */
        GroupAnswer: {
            /** Keys */
            keys: components["schemas"]["JsonValue"][];
            /** Count */
            count: number;
            /** Aggregates */
            aggregates: components["schemas"]["JsonValue"][];
        };
        /**
         * GroupTeam
         * @description Whoever is in ``group`` at the provider is in the team, and nobody else whom the provider speaks of.
         */
        GroupTeam: {
            /** Group */
            group: string;
            /** Teamid */
            teamId: string;
        };
        /** GroupsAnswer */
        GroupsAnswer: {
            /** Groups */
            groups: components["schemas"]["GroupAnswer"][];
            /**
             * Nextcursor
             * @description Where the groups go on; absent when there are only aggregates.
             */
            nextCursor?: string | null;
        };
        /**
         * Guest
         * @description Belongs to some of a workspace's bases, not to the workspace; nobody is given this, so it is no WorkspaceRole.
         * @enum {string}
         */
        Guest: "guest";
        /** HealthAnswer */
        HealthAnswer: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status?: "ok";
            /** Version */
            version: string;
        };
        /** HistoryActor */
        HistoryActor: {
            /** Type */
            type: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** HistoryCause */
        HistoryCause: {
            /** Type */
            type: string;
            /** Automationid */
            automationId?: string | null;
            /** Runid */
            runId?: string | null;
        };
        /**
         * HistoryEntry
         * @description ``operation`` is create, update, delete, restore or import; or unreadable, when what is stored makes no sense:
         *     only when it was, and with what, is known then, and ``actor`` and ``cause`` are of the type unknown.
         */
        HistoryEntry: {
            /** Id */
            id: string;
            /** Version */
            version: number | null;
            /** Operation */
            operation: components["schemas"]["Operation"] | "unreadable";
            /** Time */
            time: string;
            /** Changeset */
            changeSet: string;
            actor: components["schemas"]["HistoryActor"];
            cause: components["schemas"]["HistoryCause"];
            /** Changes */
            changes: components["schemas"]["CellChange"][];
        };
        /**
         * IndexAnswer
         * @description ``purpose`` is what it makes quick with these fields, ``because`` who asks for it: a view, slow questions, or
         *     that it is still used. ``uses`` is how often PostgreSQL has walked it.
         */
        IndexAnswer: {
            /** Name */
            name: string;
            purpose: components["schemas"]["WantKind"];
            /** Fields */
            fields: string[];
            /** Because */
            because: string;
            state: components["schemas"]["IndexState"];
            /** Bytes */
            bytes: number | null;
            /** Uses */
            uses: number | null;
            /** Lastusedtime */
            lastUsedTime: string | null;
            /** Error */
            error: string | null;
        };
        /**
         * IndexState
         * @description ``interrupted`` ones are dropped and built again, ``waiting`` ones are built, in the next round of upkeep.
         * @enum {string}
         */
        IndexState: "ready" | "building" | "interrupted" | "waiting" | "failed";
        /**
         * IndexesAnswer
         * @description Indexes are made from ``fromRecords`` records on, for searches from half of them; ``records`` is about how many
         *     the table has.
         */
        IndexesAnswer: {
            /** Items */
            items: components["schemas"]["IndexAnswer"][];
            /** Records */
            records: number;
            /** Fromrecords */
            fromRecords: number;
        };
        /**
         * InvitationAnswer
         * @description ``url`` only of links for several people; one that was mailed proves that its reader has the mailbox.
         */
        InvitationAnswer: {
            /** Id */
            id: string;
            /** Email */
            email: string | null;
            role: components["schemas"]["WorkspaceRole"] | null;
            /** Bases */
            bases: components["schemas"]["InvitedBase"][];
            /** Teams */
            teams: components["schemas"]["InvitedTeam"][];
            status: components["schemas"]["InvitationStatus"];
            /** Uses */
            uses: number;
            /** Maxuses */
            maxUses: number;
            invitedBy: components["schemas"]["User"];
            /** Url */
            url: string | null;
            /**
             * Senttime
             * Format: date-time
             */
            sentTime: string;
            /**
             * Expirestime
             * Format: date-time
             */
            expiresTime: string;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /**
         * InvitationStatus
         * @enum {string}
         */
        InvitationStatus: "pending" | "accepted" | "expired" | "revoked";
        /** InvitedBase */
        InvitedBase: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            role: components["schemas"]["BaseRole"];
        };
        /** InvitedTeam */
        InvitedTeam: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** InvitedWorkspace */
        InvitedWorkspace: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * JobAnswer
         * @description ``done`` of ``total`` records; ``result`` once it has succeeded, ``error`` once it has failed.
         */
        JobAnswer: {
            /** Id */
            id: string;
            /** Type */
            type: string;
            /** Tableid */
            tableId: string;
            /** Fieldid */
            fieldId: string | null;
            status: components["schemas"]["JobStatus"];
            /** Done */
            done: number;
            /** Total */
            total: number;
            /** Result */
            result: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            error: components["schemas"]["JobError"] | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /** Finishedtime */
            finishedTime: string | null;
        };
        /** JobError */
        JobError: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
        };
        /**
         * JobStatus
         * @enum {string}
         */
        JobStatus: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        /**
         * JoinBody
         * @description As for an account of one's own. ``email`` is the invited address, where one was invited.
         */
        JoinBody: {
            /**
             * Cookie
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /** Password */
            password: string;
            /** Name */
            name: string;
        };
        JsonValue: unknown;
        /**
         * Kind
         * @enum {string}
         */
        Kind: "oidc" | "saml";
        /**
         * LimitsAnswer
         * @description ``bodyBytes`` is of a request, ``pageSize`` records in one answer. ``fileBytes`` is of an attached file; one of
         *     more than ``smallFileBytes`` goes in parts (POST /bases/{baseId}/uploads). ``sharedExportRecords`` are those in a
         *     download by a link: a file that leaves some out says so in its last line.
         */
        LimitsAnswer: {
            /** Bodybytes */
            bodyBytes: number;
            /** Pagesize */
            pageSize: number;
            /** Filebytes */
            fileBytes: number;
            /** Smallfilebytes */
            smallFileBytes: number;
            /** Fieldspertable */
            fieldsPerTable: number;
            /** Tablesperbase */
            tablesPerBase: number;
            /** Viewspertable */
            viewsPerTable: number;
            /** Sharedexportrecords */
            sharedExportRecords: number;
        };
        /**
         * LinkAnswer
         * @description ``path`` is that of the page, ``createdBy`` the name of whoever made the link.
         */
        LinkAnswer: {
            /** Id */
            id: string;
            /** Viewid */
            viewId: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "view" | "form";
            /** Slug */
            slug: string;
            /** Path */
            path: string;
            /** Haspassword */
            hasPassword: boolean;
            /** Expirestime */
            expiresTime: string | null;
            /** Download */
            download: boolean;
            /** Allowcopy */
            allowCopy: boolean;
            /** Linkedtitles */
            linkedTitles: boolean;
            /** Embed */
            embed: string[];
            form: components["schemas"]["FormAnswer"] | null;
            /** Submissions */
            submissions: number;
            /** Createdby */
            createdBy: string | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** LinkList */
        LinkList: {
            /** Items */
            items: components["schemas"]["LinkAnswer"][];
        };
        /**
         * LinkPatch
         * @description What is absent stays. ``password`` null: none is asked for any more; ``expiresTime`` null: it does not expire;
         *     ``slug`` null: a new address that nobody can guess.
         */
        LinkPatch: {
            /** Slug */
            slug?: string | null;
            /** Password */
            password?: string | null;
            /** Expirestime */
            expiresTime?: string | null;
            /** Download */
            download?: boolean | null;
            /** Allowcopy */
            allowCopy?: boolean | null;
            /** Linkedtitles */
            linkedTitles?: boolean | null;
            /** Embed */
            embed?: string[] | null;
            form?: components["schemas"]["FormBody"] | null;
        };
        /**
         * LinkedCounts
         * @description Of a field that becomes a link. ``missing`` titles are of no record, ``created`` are those that get one;
         *     ``ambiguous`` cells name a title that several records have (the oldest is taken), ``surplus`` cells lose links that
         *     the cardinality does not allow.
         */
        LinkedCounts: {
            /** Missing */
            missing: number;
            /** Created */
            created: number;
            /** Ambiguous */
            ambiguous: number;
            /** Surplus */
            surplus: number;
        };
        /** LoginBody */
        LoginBody: {
            /**
             * Cookie
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * MadeTokenAnswer
         * @description ``token`` is the secret, shown this once.
         */
        MadeTokenAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Scopes */
            scopes: string[];
            /** Bases */
            bases: string[] | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /** Expirestime */
            expiresTime: string | null;
            /** Lastusedtime */
            lastUsedTime: string | null;
            /** Token */
            token: string;
        };
        /** MailAnswer */
        MailAnswer: {
            /** Id */
            id: string;
            /** To */
            to: string[];
            /** Subject */
            subject: string;
            /** Body */
            body: string;
            status: components["schemas"]["MailStatus"];
            /** Error */
            error: string | null;
            /** Runid */
            runId: string | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /**
         * MailStatus
         * @description ``captured``: no mail server is set, so the message is kept here for people to see and goes nowhere.
         * @enum {string}
         */
        MailStatus: "captured" | "queued" | "sent" | "failed";
        /**
         * MeAnswer
         * @description ``twoFactors``: whether a second factor protects the account.
         */
        MeAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
            /** Emailverified */
            emailVerified: boolean;
            /** Twofactors */
            twoFactors: boolean;
            /** Workspaces */
            workspaces: components["schemas"]["MembershipAnswer"][];
        };
        /**
         * MemberAnswer
         * @description ``lastSeenTime`` is for owners and admins; null for others, and for somebody who never signed in. ``service``:
         *     a service account, which never becomes owner.
         */
        MemberAnswer: {
            user: components["schemas"]["User"];
            role: components["schemas"]["WorkspaceRole"];
            status: components["schemas"]["MemberStatus"];
            /** Teams */
            teams: components["schemas"]["TeamRef"][];
            /**
             * Joinedtime
             * Format: date-time
             */
            joinedTime: string;
            /** Lastseentime */
            lastSeenTime: string | null;
            /** Service */
            service: boolean;
        };
        /**
         * MemberPatch
         * @description ``suspended`` shuts a member out of the workspace, and lets them in again, with all that they had.
         */
        MemberPatch: {
            role?: components["schemas"]["WorkspaceRole"] | null;
            /** Suspended */
            suspended?: boolean | null;
        };
        /**
         * MemberStatus
         * @description SUSPENDED: shut out of this workspace. DEACTIVATED: the account itself is off, everywhere.
         * @enum {string}
         */
        MemberStatus: "active" | "suspended" | "deactivated";
        /** MembershipAnswer */
        MembershipAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Role */
            role: components["schemas"]["WorkspaceRole"] | components["schemas"]["Guest"];
        };
        /** NewBaseBody */
        NewBaseBody: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Icon
             * @default
             */
            icon?: string;
            /**
             * Color
             * @default
             */
            color?: string;
        };
        /**
         * NewFieldBody
         * @description ``config`` depends on the type. Values of an ``encrypted`` field are ciphertext in the database, and masked for
         *     those whose role in the base is below ``revealTo`` (editor, unless it says otherwise).
         */
        NewFieldBody: {
            /** Name */
            name: string;
            /** Type */
            type: string;
            /** Config */
            config?: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Required
             * @default false
             */
            required?: boolean;
            /**
             * Unique
             * @default false
             */
            unique?: boolean;
            /**
             * Encrypted
             * @default false
             */
            encrypted?: boolean;
            revealTo?: components["schemas"]["BaseRole"] | null;
        };
        /**
         * NewInvitationBody
         * @description With ``email`` one person is invited, by mail; without it a link is made that ``maxUses`` people may use.
         *
         *     ``role`` null, or left out, invites guests, who get the roles in ``bases`` and nothing else.
         */
        NewInvitationBody: {
            /** Email */
            email?: string | null;
            role?: components["schemas"]["WorkspaceRole"] | null;
            /**
             * Bases
             * @default []
             */
            bases?: components["schemas"]["BaseRoleBody"][];
            /**
             * Teamids
             * @default []
             */
            teamIds?: string[];
            /** Maxuses */
            maxUses?: number | null;
            /**
             * Days
             * @default 14
             */
            days?: number;
        };
        /**
         * NewLinkBody
         * @description Without a ``slug`` the address is one that nobody can guess. ``linkedTitles``: whether links to other tables show
         *     the titles of the records there; else such fields are not shown. ``embed``: origins whose pages may frame it.
         */
        NewLinkBody: {
            /**
             * Kind
             * @default view
             * @enum {string}
             */
            kind?: "view" | "form";
            /** Slug */
            slug?: string | null;
            /** Password */
            password?: string | null;
            /** Expirestime */
            expiresTime?: string | null;
            /**
             * Download
             * @default false
             */
            download?: boolean;
            /**
             * Allowcopy
             * @default true
             */
            allowCopy?: boolean;
            /**
             * Linkedtitles
             * @default false
             */
            linkedTitles?: boolean;
            /** Embed */
            embed?: string[];
            form?: components["schemas"]["FormBody"] | null;
        };
        /** NewMemberBody */
        NewMemberBody: {
            /** Email */
            email: string;
            /** @default member */
            role?: components["schemas"]["WorkspaceRole"];
        };
        /**
         * NewTableBody
         * @description Without fields the table gets one text field called Name.
         */
        NewTableBody: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description?: string;
            /** Fields */
            fields?: components["schemas"]["NewFieldBody"][];
        };
        /** NewTeamBody */
        NewTeamBody: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description?: string;
        };
        /** NewViewBody */
        NewViewBody: {
            /** Name */
            name: string;
            /**
             * Type
             * @default grid
             * @constant
             */
            type?: "grid";
            config?: components["schemas"]["GridConfig"];
        };
        /** NotificationAnswer */
        NotificationAnswer: {
            /** Id */
            id: string;
            /** Title */
            title: string;
            /** Body */
            body: string;
            /** Recordid */
            recordId: string | null;
            /** Tableid */
            tableId: string | null;
            /** Runid */
            runId: string | null;
            /** Readtime */
            readTime: string | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** NotificationsAnswer */
        NotificationsAnswer: {
            /** Items */
            items: components["schemas"]["NotificationAnswer"][];
            /** Nextcursor */
            nextCursor: string | null;
            /** Unread */
            unread: number;
        };
        /**
         * OfferAnswer
         * @description ``start`` is where the browser goes to sign in.
         */
        OfferAnswer: {
            /** Id */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Name */
            name: string;
            /** Only */
            only: boolean;
            /** Start */
            start: string;
        };
        /** OffersAnswer */
        OffersAnswer: {
            /** Items */
            items: components["schemas"]["OfferAnswer"][];
        };
        /**
         * OidcBody
         * @description Without ``clientSecret`` a new provider is a public client.
         *
         *     A known one keeps its secret while ``issuer`` and ``clientId`` stay the same.
         */
        OidcBody: {
            /** Issuer */
            issuer: string;
            /** Clientid */
            clientId: string;
            /** Scopes */
            scopes?: string[];
            /**
             * Emailclaim
             * @default email
             */
            emailClaim?: string;
            /**
             * Nameclaim
             * @default name
             */
            nameClaim?: string;
            /**
             * Groupsclaim
             * @default groups
             */
            groupsClaim?: string;
            /**
             * Trustsemail
             * @default false
             */
            trustsEmail?: boolean;
            /** Clientsecret */
            clientSecret?: string | null;
        };
        /**
         * OidcConfig
         * @description ``trustsEmail``: addresses count as verified although the provider does not say so for each.
         */
        OidcConfig: {
            /** Issuer */
            issuer: string;
            /** Clientid */
            clientId: string;
            /** Scopes */
            scopes?: string[];
            /**
             * Emailclaim
             * @default email
             */
            emailClaim?: string;
            /**
             * Nameclaim
             * @default name
             */
            nameClaim?: string;
            /**
             * Groupsclaim
             * @default groups
             */
            groupsClaim?: string;
            /**
             * Trustsemail
             * @default false
             */
            trustsEmail?: boolean;
        };
        /**
         * OpenedInvitation
         * @description What somebody is invited to. ``registered``: the invited address has an account already.
         */
        OpenedInvitation: {
            workspace: components["schemas"]["InvitedWorkspace"];
            /** Invitedby */
            invitedBy: string;
            /** Email */
            email: string | null;
            role: components["schemas"]["WorkspaceRole"] | null;
            /** Bases */
            bases: components["schemas"]["InvitedBase"][];
            /** Teams */
            teams: components["schemas"]["InvitedTeam"][];
            /**
             * Expirestime
             * Format: date-time
             */
            expiresTime: string;
            /** Registered */
            registered: boolean;
        };
        /**
         * Operation
         * @enum {string}
         */
        Operation: "create" | "update" | "delete" | "restore" | "import" | "convert" | "schema";
        /**
         * OwnAccessAnswer
         * @description What the caller may do with the table. ``readOnly`` and ``editable`` are ids of the fields that differ from it:
         *     cells that somebody who may edit records may not change, and those that somebody who may not edit records may
         *     change. ``views``: by id, the level of views that differ from the table.
         */
        OwnAccessAnswer: {
            level: components["schemas"]["TableLevel"];
            /** Readonly */
            readOnly: string[];
            /** Editable */
            editable: string[];
            /** Views */
            views: {
                [key: string]: components["schemas"]["ViewLevel"];
            };
        };
        /** Page[AuditEntryAnswer] */
        Page_AuditEntryAnswer_: {
            /** Items */
            items: components["schemas"]["AuditEntryAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[BaseAnswer] */
        Page_BaseAnswer_: {
            /** Items */
            items: components["schemas"]["BaseAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[HistoryEntry] */
        Page_HistoryEntry_: {
            /** Items */
            items: components["schemas"]["HistoryEntry"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[InvitationAnswer] */
        Page_InvitationAnswer_: {
            /** Items */
            items: components["schemas"]["InvitationAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[MailAnswer] */
        Page_MailAnswer_: {
            /** Items */
            items: components["schemas"]["MailAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[MemberAnswer] */
        Page_MemberAnswer_: {
            /** Items */
            items: components["schemas"]["MemberAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[ProviderAnswer] */
        Page_ProviderAnswer_: {
            /** Items */
            items: components["schemas"]["ProviderAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[RunSummaryAnswer] */
        Page_RunSummaryAnswer_: {
            /** Items */
            items: components["schemas"]["RunSummaryAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[TeamAnswer] */
        Page_TeamAnswer_: {
            /** Items */
            items: components["schemas"]["TeamAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[TrashItem] */
        Page_TrashItem_: {
            /** Items */
            items: components["schemas"]["TrashItem"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[User] */
        Page_User_: {
            /** Items */
            items: components["schemas"]["User"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /** Page[WorkspaceAnswer] */
        Page_WorkspaceAnswer_: {
            /** Items */
            items: components["schemas"]["WorkspaceAnswer"][];
            /** Nextcursor */
            nextCursor?: string | null;
        };
        /**
         * PossibleType
         * @description ``keepsValues``: the cells are taken over as far as they fit; else the system gives all values anew.
         */
        PossibleType: {
            /** Type */
            type: string;
            /** Keepsvalues */
            keepsValues: boolean;
        };
        /** PossibleTypes */
        PossibleTypes: {
            /** Items */
            items: components["schemas"]["PossibleType"][];
        };
        /** ProfileBody */
        ProfileBody: {
            /** Name */
            name: string;
        };
        /** ProviderAnswer */
        ProviderAnswer: {
            /** Id */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Name */
            name: string;
            oidc: components["schemas"]["OidcConfig"] | null;
            saml: components["schemas"]["SamlConfig"] | null;
            /** Hassecret */
            hasSecret: boolean;
            /** Domains */
            domains: string[];
            /** Role */
            role: string;
            /** Createmembers */
            createMembers: boolean;
            /** Groups */
            groups: components["schemas"]["GroupTeam"][];
            /** Enabled */
            enabled: boolean;
            /** Only */
            only: boolean;
            /** Hasscimtoken */
            hasScimToken: boolean;
            addresses: components["schemas"]["AddressesAnswer"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /**
         * ProviderBody
         * @description ``only``: people of its domains sign in here and not by password, except owners of the workspace.
         */
        ProviderBody: {
            /** Name */
            name: string;
            oidc?: components["schemas"]["OidcBody"] | null;
            saml?: components["schemas"]["SamlBody"] | null;
            /** Domains */
            domains?: string[];
            /**
             * Role
             * @default member
             * @enum {string}
             */
            role?: "member" | "admin";
            /**
             * Createmembers
             * @default true
             */
            createMembers?: boolean;
            /** Groups */
            groups?: components["schemas"]["GroupTeam"][];
            /**
             * Enabled
             * @default true
             */
            enabled?: boolean;
            /**
             * Only
             * @default false
             */
            only?: boolean;
        };
        /**
         * ProviderPatch
         * @description ``oidc`` and ``saml`` are given whole; a provider stays of its kind.
         */
        ProviderPatch: {
            /** Name */
            name?: string | null;
            oidc?: components["schemas"]["OidcBody"] | null;
            saml?: components["schemas"]["SamlBody"] | null;
            /** Domains */
            domains?: string[] | null;
            /** Role */
            role?: ("member" | "admin") | null;
            /** Createmembers */
            createMembers?: boolean | null;
            /** Groups */
            groups?: components["schemas"]["GroupTeam"][] | null;
            /** Enabled */
            enabled?: boolean | null;
            /** Only */
            only?: boolean | null;
        };
        /**
         * ReadBody
         * @description Either some, by id, or all.
         */
        ReadBody: {
            /** Ids */
            ids?: string[] | null;
            /** All */
            all?: true | null;
        };
        /**
         * ReadyAnswer
         * @description Ready needs the database and its migrations; without Temporal or a worker only automations wait, and without the
         *     store of files only those cannot be had.
         */
        ReadyAnswer: {
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "starting";
            /** Degraded */
            degraded: boolean;
            checks: components["schemas"]["Checks"];
        };
        /**
         * RecordAnswer
         * @description ``fields`` has every visible field by name (or id), empty ones as null.
         */
        RecordAnswer: {
            /** Id */
            id: string;
            /** No */
            no: number;
            /** Fields */
            fields: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Createdtime */
            createdTime: string;
            /** Modifiedtime */
            modifiedTime: string;
            /** Version */
            version: number;
        };
        /** RecordList */
        RecordList: {
            /** Items */
            items: components["schemas"]["RecordAnswer"][];
            /**
             * Created
             * @description With upsertOn: the ids of the records that are new.
             */
            created?: string[] | null;
        };
        /** RecordPage */
        RecordPage: {
            /** Items */
            items: components["schemas"]["RecordAnswer"][];
            /** Nextcursor */
            nextCursor: string | null;
            /**
             * Total
             * @description Only when asked for with count=true.
             */
            total?: number | null;
            /**
             * Estimated
             * @description True while a large view is got ready: total, and which rows stand at the offset, are about right. Ask again in a moment.
             */
            estimated?: boolean | null;
        };
        /**
         * RecordPosition
         * @description ``position`` counts from 0 and is what offset takes; null when the list does not have the record.
         */
        RecordPosition: {
            /** Position */
            position: number | null;
            /** Total */
            total: number;
        };
        /**
         * RecoveryCodesAnswer
         * @description Shown this once.
         */
        RecoveryCodesAnswer: {
            /** Recoverycodes */
            recoveryCodes: string[];
        };
        /**
         * RefreshBody
         * @description Browsers send nothing: their token is a cookie.
         */
        RefreshBody: {
            /** Refreshtoken */
            refreshToken?: string | null;
        };
        /** RegisterBody */
        RegisterBody: {
            /**
             * Cookie
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /** Password */
            password: string;
            /** Name */
            name: string;
        };
        /**
         * RemovalAnswer
         * @description What would go with somebody: automations that act as them (and how many are on), roles in bases, teams.
         */
        RemovalAnswer: {
            /** Automations */
            automations: number;
            /** Automationson */
            automationsOn: number;
            /** Bases */
            bases: number;
            /** Teams */
            teams: number;
            /** Invitations */
            invitations: number;
        };
        /**
         * ResetPasswordBody
         * @description ``token`` is what the mailed link ends with.
         */
        ResetPasswordBody: {
            /** Token */
            token: string;
            /** Password */
            password: string;
        };
        /**
         * RotateAnswer
         * @description How many data keys are under the first master key now that were not, and the jobs that seal cells anew.
         */
        RotateAnswer: {
            /** Rewrapped */
            rewrapped: number;
            /** Jobs */
            jobs: components["schemas"]["JobAnswer"][];
        };
        /**
         * RotateBody
         * @description ``dataKeys``: a new data key too, and every encrypted cell of the workspace under it. Else only data keys that
         *     an old master key wraps are wrapped in the first one.
         */
        RotateBody: {
            /**
             * Datakeys
             * @default false
             */
            dataKeys?: boolean;
        };
        /**
         * RowAccess
         * @description What a rule gives of the rows that its filter finds.
         * @enum {string}
         */
        RowAccess: "none" | "read" | "write";
        /**
         * RowHeight
         * @enum {string}
         */
        RowHeight: "short" | "medium" | "tall" | "extra";
        /**
         * RuleAnswer
         * @description ``filter`` names fields as they are called now, people and options by id. ``broken``: it is not understood any
         *     more, because a field or option of it is gone. Until it is mended, ``read`` and ``write`` give no row, and ``none``
         *     withholds every one.
         */
        RuleAnswer: {
            /** Id */
            id: string;
            subject: components["schemas"]["SubjectAnswer"];
            access: components["schemas"]["RowAccess"];
            filter: components["schemas"]["JsonValue"];
            /** Broken */
            broken: boolean;
        };
        /**
         * RuleBody
         * @description ``id`` is that of a rule which stays. In ``filter`` values may also be ``{"userAttribute": name}``.
         */
        RuleBody: {
            /** Id */
            id?: string | null;
            subject: components["schemas"]["SubjectBody"];
            access: components["schemas"]["RowAccess"];
            /** Filter */
            filter: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /** RulesAnswer */
        RulesAnswer: {
            /** Rules */
            rules: components["schemas"]["RuleAnswer"][];
        };
        /**
         * RulesBody
         * @description All rules of the table.
         */
        RulesBody: {
            /** Rules */
            rules: components["schemas"]["RuleBody"][];
        };
        /** RunAnswer */
        RunAnswer: {
            /** Id */
            id: string;
            /** Automationid */
            automationId: string;
            /** Automationname */
            automationName: string;
            /** Status */
            status: string;
            trigger: components["schemas"]["RunTrigger"];
            /** Startedtime */
            startedTime: string | null;
            /** Finishedtime */
            finishedTime: string | null;
            /** Durationms */
            durationMs: number | null;
            error: components["schemas"]["RunErrorAnswer"] | null;
            /** Temporalurl */
            temporalUrl: string | null;
            /** Version */
            version: number;
            /** Recordid */
            recordId: string | null;
            /** Steps */
            steps: components["schemas"]["StepAnswer"][];
        };
        /** RunBody */
        RunBody: {
            /** Recordid */
            recordId?: string | null;
        };
        /** RunErrorAnswer */
        RunErrorAnswer: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Stepid */
            stepId?: string | null;
        };
        /**
         * RunSummaryAnswer
         * @description ``durationMs`` is set once the run is finished; ``temporalUrl`` where operators see it, if they can.
         */
        RunSummaryAnswer: {
            /** Id */
            id: string;
            /** Automationid */
            automationId: string;
            /** Automationname */
            automationName: string;
            /** Status */
            status: string;
            trigger: components["schemas"]["RunTrigger"];
            /** Startedtime */
            startedTime: string | null;
            /** Finishedtime */
            finishedTime: string | null;
            /** Durationms */
            durationMs: number | null;
            error: components["schemas"]["RunErrorAnswer"] | null;
            /** Temporalurl */
            temporalUrl: string | null;
        };
        /** RunTrigger */
        RunTrigger: {
            /** Type */
            type: string;
            /** Recordid */
            recordId: string | null;
        };
        /**
         * SamlBody
         * @description Either ``metadata``, the provider's own XML, or its three parts.
         */
        SamlBody: {
            /** Metadata */
            metadata?: string | null;
            /** Entityid */
            entityId?: string | null;
            /** Ssourl */
            ssoUrl?: string | null;
            /** Certificates */
            certificates?: string[] | null;
            /**
             * Emailattribute
             * @default
             */
            emailAttribute?: string;
            /**
             * Nameattribute
             * @default
             */
            nameAttribute?: string;
            /**
             * Groupsattribute
             * @default
             */
            groupsAttribute?: string;
            /**
             * Idpinitiated
             * @default false
             */
            idpInitiated?: boolean;
        };
        /**
         * SamlConfig
         * @description Where the name of an attribute is empty the usual ones are tried, and for the address the NameID.
         */
        SamlConfig: {
            /** Entityid */
            entityId: string;
            /** Ssourl */
            ssoUrl: string;
            /** Certificates */
            certificates: string[];
            /**
             * Emailattribute
             * @default
             */
            emailAttribute?: string;
            /**
             * Nameattribute
             * @default
             */
            nameAttribute?: string;
            /**
             * Groupsattribute
             * @default
             */
            groupsAttribute?: string;
            /**
             * Idpinitiated
             * @default false
             */
            idpInitiated?: boolean;
        };
        /**
         * ScimTokenAnswer
         * @description The token is shown this once.
         */
        ScimTokenAnswer: {
            /** Token */
            token: string;
            /** Address */
            address: string;
        };
        /**
         * Scope
         * @description ``write_data`` brings ``read_data`` with it; the others bring nothing.
         * @enum {string}
         */
        Scope: "data:read" | "data:write" | "schema" | "automations" | "admin";
        /**
         * SecondFactorNeeded
         * @description The password was right; `/auth/second-factor` takes the challenge and a code.
         */
        SecondFactorNeeded: {
            secondFactor: components["schemas"]["ChallengeAnswer"];
        };
        /**
         * ServiceAccountAnswer
         * @description ``email`` is made up: it names the account where people are named by theirs.
         */
        ServiceAccountAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
            role: components["schemas"]["WorkspaceRole"] | null;
            /** Disabled */
            disabled: boolean;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /**
         * ServiceAccountBody
         * @description ``role`` is that in the workspace: member or admin.
         */
        ServiceAccountBody: {
            /** Name */
            name: string;
            /** @default member */
            role?: components["schemas"]["WorkspaceRole"];
        };
        /** ServiceAccountPatch */
        ServiceAccountPatch: {
            /** Name */
            name?: string | null;
            /** Disabled */
            disabled?: boolean | null;
        };
        /** ServiceAccountsAnswer */
        ServiceAccountsAnswer: {
            /** Items */
            items: components["schemas"]["ServiceAccountAnswer"][];
        };
        /** SessionAnswer */
        SessionAnswer: {
            /** Id */
            id: string;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /**
             * Lastseentime
             * Format: date-time
             */
            lastSeenTime: string;
            /** Useragent */
            userAgent: string;
            /** Address */
            address: string;
            /** Current */
            current: boolean;
        };
        /** SessionsAnswer */
        SessionsAnswer: {
            /** Items */
            items: components["schemas"]["SessionAnswer"][];
        };
        /**
         * SharedAnswer
         * @description What a link shows. While ``locked``, it is not told what: first the password is asked for.
         */
        SharedAnswer: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "view" | "form";
            /** Locked */
            locked: boolean;
            /** Name */
            name?: string | null;
            /** Fields */
            fields?: components["schemas"]["FieldAnswer"][] | null;
            config?: components["schemas"]["GridConfig"] | null;
            /**
             * Download
             * @default false
             */
            download?: boolean;
            /**
             * Allowcopy
             * @default false
             */
            allowCopy?: boolean;
        };
        /**
         * SharedFormAnswer
         * @description ``closed``: it has been filled in as often as it may be.
         */
        SharedFormAnswer: {
            /** Title */
            title: string;
            /** Description */
            description: string;
            /** Fields */
            fields: components["schemas"]["FieldAnswer"][];
            /** Closed */
            closed: boolean;
        };
        /** StartedAnswer */
        StartedAnswer: {
            /** Runid */
            runId: string;
        };
        /**
         * StepAnswer
         * @description ``path`` is the step's place in the definition: ``steps.1.branches.0.steps.2``.
         */
        StepAnswer: {
            /** Stepid */
            stepId: string;
            /** Path */
            path: string;
            /** Type */
            type: string;
            /** Status */
            status: string;
            /** Startedtime */
            startedTime: string | null;
            /** Finishedtime */
            finishedTime: string | null;
            /** Durationms */
            durationMs: number | null;
            input: components["schemas"]["JsonValue"];
            output: components["schemas"]["JsonValue"];
            error: components["schemas"]["RunErrorAnswer"] | null;
        };
        /**
         * SubjectAnswer
         * @description ``name`` is that of a user or a team.
         */
        SubjectAnswer: {
            type: components["schemas"]["SubjectType"];
            /** Id */
            id?: string | null;
            /** Email */
            email?: string | null;
            /** Name */
            name?: string | null;
            role?: components["schemas"]["BaseRole"] | null;
        };
        /**
         * SubjectBody
         * @description ``email`` or ``id`` for a user, ``id`` for a team, a token and a link, ``role`` for a base role.
         */
        SubjectBody: {
            type: components["schemas"]["SubjectType"];
            /** Id */
            id?: string | null;
            /** Email */
            email?: string | null;
            role?: components["schemas"]["BaseRole"] | null;
        };
        /**
         * SubjectType
         * @description From the nearest to the widest: of two grants on one thing, the one that names the nearer subject decides.
         * @enum {string}
         */
        SubjectType: "token" | "link" | "user" | "team" | "role" | "everyone";
        /**
         * SubmissionBody
         * @description ``fields`` by name or id. ``submissionKey`` makes sending it again harmless. ``website`` stays empty: people do
         *     not see it.
         */
        SubmissionBody: {
            /** Fields */
            fields: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Submissionkey */
            submissionKey?: string | null;
            /**
             * Website
             * @default
             */
            website?: string;
        };
        /**
         * TableAnswer
         * @description ``version`` rises with every change of the table or its fields. ``primaryFieldId`` is empty where that field is
         *     hidden from the caller; ``recordCount`` counts the records that they may read.
         */
        TableAnswer: {
            /** Id */
            id: string;
            /** Baseid */
            baseId: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Primaryfieldid */
            primaryFieldId: string;
            /** Version */
            version: number;
            /** Recordcount */
            recordCount: number;
            /** Fields */
            fields: components["schemas"]["FieldAnswer"][];
            /** Views */
            views: components["schemas"]["ViewAnswer"][];
            access: components["schemas"]["OwnAccessAnswer"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** TableGrantAnswer */
        TableGrantAnswer: {
            subject: components["schemas"]["SubjectAnswer"];
            level: components["schemas"]["TableLevel"];
        };
        /** TableGrantBody */
        TableGrantBody: {
            subject: components["schemas"]["SubjectBody"];
            level: components["schemas"]["TableLevel"];
        };
        /** TableGrantsAnswer */
        TableGrantsAnswer: {
            /** Grants */
            grants: components["schemas"]["TableGrantAnswer"][];
        };
        /**
         * TableGrantsBody
         * @description The whole list: who is not in it any more has what their role in the base gives.
         */
        TableGrantsBody: {
            /** Grants */
            grants: components["schemas"]["TableGrantBody"][];
        };
        /**
         * TableLevel
         * @description ``none``: the table does not exist for them. ``admin`` is for its fields, grants and rules.
         * @enum {string}
         */
        TableLevel: "none" | "read" | "comment" | "edit" | "admin";
        /** TablePatch */
        TablePatch: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Primaryfieldid */
            primaryFieldId?: string | null;
        };
        /**
         * TeamAnswer
         * @description ``externalId`` is what a directory calls a team that it keeps.
         */
        TeamAnswer: {
            /** Id */
            id: string;
            /** Workspaceid */
            workspaceId: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Externalid */
            externalId: string | null;
            /** Members */
            members: number;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** TeamMemberBody */
        TeamMemberBody: {
            /** Userid */
            userId: string;
        };
        /**
         * TeamMembersBody
         * @description Everybody who is to be in the team; whoever is not named leaves it.
         */
        TeamMembersBody: {
            /** Userids */
            userIds: string[];
        };
        /** TeamPatch */
        TeamPatch: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
        };
        /** TeamRef */
        TeamRef: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /** ThanksAnswer */
        ThanksAnswer: {
            /** Thanks */
            thanks: string;
        };
        /** Thumbnail */
        Thumbnail: {
            /** Url */
            url: string;
        };
        /**
         * Thumbnails
         * @description The longest side has at most 80 or 1,024 pixels. Made when they are first asked for; 404 where that failed.
         */
        Thumbnails: {
            small: components["schemas"]["Thumbnail"];
            large: components["schemas"]["Thumbnail"];
        };
        /**
         * TicketAnswer
         * @description Sent back in the header X-Share-Ticket.
         */
        TicketAnswer: {
            /** Ticket */
            ticket: string;
            /** Expiresin */
            expiresIn: number;
        };
        /**
         * TokenAnswer
         * @description ``prefix`` is the beginning of the secret; ``lastUsedTime`` is up to a minute late.
         */
        TokenAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Prefix */
            prefix: string;
            /** Scopes */
            scopes: string[];
            /** Bases */
            bases: string[] | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            /** Expirestime */
            expiresTime: string | null;
            /** Lastusedtime */
            lastUsedTime: string | null;
        };
        /**
         * TokenBody
         * @description ``bases``: the only ones that the token opens; null for all of the person's.
         */
        TokenBody: {
            /** Name */
            name: string;
            /** Scopes */
            scopes: components["schemas"]["Scope"][];
            /** Bases */
            bases?: string[] | null;
            /** Expirestime */
            expiresTime?: string | null;
        };
        /** TokenPatch */
        TokenPatch: {
            /** Name */
            name: string;
        };
        /** TokensAnswer */
        TokensAnswer: {
            /** Items */
            items: components["schemas"]["TokenAnswer"][];
        };
        /** TransferBody */
        TransferBody: {
            /** Userid */
            userId: string;
        };
        /**
         * TrashItem
         * @description ``name`` of a record is its title, null where it has none. ``purgeTime`` is when it is gone for good, and
         *     ``deletedBy`` null where nobody knows any more.
         */
        TrashItem: {
            /**
             * Type
             * @enum {string}
             */
            type: "base" | "table" | "field" | "view" | "record";
            /** Id */
            id: string;
            /** Name */
            name: string | null;
            /** Tableid */
            tableId: string | null;
            /** Tablename */
            tableName: string | null;
            /**
             * Deletedtime
             * Format: date-time
             */
            deletedTime: string;
            deletedBy: components["schemas"]["User"] | null;
            /**
             * Purgetime
             * Format: date-time
             */
            purgeTime: string;
        };
        /** TwoFactorRuleAnswer */
        TwoFactorRuleAnswer: {
            /** Required */
            required: boolean;
        };
        /** TwoFactorRuleBody */
        TwoFactorRuleBody: {
            /** Required */
            required: boolean;
        };
        /** TwoFactorsAnswer */
        TwoFactorsAnswer: {
            /** On */
            on: boolean;
            /** Recoverycodesleft */
            recoveryCodesLeft: number;
        };
        /**
         * UndoAnswer
         * @description With ``done`` false nothing was changed, and ``reason`` says why. Where ``things`` has any, the schema is another
         *     one now: ask for the base again.
         */
        UndoAnswer: {
            /** Done */
            done: boolean;
            /** Reason */
            reason?: string | null;
            /** Changeset */
            changeSet?: string | null;
            /** Tableid */
            tableId?: string | null;
            /** Recordids */
            recordIds?: string[];
            /** Things */
            things?: components["schemas"]["UndoneThing"][];
            /** Conflicts */
            conflicts?: components["schemas"]["UndoConflict"][];
        };
        /**
         * UndoConflict
         * @description ``field`` is a field's id, null where the whole record stood against it; without ``recordId`` it is about the
         *     field itself, or where there is none about a table or view, which ``reason`` names.
         */
        UndoConflict: {
            /** Recordid */
            recordId?: string | null;
            /** Field */
            field: string | null;
            /** Reason */
            reason: string;
        };
        /**
         * UndoRequest
         * @description The header X-Change-Set of a write, to take back exactly that one; without it the last thing done goes.
         */
        UndoRequest: {
            /** Changeset */
            changeSet?: string | null;
        };
        /**
         * UndoneThing
         * @description A table, field or view, and what became of it; ``name`` is the one that it has now.
         */
        UndoneThing: {
            /**
             * Type
             * @enum {string}
             */
            type: "table" | "field" | "view";
            /** Id */
            id: string;
            /** Tableid */
            tableId: string;
            /** Name */
            name: string;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "deleted" | "restored" | "changed";
        };
        /** UnlockBody */
        UnlockBody: {
            /** Password */
            password: string;
        };
        /**
         * UploadAnswer
         * @description ``attachment`` is the file once all of it has arrived and was put together, which for a large one takes a moment:
         *     ask again. An upload that nobody goes on with is deleted after a day.
         */
        UploadAnswer: {
            /** Id */
            id: string;
            /** Baseid */
            baseId: string;
            /** Name */
            name: string;
            /** Length */
            length: number;
            /** Offset */
            offset: number;
            attachment: components["schemas"]["AttachmentAnswer"] | null;
        };
        /** User */
        User: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Email */
            email: string;
        };
        /**
         * VerdictAnswer
         * @description ``hash`` is that of the entry at ``last``: kept elsewhere, it proves later that nothing before it was changed.
         *
         *     ``nextAfter`` is where to go on (``?after=``); null when the end was reached.
         */
        VerdictAnswer: {
            /** Ok */
            ok: boolean;
            /** Verified */
            verified: number;
            /** First */
            first: number;
            /** Last */
            last: number;
            /** Hash */
            hash: string;
            /** Waiting */
            waiting: number;
            broken: components["schemas"]["BrokenAnswer"] | null;
            /** Nextafter */
            nextAfter: number | null;
        };
        /** VersionAnswer */
        VersionAnswer: {
            /** Id */
            id: string;
            /** Version */
            version: number;
            /** Name */
            name: string;
            /**
             * Type
             * @description The media type, by the bytes of the file.
             */
            type: string;
            /** Size */
            size: number;
            /** Url */
            url: string;
            /** @description Null for types that never have any. */
            thumbnails: components["schemas"]["Thumbnails"] | null;
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
            createdBy: components["schemas"]["VersionAuthor"] | null;
        };
        /** VersionAuthor */
        VersionAuthor: {
            /** Id */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * VersionsAnswer
         * @description Newest first.
         */
        VersionsAnswer: {
            /** Items */
            items: components["schemas"]["VersionAnswer"][];
        };
        /** ViewAnswer */
        ViewAnswer: {
            /** Id */
            id: string;
            /** Tableid */
            tableId: string;
            /** Name */
            name: string;
            /**
             * Type
             * @constant
             */
            type: "grid";
            config: components["schemas"]["GridConfig"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** ViewGrantAnswer */
        ViewGrantAnswer: {
            subject: components["schemas"]["SubjectAnswer"];
            level: components["schemas"]["ViewLevel"];
        };
        /** ViewGrantBody */
        ViewGrantBody: {
            subject: components["schemas"]["SubjectBody"];
            level: components["schemas"]["ViewLevel"];
        };
        /** ViewGrantsAnswer */
        ViewGrantsAnswer: {
            /** Grants */
            grants: components["schemas"]["ViewGrantAnswer"][];
        };
        /**
         * ViewGrantsBody
         * @description The whole list: for who is not in it any more the view follows its table.
         */
        ViewGrantsBody: {
            /** Grants */
            grants: components["schemas"]["ViewGrantBody"][];
        };
        /**
         * ViewLevel
         * @description ``none``: the view does not exist for them.
         * @enum {string}
         */
        ViewLevel: "none" | "read" | "edit";
        /**
         * ViewPatch
         * @description ``config`` replaces the whole config.
         */
        ViewPatch: {
            /** Name */
            name?: string | null;
            config?: components["schemas"]["GridConfig"] | null;
        };
        /**
         * WantKind
         * @description SORT: in the order of these fields, or a range of the first, or a range of the second in the order of the first.
         *     PICK: one value of the first, in the order of the second. EQUAL: exactly this text. HAS: lists with some items.
         *     WORDS: text that contains something. FIGURES: numbers and dates that are shown with something in them. SUM: groups
         *     of the first with sums of the others.
         * @enum {string}
         */
        WantKind: "sort" | "pick" | "equal" | "has" | "words" | "figures" | "sum";
        /**
         * WhyAnswer
         * @description ``sourceId``: the field or table that is withheld and so hides what is made of it.
         */
        WhyAnswer: {
            cause: components["schemas"]["Cause"];
            /** Text */
            text: string;
            subject?: components["schemas"]["SubjectAnswer"] | null;
            /** Sourceid */
            sourceId?: string | null;
        };
        /**
         * WorkspaceAnswer
         * @description ``role`` is the caller's; a guest has roles in some bases only. ``defaultBaseRole`` is what members are in bases
         *     that say nothing of them or of their teams; "none": they see only those.
         */
        WorkspaceAnswer: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Role */
            role: components["schemas"]["WorkspaceRole"] | components["schemas"]["Guest"];
            defaultBaseRole: components["schemas"]["GivenRole"];
            /**
             * Createdtime
             * Format: date-time
             */
            createdTime: string;
        };
        /** WorkspaceBody */
        WorkspaceBody: {
            /** Name */
            name: string;
        };
        /** WorkspacePatch */
        WorkspacePatch: {
            /** Name */
            name?: string | null;
            defaultBaseRole?: components["schemas"]["GivenRole"] | null;
        };
        /**
         * WorkspaceRole
         * @enum {string}
         */
        WorkspaceRole: "member" | "admin" | "owner";
        /**
         * Problem
         * @description Every answer that is not 2xx (RFC 9457).
         */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description Stable, for programs. */
            code: string;
            /** @description For people: what, where, remedy. */
            detail: string;
            errors: {
                /** @description A place in the body, a parameter, a header, or all of the `body`. */
                path: string;
                code: string;
                message: string;
            }[];
            requestId: string;
            /** @description Of a version_conflict: the version that was sent. */
            sentVersion?: number;
            /** @description Of a version_conflict: the version that there is. */
            currentVersion?: number;
            /** @description Of a version_conflict: the record as it is now. */
            current?: unknown;
            /** @description Of a body_too_large: the most bytes that a body may have. */
            limit?: number;
            /** @description Of a body_too_large: the bytes announced, or seen so far. */
            size?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_record: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_record: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was seen; another one is a version_conflict (409). */
                "If-Match"?: string;
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_record: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The version that was seen; another one is a version_conflict (409). */
                "If-Match"?: string;
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Fields */
                    fields: {
                        [key: string]: unknown;
                    };
                    /**
                     * Typecast
                     * @default false
                     */
                    typecast?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_records: {
        parameters: {
            query?: {
                /** @description The view to look through: its filter, its sorts unless others are given, its search. */
                view?: string;
                /** @description Filter JSON, as in POST …/query. */
                filter?: string;
                /** @description JSON: [{"field": "Due", "direction": "asc"}]. */
                sort?: string;
                /** @description The fields to show: comma-separated, repeated, or a JSON list. */
                fields?: string;
                /** @description Text to look for in values as they are shown. */
                search?: string;
                /** @description Where to look for it: like fields. Else in all that the view shows. */
                searchFields?: string;
                /** @description How many records at most. */
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description How many records to skip; not together with cursor. */
                offset?: number;
                /** @description Whether to give the total. */
                count?: boolean;
                /** @description Only these records, of those that match: comma-separated or repeated. */
                ids?: string;
                /** @description All that match but these records; the total leaves them out too. */
                exclude?: string;
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description The day that the reader's weeks begin on, like sunday. Default monday. */
                "X-Week-Start"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_records: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Records */
                    records: {
                        /** Fields */
                        fields?: {
                            [key: string]: unknown;
                        };
                        /** Clientkey */
                        clientKey?: string | null;
                    }[];
                    /**
                     * Typecast
                     * @default false
                     */
                    typecast?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_records: {
        parameters: {
            query: {
                /** @description The records, comma-separated or repeated; up to 1,000. */
                ids: string[];
            };
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedRecords"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_records: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Records */
                    records: {
                        /** Id */
                        id?: string | null;
                        /** Fields */
                        fields?: {
                            [key: string]: unknown;
                        };
                        /** Version */
                        version?: number | null;
                    }[];
                    /**
                     * Typecast
                     * @default false
                     */
                    typecast?: boolean;
                    /** Upserton */
                    upsertOn?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    query_records: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description The day that the reader's weeks begin on, like sunday. Default monday. */
                "X-Week-Start"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Filter
                     * @description {"conjunction": "and|or", "filters": [{"field", "operator", "value"?, "match"?: "any|every|none"}, {a group} …]}; match says for how many values of a field with several an operator on one value must hold, any by default.
                     */
                    filter?: {
                        [key: string]: unknown;
                    } | null;
                    /**
                     * Sorts
                     * @description {"field", "direction"?: "asc|desc"}.
                     */
                    sorts?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Fields
                     * @description The fields to show; all when absent.
                     */
                    fields?: string[] | null;
                    /**
                     * Search
                     * @description Text to look for in values as they are shown.
                     */
                    search?: string | null;
                    /**
                     * Searchfields
                     * @description Where to look for it; else in all that the view shows.
                     */
                    searchFields?: string[] | null;
                    /** View */
                    view?: string | null;
                    /**
                     * Groups
                     * @description Up to 3 of {"field", "bucket"?: "day|week|month|quarter|year", "direction"?: "asc|desc", "showEmpty"?: bool}; showEmpty adds options that no record has, on the first level.
                     */
                    groups?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Aggregates
                     * @description Up to 100 of {"fn", "field", "p"?}; count takes no field, percentile takes p. A result that is too large to show is {"error": "#NUM!", "message"}. A distribution, which goes without groups, is {"values": [{"value", "count", "percent"} …], "others": {"values", "count", "percent"}, "empty": {"count", "percent"}}, numbers and dates also "buckets": [{"from", "to", "count", "percent"} …], dates "bucket": "day|week|month|quarter|year".
                     */
                    aggregates?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Subtotals
                     * @description Whether outer groups, and everything together, are summed up too.
                     * @default false
                     */
                    subtotals?: boolean;
                    /**
                     * Limit
                     * @default 100
                     */
                    limit?: number;
                    /** Cursor */
                    cursor?: string | null;
                    /** Offset */
                    offset?: number | null;
                    /**
                     * Count
                     * @default false
                     */
                    count?: boolean;
                    /**
                     * Ids
                     * @description Only these records, of those that match.
                     */
                    ids?: string[] | null;
                    /**
                     * Exclude
                     * @description All that match but these records; total leaves them out too.
                     */
                    exclude?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"] | components["schemas"]["GroupsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_record_position: {
        parameters: {
            query?: {
                /** @description The view to look through, as for a page of records. */
                view?: string;
                /** @description Filter JSON, as in POST …/query. */
                filter?: string;
                /** @description JSON: [{"field": "Due", "direction": "asc"}]. */
                sort?: string;
                /** @description Words to look for in the visible fields. */
                search?: string;
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPosition"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_record: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthAnswer"] | components["schemas"]["SecondFactorNeeded"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishLoginBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgot_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmailBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmailBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedEmail"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_two_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_two_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginTwoFactorsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_two_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renew_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_two_factors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndTwoFactorsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_two_factor_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorRuleAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_two_factor_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TwoFactorRuleBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorRuleAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeTokenAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_token: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_token: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_service_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_service_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceAccountBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_service_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_service_account: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceAccountPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceAccountAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_service_account_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_service_account_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeTokenAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_service_account_token: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                accountId: string;
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WorkspaceAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspacePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                search?: string;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMemberBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: {
                handTo?: string | null;
            };
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_removal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_teams: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TeamAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeamBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_team_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_team_members: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamMembersBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_team_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                teamId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamMemberBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_team_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                teamId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InvitationAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resend_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedInvitation"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join_by_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_bases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BaseAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_base: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBaseBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseDetail"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_base: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_base: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BasePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_base_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseMembersAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_base_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BaseMemberBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseMemberAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_people: {
        parameters: {
            query?: {
                search?: string;
                limit?: number;
            };
            header?: never;
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_base_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_base_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_base_team: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
                teamId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_table: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTableBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_table: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_table: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TablePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFieldBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    convert_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConvertRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConvertAnswer"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConvertAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conversions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PossibleTypes"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_dependants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreaksAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_formula: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormulaBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormulaAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_formula_functions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormulaFunctions"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_choices: {
        parameters: {
            query?: {
                search?: string;
                limit?: number;
                ids?: string | null;
            };
            header?: never;
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Choices"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    share_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLinkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_shared_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_shared_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLinkBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_shared_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_shared_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewViewBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_view: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_table_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_table_grants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TableGrantsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_field_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_field_grants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldGrantsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_view_grants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_view_grants: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewGrantsBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewGrantsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_row_rules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_row_rules: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulesBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_member_attributes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_member_attributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributesBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_table: {
        parameters: {
            query?: {
                /** @description Somebody else; their id will do. Left out: you. */
                email?: string | null;
            };
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_record: {
        parameters: {
            query?: {
                /** @description Somebody else; their id will do. Left out: you. */
                email?: string | null;
            };
            header?: never;
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_shared: {
        parameters: {
            query?: never;
            header?: {
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlock_shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlockBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_shared_records: {
        parameters: {
            query?: {
                /** @description Filter JSON, as in POST …/query. */
                filter?: string;
                /** @description JSON: [{"field": "Due", "direction": "asc"}]. */
                sort?: string;
                /** @description Text to look for in values as they are shown. */
                search?: string;
                /** @description How many records at most. */
                limit?: number;
                /** @description nextCursor of the page before. */
                cursor?: string;
                /** @description How many records to skip; not together with cursor. */
                offset?: number;
                /** @description Whether to give the total. */
                count?: boolean;
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description The day that the reader's weeks begin on, like sunday. Default monday. */
                "X-Week-Start"?: string;
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    query_shared_records: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description The day that the reader's weeks begin on, like sunday. Default monday. */
                "X-Week-Start"?: string;
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Filter
                     * @description {"conjunction": "and|or", "filters": [{"field", "operator", "value"?, "match"?: "any|every|none"}, {a group} …]}; match says for how many values of a field with several an operator on one value must hold, any by default.
                     */
                    filter?: {
                        [key: string]: unknown;
                    } | null;
                    /**
                     * Sorts
                     * @description {"field", "direction"?: "asc|desc"}.
                     */
                    sorts?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Fields
                     * @description The fields to show; all when absent.
                     */
                    fields?: string[] | null;
                    /**
                     * Search
                     * @description Text to look for in values as they are shown.
                     */
                    search?: string | null;
                    /**
                     * Searchfields
                     * @description Where to look for it; else in all that the view shows.
                     */
                    searchFields?: string[] | null;
                    /** View */
                    view?: string | null;
                    /**
                     * Groups
                     * @description Up to 3 of {"field", "bucket"?: "day|week|month|quarter|year", "direction"?: "asc|desc", "showEmpty"?: bool}; showEmpty adds options that no record has, on the first level.
                     */
                    groups?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Aggregates
                     * @description Up to 100 of {"fn", "field", "p"?}; count takes no field, percentile takes p. A result that is too large to show is {"error": "#NUM!", "message"}. A distribution, which goes without groups, is {"values": [{"value", "count", "percent"} …], "others": {"values", "count", "percent"}, "empty": {"count", "percent"}}, numbers and dates also "buckets": [{"from", "to", "count", "percent"} …], dates "bucket": "day|week|month|quarter|year".
                     */
                    aggregates?: {
                        [key: string]: unknown;
                    }[] | null;
                    /**
                     * Subtotals
                     * @description Whether outer groups, and everything together, are summed up too.
                     * @default false
                     */
                    subtotals?: boolean;
                    /**
                     * Limit
                     * @default 100
                     */
                    limit?: number;
                    /** Cursor */
                    cursor?: string | null;
                    /** Offset */
                    offset?: number | null;
                    /**
                     * Count
                     * @default false
                     */
                    count?: boolean;
                    /**
                     * Ids
                     * @description Only these records, of those that match.
                     */
                    ids?: string[] | null;
                    /**
                     * Exclude
                     * @description All that match but these records; total leaves them out too.
                     */
                    exclude?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"] | components["schemas"]["GroupsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_shared_record: {
        parameters: {
            query?: {
                /** @description Whether fields are keyed by name or by id; with ids, selects are option ids. */
                fieldKey?: "name" | "id";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_shared_records: {
        parameters: {
            query?: {
                /** @description What to write. */
                format?: "csv";
            };
            header?: {
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_shared_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedFormAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submit_shared_form: {
        parameters: {
            query?: never;
            header?: {
                /** @description What POST …/unlock has given, where the link has a password. */
                "X-Share-Ticket"?: string;
                /** @description The reader's time zone, like Europe/Athens; what today and this week are. Default UTC. */
                "X-Time-Zone"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThanksAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_base_trash: {
        parameters: {
            query?: {
                type?: ("table" | "field" | "view" | "record") | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TrashItem_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workspace_trash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TrashItem_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_field: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                fieldId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_table: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path: {
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description The change set that the write made: POST /undo takes it back by this name. Absent when nothing changed, and on an answer that is given again (Idempotency-Replayed). */
                    "X-Change-Set"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_base: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BaseAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_table_indexes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexesAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_attachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description The name of the file. Without it, the one that the part has, where browsers write a quotation mark as %22, so that one is taken for the other. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_attachment_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attachmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_attachment_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                attachmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description The name of the file. Without it, the one that the part has, where browsers write a quotation mark as %22, so that one is taken for the other. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description 1.0.0. */
                "Tus-Resumable"?: string;
                /** @description The bytes of the whole file. */
                "Upload-Length"?: string;
                /** @description `filename` and, for a newer version of an attachment, `attachment` (its id): name and base64 of the value, with commas between. */
                "Upload-Metadata"?: string;
            };
            path: {
                baseId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description How many bytes have arrived. */
                    "Upload-Offset"?: number;
                    /** @description Of the file, once it is whole and put together. */
                    "Attachment-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    append_to_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1.0.0. */
                "Tus-Resumable"?: string;
                /** @description Where in the file these bytes begin. */
                "Upload-Offset"?: string;
            };
            path: {
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    /** @description How many bytes have arrived. */
                    "Upload-Offset"?: number;
                    /** @description Of the file, once it is whole and put together. */
                    "Attachment-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_record_history: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_HistoryEntry_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UndoRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
                /** @description The browser tab whose undo stack this joins; without it, the person's API stack. */
                "X-Client-Tab"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_keys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotateAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_offers: {
        parameters: {
            query?: {
                email?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OffersAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connect_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_identity_providers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProviderAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_identity_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_identity_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_identity_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                providerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_identity_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_scim_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspaceId: string;
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScimTokenAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_scim_token: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                workspaceId: string;
                providerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_automations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                tableId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_automation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_automation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                automationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunSummaryAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_notifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to send again: with the same key and the same request the first answer comes back, marked by the header Idempotency-Replayed, and nothing is done twice. While the first is still at work the answer is request_in_progress (409): send it again. Kept for a day; 1 to 255 printable characters. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mails: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MailAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit_logs: {
        parameters: {
            query?: {
                /** @description The id of who acted. */
                actor?: string | null;
                /** @description A name like view.created, or its beginning: view. */
                action?: string | null;
                /** @description The id of what was acted on. */
                target?: string | null;
                base?: string | null;
                table?: string | null;
                /** @description A request id, as in X-Request-Id. */
                request?: string | null;
                outcome?: string | null;
                /** @description The first moment. */
                from?: string | null;
                /** @description The first moment after. */
                to?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_audit_logs: {
        parameters: {
            query?: {
                format?: components["schemas"]["ExportFormat"];
                /** @description The id of who acted. */
                actor?: string | null;
                /** @description A name like view.created, or its beginning: view. */
                action?: string | null;
                /** @description The id of what was acted on. */
                target?: string | null;
                base?: string | null;
                table?: string | null;
                /** @description A request id, as in X-Request-Id. */
                request?: string | null;
                outcome?: string | null;
                /** @description The first moment. */
                from?: string | null;
                /** @description The first moment after. */
                to?: string | null;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_audit_logs: {
        parameters: {
            query?: {
                /** @description Go on behind this position. */
                after?: number;
            };
            header?: never;
            path: {
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_installation_audit_logs: {
        parameters: {
            query?: {
                /** @description A workspace's id, or "installation". */
                workspace?: string | null;
                /** @description The id of who acted. */
                actor?: string | null;
                /** @description A name like view.created, or its beginning: view. */
                action?: string | null;
                /** @description The id of what was acted on. */
                target?: string | null;
                base?: string | null;
                table?: string | null;
                /** @description A request id, as in X-Request-Id. */
                request?: string | null;
                outcome?: string | null;
                /** @description The first moment. */
                from?: string | null;
                /** @description The first moment after. */
                to?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntryAnswer_"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitsAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyAnswer"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyAnswer"];
                };
            };
            /** @description A problem. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
