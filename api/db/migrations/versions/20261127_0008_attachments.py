"""Attachments: files, their versions, and uploads that go on."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ADDRESSES = Path(__file__).parents[2] / "files" / "addresses.sql"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(
        "CREATE TABLE dataos.attachments ("
        " id text PRIMARY KEY,"
        " workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,"
        " base_id text NOT NULL REFERENCES dataos.bases ON DELETE CASCADE,"
        " uploaded_by bigint NOT NULL,"
        " current_version integer NOT NULL,"
        " created_at timestamptz NOT NULL DEFAULT now(),"
        # When a cell first held it; from then on it is kept for as long as the base is.
        " attached_at timestamptz)"
    )
    op.execute("CREATE INDEX attachments_workspace ON dataos.attachments (workspace_id)")
    op.execute("CREATE INDEX attachments_base ON dataos.attachments (base_id)")
    op.execute("CREATE INDEX attachments_loose ON dataos.attachments (created_at) WHERE attached_at IS NULL")
    op.execute(
        "CREATE TABLE dataos.attachment_versions ("
        " attachment_id text NOT NULL REFERENCES dataos.attachments ON DELETE CASCADE,"
        " version integer NOT NULL,"
        " name text NOT NULL,"
        " type text NOT NULL,"
        " size bigint NOT NULL,"
        " sha256 bytea NOT NULL,"
        " blob_key text NOT NULL UNIQUE,"
        " uploaded_by bigint NOT NULL,"
        " created_at timestamptz NOT NULL DEFAULT now(),"
        # Made when they are first asked for; or why there will never be any.
        " thumbnails jsonb,"
        " thumbnail_error text,"
        " PRIMARY KEY (attachment_id, version))"
    )
    # Blobs that no other row names: on their way in until a row does, or on their way out. Upkeep deletes what is due.
    op.execute(
        "CREATE TABLE dataos.loose_blobs ("
        " key text PRIMARY KEY,"
        " due_at timestamptz NOT NULL DEFAULT now() + interval '24 hours')"
    )
    op.execute("CREATE INDEX loose_blobs_due ON dataos.loose_blobs (due_at)")
    op.execute(
        "CREATE TABLE dataos.uploads ("
        " id text PRIMARY KEY,"
        " base_id text NOT NULL REFERENCES dataos.bases ON DELETE CASCADE,"
        # Of which attachment it becomes a version; null for a new one.
        " version_of text REFERENCES dataos.attachments ON DELETE CASCADE,"
        " name text NOT NULL,"
        " length bigint NOT NULL,"
        " received bigint NOT NULL DEFAULT 0,"
        # Blobs in order: [[key, size], ...]
        " parts jsonb NOT NULL DEFAULT '[]',"
        " uploaded_by bigint NOT NULL,"
        " attachment_id text REFERENCES dataos.attachments ON DELETE CASCADE,"
        " version integer,"
        " created_at timestamptz NOT NULL DEFAULT now(),"
        " touched_at timestamptz NOT NULL DEFAULT now())"
    )
    op.execute("CREATE INDEX uploads_base ON dataos.uploads (base_id)")
    op.execute("CREATE INDEX uploads_version_of ON dataos.uploads (version_of)")
    op.execute("CREATE INDEX uploads_attachment ON dataos.uploads (attachment_id)")
    op.execute("CREATE INDEX uploads_touched ON dataos.uploads (touched_at)")
    # The driver takes a percent sign for a parameter.
    op.get_bind().exec_driver_sql(_ADDRESSES.read_text().replace("%", "%%"))


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
