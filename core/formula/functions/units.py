"""Units of time and languages, as literals may name them (fx.unit, fx.language).

Single letters are exact: ``M`` is months and ``m`` minutes.
"""

DAYS_AND_LONGER = (
    "years", "year", "y", "Y", "quarters", "quarter", "Q", "q", "months", "month", "M", "weeks", "week", "w", "W",
    "days", "day", "d", "D",
)  # fmt: skip

UNITS = (
    *DAYS_AND_LONGER, "hours", "hour", "h", "minutes", "minute", "m", "seconds", "second", "s",
    "milliseconds", "millisecond", "ms",
)  # fmt: skip

LOCALES = (
    "en", "en-us", "en-gb", "en-au", "en-ca", "en-ie", "en-nz", "de", "de-de", "de-at", "de-ch", "fr", "fr-fr", "fr-be",
    "fr-ca", "fr-ch", "el", "el-gr",
)  # fmt: skip
