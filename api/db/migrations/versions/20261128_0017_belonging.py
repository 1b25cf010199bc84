"""Who belongs: invitations, teams in bases, a workspace's usual base role, suspended members."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ROLES = "'creator', 'editor', 'commenter', 'viewer', 'none'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "ALTER TABLE dataos.workspaces ADD COLUMN default_base_role text NOT NULL DEFAULT 'editor'"
        f" CONSTRAINT workspaces_default_base_role_check CHECK (default_base_role IN ({_ROLES}))"
    )
    op.execute("ALTER TABLE dataos.workspace_members ADD COLUMN suspended_at timestamptz")
    op.execute(
        "CREATE TABLE dataos.base_teams ("
        " base_id text NOT NULL REFERENCES dataos.bases (id) ON DELETE CASCADE,"
        " team_id text NOT NULL REFERENCES dataos.teams (id) ON DELETE CASCADE,"
        f" role text NOT NULL CONSTRAINT base_teams_role_check CHECK (role IN ({_ROLES})),"
        " PRIMARY KEY (base_id, team_id))"
    )
    op.execute("CREATE INDEX base_teams_team ON dataos.base_teams (team_id)")
    # What core.access.roles.given_role says: a person's own role in the base, else the best of their teams'.
    op.execute(
        "CREATE VIEW dataos.given_base_roles AS"
        " SELECT bm.base_id, bm.user_id, bm.role FROM dataos.base_members bm"
        " UNION ALL"
        " SELECT bt.base_id, tm.user_id, (ARRAY['none', 'viewer', 'commenter', 'editor', 'creator'])"
        "[max(array_position(ARRAY['none', 'viewer', 'commenter', 'editor', 'creator'], bt.role))]"
        " FROM dataos.base_teams bt JOIN dataos.team_members tm ON tm.team_id = bt.team_id"
        " WHERE NOT EXISTS (SELECT FROM dataos.base_members own"
        " WHERE own.base_id = bt.base_id AND own.user_id = tm.user_id)"
        " GROUP BY bt.base_id, tm.user_id"
    )
    # base_role is what a member has in bases that say nothing of them.
    op.execute(
        "CREATE VIEW dataos.memberships AS"
        " SELECT m.workspace_id, m.user_id, m.role, m.suspended_at, w.default_base_role AS base_role"
        " FROM dataos.workspace_members m JOIN dataos.workspaces w ON w.id = m.workspace_id"
    )
    op.execute(
        "CREATE TABLE dataos.invitations (id text PRIMARY KEY,"
        " workspace_id text NOT NULL REFERENCES dataos.workspaces (id) ON DELETE CASCADE,"
        " email text, max_uses integer NOT NULL CONSTRAINT invitations_max_uses_check CHECK (max_uses > 0),"
        " uses integer NOT NULL DEFAULT 0,"
        " role text CONSTRAINT invitations_role_check CHECK (role IN ('owner', 'admin', 'member')),"
        " bases jsonb NOT NULL DEFAULT '[]', teams text[] NOT NULL DEFAULT '{}', token_hash bytea NOT NULL UNIQUE,"
        " invited_by text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " expires_at timestamptz NOT NULL, accepted_at timestamptz, revoked_at timestamptz,"
        " sends integer NOT NULL DEFAULT 1, sent_at timestamptz NOT NULL DEFAULT now(),"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX invitations_workspace ON dataos.invitations (workspace_id, id DESC)")
    op.execute("CREATE INDEX invitations_inviter ON dataos.invitations (invited_by)")
    op.execute(
        "CREATE UNIQUE INDEX invitations_pending ON dataos.invitations (workspace_id, lower(email))"
        " WHERE email IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL"
    )
    op.execute(
        "CREATE TABLE dataos.invitation_uses ("
        " invitation_id text NOT NULL REFERENCES dataos.invitations (id) ON DELETE CASCADE,"
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (invitation_id, user_id))"
    )
    op.execute("CREATE INDEX invitation_uses_user ON dataos.invitation_uses (user_id)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
