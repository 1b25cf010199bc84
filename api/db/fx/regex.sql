-- Regular expressions in RE2's syntax on PostgreSQL's engine. One difference stays: where lazy and greedy repeats are
-- mixed in a pattern, PostgreSQL lets the first one decide whether the whole match is short or long.

-- RE2 to PostgreSQL's dialect; NULL for a pattern that one of them refuses. Refused like in RE2: references back, looking
-- around, possessive repeats, and repeats that multiply to more than 1,000. Called with a constant it runs once.
CREATE OR REPLACE FUNCTION fx.regex(source text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  written text := '';
  flags text := '';
  rest text := source;
  token text;
  class boolean := false;
  opened boolean := false;
  repeats double precision := 1;
  lines boolean := false;
  dotall boolean := false;
  counts text[];
  code integer;
BEGIN
  IF length(source) > 1000 THEN RETURN NULL; END IF;
  token := substring(rest FROM '^\(\?([imsU]+)\)');
  IF token IS NOT NULL THEN
    IF token ~ 'U' THEN RETURN NULL; END IF;
    IF token ~ 'i' THEN flags := 'i'; END IF;
    lines := token ~ 'm';
    dotall := token ~ 's';
    rest := substr(rest, length(token) + 4);
  END IF;
  WHILE rest <> '' LOOP
    token := CASE
      WHEN class THEN substring(rest FROM '^(?:\[:\^?[a-z]+:\]|\\[pP]\{[A-Za-z_]+\}|\\[pP][A-Z]|\\x[0-9A-Fa-f]{2}|\\.|.)')
      ELSE substring(rest FROM '^(?:\\[pP]\{[A-Za-z_]+\}|\\[pP][A-Z]|\\x\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\.|\(\?P?<[A-Za-z_][A-Za-z0-9_]*>|\(\?.?|\{[0-9]+(?:,[0-9]*)?\}|\[\^?|.)')
    END;
    token := coalesce(token, left(rest, 1));
    rest := substr(rest, length(token) + 1);
    IF token = '\' THEN RETURN NULL; END IF;
    IF token ~ '^\\[pP]' THEN
      counts := regexp_match(token, '^\\([pP])\{?([A-Za-z_]+)\}?$');
      token := CASE counts[2]
        WHEN 'L' THEN '[:alpha:]' WHEN 'Lu' THEN '[:upper:]' WHEN 'Ll' THEN '[:lower:]' WHEN 'N' THEN '[:digit:]'
        WHEN 'Nd' THEN '[:digit:]' WHEN 'P' THEN '[:punct:]' WHEN 'Z' THEN '[:space:]' WHEN 'Zs' THEN '[:space:]'
        WHEN 'Greek' THEN U&'\0370-\03FF\1F00-\1FFF' WHEN 'Latin' THEN U&'A-Za-z\00AA\00BA\00C0-\00D6\00D8-\00F6\00F8-\02B8\1E00-\1EFF'
        WHEN 'Cyrillic' THEN U&'\0400-\052F' WHEN 'Han' THEN U&'\2E80-\2FD5\3005\3007\3021-\3029\3400-\4DBF\4E00-\9FFF' END;
      IF token IS NULL OR (class AND counts[1] = 'P') THEN RETURN NULL; END IF;
      IF NOT class THEN token := '[' || CASE counts[1] WHEN 'P' THEN '^' ELSE '' END || token || ']'; END IF;
    ELSIF token ~ '^\\x' THEN
      code := ('x' || lpad(substring(token FROM '^\\x\{?([0-9A-Fa-f]+)'), 8, '0'))::bit(32)::integer;
      IF code < 1 OR code BETWEEN 55296 AND 57343 OR code > 1114111 THEN RETURN NULL; END IF;
      token := '\U' || lpad(substring(token FROM '^\\x\{?([0-9A-Fa-f]+)'), 8, '0');
    ELSIF class THEN
      IF token = ']' AND NOT opened THEN
        class := false;
      ELSIF token = '[' THEN
        token := '\[';
      ELSIF token ~ '^\\[DWSbBAzZQEC0-9]' THEN
        RETURN NULL;  -- PostgreSQL has no complement within a class
      ELSIF token ~ '^\\[^dwsnrtfva[:alnum:]]$' AND token !~ '^\\[][\\^-]$' THEN
        token := substr(token, 2);
      ELSIF token ~ '^\\[[:alpha:]]$' AND token !~ '^\\[dwsnrtfva]$' THEN
        RETURN NULL;
      END IF;
      opened := false;
    ELSIF token ~ '^\[' THEN
      class := true;
      opened := true;
    ELSIF token = '.' THEN
      IF NOT dotall THEN token := '[^\n]'; END IF;
    ELSIF token = '^' THEN
      IF NOT lines THEN token := '\A'; ELSE token := '(?:\A|(?<=\n))'; END IF;
    ELSIF token = '$' THEN
      IF NOT lines THEN token := '\Z'; ELSE token := '(?=\n|\Z)'; END IF;
    ELSIF token = '\b' THEN token := '\y';
    ELSIF token = '\B' THEN token := '\Y';
    ELSIF token = '\z' THEN token := '\Z';
    ELSIF token = '\Q' THEN
      -- Quoted up to \E.
      token := CASE WHEN position('\E' IN rest) > 0 THEN left(rest, position('\E' IN rest) - 1) ELSE rest END;
      rest := substr(rest, length(token) + CASE WHEN position('\E' IN rest) > 0 THEN 3 ELSE 1 END);
      token := regexp_replace(token, '([.*+?^$()\[\]{}|\\])', '\\\1', 'g');
    ELSIF token ~ '^\\[0-9]' OR token ~ '^\\[a-zA-Z]$' AND token !~ '^\\[dDwWsSnrtfvaA]$' THEN
      RETURN NULL;
    ELSIF token ~ '^\(\?P?<[A-Za-z_]' THEN
      token := '(';
    ELSIF token ~ '^\(\?' AND token <> '(?:' THEN
      RETURN NULL;
    ELSIF token IN ('*', '+', '?') THEN
      IF written = '' OR rest ~ '^[*+{]' THEN RETURN NULL; END IF;
    ELSIF token ~ '^\{' AND token <> '{' THEN
      counts := regexp_match(token, '^\{([0-9]{1,4})(,([0-9]{0,4}))?\}$');
      IF counts IS NULL OR greatest(counts[1]::integer, nullif(counts[3], '')::integer) > 255 OR written = ''
        OR rest ~ '^[*+{]' THEN
        RETURN NULL;
      END IF;
      repeats := repeats * greatest(counts[1]::integer, nullif(counts[3], '')::integer, 1);
      IF repeats > 1000 THEN RETURN NULL; END IF;
    ELSIF token IN ('{', '}') THEN
      token := '\' || token;
    END IF;
    written := written || token;
  END LOOP;
  IF class THEN RETURN NULL; END IF;
  written := CASE WHEN flags = '' THEN '(?:)' ELSE '(?i)' END || written;
  BEGIN
    PERFORM 'a' ~ written;
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END;
  RETURN written;
END $$;

-- A replacement in RE2's or JavaScript's syntax ($1, ${1}, $& and $$) as PostgreSQL's.
CREATE OR REPLACE FUNCTION fx.regex_replacement(source text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(regexp_replace(regexp_replace(replace(replace(source, '\', '\\'), '$$', U&'\E000'),
  '\$(?:0|&)', '\\&', 'g'), '\$\{?([1-9])\}?', '\\\1', 'g'), U&'\E000', '$');

CREATE OR REPLACE FUNCTION fx.regex_extract(t text, pattern text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_substr(t, pattern);

CREATE OR REPLACE FUNCTION fx.regex_replace(t text, pattern text, replacement text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  groups integer := length(replacement) - length(replace(replacement, '\', ''));
BEGIN
  -- What the result can grow to, before it is made.
  IF length(replacement) > 10 AND length(t) * (1 + groups::bigint)
    + regexp_count(t, pattern) * length(replacement)::bigint > 5000000 THEN RETURN NULL; END IF;
  RETURN fx.fits(regexp_replace(t, pattern, replacement, 'g'));
END $$;
