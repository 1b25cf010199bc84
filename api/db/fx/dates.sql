-- Dates and times. Calendar work is done on wall time (timestamp) in a zone given by the caller, so that a day added
-- across a change of the clocks is still a day. Moments stay within the years 1 to 9999; NULL beyond.

-- The unit of a name as people write it ('days', 'd', 'M' for months but 'm' for minutes), or NULL.
CREATE OR REPLACE FUNCTION fx.unit(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE name
  WHEN 'M' THEN 'month' WHEN 'm' THEN 'minute' WHEN 'Q' THEN 'quarter' WHEN 'W' THEN 'week'
  ELSE CASE lower(btrim(name))
    WHEN 'ms' THEN 'millisecond' WHEN 'millisecond' THEN 'millisecond' WHEN 'milliseconds' THEN 'millisecond'
    WHEN 's' THEN 'second' WHEN 'second' THEN 'second' WHEN 'seconds' THEN 'second'
    WHEN 'minute' THEN 'minute' WHEN 'minutes' THEN 'minute'
    WHEN 'h' THEN 'hour' WHEN 'hour' THEN 'hour' WHEN 'hours' THEN 'hour'
    WHEN 'd' THEN 'day' WHEN 'day' THEN 'day' WHEN 'days' THEN 'day'
    WHEN 'w' THEN 'week' WHEN 'week' THEN 'week' WHEN 'weeks' THEN 'week'
    WHEN 'month' THEN 'month' WHEN 'months' THEN 'month'
    WHEN 'q' THEN 'quarter' WHEN 'quarter' THEN 'quarter' WHEN 'quarters' THEN 'quarter'
    WHEN 'y' THEN 'year' WHEN 'year' THEN 'year' WHEN 'years' THEN 'year'
  END
END;

-- A zone that PostgreSQL knows, else NULL. Costs a subtransaction unless the name is a constant.
CREATE OR REPLACE FUNCTION fx.zone(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF name = 'UTC' THEN RETURN name; END IF;
  IF name !~ '^[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z][A-Za-z0-9_+-]{0,30}){0,2}$' OR name ~ '^[A-Za-z]+[+-]?[0-9]' THEN
    RETURN NULL;
  END IF;
  BEGIN
    PERFORM timestamp '2000-01-01' AT TIME ZONE name;
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END;
  RETURN name;
END $$;

CREATE OR REPLACE FUNCTION fx.in_range(t timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN t >= timestamp '0001-01-01' AND t < timestamp '10000-01-01' THEN t END;

-- n units later on the wall. Days and longer units are whole (rounded); the day of a month is held at its end.
CREATE OR REPLACE FUNCTION fx.later(t timestamp, n double precision, unit text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  months double precision := CASE unit WHEN 'month' THEN 1 WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 END;
  days double precision;
  seconds double precision := 0;
BEGIN
  IF NOT (n BETWEEN -1e15 AND 1e15 AND t BETWEEN timestamp '0001-01-01' AND timestamp '9999-12-31 23:59:59.999999') THEN
    RETURN NULL;
  END IF;
  IF abs(n) < 1e-9 THEN RETURN t; END IF;
  IF months IS NOT NULL THEN
    months := trunc(n * months + sign(n) * 0.5);
    IF abs(months) > 120000
      OR extract(year FROM t) * 12 + extract(month FROM t) - 1 + months NOT BETWEEN 12 AND 119999 THEN RETURN NULL; END IF;
    RETURN t + make_interval(months => months::integer);
  END IF;
  IF unit IN ('day', 'week') THEN
    days := trunc(n * CASE unit WHEN 'week' THEN 7 ELSE 1 END + sign(n) * 0.5);
  ELSE
    seconds := n * CASE unit WHEN 'hour' THEN 3600 WHEN 'minute' THEN 60 WHEN 'second' THEN 1 WHEN 'millisecond' THEN 0.001 END;
    days := trunc(seconds / 86400);
    seconds := seconds - days * 86400;
  END IF;
  IF days BETWEEN date '0001-01-01' - t::date - 1 AND date '9999-12-31' - t::date + 1 THEN
    RETURN fx.in_range(t + make_interval(days => days::integer, secs => seconds));
  END IF;
  RETURN NULL;
END $$;

-- unit as fx.unit gives it: the caller calls that, so that it happens once for a constant.
CREATE OR REPLACE FUNCTION fx.date_add(t timestamptz, n double precision, unit text, zone text) RETURNS timestamptz
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF unit IN ('day', 'week', 'month', 'quarter', 'year') THEN
    RETURN fx.later(t AT TIME ZONE zone, n, unit) AT TIME ZONE zone;
  END IF;
  RETURN fx.later(t AT TIME ZONE 'UTC', n, unit) AT TIME ZONE 'UTC';
END $$;

CREATE OR REPLACE FUNCTION fx.date_add(d date, n double precision, unit text) RETURNS date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF unit = 'day' AND n = trunc(n) AND n BETWEEN -36525 AND 36525
    AND d BETWEEN date '0102-01-01' AND date '9898-12-31' THEN RETURN d + n::integer; END IF;
  RETURN fx.later(d::timestamp, n, unit)::date;
END $$;

-- Whether the sum lies outside the calendar; quick where it cannot.
CREATE OR REPLACE FUNCTION fx.date_add_fails(t timestamptz, n double precision, unit text, zone text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF n BETWEEN -100 AND 100 AND t BETWEEN timestamptz '0200-01-01Z' AND timestamptz '9800-01-01Z' THEN
    RETURN false;
  END IF;
  RETURN fx.date_add(t, n, unit, zone) IS NULL;
END $$;

CREATE OR REPLACE FUNCTION fx.date_add_fails(d date, n double precision, unit text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF n BETWEEN -100 AND 100 AND d BETWEEN date '0200-01-01' AND date '9800-01-01' THEN RETURN false; END IF;
  RETURN fx.date_add(d, n, unit) IS NULL;
END $$;

-- Whole months from b to a, cut towards zero: 31 March is one month after 28 February.
CREATE OR REPLACE FUNCTION fx.months_between(a timestamp, b timestamp) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  months integer;
  anchor timestamp;
BEGIN
  IF extract(day FROM a) < extract(day FROM b) THEN RETURN -fx.months_between(b, a); END IF;
  months := (extract(year FROM a) - extract(year FROM b)) * 12 + extract(month FROM a) - extract(month FROM b);
  anchor := a - make_interval(months => months);
  RETURN months - CASE WHEN months > 0 AND b > anchor THEN 1 WHEN months < 0 AND b < anchor THEN -1 ELSE 0 END;
END $$;

-- How many whole units a is after b, negative before it. Days and longer are counted on the wall of the zone.
CREATE OR REPLACE FUNCTION fx.date_diff(a timestamptz, b timestamptz, unit text, zone text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  place text := CASE WHEN unit IN ('day', 'week', 'month', 'quarter', 'year') THEN zone ELSE 'UTC' END;
  x timestamp := fx.in_range(a AT TIME ZONE place);
  y timestamp := fx.in_range(b AT TIME ZONE place);
BEGIN
  IF unit IN ('month', 'quarter', 'year') THEN
    RETURN trunc(fx.months_between(x, y) / CASE unit WHEN 'year' THEN 12.0 WHEN 'quarter' THEN 3.0 ELSE 1.0 END);
  END IF;
  IF unit = 'millisecond' THEN RETURN trunc(extract(epoch FROM x - y) * 1000); END IF;
  RETURN trunc(date_part('epoch', x - y) / CASE unit
    WHEN 'second' THEN 1 WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 86400 WHEN 'week' THEN 604800 END);
END $$;

-- Between days there is no time of day, nor a zone; for units of a day and longer.
CREATE OR REPLACE FUNCTION fx.date_diff(a date, b date, unit text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF NOT (isfinite(a) AND isfinite(b)) THEN RETURN NULL; END IF;
  IF unit = 'day' THEN RETURN a - b; END IF;
  IF unit = 'week' THEN RETURN (a - b) / 7; END IF;
  RETURN fx.months_between(a, b) / CASE unit WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 WHEN 'month' THEN 1 END;
END $$;

-- The start of a unit. Weeks start on Sunday.
CREATE OR REPLACE FUNCTION fx.start_of(t timestamp, unit text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF unit = 'week' THEN RETURN date_trunc('day', t) - make_interval(days => extract(dow FROM t)::integer); END IF;
  IF unit IN ('year', 'quarter', 'month', 'day', 'hour', 'minute', 'second', 'millisecond') THEN
    RETURN date_trunc(CASE unit WHEN 'millisecond' THEN 'milliseconds' ELSE unit END, t);
  END IF;
  RETURN NULL;
END $$;

-- Whether two moments lie in the same unit; unit '' compares exactly.
CREATE OR REPLACE FUNCTION fx.date_same(a timestamptz, b timestamptz, unit text, zone text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF unit = '' THEN RETURN a = b; END IF;
  RETURN fx.start_of(fx.in_range(a AT TIME ZONE zone), unit)
    = fx.start_of(fx.in_range(b AT TIME ZONE zone), unit);
END $$;

-- 0 for the first day of the week; NULL where first is neither Sunday nor Monday.
CREATE OR REPLACE FUNCTION fx.weekday(d date, first text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lower(btrim(first))
  WHEN 'sunday' THEN extract(dow FROM d)
  WHEN 'monday' THEN extract(isodow FROM d) - 1
END::double precision;

-- The number of the week, where week 1 holds 1 January: the last days of a year may lie in week 1 of the next.
CREATE OR REPLACE FUNCTION fx.weeknum(d date, first text) RETURNS double precision
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  start date := d - fx.weekday(d, first)::integer;
  january date := make_date(extract(year FROM start + 6)::integer, 1, 1);
BEGIN
  RETURN (start - (january - fx.weekday(january, first)::integer)) / 7 + 1;
END $$;

CREATE OR REPLACE FUNCTION fx.timestr(t timestamp) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN to_char(t, 'HH24:MI:SS');
END $$;
