"""The trash: who deleted what, what went with it, and what is gone for good."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in ("bases", "tables", "fields", "views"):
        op.execute(f"ALTER TABLE dataos.{table} ADD COLUMN deleted_by bigint, ADD COLUMN purged_at timestamptz")
        op.execute(
            f"CREATE INDEX {table}_trash ON dataos.{table} (deleted_at)"
            " WHERE deleted_at IS NOT NULL AND purged_at IS NULL"
        )
    # A link's symmetric field goes and comes back with the field that was deleted.
    op.execute("ALTER TABLE dataos.fields ADD COLUMN deleted_with text")
    # As `api/db/physical.py` makes it for new tables.
    op.execute(
        "DO $$ DECLARE it record; BEGIN"
        " FOR it IN SELECT t.number AS t, w.number AS w FROM dataos.tables t JOIN dataos.bases b ON b.id = t.base_id"
        " JOIN dataos.workspaces w ON w.id = b.workspace_id"
        " WHERE to_regclass(format('ws_%s.t_%s', w.number, t.number)) IS NOT NULL LOOP"
        " EXECUTE format('CREATE INDEX IF NOT EXISTS t_%s_trash ON ws_%s.t_%s (deleted_at, id)"
        " WHERE deleted_at IS NOT NULL', it.t, it.w, it.t); END LOOP; END $$"
    )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
