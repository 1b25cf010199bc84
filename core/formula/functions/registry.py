"""All functions, by their name in capitals."""

from collections.abc import Mapping
from types import MappingProxyType

from core.formula.functions.array.catalogue import ARRAY
from core.formula.functions.base import Function, by_name
from core.formula.functions.date.catalogue import DATE
from core.formula.functions.logical.catalogue import LOGICAL
from core.formula.functions.numeric.catalogue import NUMERIC
from core.formula.functions.record.catalogue import RECORD
from core.formula.functions.regex.catalogue import REGEX
from core.formula.functions.text.catalogue import TEXT

ALL: tuple[Function, ...] = (*TEXT, *NUMERIC, *LOGICAL, *DATE, *ARRAY, *REGEX, *RECORD)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(by_name(ALL))
