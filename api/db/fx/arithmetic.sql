-- Arithmetic that cannot fail: what would go beyond a double stays at its edge, ±8.9e307, and is reported at the end.
-- Arguments that are used once keep a function inlinable wherever it is called.

CREATE OR REPLACE FUNCTION fx.bounded(a double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(greatest(a, '-8.9e307'::double precision), '8.9e307'::double precision);

CREATE OR REPLACE FUNCTION fx.add(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(greatest(a, '-8.9e307'::double precision), '8.9e307'::double precision)
  + least(greatest(b, '-8.9e307'::double precision), '8.9e307'::double precision);

CREATE OR REPLACE FUNCTION fx.subtract(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(greatest(a, '-8.9e307'::double precision), '8.9e307'::double precision)
  - least(greatest(b, '-8.9e307'::double precision), '8.9e307'::double precision);

-- PostgreSQL refuses products that overflow and products that vanish; the size of a product is known from its factors.
-- In PL/pgSQL, so that what is rarely needed is not planned with each statement.
CREATE OR REPLACE FUNCTION fx.multiply_any(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN CASE
  WHEN a = 0 OR b = 0 THEN 0
  WHEN log(abs(a)) + log(abs(b)) > 307.9 THEN sign(a) * sign(b) * 8.9e307
  WHEN log(abs(a)) + log(abs(b)) < -307 THEN 0
  ELSE a * b
END; END $$;

-- Ordinary factors are recognised with as few looks at them as possible: each may be a cast, or worse.
CREATE OR REPLACE FUNCTION fx.multiply(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN greatest(abs(a), abs(b)) < 1e150 AND least(abs(a), abs(b)) > 1e-150 THEN a * b
  ELSE fx.multiply_any(a, b)
END;

-- By zero: NULL; the caller reports it.
CREATE OR REPLACE FUNCTION fx.divide_any(a double precision, b double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN CASE
  WHEN b = 0 THEN NULL
  WHEN a = 0 THEN 0
  WHEN log(abs(a)) - log(abs(b)) > 307.9 THEN sign(a) * sign(b) * 8.9e307
  WHEN log(abs(a)) - log(abs(b)) < -307 THEN 0
  ELSE a / b
END; END $$;

CREATE OR REPLACE FUNCTION fx.divide(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN greatest(abs(a), abs(b)) < 1e150 AND least(abs(a), abs(b)) > 1e-150 THEN a / b
  ELSE fx.divide_any(a, b)
END;

-- NULL where there is no such number: a root of a negative number, zero to a negative power.
CREATE OR REPLACE FUNCTION fx.raise_to(a double precision, b double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN b = 0 THEN 1
  WHEN a = 0 THEN CASE WHEN b > 0 THEN 0 END
  WHEN a < 0 AND b <> trunc(b) THEN NULL
  WHEN abs(b) > 1e15 THEN CASE
    WHEN abs(a) = 1 THEN 1
    WHEN (abs(a) > 1) = (b > 0) THEN 8.9e307
    ELSE 0 END
  WHEN fx.multiply(b, log(abs(a))) > 307.9 THEN 8.9e307 * CASE WHEN a < 0 AND floor(b / 2) * 2 <> b THEN -1 ELSE 1 END
  WHEN fx.multiply(b, log(abs(a))) < -307 THEN 0
  ELSE power(a, b)
END;
