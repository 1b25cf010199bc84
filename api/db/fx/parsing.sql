-- DATETIME_PARSE: text to a moment by a format of the same tokens, or by the usual ways to write dates.

-- For comparing names of months and days: without regard to capitals and accents.
CREATE OR REPLACE FUNCTION fx.bare(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(lower(upper(t COLLATE pg_catalog.pg_c_utf8) COLLATE pg_catalog.pg_c_utf8),
  'άέήίϊΐόύϋΰώéèûôäöü', 'αεηιιιουυυωeeuoaou');

-- A regular expression for a list of names, and the name's place in it.
CREATE OR REPLACE FUNCTION fx.any_of(names text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT string_agg(regexp_replace(fx.bare(rtrim(name, '.')), '([.*+?^$()\[\]{}|\\])', '\\\1', 'g') || '\.?', '|'
    ORDER BY length(name) DESC)
  FROM unnest(names) AS listed(name));

CREATE OR REPLACE FUNCTION fx.place_of(name text, names text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT min(place) FROM unnest(names) WITH ORDINALITY AS listed(item, place)
  WHERE fx.bare(rtrim(item, '.')) = rtrim(name, '.'));

CREATE OR REPLACE FUNCTION fx.all_months(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN fx.month_names(language) || fx.month_names_of_day(language) || fx.month_abbreviations(language);

-- A format as a regular expression for folded text (first element) and the tokens of its groups (the others).
CREATE OR REPLACE FUNCTION fx.parse_pattern(format text, locale text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  language text := fx.language(locale);
  pattern text := '^\s*';
  tokens text[] := '{}';
  token text;
  part text;
BEGIN
  FOREACH token IN ARRAY coalesce(fx.format_tokens(format, locale), ARRAY[NULL]) LOOP
    IF token IS NULL THEN RETURN NULL; END IF;
    IF left(token, 1) = '[' THEN
      pattern := pattern || CASE WHEN btrim(substr(token, 2)) = '' THEN '\s*' ELSE
        regexp_replace(fx.bare(substr(token, 2)), '([.*+?^$()\[\]{}|\\])', '\\\1', 'g') END;
      CONTINUE;
    END IF;
    part := CASE
      WHEN token = 'YYYY' THEN '\d{4}'
      WHEN token = 'Y' THEN '\d{1,4}'
      WHEN token IN ('YY', 'MM', 'DD', 'M', 'D', 'H', 'HH', 'h', 'hh', 'k', 'kk', 'm', 'mm', 's', 'ss') THEN '\d{1,2}'
      WHEN token IN ('DDD', 'DDDD') THEN '\d{1,3}'
      WHEN token LIKE 'MMM%' THEN fx.any_of(fx.all_months(language))
      WHEN token IN ('dddd', 'ddd', 'dd') THEN
        fx.any_of(fx.day_names(language) || fx.day_abbreviations(language) || fx.day_letters(language))
      WHEN token IN ('Do', 'Mo') THEN '\d{1,2}(?:st|nd|rd|th|er|re|e|η|\.)?'
      WHEN token LIKE 'S%' THEN '\d{1,9}'
      WHEN token IN ('A', 'a') THEN '[ap]\.?m\.?|πμ|μμ|π\.μ\.|μ\.μ\.'
      WHEN token IN ('Z', 'ZZ') THEN 'z|[+-]\d{2}:?\d{2}'
      WHEN token = 'X' THEN '[+-]?\d{1,12}(?:\.\d{1,6})?'
      WHEN token = 'x' THEN '[+-]?\d{1,15}'
    END;
    IF part IS NULL THEN RETURN NULL; END IF;
    pattern := pattern || '(' || part || ')';
    tokens := tokens || token;
  END LOOP;
  RETURN (pattern || '\s*$') || tokens;
END $$;

-- z, +02:00 or +0200 in seconds.
CREATE OR REPLACE FUNCTION fx.seconds_of_offset(written text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF written !~ '^[+-]\d{2}:?\d{2}$' THEN RETURN 0; END IF;
  RETURN CASE WHEN written LIKE '-%' THEN -1 ELSE 1 END
    * (substr(written, 2, 2)::integer * 3600 + right(written, 2)::integer * 60);
END $$;

-- A moment from its parts; NULL for a day or time that there is not.
CREATE OR REPLACE FUNCTION fx.moment(day date, hour integer, minute integer, seconds double precision, shift integer, zone text)
RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  w timestamp;
BEGIN
  IF day IS NULL OR hour NOT BETWEEN 0 AND 24 OR minute NOT BETWEEN 0 AND 59 OR NOT (seconds >= 0 AND seconds < 60)
    OR (hour = 24 AND minute + seconds > 0) OR shift NOT BETWEEN -64800 AND 64800 THEN RETURN NULL; END IF;
  w := day + make_interval(hours => hour, mins => minute, secs => seconds);
  IF shift IS NOT NULL THEN RETURN fx.in_range(w - make_interval(secs => shift)) AT TIME ZONE 'UTC'; END IF;
  RETURN fx.in_range(w) AT TIME ZONE zone;
END $$;

-- t by a pattern of fx.parse_pattern. Without a zone of its own it is wall time in the given zone. NULL when it does
-- not fit. What the format does not name is 1 January, midnight; the year must be there.
CREATE OR REPLACE FUNCTION fx.parse_time(t text, pattern text[], locale text, zone text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  language text := fx.language(locale);
  parts text[];
  part text;
  token text;
  year integer;
  month integer := 1;
  day integer := 1;
  yearday integer;
  hour integer := 0;
  minute integer := 0;
  seconds double precision := 0;
  afternoon boolean;
  shift integer;
  result date;
BEGIN
  IF length(t) > 200 THEN RETURN NULL; END IF;
  parts := regexp_match(fx.bare(t), pattern[1]);
  IF parts IS NULL OR cardinality(pattern) = 1 THEN RETURN NULL; END IF;
  FOR at IN 1 .. cardinality(parts) LOOP
    token := pattern[at + 1];
    part := parts[at];
    CASE token
      WHEN 'YYYY', 'Y' THEN year := part;
      WHEN 'M', 'MM' THEN month := part;
      WHEN 'D', 'DD' THEN day := part;
      WHEN 'H', 'HH', 'h', 'hh' THEN hour := part;
      WHEN 'm', 'mm' THEN minute := part;
      WHEN 's', 'ss' THEN seconds := seconds + part::integer;
      WHEN 'A', 'a' THEN afternoon := part ~ '^(p|μ)';
      WHEN 'MMM', 'MMMM', 'MMMM of day' THEN month := (fx.place_of(part, fx.all_months(language)) - 1) % 12 + 1;
      WHEN 'YY' THEN year := part::integer + CASE WHEN part::integer > 68 THEN 1900 ELSE 2000 END;
      WHEN 'Mo' THEN month := substring(part FROM '^\d+');
      WHEN 'Do' THEN day := substring(part FROM '^\d+');
      WHEN 'DDD', 'DDDD' THEN yearday := part;
      WHEN 'k', 'kk' THEN hour := CASE WHEN part = '24' THEN 0 ELSE part::integer END;
      WHEN 'Z', 'ZZ' THEN shift := fx.seconds_of_offset(part);
      WHEN 'X', 'x' THEN
        IF abs(part::double precision / CASE token WHEN 'x' THEN 1000 ELSE 1 END) > 2.6e11 THEN RETURN NULL; END IF;
        RETURN fx.in_range(timestamp '1970-01-01'
          + make_interval(secs => part::double precision / CASE token WHEN 'x' THEN 1000 ELSE 1 END)) AT TIME ZONE 'UTC';
      ELSE
        -- The name of a weekday says nothing that the date does not.
        IF token LIKE 'S%' THEN seconds := seconds + ('0.' || left(part, 6))::double precision; END IF;
    END CASE;
  END LOOP;
  IF afternoon IS NOT NULL THEN
    IF hour NOT BETWEEN 1 AND 12 THEN RETURN NULL; END IF;
    hour := hour % 12 + CASE WHEN afternoon THEN 12 ELSE 0 END;
  END IF;
  result := fx.day(year, month, day);
  IF yearday IS NOT NULL THEN
    result := fx.day(year, 1, 1) + yearday - 1;
    IF yearday < 1 OR extract(year FROM result) <> year THEN RETURN NULL; END IF;
  END IF;
  RETURN fx.moment(result, hour, minute, seconds, shift, zone);
END $$;

-- The patterns that are tried in a language when no format is given: days in numbers, then with names. Each is an
-- array written as text, for arrays of arrays are tables. With a constant this is worked out once.
CREATE OR REPLACE FUNCTION fx.usual_patterns(locale text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT array_agg(fx.parse_pattern(format, locale)::text ORDER BY place)
  FROM unnest(CASE fx.language(locale)
    WHEN 'en' THEN ARRAY['M/D/YYYY', 'M/D/YY', 'M-D-YYYY', 'MMM D, YYYY', 'MMM Do, YYYY', 'MMM D YYYY', 'D MMM YYYY',
      'Do MMM YYYY', 'D-MMM-YYYY']
    WHEN 'de' THEN ARRAY['D.M.YYYY', 'D.M.YY', 'D/M/YYYY', 'D. MMM YYYY', 'D MMM YYYY']
    ELSE ARRAY['D/M/YYYY', 'D/M/YY', 'D.M.YYYY', 'D-M-YYYY', 'Do MMM YYYY', 'D MMM YYYY', 'D MMM, YYYY']
  END) WITH ORDINALITY AS usual(format, place));

-- t as people write dates: ISO 8601 in any language, else the usual formats with or without a weekday and a time.
CREATE OR REPLACE FUNCTION fx.parse_usual(t text, patterns text[], locale text, zone text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  language text := fx.language(locale);
  day text;
  clock text[];
  p text[];
  pattern text;
  named boolean;
  result date;
  hour integer := 0;
BEGIN
  IF length(t) > 200 OR language IS NULL OR t !~ '\d' THEN RETURN NULL; END IF;
  day := fx.bare(fx.trim(t));
  p := regexp_match(day, '^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d/-])');
  IF p IS NULL THEN p := regexp_match(day, '^(\d{4})(\d{2})(\d{2})(?!\d)'); END IF;
  clock := regexp_match(day, '(?:^|[t\s,])\s*(\d{1,2})(?::(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?)?\s*([ap]\.?m\.?|πμ|μμ|π\.μ\.|μ\.μ\.)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$');
  -- A lone number at the end is a year or a day, not an hour.
  IF clock[2] IS NULL AND clock[4] IS NULL THEN clock := NULL; END IF;
  IF clock IS NOT NULL THEN
    day := rtrim(regexp_replace(day, '(?:^|[t\s,])\s*\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?\s*([ap]\.?m\.?|πμ|μμ|π\.μ\.|μ\.μ\.)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$', ''), ' ,');
    hour := clock[1]::integer;
    IF clock[4] IS NOT NULL THEN
      IF hour NOT BETWEEN 1 AND 12 THEN RETURN NULL; END IF;
      hour := hour % 12 + CASE WHEN clock[4] ~ '^(p|μ)' THEN 12 ELSE 0 END;
    END IF;
  END IF;
  IF p IS NOT NULL THEN
    IF day !~ '^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{8})$' THEN RETURN NULL; END IF;
    result := fx.day(p[1]::integer, p[2]::integer, p[3]::integer);
  ELSE
    p := regexp_match(day, '^([^\d\s,]+),?\s+(.*\d.*\d.*)$');
    IF fx.place_of(p[1], fx.day_names(language) || fx.day_abbreviations(language)) IS NOT NULL THEN day := p[2]; END IF;
    -- All of them end in a year.
    IF day !~ '\d\d$' THEN RETURN NULL; END IF;
    named := day ~ '[[:alpha:]]';
    FOREACH pattern IN ARRAY patterns LOOP
      CONTINUE WHEN named <> (pattern LIKE '%MMM%');
      result := fx.parse_time(day, pattern::text[], language, 'UTC') AT TIME ZONE 'UTC';
      EXIT WHEN result IS NOT NULL;
    END LOOP;
  END IF;
  RETURN fx.moment(result, hour, coalesce(clock[2]::integer, 0), coalesce(clock[3]::double precision, 0),
    fx.seconds_of_offset(clock[5]), zone);
END $$;

-- Whether a text is neither blank nor a moment by the pattern (none: the pattern is of no use), or by the usual formats.
CREATE OR REPLACE FUNCTION fx.is_no_time(t text, pattern text[], locale text, zone text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN fx.parse_time(t, pattern, locale, zone) IS NULL AND fx.trim(t) <> '';
END $$;

CREATE OR REPLACE FUNCTION fx.is_no_usual_time(t text, patterns text[], locale text, zone text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN fx.parse_usual(t, patterns, locale, zone) IS NULL AND fx.trim(t) <> '';
END $$;
