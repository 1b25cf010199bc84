import pytest

from core.errors import Fault, Invalid, NotFound, VersionConflict


@pytest.mark.parametrize(
    ("path", "prefix", "expected"),
    [
        ("", "filter", "filter"),
        ("[2].value", "filter.filters", "filter.filters[2].value"),
        ("fields.Due", "records[3]", "records[3].fields.Due"),
    ],
)
def test_a_fault_is_seen_from_further_out(path: str, prefix: str, expected: str) -> None:
    assert Fault(path, "code", "message").under(prefix) == Fault(expected, "code", "message")


def test_the_detail_names_the_first_fault_and_counts_the_others() -> None:
    faults = [Fault("a", "x", "Wrong."), Fault("b", "y", "Wrong too."), Fault("", "z", "All wrong.")]
    assert Invalid(faults).detail == "a: Wrong. (and 2 more)"
    assert Invalid(faults[2:]).detail == "All wrong."
    assert Invalid.one("a", "code", "Wrong.").code == "code"


def test_quotes_of_hostile_input_can_be_sent() -> None:
    found = Invalid([Fault("fields.\ud800", "x", "There is no \udfff.")])
    assert found.faults == (Fault("fields.\\ud800", "x", "There is no \\udfff."),)
    found.detail.encode()


def test_not_found_says_nothing_of_others() -> None:
    assert NotFound("record", "rec_1").code == "record_not_found"
    assert NotFound("change set", "x").code == "change_set_not_found"


def test_a_version_conflict_carries_both_versions() -> None:
    found = VersionConflict(sent=3, current=5, record={"id": "rec_1"})
    assert (found.code, found.sent, found.current, found.record) == ("version_conflict", 3, 5, {"id": "rec_1"})
