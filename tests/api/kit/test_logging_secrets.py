"""Secrets that stand in the middle of a text."""

import secrets

import pytest

from api.kit.logging_secrets import HIDDEN, scrubbed

PLACES = ["{}", "refused {} twice", "GET /x/{}/y", "{}, {}", "('{}',)", "a\n{}\nb", "x_{}", "={}"]


@pytest.mark.parametrize("prefix", ["dop_", "scim_"])
@pytest.mark.parametrize("place", PLACES)
def test_our_tokens_are_hidden_wherever_they_stand(prefix: str, place: str) -> None:
    secret = secrets.token_urlsafe(32)
    shown = scrubbed(place.replace("{}", prefix + secret))
    assert secret[:8] not in shown
    assert HIDDEN in shown


@pytest.mark.parametrize("text", ["scim_invalidFilter", "dop_…", "the laptop_of_a_person_with_a_very_long_name_indeed"])
def test_what_only_begins_like_a_token_stays(text: str) -> None:
    assert scrubbed(text) == text
