"""Access tokens, second factors, links of one use, service accounts; mails of nobody's workspace."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "ALTER TABLE dataos.users"
        " ADD COLUMN kind text NOT NULL DEFAULT 'person'"
        "  CONSTRAINT users_kind_check CHECK (kind IN ('person', 'service')),"
        " ADD COLUMN workspace_id text REFERENCES dataos.workspaces (id) ON DELETE CASCADE,"
        " ADD COLUMN email_verified_at timestamptz,"
        " ALTER COLUMN password_hash DROP NOT NULL"
    )
    op.execute("CREATE INDEX users_workspace ON dataos.users (workspace_id) WHERE workspace_id IS NOT NULL")
    op.execute("ALTER TABLE dataos.workspaces ADD COLUMN requires_two_factors boolean NOT NULL DEFAULT false")
    op.execute(
        "CREATE INDEX workspaces_asking ON dataos.workspaces (id) WHERE requires_two_factors AND deleted_at IS NULL"
    )
    op.execute("ALTER TABLE dataos.mails ALTER COLUMN workspace_id DROP NOT NULL")
    op.execute("CREATE INDEX mails_waiting ON dataos.mails (id) WHERE status = 'queued' AND run_id IS NULL")
    op.execute(
        "CREATE TABLE dataos.access_tokens (id text PRIMARY KEY,"
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " name text NOT NULL, prefix text NOT NULL,"
        " hash bytea NOT NULL CONSTRAINT access_tokens_hash_key UNIQUE,"
        " scopes text[] NOT NULL, bases text[],"
        " expires_at timestamptz, last_used_at timestamptz, created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX access_tokens_user ON dataos.access_tokens (user_id)")
    op.execute(
        "CREATE TABLE dataos.one_time_links (hash bytea PRIMARY KEY,"
        " user_id text REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " purpose text NOT NULL CONSTRAINT one_time_links_purpose_check"
        "  CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),"
        " email text NOT NULL, expires_at timestamptz NOT NULL, created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX one_time_links_user ON dataos.one_time_links (user_id, purpose)")
    op.execute("CREATE INDEX one_time_links_expiry ON dataos.one_time_links (expires_at)")
    op.execute(
        "CREATE TABLE dataos.second_factors ("
        " user_id text PRIMARY KEY REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " secret bytea NOT NULL, master text NOT NULL, confirmed_at timestamptz,"
        " last_step bigint NOT NULL DEFAULT 0, failures integer NOT NULL DEFAULT 0, refused_until timestamptz,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute(
        "CREATE TABLE dataos.recovery_codes ("
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " hash bytea NOT NULL, used_at timestamptz, PRIMARY KEY (user_id, hash))"
    )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
