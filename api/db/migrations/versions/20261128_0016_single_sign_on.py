"""Identity providers, identities at them, SAML assertions that were used, people that a directory keeps."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.identity_providers (id text PRIMARY KEY,"
        " workspace_id text NOT NULL REFERENCES dataos.workspaces (id) ON DELETE CASCADE,"
        " kind text NOT NULL CONSTRAINT identity_providers_kind_check CHECK (kind IN ('oidc', 'saml')),"
        " name text NOT NULL, config jsonb NOT NULL, secret text, domains text[] NOT NULL DEFAULT '{}',"
        " role text NOT NULL DEFAULT 'member'"
        " CONSTRAINT identity_providers_role_check CHECK (role IN ('admin', 'member')),"
        " creates boolean NOT NULL DEFAULT true, enabled boolean NOT NULL DEFAULT true,"
        " exclusive boolean NOT NULL DEFAULT false, scim_hash bytea UNIQUE,"
        " created_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX identity_providers_workspace ON dataos.identity_providers (workspace_id)")
    op.execute("CREATE INDEX identity_providers_domains ON dataos.identity_providers USING gin (domains)")
    op.execute(
        "CREATE TABLE dataos.identity_groups ("
        " provider_id text NOT NULL REFERENCES dataos.identity_providers (id) ON DELETE CASCADE,"
        " name text NOT NULL, team_id text NOT NULL REFERENCES dataos.teams (id) ON DELETE CASCADE,"
        " PRIMARY KEY (provider_id, name, team_id))"
    )
    op.execute("CREATE INDEX identity_groups_team ON dataos.identity_groups (team_id)")
    op.execute(
        "CREATE TABLE dataos.identities ("
        " provider_id text NOT NULL REFERENCES dataos.identity_providers (id) ON DELETE CASCADE,"
        " subject text NOT NULL, user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " made boolean NOT NULL DEFAULT false,"
        " created_at timestamptz NOT NULL DEFAULT now(), last_seen_at timestamptz NOT NULL DEFAULT now(),"
        " PRIMARY KEY (provider_id, subject))"
    )
    op.execute("CREATE INDEX identities_user ON dataos.identities (user_id)")
    op.execute(
        "CREATE TABLE dataos.saml_assertions ("
        " provider_id text NOT NULL REFERENCES dataos.identity_providers (id) ON DELETE CASCADE,"
        " assertion_id text NOT NULL, expires_at timestamptz NOT NULL, ticket bytea UNIQUE,"
        " ticket_expires_at timestamptz, state text, who jsonb,"
        " created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (provider_id, assertion_id))"
    )
    op.execute("CREATE INDEX saml_assertions_expires ON dataos.saml_assertions (expires_at)")
    op.execute(
        "CREATE TABLE dataos.scim_users ("
        " provider_id text NOT NULL REFERENCES dataos.identity_providers (id) ON DELETE CASCADE,"
        " user_id text NOT NULL REFERENCES dataos.users (id) ON DELETE CASCADE,"
        " user_name text NOT NULL, external_id text, active boolean NOT NULL, made boolean NOT NULL,"
        " resource jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),"
        " updated_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz, PRIMARY KEY (provider_id, user_id))"
    )
    op.execute(
        "CREATE UNIQUE INDEX scim_users_name_key ON dataos.scim_users (provider_id, lower(user_name))"
        " WHERE deleted_at IS NULL"
    )
    op.execute("CREATE INDEX scim_users_external ON dataos.scim_users (provider_id, external_id)")
    op.execute("CREATE INDEX scim_users_user ON dataos.scim_users (user_id)")
    # No reference: an account that a directory disabled stays so when its provider is deleted.
    op.execute("ALTER TABLE dataos.users ADD COLUMN disabled_by text")


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
