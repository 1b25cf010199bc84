import re
from pathlib import Path

import pytest

from core.counted import counted, filled, verb

ROOT = Path(__file__).parents[2]
NOUNS = "records|fields|characters|values|columns|files|bytes|seconds|decimals|places|people|entries"
# A number that is worked out, with a noun that is always in the plural.
FIXED = re.compile(rf"\{{(?P<said>[a-z][A-Za-z0-9_.()\[\]]*)(:,)?\}} (?:{NOUNS})\b")
# Never one: limits that are constants, and sizes that were found to be beyond one.
BEYOND_ONE = {
    "longest", "limit", "size", "used", "width", "most", "limits.MAX_FIELDS_PER_TABLE", "len(keys)", "len(sharing)",
    "len(schema.fields)", "len(end.fields)", "len(table.fields)", "len(text)", "len(written)", "count", "text",
    "reference.text",
}  # fmt: skip


def test_numbers_agree_with_their_nouns() -> None:
    assert counted(1, "record") == "1 record"
    assert counted(0, "record") == "0 records"
    assert counted(1200, "entry", "entries") == "1,200 entries"
    assert verb(1, "is", "are") == "is"
    assert filled("Empty in {records}. Fill {them} first.", 1) == "Empty in 1 record. Fill it first."
    assert filled("Empty in {records}. Fill {them} first.", 2) == "Empty in 2 records. Fill them first."


@pytest.mark.parametrize("folder", ["core", "api", "workflows"])
def test_no_message_has_a_plural_for_a_number_that_may_be_one(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / folder).rglob("*.py")
        for match in FIXED.finditer(path.read_text())
        if match["said"] not in BEYOND_ONE
    ]
    assert found == []
