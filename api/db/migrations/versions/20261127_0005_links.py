"""Links: which two fields share which table of pairs."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.links ("
        " number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " table_a text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,"
        " field_a text NOT NULL UNIQUE REFERENCES dataos.fields ON DELETE CASCADE,"
        " table_b text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,"
        " field_b text NOT NULL UNIQUE REFERENCES dataos.fields ON DELETE CASCADE,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX links_table_a ON dataos.links (table_a)")
    op.execute("CREATE INDEX links_table_b ON dataos.links (table_b)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
