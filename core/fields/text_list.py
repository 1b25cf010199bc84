"""Several names in one text, separated by commas, semicolons or line breaks, in double quotes where needed."""

import re

_PART = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:[,;\n]|$)|([^,;\n]*)(?:[,;\n]|$)')
_NEEDS_QUOTES = re.compile(r'[,;\n"]|^\s|\s$')


def split(text: str) -> list[str]:
    """The names in a text list, blanks left out.

    >>> split('Red, "Dark, blue"; Green')
    ['Red', 'Dark, blue', 'Green']
    """
    names: list[str] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:  # cannot be: the second alternative matches anything
            break
        names.append(match[1].replace('""', '"') if match[1] is not None else match[2].strip())
        at = match.end()
    return [name for name in names if name.strip()]


def join(names: list[str]) -> str:
    """The text list that ``split`` reads back."""
    return ", ".join('"' + name.replace('"', '""') + '"' if _NEEDS_QUOTES.search(name) else name for name in names)
