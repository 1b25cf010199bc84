-- Text functions. Positions count characters (code points) from 1. Texts grow to 100,000 characters at most, as cells
-- do: beyond it a function that makes text longer gives NULL, which the caller reports as an error.

-- Capitals and small letters by Unicode's full mapping, whatever the database's collation: STRASSE for straße.
CREATE OR REPLACE FUNCTION fx.upper(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN upper(t COLLATE pg_catalog.pg_unicode_fast);

CREATE OR REPLACE FUNCTION fx.lower(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(t COLLATE pg_catalog.pg_unicode_fast);

-- For comparing without regard to capitals: character by character, so that positions stay what they are.
CREATE OR REPLACE FUNCTION fx.folded(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(upper(t COLLATE pg_catalog.pg_c_utf8) COLLATE pg_catalog.pg_c_utf8);

-- White space as in JavaScript's trim: Unicode's spaces, line ends and the byte order mark.
CREATE OR REPLACE FUNCTION fx.trim(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(t, U&'\0009\000A\000B\000C\000D\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF');

CREATE OR REPLACE FUNCTION fx.fits(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(t) <= 100000 THEN t END;

CREATE OR REPLACE FUNCTION fx.left(t text, count double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(t, greatest(fx.whole(count), 0));

CREATE OR REPLACE FUNCTION fx.right(t text, count double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN right(t, greatest(fx.whole(count), 0));

-- A start before the first character is the first.
CREATE OR REPLACE FUNCTION fx.mid(t text, start double precision, count double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(t, greatest(fx.whole(start), 1), greatest(fx.whole(count), 0));

CREATE OR REPLACE FUNCTION fx.replace_at(t text, start double precision, count double precision, new text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  first integer := least(greatest(fx.whole(start), 1), 1000000000);
  gone integer := least(greatest(fx.whole(count), 0), 1000000000);
BEGIN
  RETURN fx.fits(left(t, first - 1) || new || substr(t, first + gone));
END $$;

CREATE OR REPLACE FUNCTION fx.repeat(t text, count double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF t = '' OR count < 1 THEN RETURN ''; END IF;
  IF length(t) * least(trunc(count), 100001) > 100000 THEN RETURN NULL; END IF;
  RETURN repeat(t, fx.whole(count));
END $$;

-- The position of the first needle at or after start, 0 when there is none.
CREATE OR REPLACE FUNCTION fx.find(needle text, t text, start double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  skipped integer := greatest(least(fx.whole(start), 1000000000), 1) - 1;
  at integer;
BEGIN
  IF skipped > length(t) THEN RETURN 0; END IF;
  at := position(needle IN substr(t, skipped + 1));
  RETURN CASE WHEN at = 0 THEN 0 ELSE at + skipped END;
END $$;

-- All of old replaced, or only its occurrence number nth (from 1).
CREATE OR REPLACE FUNCTION fx.substitute(t text, old text, new text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF length(new) <= length(old) AND length(t) <= 100000 THEN RETURN replace(t, old, new); END IF;
  IF old = '' OR position(old IN t) = 0 THEN RETURN fx.fits(t); END IF;
  IF length(new) > length(old) AND length(t)::bigint / length(old) * length(new) > 100000 THEN
    -- The estimate fears that t is nothing but old; count before growing it.
    IF length(t) + (length(t) - length(replace(t, old, ''))) / length(old) * (length(new) - length(old))::bigint
      > 100000 THEN RETURN NULL; END IF;
  END IF;
  RETURN fx.fits(replace(t, old, new));
END $$;

CREATE OR REPLACE FUNCTION fx.substitute(t text, old text, new text, nth double precision) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  parts text[];
  n integer := fx.whole(nth);
BEGIN
  IF old = '' OR n < 1 THEN RETURN fx.fits(t); END IF;
  parts := string_to_array(t, old);
  IF n >= coalesce(cardinality(parts), 0) THEN RETURN fx.fits(t); END IF;
  RETURN fx.fits(array_to_string(parts[:n], old) || new || array_to_string(parts[n + 1:], old));
END $$;

-- Everything but letters without accents, digits and - _ . ~ as percent codes of its UTF-8 bytes.
CREATE OR REPLACE FUNCTION fx.encode_url(t text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF t ~ '^[A-Za-z0-9_.~-]*$' THEN RETURN t; END IF;
  RETURN fx.fits((
    SELECT string_agg(
      CASE
        WHEN sign ~ '^[A-Za-z0-9_.~-]$' THEN sign
        ELSE regexp_replace(upper(encode(convert_to(sign, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
      END, '' ORDER BY place)
    FROM regexp_split_to_table(t, '') WITH ORDINALITY AS signs(sign, place)));
END $$;

-- A number as people write it, by the rules of core/fields/number_text.py, which say what is read how; NULL for
-- anything else. The same texts are tried on both (tests/api/formula/test_value.py).
CREATE OR REPLACE FUNCTION fx.value(t text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  money CONSTANT text := U&'$\00A2-\00A5\058F\060B\07FE\07FF\09F2\09F3\09FB\0AF1\0BF9\0E3F\17DB\20A0-\20C0\A838\FDFC\FE69\FF04\FFE0\FFE1\FFE5\FFE6';
  bare text;
  negative boolean := false;
  dot integer;
  comma integer;
  at integer;
  mark text;
  entire text;
  fraction text := '';
BEGIN
  IF t ~ '^[0-9]{1,15}(\.[0-9]{1,15})?$' THEN RETURN t::double precision; END IF;
  IF length(t) > 400 THEN RETURN NULL; END IF;
  bare := fx.trim(translate(t, U&'\00A0\2007\2009\202F\0009\2212\2019', '     -'''));
  bare := regexp_replace(regexp_replace(bare, '^[' || money || ']\s*', ''), '\s*[' || money || '%]$', '');
  IF bare LIKE '(%)' THEN
    negative := true;
    bare := substr(bare, 2, length(bare) - 2);
  ELSIF bare ~ '^[-+]' THEN
    negative := bare LIKE '-%';
    bare := substr(bare, 2);
  ELSIF bare LIKE '%-' THEN
    negative := true;
    bare := left(bare, -1);
  END IF;
  bare := fx.trim(bare);
  bare := regexp_replace(regexp_replace(bare, '^[' || money || ']\s*', ''), '\s*[' || money || '%]$', '');
  IF bare ~ '^[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]{1,3}$' THEN
    RETURN fx.from_decimal(bare::numeric) * CASE WHEN negative THEN -1 ELSE 1 END;
  END IF;
  dot := length(bare) - position('.' IN reverse(bare)) + 1;
  comma := length(bare) - position(',' IN reverse(bare)) + 1;
  entire := bare;
  IF dot <= length(bare) OR comma <= length(bare) THEN
    at := CASE WHEN dot > length(bare) THEN comma WHEN comma > length(bare) THEN dot ELSE greatest(dot, comma) END;
    mark := substr(bare, at, 1);
    IF greatest(dot, comma) > length(bare) AND (
      position(mark IN left(bare, at - 1)) > 0
      OR (mark = ',' AND bare !~ '[ '']' AND bare ~ '^[1-9][0-9]{0,2}(,[0-9]{2,3})*,[0-9]{3}$'))
    THEN
      NULL;  -- thousands, no fraction
    ELSE
      entire := left(bare, at - 1);
      fraction := substr(bare, at + 1);
    END IF;
  END IF;
  IF entire ~ '[,.'' ]' THEN
    IF entire !~ '^[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}$' AND entire !~ '^[0-9]{1,3}(\.[0-9]{2,3})*\.[0-9]{3}$'
      AND entire !~ '^[0-9]{1,3}(''[0-9]{2,3})*''[0-9]{3}$' AND entire !~ '^[0-9]{1,3}( [0-9]{2,3})* [0-9]{3}$'
    THEN RETURN NULL; END IF;
    entire := translate(entire, ',.'' ', '');
  END IF;
  IF entire || fraction !~ '^[0-9]+$' THEN RETURN NULL; END IF;
  RETURN fx.from_decimal(('0' || entire || '.' || fraction || '0')::numeric) * CASE WHEN negative THEN -1 ELSE 1 END;
END $$;

CREATE OR REPLACE FUNCTION fx.is_no_number(t text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN fx.value(t) IS NULL AND fx.trim(t) <> '';
END $$;
