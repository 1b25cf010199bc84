"""CSV as spreadsheets open it: what somebody wrote must never become a formula.

A spreadsheet of a locale that separates by semicolons, or one that guesses, splits a row of ours elsewhere and knows
nothing of our quotes then. So a formula is looked for behind each separator and line break, not only at the beginning.
"""

import csv
import io
import re
from collections.abc import Iterable

# Full-width ones count as the plain ones in spreadsheets of East Asian locales.
_STARTER = r"[=+\-@＝＋－＠]"
_FORMULA = re.compile(rf"((?:^|[;\t\r\n])[ \u00a0\"]*)(?={_STARTER})")


def guarded(text: str) -> str:
    """With an apostrophe before whatever would begin a formula, as spreadsheets write text themselves.

    >>> guarded("=1+1"), guarded("a; =1+1"), guarded("3 - 2 = 1")
    ("'=1+1", "a; '=1+1", '3 - 2 = 1')
    """
    found = _FORMULA.sub(r"\1'", text)
    return f"'{found}" if found.startswith(("\t", "\r")) else found


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """RFC 4180, with CRLF."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(errors="backslashreplace")
