-- How en, de, fr and el write dates. A locale is given as people write it: 'de', 'de-AT', 'DE_at'.

-- The language, or NULL for one that we do not know.
CREATE OR REPLACE FUNCTION fx.language(locale text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substring(lower(btrim(locale)) FROM '^(en|de|fr|el)(?:[-_].{0,20})?$');

CREATE OR REPLACE FUNCTION fx.month_names(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'de' THEN '{Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember}'
  WHEN 'fr' THEN '{janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre}'
  WHEN 'el' THEN '{Ιανουάριος,Φεβρουάριος,Μάρτιος,Απρίλιος,Μάιος,Ιούνιος,Ιούλιος,Αύγουστος,Σεπτέμβριος,Οκτώβριος,Νοέμβριος,Δεκέμβριος}'
  ELSE '{January,February,March,April,May,June,July,August,September,October,November,December}'
END::text[];

-- Greek months stand in the genitive after a day.
CREATE OR REPLACE FUNCTION fx.month_names_of_day(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'el' THEN '{Ιανουαρίου,Φεβρουαρίου,Μαρτίου,Απριλίου,Μαΐου,Ιουνίου,Ιουλίου,Αυγούστου,Σεπτεμβρίου,Οκτωβρίου,Νοεμβρίου,Δεκεμβρίου}'::text[]
  ELSE fx.month_names(language)
END;

CREATE OR REPLACE FUNCTION fx.month_abbreviations(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'de' THEN '{Jan.,Feb.,März,Apr.,Mai,Juni,Juli,Aug.,Sept.,Okt.,Nov.,Dez.}'
  WHEN 'fr' THEN '{janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.}'
  WHEN 'el' THEN '{Ιαν,Φεβ,Μαρ,Απρ,Μαϊ,Ιουν,Ιουλ,Αυγ,Σεπ,Οκτ,Νοε,Δεκ}'
  ELSE '{Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec}'
END::text[];

-- From Sunday.
CREATE OR REPLACE FUNCTION fx.day_names(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'de' THEN '{Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag}'
  WHEN 'fr' THEN '{dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi}'
  WHEN 'el' THEN '{Κυριακή,Δευτέρα,Τρίτη,Τετάρτη,Πέμπτη,Παρασκευή,Σάββατο}'
  ELSE '{Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday}'
END::text[];

CREATE OR REPLACE FUNCTION fx.day_abbreviations(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'de' THEN '{So.,Mo.,Di.,Mi.,Do.,Fr.,Sa.}'
  WHEN 'fr' THEN '{dim.,lun.,mar.,mer.,jeu.,ven.,sam.}'
  WHEN 'el' THEN '{Κυρ,Δευ,Τρι,Τετ,Πεμ,Παρ,Σαβ}'
  ELSE '{Sun,Mon,Tue,Wed,Thu,Fri,Sat}'
END::text[];

CREATE OR REPLACE FUNCTION fx.day_letters(language text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
  WHEN 'de' THEN '{So,Mo,Di,Mi,Do,Fr,Sa}'
  WHEN 'fr' THEN '{di,lu,ma,me,je,ve,sa}'
  WHEN 'el' THEN '{Κυ,Δε,Τρ,Τε,Πε,Πα,Σα}'
  ELSE '{Su,Mo,Tu,We,Th,Fr,Sa}'
END::text[];

-- 1st, 1., 1er, 1η.
CREATE OR REPLACE FUNCTION fx.ordinal(n integer, language text, unit text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN n || CASE language
  WHEN 'de' THEN '.'
  WHEN 'el' THEN 'η'
  WHEN 'fr' THEN CASE WHEN n = 1 THEN CASE unit WHEN 'week' THEN 're' ELSE 'er' END
    WHEN unit = 'day' THEN '' ELSE 'e' END
  ELSE CASE WHEN n % 100 BETWEEN 11 AND 13 THEN 'th'
    ELSE CASE n % 10 WHEN 1 THEN 'st' WHEN 2 THEN 'nd' WHEN 3 THEN 'rd' ELSE 'th' END END
END;

CREATE OR REPLACE FUNCTION fx.meridiem(hour integer, language text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN language = 'el' THEN CASE WHEN hour < 12 THEN 'ΠΜ' ELSE 'ΜΜ' END
  WHEN hour < 12 THEN 'AM'
  ELSE 'PM'
END;

-- LT, L, LLL … written out in other tokens; the small ones are short.
CREATE OR REPLACE FUNCTION fx.long_format(token text, language text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  clock text := CASE WHEN language IN ('de', 'fr') THEN 'HH:mm' ELSE 'h:mm A' END;
  day text := CASE language WHEN 'de' THEN 'D. MMMM YYYY' WHEN 'en' THEN 'MMMM D, YYYY' ELSE 'D MMMM YYYY' END;
  numbers text := CASE language WHEN 'de' THEN 'DD.MM.YYYY' WHEN 'en' THEN 'MM/DD/YYYY' ELSE 'DD/MM/YYYY' END;
  weekday text := CASE language WHEN 'fr' THEN 'dddd ' ELSE 'dddd, ' END;
  written text;
BEGIN
  written := CASE upper(token)
    WHEN 'LT' THEN clock
    WHEN 'LTS' THEN replace(clock, 'mm', 'mm:ss')
    WHEN 'L' THEN numbers
    WHEN 'LL' THEN day
    WHEN 'LLL' THEN day || ' ' || clock
    ELSE weekday || day || ' ' || clock
  END;
  RETURN CASE
    WHEN token = upper(token) THEN written
    ELSE replace(replace(replace(replace(written, 'dddd', 'ddd'), 'MMMM', 'MMM'), 'DD', 'D'), 'MM/', 'M/')
  END;
END $$;

-- A length of time in words: 'a few seconds', '3 hours', 'a month'. NULL for a language that we do not know.
CREATE OR REPLACE FUNCTION fx.duration_in_words(seconds double precision, locale text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size double precision := CASE WHEN abs(seconds) < 1 THEN 0 ELSE least(abs(seconds), 1e13) END;
  minutes double precision := round(size / 60);
  hours double precision := round(size / 3600);
  days double precision := round(size / 86400);
  -- A month is as long as the Gregorian average, 146097 days in 4800 months.
  months double precision := round(size / 86400 * 4800 / 146097);
  years double precision := round(size / 86400 * 400 / 146097);
  language text := fx.language(locale);
  place integer;
  n double precision;
BEGIN
  place := CASE
    WHEN round(size) < 45 THEN 1 WHEN minutes <= 1 THEN 2 WHEN minutes < 45 THEN 3
    WHEN hours <= 1 THEN 4 WHEN hours < 22 THEN 5 WHEN days <= 1 THEN 6 WHEN days < 26 THEN 7
    WHEN months <= 1 THEN 8 WHEN months < 11 THEN 9 WHEN years <= 1 THEN 10 ELSE 11 END;
  n := CASE place WHEN 3 THEN minutes WHEN 5 THEN hours WHEN 7 THEN days WHEN 9 THEN months ELSE years END;
  RETURN replace((CASE language
    WHEN 'en' THEN ARRAY['a few seconds', 'a minute', '# minutes', 'an hour', '# hours', 'a day', '# days',
      'a month', '# months', 'a year', '# years']
    WHEN 'de' THEN ARRAY['ein paar Sekunden', 'eine Minute', '# Minuten', 'eine Stunde', '# Stunden', 'ein Tag',
      '# Tage', 'ein Monat', '# Monate', 'ein Jahr', '# Jahre']
    WHEN 'fr' THEN ARRAY['quelques secondes', 'une minute', '# minutes', 'une heure', '# heures', 'un jour',
      '# jours', 'un mois', '# mois', 'un an', '# ans']
    WHEN 'el' THEN ARRAY['λίγα δευτερόλεπτα', 'ένα λεπτό', '# λεπτά', 'μία ώρα', '# ώρες', 'μία μέρα', '# μέρες',
      'ένας μήνας', '# μήνες', 'ένας χρόνος', '# χρόνια']
  END)[place], '#', n::text);
END $$;
