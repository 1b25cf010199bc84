"""Master keys: what the setting may be, and that nothing opens without the right one."""

import base64

import pytest

from api.kit.key_ring import KEY_BYTES, KeyRing, MissingKey, new_master_key, read_keys
from api.settings import Settings, SettingsError

ONE, TWO = (base64.b64encode(bytes([n]) * KEY_BYTES).decode() for n in (1, 2))

REFUSED = ["", "x", ONE, f"a:{ONE[:-8]}", f"a:{ONE},a:{TWO}", f"a b:{ONE}", f":{ONE}", f"a:{ONE},", f"a:{ONE}!"]


def test_the_first_key_wraps_and_all_unwrap() -> None:
    old, both = KeyRing.read(f"a:{ONE}"), KeyRing.read(f"b:{TWO}, a:{ONE}")
    wrapped, master = old.wrap(b"k" * 32, "wsp/dky")
    assert (master, both.first) == ("a", "b")
    assert both.unwrap(wrapped, "a", "wsp/dky") == b"k" * 32
    assert old.wrap(b"k" * 32, "wsp/dky")[0] != wrapped
    for ring, name, about in (
        (old, "b", "wsp/dky"),
        (old, "a", "other/dky"),
        (KeyRing.read(f"a:{TWO}"), "a", "wsp/dky"),
    ):
        with pytest.raises(MissingKey, match="ENCRYPTION_KEYS"):
            ring.unwrap(wrapped, name, about)


@pytest.mark.parametrize("text", REFUSED)
def test_another_form_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(ValueError, match="32 bytes") as refused:
        read_keys(text)
    assert ONE[:10] not in str(refused.value)


def test_a_wrong_setting_stops_the_start_and_is_not_shown() -> None:
    environ = {"DATABASE_URL": "postgresql://h/d", "DATAOS_SECRET": "s" * 32, "ENCRYPTION_KEYS": "hush:verysecret"}
    with pytest.raises(SettingsError, match="ENCRYPTION_KEYS: the value given is not id:key") as refused:
        Settings.load(environ)
    assert "verysecret" not in str(refused.value)


def test_keys_show_nothing_of_themselves() -> None:
    made = new_master_key()
    ring = KeyRing.read(made)
    assert made.split(":")[1] not in f"{ring!r} {ring}"
    assert not KeyRing({})
