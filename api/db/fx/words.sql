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
