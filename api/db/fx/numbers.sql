-- Numeric functions. Decimal work (rounding, multiples, remainders) goes through the shortest decimal form of the
-- double, so that ROUND(1.005, 2) is 1.01 as people expect, and not what the binary digits say. What would go beyond a
-- double stays at ±8.9e307 (arithmetic.sql); NULL is "there is no such number".

-- The whole part as an integer, held at the ends of its range.
CREATE OR REPLACE FUNCTION fx.whole(x double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN trunc(least(greatest(x, '-2147483648'::double precision), '2147483647'::double precision))::integer;

CREATE OR REPLACE FUNCTION fx.to_decimal(x double precision) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(greatest(x, '-8.9e307'::double precision), '8.9e307'::double precision)::text::numeric;

CREATE OR REPLACE FUNCTION fx.from_decimal(n numeric) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN CASE
    WHEN n BETWEEN -1e-307 AND 1e-307 THEN 0
    WHEN n >= 8.9e307 THEN 8.9e307
    WHEN n <= -8.9e307 THEN -8.9e307
    ELSE n::double precision
  END;
END $$;

-- x at a number of decimal places; negative places are left of the point. mode: half (ties towards plus infinity), up
-- (away from zero), down (towards zero).
CREATE OR REPLACE FUNCTION fx.round_to(x double precision, places double precision, mode text)
RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  digits integer := least(greatest(fx.whole(places), -309), 309);
  shifted double precision;
  n numeric;
BEGIN
  IF digits BETWEEN 0 AND 15 AND abs(x) BETWEEN 1e-20 AND 1e9 THEN
    shifted := x * power(10::double precision, digits);
    -- Only next to a tie, or to a whole number, can binary and decimal arithmetic differ; a quotient of whole numbers is
    -- the double nearest to the decimal.
    IF abs(shifted) < 1e15 AND abs(abs(shifted * 2) - round(abs(shifted * 2))) > 1e-5 * (1 + abs(shifted) / 1e9) THEN
      RETURN CASE mode
        WHEN 'half' THEN floor(shifted + 0.5) WHEN 'up' THEN sign(x) * ceil(abs(shifted)) ELSE trunc(shifted)
      END / power(10::double precision, digits);
    END IF;
  END IF;
  IF digits >= 0 AND abs(x) >= 9007199254740992 THEN RETURN fx.bounded(x); END IF;
  n := fx.to_decimal(x) * ('1e' || digits)::numeric;
  n := CASE mode WHEN 'half' THEN floor(n + 0.5) WHEN 'up' THEN sign(n) * ceil(abs(n)) ELSE trunc(n) END;
  RETURN fx.from_decimal(n * ('1e' || -digits)::numeric);
END $$;

-- The nearest multiple of step at or above x ('up') or at or below it ('down'). NULL for step 0.
CREATE OR REPLACE FUNCTION fx.multiple_of(x double precision, step double precision, direction text)
RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size numeric;
  n numeric;
BEGIN
  IF step = 1 THEN RETURN fx.bounded(CASE direction WHEN 'up' THEN ceil(x) ELSE floor(x) END); END IF;
  size := abs(fx.to_decimal(step));
  IF size = 0 THEN RETURN NULL; END IF;
  n := fx.to_decimal(x) / size;
  RETURN fx.from_decimal(CASE direction WHEN 'up' THEN ceil(n) ELSE floor(n) END * size);
END $$;

-- The smallest even number at or above x. Every double from 2^53 on is even.
CREATE OR REPLACE FUNCTION fx.even(x double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF abs(x) >= 9007199254740992 THEN RETURN fx.bounded(x); END IF;
  RETURN ceil(x::numeric / 2) * 2;
END $$;

-- The nearest odd number at x or away from zero; 1 for 0. From 2^53 on there is no odd double, and x stays.
CREATE OR REPLACE FUNCTION fx.odd(x double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size double precision;
BEGIN
  IF abs(x) >= 9007199254740992 THEN RETURN fx.bounded(x); END IF;
  size := 2 * ceil((abs(x) + 1) / 2) - 1;
  RETURN CASE WHEN x < 0 THEN -size ELSE size END;
END $$;

-- What is left of x after taking away whole divisors; it has the divisor's sign. NULL for divisor 0.
CREATE OR REPLACE FUNCTION fx.remainder(x double precision, divisor double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size numeric;
  rest numeric;
BEGIN
  IF divisor = 0 THEN RETURN NULL; END IF;
  IF x BETWEEN -1e15 AND 1e15 AND divisor BETWEEN -1e15 AND 1e15 AND x = trunc(x) AND divisor = trunc(divisor) THEN
    RETURN ((x::bigint % divisor::bigint) + divisor::bigint) % divisor::bigint;
  END IF;
  size := fx.to_decimal(divisor);
  rest := mod(fx.to_decimal(x), size);
  IF rest <> 0 AND sign(rest) <> sign(size) THEN rest := rest + size; END IF;
  RETURN fx.from_decimal(rest);
END $$;

CREATE OR REPLACE FUNCTION fx.exp(x double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN x < -700 THEN 0 WHEN x > 708.9 THEN '8.9e307'::double precision ELSE exp(x) END;

-- NULL where there is no such logarithm: of zero and less, to base 1, to a base of zero and less.
CREATE OR REPLACE FUNCTION fx.log(x double precision, base double precision) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  exact double precision;
BEGIN
  IF base = 10 AND x > 0 AND x < 1e308 THEN RETURN log(x); END IF;
  IF x <= 0 OR base <= 0 OR base = 1 OR 'infinity' IN (x, base) OR 'nan' IN (x, base) THEN RETURN NULL; END IF;
  IF base = 10 THEN RETURN log(x); END IF;
  IF x = 1 THEN RETURN 0; END IF;
  exact := round(ln(x) / ln(base));
  -- LOG(125, 5) is 3, though the quotient of the logarithms is a hair less.
  RETURN CASE WHEN abs(exact) < 1100 AND fx.raise_to(base, exact) = x THEN exact ELSE ln(x) / ln(base) END;
END $$;

-- What is not blank, added up; 0 when nothing is there.
CREATE OR REPLACE FUNCTION fx.sum(items double precision[]) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  item double precision;
  total double precision := 0;
BEGIN
  FOREACH item IN ARRAY items LOOP
    IF item IS NOT NULL THEN total := fx.add(total, item); END IF;
  END LOOP;
  RETURN total;
END $$;

-- NULL when nothing is there.
CREATE OR REPLACE FUNCTION fx.average(items double precision[]) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN fx.sum(items) / nullif(fx.filled(items), 0);
END $$;

-- How many items are not blank.
CREATE OR REPLACE FUNCTION fx.filled(items anyarray) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT cardinality(array_remove(items, NULL))
$$;

-- The smallest and the largest item that is not blank; NULL when there is none.
CREATE OR REPLACE FUNCTION fx.least_of(items anyarray) RETURNS anyelement
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT min(item) FROM unnest(items) AS of(item)
$$;

CREATE OR REPLACE FUNCTION fx.greatest_of(items anyarray) RETURNS anyelement
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT max(item) FROM unnest(items) AS of(item)
$$;
