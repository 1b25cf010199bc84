-- Coercions of formulas (core/formula/coerce.py). What reads dates with to_char or casts is immutable here because the
-- formats are fixed; PostgreSQL cannot know that.

CREATE OR REPLACE FUNCTION fx.number_text(a double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ((a + 0)::text)::numeric::text;

CREATE OR REPLACE FUNCTION fx.boolean_text(a boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE a WHEN true THEN 'true' WHEN false THEN 'false' END;

CREATE OR REPLACE FUNCTION fx.date_text(a date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_char(a, 'YYYY-MM-DD');

CREATE OR REPLACE FUNCTION fx.moment_text(a timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_char(a AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE OR REPLACE FUNCTION fx.number_texts(a double precision[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT fx.number_text(i) FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

CREATE OR REPLACE FUNCTION fx.boolean_texts(a boolean[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT fx.boolean_text(i) FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

CREATE OR REPLACE FUNCTION fx.date_texts(a date[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT fx.date_text(i) FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

CREATE OR REPLACE FUNCTION fx.moment_texts(a timestamptz[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT fx.moment_text(i) FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

CREATE OR REPLACE FUNCTION fx.dates(a timestamptz[], zone text) RETURNS date[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT (i AT TIME ZONE zone)::date FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

CREATE OR REPLACE FUNCTION fx.moments(a date[], zone text) RETURNS timestamptz[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT i::timestamp AT TIME ZONE zone FROM unnest(a) WITH ORDINALITY AS u(i, n) ORDER BY n);

-- ISO text; NULL for any other.
CREATE OR REPLACE FUNCTION fx.moment_of_text(a text, zone text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN btrim(a) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
    CASE WHEN pg_input_is_valid(btrim(a), 'date') THEN btrim(a)::date::timestamp AT TIME ZONE zone END
  WHEN btrim(a) !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?$'
    THEN NULL
  WHEN btrim(a) ~ '([Zz]|[+-][0-9]{2}:?[0-9]{2})$' THEN
    CASE WHEN pg_input_is_valid(btrim(a), 'timestamptz') THEN btrim(a)::timestamptz END
  WHEN pg_input_is_valid(btrim(a), 'timestamp') THEN btrim(a)::timestamp AT TIME ZONE zone
END;

-- Of a moment its day in the zone; a date alone is itself.
CREATE OR REPLACE FUNCTION fx.date_of_text(a text, zone text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (fx.moment_of_text(a, zone) AT TIME ZONE zone)::date;

CREATE OR REPLACE FUNCTION fx.join(a text[], separator text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_string(a, separator);

-- Names of options, in the order of the ids; an id that is no option any more has none.
CREATE OR REPLACE FUNCTION fx.names(known jsonb, ids text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT known ->> i FROM unnest(ids) WITH ORDINALITY AS u(i, n) WHERE known ? i ORDER BY n);
