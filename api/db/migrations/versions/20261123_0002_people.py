"""A base may refuse a member of its workspace; indexes for questions about one person, session or base."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE dataos.base_members DROP CONSTRAINT base_members_role_check")
    op.execute(
        "ALTER TABLE dataos.base_members ADD CONSTRAINT base_members_role_check"
        " CHECK (role IN ('creator', 'editor', 'commenter', 'viewer', 'none'))"
    )
    op.execute("CREATE INDEX base_members_user ON dataos.base_members (user_id)")
    op.execute("CREATE INDEX spent_refresh_tokens_session ON dataos.spent_refresh_tokens (session_id)")
    op.execute("CREATE INDEX tables_base ON dataos.tables (base_id)")
    op.execute("CREATE INDEX notifications_unread ON dataos.notifications (user_id) WHERE read_at IS NULL")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
