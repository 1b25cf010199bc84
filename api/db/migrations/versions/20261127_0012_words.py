"""What a search looks for in cells with several values, and in numbers and dates."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WORDS = r"""
-- The text of cells with several values, as a search looks for it and its index keeps it (api/records/sql/words.py).
-- Between the values stands the unit separator, which a search never asks for: none is found across two of them.

CREATE OR REPLACE FUNCTION fx.words(items text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN array_to_string(items, E'\x1f');
END $$;

CREATE OR REPLACE FUNCTION fx.words(items jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(items) <> 'array' THEN RETURN NULL; END IF;
  RETURN (
    SELECT string_agg(item #>> '{}', E'\x1f' ORDER BY place)
    FROM jsonb_array_elements(items) WITH ORDINALITY AS listed(item, place)
    WHERE jsonb_typeof(item) IN ('string', 'number', 'boolean'));
END $$;

CREATE OR REPLACE FUNCTION fx.file_names(files jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF jsonb_typeof(files) <> 'array' THEN RETURN NULL; END IF;
  RETURN (
    SELECT string_agg(file ->> 'name', E'\x1f' ORDER BY place)
    FROM jsonb_array_elements(files) WITH ORDINALITY AS listed(file, place));
END $$;

CREATE OR REPLACE FUNCTION fx.number_words(items numeric[], decimals integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT string_agg(
      CASE WHEN decimals IS NULL THEN trim_scale(item)::text ELSE round(item, decimals)::text END,
      E'\x1f' ORDER BY place)
    FROM unnest(items) WITH ORDINALITY AS listed(item, place));
END $$;

CREATE OR REPLACE FUNCTION fx.number_words(items jsonb, decimals integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN fx.number_words(ARRAY(
    SELECT item::numeric
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items END) AS listed(item)
    WHERE jsonb_typeof(item) = 'number'), decimals);
END $$;

-- Seconds as write_duration has them (core/fields/duration_text.py).
CREATE OR REPLACE FUNCTION fx.duration_text(seconds numeric, style text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  n numeric := abs(round(seconds, 3));
  hours numeric := trunc(CASE WHEN style = 'd h:mm' THEN mod(n, 86400) ELSE n END / 3600);
  part text := rtrim(lpad(trunc(mod(n, 1) * 1000)::text, 3, '0'), '0');
  decimals integer := length(split_part(style, '.', 2));
  shown text := CASE WHEN round(seconds, 3) < 0 THEN '-' ELSE '' END;
BEGIN
  IF style = 'd h:mm' THEN shown := shown || trunc(n / 86400)::text || 'd '; END IF;
  shown := shown || hours::text || ':' || lpad(trunc(mod(n, 3600) / 60)::text, 2, '0');
  IF style NOT IN ('h:mm', 'd h:mm') OR trunc(mod(n, 60)) > 0 OR part <> '' THEN
    shown := shown || ':' || lpad(trunc(mod(n, 60))::text, 2, '0');
    IF length(part) < decimals THEN part := rpad(part, decimals, '0'); END IF;
    IF part <> '' THEN shown := shown || '.' || part; END IF;
  END IF;
  RETURN shown;
END $$;

CREATE OR REPLACE FUNCTION fx.duration_words(items numeric[], style text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT string_agg(fx.duration_text(item, style), E'\x1f' ORDER BY place)
    FROM unnest(items) WITH ORDINALITY AS listed(item, place));
END $$;

CREATE OR REPLACE FUNCTION fx.duration_words(items jsonb, style text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN fx.duration_words(ARRAY(
    SELECT item::numeric
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items END) AS listed(item)
    WHERE jsonb_typeof(item) = 'number'), style);
END $$;

-- Days and moments by a shape for to_char that names no month in another language than English.
CREATE OR REPLACE FUNCTION fx.date_text(day date, shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN to_char(day::timestamp, shape);
END $$;

CREATE OR REPLACE FUNCTION fx.date_words(items date[], shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT string_agg(to_char(item::timestamp, shape), E'\x1f' ORDER BY place)
    FROM unnest(items) WITH ORDINALITY AS listed(item, place));
END $$;

CREATE OR REPLACE FUNCTION fx.date_words(items jsonb, shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN fx.date_words(ARRAY(
    SELECT (item #>> '{}')::date
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items END) AS listed(item)
    WHERE pg_input_is_valid(item #>> '{}', 'date')), shape);
END $$;

CREATE OR REPLACE FUNCTION fx.time_text(moment timestamptz, zone text, shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN to_char(moment AT TIME ZONE zone, shape);
END $$;

CREATE OR REPLACE FUNCTION fx.time_words(items timestamptz[], zone text, shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT string_agg(to_char(item AT TIME ZONE zone, shape), E'\x1f' ORDER BY place)
    FROM unnest(items) WITH ORDINALITY AS listed(item, place));
END $$;

CREATE OR REPLACE FUNCTION fx.time_words(items jsonb, zone text, shape text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN fx.time_words(ARRAY(
    SELECT (item #>> '{}')::timestamptz
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(items) = 'array' THEN items END) AS listed(item)
    WHERE pg_input_is_valid(item #>> '{}', 'timestamptz')), zone, shape);
END $$;
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.get_bind().exec_driver_sql(_WORDS)


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
