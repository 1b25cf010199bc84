-- Working days: Monday to Friday without holidays.

-- A day written like 2026-11-22, NULL for anything else; years 1 to 9999.
CREATE OR REPLACE FUNCTION fx.iso_date(t text) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  p text[] := regexp_match(t, '^(\d{4})-(\d{2})-(\d{2})$');
BEGIN
  RETURN fx.day(p[1]::integer, p[2]::integer, p[3]::integer);
END $$;

CREATE OR REPLACE FUNCTION fx.day(year integer, month integer, day integer) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF year NOT BETWEEN 1 AND 9999 OR month NOT BETWEEN 1 AND 12 OR day < 1 OR day > (CASE
    WHEN month IN (4, 6, 9, 11) THEN 30
    WHEN month <> 2 THEN 31
    WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0) THEN 29
    ELSE 28 END)
  THEN RETURN NULL; END IF;
  RETURN make_date(year, month, day);
END $$;

-- Those days of a list that would be worked on, in order, each once.
CREATE OR REPLACE FUNCTION fx.free_weekdays(days date[]) RETURNS date[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT coalesce(array_agg(DISTINCT free ORDER BY free), '{}')
  FROM unnest(days) AS listed(free) WHERE extract(isodow FROM free) < 6);

-- The same of a text like '2026-12-25, 2026-12-26'; NULL when one of its parts is no day.
CREATE OR REPLACE FUNCTION fx.holidays(listed text) RETURNS date[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  days date[];
BEGIN
  IF fx.trim(listed) = '' THEN RETURN '{}'; END IF;
  SELECT array_agg(fx.iso_date(btrim(part))) INTO days
  FROM string_to_table(listed, ',') AS parts(part) WHERE btrim(part) <> '';
  IF array_position(days, NULL) IS NOT NULL THEN RETURN NULL; END IF;
  RETURN fx.free_weekdays(days);
END $$;

-- n weekdays after d (n > 0) or before it (n < 0).
CREATE OR REPLACE FUNCTION fx.weekdays_later(d date, n integer) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  day integer := extract(isodow FROM d);
  rest integer := abs(n::bigint) % 5;
  weeks integer := n / 5;
BEGIN
  IF n NOT BETWEEN -3000000 AND 3000000 OR NOT isfinite(d) THEN RETURN NULL; END IF;
  IF n = 0 THEN RETURN d; END IF;
  IF n > 0 THEN
    IF day > 5 THEN d := d - (day - 5); day := 5; END IF;
    RETURN d + weeks * 7 + rest + CASE WHEN day + rest > 5 THEN 2 ELSE 0 END;
  END IF;
  IF day > 5 THEN d := d + (8 - day); day := 1; END IF;
  RETURN d + weeks * 7 - rest - CASE WHEN day - rest < 1 THEN 2 ELSE 0 END;
END $$;

-- n working days after d, before it for negative n; d itself for 0. holidays are as fx.free_weekdays gives them.
CREATE OR REPLACE FUNCTION fx.workday(d date, n double precision, holidays date[]) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  days integer := fx.whole(n);
  step integer := sign(days);
  free date;
  result date;
BEGIN
  IF d NOT BETWEEN date '0001-01-01' AND date '9999-12-31' OR days NOT BETWEEN -2700000 AND 2700000 THEN
    RETURN NULL;
  END IF;
  result := fx.weekdays_later(d, days);
  -- In the order in which they are come across, each pushes the day on by one.
  FOR at IN 1 .. cardinality(holidays) LOOP
    free := holidays[CASE WHEN step > 0 THEN at ELSE cardinality(holidays) + 1 - at END];
    CONTINUE WHEN (free - d) * step <= 0;
    EXIT WHEN (free - result) * step > 0;
    result := fx.weekdays_later(result, step);
  END LOOP;
  RETURN CASE WHEN result BETWEEN date '0001-01-01' AND date '9999-12-31' THEN result END;
END $$;

-- Weekdays in the first days of a calendar in which day 1 is a Monday.
CREATE OR REPLACE FUNCTION fx.weekdays_until(d date) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN isfinite(d) THEN
  (d - date '0001-01-01') / 7 * 5 + least((d - date '0001-01-01') % 7 + 1, 5)
END;

-- Working days from a to b, both included; negative when b is before a. holidays as in fx.workday.
CREATE OR REPLACE FUNCTION fx.workday_diff(a date, b date, holidays date[]) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  low date := least(a, b);
  high date := greatest(a, b);
  free date;
  days integer;
BEGIN
  IF low < date '0001-01-01' OR high > date '9999-12-31' THEN RETURN NULL; END IF;
  days := fx.weekdays_until(high) - fx.weekdays_until(low)
    + CASE WHEN extract(isodow FROM low) < 6 THEN 1 ELSE 0 END;
  FOREACH free IN ARRAY holidays LOOP
    IF free BETWEEN low AND high THEN days := days - 1; END IF;
  END LOOP;
  RETURN CASE WHEN b < a THEN -days ELSE days END;
END $$;
