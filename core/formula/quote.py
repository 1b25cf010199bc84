"""Text as an SQL constant."""


def quote(text: str) -> str:
    r"""Safe under either setting of ``standard_conforming_strings``. The caller has refused NUL.

    >>> print(quote("it's"), quote("a\\b"))
    'it''s'  E'a\\b'
    """
    escaped = text.replace("'", "''")
    return f"'{escaped}'" if "\\" not in text else " E'" + escaped.replace("\\", "\\\\") + "'"
