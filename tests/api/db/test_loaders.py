"""What our connections make of stored JSON."""

import psycopg
import pytest

from api.db.loaders import UnreadableJson, register_loaders

SOUND = {"a": [1, 0.5, "é", None, True], "big": 10**18}


@pytest.mark.parametrize("stored", ["1" + "0" * 400, "-1e400", "[" * 1500 + "]" * 1500])
def test_a_value_beyond_reading_takes_no_other_with_it(database_url: str, stored: str) -> None:
    with psycopg.connect(database_url) as conn:
        register_loaders(conn.adapters)
        rows = conn.execute(
            "SELECT v FROM (VALUES (1, %s::text::jsonb), (2, %s::text::jsonb)) AS t(n, v) ORDER BY n",
            [stored, '{"a": [1, 0.5, "\u00e9", null, true], "big": 1000000000000000000}'],
        ).fetchall()

    (unreadable,), (sound,) = rows
    assert isinstance(unreadable, UnreadableJson)
    assert sound == SOUND
    with pytest.raises(TypeError):
        bool(unreadable)
