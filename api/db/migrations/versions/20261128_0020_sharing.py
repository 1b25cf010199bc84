"""Links to views and forms for people without an account."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.shared_links (id text PRIMARY KEY,"
        " view_id text NOT NULL REFERENCES dataos.views (id) ON DELETE CASCADE,"
        " kind text NOT NULL CONSTRAINT shared_links_kind_check CHECK (kind IN ('view', 'form')),"
        " slug text NOT NULL, password text, expires_at timestamptz,"
        " download boolean NOT NULL DEFAULT false, allow_copy boolean NOT NULL DEFAULT true,"
        " opened text[] NOT NULL DEFAULT '{}', embed text[] NOT NULL DEFAULT '{}', form jsonb,"
        " submissions bigint NOT NULL DEFAULT 0,"
        " created_by text REFERENCES dataos.users (id) ON DELETE SET NULL,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE UNIQUE INDEX shared_links_slug ON dataos.shared_links (slug)")
    op.execute("CREATE INDEX shared_links_view ON dataos.shared_links (view_id)")
    op.execute("CREATE INDEX shared_links_created_by ON dataos.shared_links (created_by)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
