"""Calculations: derived values that are too many for the request that made them stale."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.calculations ("
        " number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " workspace_number bigint NOT NULL,"
        " table_number bigint NOT NULL REFERENCES dataos.tables (number) ON DELETE CASCADE,"
        " field_id text NOT NULL REFERENCES dataos.fields ON DELETE CASCADE,"
        # Which records: those of `own` and those linked with `others`; all of the table where `others` is null.
        " own bigint[] NOT NULL DEFAULT '{}',"
        " others bigint[],"
        # Fields that are made of this one: they are no fresher than it.
        " downstream text[] NOT NULL DEFAULT '{}',"
        # Whether changes go into the feed; a field that is filled for the first time is no change of records.
        " logged boolean NOT NULL,"
        " context jsonb NOT NULL,"
        " after_key bigint NOT NULL DEFAULT 0,"
        " done bigint NOT NULL DEFAULT 0,"
        " total bigint NOT NULL,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX calculations_table ON dataos.calculations (table_number)")
    op.execute("CREATE INDEX calculations_field ON dataos.calculations (field_id)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
