"""Text looked for in numbers, as their field shows them: with its decimals, a percent sign, or as a length of time."""

import re

from api.records.sql.words import precision_of, shown_as
from core.schema import FieldDef
from core.values import ValueKind

_NUMERIC = re.compile(r"[0-9.,'\s€$£¥+-]*[0-9][0-9.,'\s€$£¥+-]*")
_SEPARATORS = re.compile(r"[,'\s€$£¥+]")
_LENGTH = re.compile(r"[0-9:.,\sd-]*[0-9][0-9:.,\sd-]*")


def in_numbers(text: str, field: FieldDef) -> tuple[frozenset[str], bool]:
    """What the shown numbers of this field have in them where ``text`` is found, any of these; and whether they must
    end with it. Nothing where no number of this field can have it."""
    if field.kind is not ValueKind.NUMBER:
        return frozenset(), False
    kind, config = shown_as(field)
    if kind == "duration":
        found = {text.strip().replace(",", ".")} if _LENGTH.fullmatch(text) else set[str]()
        return frozenset(found), False
    signed = kind == "percent" and "%" in text
    bare = text.rstrip().removesuffix("%").rstrip() if signed else text
    if not _NUMERIC.fullmatch(bare):
        return frozenset(), False
    # 1,5 is one and a half to some and the beginning of one thousand five hundred to others: both are found.
    meant = {_SEPARATORS.sub("", bare), _SEPARATORS.sub("", bare.replace(".", "").replace(",", "."))} - {"", "."}
    if not signed:
        return frozenset(meant), False
    # 50% is 50.0% too: the sign says that the number ends here.
    precision = precision_of(config)
    return frozenset(meant | {_padded(one, precision) for one in meant if precision}), True


def _padded(number: str, precision: int) -> str:
    whole, _, decimals = number.partition(".")
    return f"{whole}.{decimals:0<{precision}}"
