"""Names that somebody may have meant."""

import pytest

from core.near import did_you_mean


@pytest.mark.parametrize(
    ("said", "known", "hint"),
    [
        ("Statu", ["Name", "Status"], "Did you mean 'Status'?"),
        ("STATUS", ["Status"], "Did you mean 'Status'?"),
        ("Ονομα", ["Όνομα", "Κατάσταση"], "Did you mean 'Όνομα'?"),
        ("weather", ["Name", "Status"], ""),
        ("", ["Name"], ""),
        ("Status", [], ""),
        ("x" * 100_000, ["x" * 100, "x" * 50_000], f"Did you mean '{'x' * 100}'?"),
    ],
)
def test_only_what_is_near_is_suggested(said: str, known: list[str], hint: str) -> None:
    assert did_you_mean(said, known) == hint


def test_at_most_three_are_suggested_nearest_first() -> None:
    assert did_you_mean("Date 1", [f"Date {at}" for at in range(9)]).startswith("Did you mean 'Date 1' or")
    assert did_you_mean("Date 1", [f"Date {at}" for at in range(9)]).count("'") == 6
