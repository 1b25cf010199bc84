"""The audit log: append-only, by months, with a hash chain for each workspace and one for the installation."""

from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None

_REFUSE = """
CREATE FUNCTION dataos.audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Sealing fills the three columns of the chain, once; everything else stays as it was written.
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'audit_anchors' THEN
    IF OLD.hash IS NULL AND NEW.hash IS NOT NULL
       AND to_jsonb(NEW) - ARRAY['position', 'prev_hash', 'hash']
         = to_jsonb(OLD) - ARRAY['position', 'prev_hash', 'hash'] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.audit_log ("
        " seq bigint GENERATED ALWAYS AS IDENTITY,"
        " xid xid8 NOT NULL DEFAULT pg_current_xact_id(),"
        " at timestamptz NOT NULL DEFAULT now(),"
        " id text NOT NULL,"
        " chain text NOT NULL,"
        " action text NOT NULL,"
        " outcome text NOT NULL CONSTRAINT audit_log_outcome_check CHECK (outcome IN ('done', 'refused')),"
        " actor_kind text NOT NULL,"
        " actor_id text,"
        " actor_name text NOT NULL DEFAULT '',"
        " on_behalf text,"
        " address text NOT NULL DEFAULT '',"
        " user_agent text NOT NULL DEFAULT '',"
        " request_id text,"
        " base_id text,"
        " table_id text,"
        " targets text[] NOT NULL DEFAULT '{}',"
        " before jsonb,"
        " after jsonb,"
        " detail jsonb NOT NULL DEFAULT '{}',"
        " position bigint,"
        " prev_hash bytea,"
        " hash bytea"
        ") PARTITION BY RANGE (at)"
    )
    op.execute("CREATE INDEX audit_log_list ON dataos.audit_log (chain, at, seq)")
    op.execute("CREATE INDEX audit_log_actor ON dataos.audit_log (chain, actor_id, at, seq)")
    op.execute("CREATE INDEX audit_log_table ON dataos.audit_log (table_id, at, seq)")
    op.execute("CREATE INDEX audit_log_targets ON dataos.audit_log USING gin (targets)")
    op.execute("CREATE INDEX audit_log_request ON dataos.audit_log (request_id)")
    op.execute("CREATE INDEX audit_log_place ON dataos.audit_log (chain, position)")
    op.execute("CREATE INDEX audit_log_waiting ON dataos.audit_log (xid, seq) WHERE hash IS NULL")
    op.execute("CREATE TABLE dataos.audit_log_default PARTITION OF dataos.audit_log DEFAULT")
    op.execute(
        "CREATE TABLE dataos.audit_chains (chain text PRIMARY KEY, position bigint NOT NULL, hash bytea NOT NULL,"
        " sealed_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute(
        "CREATE TABLE dataos.audit_anchors (chain text NOT NULL, position bigint NOT NULL, hash bytea NOT NULL,"
        " month text NOT NULL, entries bigint NOT NULL, dropped_at timestamptz NOT NULL DEFAULT now(),"
        " PRIMARY KEY (chain, position))"
    )
    # Records are audited from here on, not back to the first change of an installation that is years old.
    op.execute(
        "INSERT INTO dataos.cursors (consumer, xid, seq) VALUES ('audit', pg_snapshot_xmin(pg_current_snapshot()), 0)"
    )
    op.execute(_REFUSE)
    for table in ("audit_log", "audit_anchors"):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON dataos.{table}"
            " FOR EACH ROW EXECUTE FUNCTION dataos.audit_guard()"
        )
    for table in ("audit_log", "audit_log_default", "audit_anchors"):
        op.execute(
            f"CREATE TRIGGER {table}_never_truncated BEFORE TRUNCATE ON dataos.{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION dataos.audit_guard()"
        )


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
