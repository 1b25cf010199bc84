"""Attachments: files, their versions, and uploads that go on."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Here and not in a file of its own: what a revision installs never changes. A later revision replaces the functions.
_ADDRESSES = r"""
-- Addresses of files, as api/kit/file_links.py makes them: HMAC-SHA256 by its definition, with the padded keys given.

CREATE OR REPLACE FUNCTION dataos.file_signature(path text, expires bigint, inner_pad bytea, outer_pad bytea)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim(translate(encode(
    sha256(outer_pad || sha256(inner_pad || convert_to(path || E'\n' || expires::text, 'UTF8'))),
    'base64'), '+/', '-_'), '=')
$$;

-- A name in an address. Names with more than letters of ASCII and spaces are written byte by byte: taking them apart
-- by characters would cost three times what signing does.
CREATE OR REPLACE FUNCTION dataos.file_name_written(name text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN name ~ '^[A-Za-z0-9_.~ -]*$' THEN replace(name, ' ', '%20')
    ELSE regexp_replace(encode(convert_to(name, 'UTF8'), 'hex'), '(..)', '%\1', 'g') END
$$;

-- `path` is what is signed, `written` the same as an address.
CREATE OR REPLACE FUNCTION dataos.file_address(
  path text, written text, expires bigint, inner_pad bytea, outer_pad bytea
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '/api/v1/files/' || written || '?expires=' || expires || '&signature='
    || dataos.file_signature(path, expires, inner_pad, outer_pad)
$$;

-- A cell of files as people get it; null for an empty one.
CREATE OR REPLACE FUNCTION dataos.file_cell(cell jsonb, expires bigint, inner_pad bytea, outer_pad bytea)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT json_agg(json_build_object(
    'id', f.id, 'version', f.file -> 'version', 'name', f.name, 'type', f.type, 'size', f.file -> 'size',
    'url', dataos.file_address(
      f.place || f.name, f.place || dataos.file_name_written(f.name), expires, inner_pad, outer_pad),
    'thumbnails', CASE WHEN f.type IN (
      'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/tiff', 'image/avif', 'application/pdf')
    THEN json_build_object(
      'small', json_build_object('url', dataos.file_address(
        f.place || 'thumbnails/small', f.place || 'thumbnails/small', expires, inner_pad, outer_pad)),
      'large', json_build_object('url', dataos.file_address(
        f.place || 'thumbnails/large', f.place || 'thumbnails/large', expires, inner_pad, outer_pad)))
    END) ORDER BY f.n)
  FROM (
    SELECT i.file, i.n, i.file ->> 'id' AS id, i.file ->> 'name' AS name, i.file ->> 'type' AS type,
      (i.file ->> 'id') || '/' || (i.file ->> 'version') || '/' AS place
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(cell) = 'array' THEN cell END) WITH ORDINALITY AS i(file, n)
    WHERE jsonb_typeof(i.file) = 'object'
  ) f
$$;
"""


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
    op.get_bind().exec_driver_sql(_ADDRESSES.replace("%", "%%"))


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
