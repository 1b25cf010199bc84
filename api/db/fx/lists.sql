-- Lists: SQL arrays whose NULL elements are blanks. Never NULL themselves.

-- Each value where it first stands.
CREATE OR REPLACE FUNCTION fx.array_unique(items anyarray) RETURNS anyarray
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF cardinality(items) < 2 THEN RETURN items; END IF;
  RETURN (
    SELECT array_agg(item ORDER BY place)
    FROM (
      SELECT item, min(place) AS place FROM unnest(items) WITH ORDINALITY AS listed(item, place) GROUP BY item
    ) AS firsts);
END $$;

-- Without blanks; an empty text is one.
CREATE OR REPLACE FUNCTION fx.array_compact(items anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(items, NULL)
$$;

CREATE OR REPLACE FUNCTION fx.array_compact(items text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_remove(array_remove(items, NULL), '');

-- From one place to another, both included; negative places count from the end.
CREATE OR REPLACE FUNCTION fx.array_slice(items anyarray, first double precision, last double precision)
RETURNS anyarray
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size integer := cardinality(items);
  low integer := greatest(least(fx.whole(first), 1000000000), -1000000000);
  high integer := greatest(least(fx.whole(last), 1000000000), -1000000000);
BEGIN
  IF low < 0 THEN low := low + size + 1; END IF;
  IF high < 0 THEN high := high + size + 1; END IF;
  RETURN items[greatest(low, 1):least(high, size)];
END $$;

CREATE OR REPLACE FUNCTION fx.array_join(items text[], separator text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  held text[] := fx.array_compact(items);
BEGIN
  IF (SELECT sum(length(item)) FROM unnest(held) AS listed(item))
    + cardinality(held)::bigint * length(separator) > 200000 THEN RETURN NULL; END IF;
  RETURN fx.fits(array_to_string(held, separator));
END $$;
