"""Jobs that go on after their request, and the forms that fields had before they were converted."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.jobs ("
        " id text PRIMARY KEY, kind text NOT NULL,"
        " table_id text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,"
        " field_id text REFERENCES dataos.fields ON DELETE CASCADE,"
        " status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),"
        " done bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0,"
        # What to do, how far it got, and what came of it: the job's own business.
        " spec jsonb NOT NULL, result jsonb, error jsonb, created_by bigint NOT NULL,"
        " created_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz)"
    )
    op.execute("CREATE INDEX jobs_table ON dataos.jobs (table_id, created_at)")
    op.execute("CREATE INDEX jobs_field ON dataos.jobs (field_id)")
    op.execute("CREATE INDEX jobs_unfinished ON dataos.jobs (created_at) WHERE status IN ('queued', 'running')")
    # A field that was converted keeps its old column for a while, so that the conversion can be taken back.
    op.execute(
        "CREATE TABLE dataos.field_forms ("
        " field_id text NOT NULL REFERENCES dataos.fields ON DELETE CASCADE,"
        " number int NOT NULL, type text NOT NULL, config jsonb NOT NULL,"
        " required boolean NOT NULL, is_unique boolean NOT NULL,"
        " left_at timestamptz NOT NULL DEFAULT now(),"
        " PRIMARY KEY (field_id, number))"
    )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
