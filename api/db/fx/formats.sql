-- DATETIME_FORMAT. A format is cut into tokens by an immutable function of its own, so that PostgreSQL does it once per
-- statement when the format is a constant.

-- The tokens of a format, long ones (LLL) written out, in order. Text in [brackets] and signs that mean nothing are
-- tokens that start with [. NULL for a format of more than 500 characters and a language that we do not know.
CREATE OR REPLACE FUNCTION fx.format_tokens(format text, locale text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  language text := fx.language(locale);
  pattern CONSTANT text := '\[[^\]]*\]|Mo|M{1,4}|DDDo|Do|D{1,4}|do|d{1,4}|wo|ww?|Wo|WW?|Qo|Q|YYYY|YY|Y|gggg|gg|GGGG|GG'
    '|e|E|A|a|HH?|hh?|kk?|mm?|ss?|S{1,9}|X|x|ZZ?|zz?|LTS|LT|L{1,4}|l{1,4}|.';
  token text;
  tokens text[] := '{}';
  months boolean := false;
BEGIN
  IF language IS NULL OR length(format) > 500 THEN RETURN NULL; END IF;
  FOR token IN SELECT hit[1] FROM regexp_matches(format, '(' || pattern || ')', 'g') AS matches(hit) LOOP
    IF token ~ '^(L{1,4}|l{1,4}|LTS?)$' THEN
      tokens := tokens || fx.format_tokens(fx.long_format(token, language), language);
    ELSIF left(token, 1) = '[' AND length(token) > 1 THEN
      tokens := tokens || ('[' || substr(token, 2, length(token) - 2));
    ELSIF token ~ '^[MDdwWQYgGeEAaHhkmsSXxZz]' THEN
      tokens := tokens || token;
    ELSE
      tokens := tokens || ('[' || token);
    END IF;
  END LOOP;
  -- The month's name in its form beside a day.
  months := array_position(tokens, 'D') < array_position(tokens, 'MMMM')
    OR array_position(tokens, 'DD') < array_position(tokens, 'MMMM')
    OR array_position(tokens, 'Do') < array_position(tokens, 'MMMM');
  RETURN CASE WHEN months THEN array_replace(tokens, 'MMMM', 'MMMM of day') ELSE tokens END;
END $$;

-- '+02:00', or '+0200' for an empty colon.
CREATE OR REPLACE FUNCTION fx.offset_text(seconds integer, colon text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN seconds < 0 THEN '-' ELSE '+' END || lpad((abs(seconds::bigint) / 3600)::text, 2, '0') || colon
  || lpad((abs(seconds::bigint) / 60 % 60)::text, 2, '0');

-- What PostgreSQL's to_char writes for a token, NULL where it cannot.
CREATE OR REPLACE FUNCTION fx.template(token text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN token LIKE '[%' THEN '"' || replace(replace(substr(token, 2), '\', '\\'), '"', '\"') || '"'
  ELSE CASE token
    WHEN 'YYYY' THEN 'YYYY' WHEN 'YY' THEN 'YY' WHEN 'Y' THEN 'FMYYYY' WHEN 'MM' THEN 'MM' WHEN 'M' THEN 'FMMM'
    WHEN 'DD' THEN 'DD' WHEN 'D' THEN 'FMDD' WHEN 'DDDD' THEN 'DDD' WHEN 'DDD' THEN 'FMDDD'
    WHEN 'HH' THEN 'HH24' WHEN 'H' THEN 'FMHH24' WHEN 'hh' THEN 'HH12' WHEN 'h' THEN 'FMHH12'
    WHEN 'mm' THEN 'MI' WHEN 'm' THEN 'FMMI' WHEN 'ss' THEN 'SS' WHEN 's' THEN 'FMSS' WHEN 'SSS' THEN 'MS'
    WHEN 'WW' THEN 'IW' WHEN 'W' THEN 'FMIW' WHEN 'GGGG' THEN 'IYYY' WHEN 'GG' THEN 'IY' WHEN 'Q' THEN 'Q' WHEN 'E' THEN 'ID'
  END
END;

-- The tokens of a format with runs of those that to_char knows joined to one template, marked by =.
CREATE OR REPLACE FUNCTION fx.format_parts(format text, locale text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  token text;
  part text;
  parts text[] := '{}';
  joined boolean := false;
BEGIN
  FOREACH token IN ARRAY coalesce(fx.format_tokens(format, locale), ARRAY[NULL]) LOOP
    IF token IS NULL THEN RETURN NULL; END IF;
    part := fx.template(token);
    IF part IS NULL THEN
      parts := parts || token;
    ELSIF joined THEN
      parts[cardinality(parts)] := parts[cardinality(parts)] || part;
    ELSE
      parts := parts || ('=' || part);
    END IF;
    joined := part IS NOT NULL;
  END LOOP;
  RETURN parts;
END $$;

-- What a part gives for a wall time.
CREATE OR REPLACE FUNCTION fx.format_part(token text, w timestamp, shift integer, language text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  n integer;
BEGIN
  IF left(token, 1) = '=' THEN RETURN to_char(w, substr(token, 2)); END IF;
  IF left(token, 1) = 'S' THEN RETURN left(to_char(w, 'US') || '000', length(token)); END IF;
  CASE token
    WHEN 'MMMM' THEN RETURN (fx.month_names(language))[extract(month FROM w)];
    WHEN 'MMMM of day' THEN RETURN (fx.month_names_of_day(language))[extract(month FROM w)];
    WHEN 'MMM' THEN RETURN (fx.month_abbreviations(language))[extract(month FROM w)];
    WHEN 'dddd' THEN RETURN (fx.day_names(language))[extract(dow FROM w) + 1];
    WHEN 'ddd' THEN RETURN (fx.day_abbreviations(language))[extract(dow FROM w) + 1];
    WHEN 'dd' THEN RETURN (fx.day_letters(language))[extract(dow FROM w) + 1];
    WHEN 'd' THEN RETURN extract(dow FROM w)::text;
    WHEN 'e' THEN RETURN CASE WHEN language = 'en' THEN extract(dow FROM w) ELSE extract(isodow FROM w) - 1 END::text;
    WHEN 'A' THEN RETURN fx.meridiem(extract(hour FROM w)::integer, language);
    WHEN 'a' THEN RETURN fx.lower(fx.meridiem(extract(hour FROM w)::integer, language));
    WHEN 'Z' THEN RETURN fx.offset_text(shift, ':');
    WHEN 'ZZ' THEN RETURN fx.offset_text(shift, '');
    WHEN 'X' THEN RETURN floor(extract(epoch FROM w) - shift)::text;
    WHEN 'x' THEN RETURN floor((extract(epoch FROM w) - shift) * 1000)::text;
    WHEN 'kk' THEN RETURN CASE WHEN extract(hour FROM w) = 0 THEN '24' ELSE to_char(w, 'HH24') END;
    WHEN 'k' THEN RETURN CASE WHEN extract(hour FROM w) = 0 THEN '24' ELSE to_char(w, 'FMHH24') END;
    WHEN 'Mo' THEN RETURN fx.ordinal(extract(month FROM w)::integer, language, 'month');
    WHEN 'Do' THEN RETURN fx.ordinal(extract(day FROM w)::integer, language, 'day');
    WHEN 'DDDo' THEN RETURN fx.ordinal(extract(doy FROM w)::integer, language, 'year');
    WHEN 'do' THEN RETURN fx.ordinal(extract(dow FROM w)::integer, language, 'weekday');
    WHEN 'Qo' THEN RETURN fx.ordinal(extract(quarter FROM w)::integer, language, 'quarter');
    WHEN 'Wo' THEN RETURN fx.ordinal(extract(week FROM w)::integer, language, 'week');
    WHEN 'gggg', 'gg' THEN
      n := CASE WHEN language = 'en' THEN extract(year FROM w::date - extract(dow FROM w)::integer + 6)
        ELSE extract(isoyear FROM w) END;
      RETURN right(lpad(n::text, 4, '0'), length(token));
    WHEN 'w', 'ww', 'wo' THEN
      n := CASE WHEN language = 'en' THEN fx.weeknum(w::date, 'Sunday') ELSE extract(week FROM w) END;
      RETURN CASE token WHEN 'w' THEN n::text WHEN 'ww' THEN lpad(n::text, 2, '0') ELSE fx.ordinal(n, language, 'week') END;
    ELSE RETURN '';  -- z, zz: a moment does not know its zone's abbreviation
  END CASE;
END $$;

-- t on the wall of a zone, by the parts of a format. NULL where there are none.
CREATE OR REPLACE FUNCTION fx.format_time(t timestamptz, zone text, parts text[], locale text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  w timestamp := t AT TIME ZONE zone;
  shift integer;
  language text := fx.language(locale);
  token text;
  written text := '';
BEGIN
  IF language IS NULL OR NOT isfinite(t) THEN RETURN NULL; END IF;
  shift := extract(epoch FROM w - (t AT TIME ZONE 'UTC'));
  FOREACH token IN ARRAY parts LOOP
    written := written || fx.format_part(token, w, shift, language);
  END LOOP;
  RETURN written;
END $$;
