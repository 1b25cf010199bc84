-- Addresses of files, as api/kit/file_links.py makes them: HMAC-SHA256 by its definition, with the padded keys given.

CREATE OR REPLACE FUNCTION dataos.file_signature(path text, expires bigint, inner_pad bytea, outer_pad bytea)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT rtrim(translate(encode(sha256(outer_pad || sha256(inner_pad || convert_to(path || E'\n' || expires::text, 'UTF8'))),
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
