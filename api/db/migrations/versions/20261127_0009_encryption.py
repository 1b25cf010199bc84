"""Encrypted fields: which fields are, and the keys of their values."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # The least role that sees the values of an encrypted field; null for all other fields.
    op.execute(
        "ALTER TABLE dataos.fields ADD COLUMN reveal_to text CONSTRAINT fields_reveal_to_check"
        " CHECK (reveal_to IN ('viewer', 'commenter', 'editor', 'creator'))"
    )
    op.execute("ALTER TABLE dataos.field_forms ADD COLUMN reveal_to text")
    op.execute(
        "CREATE TABLE dataos.data_keys ("
        " id text PRIMARY KEY,"
        " workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,"
        # Encrypted under the master key of this name, which is a setting and not in the database.
        " wrapped bytea NOT NULL,"
        " master_id text NOT NULL,"
        " created_at timestamptz NOT NULL DEFAULT now(),"
        # New values are not encrypted with it any more; old ones, and history, still are.
        " retired_at timestamptz)"
    )
    op.execute("CREATE INDEX data_keys_workspace ON dataos.data_keys (workspace_id)")
    op.execute("CREATE UNIQUE INDEX data_keys_current ON dataos.data_keys (workspace_id) WHERE retired_at IS NULL")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
