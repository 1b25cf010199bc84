"""Text of others on a terminal: control characters there move the cursor, hide lines, or answer as if typed."""


def printable(text: str) -> str:
    """`text` on one line with every character that is no visible one written as an escape; tabs stay."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\t" else _escaped(one) for one in text)


def printable_lines(text: str) -> str:
    """As `printable`, but lines stay lines."""
    return text if text.isprintable() else "\n".join(printable(line) for line in text.split("\n"))


def _escaped(one: str) -> str:
    return one.encode("unicode_escape").decode("ascii")
