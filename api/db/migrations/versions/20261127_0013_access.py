"""Teams; grants on tables, fields and views; rules on rows."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_LEVELS = {
    "table": "'admin', 'edit', 'comment', 'read', 'none'",
    "field": "'edit', 'read', 'hidden'",
    "view": "'edit', 'read', 'none'",
}
_SUBJECT = "subject_type IN ('user', 'team', 'role', 'token', 'link', 'everyone')"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.teams (id text PRIMARY KEY,"
        " workspace_id text NOT NULL REFERENCES dataos.workspaces (id) ON DELETE CASCADE,"
        " name text NOT NULL, description text NOT NULL DEFAULT '', external_id text,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE UNIQUE INDEX teams_name_key ON dataos.teams (workspace_id, lower(name))")
    op.execute(
        "CREATE TABLE dataos.team_members ("
        " team_id text NOT NULL REFERENCES dataos.teams (id) ON DELETE CASCADE,"
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (team_id, user_id))"
    )
    op.execute("CREATE INDEX team_members_user ON dataos.team_members (user_id)")
    for noun, levels in _LEVELS.items():
        op.execute(
            f"CREATE TABLE dataos.{noun}_grants ("
            f" {noun}_id text NOT NULL REFERENCES dataos.{noun}s (id) ON DELETE CASCADE,"
            f" subject_type text NOT NULL CONSTRAINT {noun}_grants_subject_check CHECK ({_SUBJECT}),"
            f" subject_id text NOT NULL,"
            f" level text NOT NULL CONSTRAINT {noun}_grants_level_check CHECK (level IN ({levels})),"
            f" PRIMARY KEY ({noun}_id, subject_type, subject_id))"
        )
        op.execute(f"CREATE INDEX {noun}_grants_subject ON dataos.{noun}_grants (subject_id)")
    op.execute(
        "CREATE TABLE dataos.row_rules (id text PRIMARY KEY,"
        " table_id text NOT NULL REFERENCES dataos.tables (id) ON DELETE CASCADE,"
        " position integer NOT NULL DEFAULT 0,"
        f" subject_type text NOT NULL CONSTRAINT row_rules_subject_check CHECK ({_SUBJECT}),"
        " subject_id text NOT NULL,"
        " access text NOT NULL CONSTRAINT row_rules_access_check CHECK (access IN ('read', 'write', 'none')),"
        " filter jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX row_rules_table ON dataos.row_rules (table_id)")
    op.execute("CREATE INDEX row_rules_subject ON dataos.row_rules (subject_id)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
