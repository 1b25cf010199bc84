"""The bench's table: 20 fields like those of a sales team, and rows for it made by the server.

Every value depends only on the row's number, so each size is a prefix of the next and runs are comparable. 5–30 % of
the cells of optional fields are empty; selects and cities are skewed as real ones are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.values import JsonValue

STATUSES = ("Lead", "Contacted", "Qualified", "Proposal", "Negotiation", "Won", "Lost", "On hold")
PRIORITIES = ("Urgent", "High", "Medium", "Low", "Someday")
TAGS = (
    "retail", "renewal", "partner", "export", "public sector", "startup", "enterprise", "seasonal", "pilot", "reseller",
    "logistics", "health", "finance", "education", "travel", "energy", "food", "media", "legal", "sports",
)  # fmt: skip
_FIRST = ("Maria", "Nikos", "Elena", "Hans", "Chloe", "Omar", "Ines", "Petra", "Luca", "Sofia", "Ravi", "Yuki", "Ada")
_LAST = ("Papadopoulou", "Weber", "Martin", "Rossi", "Silva", "Novak", "Lind", "Okafor", "Haddad", "Kimura", "Doyle")
_TRADES = ("Foods", "Systems", "Shipping", "Textiles", "Energy", "Studios", "Medical", "Travel", "Optics", "Paper")
_FORMS = ("Ltd", "GmbH", "SA", "Inc", "AB")
_CITIES = ("Athens", "Berlin", "Paris", "Vienna", "Lisbon", "Porto", "Bari", "Graz", "Lyon", "Leeds", "Oslo", "Riga")
_PHRASES = (
    "Asked for a second quote with delivery before the summer season starts. ",
    "Their purchasing team wants references from two customers in the region. ",
    "Waiting for the signed framework agreement; legal has it since last week. ",
    "Prefers a call on Tuesdays, and never in the first week of the month. ",
    "The pilot went well, but the warehouse scanner needs a firmware update. ",
    "Budget is approved for this year only, so the order must be in by November. ",
    "Competitor offers the same at a lower price without on-site training. ",
    "New contact person since the merger; introduce the whole team once more. ",
)


@dataclass(frozen=True)
class BenchField:
    """``value`` is SQL over ``i``, the row's number; ``$names`` in it is the array of option names or ids."""

    name: str
    type: str
    value: str
    names: tuple[str, ...] = ()

    @property
    def config(self) -> dict[str, JsonValue]:
        return {"options": [{"name": name} for name in self.names]} if self.names else {}


def _dice(salt: int, sides: int) -> str:
    """SQL: a number from 1 to ``sides`` that looks random and is always the same for row and salt."""
    return f"(1 + (hashint8extended(i, {salt}) & 2147483647) % {sides})"


def _pick(salt: int, texts: Sequence[str]) -> str:
    quoted = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    return f"(ARRAY[{quoted}])[{_dice(salt, len(texts))}]"


def _sometimes(salt: int, percent: int, value: str) -> str:
    return f"CASE WHEN {_dice(salt, 100)} > {percent} THEN {value} END"


_COMPANY = f"{_pick(5, _LAST)} || ' ' || {_pick(6, _TRADES)} || ' ' || {_pick(7, _FORMS)}"
_CITY = f"(ARRAY{list(_CITIES)})[ceil(sqrt({_dice(9, 144)}))]"
_STARTED = f"timestamptz '2023-01-01' + {_dice(23, 94608000)} * interval '1 second'"
_TAG = ", ".join(f"($names)[{_dice(60 + at, len(TAGS))}]" for at in range(3))
_TAGS = f"(SELECT array_agg(DISTINCT tag) FROM unnest((ARRAY[{_TAG}])[:{_dice(27, 3)}]) AS tag)"
_EMAIL = f"lower({_pick(1, _FIRST)} || '.' || {_pick(2, _LAST)}) || {_dice(31, 997)} || '@example.com'"
_AMOUNT = f"round((exp({_dice(35, 1000)} / 125.0) + {_dice(36, 100)} / 100.0)::numeric, 2)"

FIELDS: tuple[BenchField, ...] = (
    BenchField("Name", "text", f"{_pick(1, _FIRST)} || ' ' || {_pick(2, _LAST)} || ' ' || {_dice(3, 99999)}"),
    BenchField("Company", "text", _sometimes(4, 5, _COMPANY)),
    BenchField("City", "text", _sometimes(8, 10, _CITY)),
    BenchField("Address", "text", _sometimes(11, 20, f"{_dice(12, 240)} || ' ' || {_pick(13, _LAST)} || ' Street'")),
    BenchField("Code", "text", f"'SKU-' || lpad({_dice(14, 9999999)}::text, 7, '0')"),
    BenchField("Quantity", "number", f"{_dice(15, 1000)} - 1"),
    BenchField("Score", "number", _sometimes(16, 10, f"round(({_dice(17, 100000)} / 1000.0)::numeric, 3)")),
    BenchField("Weight", "number", _sometimes(18, 30, f"round(({_dice(19, 20000)} / 100.0)::numeric, 2)")),
    BenchField("Due", "date", _sometimes(20, 10, f"date '2023-01-01' + {_dice(21, 1500)}::int")),
    BenchField("Started", "datetime", _sometimes(22, 15, _STARTED)),
    BenchField("Status", "singleSelect", f"($names)[ceil(sqrt({_dice(10, 64)}))]", STATUSES),
    BenchField("Priority", "singleSelect", _sometimes(24, 10, f"($names)[{_dice(25, 5)}]"), PRIORITIES),
    BenchField("Tags", "multiSelect", _sometimes(26, 25, _TAGS), TAGS),
    BenchField("Done", "checkbox", f"{_dice(28, 10)} <= 4"),
    BenchField("Billable", "checkbox", f"{_dice(29, 10)} <= 6"),
    BenchField("Email", "email", _sometimes(30, 10, _EMAIL)),
    BenchField("Notes", "longText", f"{_pick(32, _PHRASES)} || {_pick(33, _PHRASES)} || {_pick(34, _PHRASES)}"),
    BenchField("Amount", "currency", _AMOUNT),
    BenchField("Rating", "rating", _sometimes(37, 15, _dice(38, 5))),
    BenchField("Website", "url", _sometimes(39, 30, f"'https://www.example.com/' || {_dice(40, 50000)}")),
)


def values(options: Mapping[str, Sequence[str]], fields: Sequence[BenchField] = FIELDS) -> list[str]:
    """SQL for each field's value; ``options`` gives, per select field, what its options are called in the cells."""
    return [item.value.replace("$names", f"ARRAY{list(options.get(item.name, item.names))}") for item in fields]


def csv_values() -> list[str]:
    """SQL for each field's value as a CSV file writes it: option names, several in a cell after each other."""
    return [
        f"array_to_string({value}, '; ')" if item.type == "multiSelect" else value
        for item, value in zip(FIELDS, values({}), strict=True)
    ]


def select(first: int, last: int, expressions: Sequence[str]) -> str:
    """SQL for the rows from ``first`` to ``last``, both included."""
    return f"SELECT {', '.join(expressions)} FROM generate_series({first}::bigint, {last}) AS i"
