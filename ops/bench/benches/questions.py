"""What people ask of a table in a working day, for the bench that holds the line of 100 ms at any size.

Each question is the body of POST …/query. Those that a saved view asks have one, so that they get their indexes.
"""

from dataclasses import dataclass

from core.values import JsonValue

Asked = dict[str, JsonValue]


@dataclass(frozen=True)
class Question:
    name: str
    asked: Asked

    @property
    def view(self) -> Asked | None:
        """The config of a view that asks the same; views have no groups."""
        if "groups" in self.asked or not self.asked:
            return None
        return {key: value for key, value in self.asked.items() if key in ("filter", "sorts", "search")}


def _is(field: str, operator: str, value: JsonValue) -> Asked:
    return {"conjunction": "and", "filters": [{"field": field, "operator": operator, "value": value}]}


OPTION_BY_DATE = Question(
    "option filter, date sort", {"filter": _is("Status", "equals", "Negotiation"), "sorts": [{"field": "Due"}]}
)
FILTERED = Question("count of a filtered view", {"filter": _is("Quantity", "greaterOrEqual", 650)})

QUESTIONS = (
    Question("first page", {}),
    OPTION_BY_DATE,
    Question(
        "number range, text sort", {"filter": _is("Quantity", "between", [100, 104]), "sorts": [{"field": "Name"}]}
    ),
    Question("wide range, text sort", {"filter": _is("Quantity", "greaterThan", 350), "sorts": [{"field": "Name"}]}),
    Question("text contains", {"filter": _is("Name", "contains", "okafor 777")}),
    Question("search in view", {"search": "kimura 77", "sorts": [{"field": "Due"}]}),
    Question("group by, sum", {"groups": [{"field": "Status"}], "aggregates": [{"fn": "sum", "field": "Amount"}]}),
)
