-- The `dataos` schema of this release, as one script: the first migration runs it; later ones change it.
-- Public ids are TypeIDs (text). Users, workspaces and tables also have numbers: small keys for hot rows.

CREATE TABLE dataos.users (
  id text PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email_key ON dataos.users (lower(email));

-- One row per sign-in. The refresh token rotates: `refresh_hash` is the one that works, any earlier generation
-- presented again revokes the session.
CREATE TABLE dataos.sessions (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES dataos.users ON DELETE CASCADE,
  access_hash bytea NOT NULL UNIQUE,
  access_expires_at timestamptz NOT NULL,
  refresh_hash bytea NOT NULL UNIQUE,
  refresh_expires_at timestamptz NOT NULL,
  csrf text NOT NULL,
  user_agent text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE INDEX sessions_user ON dataos.sessions (user_id);
CREATE TABLE dataos.spent_refresh_tokens (
  hash bytea PRIMARY KEY,
  session_id text NOT NULL REFERENCES dataos.sessions ON DELETE CASCADE,
  spent_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dataos.workspaces (
  id text PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  name text NOT NULL,
  policy_version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE TABLE dataos.workspace_members (
  workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES dataos.users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX workspace_members_user ON dataos.workspace_members (user_id);

CREATE TABLE dataos.bases (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  icon text NOT NULL DEFAULT '',
  color text NOT NULL DEFAULT '',
  position int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX bases_workspace ON dataos.bases (workspace_id);
CREATE TABLE dataos.base_members (
  base_id text NOT NULL REFERENCES dataos.bases ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES dataos.users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('creator', 'editor', 'commenter', 'viewer')),
  PRIMARY KEY (base_id, user_id)
);

-- `version` rises with every change to the table's fields; record statements check it, so no process can work with a
-- stale schema. `next_field` numbers fields for ever; a number is never used twice.
CREATE TABLE dataos.tables (
  id text PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  base_id text NOT NULL REFERENCES dataos.bases ON DELETE CASCADE,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  primary_field_id text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  next_field int NOT NULL DEFAULT 1,
  position int NOT NULL DEFAULT 0,
  ready boolean NOT NULL DEFAULT true,   -- false while an import fills it: not listed, not readable
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE UNIQUE INDEX tables_name_key ON dataos.tables (base_id, lower(name)) WHERE deleted_at IS NULL AND ready;
CREATE TABLE dataos.fields (
  id text PRIMARY KEY,
  table_id text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,
  number int NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  config jsonb NOT NULL DEFAULT '{}',
  description text NOT NULL DEFAULT '',
  required boolean NOT NULL DEFAULT false,
  is_unique boolean NOT NULL DEFAULT false,
  position int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  UNIQUE (table_id, number)
);
CREATE UNIQUE INDEX fields_name_key ON dataos.fields (table_id, lower(name)) WHERE deleted_at IS NULL;
CREATE TABLE dataos.views (
  id text PRIMARY KEY,
  table_id text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL,
  config jsonb NOT NULL DEFAULT '{}',
  position int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX views_table ON dataos.views (table_id);

-- The change feed: version history, undo source, audit source and outbox in one (DESIGN §7). `before` and `after` map
-- field numbers to stored values of the touched fields only. Readers order by (xid, seq) below pg_snapshot_xmin.
CREATE TABLE dataos.changes (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT now(),
  change_set uuid NOT NULL,
  workspace_number bigint NOT NULL,
  table_number bigint NOT NULL,
  record_key bigint,                     -- null for a range (import): see `after`
  version int,                           -- the record's version after this change
  operation text NOT NULL,
  before jsonb NOT NULL DEFAULT '{}',
  after jsonb NOT NULL DEFAULT '{}',
  actor_kind text NOT NULL,
  actor_number bigint,
  cause text NOT NULL,
  cause_depth smallint NOT NULL DEFAULT 0,
  cause_detail jsonb,                    -- request, automation, run and step ids; the change set an undo takes back
  tab text                               -- the browser tab whose undo stack this belongs to
) PARTITION BY RANGE (at);
CREATE INDEX changes_feed ON dataos.changes (xid, seq);
CREATE INDEX changes_record ON dataos.changes (table_number, record_key, seq);
CREATE INDEX changes_set ON dataos.changes (change_set);
CREATE INDEX changes_undo ON dataos.changes (actor_number, tab, seq) WHERE tab IS NOT NULL;
CREATE TABLE dataos.changes_default PARTITION OF dataos.changes DEFAULT;

CREATE TABLE dataos.cursors (
  consumer text PRIMARY KEY,
  xid xid8 NOT NULL,
  seq bigint NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE dataos.idempotency_keys (
  actor_number bigint NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status int,
  answer bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor_number, key)
);

CREATE TABLE dataos.automations (
  id text PRIMARY KEY,
  table_id text NOT NULL REFERENCES dataos.tables ON DELETE CASCADE,
  owner_number bigint NOT NULL,
  name text NOT NULL,
  draft jsonb NOT NULL,
  published_version int,
  enabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  modified_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz
);
CREATE INDEX automations_table ON dataos.automations (table_id);
CREATE TABLE dataos.automation_versions (
  automation_id text NOT NULL REFERENCES dataos.automations ON DELETE CASCADE,
  version int NOT NULL,
  definition jsonb NOT NULL,             -- as written
  plan jsonb NOT NULL,                   -- checked, names resolved to ids
  published_by bigint NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (automation_id, version)
);
CREATE TABLE dataos.runs (
  id text PRIMARY KEY,
  automation_id text NOT NULL REFERENCES dataos.automations ON DELETE CASCADE,
  version int NOT NULL,
  status text NOT NULL,
  trigger_type text NOT NULL,
  record_key bigint,
  context jsonb NOT NULL DEFAULT '{}',   -- the trigger's record before and after, as of its change
  depth smallint NOT NULL DEFAULT 0,
  change_seq bigint,
  workflow_id text NOT NULL,
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX runs_automation ON dataos.runs (automation_id, id DESC);
CREATE INDEX runs_unfinished ON dataos.runs (status) WHERE status IN ('queued', 'running', 'waiting');
CREATE TABLE dataos.run_steps (
  run_id text NOT NULL REFERENCES dataos.runs ON DELETE CASCADE,
  path text NOT NULL,                    -- where in the plan, e.g. steps.0 or steps.1.branches.0.steps.2
  step_id text NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  input jsonb,
  output jsonb,
  error jsonb,
  attempt int NOT NULL DEFAULT 1,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (run_id, path)
);

CREATE TABLE dataos.notifications (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES dataos.users ON DELETE CASCADE,
  workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  table_id text,
  record_id text,
  run_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz
);
CREATE INDEX notifications_user ON dataos.notifications (user_id, id DESC);
CREATE TABLE dataos.mails (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES dataos.workspaces ON DELETE CASCADE,
  recipients text[] NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  status text NOT NULL,                  -- captured (no SMTP set), queued, sent, failed
  error text,
  run_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX mails_workspace ON dataos.mails (workspace_id, id DESC);
