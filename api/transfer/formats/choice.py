"""Options: one in a cell, or several."""

from dataclasses import dataclass

from api.transfer.formats.base import BLANKS, Format, quote

_OPTION_NAME = 255


@dataclass(frozen=True)
class AsOption(Format):
    """``options`` is a JSON object from folded name to the option's id; empty until the options have ids."""

    field_type = "singleSelect"
    options: str = ""

    def shape(self, cell: str) -> str:
        return f"{quote(self.options)}::jsonb ? lower({cell})" if self.options else _short(cell)

    def value(self, cell: str) -> str:
        return f"({quote(self.options)}::jsonb ->> lower({cell}))"


@dataclass(frozen=True)
class AsOptions(Format):
    """Several options in a cell, between ``separator``; repeats count once, in order of first mention."""

    field_type = "multiSelect"
    separator: str = ","
    options: str = ""

    def shape(self, cell: str) -> str:
        if not self.options:
            return _short(cell)
        names = f"ARRAY(SELECT btrim(name) FROM unnest({self.parts(cell)}) AS name WHERE btrim(name) <> '')"
        return f"{quote(self.options)}::jsonb ?& {names}"

    def parts(self, cell: str) -> str:
        """SQL: the folded names in the cell, as an array; they may have space around them."""
        return f"string_to_array(lower({cell}), {quote(self.separator)})"

    def value(self, cell: str) -> str:
        ids = f"{quote(self.options)}::jsonb"
        several = (
            f"(SELECT array_agg(o.id ORDER BY o.at) FROM (SELECT {ids} ->> btrim(p.name) AS id, min(p.at) AS at"
            f" FROM unnest({self.parts(cell)}) WITH ORDINALITY AS p(name, at) GROUP BY 1) AS o WHERE o.id IS NOT NULL)"
        )
        one = f"array_remove(ARRAY[{ids} ->> lower(btrim({cell}, {BLANKS}))], NULL)"
        return (
            f"CASE WHEN position({quote(self.separator)} IN {cell}) > 0 THEN {several} ELSE nullif({one}, '{{}}') END"
        )


def _short(cell: str) -> str:
    """SQL: whether the cell can name an option as it is."""
    return f"({cell} = btrim({cell}, {BLANKS}) AND length({cell}) <= {_OPTION_NAME})"
