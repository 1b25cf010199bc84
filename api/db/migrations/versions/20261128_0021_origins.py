"""Who suspended a member, whose key a stored answer is under, and invitations by address."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    # As users.disabled_by, and no reference either: who was suspended stays so when the provider is deleted. Of those
    # who are suspended now nobody knows who did it, so an admin lifts it.
    op.execute("ALTER TABLE dataos.workspace_members ADD COLUMN suspended_by text")
    op.execute("CREATE INDEX invitations_email ON dataos.invitations (lower(email))")
    # Empty for sessions. Tokens may do less than their person, so each has keys of its own.
    op.execute("ALTER TABLE dataos.idempotency_keys ADD COLUMN token_id text NOT NULL DEFAULT ''")
    op.execute(
        "ALTER TABLE dataos.idempotency_keys DROP CONSTRAINT idempotency_keys_pkey,"
        " ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor_number, token_id, key)"
    )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
