"""A field may become a link more than once, each time with other pairs; former forms are found by age."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE dataos.links DROP CONSTRAINT links_field_a_key, DROP CONSTRAINT links_field_b_key")
    op.execute("CREATE INDEX links_field_a ON dataos.links (field_a)")
    op.execute("CREATE INDEX links_field_b ON dataos.links (field_b)")
    op.execute("CREATE INDEX field_forms_left ON dataos.field_forms (left_at)")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
