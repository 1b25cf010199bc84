"""Pairs put straight into a link's table, for tests that are about reading."""

import psycopg

from core.ids import parse_record_id


def pair(database_url: str, field: str, pairs: list[tuple[str, str]]) -> None:
    """Record ids of the table of ``field`` with those of the other table, in this order."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT format('ws_%%s.l_%%s', config ->> 'workspace', config ->> 'link'), config ->> 'side'"
            " FROM dataos.fields WHERE id = %s",
            [field],
        ).fetchone()
        assert row is not None
        relation, side = row
        other = "b" if side == "a" else "a"
        for own, linked in pairs:
            connection.execute(
                f"INSERT INTO {relation} ({side}, {other}) VALUES (%s, %s)".encode(),
                [parse_record_id(own).key, parse_record_id(linked).key],
            )
