"""Attributes of people in a workspace, which row rules may ask for."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.member_attributes ("
        " workspace_id text NOT NULL REFERENCES dataos.workspaces (id) ON DELETE CASCADE,"
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " attributes jsonb NOT NULL DEFAULT '{}', PRIMARY KEY (workspace_id, user_id))"
    )
    op.execute("CREATE INDEX member_attributes_user ON dataos.member_attributes (user_id)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
